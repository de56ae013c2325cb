"""The contents of PDF pages, read as text.

In: the bytes of a page’s content. Out: its words, in order. Its door is `content.py`.
"""
