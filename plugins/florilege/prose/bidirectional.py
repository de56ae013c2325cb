"""Set HTML → the same HTML, whose parts that run the other way say so: `dir` by language, or by their words.

An element in a language that is written the other way gets its direction. So does a paragraph, heading, item
or cell that begins with letters of the other way and has more of them (UAX 9, P2, alone would turn a French
sentence that begins with an Arabic word), and a list or quotation that holds nothing else. Words that run
from right to left in a sentence that doesn't are set apart, that they turn no comma and no number beside
them. What the author gave a direction keeps it.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from florilege.language.direction import is_right_to_left

_TOKEN = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>|[^<]+|<")
_LANG = re.compile(r"\blang=\"([^\"]*)\"")
_BEFORE = re.compile(r"(?: (?:[abc]|d(?:[a-h]|i[a-q]))[a-z-]*=\"[^\"]*\")*")
"""The attributes that stand before `dir`, by their names."""
_DIR = re.compile(r"\bdir=\"([a-z]+)\"")
_LEAVES = frozenset("dd dt figcaption h2 h3 h4 h5 h6 li p summary td th".split())  # noqa: SIM905
"""The elements whose letters decide."""
_HOLDERS = frozenset("blockquote div dl ol table ul".split())  # noqa: SIM905
"""Those that go with what they hold, if all of it agrees: where bullets and rules stand."""
_VOID = frozenset(["br", "hr", "img", "wbr"])
_R = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff]"
_RUN = re.compile(rf"{_R}(?:[\W\d_]*{_R})*")
"""Words that run from right to left, and what stands between two of them (UAX 9, N1)."""
_PAIRS = {"«": "»", "“": "”", "‹": "›", "(": ")", "[": "]"}
_OPENS = re.compile(r"([«“‹(\[])[ \u00a0\u202f]?\Z")
_CLOSES = re.compile(r"[ \u00a0\u202f]?([»”›)\]])")
_LEFTWARD = re.compile(rf"{_R}|\u200f|&#|\bdir=")
"""What may run from right to left, or make something do so."""
_CODE = frozenset(["code", "kbd", "samp"])
_STRONG = {"L": "ltr", "R": "rtl", "AL": "rtl"}


@dataclass(slots=True)
class _Node:
    """An element: its parent, where a direction would be written, and what says which it has."""

    name: str
    parent: int
    place: int
    given: str
    """What its author wrote as `dir`."""
    by_language: str
    first: str = ""
    """How its first letter runs."""
    rightward: int = 0
    """Letters that run from left to right."""
    leftward: int = 0
    held: set[str] = field(default_factory=set)
    """The directions of all leaves that it holds."""

    def own(self) -> str:
        """Its direction, where it has one of its own."""
        if said := self.given or self.by_language:
            return said
        if self.name in _HOLDERS:
            return next(iter(self.held)) if len(self.held) == 1 else ""
        return self.by_words if self.name in _LEAVES else ""

    @property
    def by_words(self) -> str:
        """How its first letter and most of all run; nothing where they differ."""
        most = "ltr" if self.rightward > self.leftward else "rtl" if self.leftward > self.rightward else ""
        return most if most == self.first else ""


def directed_page(html: str) -> str:
    """The HTML of a page that runs from left to right, with `dir` on the texts in languages that don't.

    Lists of such titles and names, contents and index, go on as they are.

    >>> directed_page('<p>بئر <b lang="ar">بئر</b>')
    '<p><bdi dir="rtl">بئر</bdi> <b dir="rtl" lang="ar">بئر</b>'
    """
    return _directed(html, "ltr", by_words=False)


def directed(html: str, lang: str) -> str:
    """The HTML of a text in a language, with `dir` where it runs the other way.

    >>> directed('<p>Un <b lang="ar">بئر</b></p>', "fr") == '<p>Un <b dir="rtl" lang="ar">بئر</b></p>'
    True
    """
    return _directed(html, "rtl" if is_right_to_left(lang) else "ltr", by_words=True)


def _directed(html: str, base: str, *, by_words: bool) -> str:
    if base == "ltr" and not _LEFTWARD.search(html) and not any(map(is_right_to_left, _LANG.findall(html))):
        return html
    nodes, texts = _nodes(html)
    for node in reversed(nodes):  # what an element holds comes after it
        if node.parent >= 0:
            held = {node.own()} if node.name in _LEAVES and node.by_words else node.held
            nodes[node.parent].held |= held
    edits: list[tuple[int, int, str]] = []
    around: list[str] = []
    for node in nodes:
        outer = around[node.parent] if node.parent >= 0 else base
        around.append((node.own() if by_words else node.given or node.by_language) or outer)
        if around[-1] != outer and not node.given:
            edits.append((node.place, node.place, f' dir="{around[-1]}"'))
    for start, end, inside in texts:
        if inside < 0 or around[inside] == "ltr":
            spans = _spans(html, start, end)
            edits += [(first, last, f'<bdi dir="rtl">{html[first:last]}</bdi>') for first, last in spans]
    parts: list[str] = []
    position = 0
    for start, end, text in sorted(edits):
        parts += (html[position:start], text)
        position = end
    return "".join(parts) + html[position:]


def _spans(html: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where words run from right to left; a quote or bracket whose other half stands beyond parts them.

    >>> [*_spans("بئر (بئر, puits) ماء", 0, 20)]
    [(0, 3), (5, 8), (17, 20)]
    """
    for run in _RUN.finditer(html, start, end):
        first, last = _with_pair(html, *run.span(), start, end)
        for sign in _alone(html, first, last):
            yield from _trimmed(html, first, sign)
            first = sign + 1
        yield from _trimmed(html, first, last)


