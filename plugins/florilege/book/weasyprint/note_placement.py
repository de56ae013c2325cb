"""Notes at the foot of pages: each begins on the page of its call, and goes on overleaf where it is long.

WeasyPrint 70 sets a note as a whole: one that finds no room moves to a later page, and a long one runs over
the text, the head and the edge. Here a page is laid out by WeasyPrint as ever, and kept if its notes all
stand on it and it is full. Otherwise it is laid out anew, without notes, with so much room left free at its
foot that the notes of the calls that it then has fit in: whole, or at least begun. What is left of a note
stands at the foot of the next page, under a rule.

Lengths are in px.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from math import inf
from typing import Any, Literal

from weasyprint.formatting_structure import boxes, build
from weasyprint.layout import FakeList, LayoutContext
from weasyprint.layout.block import block_level_layout, block_level_width
from weasyprint.layout.percent import resolve_percentages
from weasyprint.text.line_break import strut

from florilege.book.weasyprint import figure_placement
from florilege.book.weasyprint.hyphenation import HYPHENS

RUNNING = "running"
"""The page type (CSS Paged Media 3, `page`) of the pages of running elements behind a sheet."""

SHARE = 2 / 3
"""Of a page, what notes that go on from the page before, or go on overleaf, take of it at most, if text can
have the rest."""

RULE = 0.5
"""px: the rule above a note that goes on from the page before."""

SLACK = 0.01
"""px: by so much, what fits may be higher than its room, by rounding."""

Parted = Literal["last", "late", "any"]
"""Which notes of a page may go on overleaf: the last, those called where it gets full, as many as must."""

BLANK = 2.01
"""Lines that may stay blank above notes: the end of a paragraph costs as many as two."""
PARTED: Mapping[Parted, float] = {"last": BLANK, "late": 6.01}
"""Lines that may stay blank above notes before some are parted."""

_update = LayoutContext._update_footnote_area
_layout = LayoutContext.layout_footnote
_report = LayoutContext.report_footnote
_unlayout = LayoutContext.unlayout_footnote
_make = figure_placement.make_page


class EndlessError(Exception):
    """A document takes pages without end."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages
        """How many so far."""


@dataclass(slots=True, eq=False)
class Piece:
    """A note, or what is left of it from `resume_at` on (as WeasyPrint has it)."""

    note: Any
    resume_at: Any = None
    apart: bool = False
    """Whether it goes on below another that does: white parts them, since neither begins with a number."""
    whole: Any = None
    """All of it, once it is laid out."""


@dataclass(slots=True)
class _Notes:
    """The notes of a document, as far as its pages are made."""

    order: Mapping[Any, int]
    """Note → its rank among all."""
    limit: int
    """Pages that the document may have."""
    begun: set[Any] = field(default_factory=set)
    open: list[Piece] = field(default_factory=list)
    """What is left of notes on the pages made so far."""
    pieces: dict[Any, Piece] = field(default_factory=dict)
    prepared: dict[Any, Any] = field(default_factory=dict)
    least: dict[Any, float] = field(default_factory=dict)
    kind: Any = None
    """The type of the last page of text."""

    def piece(self, note: Any) -> Piece:
        """All of a note."""
        return self.pieces.setdefault(note, Piece(note))


@dataclass(slots=True)
class _Trial:
    """A page without its notes, whose foot was left free."""

    number: int
    """Which one it is of those tried."""
    free: int
    """In lines."""
    result: tuple[Any, Any, Any]
    state: Any
    pieces: list[Piece]
    """The notes that must stand on it."""
    called: bool
    """Whether some of them begin here."""
    room: float
    """Below its text."""

    @property
    def is_single_line(self) -> bool:
        """Whether one line alone stands on it of a text that goes on."""
        page, resume_at, _ = self.result
        return resume_at is not None and sum(line.height > 0 for line in _lines(page.children[0])) == 1


@dataclass(slots=True)
class _Placed:
    """The boxes of notes on a page, and what is left of them."""

    boxes: list[Any]
    rest: list[Piece]


def layout_footnote(context: LayoutContext, footnote: Any) -> bool:
    """Lay out a note; while a page is tried, only its room is left free."""
    if context.free is None:
        return bool(_layout(context, footnote))
    context.page_bottom -= context.free
    return False


def unlayout_footnote(context: LayoutContext, footnote: Any) -> None:
    """Take a note back from the page, which makes this page one to be looked at; from one tried, none is."""
    if context.free is None:
        context.refused.add(footnote)
        _unlayout(context, footnote)


