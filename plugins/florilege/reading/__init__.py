"""The folder `contributions/` → the catalogue, and what is wrong with its files.

In: a folder. Out: a `Catalogue` and problems, nothing raised for a mistake of an author. Its door is
`loader.py`; what front matter may hold is declared in `schema.py`.
"""
