"""Checks of where things are on pages, and of how lines are broken."""

from collections.abc import Iterator

from florilege.preflight import rows
from florilege.preflight.cases import NEAR, Case, Spot, gaps, slack
from florilege.preflight.facts import Box, Page, Run

HYPHENS = 3
"""Lines running that may end in a hyphen (Le Robert, « Comment couper un mot en fin de ligne »)."""


def _texts(page: Page) -> Iterator[Run]:
    return (run for run in page.runs if run.text.strip() and run.colour.shows)


def _margin(case: Case) -> float:
    return case.printer.margin_bleed if case.bleeding else case.printer.margin


def text_margin(case: Case) -> Iterator[Spot]:
    """Text of a block too near an edge that is cut."""
    least = _margin(case)
    for page in case.pages:
        for run in _texts(page):
            gap = min(gaps(page, run.box)[side] for side in case.free_sides(page))
            if gap < least - slack(run):
                yield Spot(page.number, run.box, round(gap, 1), least)


def text_gutter(case: Case) -> Iterator[Spot]:
    """Text of a block too near the fold, for so many pages."""
    least = case.printer.gutter(len(case.pages))
    for page in case.pages:
        for run in _texts(page):
            gap = gaps(page, run.box)[case.inner(page)]
            if gap < least - slack(run):
                yield Spot(page.number, run.box, round(gap, 1), least)


def picture_margin(case: Case) -> Iterator[Spot]:
    """A picture near an edge that is cut, but not beyond it: the cut will show where it goes."""
    least = _margin(case)
    for page in case.pages:
        for picture in page.pictures:
            gap = min(gaps(page, picture.box)[side] for side in case.free_sides(page))
            if NEAR < gap < least - NEAR:
                yield Spot(page.number, picture.box, round(gap, 1), least)


def bleed_reached(case: Case) -> Iterator[Spot]:
    """What touches the edge of the trimmed page, but doesn't go on to the edge of the bleed."""
    full = case.printer.bleed
    for page in case.pages:
        for box in case.bleeding.get(page.number, ()):
            found = gaps(page, box)
            short = [-found[side] for side in case.free_sides(page) if -full + NEAR < found[side] <= NEAR]
            if short:
                yield Spot(page.number, box, round(min(short), 1), full)


def beyond_measure(case: Case) -> Iterator[Spot]:
    """A line goes beyond the measure."""
    for number in case.text_pages:
        column = case.columns[number % 2]
        for row in rows.beyond(case.rows[number - 1], column):
            yield Spot(number, row.box, round(row.box.right - column.right, 1), 0.0, _end(row.text))


def hyphens(case: Case) -> Iterator[Spot]:
    """Too many lines running end in a hyphen."""
    for number in case.text_pages:
        for river in rows.rivers(case.rows[number - 1], HYPHENS):
            corners = [(row.box.left, row.box.bottom) for row in river]
            corners += [(row.box.right, row.box.top) for row in river]
            yield Spot(number, Box.around(corners), len(river), HYPHENS, _end(river[0].text))


def widow(case: Case) -> Iterator[Spot]:
    """The last line of a paragraph stands alone at the head of a page."""
    for before, number in _overleaf(case):
        left, right = case.columns[before % 2], case.columns[number % 2]
        if row := rows.widow(case.rows[before - 1], case.rows[number - 1], left, right):
            yield Spot(number, row.box, what=_end(row.text))


def orphan(case: Case) -> Iterator[Spot]:
    """The first line of a paragraph stands alone at the foot of a page."""
    for number, after in _overleaf(case):
        left, right = case.columns[number % 2], case.columns[after % 2]
        if row := rows.orphan(case.rows[number - 1], case.rows[after - 1], left, right):
            yield Spot(number, row.box, what=_end(row.text))


def _overleaf(case: Case) -> Iterator[tuple[int, int]]:
    """Pages of one essay that follow one another."""
    for first, last in case.found.spans.values():
        yield from ((page, page + 1) for page in range(first, last))


def _end(text: str) -> str:
    """The last words of a line."""
    return " ".join(text.split()[-4:])
