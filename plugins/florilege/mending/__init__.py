"""A folder of contributions and what is wrong with it → the same folder, mended where one answer is right.

In: a project and a scope. Out: a `Plan` of changes, shown before anything is written, then carried out. Its
doors are `planning.py` and `carrying_out.py`; which problems it mends is declared in `menders.py`. Words are
the author's: those that go, such as a title that stands there twice or a date in words, are named one by one
before they do, and an attribute that holds any is left alone.
"""
