"""Markdown as typed → what is wrong with it before any conversion: size, nesting, density, characters.

Python-Markdown takes quadratic time on `[` × 13 000 and overflows the stack on lists nested 300 deep, so
these limits are checked on the lines, in linear time. No honest essay comes near them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from florilege.diagnostics.lookalikes import IGNORABLE, code_point
from florilege.diagnostics.problems import Problem, problem
from florilege.prose.asides import ASIDES, OPENING, aside_kind
from florilege.reading.characters import FORBIDDEN, unseen

MAX_CHARACTERS = 400_000
"""Some 130 printed pages; Python-Markdown takes about 5 s."""
MAX_NESTING = 32
"""Containers (quotations, lists, indents of four) that one line may open."""
MAX_DENSITY = 1_500
"""Characters of one kind among DENSE in one block (lines without a blank between)."""
DENSE = "[<!`*_>"
"""The characters on which Python-Markdown is slower than linear."""
MAX_CODE_LINES = 1_000
"""Of one code block: WeasyPrint takes 21 s for 50 000."""
MAX_COLUMNS = 20
"""Of a table: more can't be read on a page of 148 mm."""
MAX_ABBREVIATIONS = 200

_FENCE = re.compile(r"^[ ]*(?:(?:>|[*+-][ ]|\d{1,9}[.)][ ]|:[ ]|\[\^[^\]]+\]:)[ ]*)*(`{3,}|~{3,})(.*)$")
_CONTAINER = re.compile(r"(?:[ ]{0,3}(?:>|[*+-](?=[ ]|$)|\d{1,9}[.)](?=[ ]|$))|[ ]{4}|[ ]{1,3}(?=[>*+-]))")
_NOTE = re.compile(r"^(?:[ ]{0,3}>)*[ ]{0,3}\[\^([^\]]+)\]:")
_NOTE_WITHIN = re.compile(r"^[ >]*(?:(?:[*+:-]|\d{1,9}[.)])[ ]+)*\[\^([^\]]+)\]:")
"""In an item or an aside too, where code would look the same."""
_ITEM = re.compile(r"^[ ]{0,3}(?:[*+-]|\d{1,3}[.)])[ ]+\S")
_BREAK = re.compile(r"[ ]{0,3}([-*])(?:[ \t]*\1){2,}[ \t]*\Z")
_LISTED = re.compile(r"[ ]{0,3}([*+•‣◦▪·●○■□◆➢➤►\uf0b7-]|(\d{1,9})[.)])[ \t\u00a0\u202f]+\S")
"""A line that begins an item, and the number of the item."""
_SET_IN = re.compile(r"(?:[ ]{4,8}|\t{1,2})[*+•-][ \t\u00a0]+\S")
_PLAIN_LEAD = re.compile(r"(?:\x1a\d+\x1a)?(?:\*\*|__)?[^\W_]")
"""What may stand above an item that is set in, at the margin, with its mark (marks.py)."""
_LEADS = re.compile(r":[*_ \t\u00a0\u202f]*$")
_YEAR = re.compile(r"^[ ]{0,3}(\d{3,9})\.[ ]+\S")
_PLAIN = re.compile(r"^[^\s>#|:~`<!\[{*+-]")
_ALERT = re.compile(r"[ >]*>[ ]?\[!(?P<kind>[\w-]+)\]")
_ABBREVIATION = re.compile(r"^[ ]{0,3}\*\[([^\]]+)\]:")
_HELD = re.compile(r"[ ]{0,3}(?:>|(?:[*+-]|\d{1,9}[.)])[ ]|\||:[ ]|\[\^[^\]]+\]:)")
"""What begins a quotation, an item, verse, a definition or a note."""
_BLOCK = re.compile(
    r"[ ]{0,3}(?P<whole><(?P<tag>article|aside|blockquote|center|details|div|dl|figure|ol|p|pre|section"
    r"|table|ul)\b[^<>]*>)",
    re.IGNORECASE,
)
CODE_SPAN = r"(?<![\\`])(?P<ticks>`+)(?!`).*?(?<!`)(?P=ticks)(?!`)"
"""Code within a line, or from line to line (`re.DOTALL`); once in a pattern."""
_NO_TAG = re.compile(r"<!--.*?-->|(`+)(?!`)[^\n]+?(?<!`)\1(?!`)", re.DOTALL)
"""Where no tag stands: comments, code."""
_MARKDOWN_BELOW = re.compile(r"[^\n]*\n[ ]*\n(?:[ ]*\n)*[ ]*[^\s<]")
_WORDS_BELOW = re.compile(r".*?\n[ ]*\n\s*[^\s<]", re.DOTALL)
_OPTIONAL_END = ("p", "li", "ol", "ul", "dl", "table")
"""What old HTML left open."""
_WITHIN_LINE = re.compile(
    r"(?<!\\)<(?P<end>/?)(?P<tag>abbr|b|big|cite|code|del|em|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub"
    r"|sup|tt|u|var)(?P<rest>(?:\s[^<>]*)?)>",
    re.IGNORECASE,
)
_EMPTY_HEADING = re.compile(r"[ ]{0,3}#{1,6}[ \t]*(?:#+[ \t]*)?$")
_HOLDERS = re.compile(r"(?:[ ]{0,3}(?:>[ ]?|(?:[*+-]|\d{1,9}[.)])[ ]+))*")
"""What a line of a quotation or of an item begins with."""
_BEFORE_ROW = re.compile(r"^[ \t>]*(?:<figure[^<>]*>)?")
_NO_CELL = re.compile(r"\\\||(`+)(?!`).+?(?<!`)\1(?!`)|\[\[[^\[\]|\n]+\|[^\[\]|\n]+\]\]")
"""Where a stroke ends no cell: escaped, in code, in a mention."""


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced code block: lines from 0, `last` included; `closed` where the fence ends."""

    first: int
    last: int
    closed: bool


def fences(lines: Sequence[str]) -> tuple[Fence, ...]:
    """The fenced code blocks; one that is never closed is no code, and only its first line counts."""
    found: list[Fence] = []
    index = 0
    while index < len(lines):
        if opening := _opening(lines[index]):
            last = _closing(lines, index + 1, opening)
            found.append(Fence(index, index if last is None else last, last is not None))
            index = found[-1].last
        index += 1
    return tuple(found)


def _opening(line: str) -> str | None:
    match = _FENCE.match(line)
    return match.group(1) if match and "`" not in match.group(2) else None


_PLAIN_HEADER = re.compile(r"[ ]*(?:[^\s`{},]*|\{[ ]*[.#][^{}]*\})[ ]*")
_HEADER = re.compile(r"[ ]*\{?[ ]*\.?([A-Za-z0-9+#_-]*)(.*)")
_KEY = re.compile(r"([A-Za-z_-]+)\s*=")


def plain_fence(line: str) -> tuple[str, str]:
    """The line that opens a fence with its language alone, and the name of the first thing that is left out.

    >>> plain_fence('```py title="a.py"'), plain_fence("~~~ {r, echo=FALSE}"), plain_fence("```rust,ignore")
    (('```py', 'title'), ('~~~r', 'echo'), ('```rust', 'ignore'))
    >>> plain_fence("``` { .python #id }")
    ('``` { .python #id }', '')
    """
    language, rest = fence_header(line)
    if not rest:
        return line, ""
    key = _KEY.search(rest)
    return language, key.group(1) if key else rest.strip(" ,{}") or "{}"


def fence_header(line: str) -> tuple[str, str]:
    """The line that opens a fence up to its language, and all that follows; nothing where all is plain.

    >>> fence_header("> ``` Ceci est du texte"), fence_header("```py")
    (('> ```Ceci', ' est du texte'), ('```py', ''))
    """
    match = _FENCE.match(line)
    if not match or _PLAIN_HEADER.fullmatch(match.group(2)):
        return line, ""
    header = _HEADER.fullmatch(match.group(2))
    language, rest = header.groups() if header else ("", match.group(2))
    return line[: match.end(1)] + language, rest


def _closing(lines: Sequence[str], start: int, opening: str) -> int | None:
    for index in range(start, len(lines)):
        if lines[index].strip(" >") == opening:
            return index
    return None


def code_lines(found: Sequence[Fence]) -> frozenset[int]:
    """The numbers, from 0, of the lines inside closed fences, the fences themselves included."""
    return frozenset(n for fence in found if fence.closed for n in range(fence.first, fence.last + 1))


def note_lines(lines: Sequence[str], code: frozenset[int]) -> dict[str, int]:
    """Label of a note → the line, from 0, of its first definition."""
    found: dict[str, int] = {}
    for pattern in (_NOTE, _NOTE_WITHIN):
        for index, line in enumerate(lines):
            begins = index not in code or (index - 1 not in code and _opening(line))
            if begins and (match := pattern.match(line)):
                found.setdefault(match.group(1), index)
    return found


def abbreviations(lines: Sequence[str], code: frozenset[int]) -> dict[str, list[int]]:
    """What is abbreviated → the lines, from 0, that say what it stands for: the last holds."""
    found: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if index not in code and (match := _ABBREVIATION.match(line)):
            found.setdefault(match.group(1).strip(), []).append(index)
    return found


_SPACED = re.compile(
    r"(!\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\]\()"
    r'([^()<>"\n]*(?:\([^()<>"\n]*\)[^()<>"\n]*){0,4}\.(?:png|jpe?g|webp))(?=[ )])',
    re.IGNORECASE,
)
"""A picture whose name, as Windows gives it, may hold spaces."""


def whole_names(markdown: str) -> str:
    """The text with names of pictures that hold spaces as one word, which Markdown alone takes for a name.

    >>> whole_names("![Un puits](Le puits (2).png 'oui') `![](a b.png)`")
    "![Un puits](Le%20puits%20(2).png 'oui') `![](a b.png)`"
    """
    lines = markdown.split("\n")
    code = code_lines(fences(lines)) if " " in markdown and "![" in markdown else frozenset()
    return "\n".join(
        line if number in code or "![" not in line else _SPACED.sub(_whole_name, line)
        for number, line in enumerate(lines)
    )


def _whole_name(match: re.Match[str]) -> str:
    if match.string.count("`", 0, match.start()) % 2:
        return match[0]
    return match[1] + re.sub(r"\s", lambda space: quote(space[0]), match[2].strip())


def inspect(markdown: str, path: str, first: int) -> tuple[Problem, ...]:
    """All that is wrong with the source; an error among them means: don't convert."""
    if len(markdown) > MAX_CHARACTERS:
        return (problem("text-too-long", path, first, count=len(markdown), limit=MAX_CHARACTERS),)
    lines = markdown.split("\n")
    blocks = fences(lines)
    code = code_lines(blocks)
    found = [
        *_characters(lines, path, first),
        *_addresses(lines, code, path, first),
        *_nesting(lines, code, path, first),
        *_density(lines, code, path, first),
        *_fences(blocks, path, first),
        *_indented_code(lines, code, path, first),
        *_columns(lines, code, path, first),
        *_cells(lines, code, path, first),
        *_definitions(lines, code, path, first),
        *_misreadings(lines, code, path, first),
    ]
    return tuple(found)


