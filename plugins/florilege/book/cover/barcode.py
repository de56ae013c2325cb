"""ISBN → the bars of its EAN-13 and the digits below, in the proportions of ISO/IEC 15420 (GS1, 5.2).

All is counted in modules, the width of the thinnest bar, from the left edge of the quiet zone. At 100 % a
module is 0.33 mm, and the symbol with its quiet zones 37.29 × 25.93 mm; printers take 80 to 200 %.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from barcode.ean import EuropeanArticleNumber13WithGuard
from stdnum import ean

MODULE = 0.33
"""mm, at 100 %."""
LEAST = 0.8
"""The smallest scale that every scanner reads."""
QUIET = (11, 7)
"""Modules that stay white on the left and on the right."""
WIDTH = 113
HEIGHT = 25.93 / MODULE
BARS = 22.85 / MODULE
"""The height of a bar, and of the guards among them."""
GUARDS = BARS + 5


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar, from `x` on."""

    x: int
    width: int
    height: float


@dataclass(frozen=True, slots=True)
class DigitGroup:
    """Some of the digits below the bars, spread over `width` from `x` on."""

    x: float
    width: float
    text: str


@dataclass(frozen=True, slots=True)
class Ean13:
    """The drawing of one EAN-13; `scale` is 1 for 100 %."""

    bars: Sequence[Bar]
    digits: Sequence[DigitGroup]
    scale: float

    @property
    def module(self) -> float:
        """mm"""
        return MODULE * self.scale

    @property
    def width(self) -> float:
        """mm, quiet zones included."""
        return WIDTH * self.module

    @property
    def height(self) -> float:
        """mm, digits included."""
        return HEIGHT * self.module

    @property
    def path(self) -> str:
        """The bars as one SVG path, in modules."""
        return "".join(f"M{bar.x} 0h{bar.width}v{bar.height:.3f}h-{bar.width}z" for bar in self.bars)


def ean13(isbn: str, scale: float = 1.0) -> Ean13:
    """The EAN-13 of an ISBN of 13 digits. Raises `stdnum.exceptions.ValidationError` for anything else."""
    number = ean.validate(isbn)
    (pattern,) = EuropeanArticleNumber13WithGuard(number, no_checksum=True).build()
    left = QUIET[0]
    return Ean13(
        bars=[
            Bar(left + run.start(), len(run.group()), GUARDS if run.group()[0] == "G" else BARS)
            for run in re.finditer("1+|G+", pattern)
        ],
        digits=[
            DigitGroup(1, 7, number[0]),
            DigitGroup(left + 4, 41, number[1:7]),
            DigitGroup(left + 50, 41, number[7:]),
        ],
        scale=scale,
    )


def scale_in(width: float, height: float) -> float:
    """The scale at which a barcode fits a field in mm: 1 at most, `LEAST` at least."""
    return max(LEAST, min(1.0, width / (WIDTH * MODULE), height / (HEIGHT * MODULE)))
