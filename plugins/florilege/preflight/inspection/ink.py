"""Checks of the inks of texts and shapes, and of transparency."""

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

_NAMES: dict[ColourModel, str] = {
    "grey": "N",
    "cmyk": "CMYK",
    "rgb": "RGB",
    "spot": "Pantone",
    "lab": "Lab",
}


def _vectors(page: PdfPage) -> Iterator[tuple[Colour, Rectangle]]:
    """The colours of texts and shapes."""
    yield from ((run.colour, run.box) for run in page.runs if not run.blank)
    yield from ((colour, shape.box) for shape in page.shapes for colour in shape.colours)


def wrong_model(
    inspection: Inspection, page: PdfPage, model: ColourModel, box: Rectangle
) -> Iterator[Occurrence]:
    """One occurrence, if the printer doesn't take colours given in this model."""
    if not accepts(inspection, model):
        taken = [name for each, name in _NAMES.items() if accepts(inspection, each)]
        yield Occurrence(page.number, box, measured=_NAMES[model], wanted=", ".join(taken))


def accepts(inspection: Inspection, model: ColourModel) -> bool:
    """Whether the printer takes colours given in this model."""
    return model in inspection.printer.colours


def colours(inspection: Inspection) -> Iterator[Occurrence]:
    """A text or a shape in inks that the printer doesn't take."""
    for page in inspection.pages:
        for colour, box in _vectors(page):
            yield from wrong_model(inspection, page, colour.model, box)


def grey_book(inspection: Inspection) -> Iterator[Occurrence]:
    """Colour in a block that is printed with black alone."""
    if inspection.run.colour != "grey":
        return
    for page in inspection.pages:
        boxes = [
            box
            for colour, box in _vectors(page)
            if accepts(inspection, colour.model) and _is_coloured(colour)
        ]
        boxes += [image.box for image in page.images if image.model != "grey"]
        if boxes and all(accepts(inspection, image.model) for image in page.images):
            yield Occurrence(page.number, boxes[0])


def _is_coloured(colour: Colour) -> bool:
    """Whether a colour needs more than black.

    >>> _is_coloured(Colour("cmyk", (0, 0, 0, 0.5))), _is_coloured(Colour("rgb", (0.9, 0.2, 0.2)))
    (False, True)
    """
    if colour.model == "grey":
        return False
    components = colour.components[:3]
    return any(components) if colour.model == "cmyk" else max(components) - min(components) > 0.01


def rich_black(inspection: Inspection) -> Iterator[Occurrence]:
    """Black text made of several inks: where separations are out of register, letters are blurred."""
    for page in inspection.pages:
        for run in page.runs:
            if accepts(inspection, run.colour.model) and _is_rich_black(run.colour):
                yield Occurrence(page.number, run.box)


def _is_rich_black(colour: Colour) -> bool:
    if colour.model == "rgb":
        return max(colour.components) < 0.15
    return colour.model == "cmyk" and colour.components[3] > 0.85 and any(colour.components[:3])


def ink(inspection: Inspection) -> Iterator[Occurrence]:
    """A text or a shape takes more ink than the paper."""
    most = inspection.printer.ink
    for page in inspection.pages:
        for colour, box in _vectors(page):
            if colour.model == "cmyk" and colour.ink > most:
                yield Occurrence(page.number, box, colour.ink, float(most))


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
        objects: list[PlacedImage | Shape | TextRun] = [*page.images, *page.shapes, *page.runs]
        yield from (Occurrence(page.number, each.box) for each in objects if each.transparent)
