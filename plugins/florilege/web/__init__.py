"""Anthology → the pages of the site.

In: an `Anthology`. Out: pages that MkDocs writes. Its door is `plugin.py`, the only file that knows MkDocs.
"""
