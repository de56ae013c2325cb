"""Lines of verse, drama, letters and interviews that are set in → the same at the margin, and by how much.

Markdown takes a paragraph that is set in by four columns for code, and drops any indent of its first line. In
what an author marks as of a kind neither is meant: verse keeps its indents, the others have none.
"""

import re
from collections.abc import Iterator, Sequence

from florilege.catalogue.writings import Genre
from florilege.prose.genres import ALIASES, GENRES, VERSE
from florilege.prose.typography.protected_lines import indented_lines

_NAMES: dict[str, str] = {**{genre: genre for genre in GENRES}, **ALIASES}
_NAME = "|".join(sorted(map(re.escape, _NAMES), key=len, reverse=True))
_OPENS = re.compile(
    rf"[ >]*(?::{{3,}}[ ]*(?:(?P<name>{_NAME})|\{{[^{{}}]*\.(?P<dotted>{_NAME})\b[^{{}}]*\}})(?![\w-]).*"
    r"|<(?P<tag>div|section|article|blockquote)\b[^<>]*"
    rf"\bclass=[\"']?[^\"'<>]*\b(?P<quoted>{_NAME})\b.*)",
    re.IGNORECASE,
)
_COLONS = re.compile(r"[ >]*:{3,}(?P<name>.*)")
_MARKED = re.compile(rf"[ >]*\{{:?[^{{}}]*\.(?P<name>{_NAME})\b[^{{}}]*\}}[ ]*", re.IGNORECASE)
_BOUND = re.compile(r"[ >]*(?::{3,}.*|</?(?:div|section|article|blockquote)\b[^<>]*>[ ]*)\Z", re.IGNORECASE)
"""What stands around a block, which begins and ends there as at a blank line."""
_LEAD = re.compile(r"(?P<lead>(?:[ ]{0,3}>[ ]?)*)(?P<indent>[ \t]*)(?=\S)")
_HOLDER = re.compile(r"(?:[*+-]|\d{1,9}[.)])[ \t]|\[\^[^\]]+\]:")
"""What begins an item or a note, which go on in lines that are set in."""
_NO_VERSE = re.compile(r"[#|<{]|!!!|\?{3}|:{3}|`{3}|~{3}|\[[^\]]+\]:|\*\[")


def genre_lines(
    lines: Sequence[str], code: frozenset[int], genre: Genre | None
) -> tuple[list[str], dict[int, int]]:
    """The lines, at the margin where they are of a kind; and the columns by which verse is set in.

    `code` are the lines of fenced code, from 0; `genre` is the kind of all of the text.

    >>> genre_lines(["::: verse", "  Un", "", "        deux", ":::", "    x"], frozenset(), None)
    (['::: verse', 'Un', '', 'deux', ':::', '    x'], {1: 2, 3: 8})
    """
    kinds = _kinds(lines, code, genre)
    if not kinds:
        return [*lines], {}
    made, indents = [*lines], dict[int, int]()
    apart = ["" if _BOUND.match(line) else line for line in lines]
    as_code = indented_lines(apart, {})
    blank, holds = True, False
    for number, line in enumerate(apart):
        match = _LEAD.match(line)
        if match is None:
            blank, holds = True, holds and not lines[number].strip(" >")
            continue
        kind, margin = kinds.get(number, ("", 0))
        indent = match["indent"].expandtabs(4)
        columns = len(indent) - margin
        words = line[match.end() :]
        begins, blank = blank, False
        if begins:
            holds = (holds and columns >= 2) or _HOLDER.match(words) is not None
        if not kind or number in code or columns <= 0:
            continue
        at_margin = f"{match['lead']}{indent[:margin]}{words}"
        if kind == VERSE and begins and not holds and not _NO_VERSE.match(words):
            made[number], indents[number] = at_margin, columns
        elif kind != VERSE and number in as_code:
            made[number] = at_margin
    return made, indents


def set_in(line: str, columns: int) -> str:
    """A line of verse with its indent, as Markdown keeps it."""
    match = _LEAD.match(line)
    end = match.end() if match else 0
    return f"{line[:end]}{'&nbsp;' * columns}{line[end:]}"


def _kinds(lines: Sequence[str], code: frozenset[int], genre: Genre | None) -> dict[int, tuple[str, int]]:
    """The kind of each line that is of one, and the column of its margin."""
    found: dict[int, tuple[str, int]] = dict.fromkeys(range(len(lines)), (genre, 0)) if genre else {}
    for number, line in enumerate(lines):
        if number in code:
            continue
        if match := _OPENS.fullmatch(line):
            name = match["name"] or match["dotted"] or match["quoted"]
            end = _end(lines, number, code, match["tag"])
            found |= dict.fromkeys(range(number + 1, end), (_NAMES[name.lower()], _margin(line)))
        elif (match := _MARKED.fullmatch(line)) and number:
            found |= dict.fromkeys(_above(lines, number), (_NAMES[match["name"].lower()], _margin(line)))
    return found


def _margin(line: str) -> int:
    match = _LEAD.match(line)
    return len(match["indent"].expandtabs(4)) if match else 0


def _end(lines: Sequence[str], number: int, code: frozenset[int], tag: str | None) -> int:
    """The line that closes what line `number` opens; that line where nothing does."""
    depth = 0
    for index in range(number, len(lines)):
        if index in code:
            continue
        if tag:
            depth += len(re.findall(rf"<{tag}\b", lines[index], re.IGNORECASE))
            depth -= len(re.findall(rf"</{tag}>", lines[index], re.IGNORECASE))
        elif match := _COLONS.fullmatch(lines[index]):
            depth += 1 if match["name"].strip(" :") else -1
        if depth <= 0:
            return index
    return number


def _above(lines: Sequence[str], number: int) -> Iterator[int]:
    """The lines of the paragraph that touches line `number` from above."""
    for index in range(number - 1, -1, -1):
        if not lines[index].strip(" >"):
            return
        yield index
