"""Set HTML → the same HTML with the spaces that French asks for across markup and ends of lines, and with
what French writes higher: « M<sup>me</sup> », « n<sup>o</sup> 3 ».

`fix` sees Markdown, in which a tag, an emphasis or a link may stand between a number and its unit. What a
reader sees is the words alone: so the rules of spaces are applied once more to what the blocks of a page
show, and each space that they change is found again in the HTML.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from html import unescape
from typing import NamedTuple

from florilege.language.locales import primary_language
from florilege.prose.typography.french import (
    KEPT,
    NBSP,
    NNBSP,
    RAISED,
    SPACE,
    SPACES,
    apply_rules,
    country_of,
)
from florilege.prose.typography.protected import Masked, mask
from florilege.prose.typography.protected_pairs import OPAQUE, foreign
from florilege.prose.typography.sentinels import WORD

_TOKEN = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>|<!--.*?-->|[^<]+|<", re.DOTALL)
_CALL = '<a class="note-ref"'
_ENTITY = re.compile(r"&(?:#\w+|\w+);")
_SHOWN = re.compile(r"[\w.,%‰€$£¥°]{1,16}")
"""Code so short is read as a number or a unit."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_INLINE = frozenset(
    "a abbr b bdi cite code del dfn em i ins kbd mark q s samp small span strong sub sup time u var".split()  # noqa: SIM905
)
_GAP = re.compile(rf"([^ \u2009{NBSP}{NNBSP}])({SPACE}*)")

_CHAIN = re.compile(r"[^ \n]+")
LONGEST = 30
"""Signs that are kept together on a line: half of it on the page of a paperback."""


def fix_across(html: str, locale: str, *, keep: Sequence[str] = ()) -> str:
    """The HTML with the same spaces as if no element stood between its words; other languages as they are.

    >>> fix_across("<p><b>12</b> %, M. <i>Untel</i>\\u202f?</p>", "fr")
    '<p><b>12</b>\\xa0%, M.\\xa0<i>Untel</i>\\u202f?</p>'
    """
    if primary_language(locale) != "fr":
        return html
    page = _Page(html, "fr")
    masked = mask(page.text, "fr", keep=keep, markdown=False)
    edits = _raised(page, masked)
    for old, new in zip(_GAP.finditer(masked.text), _gaps(masked.text, country_of(locale)), strict=True):
        if new[2] != " " and (old[2] or new[2]):
            start, end = masked.source(old.start(2)), masked.source(old.end(2))
            if page.text[start:end] != new[2]:
                edits += page.edits(start, end, new[2])
    return _edited(html, sorted(edits))


def _gaps(text: str, country: str) -> Iterator[re.Match[str]]:
    """Each character of a text but spaces, with the spaces behind it as French asks for them.

    Numbers are kept with what they count or name, but in words that together no line might hold: a chain of
    them, as moves of chess are, is parted as it is typed.
    """
    fixed = apply_rules(SPACES, text, country)
    kept = apply_rules(KEPT, fixed, country)
    chained = {
        number
        for chain in _CHAIN.finditer(kept)
        if len(chain[0]) > LONGEST
        for number in range(*chain.span())
    }
    for plain, gap in zip(_GAP.finditer(fixed), _GAP.finditer(kept), strict=True):
        yield plain if gap.start() in chained else gap


def _raised(page: "_Page", masked: Masked) -> list[tuple[int, int, str]]:
    """The edits that write higher what stands so in French, unless it does or markup runs through it."""
    edits: list[tuple[int, int, str]] = []
    for pattern in RAISED:
        for match in pattern.finditer(masked.text):
            places = page.places(masked.source(match.start(1)), masked.source(match.end(1)))
            start, end = places[0][0], places[-1][1]
            if all(changes for *_, changes in places) and "<" not in page.html[start:end]:
                edits += ((start, start, "<sup>"), (end, end, "</sup>"))
    return edits


def _edited(html: str, edits: Sequence[tuple[int, int, str]]) -> str:
    parts: list[str] = []
    position = 0
    for start, end, text in edits:
        parts += (html[position:start], text)
        position = end
    return "".join(parts) + html[position:]


class _Run(NamedTuple):
    """Characters of the view, and where they stand in the HTML: one by one, or all in one place."""

    view: int
    start: int
    end: int
    one_by_one: bool
    changes: bool
    """Whether a rule may change them: not code, what is raised, nor words of another language."""


