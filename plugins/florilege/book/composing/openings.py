"""The people of an essay → how its opening page shows them, so that title, byline and text hold on it.

Each of two stands with a portrait and a headline; three or four with portraits stand in a row; more, or
names too long for a row, are names in one run. Where the page that was set holds too little of the text, the
opening is made closer, step by step (pagination/numbering.py).
"""

from collections.abc import Sequence
from typing import Literal

from florilege.book.sheet import MM, Fragment, Geometry
from florilege.catalogue.model import Author, Byline

Signatures = Sequence[tuple[Byline, Author | None]]
Shown = Literal["each", "row", "run"]

ENOUGH = 4
"""Lines of the text that stand at least on the page on which it opens, as typographers ask."""

CLOSEST = 2
"""The last step: 1 leaves portraits and headlines out, 2 sets names and title smaller too."""

EACH, ROW = 2, 4
"""Up to how many people each have room of their own, or a place in a row."""

COLUMNS_GAP = 4
"""mm: between two people in a row, as in the style sheets."""

_LETTER = 0.55
"""em: a letter of a name, on average and wide."""
_NAME_LINES = 3
"""Lines that a name in a row may take."""


def lines_short(fragment: Fragment) -> int:
    """How many lines of the text its first page lacks."""
    return 0 if fragment.begun is None else max(ENOUGH - fragment.begun, 0)


def shown(signatures: Signatures, page: Geometry, closeness: int) -> Shown:
    """How these people are shown on an opening page, at a step of closeness."""
    if closeness or len(signatures) > ROW:
        return "run"
    if len(signatures) <= EACH and (
        len(signatures) == 1 or _longest_word(signatures) <= _column(signatures, page)
    ):
        return "each"
    if any(author and author.portrait for _, author in signatures) and _fit_row(signatures, page):
        return "row"
    return "run"


def _fit_row(signatures: Signatures, page: Geometry) -> bool:
    """Whether names fit their columns, no word of them broken."""
    letters = _column(signatures, page)
    longest_name = max(len(byline.name) for byline, _ in signatures)
    return _longest_word(signatures) <= letters and longest_name <= letters * (_NAME_LINES - 0.5)


def _column(signatures: Signatures, page: Geometry) -> float:
    """How many letters of a name a line holds where all people stand side by side."""
    return ((page.measure + COLUMNS_GAP) / len(signatures) - COLUMNS_GAP) * MM / page.size / _LETTER


def _longest_word(signatures: Signatures) -> int:
    """The letters of the longest word of the names."""
    return max(len(word) for byline, _ in signatures for word in byline.name.replace("-", "- ").split())
