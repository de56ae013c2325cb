"""The last page of an essay holds no fewer than five lines, wherever that can be.

Where fewer are left over, as many paragraphs as must be are set one line shorter, so that the last page goes,
or one line longer, so that it has five: those that it costs least (total_fit.py). Where they are too few, all
pages of the essay are one line shorter, facing ones alike.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from weasyprint import Document
from weasyprint.formatting_structure.boxes import LineBox
from weasyprint.text.line_break import strut

from florilege.book.weasyprint.line_plan import MORE_LINES, cost_of
from florilege.book.weasyprint.page_ends import foot_of

FEWEST = 5
"""Lines of a last page."""

ROUNDS = 4
"""How often an essay is laid out anew to lose lines, and to win some."""

_PARAGRAPHS = re.compile(r"<p(?=[\s>])")

Changes = Mapping[int, int]
"""Paragraph, by its number in the text → lines that it is to have more; `PAGES` → lines that pages are."""

PAGES = -1

_SHORTER = '<section style="box-decoration-break: clone; padding-bottom: 1rlh"'


def changed(html: str, changes: Changes) -> str:
    """The HTML of a sheet whose paragraphs, and pages, say how many lines more they are to have.

    >>> changed("<p>Un.</p><pre>Deux</pre><p lang=fr>Trois.</p>", {1: -1})
    '<p>Un.</p><pre>Deux</pre><p data-lines="-1" lang=fr>Trois.</p>'
    """
    numbers = iter(range(len(html)))

    def written(found: re.Match[str]) -> str:
        number = next(numbers)
        return f'<p {MORE_LINES}="{changes[number]}"' if number in changes else found[0]

    if not changes:
        return html
    html = html.replace("<section", _SHORTER, 1) if PAGES in changes else html
    return _PARAGRAPHS.sub(written, html)


def fitted(lay_out: Callable[[Changes], Document], running: int) -> tuple[Document, Changes]:
    """A document whose last page isn't too short, if that can be, and what was changed to that end.

    Its last pages, `running` in number, are no text.
    """
    first = _LaidOut(lay_out({}), running)
    if not first.is_short:
        return first.document, {}
    for change, begin in ((-1, {}), (1, {}), (1, {PAGES: -1})):
        changes: dict[int, int] = dict(begin)
        tried = _LaidOut(lay_out(changes), running) if changes else first
        for _ in range(ROUNDS):
            if not tried.is_short and len(tried.pages) == len(first.pages) + min(change, 0):
                return tried.document, changes
            missing = tried.lines if change < 0 else FEWEST - tried.lines
            more = [number for number in first.candidates(change) if number not in changes][:missing]
            if len(more) < missing or len(tried.pages) != len(first.pages):
                break
            changes |= dict.fromkeys(more, change)
            tried = _LaidOut(lay_out(changes), running)
    return first.document, {}


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

    def candidates(self, change: int) -> list[int]:
        """The paragraphs that can have a line more or less, by what it costs.

        What stands before a page that isn't full moves nothing on the last one.
        """
        begin = 0
        for number, page in enumerate(self.pages[:-1]):
            bottom = page.content_box_y() + page.height
            notes = [box.position_y for box in page.children[1:] if box.children]
            if min([bottom, *notes]) - _foot(page) > SLACK * self._leading:
                begin = number + 1
        root = self.pages[0].children[0].element
        numbers = {element: number for number, element in enumerate(root.iter("p"))}
        costs: dict[int, float] = {}
        for page in self.pages[begin:]:
            for line in page.children[0].descendants():
                if isinstance(line, LineBox) and line.element in numbers:
                    number = numbers[line.element]
                    if number not in costs and (cost := cost_of(line, change)) is not None:
                        costs[number] = cost
        return sorted(costs, key=lambda number: (costs[number], number))


SLACK = 2.5
"""Lines that a page may lack at its foot and yet be full: a widow or an orphan has it so."""


def _foot(page: Any) -> float:
    """The foot of the text of a page."""
    return foot_of(page.children[0], page.content_box_y())
