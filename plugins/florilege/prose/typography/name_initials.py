"""An initial before a name, « A. Zyman »: for those who type the space in it, and who break lines there."""

CAPITAL = "".join(letter for letter in map(chr, range(0x2000)) if letter.isupper())
"""The capitals of the scripts that have any, for a class of a pattern."""
INITIAL = rf"\b[{CAPITAL}]\."
"""What stands before a name; a space follows, and another capital."""
