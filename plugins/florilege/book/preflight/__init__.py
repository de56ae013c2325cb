"""Finished files, opened again and held to what a printer asks: measure, judge, report.

1. measure   a PDF → File: pages, fonts, texts, pictures, inks    measuring.py (painting.py, colours.py)
2. judge     File, Printer, Volume → findings                     judging.py (checks.yml)
3. report    findings → a table, JSON, a page                     showing.py, page.py

A page here is a list of marks, each with its place in mm from the lower left corner of the trimmed page.
"""
