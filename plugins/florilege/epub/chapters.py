"""Prose → the XHTML of a text and of its notes, as an e-book has them: links, pictures, notes that return."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from lxml import etree, html
from lxml.html import HtmlElement

from florilege.anthology import Image
from florilege.catalogue.keys import TextKey
from florilege.epub.printed_pages import PageStart, mark_pages
from florilege.prose.prose import Note, Prose

WHOLE = 12
"""Signs of a cell with a figure in it, a date for example, that no line break parts."""
CROWDED, PACKED = 48, 60
"""Letters of the longest words of all columns: beyond the first a telephone has room for them in small type
alone, beyond the second for none of them whole.
"""
ROWS, SIGNS = 8, 400
"""Rows of a table, or signs in it, beyond which it may be longer than a page of a telephone."""
SCHEME = "florilege:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What the texts of one e-book are set with."""

    address: Callable[[TextKey, str], str]
    """A text, and an id in it or nothing → the address in the e-book or on the site; empty for none."""
    images: Mapping[str, Image]
    notes_before: int = 0
    """How many notes of the same document come before those of a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A text of the e-book: XHTML of its body and of its notes, one `aside` for each."""

    body: str
    notes: tuple[str, ...]


def image_name(image: Image) -> str:
    """Where a picture stands in the e-book: one that several texts show, once."""
    return f"images/{image.digest[:20]}{image.file.suffix}"


def chapter(prose: Prose, setting: Setting, starts: Sequence[PageStart] = ()) -> Chapter:
    """A text, its pages marked."""
    root = html.fragment_fromstring(prose.html, create_parent="div")
    mark_pages(root, starts)
    _prepare(root, setting)
    return Chapter(body=inner(root), notes=tuple(_note(note, prose.prefix, setting) for note in prose.notes))


def _note(note: Note, prefix: str, setting: Setting) -> str:
    """A note: what leads back to its call comes first, so that a pop-up has it at its beginning."""
    root = html.fragment_fromstring(note.html, create_parent="aside")
    _prepare(root, setting)
    back = root.makeelement(
        "a",
        {
            "epub:type": "backlink",
            "href": f"#{prefix}--noteref-{note.number}",
            "role": "doc-backlink",
        },
    )
    back.text = f"{note.number + setting.notes_before}."
    first = next(iter(root), None)
    if first is None or first.tag != "p":
        first = root.makeelement("p", {})
        root.insert(0, first)
    back.tail = f"\u00a0{first.text or ''}"
    first.text = ""
    first.insert(0, back)
    for name, value in (("epub:type", "footnote"), ("id", note.id), ("role", "doc-footnote")):
        root.set(name, value)
    return _xml(root)


def _prepare(root: HtmlElement, setting: Setting) -> None:
    """Make of set HTML what an e-book may hold (EPUB 3.3, 6.1)."""
    for element in [*root.iter(*_STEPS)]:
        _STEPS[element.tag](element, setting)


def _link(link: HtmlElement, setting: Setting) -> None:
    if link.get("class") == "note-ref":
        link.set("epub:type", "noteref")
        link.set("role", "doc-noteref")
        link.text = str(int(link.text or 0) + setting.notes_before)
        return
    href = link.get("href", "")
    if not href.startswith(SCHEME):
        return
    key, _, anchor = href.removeprefix(SCHEME).partition("#")
    address = setting.address(TextKey.parse(key), anchor)
    if address:
        link.set("href", address)
    else:
        del link.attrib["href"]


def _image(picture: HtmlElement, setting: Setting) -> None:
    image = setting.images[picture.get("src", "").removeprefix(SCHEME)]
    picture.set("src", image_name(image))
    picture.set("alt", picture.get("alt", ""))
    picture.set("width", str(image.width))
    picture.set("height", str(image.height))


def _aside(block: HtmlElement, setting: Setting) -> None:
    """Say that it is a note: as the landmark that an aside is, it would need a name that no other has."""
    block.set("role", "note")


def _unfold(block: HtmlElement, setting: Setting) -> None:
    """Make an aside of a block to unfold: many e-readers have nothing that opens."""
    block.tag = "aside"
    _aside(block, setting)
    block.attrib.pop("open", None)
    block.set("class", block.get("class") or "admonition")
    for summary in block.iterfind("summary"):
        summary.tag = "p"
        summary.set("class", "admonition-title")


def _frame(table: HtmlElement, setting: Setting) -> None:
    """Put a table into a block that scrolls by itself where it is wider than the screen, if it is short."""
    needed = _needed(table)
    kinds = [kind for kind, most in (("crowded", CROWDED), ("packed", PACKED)) if needed > most]
    is_long = len([*table.iter("tr")]) > ROWS or len(table.text_content()) > SIGNS
    reached = {} if is_long else {"tabindex": "0"}
    frame = table.makeelement("div", {"class": " ".join(("table", *kinds, *["long"] * is_long)), **reached})
    frame.tail, table.tail = table.tail, None
    table.getparent().replace(table, frame)
    frame.append(table)
    for cell in table.iter("td", "th"):
        if _is_whole(cell):
            cell.set("class", " ".join(filter(None, (cell.get("class"), "whole"))))


def _needed(table: HtmlElement) -> int:
    """The letters of the longest words of each column, together."""
    rows = ([_longest(cell) for cell in row.iter("td", "th")] for row in table.iter("tr"))
    return sum(max(column) for column in zip_longest(*rows, fillvalue=0))


def _longest(cell: HtmlElement) -> int:
    """The letters of the longest word; all of a date, which no line break parts."""
    words = cell.text_content().strip()
    return len(words) if _is_whole(cell) else max(map(len, words.split()), default=0)


def _is_whole(cell: HtmlElement) -> bool:
    """Whether a cell has but a date, a sum, a number."""
    words = cell.text_content().strip()
    return len(words) <= WHOLE and any(sign.isdigit() for sign in words) and not len(cell)


def _time(moment: HtmlElement, setting: Setting) -> None:
    """Leave out what machines alone read and authors may write in any way."""
    moment.attrib.pop("datetime", None)


def _break(place: HtmlElement, setting: Setting) -> None:
    """Put behind a place where a word may end what libxml2, which doesn't know it, reads as its content."""
    parent, inside, tail = place.getparent(), [*place], place.tail or ""
    place.tail, place.text = place.text, None
    for child in reversed(inside):
        parent.insert(parent.index(place) + 1, child)
    last = inside[-1] if inside else place
    last.tail = (last.tail or "") + tail


_STEPS: Mapping[str, Callable[[HtmlElement, Setting], None]] = {
    "a": _link,
    "aside": _aside,
    "details": _unfold,
    "img": _image,
    "table": _frame,
    "time": _time,
    "wbr": _break,
}
"""Element → what becomes of it."""


def inner(root: HtmlElement) -> str:
    """What an element holds, as XHTML."""
    holder = etree.Element("x")
    holder.text = root.text
    return _escaped(holder) + "".join(map(_xml, root))


def _escaped(holder: etree._Element) -> str:
    whole: str = etree.tostring(holder, encoding="unicode")
    return whole.removeprefix("<x>").removesuffix("</x>") if holder.text else ""


def _xml(element: HtmlElement) -> str:
    """An element as XHTML that HTML reads alike: only what is empty in HTML has no end tag."""
    for each in element.iter():
        if each.text is None and not len(each) and each.tag not in _VOID:
            each.text = ""
    text: str = etree.tostring(element, encoding="unicode", method="xml")
    return text


_VOID = frozenset(["br", "col", "hr", "img", "wbr"])
