"""HTML with marks → what Markdown made without a sign, and may not be meant: each said once in a text.

Lille, 3 rue Basse         lines that become one
59000 Lille
    Le soir est long,      words set in by four columns: code
1. a  2. b  10. c          numbers that are counted on: 1, 2, 3

Paragraphs, lists and code are those of the dialect; the lines as typed tell their numbers.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from florilege.diagnostics.problems import Problem, problem
from florilege.prose import marks
from florilege.prose.genres import ALIASES, GENRES
from florilege.prose.indentation import LETTERED

SHORT = 60
"""Signs that each line of an address, a list of roles or a stanza has at most: those of prose, where it is
typed with line ends, have more."""
LOW, LEAST_LOW = 40, 4
"""The same of lines that begin with a small letter, as many of which are verse."""
_BEGINS = re.compile(r"[«“\"(—–]?[ \u00a0\u202f]?[A-ZÀ-ÖØ-ÞŒ0-9]")
_YEAR = re.compile(r"(?:1\d{3}|20\d\d)\b(?![ \u00a0]+[A-ZÀ-ÖØ-Þ])")
"""What a line of a sentence may begin with; a town follows a postal code."""
_ENDS = re.compile(r".*(?:[.!?…][»”\")* \u00a0\u202f]*|[:;])$")
"""A sentence or a part of one."""
_PAUSES = re.compile(r".*[,.!?…:;][»”\") \u00a0\u202f]*$")
_GOES_ON = re.compile(
    r""".*[\s'’(«\u00a0](?:
        à|au|aux|avant|après|avec|ce|ces|chez|comme|dans|de|depuis|des|du|elle|en|entre|est|et|il|je|jusqu.en|la|le|les
      |leur|mais|mes|mon|ne|nous|on|ou|par|pas|pour|qu.il|que|qui|sa|sans|se|ses|son|sont|sous|sur|un|une|vers|vous
      |a|an|and|as|at|but|by|for|from|her|his|in|is|its|my|not|of|on|or|our|since|than|that|the|their|to|was|were
      |until|which|who|with
      |am|auf|aus|bei|bis|das|dem|den|der|die|ein|eine|einem|einen|einer|für|ich|im|ist|mit|nach|nicht|oder|seit|sie
      |über|um|und|von|vom|vor|war|wie|zu|zum|zur
      |\d{1,2}|1er|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""A line whose sentence can't end with it: people break prose there, not verse."""
_LABELLED = re.compile(
    r"[A-ZÀ-ÖØ-ÞŒ][^\W\d_]{0,20}(?:[ ][^\W\d_]{1,20})?[ \u00a0\u202f]?:[ \u00a0\u202f]"
    r"|[A-ZÀ-ÖØ-ÞŒ]{2}[^.:]{0,40}\.[ \u00a0\u202f]?[–—-]"
)
"""« Q : », « Tags : », « JEAN. – »: who speaks, what is said."""
_CODE_SIGN = re.compile(r"[{}\[\]=$\\|_#@<>]|\w\(|\)\.|//|--")
_SPOKEN = re.compile(r"[A-ZÀ-ÖØ-ÞŒ«“—–]")
_WORDY = re.compile(r"[à-öø-ÿœ’«]|,(?:\s|$)|\w'\w")
"""What words have that begin with a small letter, and code hasn't."""
_PROGRAM = re.compile(
    r"(?:SELECT|INSERT[ ]INTO|UPDATE|DELETE[ ]FROM|(?:CREATE|ALTER|DROP)[ ][A-Z]+|EXPLAIN|Traceback)\b"
    r"|(?:git|npm|npx|pip3?|apt|apt-get|sudo|docker|brew|yarn|cargo|curl|ssh|mkdir|chmod|wget)[ ]"
)
"""What SQL and commands begin with."""
_WORDS = 4
_STARRED = re.compile(r"\*[^\W_]")
"""A star glued to its word, at the head of a line: an item of a list that none is."""
_NUMBER = re.compile(r"[ >]*(?:(?:[*+-]|\d{1,9}[.)])[ \t]+)*?(\d{1,9})[.)](?=[ \t\u00a0\u202f])")
_OWN_LINES = frozenset((*GENRES, *ALIASES, "signature", "highlight"))
"""Classes of what keeps its lines, or is read in its own way."""


@dataclass(slots=True)
class _Open:
    """An element that is open, with what of it is looked at."""

    tag: str
    is_apart: bool
    """Whether it, or what it stands in, keeps its lines."""
    words: list[str] = field(default_factory=list)
    line: int = 0
    items: list[int] = field(default_factory=list)
    """The lines of the items of a list."""


class _Reader(HTMLParser):
    """Gathers paragraphs, items of numbered lists, and code, in order, with the line of each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[_Open] = []
        self.paragraphs: list[tuple[int, str]] = []
        self.lists: list[list[int]] = []
        self.code: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("br", "img"):
            for each in self.open:
                each.words.append("\f")
        if tag in _VOID:
            return
        names = set(marks.strip(dict(attrs).get("class") or "").split())
        is_apart = bool(self.open and self.open[-1].is_apart) or bool(names & _OWN_LINES)
        self.open.append(_Open(tag, is_apart))
        self._note(next(filter(None, (marks.read(value) for _, value in attrs)), 0))

    def handle_data(self, data: str) -> None:
        self._note(marks.read(data) or 0)
        for each in self._around():
            each.words.append(data)

    def _note(self, line: int) -> None:
        for each in self._around():
            each.line = each.line or line

    def _around(self) -> Iterator[_Open]:
        """What is open, up to the block that holds the words."""
        for each in reversed(self.open):
            yield each
            if each.tag in ("p", "li", "pre", "table"):
                return

    def handle_endtag(self, tag: str) -> None:
        if not any(each.tag == tag for each in self.open):
            return
        while True:
            done = self.open.pop()
            self._close(done)
            if done.tag == tag:
                return

    def _close(self, done: _Open) -> None:
        above = self.open[-1] if self.open else None
        if done.tag == "p" and not done.is_apart:
            self.paragraphs.append((done.line, "".join(done.words)))
        elif done.tag == "code" and above and above.tag == "pre":
            self.code.append("".join(done.words))
        elif done.tag == "li" and above:
            above.items.append(done.line)
        elif done.tag == "ol":
            self.lists.append(done.items)
        if above and not above.line and above.tag in ("li", "ol"):
            above.line = done.line


_VOID = frozenset(("br", "img", "hr", "col", "wbr"))


def silent_readings(
    pieces: Sequence[str],
    typed: Sequence[str],
    code: frozenset[int],
    path: str,
    first: int,
    *,
    told: frozenset[int] = frozenset(),
) -> Iterator[Problem]:
    """What is read otherwise than it looks, in the HTML of a text and of its notes.

    `typed` are its lines, `code` the numbers, from 0, of those in fences; `told` are lines whose list is
    known to be none, which needs no word about its lines.
    """
    reader = _Reader()
    for piece in pieces:
        reader.feed(piece)
    reader.close()
    lines = {first + n: _letters(line) for n, line in enumerate(typed) if n not in code}
    yield from _joined(reader.paragraphs, lines, path, told)
    yield from _code(reader.code, lines, path)
    yield from _renumbered(reader.lists, typed, path, first)


def _letters(words: str) -> str:
    """What typography leaves of a line."""
    return "".join(filter(str.isalnum, marks.strip(words)))


def _place(words: str, lines: Mapping[int, str]) -> int:
    """The first line that ends with some words; 0 for none."""
    letters = _letters(words)
    return next((number for number, line in lines.items() if letters and line.endswith(letters)), 0)


def _joined(
    paragraphs: Sequence[tuple[int, str]], typed: Mapping[int, str], path: str, told: frozenset[int]
) -> Iterator[Problem]:
    for line, text in paragraphs:
        raw = marks.strip(text).strip().split("\n")
        lines = [each.strip() for each in raw]
        if len(lines) > 1 and "\f" not in text and (_are_lines(lines) or _are_set_in(raw)):
            place = line or _place(lines[0], typed)
            if not told.isdisjoint(range(place, place + len(lines))):
                continue
            yield problem("lines-joined", path, place, count=len(lines), words=lines[1][:40])
            return


def _are_set_in(lines: Sequence[str]) -> bool:
    """Whether short lines stand at several depths, as in verse."""
    depths = {len(line) - len(line.lstrip(" ")) for line in lines[1:]}
    return max(depths) >= 4 and len(depths | {0}) > 2 and all(len(line.strip()) <= LOW for line in lines)


def _are_lines(lines: Sequence[str]) -> bool:
    """Whether each was meant to be a line of its own."""
    if all(map(_LABELLED.match, lines)) or sum(map(bool, map(_STARRED.match, lines))) > 1:
        return True
    if any(len(line) > SHORT or LETTERED.match(line) for line in lines) or all(map(_ENDS.match, lines[:-1])):
        return False
    if any(map(_GOES_ON.fullmatch, lines[:-1])) or any(map(_YEAR.match, lines[1:])):
        return False
    if all(map(_BEGINS.match, lines)):
        return True
    is_low = len(lines) >= LEAST_LOW and all(len(line) <= LOW and line[:1].isalpha() for line in lines)
    return is_low and sum(map(bool, map(_PAUSES.match, lines))) * 2 <= len(lines)


def _code(found: Sequence[str], typed: Mapping[int, str], path: str) -> Iterator[Problem]:
    """The first code that no fence holds, and that has words alone."""
    for block in found:
        lines = [line.strip() for line in marks.strip(block).split("\n") if line.strip()]
        if lines and _is_spoken(" ".join(lines)) and (place := _place(lines[0], typed)):
            yield problem("code-meant", path, place, words=lines[0][:40])
            return


def _is_spoken(words: str) -> bool:
    if _CODE_SIGN.search(words) or _PROGRAM.match(words):
        return False
    return bool(_SPOKEN.match(words) or (_WORDY.search(words) and len(words.split()) >= _WORDS))


def _renumbered(
    lists: Sequence[Sequence[int]], typed: Sequence[str], path: str, first: int
) -> Iterator[Problem]:
    """The first item whose number is neither the next nor that of the first (`1. 1. 1.`)."""
    told = []
    for items in lists:
        numbers = [
            (line, int(match[1]))
            for line in items
            if 0 <= line - first < len(typed) and (match := _NUMBER.match(typed[line - first]))
        ]
        if len(numbers) < len(items) or not numbers:
            continue
        begun = numbers[0][1]
        counts = False
        for shown, (line, number) in enumerate(numbers, begun):
            counts = counts or number != begun
            if counts and number != shown:
                told.append((line, number, shown))
                break
    for line, number, shown in sorted(told)[:1]:
        yield problem("list-renumbered", path, line, number=str(number), shown=shown)
