"""Checks of what is printed: fonts, colours, pictures, ink, transparency."""

from collections.abc import Iterator

from florilege.preflight.cases import Case, Spot
from florilege.preflight.facts import Box, Colour, Kind, Page, Picture, Run, Shape

ROUNDED = 2.0
"""%: by so much, ink may be measured wrong in a picture."""
DENSE = 0.98
"""What is as good as the density that a printer asks for."""
SIZE = 0.05
"""pt: by so much, type may be smaller than the printer asks."""
READ = 4
"""Letters: a shorter piece of text may be the call of a note, or an exponent, which nobody takes for type."""


def fonts(case: Case) -> Iterator[Spot]:
    """A font isn't in the file."""
    for font in case.file.fonts:
        if not font.embedded:
            named = (page for page in case.pages for run in page.runs if run.font == font.name)
            yield Spot(next((page.number for page in named), 0), what=font.name.rpartition("+")[2])


def type_size(case: Case) -> Iterator[Spot]:
    """Text smaller than the printer can print."""
    for page in case.pages:
        for run in page.runs:
            letters = sum(character.isalnum() for character in run.text)
            if letters >= READ and run.size < case.printer.type - SIZE:
                yield Spot(page.number, run.box, round(run.size, 1), case.printer.type)


def _vectors(page: Page) -> Iterator[tuple[Colour, Box]]:
    """The colours of texts and shapes that show."""
    yield from ((run.colour, run.box) for run in page.runs if run.text.strip())
    yield from ((colour, shape.box) for shape in page.shapes for colour in shape.colours)


def colours(case: Case) -> Iterator[Spot]:
    """A text or a shape in inks that the printer doesn't take."""
    for page in case.pages:
        for colour, box in _vectors(page):
            if not _takes(case, colour.kind):
                yield Spot(page.number, box, measured=_said(colour.kind), wanted=_taken(case))


def picture_colours(case: Case) -> Iterator[Spot]:
    """A picture in inks that the printer doesn't take."""
    for page in case.pages:
        for picture in page.pictures:
            if not _takes(case, picture.kind):
                yield Spot(page.number, picture.box, measured=_said(picture.kind), wanted=_taken(case))


def _takes(case: Case, kind: Kind) -> bool:
    return kind in case.printer.colours


def _said(kind: Kind) -> str:
    return {"grey": "N", "cmyk": "CMYK", "rgb": "RGB", "spot": "Pantone", "lab": "Lab"}[kind]


def _taken(case: Case) -> str:
    known: tuple[Kind, ...] = ("grey", "cmyk", "rgb")
    return ", ".join(_said(kind) for kind in known if kind in case.printer.colours)


def grey_book(case: Case) -> Iterator[Spot]:
    """Colour in a block that is printed with black alone."""
    if case.run.colour != "grey":
        return
    for page in case.pages:
        boxes = [box for colour, box in _vectors(page) if _takes(case, colour.kind) and _is_coloured(colour)]
        boxes += [picture.box for picture in page.pictures if picture.kind != "grey"]
        kinds = {picture.kind for picture in page.pictures}
        if boxes and all(_takes(case, kind) for kind in kinds):
            yield Spot(page.number, boxes[0])


def _is_coloured(colour: Colour) -> bool:
    """Whether a colour needs more than black.

    >>> _is_coloured(Colour("cmyk", (0, 0, 0, 0.5))), _is_coloured(Colour("rgb", (0.9, 0.2, 0.2)))
    (False, True)
    """
    if colour.kind == "grey":
        return False
    parts = colour.parts[:3]
    return any(parts) if colour.kind == "cmyk" else max(parts) - min(parts) > 0.01


def rich_black(case: Case) -> Iterator[Spot]:
    """Black text made of several inks: where plates don't meet, letters are blurred."""
    for page in case.pages:
        for run in page.runs:
            if _takes(case, run.colour.kind) and _is_rich(run.colour):
                yield Spot(page.number, run.box)


def _is_rich(colour: Colour) -> bool:
    if colour.kind == "rgb":
        return max(colour.parts) < 0.15
    return colour.kind == "cmyk" and colour.parts[3] > 0.85 and any(colour.parts[:3])


def ink(case: Case) -> Iterator[Spot]:
    """A text or a shape takes more ink than the paper."""
    for page in case.pages:
        for colour, box in _vectors(page):
            if colour.kind == "cmyk" and colour.ink > case.printer.ink:
                yield Spot(page.number, box, colour.ink, float(case.printer.ink))


def picture_ink(case: Case) -> Iterator[Spot]:
    """A spot of a picture takes more ink than the paper."""
    for page in case.pages:
        for picture in page.pictures:
            if picture.ink > case.printer.ink + ROUNDED:
                yield Spot(page.number, picture.box, picture.ink, float(case.printer.ink))


def coarse(case: Case) -> Iterator[Spot]:
    """A picture has too few pixels for the size at which it is placed."""
    for page in case.pages:
        for picture in page.pictures:
            if picture.dpi < case.printer.dpi_least * DENSE:
                yield Spot(page.number, picture.box, round(picture.dpi), case.printer.dpi_least)


def fine(case: Case) -> Iterator[Spot]:
    """A picture has more pixels than can be printed."""
    most = case.printer.dpi_most
    for page in case.pages:
        for picture in page.pictures:
            if most and picture.bits > 1 and picture.dpi > most / DENSE:
                yield Spot(page.number, picture.box, round(picture.dpi), most)


def transparency_refused(case: Case) -> Iterator[Spot]:
    """Transparency in a file for a printer whose standard has none (PDF/X-1a)."""
    if case.printer.standard == "pdf/x-1a":
        yield from _veiled(case)


def transparency(case: Case) -> Iterator[Spot]:
    """Transparency that the printer flattens, in its own way."""
    if case.printer.standard == "none":
        yield from _veiled(case)


def _veiled(case: Case) -> Iterator[Spot]:
    for page in case.pages:
        marks: list[Picture | Shape | Run] = [*page.pictures, *page.shapes, *page.runs]
        yield from (Spot(page.number, mark.box) for mark in marks if mark.veiled)
