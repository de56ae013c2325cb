"""Paragraphs that were made to look like a list by hand (`- `, `•`, `1.`, `a)`) → a list."""

import re
from collections.abc import Iterator

from florilege.intake.arrival import Remarks
from florilege.intake.pandoc.cleaned_words import lines_of, without_first
from florilege.intake.pandoc.pandoc_tree import Node, Nodes, on_blocks, paragraph, text

_BULLET = re.compile(r"\s*[-*•‣◦▪●○·o\uf0b7\uf0a7\u2043\u27a2\uf0d8]\s+(?=\S)")
"""What Word types as a bullet in the faces Symbol and Wingdings too."""
_NUMBER = re.compile(r"\s*\(?(?P<number>\d{1,2}|[a-z]|[ivx]{2,4})(?P<sign>[.)]|°\)?|\s?[-–])\s+")
_LISTS = {"BulletList", "OrderedList"}
_SPOKEN = re.compile(
    r"\?\s*$|\b(?:dit|dis|fit|demanda|répondit|reprit)-(?:il|elle|je)\b|\b(?:he|she|I) said\b"
)
"""What somebody says after a dash, which is then no bullet."""


def make_lists(blocks: Nodes, remarks: Remarks) -> Nodes:
    """The text with lists where two such paragraphs, or more, follow each other."""

    def made(siblings: Nodes) -> Nodes:
        siblings = [each for one in siblings for each in _divided(one)]
        result: Nodes = []
        index = 0
        while index < len(siblings):
            run = _run(siblings, index)
            if len(run) < 2 or any(_SPOKEN.search(text(each["c"])) for each in run):
                result += siblings[index : index + max(len(run), 1)]
                index += max(len(run), 1)
                continue
            result.append(_list(run, remarks))
            index += len(run)
        return [_tight(each) for each in _joined(result)]

    return on_blocks(blocks, made)  # type: ignore[no-any-return]


def _joined(blocks: Nodes) -> Nodes:
    """Lists of a kind that follow each other are one."""
    made: Nodes = []
    for block in blocks:
        last = made[-1] if made else None
        if last and block["t"] == last["t"] == "BulletList":
            made[-1] = {"t": "BulletList", "c": [*last["c"], *block["c"]]}
        elif last and block["t"] == last["t"] == "OrderedList" and block["c"][0][0] == 1 + len(last["c"][1]):
            made[-1] = {"t": "OrderedList", "c": [last["c"][0], [*last["c"][1], *block["c"][1]]]}
        else:
            made.append(block)
    return made


def _tight(block: Node) -> Node:
    """A list whose items are a paragraph each, with or without a list below, needs no blank lines."""
    if block["t"] not in ("BulletList", "OrderedList"):
        return block
    items = block["c"] if block["t"] == "BulletList" else block["c"][1]
    kinds = [[each["t"] for each in item] for item in items]
    if not all(kind[:1] in (["Para"], ["Plain"]) and set(kind[1:]) <= _LISTS for kind in kinds):
        return block
    tight = [[{"t": "Plain", "c": item[0]["c"]}, *item[1:]] for item in items]
    if block["t"] == "BulletList":
        return {"t": "BulletList", "c": tight}
    return {"t": "OrderedList", "c": [[block["c"][0][0], {"t": "Decimal"}, {"t": "Period"}], tight]}


def _divided(block: Node) -> Iterator[Node]:
    """A paragraph whose lines, broken by hand, are items: a paragraph each, the words before them another."""
    lines = lines_of(block["c"]) if block["t"] == "Para" else []
    first = next((n for n, line in enumerate(lines) if _kind(line)), len(lines))
    items = lines[first:]
    if len(items) < 2 or not all(_kind(line) == _kind(items[0]) for line in items):
        yield block
        return
    if first:
        before = [node for line in lines[:first] for node in (*line, {"t": "LineBreak"})]
        yield paragraph(before[:-1])
    yield from map(paragraph, items)


def _kind(inlines: Nodes) -> str:
    words = text(inlines)
    if _BULLET.match(words):
        return "bullet"
    match = _NUMBER.match(words)
    if match is None:
        return ""
    return "number" if match["number"].isdigit() else "letter"


def _run(siblings: Nodes, start: int) -> Nodes:
    """The paragraphs from one on that are items of one list: numbers go up by one."""
    run: Nodes = []
    for block in siblings[start:]:
        kind = _kind(block["c"]) if block["t"] in ("Para", "Plain") else ""
        if not kind or (run and kind != _kind(run[0]["c"])):
            break
        if kind != "bullet" and _value(block) != (_value(run[-1]) + 1 if run else 1):
            break
        run.append(block)
    return run


def _value(block: Node) -> int:
    match = _NUMBER.match(text(block["c"]))
    number = match["number"] if match else ""
    return int(number) if number.isdigit() else ord(number) - ord("a") + 1 if len(number) == 1 else 0


def _list(run: Nodes, remarks: Remarks) -> Node:
    bullets = _kind(run[0]["c"]) == "bullet"
    items = []
    for block in run:
        sign, inlines = without_first(block["c"], _BULLET if bullets else _NUMBER)
        remarks.say("list-typed", text(block["c"]), dropped=sign)
        items.append([{"t": "Plain", "c": inlines}])
    if bullets:
        return {"t": "BulletList", "c": items}
    return {"t": "OrderedList", "c": [[1, {"t": "Decimal"}, {"t": "Period"}], items]}
