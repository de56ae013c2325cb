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
