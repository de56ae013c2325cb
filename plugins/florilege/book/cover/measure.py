"""Texts → the largest size at which they fill their box, in lines that the sheet only shows.

WeasyPrint fits no text to a box, so what must fit (titles, hundreds of names) is measured and broken into
lines here. Widths are in em, boxes and sizes in pt.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, log

from florilege.book.even_lines import even
from florilege.book.ruler import Ruler

STEP = 0.97
"""From one size that is tried to the next."""
GAP = 0.5
"""em: between names, in a field of them."""
MOST_APART = 1.6
"""How many times as large as another a name may be, in a field of them: they are equals."""
FEWER = 0.5
"""What a field is worth beside one in which no line is short of the width."""
SMALLEST = 3.0
"""pt: below, nothing can be read; what doesn't fit is cut."""
SAFETY = 0.99
"""Of a width: what rounding may take."""


@dataclass(frozen=True, slots=True)
class FittedText:
    """A text in lines of one size, in pt."""

    size: float
    leading: float
    """pt: from line to line."""
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        return self.leading * len(self.lines)


@dataclass(frozen=True, slots=True)
class PosterLine:
    """A line at a size of its own: pieces of text, and the index of whose each is."""

    size: float
    pieces: tuple[tuple[str, int], ...]
    """A name, and its number from 0."""
    is_full: bool = True
    """Whether it fills the measure, and isn't short of it."""


def fit(
    text: str,
    ruler: Ruler,
    *,
    width: float,
    height: float,
    most: float,
    least: float = SMALLEST,
    leading: float = 1.2,
) -> FittedText:
    """The text in even lines at the largest size that fits, from `most` down; cut where `least` doesn't."""
    words = [word for word in text.split(" ") if word]
    widths = [ruler.width(word) for word in words]
    space = ruler.width(" ")
    for size in _sizes(most, least):
        measure = width * SAFETY / size
        if max(widths, default=0) > measure:
            continue
        breaks = even(widths, space, measure, lambda index: len(words[index]) < 4)
        if len(breaks) * leading * size <= height + 0.01:
            lines = tuple(" ".join(words[first:last]) for first, last in breaks)
            return FittedText(size, leading * size, lines)
    return _cut(words, ruler, width * SAFETY / least, max(1, int(height / least / leading)), least, leading)


def _sizes(most: float, least: float) -> Iterator[float]:
    size = most
    while size > least:
        yield round(size, 2)
        size *= STEP
    yield least


def _cut(
    words: Sequence[str], ruler: Ruler, measure: float, lines: int, size: float, leading: float
) -> FittedText:
    """As many words as lines hold, the last of them marked with an ellipsis."""
    filled: list[str] = []
    for word in words:
        if filled and ruler.width(f"{filled[-1]} {word}…") <= measure:
            filled[-1] += f" {word}"
        elif len(filled) == lines:
            filled[-1] += "…"
            break
        else:
            filled.append(word)
    return FittedText(size, leading * size, tuple(filled))


def poster(
    names: Sequence[str],
    rulers: Sequence[Ruler],
    *,
    width: float,
    height: float,
    leading: float = 1.06,
    most: float = 64,
) -> tuple[PosterLine, ...]:
    """Names as a field of type: every line fills the width at a size of its own, all of them the height.

    Names take the rulers in turn. None is broken over two lines, and none is much larger than another: a line
    that would be stays short of the width, if there is no better way.
    """
    widths = [rulers[index % len(rulers)].width(name) for index, name in enumerate(names)]
    found: list[tuple[float, tuple[PosterLine, ...]]] = []
    for size in _sizes(most, SMALLEST):
        breaks = _alike(widths, width * SAFETY / size)
        sizes = [width * SAFETY / _filled(widths, first, last) for first, last in breaks]
        largest = MOST_APART * min(sizes)
        rows = tuple(
            PosterLine(
                round(min(each, largest) - 0.005, 2),
                tuple((names[index], index) for index in range(*row)),
                is_full=each <= largest,
            )
            for each, row in zip(sizes, breaks, strict=True)
        )
        used = sum(row.size for row in rows) * leading
        if used <= height:
            found.append((used * (1 if all(row.is_full for row in rows) else FEWER), rows))
    return max(found, key=lambda each: each[0])[1] if found else rows


def _filled(widths: Sequence[float], first: int, last: int) -> float:
    return sum(widths[first:last]) + GAP * (last - first - 1)


def _alike(widths: Sequence[float], measure: float) -> list[tuple[int, int]]:
    """Pieces in lines that are as near to the measure as can be: one half as long is as far from it as one
    twice as long."""
    costs, ends = [0.0] * (len(widths) + 1), [0] * len(widths)
    for first in range(len(widths) - 1, -1, -1):
        options: list[tuple[float, int]] = []
        filled = -GAP
        for last in range(first + 1, len(widths) + 1):
            filled += widths[last - 1] + GAP
            if options and filled > 2 * measure:
                break
            options.append((log(filled / measure) ** 2 + costs[last], last))
        costs[first], ends[first] = min(options)
    breaks, first = [], 0
    while first < len(widths):
        breaks.append((first, ends[first]))
        first = ends[first]
    return breaks


def lines_of(paragraphs: Sequence[str], ruler: Ruler, measure: float) -> int:
    """About how many lines paragraphs take, hyphenated, on a measure in em."""
    return sum(max(1, ceil(ruler.width(text) / measure * 1.02)) for text in paragraphs)
