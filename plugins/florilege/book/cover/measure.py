"""How much room a text takes: faces → widths, and the largest size at which a text fills its box.

WeasyPrint fits no text to a box, so what must fit (titles, hundreds of names) is measured here by
HarfBuzz, which shapes text for WeasyPrint too, and broken into lines that the sheet only shows. Widths are in
em, boxes and sizes in pt.
"""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import ceil
from pathlib import Path

import uharfbuzz

from florilege.printing.fonts import Face

STEP = 0.97
"""From one size that is tried to the next."""
GAP = 0.5
"""em: between names, in a field of them."""
MOST_APART = 2.5
"""How much larger a line of few names may be than the others ask for."""
SMALLEST = 3.0
"""pt: below, nothing can be read; what doesn't fit is cut."""
SAFETY = 0.99
"""Of a width: what rounding may take."""
_UNKNOWN, _WIDE = 0.6, 1.0
"""em: the width of a character that the face lacks and another gives; of one of Han and its kin."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """Measures text in one face."""

    font: uharfbuzz.Font

    def width(self, text: str) -> float:
        """em: of a text on one line, kerned and with the face's ligatures, as Pango sets it."""
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self.font, buffer)
        glyphs = zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True)
        unit = self.font.face.upem
        return sum(
            place.x_advance / unit if glyph.codepoint else _elsewhere(text[glyph.cluster])
            for glyph, place in glyphs
        )


def _elsewhere(character: str) -> float:
    """About how wide (em) a character is in another face (UAX 11)."""
    if unicodedata.combining(character):
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _UNKNOWN


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
    """A line that fills its measure, at a size of its own: pieces of text, and the index of whose each is."""

    size: float
    pieces: tuple[tuple[str, int], ...]
    """A name, and its number from 0."""


def ruler(faces: Sequence[Face], family: str, weight: int = 400, style: str = "normal") -> Ruler:
    """The ruler of the face of a family that is nearest to a weight and style. `KeyError` without any."""
    known = [face for face in faces if face.family == family]
    if not known:
        raise KeyError(family)
    face = min(known, key=lambda face: (face.style != style, abs(face.weight - weight)))
    return _ruler(face.file)


@cache
def _ruler(file: Path) -> Ruler:
    return Ruler(uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file))))


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


def even(
    widths: Sequence[float],
    space: float,
    measure: float,
    ends_badly: Callable[[int], bool] = lambda index: False,
) -> list[tuple[int, int]]:
    """Pieces in the fewest lines, as even as can be: first piece and the one after the last of each line.

    A line ends rather not after a piece that `ends_badly`, such as an article. A piece wider than the measure
    has a line of its own.

    >>> even([3, 3, 3, 1], 1, 8)
    [(0, 2), (2, 4)]
    """
    count = len(widths)
    best: list[tuple[int, float]] = [(0, 0.0)] * (count + 1)
    ends = [count] * count
    for first in range(count - 1, -1, -1):
        options = []
        filled = -space
        for last in range(first + 1, count + 1):
            filled += space + widths[last - 1]
            if filled > measure and last > first + 1:
                break
            lines, cost = best[last]
            bad = measure**2 / 8 if last < count and ends_badly(last - 1) else 0
            options.append((lines + 1, cost + max(0, measure - filled) ** 2 + bad, last))
        *found, ends[first] = min(options)
        best[first] = (int(found[0]), found[1])
    breaks, first = [], 0
    while first < count:
        breaks.append((first, ends[first]))
        first = ends[first]
    return breaks


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

    Names take the rulers in turn. None is broken over two lines.
    """
    widths = [rulers[index % len(rulers)].width(name) for index, name in enumerate(names)]
    rows: tuple[PosterLine, ...] = ()
    for size in _sizes(most, SMALLEST):
        breaks = even(widths, GAP, width * SAFETY / size)
        filled = [sum(widths[first:last]) + GAP * (last - first - 1) for first, last in breaks]
        sizes = [min(width * SAFETY / line, size * MOST_APART) for line in filled]
        rows = tuple(
            PosterLine(round(each - 0.005, 2), tuple((names[index], index) for index in range(first, last)))
            for each, (first, last) in zip(sizes, breaks, strict=True)
        )
        if sum(sizes) * leading <= height:
            break
    return rows


def lines_of(paragraphs: Sequence[str], ruler: Ruler, measure: float) -> int:
    """About how many lines paragraphs take, hyphenated, on a measure in em."""
    return sum(max(1, ceil(ruler.width(text) / measure * 1.02)) for text in paragraphs)
