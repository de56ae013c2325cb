"""References to pages: set once with noughts, given their numbers when pages are known.

« p. 123 » in an essay depends on the place of another. It is set as `000`, in figures of one width, so that
its fragment depends on how many digits the number has and no more; assembly writes the real figures into
the finished stream. Each reference is told from the others by its colour, which is put back to black.
"""

import re
from collections.abc import Mapping, Sequence

from florilege.pdf.content import mark_of, marked

UNKNOWN_DIGITS = 2
"""Digits of a page that isn't known yet: most references of a tome of 200 pages have as many, or one more."""

Digits = Mapping[str, Mapping[str, bytes]]
"""Font resource → figure → its glyph in hexadecimal, as it stands in a text operator."""


def noughts(page: int | None) -> str:
    """What stands for a page number until assembly: as many noughts as it has digits.

    >>> noughts(7), noughts(123), noughts(None)
    ('0', '000', '00')
    """
    return "0" * (UNKNOWN_DIGITS if page is None else len(str(page)))


def colour(index: int) -> str:
    """The colour that marks the n-th reference (from 0) of a sheet: no text of ours is blue or green.

    >>> colour(0), colour(300)
    ('rgb(0, 0, 1)', 'rgb(0, 1, 45)')
    """
    green, blue = mark_of(index)
    return f"rgb(0, {green}, {blue})"


_SPAN = re.compile(r'<span class="number" data-reference="(\d+)" style="[^"]*">0+</span>')


def numbered(html: str, references: Sequence[str], numbers: Mapping[str, int]) -> str:
    """A sheet's HTML with its numbers in it, as one WeasyPrint document would be given it."""

    def number(match: re.Match[str]) -> str:
        return f'<span class="number">{numbers[references[int(match.group(1))]]}</span>'

    return _SPAN.sub(number, html)


_MARKED = re.compile(rb"0 ([\d.]+) ([\d.]+) rg\n(BT\n[^\n]* Tm\n)/(\w+) ([\d.]+ Tf\n)\[([^\]]*)\] TJ")


def renumber(stream: bytes, references: Sequence[str], numbers: Mapping[str, int], digits: Digits) -> bytes:
    """A page's content with the numbers of its references, in black.

    Raises `ValueError` where a marked run isn't the noughts that it should be: a fault of ours.
    """

    def number(match: re.Match[bytes]) -> bytes:
        green, blue, matrix, font, size, glyphs = match.groups()
        index = marked(green, blue)
        if index is None:
            return match.group()
        figures = str(numbers[references[index]])
        table = digits[font.decode()]
        if b"".join(re.findall(rb"<([0-9a-f]+)>", glyphs)) != table["0"] * len(figures):
            raise ValueError(f"the reference to {references[index]} isn’t set as {noughts(int(figures))}")
        written = b"".join(table[figure] for figure in figures)
        return b"0 0 0 rg\n%s/%s %s[<%s>] TJ" % (matrix, font, size, written)

    return _MARKED.sub(number, stream)
