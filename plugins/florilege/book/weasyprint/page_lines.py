"""The content of a page, as WeasyPrint writes it → its lines of text, each at its height."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from florilege.book.sheet import FontUse
from florilege.book.weasyprint.digits import glyphs_in

_OPERATORS = re.compile(
    rb"^([\d.]+) 0 0 -1 (-?[\d.]+) (-?[\d.]+) Tm$|^/(\w+) ([\d.]+) Tf$|^\[([^\]\n]*)\] TJ$"
    rb"|^(?:/Span <</ActualText <feff([0-9a-f]+)>>> (BDC)|(EMC)) $",
    re.MULTILINE,
)
_APART = 0.35
"""Of the leading: text whose baselines are no farther apart is one line; notes are set closer than it."""
_GAP = 0.15
"""em: what stands farther apart on a line is parted by a space."""

_FEW, _TALL, _CAPITAL = 3, 1.4, 0.75
"""Of an initial: how many signs it has at most, how large it is at least beside the leading, and how high a
capital is beside its size."""


class PageLine(NamedTuple):
    """A line of a page: its baseline in px from the upper edge, and what it says from left to right."""

    y: float
    text: str


class _Run(NamedTuple):
    """Text that is drawn at once; lengths are in px."""

    x: float
    end: float
    y: float
    size: float
    text: str


def page_lines(content: bytes, fonts: Mapping[str, FontUse], *, leading: float) -> tuple[PageLine, ...]:
    """The lines of a page from top to bottom, given the leading in px of its running text.

    Letters of other sizes, raised or lowered a little, are of the line, and an initial is of the first line
    beside it.
    """
    found: list[list[_Run]] = []
    initials: list[_Run] = []
    for run in sorted(_runs(content, fonts), key=lambda run: run.y):
        if len(run.text.strip()) <= _FEW and run.size > _TALL * leading:
            initials.append(run)
        elif found and run.y - found[-1][0].y < _APART * leading:
            found[-1].append(run)
        else:
            found.append([run])
    lines = [(max(runs, key=lambda run: (run.size, len(run.text))).y, runs) for runs in found]
    for initial in initials:
        top, bottom = initial.y - _CAPITAL * initial.size, initial.y + _APART * leading
        beside = [runs for y, runs in lines if top < y < bottom]
        if len(beside) > 1:
            beside[0].append(initial)
        else:
            lines.append((initial.y, [initial]))
    return tuple(PageLine(y, _text(runs, _TALL * leading)) for y, runs in sorted(lines))


def _text(runs: list[_Run], tall: float) -> str:
    """What a line says; behind a letter as tall as that, no space parts a word."""
    text, end = "", 0.0
    for run in sorted(runs):
        apart = text and run.x - end > _GAP * run.size
        text, end = f"{text}{' ' if apart else ''}{run.text}", run.end
        if run.size > tall and len(run.text.strip()) <= _FEW:
            text, end = text.rstrip(), float("inf")
    return " ".join(text.split())


def _runs(content: bytes, fonts: Mapping[str, FontUse]) -> Iterator[_Run]:
    x = y = size = width = 0.0
    stretch = 1.0
    font, text = "", ""
    said: str | None = None
    for scale, left, top, named, points, shown, actual, begins, ends in _OPERATORS.findall(content):
        if left:
            if text.strip():
                yield _Run(x, x + width, y, size, text)
            stretch, x, y, text, width = float(scale), float(left), float(top), "", 0.0
        elif named:
            font, size = named.decode(), float(points)
        elif shown:
            use = fonts[font]
            drawn = glyphs_in(shown)
            glyphs = [int(drawn[start : start + 4], 16) for start in range(0, len(drawn), 4)]
            width += sum(use.widths.get(glyph, 0) for glyph in glyphs) * size * stretch / 1000
            if said is None:
                text += "".join(use.characters.get(glyph, "") for glyph in glyphs)
            else:
                text, said = text + said, ""
        elif begins:
            said = bytes.fromhex(actual.decode()).decode("utf-16-be")
        elif ends:
            said = None
    if text.strip():
        yield _Run(x, x + width, y, size, text)
