"""Lists and fences as people type them → as Python-Markdown reads them: line for line.

CommonMark nests a list where its marker stands under the words of the item above (two columns for `-`, three
for `1.`); Python-Markdown wants four columns a level, `1.` rather than `1)`, and a blank line around a fence.
What is typed for either comes out in the second form; what is in that form already comes out as it is.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from florilege.prose.source import Fence, interrupts, start_of
from florilege.prose.source import fences as find_fences

STEP = 4
"""Columns a level, in Python-Markdown."""
LEAST = 2
"""Columns by which a nested marker, or a paragraph of an item, stands to the right of the item's marker."""

_QUOTE = re.compile(r"(?:[ ]{0,3}>[ ]?)*")
_BULLETS = "•‣◦▪·●○■□◆➢➤►\uf0b7"
"""Signs that word processors put before items."""
_MARKER = re.compile(rf"([*+-]|[{_BULLETS}](?=[ \t\u00a0\u202f])|\d{{1,9}}[.)])([ \t\u00a0\u202f]+)(?=\S)")
_FENCED = re.compile(r"[ \t]*(?:(?:[*+-]|\d{1,9}[.)]|:)[ \t]+|\[\^[^\]]+\]:[ \t]*)(?=`{3}|~{3})")
"""What a line begins with whose block, an item, a definition or a note, begins with a fence."""
_RULE = re.compile(rf"([-*_])(?:[ \t]*\1){{2,}}[ \t]*$|[{_BULLETS}](?:[ \t\u00a0]*[{_BULLETS}])+[ \t]*$")
"""A line of nothing but such signs: a rule or an ornament."""
_SPEECH = re.compile(r"[ ]*(?:[—–][ \u00a0\u202f]+|—)(?![a-zà-öø-ÿœ—–])\S")
"""A line of dialogue: not a parenthesis, which goes on in lower case."""
_SPOKEN = re.compile(r"[.!?…:»”\"*_)][ ]*$")
"""How a line ends after which somebody else may speak."""
_DASHES = "–−‐‑"
_BLANK = "[ \u00a0\u202f]"
LETTERED = re.compile(
    rf"""[ ]*(?:
      (?: \(?[a-zA-Z]\) | [a-zA-Z]\. | \(?[ivxIVX]{{1,5}}[.)] | \(\d{{1,2}}\) | \d{{1,2}}°\)?
          | \[\d{{1,3}}\] ){_BLANK}+
    | \d{{1,2}}{_BLANK}?[/–-]{_BLANK}+ | \d{{1,2}}[.)](?=[^\W\d_])
    | [\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?{_BLANK}+
    | [{_DASHES}]{_BLANK}+ | [{_BULLETS}{_DASHES}-](?=[^\W\d_])
    )\S""",
    re.VERBOSE,
)
"""A line of what Markdown knows no list for: a) b), i. ii., (1) (2), [1], 1°, 1/, 1.One, – one, -one."""
_FIRST = re.compile(rf"[ ]*(?:\(?[aA1iI][)°]|(?P<sign>[^\w\s(])(?={_BLANK}|(?<=[{_BULLETS}{_DASHES}-])\w))")
"""What the first line of such a list begins with, where a second follows: with the same sign, if with one."""
_LEADER = re.compile(r"(?:\*\*|__)?[A-ZÀ-ÖØ-ÞŒ][^.!?]{0,60}(?::[*_ \u00a0\u202f]*|\*\*|__)[ ]*$")
"""A line that leads to a list: « Mardi : », « **Mardi** »."""
_UNFINISHED = re.compile(
    r"(?:[,;(]|\b(?:et|ou|à|au|aux|avec|chez|de|des|du|en|la|le|les|par|pour|que|qui|sur|un|une"
    r"|a|and|at|by|for|from|in|of|on|or|the|to|with))[ ]*$",
    re.IGNORECASE,
)
SHORT_ITEM = 60
"""Signs of an item at most whose words don't go on behind a line end, where such a line follows."""
_EMPTY = re.compile(r"(\d{1,9}[.)])[ \t]*$")
"""An item without words, below others that are numbered."""
_EMPTY_MARKER = re.compile(r"(\S+)( )")
_KEPT = re.compile(r"[ ]{0,3}<(pre|script|style|textarea)\b", re.IGNORECASE)
_HEADING = re.compile(r"#{2,6}(?!#)|#[ \t]")
_UNDERLINE = re.compile(r"(?:=+|-+)[ ]*$")
_ATTRIBUTES = re.compile(r"[ >]*\{[^{}]*\}[ ]*$")
_QUOTING = re.compile(r"(?P<indent>[ \t]*)(?:[*+-]|\d{1,9}[.)]|:)[ \t]+(?=>)")
_CONTAINER = re.compile(r"(?:!!!|\?\?\?\+?)[ ]?\w|\[\^[^\]]+\]:")
"""What holds blocks indented by one step: asides, notes."""
_DEFINITION = re.compile(r":[ ]{1,3}(?=\S)")