def _characters(lines: Sequence[str], path: str, first: int) -> Iterator[Problem]:
    for index, line in enumerate(lines):
        if match := FORBIDDEN.search(line):
            name = code_point(match.group())
            yield problem("character-forbidden", path, first + index, match.start() + 1, character=name)


_ADDRESS = re.compile(
    r"""\b(?:https?://|mailto:|www\.)[^\s<>"')\]]+|\]\([ ]*<?[^)\s]*|\b(?:href|src)=\S+"""
    r"""|^[ ]{0,3}\[(?!\^)[^\]]+\]:[ ]*\S+"""
)


def _addresses(lines: Sequence[str], code: frozenset[int], path: str, first: int) -> Iterator[Problem]:
    """Addresses that hold what nobody sees lead elsewhere than they seem to."""
    if not any(map(unseen, lines)):
        return
    for index, line in enumerate(lines):
        for found in _ADDRESS.finditer(line) if index not in code else ():
            if hidden := unseen(found[0]):
                column = found.start() + found[0].index(hidden) + 1
                yield problem("url-invisible", path, first + index, column, character=code_point(hidden))


def _nesting(lines: Sequence[str], code: frozenset[int], path: str, first: int) -> Iterator[Problem]:
    for index, line in enumerate(lines):
        if index not in code and nesting(line) > MAX_NESTING:
            yield problem("text-too-deep", path, first + index, limit=MAX_NESTING)
            return