def report_footnote(context: LayoutContext, footnote: Any) -> None:
    """Move a note to the next page, with the same effect."""
    context.refused.add(footnote)
    _report(context, footnote)


def update_footnote_area(context: LayoutContext) -> bool:
    """Lay the notes of a page out anew, in order; the area, as high as they are, never overflows."""
    context.current_page_footnotes.sort(key=context.notes.order.__getitem__)
    _update(context)
    return False


def make_page(
    context: LayoutContext, root: Any, kind: Any, resume_at: Any, number: int, state: Any
) -> tuple[Any, Any, Any]:
    """Make a page with the notes that are called on it, and what was left of others."""
    if number == 1:
        context.notes, context.free = _notes_of(context, root), None
    notes: _Notes = context.notes
    if number > notes.limit:
        raise EndlessError(notes.limit)
    if not notes.open and len(notes.begun) == len(notes.order):
        page: tuple[Any, Any, Any] = _make(context, root, kind, resume_at, number, state)
        return page
    maker = _PageMaker(context, root, kind, resume_at, number, state)
    if notes.open and kind.name == RUNNING:
        page, *_ = maker.notes_alone(notes.kind)
        return page, resume_at, {"break": "page", "page": kind.name}
    if kind.name != RUNNING:
        notes.kind = kind
    return maker.make()


LETTERS, ELEMENTS, FEWEST = 25, 8, 60
"""What a page holds at least, on average, be they alone on their lines; pages that any document may have."""


def _notes_of(context: LayoutContext, root: Any) -> _Notes:
    elements = [*root.element.iter()]
    said = sum(len(each.text or "") + len(each.tail or "") for each in elements)
    return _Notes(
        order={note: rank for rank, note in enumerate(context.footnotes)},
        limit=FEWEST + said // LETTERS + len(elements) // ELEMENTS,
    )