@dataclass(slots=True)
class _Item:
    """An item or a definition that is open: the columns of its marker and of its words."""

    marker: int
    words: int
    ordered: bool | None
    """None for a definition."""
    number: int = 0
    blank: bool = False
    """Whether a blank line stands in it."""


class _Lists:
    """Goes through the lines of one quotation depth, and knows which items are open."""

    def __init__(self) -> None:
        self.items: list[_Item] = []
        self.base = 0
        self.after_blank = True
        self.shift = 0
        self.least = 0
        """The column of the fenced block that was opened, where it is all that begins an item."""
        self.defines = False
        """Whether the line just read begins a definition."""
        self.after_fence = False
        self.after_note = False
        """Whether the line just read begins a note, and has words of it."""
        self.needs_blank = False
        """Whether a blank line must stand before the line just read."""

    def line(self, line: str, *, interrupts: bool) -> str:
        """A line outside of code, indented as Python-Markdown wants; `interrupts`: a list begins here."""
        plain = line.expandtabs(STEP) if "\t" in line else line
        rest = plain.lstrip(" ")
        indent = len(plain) - len(rest)
        if not rest:
            self.after_blank, self.defines = True, False
            for item in self.items:
                item.blank = True
            return line
        marker = None if _RULE.match(rest) else _MARKER.match(rest)
        if marker is None and (empty := self._empty(rest, indent)):
            rest, marker = empty.string, empty
        self.needs_blank = False
        definition = _DEFINITION.match(rest)
        if definition:
            self.after_blank = self.after_blank or self.after_fence
            made = self._definition(rest, indent, definition)
        elif marker:
            begins = interrupts and not self.items and not self.after_blank
            self.after_blank = self.after_blank or begins
            self.needs_blank = begins or (interrupts and self.after_note)
            made = self._item(rest, indent, marker, set_in=begins)
        elif self.after_blank and not self.defines:
            made = self._words(rest, indent)
        else:
            made = None  # the paragraph goes on
        holds = not self.items and _CONTAINER.match(rest)
        if holds:
            self.base = indent + STEP
        self.after_blank = bool(holds or definition)
        self.after_note = bool(holds) and rest.startswith("[^") and not rest.rstrip().endswith("]:")
        self.defines, self.after_fence = bool(definition), False
        return line if made is None else made

    def fenced(self, line: str, *, opening: bool) -> str:
        """A line of a fenced block, which moves as its opening line does."""
        plain = line.expandtabs(STEP) if "\t" in line else line
        rest = plain.lstrip(" ")
        indent = len(plain) - len(rest)
        if opening:
            made = self._words(rest, indent) or plain
            self.shift = len(made) - len(made.lstrip(" ")) - indent
            self.least = 0
        self.after_blank, self.after_fence = False, True
        if not rest or not (self.shift or self.least):
            return line
        return " " * max(self.least, indent + self.shift) + rest

    def fenced_holder(self, marker: str, fence: str, code: Sequence[str]) -> tuple[str, str]:
        """An item, a definition or a note that begins with a fence, and its code → the line of its marker,
        and the fence."""
        made = self.line(marker + fence, interrupts=True)
        depth = max(len(made) - len(made.lstrip(" ")) + STEP, self.base + STEP * len(self.items))
        words = self.items[-1].words if self.items else depth
        columns = [len(line) - len(line.lstrip(" ")) for line in code if line.strip()]
        self.shift = depth - min([words, *columns])
        self.least = depth
        self.after_blank = False
        for each in self.items:
            each.blank = True
        return made.removesuffix(fence), " " * depth + fence

    def _empty(self, rest: str, indent: int) -> re.Match[str] | None:
        """The marker of an item without words, whose number goes on from that of the one above."""
        match = _EMPTY.match(rest)
        above = self.items[-1] if match and self.items else None
        if match is None or above is None or not above.ordered or not 0 <= indent - above.marker < LEAST:
            return None
        goes_on = int(match[1][:-1]) - above.number in (0, 1)
        return _EMPTY_MARKER.match(f"{match[1]} ") if goes_on else None

    def _definition(self, rest: str, indent: int, marker: re.Match[str]) -> str | None:
        """Open a definition: what stands below its words belongs to it."""
        if self.items and self.items[-1].ordered is None and indent < self.items[-1].marker + STEP:
            self.items.pop()  # the next definition of the term may be set in a little
        made = self._words(rest, indent) if self.after_blank else None
        self._close(indent)
        self.items.append(_Item(indent, indent + marker.end(), None))
        return made

    def _item(self, rest: str, indent: int, marker: re.Match[str], *, set_in: bool = False) -> str | None:
        goes_on = bool(self.items)
        sign, space = marker.groups()
        closed = self._close(indent)
        is_other = bool(closed) and closed[-1].ordered is not sign[0].isdigit()
        if closed and closed[-1].ordered is None:
            self.needs_blank = True
        around = [item for item in self.items[-1:] if item.ordered is not None]
        if (is_other or any(item.blank for item in (*closed, *around))) and not self.after_blank:
            self.needs_blank = True
        if not self.items and goes_on and self.after_blank and indent < self.base - STEP // 2:
            self.base = 0  # below a note or an aside that ends with a list
        if not self.items and not goes_on:
            if not self.after_blank:
                return None  # a paragraph goes on: `list-glued` says so
            if indent < self.base:
                self.base = 0
            if indent >= self.base + STEP and not set_in:
                return None  # indented code
        depth = self.base + STEP * len(self.items)
        number = int(sign[:-1]) if sign[0].isdigit() else 0
        self.items.append(_Item(indent, indent + marker.end(), sign[0].isdigit(), number))
        sign = "-" if sign in _BULLETS else sign.replace(")", ".")
        return f"{' ' * depth}{sign}{' ' if space.strip(' ') else space}{rest[marker.end() :]}"

    def holds(self, indent: int) -> bool:
        """Whether what stands at this column is a part of an item that is open."""
        return any(indent >= item.marker + LEAST for item in self.items)

    def block(self, indent: int) -> int:
        """The column of a block of lines that belongs to an item, and stands apart in it."""
        self._close(indent)
        for item in self.items:
            item.blank = True
        self.after_blank = False
        return self.base + STEP * len(self.items)

    def _close(self, indent: int) -> list[_Item]:
        """Close the items that what stands at this column is not part of; the innermost comes first."""
        closed = []
        while self.items and indent < self.items[-1].marker + LEAST:
            closed.append(self.items.pop())
        return closed

    def _words(self, rest: str, indent: int) -> str | None:
        """A line without a marker: it belongs to the items under whose words it stands."""
        self._close(indent)
        if not self.items:
            if indent < self.base:
                self.base = 0
            return None
        depth = self.base + STEP * len(self.items)
        if indent >= depth and indent % STEP == 0:
            return None  # in the second form already, code included
        beyond = indent - self.items[-1].words
        return " " * (depth + (beyond if beyond >= STEP else 0)) + rest


