"""Glyphs in hexadecimal, as text operators have them; the ten digits among them, replaced by any number."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple, Self

DIGITS = "0123456789"

_RUN = re.compile(rb"1 0 0 -1 ([\d.]+) ([\d.]+) Tm\n/(\w+) ([\d.]+) Tf\n\[([^\]]+)\] TJ")
_GLYPH = re.compile(rb"[0-9a-f]{4}")
_STRINGS = re.compile(rb"<([0-9a-f]+)>")


def glyphs_in(shown: bytes) -> bytes:
    """The glyphs of the operand of `TJ`, four digits each, without what stands between its strings.

    >>> glyphs_in(b"<0153>-4<01a50002>")
    b'015301a50002'
    """
    return b"".join(_STRINGS.findall(shown))


class PlacedNumber(NamedTuple):
    """A number on a page: where it begins, in px from the left and from the top, and its size in px."""

    number: int
    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class DigitRun:
    """The ten digits as a page shows them; `x` is in px from the left, `glyphs` are in hexadecimal."""

    content: bytes
    x: float
    font: str
    size: float
    """px"""
    glyphs: dict[str, bytes]

    @classmethod
    def find(cls, content: bytes) -> Self:
        """From the content of a page. Raises `ValueError` where it shows anything else."""
        run = _RUN.search(content)
        shown = b"" if run is None else glyphs_in(run[5])
        if run is None or len(shown) != 4 * len(DIGITS):
            raise ValueError("a page of digits doesn’t show the ten digits, and nothing else")
        glyphs = dict(zip(DIGITS, _GLYPH.findall(shown), strict=True))
        return cls(content, float(run[1]), run[3].decode(), float(run[4]), glyphs)

    def show(self, number: str, x: float) -> bytes:
        """The same content with a number in place of the digits, beginning at `x` px."""
        glyphs = b"".join(self.glyphs[digit] for digit in number)

        def written(run: re.Match[bytes]) -> bytes:
            _, y, font, size, _ = run.groups()
            return b"1 0 0 -1 %.6f %s Tm\n/%s %s Tf\n[<%s>] TJ" % (x, y, font, size, glyphs)

        return _RUN.sub(written, self.content)

    def show_all(self, numbers: Iterable[PlacedNumber]) -> bytes:
        """The same content with numbers anywhere on the page in place of the digits."""
        shown = b"\n".join(
            b"1 0 0 -1 %.6f %.6f Tm\n/%s %.6f Tf\n[<%s>] TJ"
            % (x, y, self.font.encode(), size, b"".join(self.glyphs[digit] for digit in str(number)))
            for number, x, y, size in numbers
        )
        return _RUN.sub(lambda _: shown, self.content)
