"""Prose → the HTML of a printed page.

In: a `Prose`, and where its links lead. Out: HTML for a sheet. Its door is `prose_to_html.py`.
"""