def align(lines: Sequence[str], blocks: Sequence[Fence]) -> list[str]:
    """The lines, each indented as Python-Markdown wants; fenced code moves with the item that holds it.

    A blank line is put in where Python-Markdown needs one: around a fence that touches text, and before the
    next item after a paragraph of an item; or wants one, which is slow on thousands of headings in one block.
    Numbers of lines must therefore have been noted before.

    >>> align(["1) Semer", "   - en ligne", "   - à la volée", "2) Arroser"], [])
    ['1. Semer', '    - en ligne', '    - à la volée', '2. Arroser']
    """
    return [made for each in aligned(lines, blocks) for made in each]


def aligned(lines: Sequence[str], blocks: Sequence[Fence]) -> list[list[str]]:
    """What `align` makes of each line: one, and a blank line before it where one is put in."""
    fences = [block for block in blocks if block.closed]
    starts = {block.first for block in fences}
    ends_of = {block.first: block.last for block in fences}
    ends = {*ends_of.values()}
    inside = {n for block in fences for n in range(block.first, block.last + 1)}
    kept = _kept(lines, inside)
    ends_of_blocks = _ends_of_blocks(lines)
    made: list[list[str]] = []
    depth, lists = "", _Lists()
    in_html = False
    number = 0
    while number < len(lines):
        line = lines[number]
        if number in kept:
            made.append([line])
            number += 1
            continue
        if quotation := _quoted_in_item(lines, number, depth, lists):
            if made and made[-1][-1].strip(" >"):
                quotation[0].insert(0, depth.rstrip())
            made += quotation
            number += len(quotation)
            continue
        match = _QUOTE.match(line)
        prefix = match.group() if match else ""
        if prefix.count(">") != depth.count(">"):
            lists = _Lists()
        depth = prefix
        rest = line[len(prefix) :]
        apart = bool(made) and bool(made[-1][-1].strip(" >")) and bool(rest.strip())
        speaks = (
            apart and number not in inside and _answers(lines, number, len(prefix), ends_of_blocks[number])
        )
        lettered = apart and not speaks and number not in inside and _is_lettered(lines, number, len(prefix))
        if lettered or (speaks and (lists.items or lists.base)):
            made[-1][-1] += "  "
        if number in starts and (holder := _FENCED.match(rest)):
            code = [each[len(prefix) :] for each in lines[number + 1 : ends_of[number]]]
            begins, fence = lists.fenced_holder(holder[0], rest[holder.end() :], code)
            lead = [prefix.rstrip()] * (apart and lists.needs_blank)
            made.append([*lead, prefix + begins, prefix.rstrip(), prefix + fence])
            number += 1
            continue
        if holder := _quoting(lines, number, prefix):
            begins = lists.line(rest, interrupts=interrupts(lines, number, prefix + " " * lists.base))
            quoted = rest[holder.end() :]
            if quotation := _quoted_in_item(lines, number + 1, prefix, lists, first=quoted):
                lead = [prefix.rstrip()] * (apart and lists.needs_blank)
                made.append([*lead, prefix + begins.removesuffix(quoted), prefix.rstrip(), *quotation[0]])
                made += quotation[1:]
                number += len(quotation)
                continue
            made.append([prefix.rstrip()] * (apart and lists.needs_blank) + [prefix + begins])
            number += 1
            continue
        if number in inside:
            fixed = lists.fenced(rest, opening=number in starts)
            apart = apart and number in starts and not lists.items
        else:
            leads = apart and bool(lists.items) and _leads(lines, number, prefix)
            lists = _Lists() if leads else lists
            lists.after_blank = lists.after_blank and not leads
            fixed = lists.line(rest, interrupts=interrupts(lines, number, prefix + " " * lists.base))
            ends_fence = number - 1 in ends and (not lists.items or lists.defines)
            alone = speaks and not (lists.items or lists.base)
            in_html = bool(apart and (in_html or lines[number - 1].lstrip(" ").startswith("<")))
            is_outside = not (prefix or lists.items or lists.base or in_html)
            below = is_outside and bool(made) and (_HEADING.match(made[-1][-1]) or _is_underlined(made))
            above = is_outside and _HEADING.match(line)
            apart = apart and bool(ends_fence or lists.needs_blank or alone or below or above or leads)
        made.append([prefix.rstrip(), prefix + fixed] if apart else [prefix + fixed])
        number += 1
    return made


