"""Notes, set at the foot of the page on which they are called first."""

from collections.abc import Sequence

from lxml.html import HtmlElement

from florilege.book.composing.body.html_fragments import BLOCKS, inner_html, parse
from florilege.prose.prose import Note

CALLS = './/a[@class="note-ref"]'
"""XPath of the calls of notes."""


def place_notes(root: HtmlElement, notes: Sequence[Note]) -> None:
    """Put each note of a text into it."""
    waiting = {note.id: note.html for note in notes}
    calls = root.xpath(CALLS)
    called = {_called(call) for call in calls}
    inner = {id: f'<div id="{id}">{note}</div>' for id, note in waiting.items() if id not in called}
    for call in calls:
        _place_note(call, waiting, inner)


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
    note = parse(source)
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
        note = parse(inner[id])[0]
        note.tag, note.text, note.tail = "span", f" [{note.text or ''}", f"]{call.tail or ''}"
        inner[id] = _without_ids(inner[id])
        for deeper in note.xpath(CALLS):
            _place_inner_note(deeper, inner, (*within, id))
        call.getparent().replace(call, note)


def _without_ids(source: str) -> str:
    root = parse(source)
    for element in root.iter():
        element.attrib.pop("id", None)
    return inner_html(root)
