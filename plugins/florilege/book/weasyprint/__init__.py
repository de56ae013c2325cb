"""All that relies on the insides of WeasyPrint or on the form of what it writes.

A new version of it breaks this folder alone.

In: a `Job`. Out: a `Fragment`, and functions that read and rewrite its content streams. Its door is
`render.py`, which workers import; `replacements.py` lists what of WeasyPrint is replaced and why. Modules
that import neither that nor weasyprint (`page_content.py`, `digits.py`, `references.py`) are for all of
book/. Every reliance has a test of its own in tests/book/test_weasyprint_reliances.py.
"""
