"""The people of an essay → how its opening page shows them, so that title, byline and text hold on it.

Each of two stands with a portrait and a headline; three or four with portraits stand in a row; more, or
names too long for a row, are names in one run. Where the page that was set holds too little of the text, the
opening is made closer, step by step (pagination/numbering.py).
"""

from collections.abc import Sequence
from typing import Literal

from florilege.book.even_lines import even
from florilege.book.ruler import ruler
from florilege.book.sheet import MM, Fragment, Geometry
from florilege.catalogue.writings import Author, Byline
from florilege.printing.designs import DesignFigures, NameType
from florilege.printing.fonts import engine_faces

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

_PORTRAIT = 4
"""Lines: the width of a portrait beside a name, at most."""
_NAME_LINES = 3
"""Lines that a name in a row may take."""


def lines_short(fragment: Fragment) -> int:
    """How many lines of the text its first page lacks."""
    return 0 if fragment.begun is None else max(ENOUGH - fragment.begun, 0)


def shown(signatures: Signatures, page: Geometry, facts: DesignFigures, closeness: int) -> Shown:
    """How these people are shown on an opening page of a design, at a step of closeness."""
    count = len(signatures)
    if closeness or count > ROW:
        return "run"
    if count == 1 or (count <= EACH and _lines(signatures, facts, facts.name, _beside(page, facts))):
        return "each"
    if any(author and author.portrait for _, author in signatures):
        column = ((page.measure + COLUMNS_GAP) / count - COLUMNS_GAP) * MM / page.size
        if 0 < _lines(signatures, facts, facts.row_name, column) <= _NAME_LINES:
            return "row"
    return "run"


def _beside(page: Geometry, facts: DesignFigures) -> float:
    """em: how wide a name may be where two people have room of their own."""
    measure = page.measure * MM / page.size
    if facts.abreast is None:
        return measure - (_PORTRAIT * page.leading + COLUMNS_GAP * MM) / page.size
    return (measure - facts.abreast) / 2


def _lines(signatures: Signatures, facts: DesignFigures, setting: NameType, column: float) -> int:
    """The lines of the name that takes most of them in a column (em); 0 where a word is wider than it."""
    measured = ruler(engine_faces(facts.titles.name), facts.titles.name, setting.weight)

    def width(text: str) -> float:
        return setting.size * (measured.width(text, setting.features) + setting.tracking * len(text))

    space, lines = width(" "), 0
    for byline, _ in signatures:
        words = [width(word) for word in byline.name.replace("-", "- ").split()]
        if max(words) > column:
            return 0
        lines = max(lines, len(even(words, space, column)))
    return lines
