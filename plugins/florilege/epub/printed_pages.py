"""Where the pages of the printed tome begin → marks at these places in the texts of its e-book.

As EPUB Accessibility 1.1 (3.2) and DPUB-ARIA 1.1 (`doc-pagebreak`) have them.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice
from typing import NamedTuple

from lxml.html import HtmlElement


class PageStart(NamedTuple):
    """A page that begins within a text."""

    page: int
    before: int
    """Characters of the text before it, spaces and the calls of notes apart."""
    following: str
    """Some of those that follow it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPages:
    """Where the pages of a tome begin, by the ids of its sheets; empty where the e-book is alone."""

    first: Mapping[str, int] = field(default_factory=dict)
    """Sheet → its first page, from 1."""
    starts: Mapping[str, tuple[PageStart, ...]] = field(default_factory=dict)
    """Sheet → its other pages."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Anchor → the page on which it stands."""


def page_id(page: int) -> str:
    """The id of the mark of a page: no text has one with a full stop."""
    return f"page.{page}"


def page_mark(page: int) -> Mapping[str, str]:
    """The attributes of the `span` that marks where a page begins."""
    return {
        "aria-label": str(page),
        "class": "page",
        "epub:type": "pagebreak",
        "id": page_id(page),
        "role": "doc-pagebreak",
    }


def mark_pages(root: HtmlElement, starts: Sequence[PageStart]) -> None:
    """Mark in a text where pages begin, before the word that goes over or begins there."""
    if not starts:
        return
    runs = [*_runs(root)]
    whole = "".join(run.said for run in runs)
    ends = [*accumulate(len(run.said) for run in runs)]
    behind = len(root)
    places = accumulate((_place(whole, start) for start in starts), max)
    for start, at in reversed([*zip(starts, places, strict=True)]):
        index = next((number for number, end in enumerate(ends) if at < end), len(runs))
        mark = root.makeelement("span", dict(page_mark(start.page)))
        if index < len(runs):
            runs[index].insert(mark, at - (ends[index] - len(runs[index].said)))
        else:
            root.insert(behind, mark)


def _place(whole: str, start: PageStart) -> int:
    """Where the page begins: the place nearest to the one counted at which the text goes on like it."""
    if whole.startswith(start.following, start.before):
        return start.before
    found = (match.start() for match in re.finditer(re.escape(start.following), whole))
    return min(found, key=lambda at: abs(at - start.before), default=min(start.before, len(whole)))


class _Run:
    """A run of text: that of an element, or what follows it."""

    def __init__(self, owner: HtmlElement, *, is_tail: bool) -> None:
        self.owner, self.is_tail = owner, is_tail
        self.text: str = (owner.tail if is_tail else owner.text) or ""
        self.said = "".join(self.text.split())

    def insert(self, mark: HtmlElement, count: int) -> None:
        """Put a mark before the word that has the character `count`, from 0, spaces apart.

        Marks are put in from the last to the first, so that what is before one stays as it was.
        """
        said = (index for index, character in enumerate(self.text) if not character.isspace())
        at = next(islice(said, count, None), len(self.text))
        at = max(self.text.rfind(space, 0, at) for space in " \n\t") + 1
        if not at and not self.is_tail and self.owner.tag in _INLINE:
            _first_of(_outermost(self.owner)).addprevious(mark)
            return
        mark.tail = self.text[at:]
        self.text = self.text[:at]
        if self.is_tail:
            self.owner.tail = self.text
            self.owner.getparent().insert(self.owner.getparent().index(self.owner) + 1, mark)
        else:
            self.owner.text = self.text
            self.owner.insert(0, mark)


_INLINE = frozenset(
    "a abbr b bdi cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var".split()  # noqa: SIM905
)
"""Elements before which, rather than in which, a page begins: so a link or an anchor at its head is on it."""


def _first_of(element: HtmlElement) -> HtmlElement:
    """The first of the marks right before an element; the element where there is none."""
    before = element.getprevious()
    while before is not None and before.get("role") == "doc-pagebreak" and not before.tail:
        element, before = before, before.getprevious()
    return element


def _outermost(element: HtmlElement) -> HtmlElement:
    """The outermost element within its line that begins with this one."""
    parent = element.getparent()
    while parent.tag in _INLINE and not (parent.text or "").strip() and parent[0] is element:
        element, parent = parent, parent.getparent()
    return element


def _runs(element: HtmlElement) -> list[_Run]:
    """The runs of a text in their order, without the calls of its notes."""
    if element.get("class") == "note-ref":
        return []
    runs = [_Run(element, is_tail=False)]
    for child in element:
        runs += _runs(child) if isinstance(child.tag, str) else []
        runs.append(_Run(child, is_tail=True))
    return runs
