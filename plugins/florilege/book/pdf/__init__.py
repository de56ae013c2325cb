"""What a finished PDF holds beside its pages: fonts, outline, structure, metadata, claims.

In: a PDF in the making and the facts of its sheets. Out: the same PDF with one of these more. A file for
each.
"""
