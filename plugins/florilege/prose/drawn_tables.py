"""Tables that Pandoc draws, and writes what Word had in → tables with strokes, as Python-Markdown reads them.

    What    Price        +-------+------+        ---------------
    ----- -------        | What  | Price|         What    Price
    torch     6 €        +=======+======+        ------- -------
                         | torch | 6 €  |         a torch   6 €
                         | (old) |      |         of old
                         +-------+------+        ---------------

So are the rules of kramdown before a head and before a foot, and those of which a word processor made dashes.
Where the cells of a row go over several lines, the row is put on the first that is free: those of other
tables, and all lines around a table, keep their places.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from florilege.prose.source import cells, code_lines, fences, is_table_rule
from florilege.prose.typography.protected_lines import indented_code, indented_lines

_GRID_RULE = re.compile(r"([ >]*)\+(?::?[-=]+:?\+)+[ ]*")
"""A line of the frame of a table."""
_CELL_RULE = re.compile(r"(:?)[-=]+(:?)(?=\+)")
_COLUMNS = re.compile(r"[ ]{0,3}-{2,}(?:[ ]+-{2,})+[ ]*")
_COLUMN = re.compile(r"-+")
_FRAME = re.compile(r"[ ]{0,3}-{8,}[ ]*")
"""The line of hyphens above the head of a table and below its last row."""
_SET_IN = 2
"""Columns by which Pandoc sets a table in wherever it stands: behind a list, it isn't of the last item."""
_MOST_LINES = 400
"""Of a table."""
_CAPTION = re.compile(r"[ ]*(?:[Tt]\w+(?:\s|&nbsp;)*)?[:：]")
_ITEM = re.compile(r"[-*+•][ ]+")
_DASHED = re.compile(r"[ >]*\|?(?:[ ]*:?[-–—―−]+:?[ ]*\|)+(?:[ ]*:?[-–—―−]+:?[ ]*)?")
_KRAMDOWN = re.compile(r"[ >]*\|[-=:+| ]*[-=][-=:+| ]*")


def drawn_tables(markdown: str) -> str:
    """The text, as many lines as before, with the tables that are drawn rewritten.

    >>> drawn_tables("  What     Price\\n  -------- ------\\n  a torch   6 €").split("\\n")
    ['| What | Price |', '|---|---|', '| a torch | 6 € |']
    >>> drawn_tables("+---+----+\\n| a | b  |\\n|   | e  |\\n+===+===:+\\n| c | d  |\\n+---+----+")
    '| a | b e |\\n|---|---:|\\n| c | d |\\n\\n\\n'
    """
    if "--" not in markdown and "==" not in markdown and "—" not in markdown:
        return markdown
    lines = markdown.split("\n")
    code = code_lines(fences(lines))
    indented = indented_code(lines, {})
    index = 0
    while index < len(lines):
        if index in indented:
            index = indented[index] + 1
            continue
        made, length = _drawn(lines, index) if index not in code else ([], 0)
        if not made and index not in code and lines[index].startswith("    "):
            made, length = _set_in(lines, index)
        if made:
            blank = _lead(lines[index]).rstrip()
            lines[index : index + length] = [*made, *[blank] * (length - len(made))]
        index += max(length, 1)
    return "\n".join(lines)


