"""Whether the pages of a file say all that the essays of a volume say, in their order.

What a tome adds or changes isn't compared: only letters and digits are, and an essay is cut into passages
where a tome may put something in (at the ends of paragraphs, at the calls of notes, behind links that get
« p. 123 », at emoji, which become words). Each passage must be found on a page after the passage before it,
whole or continued on the next page; captions and tables apart, since a figure may stand overleaf.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from lxml import html
from lxml.html import HtmlElement

REACH = 3
"""Pages within which the next passage must come, those of notes apart: an image may lie between."""
NOTED = 12
"""Pages that notes may fill, in the midst of a text or of another note."""
OPENING = 40
"""Letters by which the page is found on which an essay begins."""
OVERLAP = 40
"""Letters that the end of a page may share by chance with what goes on overleaf."""

_BLOCKS = frozenset(
    """
    aside blockquote br dd details div dt figcaption h1 h2 h3 h4 h5 h6 li ol p pre summary table td th ul
    """.split()  # noqa: SIM905
)
_CUT = "\ufdd0"
"""Stands for a cut: a noncharacter, which no text holds."""
_EMOJI = re.compile(
    "[0-9#*]\ufe0f?\u20e3|.\ufe0f"
    "|[\u2600-\u2775\u2794-\u27bf\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
)
"""Keycaps, characters shown as emoji, and the blocks of emoji (Unicode emoji-data), that hold no letters."""

_LEFTWARD = r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]+\s*"
"""A word that runs from right to left: the blocks of such scripts (UAX 9, 3.2)."""


@dataclass(frozen=True, slots=True)
class EssayText:
    """What an essay says: HTML of its body and of its notes; a call of a note has the class `note-ref`."""

    id: str
    title: str
    html: str
    notes: tuple[str, ...] = ()
    lang: str = ""
    """BCP 47; empty where it isn't known."""


@dataclass(frozen=True, slots=True)
class MissingPassage:
    """A place of an essay that its pages don't have."""

    essay: EssayText
    page: int
    """From 1: where it should have been."""
    words: str
    """Those around the first letter that is missing."""


@dataclass(frozen=True, slots=True)
class EssaySearch:
    """Where the essays stand in a file, and what of them doesn't."""

    spans: Mapping[str, tuple[int, int]]
    """Essay → its first and last page, from 1."""
    missing: tuple[MissingPassage, ...]


