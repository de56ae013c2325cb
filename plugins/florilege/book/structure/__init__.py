"""The HTML of a sheet → what a reader must find in its PDF: its words, in order, and its structure.

In: HTML. Out: a tree of structure elements (`tree.py`), which is written by book/weasyprint/, and the first
word that the pages lack, if any (`word_order.py`).
"""
