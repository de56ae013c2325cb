"""Templates → the folder of a new anthology, with its forge's workflows; and a specimen.

In: a language and a forge, the day; or a language and a design. Out: files. `new_anthology.py` reads
`templates/` and writes them, `specimen_text.py` reads `specimen/`.
"""