def _leads(lines: Sequence[str], number: int, prefix: str) -> bool:
    """Whether a line at the margin, below an item, leads to the next list: « Mardi : »."""
    above, line, *below = (each[len(prefix) :] for each in lines[number - 1 : number + 2])
    return (
        _LEADER.match(line) is not None
        and len(above) <= SHORT_ITEM
        and all(_MARKER.match(each.lstrip(" \t")) for each in (above, *below))
        and not _UNFINISHED.search(above)
        and bool(below)
        and interrupts(lines, number + 1, prefix)
    )


def _kept(lines: Sequence[str], code: Collection[int]) -> set[int]:
    """The lines of HTML that shows its lines as they are, below the first of each."""
    found: set[int] = set()
    tag, first = "", 0
    for number, line in enumerate(lines):
        if not tag and number not in code and (match := _KEPT.match(line)):
            tag, first = match[1].lower(), number
        if tag and f"</{tag}" in line.lower():
            found.update(range(first + 1, number + 1))
            tag = ""
    return found


def _is_underlined(made: Sequence[Sequence[str]]) -> bool:
    """Whether a heading ends with the line just made, one of words and one that underlines it."""
    above = [line for each in made[-3:] for line in each][-3:]
    return (
        len(above) > 1
        and _UNDERLINE.match(above[-1]) is not None
        and bool(above[-2].strip())
        and not "".join(above[:-2]).strip()
    )


