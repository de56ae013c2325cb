"""Checks of images: their inks and their resolution where they are placed."""

from collections.abc import Iterator

from florilege.diagnostics.findings import Occurrence
from florilege.preflight.inspection.ink import wrong_model
from florilege.preflight.inspection.inspection import Inspection
from florilege.preflight.measurement.measurements import PdfPage, PlacedImage

INK_ERROR = 2.0
"""%: by so much, ink may be measured wrong in an image."""
NEARLY = 0.98
"""Of the resolution that a printer asks for: as good as that."""


def _images(inspection: Inspection) -> Iterator[tuple[PdfPage, PlacedImage]]:
    return ((page, image) for page in inspection.pages for image in page.images)


def colours(inspection: Inspection) -> Iterator[Occurrence]:
    """An image in inks that the printer doesn't take."""
    for page, image in _images(inspection):
        yield from wrong_model(inspection, page, image.model, image.box)


def ink(inspection: Inspection) -> Iterator[Occurrence]:
    """A spot of an image takes more ink than the paper."""
    most = inspection.printer.ink
    for page, image in _images(inspection):
        if image.ink > most + INK_ERROR:
            yield Occurrence(page.number, image.box, image.ink, float(most))


def coarse(inspection: Inspection) -> Iterator[Occurrence]:
    """An image has too few pixels for the size at which it is placed."""
    least = inspection.printer.dpi_least
    for page, image in _images(inspection):
        if image.dpi < least * NEARLY:
            yield Occurrence(page.number, image.box, round(image.dpi), least)


def fine(inspection: Inspection) -> Iterator[Occurrence]:
    """An image has more pixels than can be printed; line art, of 1 bit, may."""
    most = inspection.printer.dpi_most
    for page, image in _images(inspection):
        if most and image.bits > 1 and image.dpi > most / NEARLY:
            yield Occurrence(page.number, image.box, round(image.dpi), most)
