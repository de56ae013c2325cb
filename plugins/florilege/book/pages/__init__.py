"""Sheets and fragments → where each stands: first pages, folios, references, running heads.

In: page counts. Out: places and numbers. Its door is `numbering.py`.
"""