def letters(text: str) -> str:
    """Letters and digits alone, without case, compatibility forms (ligatures, superscripts) taken apart.

    >>> letters("L’œuvre, 1\u202fre ﬁn")
    'lœuvre1refin'
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def passages(source: str, *, tables: bool = False) -> list[str]:
    """The text of some HTML without captions, and `tables` but if they are wanted, cut where a tome may put
    something in.

    >>> passages('<p>Un <em>mot</em><a class="note-ref" href="#n">1</a>, deux 😉 trois.</p><p>Quatre</p>')
    ['Un mot', ', deux', 'trois.', 'Quatre']
    """
    root = html.fragment_fromstring(source, create_parent="div")
    return _passages("".join(_text(root, within=tables)))


def captions(source: str) -> list[str]:
    """The same for the captions of figures.

    >>> captions("<p>Un</p><figure><figcaption>Le <em>banc</em></figcaption></figure>")
    ['Le banc']
    """
    found = html.fragment_fromstring(source, create_parent="div").iter("figcaption")
    return [passage for each in found for passage in _passages("".join(_text(each, apart=False)))]


def tables(source: str) -> list[str]:
    """The same for tables, each of them with those that stand in it.

    >>> tables("<p>Un</p><table><tr><td>Deux</td><td>Trois</td></tr></table>")
    ['Deux', 'Trois']
    """
    root = html.fragment_fromstring(source, create_parent="div")
    found = (each for each in root.iter("table") if next(each.iterancestors("table"), None) is None)
    return [passage for each in found for passage in _passages("".join(_text(each, within=True)))]


def _passages(text: str) -> list[str]:
    return [each.strip() for each in _EMOJI.sub(_CUT, text).split(_CUT) if letters(each)]


def _text(element: HtmlElement, *, apart: bool = True, within: bool = False) -> Iterator[str]:
    """The text, with cuts; captions may stand `apart`, and do so from tables, unless it is `within` one."""
    kept = {"figcaption": not apart, "table": within or not apart}
    if element.get("class") != "note-ref" and kept.get(element.tag, True):
        if element.tag in _BLOCKS:
            yield _CUT
        yield element.text or ""
        for child in element:
            if isinstance(child.tag, str):
                yield from _text(child, within=within)
            yield child.tail or ""
    if element.tag in _BLOCKS or element.tag == "a":
        yield _CUT


class _Place(NamedTuple):
    """A place in a file: a page, from 0, and how many of its letters come before."""

    page: int
    letters: int


class _Step(NamedTuple):
    """A passage that was looked for, and the place behind it, or behind the last that was found."""

    passage: str
    place: _Place
    found: bool


def search(texts: Sequence[str], essays: Sequence[EssayText]) -> EssaySearch:
    """Where essays, in printed order, stand in a file; `texts` are those of its pages."""
    pages = [letters(text) for text in texts]
    spans: dict[str, tuple[int, int]] = {}
    missing: list[MissingPassage] = []
    start = 0
    for essay in essays:
        body = passages(essay.html)
        first = _start(letters(essay.title), body, pages, start)
        notes = [passages(note, tables=True) for note in essay.notes]
        noted = "".join(map(letters, chain.from_iterable(notes)))
        steps = list(_walk(body, pages, max(start, first - REACH), noted=noted))
        last = max([first, *(step.place.page for step in steps)])
        for apart in (captions(essay.html), tables(essay.html)):
            steps += _walk(apart, pages, first, last + 1)
        for note in notes:
            steps += _walk(note, pages, first, last + REACH)
        missing += [_missing(essay, step, pages, first) for step in steps if not step.found]
        spans[essay.id] = (first + 1, last + 1)
        if 2 * sum(step.found for step in steps) >= len(steps):  # else it isn't in this file
            start = last
    return EssaySearch(spans, tuple(missing))


def _missing(essay: EssayText, step: _Step, pages: Sequence[str], first: int) -> MissingPassage:
    page, start = max(step.place, _Place(first, 0))
    fitting = _beginning(letters(step.passage), pages[page], start)
    return MissingPassage(essay, page + 1, _around(step.passage, fitting))


def _start(title: str, body: Sequence[str], pages: Sequence[str], start: int) -> int:
    """The page, from 0, on which a text begins: that of its first passage of some length, under its title.

    What goes before that passage may be on a page before, the title too: it decides where several say so.
    """
    openings = [letters(passage)[:OPENING] for passage in body]
    longest = max(openings, key=len, default="")
    opening = next((each for each in openings if len(each) == OPENING), longest)
    found = [number for number in range(start, len(pages)) if opening in pages[number]]
    titled = (number for number in found if title in pages[number])
    return next(titled, next(iter(found), start))


def _walk(
    body: Sequence[str], pages: Sequence[str], first: int, last: int | None = None, *, noted: str = ""
) -> Iterator[_Step]:
    """Look for each passage behind the one before, from a page on; one that isn't there moves nothing.

    `noted` are the letters of the notes, which may fill pages.
    """
    place = _Place(first, 0)
    for passage in body:
        said = letters(passage)
        reach = _reach(pages, place.page, noted) if last is None else last
        found = _find(said, pages, place, reach)
        if found is None and len(said) >= OPENING:
            found = _find(said, pages, place, reach + NOTED)
        if found is None:
            found = _find_apart(passage, pages, place, reach)
        place = found or place
        yield _Step(passage, place, found is not None)


def _reach(pages: Sequence[str], page: int, noted: str) -> int:
    """The last page within reach of another: those don't count that are blank, or of notes in their midst."""
    counted = 0
    for number in range(page + 1, len(pages)):
        midst = len(pages[number]) // 2
        counted += pages[number][max(midst - OPENING // 2, 0) : midst + OPENING // 2] not in noted
        if counted == REACH:
            return number
    return len(pages) - 1


def _find_apart(passage: str, pages: Sequence[str], place: _Place, last: int) -> _Place | None:
    """The same for a passage with words that run from right to left, which readers tell in any order."""
    pieces = re.split(f"((?:{_LEFTWARD})+)", passage)
    if len(pieces) == 1:
        return None
    for piece in filter(None, map(letters, pieces[::2])):
        found = _find(piece, pages, place, last)
        if found is None:
            return None
        place = found
    near = "".join(pages[max(place.page - REACH, 0) : last + 1])
    words = (letters(word) for piece in pieces[1::2] for word in piece.split())
    return place if all(word in near for word in words) else None


def _find(passage: str, pages: Sequence[str], place: _Place, last: int) -> _Place | None:
    """The place behind a passage that begins at a place or after it, on page `last` at the latest."""
    for page in range(place.page, min(last + 1, len(pages))):
        start = place.letters if page == place.page else 0
        if (at := pages[page].find(passage, start)) >= 0:
            return _Place(page, at + len(passage))
        if found := _across(passage, pages, page, start):
            return found
    return None


def _across(passage: str, pages: Sequence[str], page: int, start: int) -> _Place | None:
    """The place behind a passage that begins on a page and goes on on the next that isn't blank.

    If enough of it is on the first, some pages of notes may lie between.
    """
    longest = _beginning(passage, pages[page], start)
    following = (number for number in range(page + 1, min(page + 1 + NOTED, len(pages))) if pages[number])
    for number in following:
        for length in range(longest, max(0, longest - OVERLAP), -1):
            rest = passage[length:]
            if (at := pages[number].find(rest)) >= 0:
                return _Place(number, at + len(rest))
        if longest < OPENING:
            return None
        if found := _across(passage[longest:], pages, number, 0):
            return found
    return None


def _beginning(passage: str, page: str, start: int) -> int:
    """How many of the first letters of a passage stand together on a page, after its first `start`."""
    low, high = 0, len(passage)
    while low < high:
        middle = (low + high + 1) // 2
        if page.find(passage[:middle], start) >= 0:
            low = middle
        else:
            high = middle - 1
    return low


def _around(passage: str, count: int) -> str:
    """The words of a passage around its letter `count`, from 0."""
    words = passage.split()
    passed = 0
    for number, word in enumerate(words):
        passed += len(letters(word))
        if passed > count:
            return " ".join(words[max(0, number - 3) : number + 6])
    return " ".join(words[-9:])
