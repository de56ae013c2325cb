"""Prose → the HTML of a printed page: notes at the foot, links with their page, pictures at their size."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import html
from lxml.html import HtmlElement

from florilege.anthology import Image
from florilege.book.composing.body.html_fragments import inner_html, parse
from florilege.book.composing.body.image_size import size_image
from florilege.book.composing.body.initials import Placed, mark_initial
from florilege.book.composing.body.lists import prepare_lists
from florilege.book.composing.body.printed_notes import place_notes
from florilege.book.composing.body.printed_tables import prepare_tables
from florilege.book.sheet import SCHEME, Geometry
from florilege.catalogue.keys import TextKey
from florilege.prose.prose import Prose

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
    target: Callable[[TextKey, str, str], Target],
    images: Mapping[str, Image],
    geometry: Geometry,
    page: Callable[[str], str],
    text: Callable[[str], str] = str,
    initial: Placed | None = None,
    lang: str = "en",
    continued: str = "(continued)",
) -> str:
    """The body of a text for a sheet.

    `target` says where a link to a text, to an id in it (empty for none) and of these words leads; `geometry`
    is that of the page; `page` says on which an id stands (« p. 9 », HTML); `text` is applied to each run of
    text (what to do with emoji); `initial` says how an initial is placed, where there is one;
    `lang` is its language, and `continued` stands over the head of a table that goes on.
    """
    root = parse(prose.html)
    if initial:
        mark_initial(root, initial)

    def prepare_note(note: HtmlElement) -> None:
        for block in note.iterfind(".//details"):
            _unfold(block)
        prepare_tables(note, geometry, lang)

    place_notes(root, prose.notes, page, prepare_note)
    for link in root.iterfind(".//a"):
        _lead(link, target)
    for picture in root.iterfind(".//img"):
        size_image(picture, images, geometry)
    for block in root.iterfind(".//details"):
        _unfold(block)
    prepare_tables(root, geometry, lang, continued)
    prepare_lists(root, geometry)
    for paragraph in root.iter("p"):
        _mark_reply(paragraph)
        _mark_announcing(paragraph)
        _mark_greeted(paragraph)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.text = element.text and _fixed(text(element.text))
            element.tail = element.tail and _fixed(text(element.tail))
    for element in root.iter(*INLINE):
        _take_space(element)
    return inner_html(root)


def _lead(link: HtmlElement, target: Callable[[TextKey, str, str], Target]) -> None:
    href = link.get("href", "")
    if not href.startswith(SCHEME):
        return
    key, _, anchor = href.removeprefix(SCHEME).partition("#")
    place = target(TextKey.parse(key), anchor, link.text_content())
    if place.href:
        link.set("href", place.href)
    else:
        del link.attrib["href"]
    if place.label:
        _follow(link, html.fragment_fromstring(f'<span class="page-ref">({place.label})</span>'))


_CLOSING = re.compile("(?:[ \u00a0\u202f]?[»›”]|’(?!\\w))+")


def _follow(link: HtmlElement, reference: HtmlElement) -> None:
    """Put a reference behind a link, and behind the quotation marks that close there: it isn't quoted."""
    before = link
    while not before.tail and before.getnext() is None and before.getparent().tag in INLINE:
        before = before.getparent()
    closing = _CLOSING.match(before.tail or "")
    if closing is None:
        before = link
    end = closing.end() if closing else 0
    tail = before.tail or ""
    before.tail, reference.tail = None, tail[end:] or None
    before.addnext(reference)
    before.tail = f"{tail[:end]} "


def _take_space(element: HtmlElement) -> None:
    """Put the space before an inline element into it.

    WeasyPrint 70 counts a run's last space: where a run fits its line only without it, and an element
    follows, the line is broken after the run's first word (text/line_break.py, step 3). What has a direction
    of its own would show the space on its other side.
    """
    if element.get("class") == "footnote" or element.get("dir"):
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


def _unfold(block: HtmlElement) -> None:
    """Make an aside of a block to unfold: paper has nothing that opens."""
    block.tag = "aside"
    block.attrib.pop("open", None)
    block.set("class", block.get("class") or "admonition")
    for summary in block.iterfind("summary"):
        summary.tag = "p"
        summary.set("class", "admonition-title")


DASHES = ("—", "–")
"""Before what someone says."""

_QUOTED = re.compile("(?<=«)\u00a0|\u00a0(?=»)")
_SAID = re.compile(r"\A(\s*[—–])[ \u00a0]")


def _fixed(text: str) -> str:
    """A text whose spaces in guillemets don't grow with those of their line, as no-break spaces do.

    >>> _fixed("«\\u00a0Oui\\u00a0»") == "«\\u202fOui\\u202f»"
    True
    """
    return _QUOTED.sub("\u202f", text) if "\u00a0" in text else text


def _mark_reply(paragraph: HtmlElement) -> None:
    """Mark what someone says in a dialogue: it is indented even where a first paragraph isn't."""
    if "class" not in paragraph.attrib and paragraph.text_content().lstrip().startswith(DASHES):
        paragraph.set("class", "reply")
        paragraph.text = paragraph.text and _SAID.sub("\\1\u202f", paragraph.text)


def _mark_announcing(paragraph: HtmlElement) -> None:
    """Mark what announces, by its colon, what comes next: it doesn't end a page."""
    if paragraph.text_content().rstrip().endswith(":") and paragraph.getnext() is not None:
        paragraph.set("class", f"{paragraph.get('class', '')} announcing".strip())


SHORT = 90
"""Signs that a paragraph of a line or two has at most."""


def _mark_greeted(paragraph: HtmlElement) -> None:
    """Mark what a letter begins with, if it is short: a page doesn't end with it."""
    before = paragraph.getprevious()
    greeted = before is not None and "salutation" in (before.get("class") or "").split()
    if greeted and len(paragraph.text_content()) <= SHORT:
        paragraph.set("class", f"{paragraph.get('class', '')} leads".strip())
