"""Checks of the form of a file: the standard that it claims, its boxes, how many pages, no navigation."""

from collections.abc import Iterator
from itertools import groupby

from florilege.diagnostics.findings import Occurrence
from florilege.preflight.inspection.inspection import NEAR, Inspection
from florilege.preflight.measurement.measurements import PdfPage, Rectangle
from florilege.printing.printers import binding_of, paper_of

VERSIONS = {"pdf/x-4": "1.6", "pdf/x-1a": "1.4"}
"""The latest version of PDF that a standard allows (ISO 15930-7, 15930-1 and -4)."""


def standard(inspection: Inspection) -> Iterator[Occurrence]:
    """The file doesn't claim the standard that the printer asks for."""
    wanted, claimed = inspection.printer.standard, inspection.file.claims.standards
    if wanted != "none" and wanted not in claimed:
        yield Occurrence(measured=_named(*sorted(claimed)), wanted=_named(wanted))


def _named(*standards: str) -> str:
    return ", ".join(f"PDF/{each[4].upper()}{each[5:]}" for each in standards) or "PDF"


def _for_press(inspection: Inspection) -> bool:
    return any(each.startswith("pdf/x") for each in inspection.file.claims.standards)


def output_intent(inspection: Inspection) -> Iterator[Occurrence]:
    """A file of PDF/X doesn't say for which printing condition it is made."""
    claims = inspection.file.claims
    if _for_press(inspection) and not ("/GTS_PDFX" in claims.intents and claims.profile):
        yield Occurrence(what=_named(*sorted(claims.standards)))


def trapped(inspection: Inspection) -> Iterator[Occurrence]:
    """A file of PDF/X doesn't say whether it is trapped."""
    if _for_press(inspection) and not inspection.file.claims.trapped:
        yield Occurrence(what=_named(*sorted(inspection.file.claims.standards)))


def version(inspection: Inspection) -> Iterator[Occurrence]:
    """A file of PDF/X is of a version of PDF that the standard doesn't know."""
    for name, latest in VERSIONS.items():
        if name in inspection.file.claims.standards and inspection.file.claims.version > latest:
            yield Occurrence(measured=inspection.file.claims.version, wanted=latest, what=_named(name))


def identifier(inspection: Inspection) -> Iterator[Occurrence]:
    """A file of PDF/X has no identifier."""
    if _for_press(inspection) and not inspection.file.claims.identified:
        yield Occurrence(what=_named(*sorted(inspection.file.claims.standards)))


def encrypted(inspection: Inspection) -> Iterator[Occurrence]:
    """The file is locked."""
    if inspection.file.claims.encrypted:
        yield Occurrence()


def active(inspection: Inspection) -> Iterator[Occurrence]:
    """The file does something when it is opened."""
    if inspection.file.claims.active:
        yield Occurrence()


def archive(inspection: Inspection) -> Iterator[Occurrence]:
    """The edition for deposit doesn't claim PDF/A, or has no output intent of that kind."""
    claims = inspection.file.claims
    if not any(each.startswith("pdf/a") for each in claims.standards) or "/GTS_PDFA1" not in claims.intents:
        yield Occurrence(measured=_named(*sorted(claims.standards)), wanted="PDF/A")


def accessible(inspection: Inspection) -> Iterator[Occurrence]:
    """The edition for the screen lacks what a screen reader needs."""
    claims = inspection.file.claims
    for lacking, there in (
        ("MarkInfo, StructTreeRoot", claims.tagged),
        ("Lang", claims.lang),
        ("Title", claims.title),
    ):
        if not there:
            yield Occurrence(what=lacking)


# Boxes


def trim_size(inspection: Inspection) -> Iterator[Occurrence]:
    """The TrimBox of a page isn't the volume's trim size."""
    for page in inspection.pages:
        if not _is_trimmed_right(inspection, page):
            trim = inspection.volume.trim
            yield Occurrence(
                page.number, measured=_size(page.width, page.height), wanted=_size(trim.width, trim.height)
            )


def _is_trimmed_right(inspection: Inspection, page: PdfPage) -> bool:
    trim = inspection.volume.trim
    return abs(page.width - trim.width) <= NEAR and abs(page.height - trim.height) <= NEAR


def _size(width: float, height: float) -> str:
    return f"{width:.1f} × {height:.1f} mm".replace(".0", "")


def page_sizes(inspection: Inspection) -> Iterator[Occurrence]:
    """Pages are not all of one size."""
    first = inspection.pages[0].media
    for page in inspection.pages[1:]:
        if abs(page.media.width - first.width) > NEAR or abs(page.media.height - first.height) > NEAR:
            yield Occurrence(
                page.number,
                measured=_size(page.media.width, page.media.height),
                wanted=_size(first.width, first.height),
            )


