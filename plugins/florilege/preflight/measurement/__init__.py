"""A PDF file → what is so of it, without any judgement: boxes, text, images, shapes, fonts, inks.

In: a path. Out: a `PdfFile`. Its door is `pdf_file.py`. Whatever wrote the file is read.
"""
