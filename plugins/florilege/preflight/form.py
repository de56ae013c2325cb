"""Checks of the form of a file: the standard that it claims, its boxes, how many pages, no navigation."""

from collections.abc import Iterator
from itertools import groupby

from florilege.preflight.cases import NEAR, Case, Spot
from florilege.preflight.facts import Box, Page
from florilege.printing.printers import binding_of, paper_of

VERSIONS = {"pdf/x-4": "1.6", "pdf/x-1a": "1.4"}
"""The latest version of PDF that a standard allows (ISO 15930-7, 15930-1 and -4)."""


def standard(case: Case) -> Iterator[Spot]:
    """The file doesn't claim the standard that the printer asks for."""
    wanted, claimed = case.printer.standard, case.file.claims.standards
    if wanted != "none" and wanted not in claimed:
        yield Spot(measured=_named(*sorted(claimed)), wanted=_named(wanted))


def _named(*standards: str) -> str:
    return ", ".join(f"PDF/{each[4].upper()}{each[5:]}" for each in standards) or "PDF"


def _for_press(case: Case) -> bool:
    return any(each.startswith("pdf/x") for each in case.file.claims.standards)


def output_intent(case: Case) -> Iterator[Spot]:
    """A file of PDF/X doesn't say for which printing condition it is made."""
    claims = case.file.claims
    if _for_press(case) and not ("/GTS_PDFX" in claims.intents and claims.profile):
        yield Spot(what=_named(*sorted(claims.standards)))


def trapped(case: Case) -> Iterator[Spot]:
    """A file of PDF/X doesn't say whether it is trapped."""
    if _for_press(case) and not case.file.claims.trapped:
        yield Spot(what=_named(*sorted(case.file.claims.standards)))


def version(case: Case) -> Iterator[Spot]:
    """A file of PDF/X is of a version of PDF that the standard doesn't know."""
    for name, latest in VERSIONS.items():
        if name in case.file.claims.standards and case.file.claims.version > latest:
            yield Spot(measured=case.file.claims.version, wanted=latest, what=_named(name))


def identifier(case: Case) -> Iterator[Spot]:
    """A file of PDF/X has no identifier."""
    if _for_press(case) and not case.file.claims.identified:
        yield Spot(what=_named(*sorted(case.file.claims.standards)))


def encrypted(case: Case) -> Iterator[Spot]:
    """The file is locked."""
    if case.file.claims.encrypted:
        yield Spot()


def active(case: Case) -> Iterator[Spot]:
    """The file does something when it is opened."""
    if case.file.claims.active:
        yield Spot()


def archive(case: Case) -> Iterator[Spot]:
    """The edition for deposit doesn't claim PDF/A, or has no output intent of that kind."""
    claims = case.file.claims
    if not any(each.startswith("pdf/a") for each in claims.standards) or "/GTS_PDFA1" not in claims.intents:
        yield Spot(measured=_named(*sorted(claims.standards)), wanted="PDF/A")


def accessible(case: Case) -> Iterator[Spot]:
    """The edition for the screen lacks what a screen reader needs."""
    claims = case.file.claims
    for lacking, there in (
        ("MarkInfo, StructTreeRoot", claims.tagged),
        ("Lang", claims.lang),
        ("Title", claims.title),
    ):
        if not there:
            yield Spot(what=lacking)


# Boxes


def trim_size(case: Case) -> Iterator[Spot]:
    """The TrimBox of a page isn't the volume's trim size."""
    for page in case.pages:
        if not _is_trimmed_right(case, page):
            trim = case.volume.trim
            yield Spot(
                page.number, measured=_size(page.width, page.height), wanted=_size(trim.width, trim.height)
            )


def _is_trimmed_right(case: Case, page: Page) -> bool:
    trim = case.volume.trim
    return abs(page.width - trim.width) <= NEAR and abs(page.height - trim.height) <= NEAR


def _size(width: float, height: float) -> str:
    return f"{width:.1f} × {height:.1f} mm".replace(".0", "")


def page_sizes(case: Case) -> Iterator[Spot]:
    """Pages are not all of one size."""
    first = case.pages[0].media
    for page in case.pages[1:]:
        if abs(page.media.width - first.width) > NEAR or abs(page.media.height - first.height) > NEAR:
            yield Spot(
                page.number,
                measured=_size(page.media.width, page.media.height),
                wanted=_size(first.width, first.height),
            )


