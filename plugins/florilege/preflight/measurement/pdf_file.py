"""A PDF file → what is so of it: pages with their marks, fonts, and what it claims to be."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from lxml import etree
from pikepdf import Array, Dictionary, Pdf

from florilege.diagnostics.problems import FlorilegeError
from florilege.preflight.measurement.content_stream import marks
from florilege.preflight.measurement.font_metrics import FontCache
from florilege.preflight.measurement.image_objects import ImageCache
from florilege.preflight.measurement.measurements import MM, Conformance, PdfFile, PdfPage, Rectangle

_XMP = {
    "x": "http://www.npes.org/pdfx/ns/id/",
    "old": "http://ns.adobe.com/pdfx/1.3/",
    "a": "http://www.aiim.org/pdfa/ns/id/",
    "ua": "http://www.aiim.org/pdfua/ns/id/",
}


def measure(path: Path) -> PdfFile:
    """All that is measured of a file. Raises `FlorilegeError` (1, `pdf-unreadable`) where it is no PDF."""
    try:
        data = path.read_bytes()
        with Pdf.open(io.BytesIO(data)) as pdf:
            faces, pictures = FontCache(), ImageCache()
            pages = tuple(
                _page(number, page.obj, faces, pictures) for number, page in enumerate(pdf.pages, 1)
            )
            return PdfFile(name=path.name, size=len(data), claims=_claims(pdf), fonts=faces.used, pages=pages)
    except (pikepdf.PdfError, ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        reason = " ".join(str(error).split())[:200]
        raise FlorilegeError("pdf-unreadable", exit_code=1, file=path, reason=reason) from error


def _page(number: int, page: Any, faces: FontCache, pictures: ImageCache) -> PdfPage:
    media = _box(_inherited(page, "/MediaBox"))
    crop = _box(_inherited(page, "/CropBox") or Array([*media]))
    trim = _box(page.get("/TrimBox") or page.get("/ArtBox") or Array([*crop]))
    bleed = _box(page.get("/BleedBox") or Array([*crop]))
    found = marks(page, media, (trim.left, trim.bottom), faces, pictures)
    return PdfPage(
        number=number,
        width=trim.width * MM,
        height=trim.height * MM,
        media=_seen(media, trim),
        bleed=_seen(bleed, trim),
        runs=tuple(found.runs),
        pictures=tuple(found.pictures),
        shapes=tuple(found.shapes),
        annotations=tuple(
            _seen(_box(each.Rect), trim) for each in page.get("/Annots", ()) if "/Rect" in each
        ),
    )


def _inherited(page: Any, name: str) -> Any:
    """An entry of a page, or of what it is listed in (PDF 32000-1, 7.7.3.4)."""
    while name not in page and "/Parent" in page:
        page = page.Parent
    return page.get(name)


def _box(array: Any) -> Rectangle:
    left, bottom, right, top = map(float, array)
    return Rectangle(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _seen(box: Rectangle, trim: Rectangle) -> Rectangle:
    """A box in mm, from the corner of the trimmed page."""
    left, bottom, right, top = box
    return Rectangle(
        *(round(each * MM, 3) for each in (left - trim.left, bottom - trim.bottom)),
        *(round(each * MM, 3) for each in (right - trim.left, top - trim.bottom)),
    )


def _claims(pdf: Pdf) -> Conformance:
    intents = list(pdf.Root.get("/OutputIntents", ()))
    press = [intent for intent in intents if str(intent.get("/S")) == "/GTS_PDFX"]
    outline = pdf.Root.get("/Outlines", Dictionary())
    return Conformance(
        standards=frozenset(_standards(pdf)),
        intents=frozenset(str(intent.get("/S")) for intent in intents),
        profile=any("/DestOutputProfile" in each or "/OutputConditionIdentifier" in each for each in press),
        trapped=str(pdf.docinfo.get("/Trapped", "")) in ("/True", "/False"),
        version=pdf.pdf_version,
        encrypted=pdf.is_encrypted,
        identified="/ID" in pdf.trailer,
        active=any(name in pdf.Root for name in ("/AA", "/OpenAction"))
        or "/JavaScript" in pdf.Root.get("/Names", Dictionary()),
        tagged=bool(pdf.Root.get("/MarkInfo", Dictionary()).get("/Marked", False))
        and "/StructTreeRoot" in pdf.Root,
        lang=str(pdf.Root.get("/Lang", "")),
        title=str(pdf.docinfo.get("/Title", "")),
        outline=_length(outline.get("/First")),
    )


def _length(item: Any) -> int:
    """How many items of an outline stand side by side."""
    count = 0
    while item is not None:
        count, item = count + 1, item.get("/Next")
    return count


def _standards(pdf: Pdf) -> Iterator[str]:
    """The standards that a file names, as printers.yml calls them."""
    said = _metadata(pdf)
    claimed = " ".join(
        [said.get("x:GTS_PDFXVersion", ""), said.get("old:GTS_PDFXVersion", "")]
        + [str(pdf.docinfo.get(f"/GTS_PDFX{part}", "")) for part in ("Version", "Conformance")]
    )
    yield from (f"pdf/x-{found.lower()}" for found in re.findall(r"PDF/X-(\d[a-z]?)", claimed))
    if part := said.get("a:part"):
        yield f"pdf/a-{part}{said.get('a:conformance', '').lower()}"
    if part := said.get("ua:part"):
        yield f"pdf/ua-{part}"


def _metadata(pdf: Pdf) -> dict[str, str]:
    """What the XMP says of standards: as elements or as attributes (ISO 16684-1)."""
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(stream.read_bytes(), parser)
    prefixes = {uri: prefix for prefix, uri in _XMP.items()}
    said = {}
    for element in root.iter(etree.Element) if root is not None else ():
        for name, text in ((element.tag, element.text or ""), *element.attrib.items()):
            uri, _, local = str(name).removeprefix("{").rpartition("}")
            if uri in prefixes:
                said[f"{prefixes[uri]}:{local}"] = str(text).strip()
    return said
