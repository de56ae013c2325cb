"""Tables → what a style sheet must know of them: how small their type is, which cells no line may part.

A date, a number, a time or a quantity stays on one line; columns are as wide as what they hold (CSS 2.1,
17.5.2.2), so that a table which needs more than the width of its page is set smaller, in two steps. Where
that isn't enough, the widest columns of such cells may be parted again, then words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from babel import Locale
from lxml import html
from lxml.html import HtmlElement

from florilege.book.composing.body.html_fragments import BLOCKS
from florilege.book.sheet import MM, Geometry
from florilege.language.locales import babel_locale

SIZES: Mapping[str, tuple[float, float]] = {"": (0.88, 0.5), "dense": (0.78, 0.4), "densest": (0.7, 0.3)}
"""Class of a table → its type, in that of the text, and the white at both sides of a cell, in em of it."""
LIMIT = 7.0
"""pt: no type of a table is smaller."""
NOTE = 0.82
"""The type of notes, in that of the text: that of a table in one, unless it must be smaller."""

_SHORT = 28
"""Signs that a cell which isn't parted has at most."""
_LONG = 18
"""Signs of a word that a column need not hold on one line."""
_PART = 8
"""Signs of it that it holds at least."""
_TURNOVER = 0.8
"""em: how much further in a line that turns over stands in its cell."""
_HANGING = 120
"""Signs that a cell of a table has at most where they do: more is prose."""
_INDENT = 2.0
"""em: what a block around a table takes of its width."""
_NARROWED = ("blockquote", "li", "dd", "aside")

_NUMBER = re.compile(r"[^\w\s]*(?:\d[\d.,:/’'h°%€$£ºª–-]*\w{0,3}|[ivxlc]+e)[^\w\s]*", re.IGNORECASE)
_BLANKS = " \t\n\r\f"
_BLANK = re.compile(f"[{_BLANKS}]+")
"""What parts words: a no-break space doesn’t."""
_SIGN = re.compile(r"\W+|\w{1,4}\W?")
"""A unit, a dash, a sign: « km », « min », « av. », « – », « € »."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell, the column that it stands in, and how wide it is, in em, parted or not."""

    element: HtmlElement
    column: int
    least: float
    whole: float
    """0 where it may be parted."""
    signs: int
    is_long: bool
    """Whether it has a word that a column need not hold on one line."""


def prepare_tables(root: HtmlElement, page: Geometry, lang: str, continued: str = "") -> None:
    """Prepare every table below an element, in a language, for a page.

    `continued` stands over the head of one that goes on; those of a note, without it, don't say their head
    again.
    """
    size = page.size if continued else page.size * NOTE / SIZES[""][0]
    for table in [*root.iterfind(".//table")]:
        cells = [*_cells(table, lang)]
        narrowed = sum(1 for _ in table.iterancestors(*_NARROWED))
        names = _fitted(cells, page.measure * MM - narrowed * _INDENT * page.size, size)
        hanging = all(cell.signs <= _HANGING for cell in cells)
        _frame(table, f"{names} hanging" if hanging else names)
        if continued and not any(True for _ in table.iterancestors("table")):
            _continue(table, continued)


def _frame(table: HtmlElement, names: str) -> None:
    """Put a table into a block, whose margins add up to whole lines with the rules of the table."""
    frame = html.fragment_fromstring(f'<div class="{f"table {names}".strip()}"></div>')
    frame.tail, table.tail = table.tail, None
    table.getparent().replace(table, frame)
    frame.append(table)


def _continue(table: HtmlElement, continued: str) -> None:
    """Put a row before the head of a table that only pages show on which the table goes on."""
    for head in table.iterfind("thead"):
        columns = max((_columns(row) for row in head.iterfind("tr")), default=0)
        if columns:
            row = head.makeelement("tr", {"class": "continued"})
            cell = row.makeelement("td", {"colspan": str(columns)})
            cell.text = continued
            row.append(cell)
            head.insert(0, row)
        return


def _columns(row: HtmlElement) -> int:
    return sum(_span(cell, "colspan") for cell in row.iterchildren("td", "th"))


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return max(1, min(int(value), 1000)) if value.isdecimal() else 1


