"""Checks of how lines and pages are broken: widows, orphans, lines too long, ladders of hyphens."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from florilege.diagnostics.findings import Occurrence
from florilege.preflight.inspection.inspection import Inspection
from florilege.preflight.measurement.measurements import MM, Rectangle
from florilege.preflight.measurement.text_lines import PrintedLine, TextArea

HYPHENS = 3
"""Consecutive lines that may end in a hyphen (Le Robert, « Comment couper un mot en fin de ligne »)."""

FEWEST = 5
"""Lines that stand on the page on which an essay ends."""
APART = 1.5
"""Leadings: running heads and folios are farther from the text than lines are from one another."""

_ITEM = re.compile(r"\d{1,3}\.|[–—•]")
"""What a line of a list begins with, and seldom the last line of a paragraph."""

SAME = 0.3
"""mm: nearer, lines begin under one another."""

EMPTY = 0.25
"""Of the height of a text area, so much may stay free below the text where it goes on overleaf."""


def beyond_measure(inspection: Inspection) -> Iterator[Occurrence]:
    """A line goes beyond the measure."""
    for number in inspection.essay_pages:
        area = inspection.text_areas[number % 2]
        for line in inspection.lines[number - 1]:
            if area.overruns(line):
                beyond = round(line.box.right - area.right, 1)
                yield Occurrence(number, line.box, beyond, 0.0, _last_words(line))


def hyphens(inspection: Inspection) -> Iterator[Occurrence]:
    """Too many consecutive lines end in a hyphen."""
    for number in inspection.essay_pages:
        for ladder in ladders(inspection.lines[number - 1], HYPHENS):
            box = Rectangle.union(line.box for line in ladder)
            yield Occurrence(number, box, len(ladder), HYPHENS, _last_words(ladder[0]))


def ladders(lines: Sequence[PrintedLine], most: int) -> Iterator[list[PrintedLine]]:
    """More than `most` consecutive lines of one size that end in a hyphen."""
    ladder: list[PrintedLine] = []
    for line in lines:
        if ladder and not (line.hyphenated and _follows(ladder[-1], line)):
            if len(ladder) > most:
                yield ladder
            ladder = []
        if line.hyphenated:
            ladder.append(line)
    if len(ladder) > most:
        yield ladder


def _follows(one: PrintedLine, other: PrintedLine) -> bool:
    step = (one.baseline - other.baseline) / MM
    return abs(one.size - other.size) < 0.1 and 0 < step < 2 * one.size


def widows(inspection: Inspection) -> Iterator[Occurrence]:
    """The last line of a paragraph stands alone at the head of a page."""
    for before, number in _page_turns(inspection):
        left, right = inspection.text_areas[before % 2], inspection.text_areas[number % 2]
        if line := widow(inspection.lines[before - 1], inspection.lines[number - 1], left, right):
            yield Occurrence(number, line.box, what=_last_words(line))


def orphans(inspection: Inspection) -> Iterator[Occurrence]:
    """The first line of a paragraph stands alone at the foot of a page."""
    for number, after in _page_turns(inspection):
        left, right = inspection.text_areas[number % 2], inspection.text_areas[after % 2]
        if line := orphan(inspection.lines[number - 1], inspection.lines[after - 1], left, right):
            yield Occurrence(number, line.box, what=_last_words(line))


def widow(
    before: Sequence[PrintedLine], page: Sequence[PrintedLine], area_before: TextArea, area: TextArea
) -> PrintedLine | None:
    """The last line of a paragraph, if it stands alone at the head of a page.

    What stands farther in before it, a definition, is no line of its paragraph.
    """
    above, body = list(filter(area_before.holds, before)), list(filter(area.holds, page))
    if not above or not body or not (area_before.is_full(above[-1]) and area_before.is_flush(above[-1])):
        return None
    first = body[0]
    if _ITEM.match(first.text) or _is_set_in(above, area_before):
        return None
    alone = len(body) == 1 or area.is_indented(body[1]) or _spaced(first, body[1], area)
    return first if area.ends_short(first) and alone and page[0] == first else None


def _is_set_in(lines: Sequence[PrintedLine], area: TextArea) -> bool:
    """Whether the last two lines stand under one another within the measure, as those of a definition do."""
    ends = [line for line in lines[-2:] if area.is_indented(line)]
    return len(ends) == 2 and abs(ends[0].box.left - ends[1].box.left) < SAME


def orphan(
    page: Sequence[PrintedLine], after: Sequence[PrintedLine], area: TextArea, area_after: TextArea
) -> PrintedLine | None:
    """The first line of a paragraph, if it stands alone at the foot of a page."""
    body, below = list(filter(area.holds, page)), list(filter(area_after.holds, after))
    if len(body) < 2 or not below:
        return None
    previous, last = body[-2:]
    begins = area.is_indented(last) and area.is_full(last) and area.ends_short(previous)
    return last if begins and area_after.is_flush(below[0]) and after[0] == below[0] else None


def short_last_pages(inspection: Inspection) -> Iterator[Occurrence]:
    """An essay ends with fewer than five lines on a page of their own."""
    leading = inspection.text_areas[0].leading * MM
    head, folio = outermost(_overleaf(inspection), leading)
    for essay in inspection.essays:
        first, last = inspection.search.spans[essay.id]
        page = inspection.lines[last - 1]
        text = [line for line in page if folio < round(line.baseline, 1) < head]
        filled = (text[0].baseline - min(line.baseline for line in text)) / leading + 1 if text else FEWEST
        if first < last and round(filled) < FEWEST and not inspection.pages[last - 1].images:
            box = Rectangle.union(line.box for line in text)
            yield Occurrence(last, box, round(filled), FEWEST, essay.title)


def empty_lines(inspection: Inspection) -> Iterator[Occurrence]:
    """A page in the midst of an essay is empty for more than a quarter."""
    leading = inspection.text_areas[0].leading * MM
    head, folio = outermost(_overleaf(inspection), leading)
    text = {
        number: [line for line in inspection.lines[number - 1] if folio < round(line.baseline, 1) < head]
        for number in inspection.essay_pages
    }
    baselines = [line.baseline for lines in text.values() for line in lines]
    foot, height = min(baselines, default=0), max(baselines, default=0) - min(baselines, default=0)
    for essay in inspection.essays:
        first, last = inspection.search.spans[essay.id]
        for number in range(first, last):
            page = inspection.pages[number - 1]
            drawn = [
                *(image.box for image in page.images),
                *(shape.box for shape in page.shapes if shape.visible),
            ]
            boxes = [
                *(line.box for line in text.get(number, ())),
                *(box for box in drawn if box.bottom > foot - leading),
            ]
            if boxes and (left := Rectangle.union(boxes).bottom - foot) > height * EMPTY:
                yield Occurrence(number, Rectangle.union(boxes), round(left / leading), what=essay.title)


def _overleaf(inspection: Inspection) -> list[Sequence[PrintedLine]]:
    """The lines of the pages of essays, but of those on which they open: a title is no running head."""
    openings = {first for first, _ in inspection.search.spans.values()}
    return [inspection.lines[number - 1] for number in inspection.essay_pages if number not in openings]


def outermost(pages: Sequence[Sequence[PrintedLine]], leading: float) -> tuple[float, float]:
    """mm: the baselines of running heads and of folios; beyond all lines where most pages have none."""
    ends: dict[int, Counter[float]] = {1: Counter(), -1: Counter()}
    for page in pages:
        baselines = sorted({round(line.baseline, 1) for line in page})
        if len(baselines) < 2:
            continue
        for sign in ends:
            before, last = baselines[::sign][-2:]
            if abs(last - before) > APART * leading:
                ends[sign][last] += 1
    most = {sign: count.most_common(1)[0] for sign, count in ends.items() if count}
    found = {sign: baseline for sign, (baseline, times) in most.items() if 2 * times > len(pages)}
    return found.get(1, float("inf")), found.get(-1, float("-inf"))


def _spaced(one: PrintedLine, other: PrintedLine, area: TextArea) -> bool:
    """Whether there is more than the leading between two lines."""
    return (one.baseline - other.baseline) / MM > 1.3 * area.leading


def _page_turns(inspection: Inspection) -> Iterator[tuple[int, int]]:
    """Pages of one essay that follow one another."""
    for first, last in inspection.search.spans.values():
        yield from ((page, page + 1) for page in range(first, last))


def _last_words(line: PrintedLine) -> str:
    return " ".join(line.text.split()[-4:])
