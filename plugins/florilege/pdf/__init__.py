"""What the text of a PDF page says, as letters that can be compared.

In: the characters that glyphs stand for. Out: lines of letters. Its door is `letters.py`.
"""