def _cells(table: HtmlElement, lang: str) -> Iterator[_Cell]:
    """The cells of a table, none of those of tables in it; one that spans columns is in none of them."""
    taken: dict[int, int] = {}
    for row in table.xpath("./tr | ./*/tr"):
        taken = {column: rows - 1 for column, rows in taken.items() if rows > 1}
        column = 0
        for cell in row.iterchildren("td", "th"):
            while column in taken:
                column += 1
            columns, rows = _span(cell, "colspan"), _span(cell, "rowspan")
            taken |= {column + more: rows for more in range(columns)} if rows > 1 else {}
            if columns == 1:
                yield _cell(cell, column, lang)
            column += columns


def _cell(cell: HtmlElement, column: int, lang: str) -> _Cell:
    text = _text(cell)
    written = re.split("[ -]+", text)
    words = [word if len(word) <= _LONG else word[:_PART] for word in written]
    inner = any(each.tag in BLOCKS or each.tag in ("br", "img") for each in cell.iterdescendants())
    whole = 0.0 if inner or not _stays_whole(text, lang) else _width(text)
    least = max(_width(words[0]), *(_width(each) + _TURNOVER for each in words[1:]), 0)
    return _Cell(cell, column, least, whole, len(text), words != written)


def _text(cell: HtmlElement) -> str:
    """What a cell says, its notes left out, but for their calls."""
    said = cell.xpath('.//text()[not(ancestor::span[@class="footnote"])]')
    calls = len(cell.xpath('.//span[@class="footnote"]'))
    return " ".join(_BLANK.split("".join(said).strip(_BLANKS))) + "1" * calls


def _stays_whole(text: str, lang: str) -> bool:
    """Whether a text is a date, a number, a time or a quantity, and nothing else."""
    words = text.split()
    return (
        len(text) <= _SHORT
        and any(_NUMBER.fullmatch(word) for word in words)
        and all(
            _NUMBER.fullmatch(word) or _SIGN.fullmatch(word) or word.lower().strip(".,") in _calendar(lang)
            for word in words
        )
    )


@cache
def _calendar(lang: str) -> frozenset[str]:
    """The names of months and days in a language and in English."""
    names = set[str]()
    for locale in {str(babel_locale(lang)), "en"}:
        of = Locale.parse(locale)
        for known in (of.months, of.days):
            for forms in known.values():
                names |= {name.lower().strip(".") for form in forms.values() for name in form.values()}
    return frozenset(names)


def _fitted(cells: Sequence[_Cell], measure: float, size: float) -> str:
    """Mark the cells that stay whole in a table of this width (pt), and say which of `SIZES` it has."""
    kept = {cell.column for cell in cells if cell.whole}
    needed = _needed(cells, kept)
    step = next(
        (name for name in SIZES if sum(needed.values()) <= _room(len(needed), name, measure, size)), None
    )
    tight = step is None
    step = "densest" if step is None else step
    while tight and kept and sum(needed.values()) > _room(len(needed), step, measure, size):
        kept.remove(max(sorted(kept), key=lambda column: needed[column]))
        needed = _needed(cells, kept)
    for cell in cells:
        if cell.whole:
            _mark(cell.element, "whole" if cell.column in kept else "parted")
        elif cell.is_long:
            _mark(cell.element, "long")
    return f"{step} tight" if sum(needed.values()) > _room(len(needed), step, measure, size) else step


def _mark(cell: HtmlElement, name: str) -> None:
    cell.set("class", f"{cell.get('class', '')} {name}".strip())


def _needed(cells: Sequence[_Cell], kept: set[int]) -> dict[int, float]:
    """Column → em that it needs, where those of whole cells are `kept`."""
    needed: dict[int, float] = {}
    for cell in cells:
        width = cell.whole if cell.whole and cell.column in kept else cell.least
        needed[cell.column] = max(needed.get(cell.column, 0), width)
    return needed


def _room(columns: int, step: str, measure: float, size: float) -> float:
    """em of its type that a table of this width (pt) leaves to what stands in so many columns."""
    share, white = SIZES[step]
    return measure / max(share * size, LIMIT) - 2 * white * columns


def _width(text: str) -> float:
    """em: how wide a text is in any of our faces, at most."""
    return sum(map(_sign_width, text))


def _sign_width(sign: str) -> float:
    if sign in " .,:;!’'|ijlft()-\u00a0\u202f":
        return 0.37
    return 0.88 if sign in "mwMW%œæŒÆ—" else 0.72 if sign.isupper() else 0.57
