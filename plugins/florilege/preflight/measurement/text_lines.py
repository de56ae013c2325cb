"""Text runs → the lines of a page, and the text area that most lines of a file fill."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from florilege.preflight.measurement.measurements import MM, PdfPage, Rectangle, TextRun

SUPERSCRIPT = 0.6
"""em: a run whose baseline is no farther from the line's belongs to it."""
RAGGED = 1.0
"""mm: by so much, ends of justified lines may differ."""
HYPHENS = ("-", "\u2010", "\u00ad")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of text: runs of one baseline, those raised or lowered a little among them."""

    text: str
    box: Rectangle
    baseline: float
    """mm"""
    size: float
    """pt: of its largest type."""

    @property
    def hyphenated(self) -> bool:
        return self.text.rstrip().endswith(HYPHENS) and len(self.text) > 8


@dataclass(frozen=True, slots=True)
class TextArea:
    """Where running text stands on a page."""

    left: float
    right: float
    """mm: the ends of most lines."""
    size: float
    leading: float
    """pt"""

    def holds(self, line: PrintedLine) -> bool:
        """Whether a line is one of the running text, by its size."""
        return _is_body(line, self.size)

    def is_flush(self, line: PrintedLine) -> bool:
        """Whether a line begins at the left edge."""
        return abs(line.box.left - self.left) < RAGGED

    def is_indented(self, line: PrintedLine) -> bool:
        """Whether a line begins a paragraph."""
        return 0.4 < (line.box.left - self.left) / (self.size * MM) < 3

    def is_full(self, line: PrintedLine) -> bool:
        """Whether a line reaches the right edge."""
        return line.box.right > self.right - RAGGED

    def ends_short(self, line: PrintedLine) -> bool:
        """Whether a line begins at the left edge and ends a paragraph."""
        return self.is_flush(line) and line.box.right < self.right - 2 * RAGGED

    def overruns(self, line: PrintedLine) -> bool:
        """Whether a line of the running text goes beyond the right edge."""
        return self.holds(line) and line.box.right > self.right + RAGGED


def lines_of(page: PdfPage) -> list[PrintedLine]:
    """The lines of a page in the order in which they are drawn; text that isn't upright has none.

    Spaces are of their line, but take no place in it: at its end they are drawn beyond the measure.
    """
    found: list[list[TextRun]] = []
    for run in page.runs:
        if not run.upright or not run.text:
            continue
        if found and _continues(found[-1], run):
            found[-1].append(run)
        else:
            found.append([run])
    return [_line(runs) for runs in found if not all(run.blank for run in runs)]


def _continues(line: Sequence[TextRun], run: TextRun) -> bool:
    size = max(line[-1].size, run.size)
    near = abs(run.baseline - line[0].baseline) < SUPERSCRIPT * size * MM
    return near and run.box.left > line[-1].box.right - RAGGED


def _line(runs: Sequence[TextRun]) -> PrintedLine:
    inked = [run for run in runs if not run.blank]
    largest = max(inked, key=lambda run: (round(run.size, 1), len(run.text)))
    return PrintedLine(
        text="".join(run.text for run in runs),
        box=Rectangle.union(run.box for run in inked),
        baseline=largest.baseline,
        size=largest.size,
    )


def text_areas(pages: Sequence[Sequence[PrintedLine]]) -> tuple[TextArea, TextArea]:
    """The text areas of left and right pages (by page number modulo 2), given the lines of each page."""
    size = _mode((round(line.size, 1) for page in pages for line in page), 10.0)
    return _text_area(pages[1::2], size), _text_area(pages[::2], size)


def _text_area(pages: Iterable[Sequence[PrintedLine]], size: float) -> TextArea:
    body = [[line for line in page if _is_body(line, size)] for page in pages]
    lines = [line for page in body for line in page]
    steps = (round((one.baseline - other.baseline) / MM, 1) for page in body for one, other in pairwise(page))
    return TextArea(
        left=_mode((round(line.box.left, 1) for line in lines), 0.0),
        right=_mode((round(2 * line.box.right) / 2 for line in lines), 10_000.0),
        size=size,
        leading=_mode((step for step in steps if step > size * 0.8), 1.3 * size),
    )


def _is_body(line: PrintedLine, size: float) -> bool:
    return abs(line.size - size) < 0.03 * size


def _mode(values: Iterable[float], otherwise: float) -> float:
    """The value that there is most of."""
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else otherwise
