"""Checks of boxes, bleed and margins: what the cut and the fold leave of a page."""

from collections.abc import Iterator

from florilege.diagnostics.findings import Occurrence
from florilege.preflight.inspection.inspection import TOLERANCE, Inspection, gaps, slack
from florilege.preflight.measurement.measurements import PdfPage, Rectangle


def trim_size(inspection: Inspection) -> Iterator[Occurrence]:
    """The TrimBox of a page isn't the volume's trim size."""
    trim = inspection.volume.trim
    for page in inspection.pages:
        if not inspection.has_trim_size(page):
            measured, wanted = _size(page.width, page.height), _size(trim.width, trim.height)
            yield Occurrence(page.number, measured=measured, wanted=wanted)


def page_sizes(inspection: Inspection) -> Iterator[Occurrence]:
    """Pages are not all of one size."""
    first = inspection.pages[0].media
    wanted = _size(first.width, first.height)
    for page in inspection.pages[1:]:
        width, height = page.media.width, page.media.height
        if abs(width - first.width) > TOLERANCE or abs(height - first.height) > TOLERANCE:
            yield Occurrence(page.number, measured=_size(width, height), wanted=wanted)


def _size(width: float, height: float) -> str:
    return f"{width:.1f} × {height:.1f} mm".replace(".0", "")


def bleed(inspection: Inspection) -> Iterator[Occurrence]:
    """A page whose BleedBox isn't as far from the trim as the printer asks.

    A block on which nothing bleeds may do without, where the printer takes it so.
    """
    full = inspection.printer.bleed
    needed = inspection.role == "cover" or inspection.printer.block_bleeds or bool(inspection.bleeding)
    for page in inspection.pages:
        if inspection.role == "block" and not inspection.has_trim_size(page):
            continue
        measured = [-gaps(page, page.bleed)[side] for side in inspection.trimmed_sides(page)]
        allowed = (full,) if needed else (0.0, full)
        if not any(all(abs(each - wanted) <= TOLERANCE for each in measured) for wanted in allowed):
            yield Occurrence(page.number, measured=min(measured), wanted=full if needed else 0.0)


def bleed_reached(inspection: Inspection) -> Iterator[Occurrence]:
    """What touches the edge of the trimmed page, but doesn't go on to the edge of the bleed."""
    full = inspection.printer.bleed
    for page in inspection.pages:
        sides = inspection.trimmed_sides(page)
        for box in inspection.bleeding.get(page.number, ()):
            found = gaps(page, box)
            short = [-found[side] for side in sides if -full + TOLERANCE < found[side] <= TOLERANCE]
            if short:
                yield Occurrence(page.number, box, round(min(short), 1), full)


def marks(inspection: Inspection) -> Iterator[Occurrence]:
    """Something is drawn beyond the bleed, crop marks or a colour bar, that the editor didn't ask for."""
    for page in () if inspection.run.marks else inspection.pages:
        drawn = [shape.box for shape in page.shapes if shape.visible]
        for box in (*drawn, *(run.box for run in page.runs if not run.blank)):
            if _outside(box, page.bleed):
                yield Occurrence(page.number, box)
                break


def _outside(box: Rectangle, limits: Rectangle) -> bool:
    return (
        box.right < limits.left - TOLERANCE
        or box.left > limits.right + TOLERANCE
        or box.top < limits.bottom - TOLERANCE
        or box.bottom > limits.top + TOLERANCE
    )


def text_margin(inspection: Inspection) -> Iterator[Occurrence]:
    """Text of a block too near an edge that is cut."""
    for page in inspection.pages:
        yield from _near(page, inspection.trimmed_sides(page), _margin(inspection))


def text_gutter(inspection: Inspection) -> Iterator[Occurrence]:
    """Text of a block too near the fold, for so many pages."""
    least = inspection.printer.gutter(len(inspection.pages))
    for page in inspection.pages:
        yield from _near(page, (inspection.bound_side(page),), least)


def _near(page: PdfPage, sides: tuple[str, ...], least: float) -> Iterator[Occurrence]:
    """Text that is nearer than `least` mm to one of these sides."""
    for run in page.visible_runs:
        found = gaps(page, run.box)
        gap = min(found[side] for side in sides)
        if gap < least - slack(run):
            yield Occurrence(page.number, run.box, round(gap, 1), least)


def image_margin(inspection: Inspection) -> Iterator[Occurrence]:
    """An image near an edge that is cut, but not beyond it: the cut will show where it goes."""
    least = _margin(inspection)
    for page in inspection.pages:
        for image in page.images:
            found = gaps(page, image.box)
            gap = min(found[side] for side in inspection.trimmed_sides(page))
            if TOLERANCE < gap < least - TOLERANCE:
                yield Occurrence(page.number, image.box, round(gap, 1), least)


def _margin(inspection: Inspection) -> float:
    """mm: the least margin at the edges that are cut."""
    return inspection.printer.margin_bleed if inspection.bleeding else inspection.printer.margin
