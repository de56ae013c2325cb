"""Anthology → the tomes, as PDF.

In: an `Anthology` and a pool of workers. Out: finished files. Its door is `press.py`; the steps, in order:
composing, setting, pages, binding, with the cover beside them.
"""
