"""Sheets and fragments → where each stands: first pages, folios.

In: page counts. Out: places and numbers. Its door is `numbering.py`.
"""
