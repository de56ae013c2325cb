"""Tables that Pandoc draws, and writes what Word had in → tables with strokes, as Python-Markdown reads them.

    What    Price        +------+-------+
    ----- -------        | What | Price |
    torch     6 €        +======+=======+
                         | torch | 6 €  |
                         +------+-------+

A row stands on one line: where cells go over several, their words are printed as they stand.
"""

import re
from collections.abc import Sequence

_RULE = re.compile(r"[ ]{0,3}-{2,}(?:[ ]+-{2,})+[ ]*")
_COLUMN = re.compile(r"-+")
_GRID_RULE = re.compile(r"([ >]*)\+(?::?[-=]+:?\+)+[ ]*")
_CELL_RULE = re.compile(r"(:?)[-=]+(:?)(?=\+)")


def simple_tables(lines: Sequence[str], code: frozenset[int]) -> list[str]:
    """The lines, as many as before, those of tables of columns under rules rewritten; `code` are left alone.

    >>> simple_tables(["  What     Price", "  -------- ------", "  a torch  6 €"], frozenset())
    ['  | What | Price |', '  |---|---|', '  | a torch | 6 € |']
    """
    made = list(lines)
    for index, line in enumerate(lines):
        if index and index not in code and _RULE.fullmatch(line) and _begins(lines, index - 1):
            end = next((n for n in range(index, len(lines)) if _ends(lines[n])), len(lines))
            if end > index + 1 and not any(_RULE.fullmatch(each) for each in lines[index + 1 : end - 1]):
                columns = [match.start() for match in _COLUMN.finditer(line)]
                made[index - 1] = _row(lines[index - 1], columns)
                made[index] = " " * columns[0] + "|---" * len(columns) + "|"
                for number in range(index + 1, end):
                    is_rule = _RULE.fullmatch(lines[number])
                    made[number] = "" if is_rule else _row(lines[number], columns)
    return made


def _begins(lines: Sequence[str], index: int) -> bool:
    """Whether a paragraph begins with this line, or what an element holds."""
    above = lines[index - 1].strip() if index else ""
    is_apart = not above or above.startswith("<") or above.endswith("</figcaption>")
    return is_apart and bool(lines[index].strip())


def _ends(line: str) -> bool:
    """Whether a line is blank, a caption, or begins or ends an element that holds a table."""
    return not line.strip() or line.lstrip(" ").startswith(("</", "<fig"))


def _row(line: str, columns: Sequence[int]) -> str:
    ends = [*columns[1:], len(line)]
    starts = [0, *columns[1:]]
    cells = (line[start:end].strip().replace("|", r"\|") for start, end in zip(starts, ends, strict=True))
    return f"{' ' * columns[0]}| {' | '.join(cells)} |"


def grid_table(lines: Sequence[str], index: int) -> tuple[list[str], int]:
    """A table with strokes for the one with a grid that begins on a line, and how many lines that one has.

    >>> grid_table(["+---+----+", "| a | b  |", "+===+===:+", "| c | d  |", "+---+----+"], 0)
    (['| a | b  |', '|---|---:|', '| c | d  |'], 5)
    """
    first = _GRID_RULE.fullmatch(lines[index])
    if not first or (index and lines[index - 1].strip(" >")):
        return [], 0
    made: list[str] = []
    number = index
    while number + 2 < len(lines) + 1 and _GRID_RULE.fullmatch(lines[number]):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        if not below.lstrip(" >").startswith("|"):
            break
        made.append(below)
        number += 2
        if number >= len(lines):
            return [], 0
        if len(made) == 1:
            made += [_strokes(lines[number], first[1])] if "=" in lines[number] else []
    if not made or not _GRID_RULE.fullmatch(lines[number]):
        return [], 0
    if len(made) < 2 or not set(made[1].strip(" >")) <= set("|-:"):
        rule = _strokes(lines[index], first[1])
        made = [re.sub(r"[-:]", " ", rule), rule, *made]  # no head
    return made, number + 1 - index


def _strokes(rule: str, lead: str) -> str:
    return lead + "|" + "".join(f"{left}---{right}|" for left, right in _CELL_RULE.findall(rule))
