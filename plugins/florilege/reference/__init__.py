"""What the engine knows → the reference pages of its documentation: fields, problems, checks, printers.

In: the declarations themselves. Out: Markdown in a language. One file a kind of page.
"""
