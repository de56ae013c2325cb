"""Checks of what is printed: fonts, colours, pictures, ink, transparency."""

from collections.abc import Iterator

from florilege.diagnostics.findings import Occurrence
from florilege.preflight.inspection.inspection import Inspection
from florilege.preflight.measurement.measurements import (
    Colour,
    ColourModel,
    PdfPage,
    PlacedImage,
    Rectangle,
    Shape,
    TextRun,
)

ROUNDED = 2.0
"""%: by so much, ink may be measured wrong in a picture."""
DENSE = 0.98
"""What is as good as the density that a printer asks for."""
SIZE = 0.05
"""pt: by so much, type may be smaller than the printer asks."""
READ = 4
"""Letters: a shorter piece of text may be the call of a note, or an exponent, which nobody takes for type."""


def fonts(inspection: Inspection) -> Iterator[Occurrence]:
    """A font isn't in the file."""
    for font in inspection.file.fonts:
        if not font.embedded:
            named = (page for page in inspection.pages for run in page.runs if run.font == font.name)
            yield Occurrence(next((page.number for page in named), 0), what=font.name.rpartition("+")[2])


def type_size(inspection: Inspection) -> Iterator[Occurrence]:
    """Text smaller than the printer can print."""
    for page in inspection.pages:
        for run in page.runs:
            letters = sum(character.isalnum() for character in run.text)
            if letters >= READ and run.size < inspection.printer.type - SIZE:
                yield Occurrence(page.number, run.box, round(run.size, 1), inspection.printer.type)


def _vectors(page: PdfPage) -> Iterator[tuple[Colour, Rectangle]]:
    """The colours of texts and shapes that show."""
    yield from ((run.colour, run.box) for run in page.runs if run.text.strip())
    yield from ((colour, shape.box) for shape in page.shapes for colour in shape.colours)


def colours(inspection: Inspection) -> Iterator[Occurrence]:
    """A text or a shape in inks that the printer doesn't take."""
    for page in inspection.pages:
        for colour, box in _vectors(page):
            if not _takes(inspection, colour.kind):
                yield Occurrence(page.number, box, measured=_said(colour.kind), wanted=_taken(inspection))


def picture_colours(inspection: Inspection) -> Iterator[Occurrence]:
    """A picture in inks that the printer doesn't take."""
    for page in inspection.pages:
        for picture in page.pictures:
            if not _takes(inspection, picture.kind):
                yield Occurrence(
                    page.number, picture.box, measured=_said(picture.kind), wanted=_taken(inspection)
                )


def _takes(inspection: Inspection, kind: ColourModel) -> bool:
    return kind in inspection.printer.colours


def _said(kind: ColourModel) -> str:
    return {"grey": "N", "cmyk": "CMYK", "rgb": "RGB", "spot": "Pantone", "lab": "Lab"}[kind]


def _taken(inspection: Inspection) -> str:
    known: tuple[ColourModel, ...] = ("grey", "cmyk", "rgb")
    return ", ".join(_said(kind) for kind in known if kind in inspection.printer.colours)


def grey_book(inspection: Inspection) -> Iterator[Occurrence]:
    """Colour in a block that is printed with black alone."""
    if inspection.run.colour != "grey":
        return
    for page in inspection.pages:
        boxes = [
            box for colour, box in _vectors(page) if _takes(inspection, colour.kind) and _is_coloured(colour)
        ]
        boxes += [picture.box for picture in page.pictures if picture.kind != "grey"]
        kinds = {picture.kind for picture in page.pictures}
        if boxes and all(_takes(inspection, kind) for kind in kinds):
            yield Occurrence(page.number, boxes[0])


def _is_coloured(colour: Colour) -> bool:
    """Whether a colour needs more than black.

    >>> _is_coloured(Colour("cmyk", (0, 0, 0, 0.5))), _is_coloured(Colour("rgb", (0.9, 0.2, 0.2)))
    (False, True)
    """
    if colour.kind == "grey":
        return False
    parts = colour.parts[:3]
    return any(parts) if colour.kind == "cmyk" else max(parts) - min(parts) > 0.01


def rich_black(inspection: Inspection) -> Iterator[Occurrence]:
    """Black text made of several inks: where plates don't meet, letters are blurred."""
    for page in inspection.pages:
        for run in page.runs:
            if _takes(inspection, run.colour.kind) and _is_rich(run.colour):
                yield Occurrence(page.number, run.box)


def _is_rich(colour: Colour) -> bool:
    if colour.kind == "rgb":
        return max(colour.parts) < 0.15
    return colour.kind == "cmyk" and colour.parts[3] > 0.85 and any(colour.parts[:3])


def ink(inspection: Inspection) -> Iterator[Occurrence]:
    """A text or a shape takes more ink than the paper."""
    for page in inspection.pages:
        for colour, box in _vectors(page):
            if colour.kind == "cmyk" and colour.ink > inspection.printer.ink:
                yield Occurrence(page.number, box, colour.ink, float(inspection.printer.ink))


def picture_ink(inspection: Inspection) -> Iterator[Occurrence]:
    """A spot of a picture takes more ink than the paper."""
    for page in inspection.pages:
        for picture in page.pictures:
            if picture.ink > inspection.printer.ink + ROUNDED:
                yield Occurrence(page.number, picture.box, picture.ink, float(inspection.printer.ink))


def coarse(inspection: Inspection) -> Iterator[Occurrence]:
    """A picture has too few pixels for the size at which it is placed."""
    for page in inspection.pages:
        for picture in page.pictures:
            if picture.dpi < inspection.printer.dpi_least * DENSE:
                yield Occurrence(page.number, picture.box, round(picture.dpi), inspection.printer.dpi_least)


def fine(inspection: Inspection) -> Iterator[Occurrence]:
    """A picture has more pixels than can be printed."""
    most = inspection.printer.dpi_most
    for page in inspection.pages:
        for picture in page.pictures:
            if most and picture.bits > 1 and picture.dpi > most / DENSE:
                yield Occurrence(page.number, picture.box, round(picture.dpi), most)


def transparency_refused(inspection: Inspection) -> Iterator[Occurrence]:
    """Transparency in a file for a printer whose standard has none (PDF/X-1a)."""
    if inspection.printer.standard == "pdf/x-1a":
        yield from _transparent(inspection)


def transparency(inspection: Inspection) -> Iterator[Occurrence]:
    """Transparency that the printer flattens, in its own way."""
    if inspection.printer.standard == "none":
        yield from _transparent(inspection)


def _transparent(inspection: Inspection) -> Iterator[Occurrence]:
    for page in inspection.pages:
        marks: list[PlacedImage | Shape | TextRun] = [*page.pictures, *page.shapes, *page.runs]
        yield from (Occurrence(page.number, mark.box) for mark in marks if mark.transparent)
