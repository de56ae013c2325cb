"""What stands over the head of a table on the pages on which it goes on, and not on its first."""

from typing import Any

from weasyprint.layout import block

_layout = block.table_layout


def table_layout(context: Any, table: Any, bottom_space: float, skip_stack: Any, *rest: Any) -> Any:
    """Lay a table out on a page; where it begins there, the row that says that it goes on is empty.

    The row is kept, with no height: rules are drawn by the number of their row.
    """
    if skip_stack is None and table.children and table.children[0].is_header:
        head, *groups = table.children
        rows = [_emptied(row) if _continues(row) else row for row in head.children]
        table = table.copy_with_children([head.copy_with_children(rows), *groups])
    return _layout(context, table, bottom_space, skip_stack, *rest)


def _continues(row: Any) -> bool:
    return row.element is not None and row.element.get("class") == "continued"


def _emptied(row: Any) -> Any:
    return row.copy_with_children([cell.copy_with_children([]) for cell in row.children])