def nesting(line: str) -> int:
    """How many containers a line opens or continues at most: quotations, items, indents.

    >>> nesting("> > - words"), nesting("plain - words"), nesting("")
    (3, 0, 0)
    """
    depth = position = 0
    while match := _CONTAINER.match(line, position):
        depth += 1
        position = match.end()
    return depth


def _density(lines: Sequence[str], code: frozenset[int], path: str, first: int) -> Iterator[Problem]:
    total: Counter[str] = Counter()
    for index, line in enumerate([*lines, ""]):
        if line.strip() and index not in code:
            total.update({character: line.count(character) for character in DENSE if character in line})
        elif total:
            character, count = total.most_common(1)[0]
            if count > MAX_DENSITY:
                worst = max(range(start_of(lines, index), index), key=lambda n: lines[n].count(character))
                yield problem("text-too-dense", path, first + worst, character=character, count=count)
            total.clear()


def start_of(lines: Sequence[str], end: int) -> int:
    """The first line of the block that ends before line `end`."""
    start = end
    while start > 0 and lines[start - 1].strip():
        start -= 1
    return start


def densest_line(markdown: str) -> int:
    """The line, from 0, with the most characters that can slow the conversion: the one to blame for it.

    >>> densest_line("calm\\n[[[[[[\\ncalm")
    1
    """
    counts = [sum(line.count(character) for character in DENSE) for line in markdown.split("\n")]
    return counts.index(max(counts))


