"""Texts that name persons → who meets whom, and the drawing of it, on pages and in tomes.

Comes in: set texts with their mentions, who signs them, who came to meetings. Goes out: the persons named,
each with the places that name them; encounters, with how strong they are; an SVG element. The doors are
`encounters.py` and `drawing.py`; nothing here knows how a page or a sheet is made.
"""
