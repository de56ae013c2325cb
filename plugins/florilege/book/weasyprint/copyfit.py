"""The last page of an essay holds no fewer than five lines, and no other lacks any, wherever that can be.

Where fewer are left over, as many paragraphs as must be are set one line shorter, so that the last page goes,
or one line longer, so that it has five: those that it costs least (total_fit.py). Where they are too few, all
pages of the essay are one line shorter, facing ones alike.

A page that ends early, since what comes next is to stand together and has no room, is filled the same way:
what announces a list may stand at its foot; its paragraphs are set longer, or
shorter, so that the call of a note comes with it. A figure at the head of a page stands within no dialogue,
if that costs few lines: what was said begins below it.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.text.line_break import strut

from florilege.book.weasyprint.figure_placement import is_floated
from florilege.book.weasyprint.line_plan import MORE_LINES, cost_of, lines_of
from florilege.book.weasyprint.page_ends import foot_of

FEWEST = 5
"""Lines of a last page."""

ROUNDS = 4
"""How often an essay is laid out anew to lose lines, and to win some."""
MOST = 50
"""Pages that are laid out anew for one essay: what a long one gains thereby isn't worth the time."""

_PARAGRAPHS = re.compile(r"<p(?=[\s>])")

Changes = Mapping[int, int]
"""Paragraph, by its number in the text → lines that it is to have more; `PAGES` → lines that pages are."""

PAGES = -1
APART = 0
"""No line more, but leave to end a page, though it announces what comes next; or to begin one, behind a sign
or as the end of a letter (book.css)."""
KEPT = 100
"""No line more, but the page of the paragraph before it (book.css)."""

HOLE = 2
"""Lines that a page lacks at its foot where something is to be done."""
TORN = 4
"""Lines that a page may lack rather than have a dialogue go on below the figure at the head of the next."""
DEAR = 1500.0
"""What a line costs on average (total_fit.py) in a paragraph that is too loose or tight to fill a page so."""
TRIES = 8
"""How often an essay is laid out anew to fill its pages."""

_SHORTER = '<section style="box-decoration-break: clone; padding-bottom: 1rlh"'


def changed(html: str, changes: Changes) -> str:
    """The HTML of a sheet whose paragraphs, and pages, say how many lines more they are to have.

    >>> changed("<p>Un.</p><pre>Deux</pre><p lang=fr>Trois.</p>", {1: -1})
    '<p>Un.</p><pre>Deux</pre><p data-lines="-1" lang=fr>Trois.</p>'
    """
    numbers = iter(range(len(html)))

    def written(found: re.Match[str]) -> str:
        number = next(numbers)
        if number not in changes:
            return found[0]
        return "<p data-kept" if changes[number] == KEPT else f'<p {MORE_LINES}="{changes[number]}"'

    if not changes:
        return html
    html = html.replace("<section", _SHORTER, 1) if PAGES in changes else html
    return _PARAGRAPHS.sub(written, html)


