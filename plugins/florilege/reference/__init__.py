"""What the engine knows → the pages of reference of its documentation, and JSON Schemas.

In: the declarations themselves. Out: Markdown in a language. One file a kind of page.
"""
