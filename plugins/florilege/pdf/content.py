"""The content of a page as WeasyPrint writes it: made smaller, and read.

Text is shown by `[<glyphs> adjustment <glyphs> …] TJ` alone (PDF 32000-1, 9.4.3), a glyph being two bytes in
hexadecimal, under a matrix (`Tm`) of its own for each line, or part of a line, that is set at once.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from sys import byteorder
from typing import NamedTuple

Alphabets = Mapping[str, Mapping[int, str]]
"""Font resource → glyph → the letters and digits that it shows."""

_LONG = re.compile(rb"(-?\d+\.\d{3})\d+(?=<)")


def squeeze(content: bytes) -> bytes:
    """The same page in half the bytes: adjustments by 0, empty strings and millionths of an em left out.

    >>> squeeze(b"[<0153>0<01a5>0<>-51.37625430308357<0002>-49<0192>0] TJ")
    b'[<015301a5>-51.376<0002>-49<0192>] TJ'
    """
    content = content.replace(b">0<", b"").replace(b"<>", b" ").replace(b">0]", b">]")
    return _LONG.sub(rb"\1", content).replace(b"> -", b">-")


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Letters and digits alone, without case, compatibility forms (ligatures, superscripts) taken apart.

    Character by character, so that a text cut anywhere gives the same.

    >>> letters("L’œuvre, 1\u202fre ﬁn")
    'lœuvre1refin'
    """
    return "".join(
        part
        for character in text
        for part in unicodedata.normalize("NFKC", character).casefold()
        if part.isalnum()
    )


def alphabet(characters: Mapping[int, str]) -> dict[int, str]:
    """Glyph → the letters of the characters that it shows."""
    return {glyph: letters(text) for glyph, text in characters.items()}


class Line(NamedTuple):
    """The letters of a line, or of a part of one, as they follow one another from left to right.

    `backwards` is how it reads should its paragraph run from right to left: the same, unless a letter does.
    `mark` is the index of the reference whose number this is, if it is one.
    """

    letters: str
    backwards: str
    mark: int | None


_SHOWN = re.compile(
    rb"^(q|Q)$|(Tm)$|^/(\w+) [\d.]+ Tf$|^\[([^\]\n]*)\] TJ$|^([\d.]+) ([\d.]+) ([\d.]+) rg$", re.MULTILINE
)
_GLYPHS = re.compile(rb"<([0-9a-f]+)>")


def read(content: bytes, alphabets: Alphabets) -> Iterator[Line]:
    """What a page shows, in the order in which it is drawn. Raises `KeyError` where a glyph is unknown."""
    font, saved = "", list[str]()
    clusters: list[str] = []
    mark = following = None
    for stack, matrix, named, shown, red, green, blue in _SHOWN.findall(content):
        if shown:
            clusters += map(alphabets[font].__getitem__, _glyphs(shown))
        elif matrix:
            yield from line_of(clusters, mark)
            clusters, mark = [], following
        elif named:
            font = named.decode()
        elif red:
            following = marked(green, blue) if red == b"0" else None
        elif stack == b"q":
            saved.append(font)
        elif stack == b"Q":
            font, following = saved.pop() if saved else "", None
    yield from line_of(clusters, mark)


def mark_of(index: int) -> tuple[int, int]:
    """Green and blue, 0 to 255, of the colour that marks the n-th reference (from 0) of a sheet.

    >>> mark_of(0), mark_of(300)
    ((0, 1), (1, 45))
    """
    return divmod(index + 1, 256)


def marked(green: bytes, blue: bytes) -> int | None:
    """The index of the reference that a colour marks, given the operands of `rg`; None for black."""
    index = round(float(green) * 255) * 256 + round(float(blue) * 255) - 1
    return None if index < 0 else index


def _glyphs(shown: bytes) -> Iterable[int]:
    glyphs = array("H", bytes.fromhex(b"".join(_GLYPHS.findall(shown)).decode()))
    if byteorder == "little":
        glyphs.byteswap()
    return glyphs


_FIRST_RIGHT = "\u0590"
"""No character before the Hebrew ones runs from right to left (Unicode 15.1, DerivedBidiClass)."""


def line_of(clusters: Sequence[str], mark: int | None = None) -> Iterator[Line]:
    """The line that letters make, given glyph by glyph as they are drawn; none without letters."""
    seen = [cluster for cluster in clusters if cluster]
    text = "".join(seen)
    if not text:
        return
    if max(text) < _FIRST_RIGHT or "R" not in (kinds := "".join(map(_kind, seen))):
        yield Line(text, text, mark)
    else:
        yield Line("".join(_forwards(seen, kinds)), "".join(_turned(seen, kinds, "[LN]+")), mark)


def _kind(cluster: str) -> str:
    """R for what runs from right to left, N for a figure, L for all else (UAX 9, as far as letters go)."""
    if unicodedata.bidirectional(cluster[0]) in ("R", "AL"):
        return "R"
    return "N" if cluster.isdigit() else "L"


def _forwards(clusters: Sequence[str], kinds: str) -> Iterator[str]:
    """A line from left to right as it is read: what runs the other way is turned round.

    >>> "".join(_forwards("a3ב12א", "LNRNNR"))
    'a3א12ב'
    """
    done = 0
    for run in re.finditer("R(?:[RN]*R)?", kinds):
        yield from clusters[done : run.start()]
        yield from _turned(clusters[run.start() : run.end()], run.group(), "N+")
        done = run.end()
    yield from clusters[done:]


def _turned(clusters: Sequence[str], kinds: str, kept: str) -> Iterator[str]:
    """Clusters from the last to the first, each run of the kinds `kept` in its own order.

    >>> "".join(_turned("ב12אde", "RNNRLL", "[LN]+"))
    'deא12ב'
    """
    for run in reversed([*re.finditer(f"{kept}|.", kinds)]):
        yield from clusters[run.start() : run.end()]