def _trimmed(html: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The words that run from right to left between two places, with the pair that holds them all."""
    if run := _RUN.search(html, first, last):
        yield _with_pair(html, *run.span(), first, last)


def _alone(html: str, first: int, last: int) -> list[int]:
    """Where quotes and brackets stand whose other half doesn't."""
    opened: list[int] = []
    closed: list[int] = []
    for place in range(first, last):
        sign = html[place]
        if sign in _PAIRS:
            opened.append(place)
        elif sign in _PAIRS.values():
            if opened and _PAIRS[html[opened[-1]]] == sign:
                opened.pop()
            else:
                closed.append(place)
    return sorted(opened + closed)


def _with_pair(html: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """A run from `first` to `last`, with the quote or bracket beside it whose other half stands within.

    >>> _with_pair("(بئر) ماء.", 1, 9, 0, 10)
    (0, 9)
    """
    run = html[first:last]
    before, after = _OPENS.search(html, start, first), _CLOSES.match(html, last, end)
    if before and run.count(_PAIRS[before[1]]) > run.count(before[1]):
        first = before.start()
    elif after and any(run.count(sign) > run.count(after[1]) for sign in _PAIRS if _PAIRS[sign] == after[1]):
        last = after.end()
    return first, last


def _nodes(html: str) -> tuple[list[_Node], list[tuple[int, int, int]]]:
    """The elements, in the order of their tags; where words stand, each with the number of their element."""
    nodes: list[_Node] = []
    texts: list[tuple[int, int, int]] = []
    open: list[int] = []
    for token in _TOKEN.finditer(html):
        if token[2] is None:
            if not open or nodes[open[-1]].name not in _CODE:
                _letters(nodes, open, unescape(token[0]))
                texts.append((*token.span(), open[-1] if open else -1))
        elif token[1]:
            while open and nodes[open.pop()].name != token[2]:
                pass
        elif token[2] not in _VOID:
            nodes.append(_node(token, open[-1] if open else -1))
            open.append(len(nodes) - 1)
    return nodes, texts


def _node(token: re.Match[str], parent: int) -> _Node:
    name, attributes = token[2], token[3]
    lang, given = _LANG.search(attributes), _DIR.search(attributes)
    by_language = ("rtl" if is_right_to_left(lang[1]) else "ltr") if lang else ""
    before = _BEFORE.match(attributes)
    place = token.start(3) + (before.end() if before else 0)
    return _Node(name, parent, place, given[1] if given else "", by_language)


def _letters(nodes: list[_Node], open: list[int], text: str) -> None:
    """Count the letters of a text for the elements that are open, but what the author gave a direction."""
    strong = [way for each in text if (way := _STRONG.get(unicodedata.bidirectional(each)))]
    ways = Counter(strong)
    for node in (nodes[number] for number in reversed(open)):
        node.first = node.first or next(iter(strong), "")
        node.rightward += ways["ltr"]
        node.leftward += ways["rtl"]
        if node.given:
            return
