"""What a printer takes: inks for colours, page boxes, crop marks, PDF/X.

In: a finished PDF in RGB and what the printer asks for. Out: the same PDF for the press. Its door is
`press_file.py`.
"""
