"""Tables: their parts, what their cells span and head, and the cells that their rows lack."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from florilege.book.structure.elements import StructureElement, name_of

PARTS = frozenset({"caption", "thead", "tbody", "tfoot", "tr", "th", "td"})


def cell_attributes(cell: Element, row: Element) -> dict[str, Any]:
    """The attributes of a cell (PDF 32000-1, 14.8.5.7); none for one of no head that spans nothing."""
    spans = {"ColSpan": _span(cell, "colspan"), "RowSpan": _span(cell, "rowspan")}
    facts = {key: value for key, value in spans.items() if value > 1}
    scope = {"Scope": _scope(cell, row)} if name_of(cell) == "th" else {}
    return {"A": {"O": "/Table", **scope, **facts}} if scope or facts else {}


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return int(value) if value.isdecimal() else 1


def _scope(cell: Element, row: Element) -> str:
    """What a head of a table is the head of; unless it says so, of its row if other cells are none."""
    of_row = cell.get("scope", "row" if any(name_of(each) == "td" for each in row) else "col").startswith(
        "row"
    )
    return "/Row" if of_row else "/Column"


def parts_of(table: Element) -> Iterator[Element]:
    """The parts of a table, down to its cells."""
    for child in table:
        if name_of(child) in PARTS and child.get("class") != "continued":
            yield child
            if name_of(child) not in ("caption", "td", "th"):
                yield from parts_of(child)


def complete(parts: Iterable[StructureElement]) -> None:
    """Give each row of a table as many columns as its widest has, as a browser shows it."""
    rows = [part for part in parts if part.kind == "TR"]
    columns: Counter[int] = Counter()
    for number, row in enumerate(rows):
        for cell in row.kids:
            facts = cell.facts.get("A", {})
            for below in range(facts.get("RowSpan", 1)):
                columns[number + below] += facts.get("ColSpan", 1)
    for number, row in enumerate(rows):
        missing = max(columns.values(), default=0) - columns[number]
        row.kids += [StructureElement("TD", row.lang, row.place) for _ in range(missing)]
