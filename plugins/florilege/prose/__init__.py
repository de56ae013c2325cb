"""Markdown, in the one dialect → `Prose`: safe HTML with its headings, notes, mentions and references.

In: texts of the catalogue. Out: `Prose` and problems. Its door is `texts.py`, which keeps and hands to
workers what `setting.py` does.
"""