def _quoting(lines: Sequence[str], number: int, prefix: str) -> re.Match[str] | None:
    """The marker of an item or a definition that begins with a quotation of more lines than one."""
    holder = _QUOTING.match(lines[number], len(prefix))
    below = lines[number + 1][len(prefix) :] if holder and number + 1 < len(lines) else ""
    indent = len(below) - len(below.lstrip(" "))
    goes_on = holder and below.startswith(">", indent) and indent >= len(holder["indent"]) + LEAST
    return _QUOTING.match(lines[number][len(prefix) :]) if goes_on else None


def _quoted_in_item(
    lines: Sequence[str], number: int, depth: str, lists: _Lists, *, first: str = ""
) -> list[list[str]]:
    """What is made of the lines of a quotation that begins here in an item; nothing where none does.

    `first` is its first line, where that stands behind the marker of the item.
    """
    quotes = depth.count(">")
    inner = [re.sub(r"\A>[ ]?", "", first)] if first else []
    column = -1
    for line in map(lines.__getitem__, range(number, len(lines)) if lists.items else ()):
        match = re.match(rf"((?:[ ]{{0,3}}>[ ]?){{{quotes}}})([ ]*)>[ ]?", line)
        if match is None or not lists.holds(len(match[2])):
            break
        if column < 0:
            column, lead = len(match[2]), match[1]
        inner.append(line[match.end() :])
    if column < 0:
        return []
    lead += " " * lists.block(column) + "> "
    return [[(lead + each).rstrip(" ") for each in one] for one in aligned(inner, find_fences(inner))]


def _is_lettered(lines: Sequence[str], number: int, start: int) -> bool:
    """Whether a line follows others, or a colon, in a list of what Markdown knows no list for.

    A dash may also begin a line within a sentence: the line above must begin with one, too.
    """
    match = LETTERED.match(lines[number], start)
    first = _FIRST.match(lines[number], start) if match else None
    following = lines[number + 1] if number + 1 < len(lines) else ""
    is_alike = first and (not first["sign"] or following[start:].lstrip(" ").startswith(first["sign"]))
    if is_alike and LETTERED.match(following, start):
        return True
    if match is None or lines[number - 1].rstrip(" \u00a0").endswith(":"):
        return match is not None
    near = lines[max(0, number - _NEAR) : number]
    above = near[-1:] if match[0].strip()[0] in f"{_DASHES}-" else near[start_of(near, len(near)) :]
    return any(
        _follows(one, match) for line in above if line[start:] and (one := LETTERED.match(line, start))
    )


_NEAR = 40
"""Lines above in which the item before is looked for."""
_LABEL = re.compile(r"[^\W_]+")


def _follows(one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether two lines of a list follow each other: « M. Dupont » and « M. Martin » don't, a. and b. do."""
    before, after = _LABEL.search(one[0][:-1]), _LABEL.search(other[0][:-1])
    if before is None or after is None:
        return True
    if before[0].isdigit() and after[0].isdigit():
        return int(after[0]) == int(before[0]) + 1
    return len(before[0] + after[0]) > 2 or ord(after[0]) == ord(before[0]) + 1


def _ends_of_blocks(lines: Sequence[str]) -> list[int]:
    """For each line, the first below that is blank: where its block ends."""
    ends = [len(lines)] * len(lines)
    for number in range(len(lines) - 1, -1, -1):
        if not lines[number].strip(" >"):
            ends[number] = number
        elif number + 1 < len(lines):
            ends[number] = ends[number + 1]
    return ends


def _answers(lines: Sequence[str], number: int, start: int, end: int) -> bool:
    """Whether a line of dialogue follows another, or the words that lead to it; not in verse.

    `end` is where its block ends.
    """
    before = lines[number - 1]
    if not _SPEECH.match(lines[number], start):
        return False
    if not (_SPOKEN.search(before) or _SPEECH.match(before, start)):
        return False
    return not _ATTRIBUTES.match(lines[end - 1])
