"""A folder of contributions and what is wrong with it → the same folder, mended where one answer is right.

In: a project and a scope. Out: a `Plan` of changes, shown before anything is written, then carried out. Its
doors are `planning.py` and `carrying_out.py`; which problems it mends is declared in `menders.py`. Words are
the author's: none is added, none changed, and none taken away but a title that stands there twice.
"""
