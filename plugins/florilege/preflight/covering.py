"""Checks of a flat cover: back, spine and front on one page, from left to right."""

from collections.abc import Iterator

from florilege.preflight.cases import NEAR, Case, Spot, gaps, slack
from florilege.preflight.facts import Run

SPINE = 0.15
"""mm: how far a spine may be from its paper's figure; three pages more make as much."""


def one_page(case: Case) -> Iterator[Spot]:
    """A cover isn't one page."""
    if len(case.pages) != 1:
        yield Spot(measured=len(case.pages), wanted=1)


def height(case: Case) -> Iterator[Spot]:
    """The cover isn't as high as the block."""
    wanted = case.volume.trim.height
    if abs(case.pages[0].height - wanted) > NEAR:
        yield Spot(1, measured=round(case.pages[0].height, 1), wanted=wanted)


def spine_width(case: Case) -> Iterator[Spot]:
    """What the cover leaves for the spine isn't as thick as the block."""
    left, right = case.folds
    if abs(right - left - case.spine) > SPINE:
        yield Spot(1, measured=round(right - left, 2), wanted=round(case.spine, 2))


def _texts(case: Case) -> Iterator[Run]:
    return (run for run in case.pages[0].runs if run.text.strip() and run.colour.shows)


def _on_spine(case: Case, run: Run) -> bool:
    """Whether the middle of a text is between the folds."""
    left, right = case.folds
    return left < (run.box.left + run.box.right) / 2 < right


def spine_text(case: Case) -> Iterator[Spot]:
    """Text on a spine too thin for it."""
    pages = len(case.block.pages) if case.block else 0
    if pages >= case.printer.spine_text_pages:
        return
    for run in _texts(case):
        if _on_spine(case, run):
            yield Spot(1, run.box, pages, case.printer.spine_text_pages)


def spine_clear(case: Case) -> Iterator[Spot]:
    """Text on the spine too near a fold."""
    left, right = case.folds
    least = case.printer.spine_text_clear
    for run in _texts(case):
        gap = min(run.box.left - left, right - run.box.right)
        if _on_spine(case, run) and gap < least - slack(run):
            yield Spot(1, run.box, round(gap, 1), least)


def margin(case: Case) -> Iterator[Spot]:
    """Text on the back or the front too near an edge or a fold."""
    page, least = case.pages[0], case.printer.cover_margin
    left, right = case.folds
    for run in _texts(case):
        if _on_spine(case, run):
            continue
        fold = left - run.box.right if run.box.left < left else run.box.left - right
        gap = min(fold, *gaps(page, run.box).values())
        if gap < least - slack(run):
            yield Spot(1, run.box, round(gap, 1), least)


def _digits(isbn: str) -> str:
    return "".join(filter(str.isdigit, isbn))


def no_barcode(case: Case) -> Iterator[Spot]:
    """No barcode can be read, though the volume has an ISBN."""
    if case.volume.isbn and case.barcode is None:
        yield Spot(1, wanted=case.volume.isbn)


def other_barcode(case: Case) -> Iterator[Spot]:
    """The barcode says another number than the volume's ISBN."""
    if case.barcode and case.barcode.digits != _digits(case.volume.isbn):
        yield Spot(1, case.barcode.box, case.barcode.digits, case.volume.isbn or "–")


def barcode_place(case: Case) -> Iterator[Spot]:
    """The barcode is too near an edge of the back cover, or the fold."""
    if case.barcode is None:
        return
    page, box = case.pages[0], case.barcode.box
    gap = min(case.folds[0] - box.right, box.left, box.bottom, page.height - box.top)
    if gap < case.printer.barcode.clear - NEAR:
        yield Spot(1, box, round(gap, 1), case.printer.barcode.clear)
