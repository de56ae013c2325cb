"""Finished files → findings: each is opened anew and measured against what its printer asks.

In: PDF files, the catalogue, printers.yml. Out: a report. It needs nothing of what made the files. Its door
is `run.py`; `measurement/` reads a file, `inspection/` holds it to the checks, `report/` tells people.
"""
