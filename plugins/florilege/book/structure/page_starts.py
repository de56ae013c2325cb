"""A sheet and how much of it each page says → where in its text each page begins.

The text is what an author wrote, or an editor gathers (notices, an index): without titles, notes, the calls
of these, the numbers of pages and of items. Who sets the same text elsewhere finds the place again by it.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, chain

from lxml import html
from lxml.html import HtmlElement

from florilege.book.letters import letters
from florilege.book.sheet import TextPlace

TEXTS = frozenset(["index", "notices-list", "text"])
"""The classes of elements that hold text."""
ADDED = frozenset(["note-again", "number", "page-ref"])
"""The classes of elements in it that paper alone has."""
FOLLOWING = 24
"""Characters by which a place is known again."""


def page_starts(sheet: str, ends: Sequence[int]) -> tuple[TextPlace, ...]:
    """The places at which pages begin, the first left out.

    `ends` has for each page the letters of the sheet that are said by its end (word_order.read_pages).
    """
    root = html.fragment_fromstring(sheet)
    notes = {note: str(number) for number, note in enumerate(root.iterfind('.//*[@class="footnote"]'), 1)}
    pieces = [*_pieces(root, notes, is_text=False)]
    said = [*accumulate((sum(map(len, map(letters, text.split()))) for text, _ in pieces), initial=0)]
    own = ["".join(text.split()) if is_text else "" for text, is_text in pieces]
    before = [*accumulate(map(len, own), initial=0)]
    whole = "".join(own)
    found: list[TextPlace] = []
    for end in ends[:-1]:
        index = max(number for number, count in enumerate(said[:-1] or [0]) if count <= end)
        at = before[index] + (_characters(own[index], end - said[index]) if index < len(own) else 0)
        found.append(TextPlace(at, whole[at : at + FOLLOWING]))
    return tuple(found)


def _characters(text: str, count: int) -> int:
    """How many characters of a text come before its letter `count`, from 0."""
    done = 0
    for index, character in enumerate(text):
        done += len(letters(character))
        if done > count:
            return index
    return len(text)


def _pieces(
    element: HtmlElement, notes: dict[HtmlElement, str], *, is_text: bool
) -> Iterator[tuple[str, bool]]:
    """The runs of a sheet as word_order reads them, and whether each is of the text."""
    names = frozenset((element.get("class") or "").split())
    if element in notes:
        yield notes[element], False
        return
    if element.get("class") == "continued":
        return
    if number := element.get("data-number"):
        yield number, False
    is_text = (is_text or not TEXTS.isdisjoint(names)) and ADDED.isdisjoint(names)
    yield element.text or "", is_text
    for child in element:
        inner = _pieces(child, notes, is_text=is_text) if isinstance(child.tag, str) else ()
        yield from chain(inner, [(child.tail or "", is_text)])