class _Page:
    """What HTML shows, and where each character of it stands; blocks are set apart."""

    def __init__(self, html: str, language: str) -> None:
        self.html = html
        self.language = language
        self.runs: list[_Run] = []
        self.parts: list[str] = []
        self.length = 0
        self._read()
        self.text = "".join(self.parts)
        self.views = [run.view for run in self.runs]

    def _read(self) -> None:
        tokens = _TOKEN.finditer(self.html)
        raised = 0
        for token in tokens:
            name = (token[2] or "").lower()
            if not name:
                self._words(token, raised=raised > 0)
            elif token[1]:
                raised -= name == "sup"
                self._break(name, token)
            elif name == "img":
                self._add(WORD, *token.span())
            elif name in OPAQUE or ("lang" in token[3] and foreign(token[3], self.language)):
                self._break(name, token)
                self._opaque(token, tokens)
            elif token[0].startswith(_CALL):
                _within(token, tokens)
            else:
                raised += name == "sup"
                self._break(name, token)

    def _break(self, name: str, token: re.Match[str]) -> None:
        if name not in _INLINE:
            self._add("\n", token.start(), token.start())

    def _words(self, token: re.Match[str], *, raised: bool) -> None:
        if token[0].startswith("<") or self._parts_calls(token):
            return
        position = token.start()
        for match in _ENTITY.finditer(self.html, *token.span()):
            self._plain(position, match.start(), raised=raised)
            self._add(unescape(match[0]), *match.span())
            position = match.end()
        self._plain(position, token.end(), raised=raised)

    def _parts_calls(self, token: re.Match[str]) -> bool:
        """Whether this is what parts the numbers of two notes called at one place, no space of words."""
        return token[0] == NNBSP and self.html.startswith(_CALL, token.end())

    def _plain(self, start: int, end: int, *, raised: bool) -> None:
        if words := self.html[start:end].replace("\n", " "):
            # `m²` is a unit, and `10²` is no 102.
            shown = words.translate(_RAISED) if raised and "".join(self.parts[-1:])[-1:].isalpha() else words
            self._add(shown, start, end, one_by_one=True, changes=not raised)

    def _opaque(self, opening: re.Match[str], tokens: Iterator[re.Match[str]]) -> None:
        words, end = _within(opening, tokens)
        shown = words.strip()
        self._add(shown if _SHOWN.fullmatch(shown) else WORD, opening.start(), end, changes=False)

    def _add(
        self, shown: str, start: int, end: int, *, one_by_one: bool = False, changes: bool = True
    ) -> None:
        self.runs.append(_Run(self.length, start, end, one_by_one, changes))
        self.parts.append(shown)
        self.length += len(shown)

    def _place(self, number: int) -> tuple[int, int, bool]:
        """Where a character stands in the HTML, and whether it may be changed."""
        run = self.runs[bisect_right(self.views, number) - 1]
        start = run.start + number - run.view
        return (start, start + 1, run.changes) if run.one_by_one else (run.start, run.end, run.changes)

    def places(self, start: int, end: int) -> list[tuple[int, int, bool]]:
        return [self._place(number) for number in range(start, end)]

    def edits(self, start: int, end: int, spaces: str) -> Iterator[tuple[int, int, str]]:
        """(start, end, text) in the HTML that put `spaces` in the place of characters `start` to `end`."""
        if start == end:
            place = self._between(self._place(start - 1)[1], self._place(start)[0])
            yield place, place, spaces
            return
        places = self.places(start, end)
        if all(changes for _, _, changes in places):
            yield from ((first, last, "") for first, last, _ in places[:-1])
            yield *places[-1][:2], spaces

    def _between(self, start: int, end: int) -> int:
        """The last place between two characters where the fewest elements are open."""
        depth = least = 0
        place = start
        for tag in _TOKEN.finditer(self.html, start, end):
            depth += {"": 0}.get(tag[2] or "", -1 if tag[1] else 1)
            if depth <= least:
                least, place = depth, tag.end()
        return place


def _within(opening: re.Match[str], tokens: Iterator[re.Match[str]]) -> tuple[str, int]:
    """The words of an element, and where it ends."""
    depth, words = 1, ""
    end = opening.end()
    for token in tokens:
        end = token.end()
        if token[2] is None:
            words += unescape(token[0])
        elif token[2].lower() == opening[2].lower():
            depth += -1 if token[1] else 1
        if depth == 0:
            break
    return words, end
