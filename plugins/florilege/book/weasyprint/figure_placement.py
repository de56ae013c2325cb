"""Figures that don't fit on what is left of a page: they go to the head of the next, and text fills the page.

WeasyPrint 70 has no page floats: a figure without room ends the page. Here it is passed over, as if it
weren't there, and stands at the head of the next page, above the text, where no forced break lies between;
figures keep their order, and what follows a text (its license, its signature) comes behind its last figure.
So does a low table, unless a line with a colon announces it. One that calls notes, in its caption or a cell,
stays where it is, so that notes keep their order too; so does one of the class `here`, and one that stands in
a list, a quotation or an aside. One that is higher than a page, by its caption, goes on overleaf from where
it stands; a table that isn't low is broken there.

Which figures were passed over on a page is read from the page that was made, not from how it was made, since
WeasyPrint lays parts of it out several times. Lengths are in px.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import ceil, inf
from typing import Any

from weasyprint.formatting_structure import boxes
from weasyprint.layout import LayoutContext, block
from weasyprint.layout import page as paging
from weasyprint.text.line_break import strut

SLACK = 0.01
"""px: by so much, what fits may be higher than its room, by rounding."""

HERE = "here"
"""The class of a figure that stays where it stands."""
WHOLE = 1 / 3
"""Of a page: a table that is no higher isn't broken, and floats."""

_make = paging.make_page
_lay_out = block.block_level_layout
_lay_out_in_flow = block._in_flow_layout


@dataclass(slots=True)
class Figures:
    """The figures of a document that may float, as far as its pages are made."""

    whole: Any
    """The root of the document."""
    order: Mapping[Any, int]
    """Box → its rank among all of the document."""
    floating: list[Any]
    """In their order."""
    measured: set[Any] = field(default_factory=set)
    """All of them, floating or not, that were met."""
    waiting: dict[int, tuple[Any, ...]] = field(default_factory=lambda: {1: ()})
    """Page → the figures for its head."""
    shown: dict[int, frozenset[Any]] = field(default_factory=dict)
    """Page → the elements that stand on it; of pages that were made again, as they were made last."""
    kind: Any = None
    """The type of the last page of text."""
    root: Any = None
    """Of the page that is made."""
    due: tuple[Any, ...] = ()
    """For its head, and not there yet."""
    passed: list[Any] = field(default_factory=list)
    """Figures that were passed over on it, by what was laid out so far."""
    height: float = inf
    """Of the page that is made."""
    tables: set[Any] = field(default_factory=set)
    """Those that were measured (table_breaks.py)."""


def make_page(
    context: LayoutContext, root: Any, kind: Any, resume_at: Any, number: int, state: Any
) -> tuple[Any, Any, Any]:
    """Make a page, the figures that wait for it at its head."""
    if number == 1:
        context.figures = _figures_of(root)
    figures: Figures = context.figures
    figures.root, figures.due, figures.passed = root, figures.waiting[number], []
    alone = figures.due and (kind.blank or context.forced_break or resume_at == ENDED)
    if alone:
        kind = figures.kind
        figures.root = root.copy_with_children([])
    elif not kind.blank:
        figures.kind = kind
    start = None if alone else resume_at
    page, resumed, following = _make(context, figures.root, kind, start, number, state)
    if alone:
        left = figures.due
        resumed = None if resume_at == ENDED and not left else resume_at
        following = context.page_maker[number - 1][1]
    else:
        left = figures.due
        if figures.root.children:
            left += _passed_over(figures, page, number, resume_at, resumed)
        if resumed is None and left and figures.root.children:
            resumed = ENDED
    figures.waiting[number + 1] = left
    return page, resumed, following


ENDED: Mapping[int, Any] = {-1: None}
"""Where a document goes on that has ended, but for figures."""


def lay_out_root(context: LayoutContext, box: Any, *options: Any, **more: Any) -> tuple[Any, ...]:
    """Lay out what stands on a page, below the figures at its head."""
    figures: Figures = context.figures
    if box is figures.root:
        figures.height = options[2].height
    if box is not figures.root or not figures.due:
        done: tuple[Any, ...] = _lay_out(context, box, *options, **more)
        return done
    bottom_space, resume_at, page, _, positioned, fixed, _ = options
    top = box.position_y
    placed, foot = _head(context, box, page)
    below = placed[-1].margin_bottom
    box.position_y = foot - below
    laid, resumed, following, *others = _lay_out(
        context, box, bottom_space, resume_at, page, False, positioned, fixed, [below]
    )
    if laid is None:
        empty = box.copy_with_children([])
        empty.position_y = foot
        laid, _, following, *others = _lay_out(context, empty, 0, None, page, True, positioned, fixed, [])
        resumed, following = resume_at, {"break": "any", "page": page.page_type.name}
    box.position_y = top
    laid.children = [*placed, *laid.children]
    return (laid, resumed, following, *others)


