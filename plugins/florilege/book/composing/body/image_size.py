"""How large an image is on paper: at the density that printers ask for, in a whole number of lines."""

from collections.abc import Mapping
from math import ceil

from lxml.html import HtmlElement

from florilege.anthology import Image
from florilege.book.sheet import MM, SCHEME, Geometry

SHARP, SOFT = 300, 220
"""px/in: the density at which a picture is placed, and, so that it isn't tiny, one narrower than half the
measure. Printers want 300, French ones 200 to 300 (Printall: 200–300, Pulsio: 225–300)."""

HIGHEST = 0.62
"""Of the lines of a page, those that a picture may take."""


def placed_width(pixels: int, measure: float) -> float:
    """mm: how wide a picture is on paper, unless it is too high.

    >>> [round(placed_width(pixels, 112), 1) for pixels in (1800, 900, 320)]
    [112, 76.2, 36.9]
    """
    sharp = pixels / SHARP * 25.4
    return min(measure, max(sharp, min(measure / 2, pixels / SOFT * 25.4)))


def _room(picture: HtmlElement, page: Geometry) -> float:
    """mm: how wide a picture may be; in a table, as wide as its column where all are alike."""
    row = next(picture.iterancestors("tr"), None)
    columns = 1 if row is None else sum(int(cell.get("colspan") or 1) for cell in row)
    return page.measure / columns - (page.size / MM if columns > 1 else 0)


def size_image(picture: HtmlElement, images: Mapping[str, Image], page: Geometry) -> None:
    """Place a picture at its density, in room that is a whole number of lines."""
    image = images[picture.get("src", "").removeprefix(SCHEME)]
    width = placed_width(image.width, _room(picture, page))
    height = width * image.height / image.width * MM
    highest = int(page.lines * HIGHEST) * page.leading
    if height > highest:
        width, height = width * highest / height, highest
    size = f"width: {width:.2f}mm; height: {height:.2f}pt"
    if any(parent.tag == "figure" for parent in picture.iterancestors()):
        room = ceil(round(height / page.leading, 3)) * page.leading - height
        picture.set("style", f"{size}; padding-bottom: {room:.2f}pt")
    else:  # stands on the line of its text
        below = page.leading - page.baseline
        room = ceil(round((height + below) / page.leading, 3)) * page.leading - height - below
        picture.set("style", f"{size}; padding-top: {room:.2f}pt")