class _PageMaker:
    """Makes one page."""

    def __init__(
        self, context: LayoutContext, root: Any, kind: Any, resume_at: Any, number: int, state: Any
    ) -> None:
        self._context, self._root, self._kind = context, root, kind
        self._resume_at, self._number, self._state = resume_at, number, state
        self._notes: _Notes = context.notes
        self._out_of_flow = context.broken_out_of_flow
        self._trials: dict[int, _Trial] = {}
        self._line: float = strut(root.style)[0]
        self._lines = self._tries = 0
        self._kept: set[Any] = set()

    def make(self) -> tuple[Any, Any, Any]:
        """The page, where the text goes on, and the type of the next."""
        if not self._notes.open and (page := self._as_ever()):
            return page
        return self._settled()

    def notes_alone(self, kind: Any) -> tuple[Any, Any, Any]:
        """A page on which no text stands; the text goes on as if it weren't there."""
        self._root, self._kind, self._trials = self._root.copy_with_children([]), kind, {}
        page, *_ = self._finished(self._trial(0), "any")
        return page, self._resume_at, {"break": "any", "page": kind.name}

    def _as_ever(self) -> tuple[Any, Any, Any] | None:
        """The page as WeasyPrint makes it; None where it isn't good."""
        context, notes = self._context, self._notes
        context.footnotes = self._waiting()
        context.refused = set()
        state = deepcopy(self._state)
        page, resume_at, next_page = _make(
            context, self._root, self._kind, self._resume_at, self._number, state
        )
        foot, called = _survey(page.children[0], notes)
        if resume_at is not None and context.refused and _ends_in_hyphen(page.children[0]):
            return None  # its lines were planned to the foot of the page, not to that of its text
        area = page.children[1]
        top = area.position_y if area.children else _bottom(page)
        if called != context.current_page_footnotes or context.reported_footnotes or foot > top + SLACK:
            return None
        blank = (top - foot) / self._line
        if resume_at is not None and context.refused and blank > BLANK:
            block_level_width(context.current_footnote_area, page)
            refused = [notes.piece(note) for note in context.refused]
            if blank > 2 + self._high(refused) / self._line or any(map(self._is_long, refused)):
                return None
        notes.begun.update(called)
        _adopt(self._state, state)
        return page, resume_at, next_page

    def _is_long(self, piece: Piece) -> bool:
        """Whether a note can be parted, two lines being on each side."""
        return sum(1 for _ in _lines(self._whole(piece))) > 3

    def _waiting(self) -> list[Any]:
        return [note for note in self._notes.order if note not in self._notes.begun]

    # Pages with room left free at their foot

    def _trial(self, free: int) -> _Trial:
        """The page with so many lines left free at its foot."""
        if free not in self._trials:
            self._trials[free] = self._tried(free)
        return self._trials[free]

    def _tried(self, free: int) -> _Trial:
        context, notes = self._context, self._notes
        self._tries += 1
        context.free = free * self._line - 0.01 if free else 0.0
        context.footnotes, context.reported_footnotes = FakeList(), [None]
        context.broken_out_of_flow = self._out_of_flow
        remade = context.page_maker[self._number - 1][-1]
        remade["anchors"], remade["content_lookups"] = [], []
        state = deepcopy(self._state)
        result = _make(context, self._root, self._kind, self._resume_at, self._number, state)
        context.free = None
        page = result[0]
        block_level_width(context.current_footnote_area, page)
        self._lines = int(page.height / self._line + 0.01)
        foot, called = _survey(page.children[0], notes)
        return _Trial(
            number=self._tries,
            free=free,
            result=result,
            state=state,
            pieces=[*notes.open, *map(notes.piece, called)],
            called=bool(called),
            room=_bottom(page) - foot,
        )

    def _settled(self) -> tuple[Any, Any, Any]:
        """The page with the notes that it needs, found by trying."""
        self._trial(0)
        free = 0 if self._is_whole(0) else self._first(self._estimated(), self._lines, self._is_whole)
        fits = free < self._lines
        if free and self._is_torn(free if fits else free - 1):
            free, fits = self._first(0, free, self._is_torn), False
        blank = self._blank(free) / self._line if fits else inf
        if free == 0 or blank <= BLANK:
            return self._unless_alone(self._trial(free), "last")
        while fits and self._is_whole(free - 1):  # the page can't be broken after the line that was expected
            free -= 1
        self._kept = {piece.note for piece in self._trial(free).pieces} if fits else set()
        for parted in PARTED:
            if blank > PARTED[parted] and self._holds(free - 1, parted):
                return self._unless_alone(self._trial(self._shared(free - 1, parted)), parted)
        if fits:
            return self._unless_alone(self._trial(free), "last")
        if self._notes.open:
            return self.notes_alone(self._kind)
        return self._finished(self._trial(free - 1), "any")

    def _unless_alone(self, trial: _Trial, parted: Parted) -> tuple[Any, Any, Any]:
        """The page of a trial; without text if a line of it would stand alone above notes that go on."""
        if self._notes.open and not trial.called and trial.is_single_line:
            return self.notes_alone(self._kind)
        return self._finished(trial, parted)

    def _estimated(self) -> int:
        """How many lines must be left free at least: what it would be, could the page end after any line."""
        notes, page = self._notes, self._trial(0).result[0]
        high, begun, least = self._high(notes.open) or self._edges, {*notes.begun}, self._lines
        for line in sorted(_lines(page.children[0]), key=_foot):
            for note in _called(line) - begun:
                begun.add(note)
                high += self._height(notes.piece(note))
            room = _bottom(page) - _foot(line)
            if room >= high - SLACK:
                least = int(room / self._line + 0.01)
        return least

    def _is_whole(self, free: int) -> bool:
        """Whether all notes of a trial have room."""
        return self._blank(free) >= -SLACK

    def _is_torn(self, free: int) -> bool:
        """Whether a trial has so little room for text that it parts what must be whole, or lacks a head."""
        full, page = (self._trial(each).result for each in (0, free))
        return bool(self._parted(page) - self._parted(full)) or _heads(page[0]) < _heads(full[0])

    def _parted(self, result: tuple[Any, Any, Any]) -> set[Any]:
        """The boxes that a page parts although they aren't to be."""
        box, resume_at, parted = self._root, result[1], set[Any]()
        while resume_at and not isinstance(box, boxes.LineBox):
            index, resume_at = next(iter(resume_at.items()))
            box = box.children[index]
            if resume_at and box.style["break_inside"] in ("avoid", "avoid-page"):
                parted.add(box)
        return parted

    def _blank(self, free: int) -> float:
        """What stays free above the notes of a trial; negative where they are higher than that."""
        trial = self._trial(free)
        return trial.room - self._high(trial.pieces)

    def _high(self, pieces: Sequence[Piece]) -> float:
        """How high notes are, each as a whole, with what is around them."""
        return sum(map(self._height, pieces)) + self._edges if pieces else 0.0

    def _holds(self, free: int, parted: Parted) -> bool:
        """Whether the notes of a trial can at least begin, or go on, there."""
        return self._begun(self._trial(free), parted) is not None

    def _shared(self, most: int, parted: Parted) -> int:
        """How many lines to leave free where a note is parted: `most`, but a part of the page is text's."""
        share = int(self._lines * SHARE)
        if most <= share or self._holds(share, parted):
            return min(most, share)
        return self._first(share, most, lambda free: self._holds(free, parted))

    def _first(self, least: int, most: int, key: Callable[[int], bool]) -> int:
        """The first number from `least` on for which something is true, as for all after it; else `most`."""
        if least >= most or key(least):
            return least
        return least + 1 + bisect_left(range(least + 1, most), True, key=key)

    def _finished(self, trial: _Trial, parted: Parted) -> tuple[Any, Any, Any]:
        """The page of a trial, its notes set at its foot."""
        context, notes = self._context, self._notes
        if trial.number != self._tries:  # what was tried since has changed the document
            trial = self._tried(trial.free)
        placed = self._begun(trial, parted)
        assert placed is not None
        _adopt(self._state, trial.state)
        page, resume_at, next_page = trial.result
        page.children[1] = self._area(page, placed)
        notes.begun.update(piece.note for piece in trial.pieces)
        notes.open = [
            Piece(piece.note, piece.resume_at, apart=rank > 0 and piece.resume_at is not None)
            for rank, piece in enumerate(placed.rest)
        ]
        context.footnotes = self._waiting()
        context.current_page_footnotes = []
        context.reported_footnotes = [piece.note for piece in placed.rest]
        return page, resume_at, next_page

    # Notes

    def _begun(self, trial: _Trial, parted: Parted) -> _Placed | None:
        """The notes of a trial in the room below its text; None where they can't stand there.

        Where a note begins here, those from the page before end, and all of them begin; where `any` may be
        parted, as many stand there as can.
        """
        strict = trial.called and parted != "any"
        left = trial.room - self._edges
        cut = self._cut(trial.pieces, left, parted) if strict else trial.pieces
        placed = _Placed([], [])
        for rank, piece in enumerate(trial.pieces):
            after = trial.pieces[rank + 1 :]
            kept = sum(self._least(each) if each in cut else self._height(each) for each in after)
            box, rest = self._part(piece, left - kept * strict, forced=not strict and not placed.boxes)
            if strict and (box is None or (rest and piece not in cut)):
                return None
            if box is not None:
                placed.boxes.append(box)
                left -= box.margin_height()
            if rest or box is None:
                placed.rest.append(rest or piece)
                if not strict:
                    placed.rest += after
                    break
        return placed

    def _cut(self, pieces: Sequence[Piece], room: float, parted: Parted) -> list[Piece]:
        """The notes that go on overleaf where not all have room: the longest, so that they are few."""
        if parted == "last":
            return [pieces[-1]]
        late = [piece for piece in pieces if piece not in self._notes.open and piece.note not in self._kept]
        late.sort(key=self._height, reverse=True)
        over, cut = sum(map(self._height, pieces)) - room, list[Piece]()
        while over > 0 and late:
            cut.append(late.pop(0))
            over -= self._height(cut[-1]) - self._least(cut[-1])
        return cut

    def _height(self, piece: Piece) -> float:
        return float(self._whole(piece).margin_height())

    def _whole(self, piece: Piece) -> Any:
        """All of a note, or all that is left of it."""
        if piece.whole is None:
            piece.whole, _ = self._laid_out(piece, inf)
        return piece.whole

    def _least(self, piece: Piece) -> float:
        """How high the beginning of a note is at least: two lines, unless all of it is so short."""
        notes = self._notes
        if piece.note not in notes.least:
            whole = self._whole(piece)
            lines = [line.position_y + line.height - whole.position_y for line in _lines(whole)]
            beginnings = (self._part(piece, bottom)[0] for bottom in lines)
            notes.least[piece.note] = next(filter(None, beginnings), whole).margin_height()
        return notes.least[piece.note]

    def _part(self, piece: Piece, room: float, *, forced: bool = False) -> tuple[Any, Piece | None]:
        """So much of a note as has room, and the rest; None where none of it has, unless it is `forced`."""
        whole = self._whole(piece)
        if whole.margin_height() <= room + SLACK:
            return whole, None
        return self._laid_out(piece, room, forced=forced)

    def _laid_out(self, piece: Piece, room: float, *, forced: bool = True) -> tuple[Any, Piece | None]:
        context, area = self._context, self._context.current_footnote_area
        above = self._line / 2 if piece.apart else 0.0
        note = self._prepared(piece.note)
        note.position_x, note.position_y = area.content_box_x(), above
        context.page_bottom = room + SLACK
        context.create_block_formatting_context()
        box, resume_at, *_ = block_level_layout(
            context, note, -inf if room == inf else 0, piece.resume_at, area, page_is_empty=forced
        )
        context.finish_block_formatting_context()
        if box is None:
            return None, None
        if resume_at is not None:
            box.height = max(map(_foot, _lines(box))) - box.content_box_y()
        box.position_y, box.margin_top = 0, box.margin_top + above
        return box, None if resume_at is None else Piece(piece.note, resume_at)

    def _prepared(self, note: Any) -> Any:
        """A note with the anonymous boxes that a layout needs (CSS 2.1, 9.2.1.1)."""
        notes = self._notes
        if note not in notes.prepared:
            around = self._context.current_footnote_area.copy_with_children([note])
            (notes.prepared[note],) = build.create_anonymous_boxes(around.deepcopy()).children
        return notes.prepared[note]

    @property
    def _edges(self) -> float:
        """The height of all that is around the notes of a page."""
        area = self._context.current_footnote_area
        edges = (area.margin_top, area.padding_top, area.border_top_width)
        return float(sum(edges) + area.margin_bottom + area.padding_bottom + area.border_bottom_width)

    def _area(self, page: Any, placed: _Placed) -> Any:
        """The box of the notes of a page, at its foot; above what goes on from the page before, a rule."""
        if not placed.boxes:
            return page.children[1]
        area = self._context.current_footnote_area.copy_with_children(placed.boxes)
        area.height = sum(box.margin_height() for box in placed.boxes)
        area.position_y = _bottom(page) - area.margin_height()
        left, top = area.content_box_x(), area.content_box_y()
        for box in placed.boxes:
            box.translate(left - box.position_x, top - box.position_y)
            top += box.margin_height()
        if self._notes.open:
            area.children = [self._rule(area), *placed.boxes]
        return area

    def _rule(self, area: Any) -> Any:
        """A rule as wide as the text, in the middle of what is left free above the notes."""
        style = area.style.anonymous_style.copy()
        style["border_top_style"], style["border_top_width"] = "solid", RULE
        rule = boxes.BlockBox(None, style, None, [])
        resolve_percentages(rule, area)
        rule.width, rule.height = area.width, 0
        rule.position_x = area.content_box_x()
        rule.position_y = area.content_box_y() - (area.padding_top + RULE) / 2
        return rule


