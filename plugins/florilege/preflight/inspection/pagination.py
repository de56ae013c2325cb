"""Checks of how many pages a block has, and of its blank ones."""

from collections.abc import Iterator
from itertools import groupby

from florilege.diagnostics.findings import Occurrence
from florilege.preflight.inspection.inspection import Inspection
from florilege.printing.printers import Pages, binding_of, paper_of


def multiple(inspection: Inspection) -> Iterator[Occurrence]:
    """The number of pages isn't a multiple of what the printer folds."""
    if len(inspection.pages) % inspection.printer.multiple:
        yield Occurrence(measured=len(inspection.pages), wanted=inspection.printer.multiple)


FEW = 4
"""So many pages over whole sections, of 16, are worth a cut."""


def signature(inspection: Inspection) -> Iterator[Occurrence]:
    """A few pages more than whole sections hold: those that end essays with the fewest lines could go."""
    pages, section = len(inspection.pages), inspection.printer.signature
    if section is None or pages < section or not 0 < pages % section <= FEW:
        return
    last = {
        last: len([*filter(inspection.text_areas[last % 2].holds, inspection.lines[last - 1])])
        for first, last in inspection.search.spans.values()
        if first < last
    }
    shortest = sorted(last.items(), key=lambda page: (page[1], page[0]))[:FEW]
    shown = ", ".join(f"p. {number} ({lines})" for number, lines in shortest if lines)
    yield Occurrence(measured=pages % section, wanted=pages - pages % section, what=shown)


def too_few(inspection: Inspection) -> Iterator[Occurrence]:
    """The printer doesn't bind so few pages."""
    least = _allowed(inspection).min
    if len(inspection.pages) < least:
        yield Occurrence(measured=len(inspection.pages), wanted=least)


def too_many(inspection: Inspection) -> Iterator[Occurrence]:
    """The printer doesn't bind so many pages."""
    most = _allowed(inspection).max
    if len(inspection.pages) > most:
        yield Occurrence(measured=len(inspection.pages), wanted=most)


def _allowed(inspection: Inspection) -> Pages:
    return inspection.printer.pages(paper_of(inspection.run), binding_of(inspection.run))


def last_blank(inspection: Inspection) -> Iterator[Occurrence]:
    """Something is on the last page, which the printer needs."""
    if inspection.printer.last_blank and not inspection.pages[-1].blank:
        yield Occurrence(len(inspection.pages))


def blank_running(inspection: Inspection) -> Iterator[Occurrence]:
    """More blank pages follow one another than the printer allows, except at the end."""
    most = inspection.printer.blank_running
    runs = [(blank, list(pages)) for blank, pages in groupby(inspection.pages, key=lambda page: page.blank)]
    for blank, pages in runs[:-1]:
        if most is not None and blank and len(pages) > most:
            yield Occurrence(pages[0].number, measured=len(pages), wanted=most)


def blank_end(inspection: Inspection) -> Iterator[Occurrence]:
    """More blank pages stand at the end than the printer allows."""
    most = inspection.printer.blank_end
    printed = max((page.number for page in inspection.pages if not page.blank), default=0)
    blank = len(inspection.pages) - printed
    if most is not None and blank > most:
        yield Occurrence(printed + 1, measured=blank, wanted=most)
