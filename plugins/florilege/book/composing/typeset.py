"""Prose → the HTML of a printed page: notes at the foot, links with their page, pictures at their size."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import ceil

from lxml import html
from lxml.html import HtmlElement

from florilege.anthology import Image
from florilege.book.sheet import MM, SCHEME, Geometry
from florilege.catalogue.keys import TextKey
from florilege.prose.prose import Prose

SHARP, SOFT = 300, 220
"""px/in: the density at which a picture is placed, and, so that it isn't tiny, one narrower than half the
measure. Printers want 300, French ones 200 to 300 (Printall: 200–300, Pulsio: 225–300)."""

# HTML lets no block stand in a <span>, and a footnote must be one: the parser would hoist them out.
BLOCKS = frozenset(
    "p ul ol li blockquote div dl dt dd pre figure figcaption table tr td th h1 h2 h3 h4 h5 h6".split()  # noqa: SIM905
)


_SPACES = re.compile(r"[ \t\r\n]+")

CALLS = './/a[@class="note-ref"]'
"""XPath of the calls of notes."""

INLINE = ("a", "abbr", "b", "cite", "em", "i", "span", "strong")
"""Elements on which a space more doesn't show."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where a link to another text leads on paper.

    `href` is an address (`florilege:<anchor>` within the tome, https://… outside, empty for none) and
    `label` what is printed behind the link, inline HTML, e.g. « p. 123 » or « tome 2 ».
    """

    href: str
    label: str = ""


def printed(
    prose: Prose,
    *,
    target: Callable[[TextKey, str], Target],
    images: Mapping[str, Image],
    geometry: Geometry,
    text: Callable[[str], str] = str,
) -> str:
    """The body of a text for a sheet.

    `target` says where a link to a text, and to an id in it (empty for none), leads; `geometry` is that of
    the page; `text` is applied to each run of text (what to do with emoji).
    """
    root = _parse(prose.html)
    _mark_initial(root)
    notes = {note.id: note.html for note in prose.notes}
    calls = root.xpath(CALLS)
    called = {_called(call) for call in calls}
    inner = {id: f'<div id="{id}">{note}</div>' for id, note in notes.items() if id not in called}
    for call in calls:
        _place_note(call, notes, inner)
    for link in root.iterfind(".//a"):
        _lead(link, target)
    for picture in root.iterfind(".//img"):
        _size(picture, images, geometry)
    for table in [*root.iterfind(".//table")]:
        _frame(table)
    for numbered in root.iterfind(".//ol"):
        numbered.set("style", f"counter-reset: item {int(numbered.get('start', '1')) - 1}")
    for element in root.iter():
        if isinstance(element.tag, str):
            element.text = element.text and text(element.text)
            element.tail = element.tail and text(element.tail)
    for element in root.iter(*INLINE):
        _take_space(element)
    return _inner(root)


def _parse(source: str) -> HtmlElement:
    """The elements of an HTML fragment, white space collapsed as CSS does it (CSS Text 3, 4.1.1).

    WeasyPrint 70 doesn't do it in footnotes, where the end of a typed line would end a printed one.
    """
    root = html.fragment_fromstring(source, create_parent="div")
    for text in root.xpath(".//text()[not(ancestor::pre)]"):
        owner = text.getparent()
        if text.is_tail:
            owner.tail = _collapsed(text, owner)
        else:
            owner.text = _collapsed(text, owner)
    return root


def _collapsed(text: str, owner: HtmlElement) -> str:
    collapsed = _SPACES.sub(" ", text)
    return "" if collapsed == " " and owner.tag in BLOCKS else collapsed


def _inner(root: HtmlElement) -> str:
    return (root.text or "") + "".join(html.tostring(child, encoding="unicode") for child in root)


def _called(call: HtmlElement) -> str:
    """The id of the note that is called."""
    return str(call.get("href", "")[1:])


def _place_note(call: HtmlElement, notes: dict[str, str], inner: dict[str, str]) -> None:
    """Put the note where it is called first; a second call becomes a link to it.

    `inner` are the notes that only notes call.
    """
    id = _called(call)
    source = notes.pop(id, None)
    if source is None:
        call.set("class", "note-again")
        return
    note = _parse(source)
    for deeper in note.xpath(CALLS):
        _place_inner_note(deeper, inner, ())
    for element in note.iter():
        if element.tag in BLOCKS:
            element.set("class", f"note-{element.tag} {element.get('class', '')}".strip())
            element.tag = "span"
    note.tag = "span"
    note.set("class", "footnote")
    note.set("id", id)
    note.tail = call.tail
    parent = call.getparent()
    if parent.tag == "sup" and len(parent) == 1 and not (parent.text or call.tail):
        note.tail = parent.tail
        parent.getparent().replace(parent, note)
    else:
        parent.replace(call, note)


def _place_inner_note(call: HtmlElement, inner: dict[str, str], within: tuple[str, ...]) -> None:
    """Put a note that only notes call where they call it, in brackets: a note has no foot of its own.

    Called by a second note it is printed again, without ids; by itself, not.
    """
    id = _called(call)
    if id in within:
        call.drop_tree()
    elif id not in inner:
        call.set("class", "note-again")
    else:
        note = _parse(inner[id])[0]
        note.tag, note.text, note.tail = "span", f" [{note.text or ''}", f"]{call.tail or ''}"
        inner[id] = _without_ids(inner[id])
        for deeper in note.xpath(CALLS):
            _place_inner_note(deeper, inner, (*within, id))
        call.getparent().replace(call, note)


def _without_ids(source: str) -> str:
    root = _parse(source)
    for element in root.iter():
        element.attrib.pop("id", None)
    return _inner(root)


def _lead(link: HtmlElement, target: Callable[[TextKey, str], Target]) -> None:
    href = link.get("href", "")
    if not href.startswith(SCHEME):
        return
    key, _, anchor = href.removeprefix(SCHEME).partition("#")
    place = target(TextKey.parse(key), anchor)
    if place.href:
        link.set("href", place.href)
    else:
        del link.attrib["href"]
    if place.label:
        reference = html.fragment_fromstring(f'<span class="page-ref">({place.label})</span>')
        reference.tail, link.tail = link.tail, None
        link.addnext(reference)
        link.tail = " "


def _take_space(element: HtmlElement) -> None:
    """Put the space before an inline element into it.

    WeasyPrint 70 counts a run's last space: where a run fits its line only without it, and an element
    follows, the line is broken after the run's first word (text/line_break.py, step 3).
    """
    if element.get("class") == "footnote":
        return
    before, parent = element.getprevious(), element.getparent()
    text = (parent.text if before is None else before.tail) or ""
    if not text.endswith(" ") or not text.strip():
        return
    if before is None:
        parent.text = text[:-1]
    else:
        before.tail = text[:-1]
    element.text = f" {element.text or ''}"


def _frame(table: HtmlElement) -> None:
    """Put a table into a block, whose margins add up to whole lines with the rules of the table."""
    frame = html.fragment_fromstring('<div class="table"></div>')
    frame.tail, table.tail = table.tail, None
    table.getparent().replace(table, frame)
    frame.append(table)


INITIAL = 260
"""Characters that a paragraph must have for an initial of three lines to stand beside it."""


LEAD = 4
"""Words that follow an initial in the type of its design (small capitals)."""

DEEP = "JQÇ"
"""Capitals that reach below the baseline, and into the next line."""


def _mark_initial(root: HtmlElement) -> None:
    """Mark a first paragraph that can open with an initial: long, and with a capital, not a quote or a dash.

    The initial is an element, since WeasyPrint 70 lays the first line under a floated `::first-letter`.
    """
    first = next((child for child in root if child.get("class") != "epigraph"), None)
    if first is None or first.tag != "p" or first.get("class") or first.find("br") is not None:
        return
    text = first.text or ""
    if text[:1].isupper() and len(first.text_content()) >= INITIAL:
        first.set("class", "opened deep" if text[0] in DEEP else "opened")
        words = text[1:].split(" ")
        lead = " ".join(words[:LEAD])
        first.text = None
        first.insert(0, _span("initial", text[0]))
        first.insert(1, _span("lead", lead, text[1 + len(lead) :]))


def _span(kind: str, text: str, tail: str = "") -> HtmlElement:
    span = html.fragment_fromstring(f'<span class="{kind}"></span>')
    span.text, span.tail = text, tail
    return span


HIGHEST = 0.62
"""Of the lines of a page, those that a picture may take."""


def placed_width(pixels: int, measure: float) -> float:
    """mm: how wide a picture is on paper, unless it is too high.

    >>> [round(placed_width(pixels, 112), 1) for pixels in (1800, 900, 320)]
    [112, 76.2, 36.9]
    """
    sharp = pixels / SHARP * 25.4
    return min(measure, max(sharp, min(measure / 2, pixels / SOFT * 25.4)))


def _size(picture: HtmlElement, images: Mapping[str, Image], page: Geometry) -> None:
    """Place a picture at its density, in room that is a whole number of lines."""
    image = images[picture.get("src", "").removeprefix(SCHEME)]
    width = placed_width(image.width, page.measure)
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
