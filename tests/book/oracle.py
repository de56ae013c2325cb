"""The oracle: the same sheets as one WeasyPrint document, against which an assembled tome is held.

Sides, running heads and folios are done here by CSS Paged Media alone, so that the two ways share
nothing but the sheets and the style of the text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pikepdf
from jinja2 import Template
from markupsafe import escape
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar

from florilege.book.document import style
from florilege.book.references import numbered
from florilege.book.sheet import Sheet, geometry
from florilege.model import Volume

STYLE = Template((Path(__file__).parent / "oracle.css").read_text(encoding="utf-8"))
"""Running heads and folios as margin boxes."""


def one_document(sheets: Sequence[Sheet], volume: Volume, numbers: Mapping[str, int]) -> str:
    """The HTML of a whole tome as one document.

    Every page bears its number: `words_of` leaves out those that a sheet doesn't print. To do it here takes
    named pages, in which WeasyPrint keeps margins at breaks that nobody forced.
    """
    body = []
    for number, sheet in enumerate(sheets):
        side = {"recto": "recto", "verso": "verso", "any": "page"}[sheet.side] if number else "auto"
        html = numbered(sheet.html, sheet.references, numbers).replace('href="florilege:', 'href="#')
        verso, recto = sheet.heads or ("", "")
        heads = f'<div class="heads" data-verso="{escape(verso)}" data-recto="{escape(recto)}"></div>'
        body.append(f'<div style="break-before: {side}">{heads}{html}</div>')
    css = style(volume, "page.css") + style(volume, "book.css") + STYLE.render(geometry=geometry(volume.trim))
    return (
        f'<!doctype html><html lang="{volume.lang}"><head><meta charset="utf-8"><style>{css}</style></head>'
        f"<body>{''.join(body)}</body></html>"
    )


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters and where it begins, in pt from the lower left corner of the page."""

    text: str
    x: float
    y: float


def without_folio(words: Sequence[Word], volume: Volume) -> list[Word]:
    """The words of a page above the foot margin."""
    foot = geometry(volume.trim).bottom * 72 / 25.4
    return [word for word in words if word.y > foot]


def words_of(pdf: bytes) -> list[list[Word]]:
    """Page by page, every glyph's character and place, from top to bottom and left to right.

    Without case: a small capital is one glyph for a letter and its capital, and stands for either.
    """
    pages = []
    for page in extract_pages(BytesIO(pdf), laparams=LAParams(boxes_flow=None)):
        characters: list[LTChar] = []
        _gather(page, characters)
        pages.append(
            [
                Word(c.get_text().casefold(), c.bbox[0], c.matrix[5])
                for c in characters
                if c.get_text().strip()
            ]
        )
    return [sorted(page, key=lambda word: (-round(word.y, 1), round(word.x, 1), word.text)) for page in pages]


def _gather(element: object, into: list[LTChar]) -> None:
    if isinstance(element, LTChar):
        into.append(element)
    elif isinstance(element, Iterable):
        for child in element:
            _gather(child, into)


def links_of(pdf: bytes) -> list[list[tuple[str, tuple[int, int, int, int]]]]:
    """Page by page, the links: target (an address, or `page x y` of a destination) and place, in whole pt."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        index = {page.objgen: number for number, page in enumerate(opened.pages, 1)}
        named = {str(name): place for name, place in pikepdf.NameTree(opened.Root.Names.Dests).items()}
        return [
            sorted(
                (_target(annotation, named, index), tuple(round(float(side)) for side in annotation.Rect))
                for annotation in page.get("/Annots", [])
            )
            for page in opened.pages
        ]


def _target(annotation: pikepdf.Object, named: dict[str, pikepdf.Object], index: dict[object, int]) -> str:
    if "/A" in annotation:
        return str(annotation.A.URI)
    page, _, x, y, _ = named[str(annotation.Dest)]
    return f"{index[page.objgen]} {float(x):.1f} {float(y):.1f}"