def fitted(lay_out: Callable[[Changes], Document], running: int) -> tuple[Document, Changes]:
    """A document whose pages are full and whose last isn't too short, if that can be, and what was changed.

    Its last pages, `running` in number, are no text.
    """
    first = _LaidOut(lay_out({}), running)
    turns = iter(range(MOST // len(first.document.pages)))

    def again(changes: Changes) -> _LaidOut | None:
        return None if next(turns, None) is None else _LaidOut(lay_out(changes), running)

    best, changes = _filled(again, *_ended(again, first, {}))
    freed = first.freed if best.lack else {}
    if freed and (made := again(freed)):
        other, more = _filled(again, *_ended(again, made, freed))
        if other.is_better_than(best):
            best, changes = other, more
    return best.document, changes


def _filled(again: "_Again", best: "_LaidOut", changes: Changes) -> "tuple[_LaidOut, Changes]":
    """A document some of whose pages lack lines at their foot, these filled as far as can be."""
    tried = set[tuple[tuple[int, int], ...]]()
    for _ in range(TRIES if best.lack else 0):
        ways = ({**changes, **more} for more in best.ways_to_fill(changes))
        way = next((each for each in ways if tuple(sorted(each.items())) not in tried), None)
        if way is None or (made := again(way)) is None:
            break
        tried.add(tuple(sorted(way.items())))
        if made.is_better_than(best):
            best, changes = made, way
    return best, changes


def _ended(again: "_Again", first: "_LaidOut", made: Changes) -> "tuple[_LaidOut, Changes]":
    """A document whose last page isn't too short, if that can be, and what was changed to that end."""
    if not first.is_short:
        return first, made
    for change, begin in ((-1, {}), (1, {}), (1, {PAGES: -1})):
        changes: dict[int, int] = {**made, **begin}
        tried = again(changes) if begin else first
        for _ in range(ROUNDS):
            if tried is None:
                return first, made
            if not tried.is_short and len(tried.pages) == len(first.pages) + min(change, 0):
                return tried, changes
            missing = tried.lines if change < 0 else FEWEST - tried.lines
            more = [number for number in first.candidates(change) if number not in changes][:missing]
            if len(more) < missing or len(tried.pages) != len(first.pages):
                break
            changes |= dict.fromkeys(more, change)
            tried = again(changes)
    return first, made


@dataclass(frozen=True, slots=True)
class _Following:
    """The paragraph with which a page begins."""

    number: int
    lines: int
    """Of it on that page."""
    stands_before: bool
    """Whether it begins on the page before."""
    announces: bool
    changes: Sequence[int]
    """How many lines more or less it can have."""
    kept: int | None
    """A paragraph that is kept with it, and need not be."""


@dataclass
class _LaidOut:
    """A document, and what its last page holds."""

    document: Document
    running: int

    @cached_property
    def pages(self) -> list[Any]:
        """The boxes of its pages of text."""
        return [page._page_box for page in self.document.pages[: len(self.document.pages) - self.running]]

    @cached_property
    def lines(self) -> int:
        """The lines that the last page is filled to."""
        last = self.pages[-1]
        return round(float(_foot(last) - last.content_box_y()) / self._leading)

    @property
    def is_short(self) -> bool:
        return len(self.pages) > 1 and self.lines < FEWEST

    @property
    def _leading(self) -> float:
        return float(strut(self.pages[0].children[0].style)[0])

    @cached_property
    def holes(self) -> list[int]:
        """The lines that each page but the last lacks at its foot."""
        return [int(_blank(page) / self._leading + 0.05) for page in self.pages[:-1]]

    @property
    def lack(self) -> int:
        """What its pages lack, but for what no reader sees: one large hole is worse than two small ones."""
        short = FEWEST - self.lines if self.is_short else 0
        holes = sum(hole**2 for hole in self.holes if hole >= HOLE)
        return holes + short**2 + sum(TORN**2 + 1 for torn in self.torn if torn)

    def is_better_than(self, other: "_LaidOut") -> bool:
        """Whether fewer lines are lacking, at no other cost."""
        return (
            self.lack < other.lack and len(self.pages) <= len(other.pages) and self.is_short <= other.is_short
        )

    def ways_to_fill(self, changes: Changes) -> Iterator[dict[int, int]]:
        """What might fill its pages, the most promising first."""
        yield from (dict.fromkeys(torn, KEPT) for torn in self.torn if torn)
        short = [number for number, hole in enumerate(self.holes) if hole >= HOLE]
        for number in short:
            if (following := self._following(number)) and following.announces:
                yield {following.number: APART}
        longer = [self._whole_before(number, changes, 1)[: self.holes[number]] for number in short]
        full = [more for number, more in zip(short, longer, strict=True) if len(more) == self.holes[number]]
        if full:
            yield dict.fromkeys(chain.from_iterable(full), 1)
        for number, more in zip(short, longer, strict=True):
            following = self._following(number)
            if following and (following.stands_before or following.lines <= 3):
                yield from ({following.number: change} for change in following.changes)
            fewer = self._whole_before(number, changes, -1)
            yield from (dict.fromkeys(fewer[:count], -1) for count in (1, 2)[: len(fewer)])
            if more:
                yield dict.fromkeys(more, 1)

    @cached_property
    def torn(self) -> list[list[int]]:
        """Each page but the last → what is said on it, and goes on below a figure at the head of the next."""
        return [self._said(page) for page in range(len(self.pages) - 1)]

    def _said(self, page: int) -> list[int]:
        following = self.pages[page + 1]
        if not any(map(is_floated, following.children[0].children)):
            return []
        below = (box for box in following.children[0].children if not is_floated(box))
        lines = (line.element for box in below for line in box.descendants() if isinstance(line, LineBox))
        reply = next(lines, None)
        stand = {line.element for line in _lines(self.pages[page])}
        said = []
        while _is_reply(reply) and _is_reply(before := self._before.get(reply)) and before in stand:
            said.append(self._numbers[reply])
            reply = before
        return said

    @cached_property
    def _before(self) -> dict[Any, Any]:
        """The element that stands before another."""
        root = self.pages[0].children[0].element
        return {after: before for parent in root.iter() for before, after in pairwise(parent)}

    @cached_property
    def freed(self) -> Changes:
        """The leave to begin a page, where one is short since a paragraph is kept with the next one."""
        short = (number for number, hole in enumerate(self.holes) if hole >= HOLE)
        found = [following.kept for number in short if (following := self._following(number))]
        return {number: APART for number in found if number is not None}

    def _following(self, page: int) -> "_Following | None":
        """The paragraph with which the page after another begins."""
        lines = [line for line in _lines(self.pages[page + 1]) if line.element in self._numbers]
        if not lines:
            return None
        element = lines[0].element
        before = any(line.element is element for line in _lines(self.pages[page]))
        return _Following(
            self._numbers[element],
            lines=sum(line.element is element for line in lines),
            stands_before=before,
            announces="announcing" in element.get("class", "").split(),
            changes=[change for change in (-1, 1) if _cost(lines[0], change) is not None],
            kept=self._kept.get(element),
        )

    def _whole_before(self, page: int, changes: Changes, change: int) -> list[int]:
        """Those of a page, then of those before it; but what is before one that isn't full moves nothing."""
        begin = page
        while begin and self.holes[begin - 1] < HOLE:
            begin -= 1
        pages = range(page, begin - 1, -1)
        return [number for each in pages for number in self._whole_on(each, changes, change)]

    def _whole_on(self, page: int, changes: Changes, change: int) -> list[int]:
        """The paragraphs of a page that no other has a part of, and that can have a line more or less."""
        around = self.pages[max(page - 1, 0) : page] + self.pages[page + 1 : page + 2]
        others = {line.element for each in around for line in _lines(each)}
        costs: dict[int, float] = {}
        for line in _lines(self.pages[page]):
            number = self._numbers.get(line.element)
            if number is None or number in changes or number in costs or line.element in others:
                continue
            if (cost := _cost(line, change)) is not None:
                costs[number] = cost
        return sorted(costs, key=lambda number: (costs[number], number))

    @cached_property
    def _numbers(self) -> dict[Any, int]:
        """The paragraphs of the text by their elements."""
        root = self.pages[0].children[0].element
        return {element: number for number, element in enumerate(root.iter("p"))}

    @cached_property
    def _kept(self) -> dict[Any, int]:
        """Paragraph → the number of the next one, where the style sheet keeps it with this, and need not.

        They stand around a sign that parts them, or the second is the last of a letter, and more than a line.
        """
        lines = Counter(line.element for page in self.pages for line in _lines(page))
        return {
            before: self._numbers[after]
            for parent in self.pages[0].children[0].element.iter()
            for before, one, other in zip(parent, parent[1:], parent[2:], strict=False)
            for after in [other if one.tag == "hr" else one]
            if after in self._numbers and (one.tag == "hr" or (_ends_letter(other) and lines[after] > 1))
        }

    def candidates(self, change: int) -> list[int]:
        """The paragraphs that can have a line more or less, by what it costs.

        What stands before a page that isn't full moves nothing on the last one.
        """
        begin = 0
        for number, page in enumerate(self.pages[:-1]):
            if _blank(page) > SLACK * self._leading:
                begin = number + 1
        costs: dict[int, float] = {}
        for page in self.pages[begin:]:
            for line in _lines(page):
                if line.element in self._numbers:
                    number = self._numbers[line.element]
                    if number not in costs and (cost := cost_of(line, change)) is not None:
                        costs[number] = cost
        return sorted(costs, key=lambda number: (costs[number], number))


_Again = Callable[[Changes], _LaidOut | None]
"""Lays an essay out with some changes; None where that was done often enough."""

SLACK = 2.5
"""Lines that a page may lack at its foot and yet be full: a widow or an orphan has it so."""


def _is_reply(element: Any) -> bool:
    """Whether it is what someone says (composing/body/prose_to_html.py)."""
    return element is not None and "reply" in element.get("class", "").split()


def _ends_letter(element: Any) -> bool:
    return bool({"closing", "signature"} & {*element.get("class", "").split()})


def _lines(page: Any) -> Iterator[Any]:
    """The lines of the text of a page."""
    return (box for box in page.children[0].descendants() if isinstance(box, LineBox))


def _cost(line: Any, change: int) -> float | None:
    """What it costs if the paragraph of a line has so many lines more; None where that is too dear."""
    cost = cost_of(line, change)
    return None if cost is None or cost > DEAR * (lines_of(line) + change) else cost


def _blank(page: Any) -> float:
    """px: what stays free below the text of a page, above its notes."""
    bottom = page.content_box_y() + page.height
    notes = [box.position_y for box in page.children[1:] if box.children]
    return float(min([bottom, *notes]) - _foot(page))


def _foot(page: Any) -> float:
    """The foot of the text of a page."""
    return foot_of(page.children[0], page.content_box_y())
