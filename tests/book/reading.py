"""A PDF → what stands on its pages and where: letters, pictures, rules, links, outline, labels.

Two readers that made nothing of it: PDFium, which reads a page as it is seen, and pdfminer.six, which reads
its content in the order of drawing. Neither shares code with ours.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from ctypes import c_double, c_int, create_string_buffer
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from itertools import groupby
from typing import Any, TypeVar
from unicodedata import bidirectional, normalize

import pikepdf
import pypdfium2
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import apply_matrix_pt
from pypdfium2 import raw

Thing = TypeVar("Thing")

TOLERANCE = 0.1
"""pt: how far apart things may stand and still be at one place."""


@dataclass(frozen=True, slots=True)
class Word:
    """A letter, or what reads as one, and where it begins, in pt from the lower left corner of the page."""

    text: str
    x: float
    y: float

    def is_at(self, other: "Word") -> bool:
        return _close((self.x, self.y), (other.x, other.y))


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture or a rule, and its box (left, bottom, right, top) in pt."""

    kind: str
    box: tuple[float, ...]

    def is_like(self, other: "Drawing") -> bool:
        return self.kind == other.kind and _close(self.box, other.box)


@dataclass(frozen=True, slots=True)
class Page:
    """What is drawn on a page: its letters from top to bottom and left to right, and all else in order."""

    words: Sequence[Word]
    drawings: Sequence[Drawing]


@lru_cache(maxsize=4)
def pages_of(pdf: bytes) -> tuple[Page, ...]:
    """Every letter and its place, every picture and rule.

    Without case: a small capital is one glyph for a letter and its capital, and stands for either.
    """
    with closing(pypdfium2.PdfDocument(_as_drawn(pdf))) as document:
        return tuple(
            Page(words=list(_in_order(_words(page))), drawings=list(_drawings(page))) for page in document
        )


_READS_AS = re.compile(rb"/Span <</ActualText <[0-9a-f]+>>> BDC\n")
"""Begins a word of which an initial on another line is a part."""


def _as_drawn(pdf: bytes) -> bytes:
    """A file whose words that begin with an initial don’t say what they read, which has one place."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        for page in (page for page in opened.pages if "/Contents" in page):
            page.contents_coalesce()
            content = page.Contents.read_bytes()
            if _READS_AS.search(content):
                page.Contents = opened.make_stream(_READS_AS.sub(b"/Span BMC\n", content))
        opened.save(drawn := BytesIO())
    return drawn.getvalue()


HYPHEN = "\x02"
"""What PDFium makes of a hyphen that it takes for the end of a line within a word."""


def _words(page: pypdfium2.PdfPage) -> Iterator[Word]:
    text, x, y = page.get_textpage(), c_double(), c_double()
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, index)).casefold().replace(HYPHEN, "-")
        if not raw.FPDFText_IsGenerated(text, index) and not character.isspace():
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            yield Word(character, x.value, y.value)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A letter, its face and size (pt), and where its baseline is, in pt from the foot of the page."""

    text: str
    face: str
    size: float
    y: float


def glyphs_of(pdf: bytes) -> list[list[Glyph]]:
    """Page by page, every letter as it is set; WeasyPrint counts in px, of which four are three pt."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [list(_glyphs(page.get_textpage())) for page in document]


def _glyphs(text: pypdfium2.PdfTextPage) -> Iterator[Glyph]:
    x, y, flags, name = c_double(), c_double(), c_int(), create_string_buffer(100)
    for index in range(text.count_chars()):
        character = chr(raw.FPDFText_GetUnicode(text, index))
        if not raw.FPDFText_IsGenerated(text, index) and not character.isspace():
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            raw.FPDFText_GetFontInfo(text, index, name, len(name), flags)
            size = raw.FPDFText_GetFontSize(text, index) * 0.75
            yield Glyph(character, name.value.decode(), size, y.value)


def edges_of(pdf: bytes) -> list[tuple[float, float]]:
    """Page by page, where (pt) the ink of its letters begins at the left and ends at the right."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [_edges(page.get_textpage()) for page in document]


def _edges(text: pypdfium2.PdfTextPage) -> tuple[float, float]:
    boxes = [
        text.get_charbox(n) for n in range(text.count_chars()) if not text.get_text_range(n, 1).isspace()
    ]
    return min(box[0] for box in boxes), max(box[2] for box in boxes)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one glyph stands for, and the number of the marked content that it is in (PDF 32000-1, 14.6)."""

    text: str
    mark: int | None
    y: float


class _Drawing(PDFTextDevice):
    """What pdfminer draws a page on: it keeps the letters."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.drawn: list[Drawn] = []
        self.marks: list[int | None] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        self.marks.append(props.get("MCID") if isinstance(props, Mapping) else None)

    def end_tag(self) -> None:
        self.marks.pop()

    def render_char(
        self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int, *_: Any
    ) -> float:
        _, y = apply_matrix_pt(matrix, (0, rise))
        mark = next((mark for mark in reversed(self.marks) if mark is not None), None)
        self.drawn.append(Drawn(font.to_unichr(cid), mark, y))
        return float(font.char_width(cid) * fontsize * scaling)