def _adopt(state: Any, made: Any) -> None:
    """Put the counters of a page that was made into those that WeasyPrint goes on with."""
    for mine, other in zip(state, made, strict=True):
        if isinstance(mine, dict):
            mine.clear()
            mine.update(other)
        else:
            mine[:] = other


def _bottom(page: Any) -> float:
    return float(page.content_box_y() + page.height)


def _lines(box: Any) -> Iterator[Any]:
    """The lines of a box, and what else stands in it without text, from top to bottom."""
    if isinstance(box, boxes.LineBox) or not box.children:
        yield box
        return
    for child in box.children:
        if isinstance(child, boxes.Box):
            yield from _lines(child)


def _heads(page: Any) -> float:
    """How many heads the first table of a page has; no page that has none lacks any."""
    table = next((box for box in page.descendants() if isinstance(box, boxes.TableBox)), None)
    return sum(1 for group in table.children if group.is_header) if table else inf


def _survey(root: Any, notes: _Notes) -> tuple[float, list[Any]]:
    """The foot of the text of a page, and the notes, not begun yet, whose calls stand on it."""
    lines = [*_lines(root)]
    called = set[Any]().union(*map(_called, lines)) - notes.begun
    return max(map(_foot, lines)), sorted(called, key=notes.order.__getitem__)


def _foot(line: Any) -> float:
    return float(line.position_y + line.margin_height())


def _ends_in_hyphen(root: Any) -> bool:
    """Whether the text of a page ends in a hyphen, be it the writer’s."""
    *_, text = ("", *(box.text for box in root.descendants() if isinstance(box, boxes.TextBox)))
    return bool(text.rstrip().endswith(tuple(HYPHENS)))


def _called(line: Any) -> set[Any]:
    """The notes whose calls stand on a line."""
    return {box.footnote for box in line.descendants() if box.footnote}
