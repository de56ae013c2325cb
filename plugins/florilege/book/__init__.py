"""Anthology → the tomes, as PDF.

In: an `Anthology` and a pool of workers. Out: finished files. Its door is `press.py`; the steps, in order:
composing (a volume → sheets), weasyprint (a sheet → its fragment, in a worker; structure says what must be
in it), pagination (fragments → pages), binding (pages → files), with the cover beside them.
"""