def _fences(blocks: Sequence[Fence], path: str, first: int) -> Iterator[Problem]:
    for block in blocks:
        if not block.closed:
            yield problem("fence-unclosed", path, first + block.first)
        elif block.last - block.first > MAX_CODE_LINES:
            yield problem("code-too-long", path, first + block.first, limit=MAX_CODE_LINES)


def _indented_code(lines: Sequence[str], code: frozenset[int], path: str, first: int) -> Iterator[Problem]:
    run = 0
    for index, line in enumerate(lines):
        run = run + 1 if line.startswith(("    ", "\t")) and index not in code else 0
        if run == MAX_CODE_LINES + 1:
            yield problem("code-too-long", path, first + index - MAX_CODE_LINES, limit=MAX_CODE_LINES)


def _columns(lines: Sequence[str], code: frozenset[int], path: str, first: int) -> Iterator[Problem]:
    """A table's rule of dashes tells its columns."""
    for index, line in enumerate(lines):
        cells = line.strip().strip("|").split("|")
        if len(cells) > MAX_COLUMNS and index not in code and is_table_rule([cell.strip() for cell in cells]):
            yield problem("table-too-wide", path, first + index, count=len(cells), limit=MAX_COLUMNS)


def _cells(lines: Sequence[str], code: frozenset[int], path: str, first: int) -> Iterator[Problem]:
    """No row has more cells with words than its table has columns: Python-Markdown drops the others."""
    columns = 0
    if not any("|" in line for line in lines):
        return
    for index, line in enumerate(lines):
        row = cells(line)
        if not line.strip(" \t>") or index in code:
            columns = 0
        elif columns:
            extra = row[columns:]
            if any(extra):
                yield problem("table-cells", path, first + index, count=len(row), columns=columns)
        elif index and is_table_rule(row) and len(cells(lines[index - 1])) == len(row) and "|" in line:
            columns = len(row)