def _set_in(lines: Sequence[str], index: int) -> tuple[list[str], int]:
    """The same of a table under rules that stands in an item."""
    end = next((n for n in range(index, len(lines)) if not lines[n].strip()), len(lines))
    block = lines[index:end]
    if (index and lines[index - 1].strip()) or not any(
        _COLUMNS.fullmatch(line.strip()) for line in block[:2]
    ):
        return [], 0
    indent = min(len(line) - len(line.lstrip(" ")) for line in block)
    made, length = _of_columns([line[indent:] for line in block], 0)
    lead = " " * (indent // 4 * 4)  # Pandoc sets a table in by two columns more
    return [f"{lead}{line}" if line else "" for line in made], length


def merged_tables(markdown: str) -> Iterator[int]:
    """The first line, from 0, of each table with a frame that is left: cells of it are merged.

    >>> [*merged_tables("+---+---+\\n| a     |\\n+---+---+\\n| b | c |\\n+---+---+")]
    [0]
    """
    if "+-" not in markdown and "+=" not in markdown and "+:" not in markdown:
        return
    lines = markdown.split("\n")
    aside = indented_lines(lines, {})
    aside |= code_lines(fences(lines))
    until = 0
    for index, line in enumerate(lines[:-1]):
        is_rule = index >= until and index not in aside and _GRID_RULE.fullmatch(line)
        if is_rule and lines[index + 1].lstrip(" >").startswith("|"):
            until = next((n for n in range(index, len(lines)) if not lines[n].strip(" >")), len(lines))
            yield index


def _drawn(lines: Sequence[str], index: int) -> tuple[list[str], int]:
    """The lines that stand for the table that begins on a line, and how many it has; none for another."""
    line = lines[index]
    before = lines[index - 1] if index else ""
    if _GRID_RULE.fullmatch(line):
        return _grid(lines, index) if _is_apart(before) else ([], 0)
    if line.lstrip(" >").startswith("|") and _KRAMDOWN.fullmatch(line) and "-" in line and _is_apart(before):
        return _of_kramdown(lines, index)
    if "|" in line and _DASHED.fullmatch(line) and is_head(lines, index):
        return [re.sub("[–—―−]+", "---", line)], 1
    if not line.strip().endswith("-") and not _COLUMNS.fullmatch(
        lines[index + 1] if index + 1 < len(lines) else ""
    ):
        return [], 0
    return _of_columns(lines, index) if _is_apart(before) else ([], 0)


def is_head(lines: Sequence[str], index: int) -> bool:
    """Whether the line above a rule of dashes may be the head of a table, and is no row of one."""
    head = lines[index - 1] if index else ""
    above = lines[index - 2] if index > 1 else ""
    return "|" in head and "|" not in above and len(cells(head)) == len(cells(lines[index]))


def _lead(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" >"))]


def _is_apart(before: str) -> bool:
    """Whether a table may begin below a line: a blank one, a caption, or what begins an element."""
    above = before.strip(" >")
    return not above or above.startswith(("<", ":::")) or bool(_CAPTION.match(above))


# ---- Columns under rules


def _of_columns(lines: Sequence[str], index: int) -> tuple[list[str], int]:
    """A table whose columns a rule of hyphens tells: with a head above it, framed or not, or without."""
    framed = bool(_FRAME.fullmatch(lines[index]))
    head: list[str] = []
    rule = index
    if not _COLUMNS.fullmatch(lines[index]):
        rule = index + framed
        while rule < len(lines) and lines[rule].strip() and not _COLUMNS.fullmatch(lines[rule]):
            head.append(lines[rule])
            rule += 1
            if not framed and len(head) > 1:
                return [], 0
    if rule + 1 >= len(lines) or not _COLUMNS.fullmatch(lines[rule]) or not lines[rule + 1].strip():
        return [], 0
    closing = _closing(lines, rule + 1, framed=framed, alone=not head)
    if closing is None and (framed or not head):
        return [], 0
    end = _end_of_rows(lines, rule + 1) if closing is None else closing
    rows = [*_rows(lines[rule + 1 : end])]
    columns = [match.span() for match in _COLUMN.finditer(lines[rule])]
    sample = head or (rows[0] if rows else [])
    shape = "|" + "|".join(_side(sample, column, last=column == columns[-1]) for column in columns) + "|"
    lead = " " * (columns[0][0] if columns[0][0] != _SET_IN else 0)
    made = [lead + _row(row, columns) for row in rows]
    names = lead + (_row(head, columns) if head else "|" + "  |" * len(columns))
    blank = [""] if framed else []
    return [*blank, names, lead + shape, *made], (end + 1 if closing is not None else end) - index


def _closing(lines: Sequence[str], start: int, *, framed: bool, alone: bool) -> int | None:
    """The line of hyphens that ends a table: the frame, or a second rule of its columns."""
    wanted = _FRAME if framed else _COLUMNS
    for number in range(start, min(len(lines), start + _MOST_LINES)):
        line = lines[number]
        if wanted.fullmatch(line) or (framed and _COLUMNS.fullmatch(line)):
            return number
        if not line.strip() and not framed and not alone:
            return None
        if line.strip() and line[0] not in " " and line.lstrip().startswith(("#", "<", "```", ":::")):
            return None
    return None


def _end_of_rows(lines: Sequence[str], start: int) -> int:
    """The line behind the rows of a table that no rule ends."""
    for number in range(start, len(lines)):
        if not lines[number].strip() or lines[number].lstrip(" ").startswith(("</", "<fig", ":::")):
            return number
    return len(lines)


def _rows(lines: Sequence[str]) -> Iterator[list[str]]:
    """The lines of each row: one, or as many as stand between blank ones where there are such."""
    if all(line.strip() for line in lines):
        yield from ([line] for line in lines)
        return
    row: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            row.append(line)
        elif row:
            yield row
            row = []


