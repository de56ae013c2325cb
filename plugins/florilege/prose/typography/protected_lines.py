"""What typography may not touch at the level of lines: code blocks, front matter, markers of lines.

The scan is that of Python-Markdown with our dialect, near enough: a line that could be either is protected.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from florilege.prose.source import fences
from florilege.prose.typography.protected_pairs import foreign
from florilege.prose.typography.sentinels import BLOCK, ITEM, LEAD


class Span(NamedTuple):
    """A protected stretch of the source, from 0, `end` not included."""

    start: int
    end: int
    character: str


_FRONT_MATTER = re.compile(r"---[ \t]*\n.*?^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_PREFIX = re.compile(
    r"[ \t]*+(?:(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t])|\#{1,6}(?=[ \t])|:(?=[ \t])|\[\^[^\]\n]++\]:"
    r"|\*\[[^\]\n]++\]:)[ \t]*+)*+(?:\[[ xX]\][ \t]++|\[![\w-]++\][+-]?[ \t]*+|:{3,}+[ \t]*+[\w-]*+[ \t]*+)?"
)
_WHOLE_LINE = re.compile(
    r"[ \t>]*+(?:(?:!!!|\?\?\?\+?|===[!+]?)[ \t]|--8<--|/{3,}"  # admonition, details, tab, snippet, block
    r"|\[(?!\^)[^\[\]\n]++\]:[ \t]*+\S++[ \t]*+(?:[\"'(].*[\"')])?[ \t]*$"  # definition of a link
    r"|(?=[^\n]*[-=_*~+])[ \t>|:=*_~+-]++$)"  # rule, underline of a heading, rule of a table
)
_OPENER = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]|\[\^[^\]\n]+\]:|:[ \t]|!!!|\?\?\?|===[ \t]")
_CELL = re.compile(r"[ \t]*(?<!\\)\|[ \t]*")
_ATTRIBUTES = re.compile(r"\{:?[^{}]*\}[ \t]*$")


def protected_lines(source: str, language: str) -> list[Span]:
    """The protected stretches in order; `language` is the primary language of the text."""
    lines = source.split("\n")
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    found: list[Span] = []
    skip = _blocks(source, lines, starts)
    paragraph = 0  # how many of `found` precede the present paragraph
    begins = 0
    index = 0
    while index < len(lines):
        line = lines[index]
        if index in skip:
            last = skip[index]
            found.append(Span(starts[index], min(starts[last + 1], len(source)), BLOCK))
            index = last + 1
            paragraph, begins = len(found), starts[index]
            continue
        if not line.strip(" \t>"):
            paragraph, begins = len(found), starts[index + 1]
        if _in_other_language(line, language):
            del found[paragraph:]
            found.append(Span(begins, min(starts[index + 1], len(source)), BLOCK))
        else:
            found += _markers(line, starts[index], len(source))
        index += 1
    return found


def _markers(line: str, start: int, limit: int) -> Iterator[Span]:
    """The markers of one line that is no code."""
    if _WHOLE_LINE.match(line):
        yield Span(start, min(start + len(line) + 1, limit), BLOCK)
        return
    match = _PREFIX.match(line)
    end = match.end() if match else 0
    if end:
        yield Span(start, start + end, ITEM if line[:end].strip(" \t>") else LEAD)
    if line.startswith("|", end):
        for cell in _CELL.finditer(line, end):
            yield Span(start + cell.start(), start + cell.end(), ITEM)


def _in_other_language(line: str, language: str) -> bool:
    """Whether a list of attributes closes a paragraph or a heading and names another language."""
    if "lang" not in line:
        return False
    match = _ATTRIBUTES.search(line)
    alone = match is not None and (match.start() == 0 or line.lstrip(" >").startswith("#"))
    return alone and match is not None and foreign(match.group(), language)


def _blocks(source: str, lines: Sequence[str], starts: Sequence[int]) -> dict[int, int]:
    """First line → last line of front matter, fenced code and indented code."""
    blocks: dict[int, int] = {}
    if match := _FRONT_MATTER.match(source):
        blocks[0] = match.group().rstrip("\n").count("\n")
    blocks |= fenced_code(lines)
    return blocks | indented_code(lines, blocks)


def fenced_code(lines: Sequence[str]) -> dict[int, int]:
    """First line → last line of code between fences."""
    return {fence.first: fence.last for fence in fences(lines) if fence.closed}


def indented_lines(lines: Sequence[str], blocks: dict[int, int]) -> frozenset[int]:
    """The lines of indented code, those of `blocks` (first line → last line) being none."""
    found = indented_code(lines, blocks).items()
    return frozenset(number for first, last in found for number in range(first, last + 1))


def indented_code(lines: Sequence[str], blocks: dict[int, int]) -> dict[int, int]:
    """Indented code: four columns deeper than what holds it, after a blank line."""
    found: dict[int, int] = {}
    contents: list[int] = []
    """The columns at which the contents of the open lists, notes and asides begin."""
    first = -1
    blank = True
    until = -1
    for index, line in enumerate(lines):
        until = max(until, blocks.get(index, -1))
        if index <= until:
            first, blank = -1, False
            continue
        text = line.expandtabs(4).lstrip(" ")
        if not text:
            blank = True
            continue
        indent = len(line.expandtabs(4)) - len(text)
        if blank:
            while contents and contents[-1] > indent:
                contents.pop()
        if (blank or first >= 0) and indent >= (contents[-1] if contents else 0) + 4:
            first = index if first < 0 else first
            found[first] = index
        else:
            first = -1
            if _OPENER.match(text):
                while contents and contents[-1] > indent:
                    contents.pop()
                contents.append(indent + 4)
        blank = False
    return found
