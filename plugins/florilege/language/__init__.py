"""The words that the engine itself writes, one folder a language.

In: a BCP 47 language. Out: its sentences, dates and numbers. Its door is `words.py`.
"""