def _row(lines: Sequence[str], columns: Sequence[tuple[int, int]]) -> str:
    parts = [_parts(line, [start for start, _ in columns[1:]]) for line in lines]
    return f"| {' | '.join(_cell(column) for column in zip(*parts, strict=True))} |"


def _parts(line: str, starts: Sequence[int]) -> list[str]:
    """A line cut where columns begin; a word that stands across is of the column that has more of it."""
    made, begin = [], 0
    for start in starts:
        before, behind = re.search(r"\S*\Z", line[:start]), re.match(r"\S*", line[start:])
        over, beyond = (len(each[0]) if each else 0 for each in (before, behind))
        end = start if not over or not beyond else start + beyond if over > beyond else start - over
        made.append(line[begin:end])
        begin = max(begin, end)
    return [*made, line[begin:]]


def _side(lines: Sequence[str], column: tuple[int, int], *, last: bool) -> str:
    """How a column is aligned: as the words of its head stand over its hyphens."""
    start, end = column
    words = next((line for line in lines if line[start:end].strip()), "")
    left = words[start : start + 1].strip() != ""
    right = words[end - 1 : end].strip() != "" or (last and len(words.rstrip()) >= end)
    if left or not words:
        return "---"
    return "---:" if right else ":---:"


# ---- Grids


def _grid(lines: Sequence[str], index: int) -> tuple[list[str], int]:
    """A table whose cells are framed; none for one with merged cells, or a frame that has gaps."""
    rule = lines[index]
    lead = _lead(rule)
    places = [place for place, sign in enumerate(rule) if sign == "+"]
    rows: list[list[str]] = []
    head: str | None = None
    row: list[str] = []
    number = index + 1
    last = index
    while number < min(len(lines), index + _MOST_LINES) and _lead(lines[number]).startswith(lead.rstrip()):
        line = lines[number]
        if _GRID_RULE.fullmatch(line) and row:
            if line.count("+") != len(places):
                return [], 0
            rows.append(row)
            if "=" in line and len(rows) == 1 and head is None:
                head = line
            row, last = [], number
        elif line.lstrip(" >").startswith("|") and line.rstrip().endswith("|"):
            row.append(line)
        else:
            break
        number += 1
    made = [_of_grid(row, places) for row in rows]
    if row or not made or not all(made):
        return [], 0
    if head is None:
        made.insert(0, "|" + "  |" * (len(places) - 1))
    strokes = "|".join(f"{left}---{right}" for left, right in _CELL_RULE.findall(head or rule))
    made.insert(1, f"|{strokes}|")
    return [lead + each for each in made], last + 1 - index


def _of_grid(lines: Sequence[str], places: Sequence[int]) -> str:
    """The row with strokes for the lines of one in a grid; nothing where its strokes stand elsewhere."""
    parts = []
    for line in lines:
        if all(line[place : place + 1] == "|" for place in places):
            spans = pairwise(places)
            parts.append([line[start + 1 : end] for start, end in spans])
        elif len(found := re.split(r"(?<!\\)\|", line.strip(" >")[1:-1])) == len(places) - 1:
            parts.append(found)  # letters that are wider than others
        else:
            return ""
        if any(re.search(r"\+-{2,}|-{3,}\+", part) for part in parts[-1]):
            return ""
    return f"| {' | '.join(_cell(column) for column in zip(*parts, strict=True))} |"


def _cell(lines: Sequence[str]) -> str:
    """The words of a cell on one line; its items and paragraphs each on a line of their own."""
    made: list[str] = []
    apart = True
    for line in (line.strip() for line in lines):
        if not line:
            apart = True
            continue
        item = _ITEM.match(line)
        words = f"– {line[item.end() :]}" if item else line
        if made and not (apart or item or made[-1].endswith("\\")):
            made[-1] += f" {words}"
        else:
            made = [*(each.removesuffix("\\") for each in made), words]
        apart = False
    return re.sub(r"(?<!\\)\|", r"\\|", "<br>".join(made))


# ---- kramdown


def _of_kramdown(lines: Sequence[str], index: int) -> tuple[list[str], int]:
    """A table that begins with a rule; rules among its rows part its bodies and its foot, and go."""
    number = index
    rows: list[str] = []
    rule = ""
    while number < len(lines) and lines[number].lstrip(" >").startswith("|"):
        line = lines[number]
        if not _KRAMDOWN.fullmatch(line):
            rows.append(line)
        elif len(rows) == 1 and not rule:
            rule = line
        number += 1
    if not rule or not rows or not is_table_rule(cells(rule.replace("+", "|"))):
        return [], 0
    return ["", rows[0], rule.replace("+", "|"), *rows[1:]], number - index
