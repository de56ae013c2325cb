"""Notes, set at the foot of the page on which they are called first.

Called again, a note keeps its number; outside of the block of its first call the page on which it stands
follows (« 1, p. 9 »). A note that only a note calls is printed in that note, in brackets.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from lxml import html
from lxml.html import HtmlElement

from florilege.book.composing.body.html_fragments import BLOCKS, inner_html, parse
from florilege.prose.prose import Note

CALLS = './/a[@class="note-ref"]'
"""XPath of the calls of notes."""


def place_notes(
    root: HtmlElement,
    notes: Sequence[Note],
    page: Callable[[str], str],
    prepare: Callable[[HtmlElement], None],
) -> None:
    """Put each note of a text into it; `page` gives, as HTML, the page on which an id stands (« p. 9 »).

    `prepare` is told of each note while its blocks still have their names: in a note all are spans, and keep
    them as classes.
    """
    calls = root.xpath(CALLS)
    called = {_called(call) for call in calls}
    places = _Places(
        waiting={note.id: note.html for note in notes},
        inner={note.id: f'<div id="{note.id}">{note.html}</div>' for note in notes if note.id not in called},
        page=page,
        prepare=prepare,
    )
    for call in calls:
        _place_note(call, places)


@dataclass(frozen=True, slots=True)
class _Places:
    """What is known of the notes of a text while they are put into it."""

    waiting: dict[str, str]
    """Those not yet called."""
    inner: dict[str, str]
    """Those that only notes call."""
    page: Callable[[str], str]
    prepare: Callable[[HtmlElement], None]
    blocks: dict[str, HtmlElement | None] = field(default_factory=dict)
    """The block in which each was called first."""


def _called(call: HtmlElement) -> str:
    """The id of the note that is called."""
    return str(call.get("href", "")[1:])


def _block(call: HtmlElement) -> HtmlElement | None:
    """The table around a call, else the nearest block."""
    return next(chain(call.iterancestors("table"), call.iterancestors(*BLOCKS)), None)


def _call_again(call: HtmlElement, page: str = "") -> None:
    """Make a call of a note that stands elsewhere a link to it, with its page."""
    call.set("class", "note-again")
    if page:
        call.text = f"{call.text}, "
        call.append(html.fragment_fromstring(f"<span>{page}</span>"))


def _place_note(call: HtmlElement, places: _Places) -> None:
    """Put the note where it is called first; a second call becomes a link to it."""
    id = _called(call)
    source = places.waiting.pop(id, None)
    if source is None:
        _call_again(call, "" if _block(call) is places.blocks[id] else places.page(id))
        return
    places.blocks[id] = _block(call)
    note = parse(source)
    for deeper in note.xpath(CALLS):
        _place_inner_note(deeper, places, ())
    places.prepare(note)
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


def _place_inner_note(call: HtmlElement, places: _Places, within: tuple[str, ...]) -> None:
    """Put a note that only notes call where they call it, in brackets: a note has no foot of its own.

    Called by a second note it is printed again, without ids; by itself, not.
    """
    id, inner = _called(call), places.inner
    if id in within:
        call.drop_tree()
    elif id not in inner:
        _call_again(call, places.page(id))
    else:
        note = parse(inner[id])[0]
        note.tag, note.text, note.tail = "span", f" [{note.text or ''}", f"]{call.tail or ''}"
        inner[id] = _without_ids(inner[id])
        for deeper in note.xpath(CALLS):
            _place_inner_note(deeper, places, (*within, id))
        call.getparent().replace(call, note)


def _without_ids(source: str) -> str:
    root = parse(source)
    for element in root.iter():
        element.attrib.pop("id", None)
    return inner_html(root)
