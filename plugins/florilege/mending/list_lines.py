"""Lists that we read and other systems don't → the same lists as everybody reads them.

CommonMark nests an item where it stands under the words of the one above: two spaces are too few below `1.`.
Word's `•` is a bullet to us alone. A list with such an item is written with steps of four columns, which
all systems read alike; every other list stays as it is.
"""

import re
from collections.abc import Iterator

from florilege.mending.editing import Edit, TextFile
from florilege.prose import source
from florilege.prose.indentation import STEP, aligned

_ITEM = re.compile(
    r"(?P<lead>[ ]*)(?P<marker>[*+-]|\d{1,9}[.)]|[•‣◦▪·](?=[ \t\u00a0\u202f]))[ \t\u00a0\u202f]+(?=\S)"
)
_BULLET = re.compile(r"[•‣◦▪·]")


def list_indents(file: TextFile) -> Iterator[Edit]:
    """Every list that not all systems would read as we do, indented anew."""
    lines = file.lines[file.body :]
    made = aligned(lines, source.fences(lines))
    for group in _lists(lines, made):
        if _is_misread(lines, made, group):
            for number in group:
                yield from _written(file, number, made[number])


def _lists(lines: list[str], made: list[list[str]]) -> Iterator[list[int]]:
    """The numbers of the lines of each list; one with blank lines between its items is several."""
    group: list[int] = []
    for number, line in enumerate(lines):
        after_blank = number == 0 or not lines[number - 1].strip()
        inside = made[number][-1].startswith(" " * STEP)
        begins = _item(line) is not None and not made[number][-1].startswith(" ")
        goes_on = bool(group) and (not line.strip() or not after_blank or inside)
        if not goes_on:
            if group:
                yield group
            group = []
        if begins or goes_on:
            group.append(number)
    if group:
        yield group


def _item(line: str) -> re.Match[str] | None:
    return _ITEM.match(line.expandtabs(STEP))


def _is_misread(lines: list[str], made: list[list[str]], group: list[int]) -> bool:
    """Whether CommonMark has one of the items elsewhere, or doesn't know its marker."""
    words: list[int] = []
    for number in group:
        item = _item(lines[number])
        if item is None:
            continue
        indent = len(item["lead"])
        now = made[number][-1]
        depth = (len(now) - len(now.lstrip(" "))) // STEP
        if depth > len(words):
            return False  # code, or no list of ours after all
        within = 0 <= indent - words[depth - 1] <= 3 if depth else indent <= 3
        if not within or _BULLET.match(item["marker"]):
            return True
        words[depth:] = [item.end()]
    return False


def _written(file: TextFile, number: int, made: list[str]) -> Iterator[Edit]:
    line = file.lines[file.body + number]
    *blank, new = made
    item, again = _item(line), _ITEM.match(new)
    if item and again and item["marker"].endswith(")"):
        new = f"{again['lead']}{item['marker']}{new[again.end('marker') :]}"
    if blank or new.rstrip() != line.rstrip():
        start = file.starts[file.body + number]
        yield Edit(start, start + len(line), "\n".join([*blank, new]))
