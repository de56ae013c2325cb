"""A PDF file → what it says that it is: standards, output intents, tags, title, encryption."""

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree
from pikepdf import Dictionary, Pdf

from florilege.preflight.measurement.measurements import Conformance

_NAMESPACES = {
    "http://www.npes.org/pdfx/ns/id/": "x",
    "http://ns.adobe.com/pdfx/1.3/": "x-1a",
    "http://www.aiim.org/pdfa/ns/id/": "a",
    "http://www.aiim.org/pdfua/ns/id/": "ua",
}
"""Of the XMP properties that name a standard."""


def conformance(pdf: Pdf) -> Conformance:
    """What a file says of itself, whether true or not."""
    root = pdf.Root
    intents = list(root.get("/OutputIntents", ()))
    press = [intent for intent in intents if str(intent.get("/S")) == "/GTS_PDFX"]
    return Conformance(
        standards=frozenset(_standards(pdf)),
        intents=frozenset(str(intent.get("/S")) for intent in intents),
        profile=any("/DestOutputProfile" in each or "/OutputConditionIdentifier" in each for each in press),
        condition=next((str(each.get("/OutputConditionIdentifier", "")) for each in press), ""),
        trapped=str(pdf.docinfo.get("/Trapped", "")) in ("/True", "/False"),
        version=pdf.pdf_version,
        encrypted=pdf.is_encrypted,
        identified="/ID" in pdf.trailer,
        active=any(name in root for name in ("/AA", "/OpenAction"))
        or "/JavaScript" in root.get("/Names", Dictionary()),
        tagged=bool(root.get("/MarkInfo", Dictionary()).get("/Marked", False)) and "/StructTreeRoot" in root,
        lang=str(root.get("/Lang", "")),
        title=str(pdf.docinfo.get("/Title", "")),
        outline=_siblings(root.get("/Outlines", Dictionary()).get("/First")),
    )


def _siblings(item: Any) -> int:
    """How many items of an outline stand on the level of this one, from it on."""
    count = 0
    while item is not None:
        count, item = count + 1, item.get("/Next")
    return count


def _standards(pdf: Pdf) -> Iterator[str]:
    """The standards that a file names, as printers.yml calls them."""
    properties = _xmp(pdf)
    claimed = " ".join(
        [properties.get("x:GTS_PDFXVersion", ""), properties.get("x-1a:GTS_PDFXVersion", "")]
        + [str(pdf.docinfo.get(f"/GTS_PDFX{part}", "")) for part in ("Version", "Conformance")]
    )
    yield from (f"pdf/x-{found.lower()}" for found in re.findall(r"PDF/X-(\d[a-z]?)", claimed))
    if part := properties.get("a:part"):
        yield f"pdf/a-{part}{properties.get('a:conformance', '').lower()}"
    if part := properties.get("ua:part"):
        yield f"pdf/ua-{part}"


def _xmp(pdf: Pdf) -> dict[str, str]:
    """The XMP properties about standards, written as elements or as attributes (ISO 16684-1)."""
    stream = pdf.Root.get("/Metadata")
    if stream is None:
        return {}
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(stream.read_bytes(), parser)
    properties = {}
    for element in root.iter(etree.Element) if root is not None else ():
        for name, text in ((element.tag, element.text or ""), *element.attrib.items()):
            uri, _, local = str(name).removeprefix("{").rpartition("}")
            if uri in _NAMESPACES:
                properties[f"{_NAMESPACES[uri]}:{local}"] = str(text).strip()
    return properties
