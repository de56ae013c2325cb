"""Lines that other systems read, and Python-Markdown doesn't → lines that it reads the same way.

| verse            line blocks of Pandoc: a paragraph of the class `verse`, line by line
|   goes on
    behind its end
words              a table that touches the paragraph above (GitHub): a blank line between
| a | b |
|---|---|
Term               definitions of Pandoc: `:` for `~`
~ definition
| a | b |          what belongs to the table above, and is no row of it: a blank line between
{: .wide }
- item             a rule below an item, a quotation or verse: a blank line between
---
!!! note           words that touch the head of an aside: the same, indented
words
[TOC]              the place of a table of contents: left out, since there is one
"""

import re
from collections.abc import Sequence
from itertools import takewhile

from florilege.prose import marks
from florilege.prose.source import cells, code_lines, fences, is_delimiter_row, is_held

_VERSE = re.compile(r"([ >]*)\|(?:$|[ \u00a0]([ \u00a0]*)(.*))")
_GOES_ON = re.compile(r"[ ]{2,}[^\s|>]")
"""What goes on with a line of verse too long for one, behind what holds the verse."""
_NO_STROKE = re.compile(r"\\\||`[^`]*`|\[\[[^\[\]]*\]\]")
_TILDE = re.compile(r"([ >]*)~([ ]{1,3}[^\s~])")
_ITEM = re.compile(r"[ ]*(?:[*+-]|\d+\.)[ ]")
_BELOW_TABLE = re.compile(r"[ >]*(?:\{:[^{}|]*\}|:[ ][^|]*\w[^|]*)[ ]*")
_BLOCK = re.compile(
    r"[ >]*(?:#{1,6}[ ]|>|(?:[*+-]|\d{1,9}[.)])[ ]+\S|!\[[^\n]*\)[ ]*$|\$\$|([*_-])(?:[ ]*\1){2,}[ ]*$)[^|]*"
)
"""What is no row of a table that it touches: heading, quotation, item, picture, formula, rule."""
_ASIDE = re.compile(r"([ >]*)(?:!!!|\?\?\?\+?)[ ]?\w")
_WORDS = re.compile(r"[^\W\d_]|[«“\"'(*_\[]")
_RULE = re.compile(r"([ >]*)-{3,}[ ]*")
_BOOKMARK = re.compile(r"\[\]\{#([\w:.-]+)[^{}\n]*\}")
_CONTENTS = re.compile(r"[ >]*(\[toc\]|\[\[_?toc_?\]\]|\{:[ ]*toc\b[^{}]*\})\s*", re.IGNORECASE)


def without_bookmarks(line: str) -> str:
    """A line without the bookmarks of Word, as Pandoc writes them; one in a heading names the heading.

    >>> without_bookmarks("# Le quai []{#_Toc12 .anchor}"), without_bookmarks("Un []{#_Hlk7 .anchor}mot.")
    ('# Le quai {#_Toc12}', 'Un mot.')
    """
    if "[]{#" not in line:
        return line
    found = _BOOKMARK.search(line)
    plain = _BOOKMARK.sub("", line).rstrip()
    is_nameless = line.startswith("#") and not plain.endswith("}")
    return f"{plain} {{#{found[1]}}}" if found and is_nameless else plain


def read_foreign(lines: Sequence[str]) -> list[str]:
    """The lines, with marks or without, rewritten; some more where blank lines and attributes are put in.

    >>> read_foreign(["| Un", "|   deux"])
    ['Un  ', '&nbsp;&nbsp;deux', '{: .verse }']
    >>> read_foreign(["Mots", "| a | b |", "|---|---|"])
    ['Mots', '', '| a | b |', '|---|---|']
    """
    code = code_lines(fences(lines))
    made: list[str] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        before = made[-1] if made else ""
        end = index if index in code else _end_of_verse(lines, index, before)
        if end > index:
            made += [_lead(line)] * bool(before.strip(" >")) + _verse(lines[index:end])
            made += [_lead(line)] * bool(lines[end : end + 1] and lines[end].strip(" >"))
            index = end
            continue
        if index not in code:
            if (
                _begins_table(lines, index, before)
                or _ends_table(line, made)
                or _is_rule(lines, index, before)
            ):
                made.append(min(_lead(line), _lead(before), key=len))
            elif (tilde := _TILDE.match(line)) and _is_term(before, lines[max(0, index - 2) : index]):
                line = f"{tilde[1]}:{line[tilde.end(1) + 1 :]}"
            elif contents := contents_place(lines, index):
                del made[len(made) + 1 - contents :]
                line = _lead(line)
        made.append(line)
        index += 1
        aside = _ASIDE.match(line) if index - 1 not in code else None
        while aside and index < len(lines) and index not in code and _touches(lines[index], aside[1]):
            made.append(f"{aside[1]}    {lines[index][len(aside[1]) :]}")
            index += 1
    return made


