"""Paragraphs and cells of a text, as they come → Pandoc's tree, with its lists, quotations and tables."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from typing import Any

from florilege.intake.pandoc.pandoc_tree import BREAK, NO_ATTRIBUTES, SPACE, Node, Nodes, string

_CHANGES = ("insertion", "deletion")
_WRAPPERS = (*_CHANGES, "Strong", "Emph", "Underline", "Strikeout", "SmallCaps", "Superscript", "Subscript")
"""Looks that Pandoc has a node for, the outermost first; changes that were followed are spans."""


@dataclass(slots=True)
class StyledWords:
    """Words, or one node, that look alike."""

    looks: frozenset[str]
    link: str
    content: "list[str] | Node"

    @property
    def words(self) -> str:
        """Those that it says; none where it is a node."""
        return "".join(self.content) if isinstance(self.content, list) else ""

    def nodes(self) -> Nodes:
        """What it is, without its looks."""
        return [*words_of_text(self.words)] if isinstance(self.content, list) else [self.content]


@dataclass(slots=True)
class PlacedBlock:
    """A block, and what it is part of: `depth` is -1 outside lists."""

    block: Node
    depth: int = -1
    number: int | None = None
    """That of an item; none for a bullet."""
    goes_on: bool = False
    """Whether it is a further paragraph of the item before."""
    quoted: bool = False


@dataclass(slots=True)
class _OpenTable:
    rows: list[tuple[list[Nodes], bool]] = field(default_factory=list)
    """Cells, and whether they head the table."""
    row: list[Nodes] = field(default_factory=list)
    cell: list[PlacedBlock] = field(default_factory=list)
    heads: bool = False


class Flow:
    """Paragraphs as they follow one another: those of the text, of a note, of a text box."""

    def __init__(self) -> None:
        self.entries: list[PlacedBlock] = []
        self.runs: list[StyledWords] = []
        self.tables: list[_OpenTable] = []
        self.after: Nodes = []
        """What floats at the paragraph, and goes after it."""
        self.marker: str | None = None
        """What stands before the item of a list."""
        self.item = (-1, 0)
        """How deep in its list the last paragraph was, and how far set in (twips)."""

    def say(self, words: str, looks: frozenset[str], link: str) -> None:
        """Add words to the paragraph."""
        last = self.runs[-1] if self.runs else None
        if last and isinstance(last.content, list) and (last.looks, last.link) == (looks, link):
            last.content.append(words)
        else:
            self.runs.append(StyledWords(looks, link, [words]))

    def show(self, node: Node, looks: frozenset[str] = frozenset()) -> None:
        """Add a picture or the call of a note to the paragraph."""
        self.runs.append(StyledWords(looks, "", node))

    def put(self, entry: PlacedBlock) -> None:
        """Add a block to the cell that is open, or to the text."""
        (self.tables[-1].cell if self.tables else self.entries).append(entry)

    def be_within(self, tables: int) -> None:
        """Begin tables, or end them, until there are so many around what follows."""
        while len(self.tables) > tables:
            self._end_table()
        while len(self.tables) < tables:
            self.tables.append(_OpenTable())

    def end_cell(self) -> None:
        """Close the cell of the innermost table."""
        table = self.tables[-1]
        table.row.append(_grouped(table.cell))
        table.cell = []

    def end_row(self) -> None:
        """Close the row of the innermost table."""
        table = self.tables[-1]
        if table.cell:
            self.end_cell()
        if table.row:
            table.rows.append((table.row, table.heads))
        table.row = []

    def _end_table(self) -> None:
        self.end_row()
        table = self.tables.pop()
        if table.rows:
            self.put(PlacedBlock(_table(table.rows)))

    def blocks(self) -> Nodes:
        """All of it, once it has ended."""
        self.be_within(0)
        return _grouped(self.entries)


def inlines_of(runs: Sequence[StyledWords]) -> Nodes:
    """Words and nodes in their links and looks."""
    made: Nodes = []
    for link, linked in groupby(runs, key=lambda run: run.link):
        inner = _dressed([*linked], _WRAPPERS)
        made += _apart(inner, partial(_link, link)) if link else inner
    return made


def _link(address: str, inlines: Nodes) -> Node:
    return {"t": "Link", "c": [NO_ATTRIBUTES, inlines, [address, ""]]}


def _dressed(runs: Sequence[StyledWords], wrappers: Sequence[str]) -> Nodes:
    if not wrappers:
        return [node for run in runs for node in run.nodes()]
    made: Nodes = []
    name, *others = wrappers
    for wrapped, some in groupby(runs, key=lambda run: name in run.looks):
        inner = _dressed([*some], others)
        made += _apart(inner, partial(_wrapped, name)) if wrapped else inner
    return made


def _wrapped(name: str, inlines: Nodes) -> Node:
    if name in _CHANGES:
        return {"t": "Span", "c": [["", [name], []], inlines]}
    return {"t": name, "c": inlines}


def _apart(inlines: Nodes, wrap: Callable[[Nodes], Node]) -> Nodes:
    """Inlines wrapped, but for the spaces at their edges, which stand outside."""
    start, end = 0, len(inlines)
    while start < end and inlines[start] in (SPACE, BREAK):
        start += 1
    while end > start and inlines[end - 1] in (SPACE, BREAK):
        end -= 1
    inner = [wrap(inlines[start:end])] if start < end else []
    return [*inlines[:start], *inner, *inlines[end:]]


def words_of_text(text: str) -> Iterator[Node]:
    """Words, the spaces between them, the ends of lines."""
    for part in re.findall(r"[ \t]+|\n|[^ \t\n]+", text):
        if part == "\n":
            yield BREAK
        else:
            yield SPACE if part.isspace() and part[0] in " \t" else string(part)


def trimmed(inlines: Nodes) -> Nodes:
    """The same without spaces and ends of lines at the edges."""
    while inlines and inlines[0] in (SPACE, BREAK):
        inlines = inlines[1:]
    while inlines and inlines[-1] in (SPACE, BREAK):
        inlines = inlines[:-1]
    return inlines


def _grouped(entries: Sequence[PlacedBlock]) -> Nodes:
    """Blocks, with those that follow one another in a list or a quotation put into it."""
    made: Nodes = []
    for (is_item, quoted), some in groupby(entries, key=lambda each: (each.depth >= 0, each.quoted)):
        group = [*some]
        if is_item:
            made += _lists(group)
        elif quoted:
            made.append({"t": "BlockQuote", "c": [each.block for each in group]})
        else:
            made += [each.block for each in group]
    return made


def _lists(items: Sequence[PlacedBlock]) -> Nodes:
    made: Nodes = []
    place = 0
    while place < len(items):
        first = items[place]
        listed: list[Nodes] = []
        expected = first.number
        while place < len(items) and items[place].depth >= first.depth:
            item = items[place]
            if item.depth > first.depth:
                end = place
                while end < len(items) and items[end].depth > first.depth:
                    end += 1
                listed[-1] += _lists(items[place:end])
                place = end
            elif item.goes_on:
                listed[-1].append(item.block)
                place += 1
            elif item.number != expected:
                break
            else:
                listed.append([item.block])
                expected = None if expected is None else expected + 1
                place += 1
        if first.number is None:
            made.append({"t": "BulletList", "c": listed})
        else:
            looks = [first.number, {"t": "Decimal"}, {"t": "Period"}]
            made.append({"t": "OrderedList", "c": [looks, listed]})
    return made


def _table(rows: Sequence[tuple[Sequence[Nodes], bool]]) -> Node:
    columns = max(len(cells) for cells, _ in rows)
    heads = 0
    while heads < len(rows) - 1 and rows[heads][1]:
        heads += 1
    made = [
        [NO_ATTRIBUTES, [*map(_cell, cells), *(_cell([]) for _ in range(columns - len(cells)))]]
        for cells, _ in rows
    ]
    width = [{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]
    body = [NO_ATTRIBUTES, 0, [], made[heads:]]
    head, foot = [NO_ATTRIBUTES, made[:heads]], [NO_ATTRIBUTES, []]
    return {"t": "Table", "c": [NO_ATTRIBUTES, [None, []], [width] * columns, head, [body], foot]}


def _cell(blocks: Nodes) -> list[Any]:
    return [NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, blocks]
