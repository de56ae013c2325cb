"""EAN-13 (ISO/IEC 15420): the bars that a page shows → the number that a scanner reads.

A symbol is 95 modules wide: 59 bars and spaces, of one to four modules each. The widths of the first six
digits say by their parity which digit goes before them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pypdfium2

from florilege.preflight.facts import Box

_LEFT = ("3211", "2221", "2122", "1411", "1132", "1231", "1114", "1312", "1213", "3112")
"""Widths of space, bar, space, bar of each digit in set A; B has them reversed, C in bar and space."""
_FIRST = ("AAAAAA", "AABABB", "AABBAB", "AABBBA", "ABAABB", "ABBAAB", "ABBBAA", "ABABAB", "ABABBA", "ABBABA")
_RUNS, _MODULES = 59, 95

DENSITY = 400
"""px/in: four for a module at 80 %, which is 0.264 mm wide."""
STEP = 32
"""px: from one line that is looked along to the next: 2 mm."""
DARK = 128


@dataclass(frozen=True, slots=True)
class Symbol:
    """A barcode that was read, and where: mm from the lower left corner of the page as it is shown."""

    digits: str
    box: Box


def read_barcode(path: Path, page: int = 0) -> Symbol | None:
    """The first EAN-13 that a page shows, upright; None where there is none."""
    document = pypdfium2.PdfDocument(path)
    try:
        bitmap = document[page].render(scale=DENSITY / 72, grayscale=True)
        picture = bitmap.to_pil()
    finally:
        document.close()
    found: list[tuple[str, int, int, int]] = []
    for row in range(0, picture.height, STEP):
        line = picture.crop((0, row, picture.width, row + 1)).tobytes()
        found += [(digits, left, right, row) for digits, left, right in decode(line)]
    if not found:
        return None
    digits = found[0][0]
    spans = [each for each in found if each[0] == digits]
    mm = 25.4 / DENSITY
    return Symbol(
        digits,
        Box(
            min(left for _, left, _, _ in spans) * mm,
            (picture.height - spans[-1][3]) * mm,
            max(right for _, _, right, _ in spans) * mm,
            (picture.height - spans[0][3]) * mm,
        ),
    )


def decode(line: bytes) -> Iterator[tuple[str, int, int]]:
    """The numbers that stand in a line of grey samples (0 to 255), each with its ends."""
    widths = [(dark, len(list(run))) for dark, run in groupby(line, key=lambda sample: sample < DARK)]
    place = 0
    for index, (dark, width) in enumerate(widths[: max(0, len(widths) - _RUNS + 1)]):
        if dark:
            runs = [each for _, each in widths[index : index + _RUNS]]
            if digits := _digits(runs):
                yield digits, place, place + sum(runs)
        place += width


def _digits(runs: Sequence[int]) -> str:
    """The digits of 59 bars and spaces; empty where they are no EAN-13."""
    if max(runs[:3]) > 2 * min(runs[:3]):
        return ""
    module = sum(runs) / _MODULES
    if not all(0.5 < width / module < 4.6 for width in runs):
        return ""
    modules = "".join(str(round(width / module)) for width in runs)
    if modules[:3] != "111" or modules[27:32] != "11111" or modules[-3:] != "111":
        return ""
    left = [modules[start : start + 4] for start in range(3, 27, 4)]
    right = [modules[start : start + 4] for start in range(32, 56, 4)]
    sets = "".join("A" if each in _LEFT else "B" for each in left)
    numbers = [_value(each) for each in (*left, *right)]
    if None in numbers or sets not in _FIRST or not set(right) <= set(_LEFT):
        return ""
    digits = f"{_FIRST.index(sets)}{''.join(map(str, numbers))}"
    return digits if check_digit(digits[:12]) == digits[12] else ""


def _value(widths: str) -> int | None:
    return next((digit for digit, each in enumerate(_LEFT) if widths in (each, each[::-1])), None)


def check_digit(digits: str) -> str:
    """The 13th digit after these twelve.

    >>> check_digit("978299999990")
    '9'
    """
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return str(-total % 10)