def bleed(inspection: Inspection) -> Iterator[Occurrence]:
    """A page whose BleedBox isn't as far from the trim as the printer asks.

    A block on which nothing bleeds may do without, where the printer takes it so.
    """
    full = inspection.printer.bleed
    needed = inspection.role == "cover" or inspection.printer.block_bleeds or bool(inspection.bleeding)
    for page in inspection.pages:
        if inspection.role == "block" and not _is_trimmed_right(inspection, page):
            continue
        measured = [_beyond(page, side) for side in inspection.free_sides(page)]
        allowed = (full,) if needed else (0.0, full)
        if not any(all(abs(each - wanted) <= NEAR for each in measured) for wanted in allowed):
            yield Occurrence(page.number, measured=min(measured), wanted=full if needed else 0.0)


def _beyond(page: PdfPage, side: str) -> float:
    """mm: how far the BleedBox goes beyond an edge of the trimmed page."""
    box = page.bleed
    return {
        "left": -box.left,
        "bottom": -box.bottom,
        "right": box.right - page.width,
        "top": box.top - page.height,
    }[side]


def marks(inspection: Inspection) -> Iterator[Occurrence]:
    """Something is drawn beyond the bleed, crop marks or a colour bar, that the editor didn't ask for."""
    for page in () if inspection.run.marks else inspection.pages:
        drawn = [shape.box for shape in page.shapes if any(each.shows for each in shape.colours)]
        for box in (*drawn, *(run.box for run in page.runs if run.text.strip())):
            if _outside(box, page.bleed):
                yield Occurrence(page.number, box)
                break


def _outside(box: Rectangle, limits: Rectangle) -> bool:
    return (
        box.right < limits.left - NEAR
        or box.left > limits.right + NEAR
        or box.top < limits.bottom - NEAR
        or box.bottom > limits.top + NEAR
    )


# Pages


def multiple(inspection: Inspection) -> Iterator[Occurrence]:
    """The number of pages isn't a multiple of what the printer folds."""
    if len(inspection.pages) % inspection.printer.multiple:
        yield Occurrence(measured=len(inspection.pages), wanted=inspection.printer.multiple)


def too_few(inspection: Inspection) -> Iterator[Occurrence]:
    """The printer doesn't bind so few pages."""
    least = inspection.printer.pages(paper_of(inspection.run), binding_of(inspection.run)).min
    if len(inspection.pages) < least:
        yield Occurrence(measured=len(inspection.pages), wanted=least)


def too_many(inspection: Inspection) -> Iterator[Occurrence]:
    """The printer doesn't bind so many pages."""
    most = inspection.printer.pages(paper_of(inspection.run), binding_of(inspection.run)).max
    if len(inspection.pages) > most:
        yield Occurrence(measured=len(inspection.pages), wanted=most)


def last_blank(inspection: Inspection) -> Iterator[Occurrence]:
    """Something is on the last page, which the printer needs."""
    if inspection.printer.last_blank and not inspection.pages[-1].blank:
        yield Occurrence(len(inspection.pages))


def blank_running(inspection: Inspection) -> Iterator[Occurrence]:
    """More blank pages follow one another than the printer allows, but at the end."""
    most = inspection.printer.blank_running
    runs = [(blank, list(pages)) for blank, pages in groupby(inspection.pages, key=lambda page: page.blank)]
    for blank, pages in runs[:-1]:
        if most is not None and blank and len(pages) > most:
            yield Occurrence(pages[0].number, measured=len(pages), wanted=most)


def blank_end(inspection: Inspection) -> Iterator[Occurrence]:
    """More blank pages stand at the end than the printer allows."""
    most = inspection.printer.blank_end
    blank = 0
    for page in reversed(inspection.pages):
        if not page.blank:
            break
        blank += 1
    if most is not None and blank > most:
        yield Occurrence(len(inspection.pages) - blank + 1, measured=blank, wanted=most)


# Navigation and weight


def links(inspection: Inspection) -> Iterator[Occurrence]:
    """A page has links, notes or fields, which the printer doesn't take."""
    for page in inspection.pages:
        if page.annotations and not inspection.printer.navigation:
            yield Occurrence(page.number, page.annotations[0], measured=len(page.annotations))


def bookmarks(inspection: Inspection) -> Iterator[Occurrence]:
    """The file has bookmarks, which the printer doesn't take."""
    if inspection.file.claims.outline and not inspection.printer.navigation:
        yield Occurrence(measured=inspection.file.claims.outline)


def weight(inspection: Inspection) -> Iterator[Occurrence]:
    """The file is larger than the printer takes."""
    megabytes = inspection.file.size / 1_000_000
    if megabytes > inspection.printer.weight:
        yield Occurrence(measured=round(megabytes), wanted=inspection.printer.weight)
