"""Templates → the folder of a new anthology, ready to be built, with its forge's workflows.

In: a language, a forge, the day. Out: files. `new_anthology.py` reads `templates/` and writes them.
"""