@lru_cache(maxsize=4)
def drawn_of(pdf: bytes) -> tuple[Sequence[Drawn], ...]:
    """Page by page, every glyph in the order of drawing; raises where one stands for no letter."""
    pages = []
    for page in PDFPage.get_pages(BytesIO(pdf)):
        device = _Drawing()
        PDFPageInterpreter(device.rsrcmgr, device).process_page(page)
        assert not device.marks
        pages.append(tuple(device.drawn))
    return tuple(pages)


def letters(text: str) -> str:
    """Letters and digits alone, without case; ligatures and superscripts as the letters that they are."""
    return "".join(filter(str.isalnum, normalize("NFKC", text).casefold()))


def read_aloud(drawn: Iterable[Drawn]) -> str:
    """The letters of glyphs in the order of drawing; what runs from right to left is turned round.

    Good for words from right to left in a line, and for lines of them alone: no test has more.
    """
    said = []
    for _, line in groupby(drawn, key=lambda glyph: round(glyph.y, 1)):
        clusters = [cluster for glyph in line if (cluster := letters(glyph.text))]
        for backwards, group in groupby(clusters, key=_runs_backwards):
            run = [*group]
            said += reversed(run) if backwards else run
    return "".join(said)


def _runs_backwards(cluster: str) -> bool:
    return bidirectional(cluster[0]) in ("R", "AL")


def _drawings(page: pypdfium2.PdfPage) -> Iterator[Drawing]:
    kinds = {raw.FPDF_PAGEOBJ_IMAGE: "picture", raw.FPDF_PAGEOBJ_PATH: "rule"}
    for thing in page.get_objects(filter=list(kinds)):
        yield Drawing(kinds[thing.type], thing.get_bounds())


def _in_order(words: Iterable[Word]) -> Iterator[Word]:
    for line in _near(words, lambda word: -word.y):
        for column in _near(line, lambda word: word.x):
            yield from sorted(column, key=lambda word: word.text)


def _near(things: Iterable[Thing], place: Callable[[Thing], float]) -> list[list[Thing]]:
    """Things in order of their places; those of one place, but for rounding, together."""
    groups: list[list[Thing]] = []
    for thing in sorted(things, key=place):
        if groups and place(thing) - place(groups[-1][-1]) < TOLERANCE / 2:
            groups[-1].append(thing)
        else:
            groups.append([thing])
    return groups


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link leads: a page, from 1, and a point on it, in pt from its lower left corner."""

    page: int
    x: float
    y: float

    def is_like(self, other: "Place") -> bool:
        return self.page == other.page and _close((self.x, self.y), (other.x, other.y))


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of a page: an address or a place, and its own rectangle in pt."""

    target: str | Place
    rectangle: tuple[float, ...]

    def is_like(self, other: "Link") -> bool:
        if not _close(self.rectangle, other.rectangle):
            return False
        if isinstance(self.target, Place) and isinstance(other.target, Place):
            return self.target.is_like(other.target)
        return self.target == other.target


@dataclass(frozen=True, slots=True, kw_only=True)
class Bookmark:
    """A line of the outline; `level` from 1."""

    level: int
    title: str
    place: Place

    def is_like(self, other: "Bookmark") -> bool:
        same = (self.level, self.title) == (other.level, other.title)
        return same and self.place.is_like(other.place)


def _close(ours: Iterable[float], theirs: Iterable[float]) -> bool:
    return all(abs(one - other) < TOLERANCE for one, other in zip(ours, theirs, strict=True))


def places_of(pdf: bytes) -> dict[str, Place]:
    """Named destination → its place."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return _places(opened)


def links_of(pdf: bytes) -> list[list[Link]]:
    """Page by page, the links in the order in which they were drawn."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        places = _places(opened)
        return [
            [_link(annotation, places) for annotation in page.get("/Annots", [])] for page in opened.pages
        ]


def outline_of(pdf: bytes) -> list[Bookmark]:
    """The outline (PDF 32000-1, 12.3.3), from top to bottom."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        outlines = opened.Root.get("/Outlines")
        first = outlines.get("/First") if outlines is not None else None
        return list(_bookmarks(first, 1, _places(opened)))


def labels_of(pdf: bytes) -> list[str]:
    """Page by page, what a viewer calls it (PDF 32000-1, 12.4.2)."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        return [page.label for page in opened.pages]


def _places(opened: pikepdf.Pdf) -> dict[str, Place]:
    index = {page.objgen: number for number, page in enumerate(opened.pages, 1)}
    return {
        str(name): Place(index[page.objgen], float(x), float(y))
        for name, (page, _, x, y, _) in pikepdf.NameTree(opened.Root.Names.Dests).items()
    }


def _link(annotation: pikepdf.Object, places: Mapping[str, Place]) -> Link:
    target = str(annotation.A.URI) if "/A" in annotation else places[str(annotation.Dest)]
    return Link(target=target, rectangle=tuple(float(side) for side in annotation.Rect))


def _bookmarks(item: pikepdf.Object | None, level: int, places: Mapping[str, Place]) -> Iterator[Bookmark]:
    while item is not None:
        yield Bookmark(level=level, title=str(item.Title), place=places[str(item.Dest)])
        yield from _bookmarks(item.get("/First"), level + 1, places)
        item = item.get("/Next")
