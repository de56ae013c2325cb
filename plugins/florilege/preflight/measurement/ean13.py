"""A page → the EAN-13 (ISO/IEC 15420) that a scanner reads on it. ZXing reads it, from PDFium's picture."""

from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import zxingcpp

from florilege.preflight.measurement.measurements import Rectangle

DENSITY = 400
"""px/in: four for a module at 80 %, which is 0.264 mm wide."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A barcode that was read, and where: mm from the lower left corner of the page as it is shown."""

    digits: str
    box: Rectangle


def read_barcode(path: Path, page: int = 0) -> Symbol | None:
    """The first EAN-13 that a page (from 0) shows upright; None where there is none."""
    document = pypdfium2.PdfDocument(path)
    try:
        picture = document[page].render(scale=DENSITY / 72, grayscale=True).to_pil()
    finally:
        document.close()
    found = zxingcpp.read_barcodes(
        picture,
        formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.EAN13),
        try_rotate=False,
        try_downscale=False,
        try_invert=False,
    )
    if not found:
        return None
    corners = found[0].position
    box = Rectangle.around(
        (corner.x * 25.4 / DENSITY, (picture.height - corner.y) * 25.4 / DENSITY)
        for corner in (corners.top_left, corners.top_right, corners.bottom_left, corners.bottom_right)
    )
    return Symbol(found[0].text, box)
