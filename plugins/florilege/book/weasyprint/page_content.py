"""The content stream of a page as WeasyPrint and pydyf write it: made compact, read, freed of marks.

Each operator ends a line. Text is shown by `[<glyphs> adjustment <glyphs> …] TJ` alone (PDF 32000-1,
9.4.3), a glyph being four hexadecimal digits, under a matrix (`1 0 0 -1 x y Tm`) of its own for each line,
or part of a line, that is set at once.
"""

import re
from array import array
from collections.abc import Iterable, Iterator, Mapping
from sys import byteorder

from florilege.book.letters import Alphabets, TextLine, letters, line_of
from florilege.book.weasyprint.digits import glyphs_in
from florilege.book.weasyprint.references import index_of

OPAQUE: Mapping[str, Mapping[str, int]] = {"/a1.0": {"/ca": 1}, "/A1.0": {"/CA": 1}}
"""The graphics states that any page may name: full opacity, for filling and for stroking."""

_OPAQUE = re.compile(rb"/[aA]1(?:\.0)? gs\s")
_LONG = re.compile(rb"(-?\d+\.\d{3})\d+(?=<)")
_MARKS = re.compile(rb"^/\w+\s(?:(?:<<[^\n]*>>|/\w+)\sBDC|BMC)\n|^EMC\n", re.MULTILINE)
_OPERATORS = re.compile(
    rb"^(q|Q)$|(Tm)$|^/(\w+) [\d.]+ Tf$|^\[([^\]\n]*)\] TJ$|^([\d.]+) ([\d.]+) ([\d.]+) rg$"
    rb"|^(?:/Span <</ActualText <feff([0-9a-f]+)>>> (BDC)|(EMC)) $",
    re.MULTILINE,
)


def compact(content: bytes) -> bytes:
    """The same page in half the bytes: without adjustments by 0, empty strings and millionths of an em.

    >>> compact(b"[<0153>0<01a5>0<>-51.37625430308357<0002>-49<0192>0] TJ")
    b'[<015301a5>-51.376<0002>-49<0192>] TJ'
    """
    content = content.replace(b">0<", b"").replace(b"<>", b" ").replace(b">0]", b">]")
    return _LONG.sub(rb"\1", content).replace(b"> -", b">-")


def without_marks(content: bytes) -> bytes:
    """A page without its marked-content operators (PDF 32000-1, 14.6)."""
    return _MARKS.sub(b"", content)


def without_opacity(content: bytes) -> bytes:
    """A page that doesn't say of what is opaque that it is, as PDF/X-1a demands.

    >>> without_opacity(b"/a1.0 gs\\n/a0.5 gs\\n")
    b'/a0.5 gs\\n'
    """
    return _OPAQUE.sub(b"", content)


def read(content: bytes, alphabets: Alphabets) -> Iterator[TextLine]:
    """What a page shows, in the order in which it is drawn. Raises `KeyError` where a glyph is unknown."""
    font, saved = "", list[str]()
    clusters: list[str] = []
    mark = following = said = None
    for stack, matrix, named, shown, red, green, blue, text, begins, ends in _OPERATORS.findall(content):
        if begins:
            said = bytes.fromhex(text.decode()).decode("utf-16-be")
        elif ends:
            said = None
        elif said is not None and shown:
            clusters += map(letters, said)
            said = ""
        elif shown:
            clusters += map(alphabets[font].__getitem__, _glyphs(shown))
        elif matrix:
            yield from line_of(clusters, mark)
            clusters, mark = [], following
        elif named:
            font = named.decode()
        elif red:
            following = index_of(green, blue) if red == b"0" else None
        elif stack == b"q":
            saved.append(font)
        elif stack == b"Q":
            font, following = saved.pop() if saved else "", None
    yield from line_of(clusters, mark)


def _glyphs(shown: bytes) -> Iterable[int]:
    glyphs = array("H", bytes.fromhex(glyphs_in(shown).decode()))
    if byteorder == "little":
        glyphs.byteswap()
    return glyphs
