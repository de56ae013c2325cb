"""Checks of a flat cover: back, spine and front on one page, from left to right."""

from collections.abc import Iterator

from florilege.diagnostics.findings import Occurrence
from florilege.preflight.inspection.inspection import TOLERANCE, Inspection, gaps, slack
from florilege.preflight.measurement.measurements import TextRun

SPINE = 0.15
"""mm: how far a spine may be from its paper's figure; three pages more make as much."""


def one_page(inspection: Inspection) -> Iterator[Occurrence]:
    """A cover isn't one page."""
    if len(inspection.pages) != 1:
        yield Occurrence(measured=len(inspection.pages), wanted=1)


def height(inspection: Inspection) -> Iterator[Occurrence]:
    """The cover isn't as high as the block."""
    measured, wanted = inspection.pages[0].height, inspection.volume.trim.height
    if abs(measured - wanted) > TOLERANCE:
        yield Occurrence(1, measured=round(measured, 1), wanted=wanted)


def spine_width(inspection: Inspection) -> Iterator[Occurrence]:
    """What the cover leaves for the spine isn't as thick as the block."""
    left, right = inspection.folds
    if abs(right - left - inspection.spine) > SPINE:
        yield Occurrence(1, measured=round(right - left, 2), wanted=round(inspection.spine, 2))


def _is_on_spine(inspection: Inspection, run: TextRun) -> bool:
    """Whether the middle of a text is between the folds."""
    left, right = inspection.folds
    return left < (run.box.left + run.box.right) / 2 < right


def spine_text(inspection: Inspection) -> Iterator[Occurrence]:
    """Text on a spine too thin for it."""
    pages = len(inspection.block.pages) if inspection.block else 0
    least = inspection.printer.spine_text_pages
    for run in inspection.pages[0].visible_runs if pages < least else ():
        if _is_on_spine(inspection, run):
            yield Occurrence(1, run.box, pages, least)


def spine_clear(inspection: Inspection) -> Iterator[Occurrence]:
    """Text on the spine too near a fold."""
    left, right = inspection.folds
    least = inspection.printer.spine_text_clear
    for run in inspection.pages[0].visible_runs:
        gap = min(run.box.left - left, right - run.box.right)
        if _is_on_spine(inspection, run) and gap < least - slack(run):
            yield Occurrence(1, run.box, round(gap, 1), least)


def margin(inspection: Inspection) -> Iterator[Occurrence]:
    """Text on the back or the front too near an edge or a fold."""
    page, least = inspection.pages[0], inspection.printer.cover_margin
    left, right = inspection.folds
    for run in page.visible_runs:
        if _is_on_spine(inspection, run):
            continue
        fold = left - run.box.right if run.box.left < left else run.box.left - right
        gap = min(fold, *gaps(page, run.box).values())
        if gap < least - slack(run):
            yield Occurrence(1, run.box, round(gap, 1), least)


def no_barcode(inspection: Inspection) -> Iterator[Occurrence]:
    """No barcode can be read, though the volume has an ISBN."""
    if inspection.volume.isbn and inspection.barcode is None:
        yield Occurrence(1, wanted=inspection.volume.isbn)


def other_barcode(inspection: Inspection) -> Iterator[Occurrence]:
    """The barcode says another number than the volume's ISBN."""
    barcode, isbn = inspection.barcode, inspection.volume.isbn
    if barcode and barcode.digits != "".join(filter(str.isdigit, isbn)):
        yield Occurrence(1, barcode.box, barcode.digits, isbn or "–")


def barcode_place(inspection: Inspection) -> Iterator[Occurrence]:
    """The barcode is too near an edge of the back cover, or the fold."""
    if inspection.barcode is None:
        return
    box, least = inspection.barcode.box, inspection.printer.barcode.clear
    gap = min(inspection.folds[0] - box.right, box.left, box.bottom, inspection.pages[0].height - box.top)
    if gap < least - TOLERANCE:
        yield Occurrence(1, box, round(gap, 1), least)