def cells(line: str) -> list[str]:
    """The cells of a line that may be the row of a table.

    >>> cells("| `a|b` | [[Ida Nord|Ida]] |")
    ['#####', '################']
    """
    row = _NO_CELL.sub(lambda match: "#" * len(match.group()), _BEFORE_ROW.sub("", line)).strip()
    return [cell.strip() for cell in row.removeprefix("|").removesuffix("|").split("|")]


def is_table_rule(row: Sequence[str]) -> bool:
    """Whether cells are those of the line below the head of a table."""
    return all(re.fullmatch(r":?-+:?", cell) for cell in row)


def is_delimiter_row(line: str) -> bool:
    """Whether a line may stand below the head of a table.

    >>> is_delimiter_row("> | --- | :-: |"), is_delimiter_row("---"), is_delimiter_row("| a |")
    (True, False, False)
    """
    return "|" in line and is_table_rule(cells(line))


def _definitions(lines: Sequence[str], code: frozenset[int], path: str, first: int) -> Iterator[Problem]:
    notes = note_lines(lines, code)
    abbreviations = 0
    for index, line in enumerate(lines):
        if index in code:
            continue
        if match := _NOTE.match(line):
            label = match.group(1)
            if notes[label] != index and _NOTE.match(lines[notes[label]]):
                yield problem("note-duplicate", path, first + index, label=label, other=first + notes[label])
        elif _ABBREVIATION.match(line):
            abbreviations += 1
            if abbreviations == MAX_ABBREVIATIONS + 1:
                yield problem("abbreviations-too-many", path, first + index, limit=MAX_ABBREVIATIONS)


def _misreadings(lines: Sequence[str], code: frozenset[int], path: str, first: int) -> Iterator[Problem]:
    """What authors write for a list or an aside and Markdown reads as words."""
    for index, line in enumerate(lines):
        if index in code:
            continue
        before = lines[index - 1] if index else ""
        if (
            _ITEM.match(line)
            and not _BREAK.match(line)
            and _PLAIN.match(before)
            and not _ITEM.match(before)
            and "|" not in before
            and not _in_item(lines, index)
            and not interrupts(lines, index)
        ):
            yield problem("list-glued", path, first + index)
        if is_empty_heading(line, before):
            yield problem("heading-empty", path, first + index)
        if (match := _YEAR.match(line)) and not before.strip():
            yield problem("list-starts-late", path, first + index, number=match.group(1))
        match = _ALERT.match(line) or OPENING.match(line.lstrip(" >"))
        if match and not aside_kind(match["kind"]):
            yield problem("aside-unknown", path, first + index, kind=match["kind"], known=", ".join(ASIDES))


def is_held(line: str) -> bool:
    """Whether a line is no paragraph of its own, so that dashes below it are a rule and no underline."""
    return _HELD.match(line) is not None


def unclosed(markdown: str, path: str, first: int) -> Iterator[Problem]:
    """A block of HTML without its end, and Markdown below it: all that would be printed as it is typed.

    >>> [each.line for each in unclosed("<div>\\n\\na\\n\\n</div>\\n\\n<div>\\n\\nb", "a.md", 1)]
    [7]
    """
    if "<" not in markdown:
        return
    lines = markdown.split("\n")
    code = code_lines(fences(lines))
    text = "\n".join("" if number in code else line for number, line in enumerate(lines))
    text = _NO_TAG.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)
    lines = text.split("\n")
    yield from _unclosed_in_line(lines, path, first)
    start = end = 0
    for number, line in enumerate(lines):
        if start >= end and (match := _BLOCK.match(line)):
            closed = _end_of_block(text, start, match["tag"])
            if closed is None:
                below = _MARKDOWN_BELOW if match["tag"].lower() in _OPTIONAL_END else _WORDS_BELOW
                if below.match(text, start):
                    yield problem("html-changed", path, first + number, html=match["whole"][:60])
                return
            end = closed
        start += len(line) + 1


