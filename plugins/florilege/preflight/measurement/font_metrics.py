"""Fonts of a PDF (PDF 32000-1, 9.5 to 9.10) → advance widths of their glyphs, and their characters."""

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from sys import byteorder
from typing import Any

from pikepdf import Array, Name

from florilege.preflight.measurement.measurements import PdfFont

_MAP = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PART = re.compile(rb"<([0-9a-fA-F\s]*)>|(\[)|(\])")


@dataclass(frozen=True, slots=True)
class FontMetrics:
    """What showing text takes of a font; widths are in thousandths of an em."""

    name: str
    composite: bool
    embedded: bool
    widths: Mapping[int, float]
    default_width: float
    """Of glyphs that aren't listed."""
    characters: Mapping[int, str]

    def codes(self, string: bytes) -> Sequence[int]:
        """The codes of a string: bytes, or pairs of bytes in a composite font."""
        if not self.composite:
            return string
        codes = array("H", string[: len(string) // 2 * 2])
        if byteorder == "little":
            codes.byteswap()
        return codes

    def width(self, code: int) -> float:
        return self.widths.get(code, self.default_width)

    def text(self, code: int) -> str:
        """The characters of a glyph; where the file doesn't say, U+FFFD, or what the code is in Latin-1."""
        return self.characters.get(code, "\ufffd" if self.composite else chr(code))


@dataclass(slots=True)
class FontCache:
    """The fonts of a file, each read once."""

    _known: dict[tuple[int, int], FontMetrics] = field(default_factory=dict)
    _direct: list[FontMetrics] = field(default_factory=list)

    def get(self, font: Any) -> FontMetrics:
        """The metrics of a font dictionary."""
        key = font.objgen
        if key == (0, 0):
            self._direct.append(_metrics(font))
            return self._direct[-1]
        if key not in self._known:
            self._known[key] = _metrics(font)
        return self._known[key]

    @property
    def used(self) -> tuple[PdfFont, ...]:
        """All that text was shown with, sorted by name."""
        fonts = {PdfFont(each.name, each.embedded) for each in (*self._known.values(), *self._direct)}
        return tuple(sorted(fonts, key=lambda font: (font.name, font.embedded)))


def _metrics(font: Any) -> FontMetrics:
    composite = font.get("/Subtype") == Name.Type0
    inner = font.DescendantFonts[0] if composite else font
    descriptor = inner.get("/FontDescriptor", {})
    type3 = font.get("/Subtype") == Name.Type3
    files = ("/FontFile", "/FontFile2", "/FontFile3")
    unit = 1000 * abs(float(font.FontMatrix[0])) if type3 and "/FontMatrix" in font else 1.0
    missing = inner.get("/DW", 1000) if composite else descriptor.get("/MissingWidth", 0)
    widths = dict(_composite_widths(inner.get("/W", ())) if composite else _simple_widths(inner))
    return FontMetrics(
        name=str(font.get("/BaseFont", font.get("/Name", "/Type3")))[1:],
        composite=composite,
        embedded=type3 or any(file in descriptor for file in files),
        widths={code: width * unit for code, width in widths.items()},
        default_width=float(missing),
        characters=_characters(font.ToUnicode.read_bytes()) if "/ToUnicode" in font else {},
    )


def _simple_widths(font: Any) -> Iterator[tuple[int, float]]:
    first = int(font.get("/FirstChar", 0))
    return ((first + index, float(width)) for index, width in enumerate(font.get("/Widths", ())))


def _composite_widths(listed: Any) -> Iterator[tuple[int, float]]:
    """`c [w …]` and `first last w` (PDF 32000-1, 9.7.4.3)."""
    parts = iter(listed)
    for first in parts:
        following = next(parts)
        if isinstance(following, Array):
            yield from ((int(first) + index, float(width)) for index, width in enumerate(following))
        else:
            width = float(next(parts))
            yield from ((code, width) for code in range(int(first), int(following) + 1))


def _characters(cmap: bytes) -> dict[int, str]:
    """Code → characters (PDF 32000-1, 9.10.3)."""
    found: dict[int, str] = {}
    for kind, body in _MAP.findall(cmap):
        parts = _PART.finditer(body)
        found.update(_pairs(parts) if kind == b"bfchar" else _ranges(parts))
    return found


def _pairs(parts: Iterator[re.Match[bytes]]) -> Iterator[tuple[int, str]]:
    for code in parts:
        yield int(code[1], 16), _decoded(next(parts)[1])


def _ranges(parts: Iterator[re.Match[bytes]]) -> Iterator[tuple[int, str]]:
    for start in parts:
        first, last, target = int(start[1], 16), int(next(parts)[1], 16), next(parts)
        if target[2]:
            for code, part in zip(range(first, last + 2), parts, strict=False):
                if part[3]:
                    break
                yield code, _decoded(part[1])
        else:
            text = _decoded(target[1])
            for step in range(last - first + 1):
                yield first + step, text[:-1] + chr(ord(text[-1]) + step)


def _decoded(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")
