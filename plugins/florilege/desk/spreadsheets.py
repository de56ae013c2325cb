"""Rows → CSV (RFC 4180) of which no spreadsheet computes what people have written."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula, full-width signs too."""


def table(rows: Iterable[Sequence[object]]) -> str:
    """The rows as CSV; texts are made safe, numbers stay numbers."""
    out = io.StringIO()
    csv.writer(out).writerows(
        [safe_cell(cell) if isinstance(cell, str) else cell for cell in row] for row in rows
    )
    return out.getvalue()


def safe_cell(text: str) -> str:
    """A text that no spreadsheet computes: an apostrophe goes before what would begin a formula.

    >>> safe_cell("=1+1"), safe_cell("  @SUM(A1)"), safe_cell("Ada Lune")
    ("'=1+1", "'  @SUM(A1)", 'Ada Lune')
    """
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