def bleed(case: Case) -> Iterator[Spot]:
    """A page whose BleedBox isn't as far from the trim as the printer asks.

    A block on which nothing bleeds may do without, where the printer takes it so.
    """
    full = case.printer.bleed
    needed = case.role == "cover" or case.printer.block_bleeds or bool(case.bleeding)
    for page in case.pages:
        if case.role == "block" and not _is_trimmed_right(case, page):
            continue
        measured = [_beyond(page, side) for side in case.free_sides(page)]
        allowed = (full,) if needed else (0.0, full)
        if not any(all(abs(each - wanted) <= NEAR for each in measured) for wanted in allowed):
            yield Spot(page.number, measured=min(measured), wanted=full if needed else 0.0)


def _beyond(page: Page, side: str) -> float:
    """mm: how far the BleedBox goes beyond an edge of the trimmed page."""
    box = page.bleed
    return {
        "left": -box.left,
        "bottom": -box.bottom,
        "right": box.right - page.width,
        "top": box.top - page.height,
    }[side]


def marks(case: Case) -> Iterator[Spot]:
    """Something is drawn beyond the bleed, crop marks or a colour bar, that the editor didn't ask for."""
    for page in () if case.run.marks else case.pages:
        drawn = [shape.box for shape in page.shapes if any(each.shows for each in shape.colours)]
        for box in (*drawn, *(run.box for run in page.runs if run.text.strip())):
            if _outside(box, page.bleed):
                yield Spot(page.number, box)
                break


def _outside(box: Box, limits: Box) -> bool:
    return (
        box.right < limits.left - NEAR
        or box.left > limits.right + NEAR
        or box.top < limits.bottom - NEAR
        or box.bottom > limits.top + NEAR
    )


# Pages


def multiple(case: Case) -> Iterator[Spot]:
    """The number of pages isn't a multiple of what the printer folds."""
    if len(case.pages) % case.printer.multiple:
        yield Spot(measured=len(case.pages), wanted=case.printer.multiple)


def too_few(case: Case) -> Iterator[Spot]:
    """The printer doesn't bind so few pages."""
    least = case.printer.pages(paper_of(case.run), binding_of(case.run)).min
    if len(case.pages) < least:
        yield Spot(measured=len(case.pages), wanted=least)


def too_many(case: Case) -> Iterator[Spot]:
    """The printer doesn't bind so many pages."""
    most = case.printer.pages(paper_of(case.run), binding_of(case.run)).max
    if len(case.pages) > most:
        yield Spot(measured=len(case.pages), wanted=most)


def last_blank(case: Case) -> Iterator[Spot]:
    """Something is on the last page, which the printer needs."""
    if case.printer.last_blank and not case.pages[-1].blank:
        yield Spot(len(case.pages))


def blank_running(case: Case) -> Iterator[Spot]:
    """More blank pages follow one another than the printer allows, but at the end."""
    most = case.printer.blank_running
    runs = [(blank, list(pages)) for blank, pages in groupby(case.pages, key=lambda page: page.blank)]
    for blank, pages in runs[:-1]:
        if most is not None and blank and len(pages) > most:
            yield Spot(pages[0].number, measured=len(pages), wanted=most)


def blank_end(case: Case) -> Iterator[Spot]:
    """More blank pages stand at the end than the printer allows."""
    most = case.printer.blank_end
    blank = 0
    for page in reversed(case.pages):
        if not page.blank:
            break
        blank += 1
    if most is not None and blank > most:
        yield Spot(len(case.pages) - blank + 1, measured=blank, wanted=most)


# Navigation and weight


def links(case: Case) -> Iterator[Spot]:
    """A page has links, notes or fields, which the printer doesn't take."""
    for page in case.pages:
        if page.annotations and not case.printer.navigation:
            yield Spot(page.number, page.annotations[0], measured=len(page.annotations))


def bookmarks(case: Case) -> Iterator[Spot]:
    """The file has bookmarks, which the printer doesn't take."""
    if case.file.claims.outline and not case.printer.navigation:
        yield Spot(measured=case.file.claims.outline)


def weight(case: Case) -> Iterator[Spot]:
    """The file is larger than the printer takes."""
    megabytes = case.file.size / 1_000_000
    if megabytes > case.printer.weight:
        yield Spot(measured=round(megabytes), wanted=case.printer.weight)
