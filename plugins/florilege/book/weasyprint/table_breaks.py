"""Where a table may be broken, and what stands over its head on the pages on which it goes on.

A row stays whole, and the first and the last keep their neighbour, as the style sheet has it; so do all rows
of a table that is low, and goes overleaf as a whole. WeasyPrint
leaves the head of a table out, or fails, where a page has no room for that: so a row that takes most of a
page is parted like a paragraph, and neighbours that take most of it together may stand apart. A head that
takes as much is said once, as the first rows.

Lengths are in px.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from typing import Any

from weasyprint.layout import block

from florilege.book.weasyprint.figure_placement import WHOLE

MOST = 2 / 3
"""Of a page: what is higher, with the head of its table, isn't kept whole."""
HEAD = 1 / 3
"""Of a page: a head that is higher isn't said again."""

_layout = block.table_layout


def table_layout(
    context: Any, table: Any, bottom_space: float, skip_stack: Any, around: Any, *rest: Any
) -> Any:
    """Lay a table out on a page; where it begins there, the row that says that it goes on is empty.

    The row is kept, with no height: rules are drawn by the number of their row.
    """
    if table not in context.figures.tables:
        context.figures.tables.add(table)
        _allow_breaks(context, table, around)
    if skip_stack is None and table.children and table.children[0].is_header:
        table = table.copy_with_children([_begun(table.children[0]), *table.children[1:]])
    return _layout(context, table, bottom_space, skip_stack, around, *rest)


def _allow_breaks(context: Any, table: Any, around: Any) -> None:
    """Let a table be broken where no page has room for what should be whole."""
    page: float = context.figures.height
    heights = [*_heights(context, table, around)]
    head = 0.0
    if table.children and table.children[0].is_header:
        head = sum(heights[0])
        if head > HEAD * page:
            group = _begun(table.children[0])
            group.is_header, head = False, 0.0
            table.children = [group, *table.children[1:]]
    rows = [
        (row, height)
        for group, of_rows in zip(table.children, heights, strict=True)
        if not group.is_header
        for row, height in zip(group.children, of_rows, strict=True)
    ]
    if head + sum(height for _, height in rows) <= WHOLE * page:
        for row, _ in rows[:-1]:
            row.style = row.style.copy()
            row.style["break_after"] = "avoid"
    for row, height in rows:
        if head + height > MOST * page:
            _free(row, "break_inside")
    for (one, height), (other, below) in pairwise(rows):
        if head + height + below > MOST * page:
            _free(one, "break_after")
            _free(other, "break_before")


def _heights(context: Any, table: Any, around: Any) -> Iterator[Sequence[float]]:
    """The heights of the rows of each group, on a page without end; no note is set there."""
    notes, context.footnotes = context.footnotes, []
    try:
        laid, *_ = _layout(context, _copy(table), -inf, None, around, True, [], [])
    finally:
        context.footnotes = notes
    for group in laid.children:
        yield [row.height for row in group.children]


def _copy(table: Any) -> Any:
    """The table with columns of its own: laying out turns those from right to left round in their list."""
    copy = table.copy_with_children(table.children)
    copy.column_widths = [*table.column_widths]
    return copy


def _free(row: Any, name: str) -> None:
    if row.style[name] == "avoid":
        row.style = row.style.copy()
        row.style[name] = "auto"


def _begun(head: Any) -> Any:
    """The head of a table where it begins."""
    return head.copy_with_children([_emptied(row) if _continues(row) else row for row in head.children])


def _continues(row: Any) -> bool:
    return row.element is not None and row.element.get("class") == "continued"


def _emptied(row: Any) -> Any:
    return row.copy_with_children([cell.copy_with_children([]) for cell in row.children])
