"""Markdown → text with all that typography may not touch behind one character per stretch, and back again.

`mask` replaces each protected stretch (code, addresses, tags, markers, names …) by one *sentinel*, so
that the rules of typography read a text of words, punctuation and sentinels; `Masked.restore` puts the
stretches back. A rule may add or remove what it likes around sentinels but must keep their order.

Some things are read as what they mean: three dots as `…`, doubled spaces as one, the entity of a no-break
space as the space.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from html.entities import html5

from florilege.prose.typography.lexicon import any_of
from florilege.prose.typography.protected_lines import Span, protected_lines
from florilege.prose.typography.protected_pairs import code_spans, elements, foreign
from florilege.prose.typography.sentinels import MARK, MARKUP, SENTINELS, TAG, WORD

_SPACE = "[ \u00a0\u2009\u202f]"
_SPACES = rf"(?:{_SPACE}|&(?i:nbsp|thinsp|#160|#xa0|#8201|#x2009|#8239|#x202f);)"
_DESTINATION = r"\((?:[^()\\\n]|\\.|\n(?![ \t]*\n)|\((?:[^()\\\n]|\\.)*+\))*+\)"
_LABEL = r"\[[^\[\]\n]*+\]"

_GAP = "[ \\t\\n]"
_VALUE = r"(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>`]++)"
_ENDS = r"\s<>«»“”„\"—–،؛؟，。、；：！？「」『』（）《》〈〉【】"


def web_address(*atoms: str) -> str:
    """The pattern of an address among words, in which `atoms` may stand too, as patterns.

    It ends before punctuation that belongs to the sentence, so before a parenthesis that it hasn't opened,
    and before a control character; a host in small letters, before a sentence that a space was forgotten
    before. What may stand in the way of a rule of typography is no part of it.

    >>> found = re.search(web_address(), "(voir https://a.example/Banc_(meuble)).")
    >>> found[0]
    'https://a.example/Banc_(meuble)'
    >>> re.search(web_address(), "Voir www.a.example.Ensuite")[0]
    'www.a.example'
    """
    plain = rf"[^{_ENDS}\x00-\x1f&()]"
    inner = "|".join((plain, r"&(?!\#|(?!amp;)[A-Za-z]+;)", *atoms))
    bracketed = rf"\((?:{inner})*\)"
    last = "|".join((rf"[^{_ENDS}\x00-\x1f.,;:!?()\]'’…*_~=&]", r"(?<!=)=(?!=)", bracketed, *atoms))
    host = r"[a-z0-9-]++(?:\.[a-z0-9-]++)+(?=\.[A-ZÀ-ÖØ-Þ]\w*+(?![/?#@-]|[.:]\w))"
    return rf"(?i:(?:https?|ftp)://|www\.|mailto:)(?:(?-i:{host})|(?:{inner}|{bracketed})*(?:{last}))"


_ANYWHERE = (
    ("url", rf"(?<![A-Za-z0-9]){web_address()}"),
    ("at", r"@(?:\w|\\_)+(?:[.-](?:\w|\\_)+)*(?:@\w+(?:[.-]\w+)*)?"),
    ("hashtag", r"(?<![\w&/])\\?#\w+"),
    (
        "smiley",
        r"(?<!\S)[:;=]['’]?-?[)(DPpOo/](?!\w)|[:;]-?\)(?!\w)|(?::-|;-?)\((?!\w)|[:;]['’]-?[)(DPpOo/](?!\w)",
    ),
    ("spaces", rf"(?<=\S){_SPACE}{{2,}}(?=\S)"),
    ("dots", r"(?<![./])\.{3}(?![./])"),
    ("sentinel", f"[{SENTINELS}]+"),
)
"""What is protected in any string, by name."""

_MARKDOWN = (
    ("comment", r"<!--"),
    ("tag", rf"</?[A-Za-z][\w:-]*+(?:{_GAP}++[^\s\"'<>/=]++(?:{_GAP}*+={_GAP}*+{_VALUE})?+)*+{_GAP}*+/?>"),
    ("autolink", r"<[A-Za-z0-9.+-]++[:@][^<>\s]*+>"),
    ("code", r"`+"),
    *_ANYWHERE[:3],
    ("escape", r"\\[!-/:-@\[-`{-~]"),
    ("note", rf"(?:(?<=\S){_SPACE}+)?\[\^[^\[\]\s]++\]"),  # a call stands at the word before it
    ("blanks", rf"(?<=\S){_SPACES}{{2,}}(?=\S)"),
    ("entity", r"&(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});"),
    ("image", rf"!\[(?!\^)(?:[^\[\]\n]|{_LABEL})*+\](?:{_DESTINATION}|{_LABEL})"),
    ("bang", r"!(?=\[(?!\^))"),
    ("mention", r"\[\[[^\[\]|\n\\]++(?:\\?\||\]\])"),
    (
        "foreign",
        rf"(?:[*_]{{1,3}}[^*_\n]++[*_]{{1,3}}|{_LABEL}(?:\([^()\n]*+\))?)\{{:?[^{{}}\n]*?\blang=[^{{}}\n]*+\}}",
    ),
    ("destination", rf"\]{_DESTINATION}|\]{_LABEL}"),
    ("attributes", r"\{:[^{}\n]*+\}|\{ *[.#][^{}\n]*+\}|\{ *[\w-]+=[^{}\n]*+\}"),
    ("template", r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}"),
    (
        "maths",
        r"\$\$[^$]+\$\$|(?<![\w$])\$(?![\s$,.;:!?)\]»])[^$\n]+(?<!\s)\$(?![\w$])"
        # One that words touch has a command or an index (formulas.py).
        r"|(?<![\\$])\$(?=[^$\s]*(?:[\^_]|\\[A-Za-z]))[^$\s]+(?<!\\)\$(?![\d$])",
    ),
    ("shortcode", r"(?<![\w:]):[a-z0-9_+-]+:(?![\w:])"),
    *_ANYWHERE[3:],
    ("mark", r"[*~^]+|==+|(?<!\w)_+|_+(?!\w)"),
)
"""What is protected inside lines of Markdown, the first that fits."""

_BLANKS = frozenset({"spaces", "blanks"})

_STARTS = r"<`\\&!\[\]{$:;=*~^_.@#hfwmHFWM" + SENTINELS
"""The characters with which the patterns above begin: all others are passed over at once."""
_TAGS = frozenset({"comment", "tag", "destination", "note", "attributes", "bang"})


@dataclass(frozen=True, slots=True)
class Masked:
    """`text` with sentinels, the stretches behind them in order, and where each run of text stood."""

    text: str
    stretches: tuple[str, ...]
    starts: tuple[int, ...]
    sources: tuple[int, ...]

    def restore(self, text: str) -> str:
        """`text`, changed as it may be, with the stretches in the place of their sentinels."""
        stretches = iter(self.stretches)
        return _SENTINEL.sub(lambda _: next(stretches), text)

    def source(self, position: int) -> int:
        """Where a position of the masked text stands in the Markdown, both from 0."""
        run = bisect_right(self.starts, position) - 1
        return self.sources[run] + position - self.starts[run]


_SENTINEL = re.compile(f"[{SENTINELS}]")


def mask(source: str, language: str, *, keep: Sequence[str] = (), markdown: bool = True) -> Masked:
    """Hide what typography may not touch; `language` is the primary language of the text (`fr`).

    With `markdown=False` the string has no markup: only addresses, handles, smileys and `keep` are hidden.
    """
    writer = _Writer(source)
    for start, end, character in _stretches(source, language, tuple(keep), markdown):
        writer.add(start, end, character)
    return writer.masked()


class _Writer:
    """Gathers stretches, in order, into a `Masked`."""

    def __init__(self, source: str) -> None:
        self.whole = source
        self.position = 0
        self.length = 0
        self.parts: list[str] = []
        self.stretches: list[str] = []
        self.starts: list[int] = []
        self.sources: list[int] = []

    def add(self, start: int, end: int, character: str) -> None:
        """Text up to `start`, then the stretch as `character`; pieces of markup that touch are one."""
        if start > self.position:
            self._write(self.whole[self.position : start], self.position)
        elif character in MARKUP and self.parts and self.parts[-1] in (MARK, TAG):
            self.stretches[-1] += self.whole[start:end]
            self.parts[-1] = min(character, self.parts[-1])  # emphasis is the more delicate
            self.position = end
            return
        self._write(character, start)
        if character in SENTINELS:
            self.stretches.append(self.whole[start:end])
        self.position = end

    def _write(self, part: str, source: int) -> None:
        self.starts.append(self.length)
        self.sources.append(source)
        self.parts.append(part)
        self.length += len(part)

    def masked(self) -> Masked:
        self._write(self.whole[self.position :], self.position)
        # A sentinel must find its place whatever follows it, and the end has a place too.
        self._write("", len(self.whole))
        return Masked("".join(self.parts), tuple(self.stretches), tuple(self.starts), tuple(self.sources))


def _stretches(
    source: str, language: str, keep: tuple[str, ...], markdown: bool
) -> Iterator[tuple[int, int, str]]:
    """(start, end, character) of each protected stretch, in order; the character is a sentinel or what is
    read."""
    lines = iter(protected_lines(source, language) if markdown else ())
    line = next(lines, None)
    inline = _Inline(source, language, keep, markdown)
    position = 0
    while True:
        found = inline.find(position)
        if line is not None and (found is None or line.start <= found[0]):
            found = line.start, line.end, line.character
        if found is None:
            return
        if found[1] > found[0]:
            yield found
        position = found[1]
        while line is not None and line.start <= position:
            if line.end > position:  # it began inside a comment, say, and goes on after it
                line = Span(position, line.end, line.character)
                break
            line = next(lines, None)


class _Inline:
    """Finds the protected stretches inside lines, from left to right."""

    def __init__(self, source: str, language: str, keep: tuple[str, ...], markdown: bool) -> None:
        self.source = source
        self.language = language
        self.pattern = _pattern(keep, markdown, language == "fr")
        self.code = code_spans(source) if markdown else {}
        self.elements = elements(source, language) if markdown else {}
        self.last_comment = source.rfind("-->")
        self.found: tuple[int, int, str] | None = (-1, -1, "")

    def find(self, position: int) -> tuple[int, int, str] | None:
        """The first stretch that begins at `position` or after; positions only grow."""
        if self.found is not None and self.found[0] < position:
            self.found = self._search(position)
        return self.found

    def _search(self, position: int) -> tuple[int, int, str] | None:
        while match := self.pattern.search(self.source, position):
            if stretch := self._read(match, position):
                return stretch
            position = match.start() + 1
        return None

    def _read(self, match: re.Match[str], position: int) -> tuple[int, int, str] | None:
        """The stretch that a match begins; None where it is ordinary text after all."""
        start, end = match.span()
        name = match.lastgroup or ""
        if name == "tag" and start in self.elements:
            return start, self.elements[start], WORD
        if name == "code":
            return start, self.code.get(start, end), WORD
        if name == "comment":
            return (start, self.source.find("-->", end) + 3, TAG) if end <= self.last_comment else None
        if name == "at":
            return self._address(start, position), end, WORD
        if name == "escape" and match.group()[1] in "'\"":
            return start, end, match.group()[1]  # as word processors export what needs no backslash
        if name == "dots":
            return start, end, "…"
        if name in _BLANKS:
            # The widest tie wins: an ordinary space beside a no-break space is one too many.
            return start, end, max(unescape(match.group()))
        if name == "entity":
            return self._entity(start, end)
        if name == "foreign" and not foreign(match.group(), self.language):
            marks = len(match.group()) - len(match.group().lstrip("*_"))
            return (start, start + marks, MARK) if marks else None
        if name in _TAGS or (name == "mention" and not match.group().endswith("]]")):
            return start, end, TAG
        return start, end, MARK if name == "mark" else WORD

    def _address(self, at: int, first: int) -> int:
        """Where the e-mail address begins whose @ stands at `at`; there, if it is a handle."""
        while at > first and (self.source[at - 1].isalnum() or self.source[at - 1] in "._+-"):
            at -= 1
        return at

    def _entity(self, start: int, end: int) -> tuple[int, int, str] | None:
        entity = self.source[start:end]
        # At the start of a line it is there for its own sake: alone, it makes an empty paragraph.
        if re.fullmatch(_SPACES, entity) and self.source[start - 1 : start].strip():
            return start, end, unescape(entity)
        known = entity.startswith("&#") or entity[1:] in html5
        return (start, end, WORD) if known else None


@cache
def _pattern(keep: tuple[str, ...], markdown: bool, spaces: bool) -> re.Pattern[str]:
    """What begins a protected stretch, names to keep first; `spaces`: doubled ones are read as one."""
    names = [r"(?<!\w)" + any_of([name], apostrophe="['’]") + r"(?!\w)" for name in keep if name]
    table = [(f"keep{n}", name) for n, name in enumerate(names)]
    table += [row for row in (_MARKDOWN if markdown else _ANYWHERE) if spaces or row[0] not in _BLANKS]
    starts = _STARTS + "".join(re.escape(name[0]) for name in keep if name)
    return re.compile(
        rf"(?=[{starts}]|{_SPACE}(?:{_SPACE}|&|\[\^))(?:"
        + "|".join(f"(?P<{name}>{p})" for name, p in table)
        + ")"
    )
