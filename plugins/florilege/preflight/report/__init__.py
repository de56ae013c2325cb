"""Findings → what people read: the terminal, JSON, a page of HTML.

In: a `Report`. Out: text. Its door is `report.py`, the values that the others show.
"""
