"""Checks of where things are on pages, and of how lines are broken."""

from collections.abc import Iterator

from florilege.diagnostics.findings import Occurrence
from florilege.preflight.inspection.inspection import NEAR, Inspection, gaps, slack
from florilege.preflight.measurement import text_lines
from florilege.preflight.measurement.measurements import PdfPage, Rectangle, TextRun

HYPHENS = 3
"""Lines running that may end in a hyphen (Le Robert, « Comment couper un mot en fin de ligne »)."""


def _texts(page: PdfPage) -> Iterator[TextRun]:
    return (run for run in page.runs if run.text.strip() and run.colour.shows)


def _margin(inspection: Inspection) -> float:
    return inspection.printer.margin_bleed if inspection.bleeding else inspection.printer.margin


def text_margin(inspection: Inspection) -> Iterator[Occurrence]:
    """Text of a block too near an edge that is cut."""
    least = _margin(inspection)
    for page in inspection.pages:
        for run in _texts(page):
            gap = min(gaps(page, run.box)[side] for side in inspection.free_sides(page))
            if gap < least - slack(run):
                yield Occurrence(page.number, run.box, round(gap, 1), least)


def text_gutter(inspection: Inspection) -> Iterator[Occurrence]:
    """Text of a block too near the fold, for so many pages."""
    least = inspection.printer.gutter(len(inspection.pages))
    for page in inspection.pages:
        for run in _texts(page):
            gap = gaps(page, run.box)[inspection.inner(page)]
            if gap < least - slack(run):
                yield Occurrence(page.number, run.box, round(gap, 1), least)


def picture_margin(inspection: Inspection) -> Iterator[Occurrence]:
    """A picture near an edge that is cut, but not beyond it: the cut will show where it goes."""
    least = _margin(inspection)
    for page in inspection.pages:
        for picture in page.pictures:
            gap = min(gaps(page, picture.box)[side] for side in inspection.free_sides(page))
            if NEAR < gap < least - NEAR:
                yield Occurrence(page.number, picture.box, round(gap, 1), least)


def bleed_reached(inspection: Inspection) -> Iterator[Occurrence]:
    """What touches the edge of the trimmed page, but doesn't go on to the edge of the bleed."""
    full = inspection.printer.bleed
    for page in inspection.pages:
        for box in inspection.bleeding.get(page.number, ()):
            found = gaps(page, box)
            short = [
                -found[side] for side in inspection.free_sides(page) if -full + NEAR < found[side] <= NEAR
            ]
            if short:
                yield Occurrence(page.number, box, round(min(short), 1), full)


def beyond_measure(inspection: Inspection) -> Iterator[Occurrence]:
    """A line goes beyond the measure."""
    for number in inspection.text_pages:
        area = inspection.text_areas[number % 2]
        for line in text_lines.beyond(inspection.lines[number - 1], area):
            yield Occurrence(number, line.box, round(line.box.right - area.right, 1), 0.0, _end(line.text))


def hyphens(inspection: Inspection) -> Iterator[Occurrence]:
    """Too many lines running end in a hyphen."""
    for number in inspection.text_pages:
        for ladder in text_lines.ladders(inspection.lines[number - 1], HYPHENS):
            corners = [(line.box.left, line.box.bottom) for line in ladder]
            corners += [(line.box.right, line.box.top) for line in ladder]
            yield Occurrence(number, Rectangle.around(corners), len(ladder), HYPHENS, _end(ladder[0].text))


def widow(inspection: Inspection) -> Iterator[Occurrence]:
    """The last line of a paragraph stands alone at the head of a page."""
    for before, number in _overleaf(inspection):
        left, right = inspection.text_areas[before % 2], inspection.text_areas[number % 2]
        if line := text_lines.widow(inspection.lines[before - 1], inspection.lines[number - 1], left, right):
            yield Occurrence(number, line.box, what=_end(line.text))


def orphan(inspection: Inspection) -> Iterator[Occurrence]:
    """The first line of a paragraph stands alone at the foot of a page."""
    for number, after in _overleaf(inspection):
        left, right = inspection.text_areas[number % 2], inspection.text_areas[after % 2]
        if line := text_lines.orphan(inspection.lines[number - 1], inspection.lines[after - 1], left, right):
            yield Occurrence(number, line.box, what=_end(line.text))


def _overleaf(inspection: Inspection) -> Iterator[tuple[int, int]]:
    """Pages of one essay that follow one another."""
    for first, last in inspection.found.spans.values():
        yield from ((page, page + 1) for page in range(first, last))


def _end(text: str) -> str:
    """The last words of a line."""
    return " ".join(text.split()[-4:])
