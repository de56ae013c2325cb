"""A PDF file → its measurements: pages with all that is on them, fonts, conformance.

Text is read by PDFium; where marks are and which inks they take, which PDFium doesn't tell, from the content
streams.
"""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
from pikepdf import Array, Pdf

from florilege.diagnostics.problems import FlorilegeError
from florilege.preflight.measurement.conformance import conformance
from florilege.preflight.measurement.content_stream import interpret
from florilege.preflight.measurement.font_metrics import FontCache
from florilege.preflight.measurement.image_objects import ImageCache
from florilege.preflight.measurement.measurements import MM, PdfFile, PdfPage, Rectangle
from florilege.preflight.measurement.spoken_languages import spoken_languages
from florilege.preflight.measurement.stream_data import damaged


def measure(path: Path) -> PdfFile:
    """All that is measured of a file. Raises `FlorilegeError` (1, `pdf-unreadable`) where it is no PDF."""
    try:
        data = path.read_bytes()
        texts = _texts(data)
        with Pdf.open(io.BytesIO(data)) as pdf:
            fonts, images = FontCache(), ImageCache()
            pages = tuple(
                _page(number, page.obj, text, fonts, images)
                for number, (page, text) in enumerate(zip(pdf.pages, texts, strict=True), 1)
            )
            return PdfFile(
                name=path.name,
                size=len(data),
                conformance=conformance(pdf),
                fonts=fonts.used,
                pages=pages,
                languages=spoken_languages(pdf),
                damaged=damaged(pdf),
            )
    except (
        *(pikepdf.PdfError, pypdfium2.PdfiumError),
        *(ValueError, KeyError, TypeError, AttributeError, IndexError),
    ) as error:
        raise FlorilegeError("pdf-unreadable", exit_code=1, file=path) from error


def _texts(data: bytes) -> list[str]:
    """The text of each page."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _page(number: int, page: Any, text: str, fonts: FontCache, images: ImageCache) -> PdfPage:
    media = _box(_inherited(page, "/MediaBox"))
    crop = _box(_inherited(page, "/CropBox") or Array([*media]))
    trim = _box(page.get("/TrimBox") or page.get("/ArtBox") or Array([*crop]))
    bleed = _box(page.get("/BleedBox") or Array([*crop]))
    content = interpret(page, media, (trim.left, trim.bottom), fonts, images)
    return PdfPage(
        number=number,
        width=trim.width * MM,
        height=trim.height * MM,
        media=_from_trim(media, trim),
        bleed=_from_trim(bleed, trim),
        text=text,
        runs=tuple(content.runs),
        images=tuple(content.images),
        shapes=tuple(content.shapes),
        annotations=tuple(
            _from_trim(_box(each.Rect), trim) for each in page.get("/Annots", ()) if "/Rect" in each
        ),
    )


def _inherited(page: Any, name: str) -> Any:
    """An entry of a page, or of the node of the page tree that it hangs from (PDF 32000-1, 7.7.3.4)."""
    while name not in page and "/Parent" in page:
        page = page.Parent
    return page.get(name)


def _box(array: Any) -> Rectangle:
    """A box of a page, in pt."""
    left, bottom, right, top = map(float, array)
    return Rectangle(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _from_trim(box: Rectangle, trim: Rectangle) -> Rectangle:
    """A box in mm, from the corner of the trimmed page."""
    left, bottom, right, top = box
    return Rectangle(
        round((left - trim.left) * MM, 3),
        round((bottom - trim.bottom) * MM, 3),
        round((right - trim.left) * MM, 3),
        round((top - trim.bottom) * MM, 3),
    )
