"""References to pages: set once with placeholder digits, given their numbers when pages are known.

« p. 123 » in an essay depends on the place of another. It is set as `000`, in digits of one width, so that
its fragment depends on how many digits the number has and no more; assembly writes the real ones into the
content stream. Each reference is told from the others by its colour, which WeasyPrint writes as `0 green
blue rg` in front of the run of text that bears it, and which is put back to black.
"""

import re
from collections.abc import Mapping, Sequence

from florilege.book.weasyprint.digits import glyphs_in

UNKNOWN_DIGITS = 2
"""Digits of a page that isn't known yet: most references of a tome of 200 pages have as many, or one more."""

Digits = Mapping[str, Mapping[str, bytes]]
"""Font resource → digit → its glyph in hexadecimal, as it stands in a text operator."""


def placeholder(page: int | None) -> str:
    """What is set for a page number until assembly: a 0 for each of its digits.

    >>> placeholder(7), placeholder(123), placeholder(None)
    ('0', '000', '00')
    """
    return "0" * (UNKNOWN_DIGITS if page is None else len(str(page)))


def colour(index: int) -> str:
    """The CSS colour that marks the n-th reference (from 0) of a sheet: no other text is blue or green.

    >>> colour(0), colour(300)
    ('rgb(0, 0, 1)', 'rgb(0, 1, 45)')
    """
    green, blue = divmod(index + 1, 256)
    return f"rgb(0, {green}, {blue})"


def index_of(green: bytes, blue: bytes) -> int | None:
    """The index of the reference that a colour marks, given the operands of `rg`; None for black.

    >>> index_of(b"0.003922", b"0.176471"), index_of(b"0", b"0")
    (300, None)
    """
    index = round(float(green) * 255) * 256 + round(float(blue) * 255) - 1
    return None if index < 0 else index


_MARKED = re.compile(rb"0 ([\d.]+) ([\d.]+) rg\n(BT\n[^\n]* Tm\n)/(\w+) ([\d.]+ Tf\n)\[([^\]]*)\] TJ")


def renumber(content: bytes, references: Sequence[str], numbers: Mapping[str, int], digits: Digits) -> bytes:
    """A page's content with the numbers of its references, in black.

    `references` are the anchors that the sheet refers to, by index; `numbers` are their pages. Raises
    `ValueError` where a marked run doesn't show the placeholder that it should: a fault of ours.
    """

    def number(match: re.Match[bytes]) -> bytes:
        green, blue, matrix, font, size, glyphs = match.groups()
        index = index_of(green, blue)
        if index is None:
            return match.group()
        page = str(numbers[references[index]])
        table = digits[font.decode()]
        if glyphs_in(glyphs) != table["0"] * len(page):
            raise ValueError(f"the reference to {references[index]} isn’t set as {placeholder(int(page))}")
        written = b"".join(table[digit] for digit in page)
        return b"0 0 0 rg\n%s/%s %s[<%s>] TJ" % (matrix, font, size, written)

    return _MARKED.sub(number, content)