def _touches(line: str, lead: str) -> bool:
    """Whether a line of words goes on where one with this lead began."""
    return line.startswith(lead) and _WORDS.match(line, len(lead)) is not None


def contents_place(lines: Sequence[str], index: int) -> int:
    """How many lines, this the last, ask for a table of contents; 0 for none. kramdown has an item before.

    >>> contents_place(["[TOC]"], 0), contents_place(["* TOC", "{:toc}"], 1), contents_place(["toc"], 0)
    (1, 2, 0)
    """
    before = lines[index - 1] if index else ""
    found = _CONTENTS.fullmatch(marks.strip(lines[index]))
    if found is None:
        return 0
    if found[1].startswith("{") and _ITEM.match(before):
        return 2
    return int(not before.strip(" >"))


def _lead(line: str) -> str:
    """What a line begins with that holds it in a quotation."""
    match = re.match(r"[ >]*", line)
    return match.group().rstrip() if match else ""


# ---- Verse


def _end_of_verse(lines: Sequence[str], index: int, before: str) -> int:
    """The line after a line block that begins here; `index` where none does."""
    match = _VERSE.match(lines[index])
    if match is None or "|" in before:
        return index
    end = index
    while end < len(lines) and (
        (each := _VERSE.match(lines[end]))
        or (end > index and lines[end].startswith(match[1]) and _GOES_ON.match(lines[end], match.end(1)))
    ):
        if each and (each[1] != match[1] or "|" in _NO_STROKE.sub("", each[3] or "")):
            return index  # a table, or what is left of one
        end += 1
    is_alone = not before.strip(" >") and (end == len(lines) or not lines[end].strip(" >"))
    return end if is_alone or end > index + 1 else index


def _verse(lines: Sequence[str]) -> list[str]:
    made: list[str] = []
    whole: list[str] = []
    for line in lines:
        if _VERSE.match(line):
            whole.append(line)
        else:
            whole[-1] += f" {line.strip(' >')}"
    lines = whole
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        lead, indent, words = _VERSE.match(line).groups()  # type: ignore[union-attr]
        if not words:
            made.append(lead.rstrip())
            continue
        last = not _VERSE.match(following) or not _VERSE.match(following)[3]  # type: ignore[index]
        made.append(f"{lead}{'&nbsp;' * len(indent)}{words}{'' if last else '  '}")
        if last:
            made.append(f"{lead}{{: .verse }}")
    return made


# ---- Tables, definitions


def _begins_table(lines: Sequence[str], index: int, before: str) -> bool:
    """Whether a line is the head of a table and touches a paragraph above."""
    if "|" not in lines[index] or not before.strip(" >") or "|" in before or index + 1 >= len(lines):
        return False
    below = marks.strip(lines[index + 1])
    return is_delimiter_row(below) and len(cells(lines[index])) == len(cells(below))


def _ends_table(line: str, made: Sequence[str]) -> bool:
    """Whether a line touches a table and is no row of it: a list of attributes, or a caption of Pandoc."""
    plain = marks.strip(line)
    if not (_BELOW_TABLE.fullmatch(plain) or _BLOCK.fullmatch(plain)):
        return False
    above = takewhile(lambda each: "|" in each, reversed(made))
    return any(is_delimiter_row(marks.strip(each)) for each in above)


def _is_rule(lines: Sequence[str], index: int, before: str) -> bool:
    """Whether dashes touch an item, a quotation or a note that ends there, and are no underline."""
    match = _RULE.fullmatch(lines[index])
    if match is None or not before.strip(" >"):
        return False
    start = index - 1
    while start and lines[start - 1].strip(" >"):
        start -= 1
    first = lines[start]
    return first.startswith(match[1]) and is_held(marks.strip(first.removeprefix(match[1])))


def _is_term(before: str, above: Sequence[str]) -> bool:
    """Whether a definition may follow: a line of words stands above, or words and a blank line."""
    return bool(before.strip(" >")) or (len(above) == 2 and bool(above[0].strip(" >")))
