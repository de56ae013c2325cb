"""Markdown as typed → what is made of it without a sign, and may not be meant: each said once in a text.

Lille, 3 rue Basse         lines that become one
59000 Lille
    Le soir est long,      words set in by four columns: code
1. a  2. b  10. c          numbers that are counted on: 1, 2, 3
"""

import re
from collections.abc import Iterator, Sequence

from florilege.diagnostics.problems import Problem, problem
from florilege.prose.indentation import LETTERED
from florilege.prose.source import code_lines, fences
from florilege.prose.typography.protected_lines import fenced_code, indented_code

SHORT = 60
"""Signs that each line of an address, a list of roles or a stanza has at most: those of prose, where it is
typed with line ends, have more."""
_PLAIN = re.compile(r"[*_]{0,2}[«“\"(]?[ \u00a0\u202f]?[*_]{0,2}[A-ZÀ-ÖØ-Þ0-9]")
_NO_PLAIN = re.compile(r"\d{1,9}[.)][ ]|[*_][ ]|.*(?:\||[ ]{2}$|\\$|<[a-z/!]|\]\(|\{)")
"""An item, or what holds a line end, a row, a tag, a link or attributes."""
_ENDS = re.compile(r".*(?:[.!?…][»”\")*_ \u00a0\u202f]*|[:;])$")
"""A sentence or a part of one."""
_BLOCK = re.compile(r"[ ]{0,3}(?::{3}|/{3}|<pre\b)", re.IGNORECASE)
"""What others mark: its lines are read in their own way."""
_SPOKEN = re.compile(r"[*_]{0,2}[A-ZÀ-ÖØ-Þ«“—–][^{}\[\]=$\\|_#@();<>]*$")
"""Lines of words: the first begins with a capital, none has a sign of code."""
_NUMBER = re.compile(r"[ ]?(\d{1,9})([.)])[ ]+\S")


def silent_readings(markdown: str, path: str, first: int) -> Iterator[Problem]:
    """What is read otherwise than it looks.

    >>> [each.code for each in silent_readings("Lille,\\n3 rue Basse\\n\\n1. a\\n3. b", "a.md", 1)]
    ['lines-joined', 'list-renumbered']
    """
    lines = markdown.split("\n")
    code = code_lines(fences(lines))
    if not any(_BLOCK.match(line) for line in lines):
        yield from _joined(lines, code, path, first)
    set_in = indented_code(lines, fenced_code(lines))
    for index, last in set_in.items():
        block = [line.strip() for line in lines[index : last + 1] if line.strip()]
        if _SPOKEN.match(" ".join(block)):
            yield problem("code-meant", path, first + index, words=block[0][:40])
            break
    yield from _renumbered(lines, code, path, first)


def _joined(lines: Sequence[str], code: frozenset[int], path: str, first: int) -> Iterator[Problem]:
    start = 0
    for index, line in enumerate([*lines, ""]):
        if line.strip() and index not in code:
            continue
        block = lines[start:index]
        if len(block) > 1 and all(map(_is_short, block)) and not all(map(_ENDS.match, block[:-1])):
            yield problem("lines-joined", path, first + start, count=len(block), words=block[1][:40])
            return
        start = index + 1


def _is_short(line: str) -> bool:
    return (
        len(line) <= SHORT
        and _PLAIN.match(line) is not None
        and not (_NO_PLAIN.match(line) or LETTERED.match(line))
    )


def _renumbered(lines: Sequence[str], code: frozenset[int], path: str, first: int) -> Iterator[Problem]:
    """The first item at the margin whose number is neither the next nor that of the first (`1. 1. 1.`)."""
    begun = shown = 0
    sign, counts = "", False
    for index, line in enumerate(lines):
        if index in code or not line.strip() or line.startswith("  "):
            continue
        match = _NUMBER.match(line)
        if match is None:
            is_same = index and lines[index - 1].strip() and not line.startswith("#")
            sign = sign if is_same else ""  # else the list has ended
        elif match[2] != sign:
            sign, begun, shown, counts = match[2], int(match[1]), int(match[1]), False
        else:
            shown += 1
            counts = counts or int(match[1]) != begun
            if counts and int(match[1]) != shown:
                yield problem("list-renumbered", path, first + index, number=match[1], shown=shown)
                return
