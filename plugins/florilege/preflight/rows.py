"""Pieces of text → the lines of a page, and what a reader of lines would mark in them."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from florilege.preflight.facts import MM, Box, File, Page, Run

SUPERSCRIPT = 0.6
"""em: a piece whose baseline is no farther from the line's belongs to it."""
SLACK = 1.0
"""mm: by so much, ends of justified lines may differ."""
HYPHENS = "-\u2010\u00ad"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text: pieces of one baseline, those raised or lowered a little among them."""

    text: str
    box: Box
    baseline: float
    size: float

    @property
    def hyphenated(self) -> bool:
        return self.text.rstrip().endswith(tuple(HYPHENS)) and len(self.text) > 8


@dataclass(frozen=True, slots=True)
class Column:
    """The text area of a volume's pages: the left and right ends of its lines, its size, its leading."""

    left: float
    right: float
    size: float
    leading: float

    def is_full(self, row: Row) -> bool:
        return row.box.right > self.right - SLACK

    def is_indented(self, row: Row) -> bool:
        return 0.4 < (row.box.left - self.left) / (self.size * MM) < 3

    def begins(self, row: Row) -> bool:
        """Whether a line begins at the edge of the text."""
        return abs(row.box.left - self.left) < SLACK

    def holds(self, row: Row) -> bool:
        """Whether a line is one of the running text."""
        return abs(row.size - self.size) < 0.03 * self.size


def rows(page: Page) -> list[Row]:
    """The lines of a page in the order in which they are drawn; text that isn't upright has none.

    Spaces are of their line, but take no place in it: at its end they are drawn beyond the measure.
    """
    found: list[list[Run]] = []
    for run in page.runs:
        if not run.upright or not run.text:
            continue
        if found and _goes_on(found[-1], run):
            found[-1].append(run)
        else:
            found.append([run])
    return [_row(runs) for runs in found if any(run.text.strip() for run in runs)]


def _goes_on(runs: Sequence[Run], run: Run) -> bool:
    size = max(runs[-1].size, run.size)
    near = abs(run.baseline - runs[0].baseline) < SUPERSCRIPT * size * MM
    return near and run.box.left > runs[-1].box.right - SLACK


def _row(runs: Sequence[Run]) -> Row:
    shown = [run for run in runs if run.text.strip()]
    largest = max(shown, key=lambda run: (round(run.size, 1), len(run.text)))
    return Row(
        text="".join(run.text for run in runs),
        box=Box.around(
            point for run in shown for point in ((run.box.left, run.box.bottom), (run.box.right, run.box.top))
        ),
        baseline=largest.baseline,
        size=largest.size,
    )


def columns(lines: Sequence[Sequence[Row]]) -> tuple[Column, Column]:
    """The text areas of left and right pages (by page number modulo 2), as most of their lines have them."""
    body = _most((round(row.size, 1) for page in lines for row in page), 10.0)
    return _column(lines[1::2], body), _column(lines[::2], body)


def _column(pages: Iterable[Sequence[Row]], size: float) -> Column:
    kept = [[row for row in page if abs(row.size - size) < 0.03 * size] for page in pages]
    flat = [row for page in kept for row in page]
    steps = (round((one.baseline - other.baseline) / MM, 1) for page in kept for one, other in pairwise(page))
    return Column(
        left=_most((round(row.box.left, 1) for row in flat), 0.0),
        right=_most((round(2 * row.box.right) / 2 for row in flat), 10_000.0),
        size=size,
        leading=_most((step for step in steps if step > size * 0.8), 1.3 * size),
    )


def _most(values: Iterable[float], otherwise: float) -> float:
    """The value that there is most of."""
    counted = Counter(values).most_common(1)
    return counted[0][0] if counted else otherwise


def beyond(lines: Sequence[Row], column: Column) -> Iterator[Row]:
    """Lines of the running text that go beyond the measure."""
    return (row for row in lines if column.holds(row) and row.box.right > column.right + SLACK)


def rivers(lines: Sequence[Row], most: int) -> Iterator[list[Row]]:
    """More than `most` lines of one size, running, that end in a hyphen."""
    running: list[Row] = []
    for row in lines:
        if running and not (row.hyphenated and _follows(running[-1], row)):
            if len(running) > most:
                yield running
            running = []
        if row.hyphenated:
            running.append(row)
    if len(running) > most:
        yield running


def _follows(one: Row, other: Row) -> bool:
    step = (one.baseline - other.baseline) / MM
    return abs(one.size - other.size) < 0.1 and 0 < step < 2 * one.size


def widow(before: Sequence[Row], page: Sequence[Row], ends: Column, begins: Column) -> Row | None:
    """The last line of a paragraph, alone at the head of a page; `ends` is the column of the page before."""
    above, body = _body(before, ends), _body(page, begins)
    if not above or not body or not ends.is_full(above[-1]):
        return None
    first = body[0]
    alone = len(body) == 1 or begins.is_indented(body[1]) or _apart(first, body[1], begins)
    ended = begins.begins(first) and first.box.right < begins.right - 2 * SLACK
    return first if ended and alone and page[0] == first else None


def orphan(page: Sequence[Row], after: Sequence[Row], ends: Column, begins: Column) -> Row | None:
    """The first line of a paragraph, alone at the foot of a page; `begins` is the column of the next page."""
    body, below = _body(page, ends), _body(after, begins)
    if len(body) < 2 or not below:
        return None
    previous, last = body[-2:]
    ended = ends.begins(previous) and previous.box.right < ends.right - 2 * SLACK
    opens = ends.is_indented(last) and ends.is_full(last) and ended
    return last if opens and begins.begins(below[0]) and after[0] == below[0] else None


def _body(lines: Sequence[Row], column: Column) -> list[Row]:
    return [row for row in lines if column.holds(row)]


def _apart(one: Row, other: Row, column: Column) -> bool:
    return (one.baseline - other.baseline) / MM > 1.3 * column.leading


def file_rows(file: File) -> tuple[list[Row], ...]:
    """The lines of each page."""
    return tuple(map(rows, file.pages))
