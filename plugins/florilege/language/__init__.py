"""The sentences that a person reads, one folder a language; dates, sizes and lists as a language writes them.

In: a key or a value, and a BCP 47 language. Out: text. `sentences.py` reads the folders; `formats.py` writes
values.
"""