def _unclosed_in_line(lines: Sequence[str], path: str, first: int) -> Iterator[Problem]:
    """The tags that a paragraph opens and doesn't close: all that follows in it would be raised, say."""
    opened: list[tuple[str, int, str]] = []
    is_code = False
    for number, line in enumerate([*lines, ""]):
        if not line.strip(" >"):
            if opened:
                _, at, whole = opened[0]
                yield problem("html-changed", path, first + at, html=whole[:60])
            opened.clear()
        elif not opened and not (number and lines[number - 1].strip(" >")):
            is_code = line.startswith(("    ", "\t"))
        for match in () if is_code else _WITHIN_LINE.finditer(line):
            name = match["tag"].lower()
            if match["end"]:
                found = [index for index, each in enumerate(opened) if each[0] == name]
                del opened[found[-1] if found else len(opened) :]
            elif not match["rest"].endswith("/") and not _is_text(match["rest"]):
                opened.append((name, number, match[0]))


def _is_text(rest: str) -> bool:
    """Whether words behind the name of a tag are no attributes: « a<b et c>d »."""
    return bool(rest.strip()) and "=" not in rest


def _end_of_block(text: str, start: int, tag: str) -> int | None:
    """Where the element ends that begins at `start`."""
    depth = 0
    for match in re.compile(rf"<(/?){tag}\b[^<>]*>", re.IGNORECASE).finditer(text, start):
        depth += -1 if match[1] else 1
        if depth == 0:
            return match.end()
    return None


def interrupts(lines: Sequence[str], index: int, quote: str = "") -> bool:
    """Whether a line begins a list though it touches the paragraph above, as CommonMark reads it.

    A hyphen at the start of a line may be a dash, and a number a year: the line above must end with a
    colon, or another item of the kind follow; numbers begin with 1. `quote` is what each line of a
    quotation begins with.

    >>> interrupts(["Two:", "- one"], 1), interrupts(["Born in", "1. May"], 1)
    (True, False)
    >>> interrupts(["Two", "1) one", "2) two"], 1)
    True
    """
    first = _LISTED.match(lines[index], len(quote)) if index else None
    if index and not quote and _SET_IN.match(lines[index]) and _LEADS.search(lines[index - 1]):
        return _PLAIN_LEAD.match(lines[index - 1]) is not None
    if first is None or first[2] not in (None, "1") or not lines[index - 1].strip(" >"):
        return False
    if _LEADS.search(lines[index - 1]):
        return True
    kind = "1" if first[2] else first[1]
    for line in lines[index + 1 :]:
        if not line.startswith(quote) or not line[len(quote) :].strip():
            return False
        if following := _LISTED.match(line, len(quote)):
            return kind == ("1" if following[2] else following[1]) and following[2] in (None, "1", "2")
    return False


def is_empty_heading(line: str, before: str) -> bool:
    """Whether a line is a heading without words that are seen; one `#` goes on with a paragraph."""
    if "#" not in line:
        return False
    holders = _HOLDERS.match(line)
    line = line[holders.end() :] if holders else line
    if line.lstrip(" ").startswith("#"):
        line = re.sub(r"\s", " ", IGNORABLE.sub("", line))
    return _EMPTY_HEADING.match(line) is not None and ("##" in line or not before.strip(" >"))


def _in_item(lines: Sequence[str], index: int) -> bool:
    """Whether an item begins above, before any blank line: an item goes on without indent."""
    return any(_ITEM.match(line) for line in lines[start_of(lines, index) : index])
