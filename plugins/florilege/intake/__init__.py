"""What people have → an essay’s folder.

In: a plain text, or wishes (`florilege new`). Out: files of `contributions/`, and suggestions. One file a
kind of input.
"""