def lay_out_in_flow(
    context: LayoutContext,
    box: Any,
    index: int,
    child: Any,
    before: list[Any],
    page_is_empty: bool,
    absolute: list[Any],
    fixed: list[Any],
    margins: list[Any],
    bottom_space: float,
    position_y: float,
    skip_stack: Any,
    *options: Any,
) -> tuple[Any, ...]:
    """Lay out a block in the flow, or pass over it: a figure that has no room, or comes behind such."""
    figures: Figures = context.figures
    *_, following, max_lines = options
    passes = (*figures.due, *figures.passed)
    is_high = (_is_figure(child) or child in figures.floating) and _is_high(context, child, box)
    if passes and (is_high or any(_is_text(each) for each in before)):
        return False, True, {index: None}, position_y, margins, following, before, max_lines
    if (
        child in figures.floating
        and skip_stack is None
        and not (page_is_empty and not before)
        and (passes or not _fits(context, child, box, bottom_space, margins))
    ):
        figures.passed.append(child)
        return False, False, None, position_y, margins, following, before, max_lines
    done: tuple[Any, ...] = _lay_out_in_flow(
        context,
        box,
        index,
        child,
        before,
        page_is_empty,
        absolute,
        fixed,
        margins,
        bottom_space,
        position_y,
        skip_stack,
        *options,
    )
    return done


def _figures_of(root: Any) -> Figures:
    order = {each: rank for rank, each in enumerate(root.descendants())}
    texts = [each for each in order if _is_text(each)]
    floating = [
        child
        for text in texts
        for before, child in pairwise((None, *text.children))
        if _may_float(child) and not (_is_table(child) and _announces(before))
    ]
    return Figures(root, order, floating)


def _is_text(box: Any) -> bool:
    return box.element is not None and box.element.get("class") == "text" and not box.element_tag.count("::")


def _is_figure(box: Any) -> bool:
    return isinstance(box, boxes.BlockBox) and box.element is not None and box.element.tag == "figure"


def _is_table(box: Any) -> bool:
    """Whether it is what is around a table (composing/body/printed_tables.py)."""
    return isinstance(box, boxes.BlockBox) and box.element is not None and "table" in _classes(box.element)


def _announces(box: Any) -> bool:
    return box is not None and box.element is not None and "announcing" in _classes(box.element)


def _classes(element: Any) -> set[str]:
    return {*element.get("class", "").split()}


def is_floated(box: Any) -> bool:
    """Whether it stands at the head of a page, beside what is around the text."""
    return _is_figure(box) or _is_table(box)


def _may_float(box: Any) -> bool:
    if not (_is_figure(box) or _is_table(box)):
        return False
    return not set[str]().union(*map(_classes, box.element.iter())) & {HERE, "footnote"}


def _is_high(context: LayoutContext, figure: Any, around: Any) -> bool:
    """Whether a figure is higher than a page: it may then be parted, and doesn't float, as a high table."""
    figures: Figures = context.figures
    if figure not in figures.measured:
        figures.measured.add(figure)
        notes, context.footnotes = context.footnotes, []
        laid = _laid_out(context, figure, around, -inf, [])[0]
        context.footnotes = notes
        most = figures.height * (WHOLE if _is_table(figure) else 1)
        if laid.border_height() > most + SLACK:
            figure.style = figure.style.copy()
            figure.style["break_inside"] = "auto"
            if figure in figures.floating:
                figures.floating.remove(figure)
    return _is_figure(figure) and bool(figure.style["break_inside"] == "auto")


def _laid_out(
    context: LayoutContext, figure: Any, around: Any, bottom_space: float, margins: list[Any]
) -> tuple[Any, ...]:
    """What laying a figure out where it stands gives."""
    place = figure.position_x, figure.position_y
    done: tuple[Any, ...] = _lay_out(
        context, figure, bottom_space, None, around, False, [], [], [*margins], None, None, False, None
    )
    figure.position_x, figure.position_y = place
    return done


def _fits(context: LayoutContext, figure: Any, around: Any, bottom_space: float, margins: list[Any]) -> bool:
    """Whether a figure has room where it stands."""
    laid, resume_at, *_ = _laid_out(context, figure, around, bottom_space, margins)
    if laid is None or resume_at is not None:
        return False
    return not context.overflows_page(bottom_space, laid.border_box_y() + laid.border_height())


def _head(context: LayoutContext, root: Any, page: Any) -> tuple[list[Any], float]:
    """The figures at the head of a page, as many as have room, one at least; their foot, on the grid."""
    figures: Figures = context.figures
    placed: list[Any] = []
    foot = root.position_y
    for figure in figures.due:
        figure.position_x, figure.position_y = root.position_x, foot
        laid, *_ = _lay_out(context, figure, -inf, None, page, True, [], [], [])
        laid.translate(dy=foot - laid.border_box_y())
        if placed and laid.border_box_y() + laid.border_height() > context.page_bottom + SLACK:
            break
        placed.append(laid)
        line: float = strut(root.style)[0]
        high = laid.border_height() + laid.margin_bottom
        foot += ceil(high / line - SLACK) * line
    figures.due = figures.due[len(placed) :]
    return placed, foot


def _passed_over(figures: Figures, page: Any, number: int, start: Any, end: Any) -> tuple[Any, ...]:
    """The figures between two places of the document that don't stand on the page between them.

    A page that notes alone fill has no place in the document: figures before it aren't passed over again.
    """
    if not figures.floating:
        return ()
    figures.shown[number] = frozenset(box.element for box in page.descendants())
    done = {element for each, elements in figures.shown.items() if each <= number for element in elements}
    done |= {figure.element for figure in figures.waiting[number]}
    first, last = _rank(figures, start), inf if end is None else _rank(figures, end)
    return tuple(
        figure
        for figure in figures.floating
        if first <= figures.order[figure] < last and figure.element not in done
    )


def _rank(figures: Figures, resume_at: Any) -> int:
    """The rank of the box with which a page begins."""
    box = figures.whole
    while resume_at and not isinstance(box, boxes.LineBox):
        index, resume_at = next(iter(resume_at.items()))
        box = box.children[index]
    return figures.order.get(box, 0)
