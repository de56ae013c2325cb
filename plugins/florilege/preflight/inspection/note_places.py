"""Where the notes of essays are called, begin and end in a file, by what its pages say.

A call is looked for with the letters before it, which no page parts from it; a note by its number and its
first letters, and by its last.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import html

from florilege.diagnostics.findings import Occurrence
from florilege.preflight.inspection.essay_words import EssayText, letters, passages
from florilege.preflight.inspection.inspection import Inspection

TAIL = 12
"""Letters before a call, or of a note, that tell its place."""
PAGES = 2
"""On so many, at most, stands a note that nobody minds."""


@dataclass(frozen=True, slots=True)
class NotePlace:
    """A note and its pages, from 1: those of its call, its beginning and its end."""

    number: int
    called: int
    begins: int
    ends: int


def away(inspection: Inspection) -> Iterator[Occurrence]:
    """A note begins on another page than that of its call."""
    for essay, place in _notes(inspection):
        if place.begins != place.called:
            yield Occurrence(place.called, what=essay.title, measured=place.begins, wanted=place.number)


def long(inspection: Inspection) -> Iterator[Occurrence]:
    """A note goes over more pages than anybody likes to read."""
    for essay, place in _notes(inspection):
        pages = place.ends - place.begins + 1
        if pages > PAGES:
            yield Occurrence(place.begins, what=essay.title, measured=pages, wanted=place.number)


def _notes(inspection: Inspection) -> Iterator[tuple[EssayText, NotePlace]]:
    pages = inspection.page_letters
    for essay in inspection.essays:
        if essay.notes:
            first, last = inspection.search.spans[essay.id]
            for place in note_places(pages, essay, first, last):
                yield essay, place


def note_places(pages: Sequence[str], essay: EssayText, first: int, last: int) -> Iterator[NotePlace]:
    """The places of an essay's notes, given the letters of each page; its text stands from `first` to `last`.

    A note of which something isn't found is left out.
    """
    place = first

    def page_of(said: str, start: int, end: int) -> int:
        return next((page for page in range(start, end + 1) if said in pages[page - 1]), 0)

    for number, before, word in _calls(essay.html):
        note = "".join(letters(passage) for passage in passages(essay.notes[number - 1]))
        called = page_of(before, place, last) or page_of(word, place, last)
        begins = page_of(f"{number}{note[:TAIL]}", first, len(pages))
        ends = page_of(note[-TAIL:], begins, len(pages)) if begins else 0
        if called and ends and len(note) >= TAIL:
            place = called
            yield NotePlace(number, called, begins, ends)


def _calls(source: str) -> Iterator[tuple[int, str, str]]:
    """The notes that a text calls, each once, the letters before and in their calls, and the last word's."""
    root = html.fragment_fromstring(source, create_parent="div")
    said, called = "", set[int]()
    for element, text in _texts(root):
        said += text
        if element.get("class") == "note-ref" and (number := int(text)) not in called:
            called.add(number)
            yield number, letters(said)[-TAIL - len(text) :], letters(said.split()[-1])


def _texts(element: html.HtmlElement) -> Iterator[tuple[html.HtmlElement, str]]:
    """The pieces of text in an element, in order, each with the element that it is directly in."""
    yield element, element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _texts(child)
        yield element, child.tail or ""
