"""Pieces of text → the lines of a page, and what a reader of lines would mark in them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from florilege.preflight.measurement.measurements import MM, PdfFile, PdfPage, Rectangle, TextRun

SUPERSCRIPT = 0.6
"""em: a piece whose baseline is no farther from the line's belongs to it."""
SLACK = 1.0
"""mm: by so much, ends of justified lines may differ."""
HYPHENS = "-\u2010\u00ad"


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text: pieces of one baseline, those raised or lowered a little among them."""

    text: str
    box: Rectangle
    baseline: float
    size: float

    @property
    def hyphenated(self) -> bool:
        return self.text.rstrip().endswith(tuple(HYPHENS)) and len(self.text) > 8


@dataclass(frozen=True, slots=True)
class TextArea:
    """The text area of a volume's pages: the left and right ends of its lines, its size, its leading."""

    left: float
    right: float
    size: float
    leading: float

    def is_full(self, line: TextLine) -> bool:
        return line.box.right > self.right - SLACK

    def is_indented(self, line: TextLine) -> bool:
        return 0.4 < (line.box.left - self.left) / (self.size * MM) < 3

    def begins(self, line: TextLine) -> bool:
        """Whether a line begins at the edge of the text."""
        return abs(line.box.left - self.left) < SLACK

    def holds(self, line: TextLine) -> bool:
        """Whether a line is one of the running text."""
        return abs(line.size - self.size) < 0.03 * self.size


def lines_of(page: PdfPage) -> list[TextLine]:
    """The lines of a page in the order in which they are drawn; text that isn't upright has none.

    Spaces are of their line, but take no place in it: at its end they are drawn beyond the measure.
    """
    found: list[list[TextRun]] = []
    for run in page.runs:
        if not run.upright or not run.text:
            continue
        if found and _goes_on(found[-1], run):
            found[-1].append(run)
        else:
            found.append([run])
    return [_row(runs) for runs in found if any(run.text.strip() for run in runs)]


def _goes_on(runs: Sequence[TextRun], run: TextRun) -> bool:
    size = max(runs[-1].size, run.size)
    near = abs(run.baseline - runs[0].baseline) < SUPERSCRIPT * size * MM
    return near and run.box.left > runs[-1].box.right - SLACK


def _row(runs: Sequence[TextRun]) -> TextLine:
    shown = [run for run in runs if run.text.strip()]
    largest = max(shown, key=lambda run: (round(run.size, 1), len(run.text)))
    return TextLine(
        text="".join(run.text for run in runs),
        box=Rectangle.around(
            point for run in shown for point in ((run.box.left, run.box.bottom), (run.box.right, run.box.top))
        ),
        baseline=largest.baseline,
        size=largest.size,
    )


def text_areas(lines: Sequence[Sequence[TextLine]]) -> tuple[TextArea, TextArea]:
    """The text areas of left and right pages (by page number modulo 2), as most of their lines have them."""
    body = _most((round(line.size, 1) for page in lines for line in page), 10.0)
    return _column(lines[1::2], body), _column(lines[::2], body)


def _column(pages: Iterable[Sequence[TextLine]], size: float) -> TextArea:
    kept = [[line for line in page if abs(line.size - size) < 0.03 * size] for page in pages]
    flat = [line for page in kept for line in page]
    steps = (round((one.baseline - other.baseline) / MM, 1) for page in kept for one, other in pairwise(page))
    return TextArea(
        left=_most((round(line.box.left, 1) for line in flat), 0.0),
        right=_most((round(2 * line.box.right) / 2 for line in flat), 10_000.0),
        size=size,
        leading=_most((step for step in steps if step > size * 0.8), 1.3 * size),
    )


def _most(values: Iterable[float], otherwise: float) -> float:
    """The value that there is most of."""
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else otherwise


def beyond(lines: Sequence[TextLine], area: TextArea) -> Iterator[TextLine]:
    """Lines of the running text that go beyond the measure."""
    return (line for line in lines if area.holds(line) and line.box.right > area.right + SLACK)


def ladders(lines: Sequence[TextLine], most: int) -> Iterator[list[TextLine]]:
    """More than `most` lines of one size, running, that end in a hyphen."""
    running: list[TextLine] = []
    for line in lines:
        if running and not (line.hyphenated and _follows(running[-1], line)):
            if len(running) > most:
                yield running
            running = []
        if line.hyphenated:
            running.append(line)
    if len(running) > most:
        yield running


def _follows(one: TextLine, other: TextLine) -> bool:
    step = (one.baseline - other.baseline) / MM
    return abs(one.size - other.size) < 0.1 and 0 < step < 2 * one.size


def widow(
    before: Sequence[TextLine], page: Sequence[TextLine], ends: TextArea, begins: TextArea
) -> TextLine | None:
    """The last line of a paragraph, alone at the head of a page; `ends` is the area of the page before."""
    above, body = _body(before, ends), _body(page, begins)
    if not above or not body or not ends.is_full(above[-1]):
        return None
    first = body[0]
    alone = len(body) == 1 or begins.is_indented(body[1]) or _apart(first, body[1], begins)
    ended = begins.begins(first) and first.box.right < begins.right - 2 * SLACK
    return first if ended and alone and page[0] == first else None


def orphan(
    page: Sequence[TextLine], after: Sequence[TextLine], ends: TextArea, begins: TextArea
) -> TextLine | None:
    """The first line of a paragraph, alone at the foot of a page; `begins` is the area of the next page."""
    body, below = _body(page, ends), _body(after, begins)
    if len(body) < 2 or not below:
        return None
    previous, last = body[-2:]
    ended = ends.begins(previous) and previous.box.right < ends.right - 2 * SLACK
    opens = ends.is_indented(last) and ends.is_full(last) and ended
    return last if opens and begins.begins(below[0]) and after[0] == below[0] else None


def _body(lines: Sequence[TextLine], area: TextArea) -> list[TextLine]:
    return [line for line in lines if area.holds(line)]


def _apart(one: TextLine, other: TextLine, area: TextArea) -> bool:
    return (one.baseline - other.baseline) / MM > 1.3 * area.leading


def lines_of_file(file: PdfFile) -> tuple[list[TextLine], ...]:
    """The lines of each page."""
    return tuple(map(lines_of, file.pages))
