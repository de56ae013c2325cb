"""Essay or volume → how it is cited and described, one file a format.

In: values of the catalogue, and an `OnlineEdition` for what only the site knows. Out: a sentence, a record,
names and contents of elements. Its doors are the formats: `iso690.py`, `bibtex.py`, `ris.py`,
`csl_json.py`, `cff.py`, `zenodo.py`, `highwire.py` and `schema_org.py`.
"""
