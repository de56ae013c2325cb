"""What is left in a set text and looks like the markup of some system: printed so, it was meant otherwise.

`LeftoverExtension` keeps what each block shows, once everything else is done: without code and addresses, and
with what a backslash makes text told apart from what may be markup. `leftovers` reads it.
"""

import re
import xml.etree.ElementTree as etree
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, STX

from florilege.prose import marks
from florilege.prose.formulas import FORMULA

SHOWN = 48
"""Characters of a leftover that a message shows."""
MOST = 5
"""Leftovers of one kind that are named in a text."""
CONTEXT = 14
"""Letters on each side by which a leftover is found in the source."""

_TEXT = "\ufffc"
"""Stands for what is no markup: code, an address, an escaped character."""
_HTML = "\x0e"
"""Stands before a block of HTML that was put aside."""
_ESCAPED = re.compile(rf"{STX}\d+\x03")
_ADDRESS = re.compile(
    r"(?:(?<!\w)\w+://|www\.|mailto:)[^\s<>()\[\]]+|(?<![^\s<>()\[\]])[^\s<>()\[\]]+@[\w-]+\.[\w.-]+"
)
_MARKED = re.compile(rf"[{STX}<@]|://|www\.|mailto:")
"""What any of these is found by: HTML put aside, escapes, tags, addresses."""
_OPAQUE = ("code", "kbd", "pre", "samp")
_RAW_OPAQUE = re.compile(r"<(code|kbd|pre|samp|script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?-->", re.DOTALL)
_RAW_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BLOCKS = frozenset(
    """
    aside blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary
    table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905
)

REFERENCE = "[example](#example)"
"""What is written for a reference to something numbered, which has words of its own here."""
_NUMBERED = r"(?:fig|tbl|tab|sec|eq|lst)[-:][\w:.-]*\w"
IN_HTML = "**bold**"
"""Stands for what to write in place of Markdown in a block of HTML, where nobody reads it."""
KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.MULTILINE), instead)
    for pattern, instead in (
        (r"\[\[?_?(?i:toc)_?\]\]?|\{:toc\}|\$\{[A-Za-z][\w.]*\}", ""),
        (r"<!\[(?:if|endif)\b[^<>\n]*\]>|<\?xml\b[^<>\n]*>|\{/\*.*?\*/\}", ""),
        (
            r"【\d+(?::\d+)?†[^【】\n]*】|[\ue200-\ue20f]*cite(?:[\ue200-\ue20f]*turn\d+[a-z]+\d+)+[\ue200-\ue20f]*"
            r"|:contentReference\S*",
            "[^1]",
        ),
        (rf"\([^()\n]+\)\[{_TEXT}+\]", "[example](https://example.org/)"),
        (r"!\[\[[^\[\]\n]*\]\]|\[\[[^\[\]\n]*\.\w{2,4}(?:\|[^\[\]\n]*)?\]\]", "![description](image.png)"),
        (r"\[\[[^\[\]\n]*(?:\]\])?", "[[Odile Maurel]]"),
        (r"\[\^[^\[\]\n]+\]", "[^1]"),
        (
            rf"(?i:\[[^\[\]@\n]*-?@{_NUMBERED}[^\[\]\n]*\]|(?<![\w.])@{_NUMBERED})|{_TEXT}ref\([\w:.-]+\)",
            REFERENCE,
        ),
        (rf"\{{[a-z][\w:+-]*\}}{_TEXT}+|^\([A-Za-z][\w:.-]*\)=[ \t]*$", "[…](#…)"),
        (r"\[-?@[\w:.-]+[^\[\]\n]*\]", "[^1]"),
        (
            r"\[[^\[\]@\n]*(?<![\w.])-?@(?:[\w:.-]*\d{4}[a-z]?\b|[^\[\]\n]{0,200}(?:\bpp?\. ?\d"
            r"|;[^\[\]\n]{0,20}@))[^\[\]\n]*\]",
            "[^1]",
        ),
        (r"(?<![\w.])@[\w:.-]*\w \[(?:pp?|ch|chap|vol|fol)\.[^\[\]\n]*\]", "[^1]"),
        (r"\^\[[^\[\]\n]*\]?", "[^1]"),
        (r"\[![\w-]+\][+-]?", "> [!NOTE]"),
        (r"^[>\s]*(?::{3,}.*|/{3}(?: ?\w.*|[ \t]*$))", "!!! note"),
        (r"^(?:!!!|\?\?\?\+?) ?[^\W\d_].*", '!!! note "…"'),
        (r'^=== +".*', "## "),
        (r"!?\[[^\[\]\n]*\]\([^\s()]*\)?", "[example](https://example.org/)"),
        (r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]", "[example](https://example.org/)"),
        (
            rf"!\[[^\[\]\n]*\] \([^()\n]*\)|\[[^\[\]\n]+\] \((?:{_TEXT}+|[^\s()]+\.(?:md|html?|pdf))\)",
            "[example](https://example.org/)",
        ),
        (r"^\[[ xX/<>?!*-]\] .*", "- [ ] …"),
        (r"\{\{[^{}\n]*\}\}|\{%[^{}\n]*%\}|<%.*?%>|\{\{[<%]|\{![^{}\n]*!\}", ""),
        (r"%%(?!%)[^%]+%%|^%[ \t]\S.*", "<!-- … -->"),
        (r"^-{1,3}8<-{1,3}.*|^#\+[A-Za-z_]+.*|^\.\. [\w-]+[ \u00a0\u202f]*::.*", ""),
        (
            r"^(?:import .+ from ['’\"].+|import ['’\"][^'’\"\n]+['’\"] ?;?$"
            r"|export (?:const|default|function)\b.*)",
            "",
        ),
        (r"^(={1,6}) [^\W\d_].*\1$|^={1,6} [A-ZÀ-ÖØ-Þ].*|^h[1-6]\. \w.*|\A#{7,} .*", "## …"),
        (r"(?<=\n)\*{2,6} \w[^*\n]*$", "    - …"),
        (r"(?<![\w'’])['’]{3}(?=\w)[^'’\n]+['’]{3}", "**…**"),
        (r"(?<![\w'’])['’]{2}(?=\w)[^'’\n]+['’]{2}", "*…*"),
        *(
            (rf"\[({names})(?:=[^\[\]\n]*)?\][^\n]{{0,300}}?\[/\1\]", instead)
            for names, instead in (
                ("b", "**…**"),
                ("i", "*…*"),
                ("s", "~~…~~"),
                ("u", "<u>…</u>"),
                ("url", "[example](https://example.org/)"),
                ("img", "![description](image.png)"),
                ("quote", "> …"),
                ("code", "`…`"),
                ("list", "- …"),
                ("size|color|center", ""),
            )
        ),
        (r"^\[/?(?:quote|details|spoiler|wrap|poll|date|hide)(?:[= ][^\[\]\n]*)?\][ \t]*$", "> …"),
        (r"\[(spoiler|hide|ot)\][^\n]{0,300}?\[/\1\]", ""),
        (r"\{\+[+ ][^{}\n]*\}", "<ins>…</ins>"),
        (r"\{(?:--|–|—|~~)[^{}\n]*\}|\[- [^\[\]\n]* -\]", "~~…~~"),
        (r"\{>>[^{}\n]*\}", "<!-- … -->"),
        (rf"(?<=[\w.!?…»]) \^[A-Za-z0-9-]{{4,}}\Z|{_TEXT}*\{{=[\w+]+\}}", ""),
        (r"(?<![\w:\\])\\(?:emph|text(?:it|sl))\{[^{}\n]*\}|\{\\(?:it|em|sl) [^{}\n]*\}", "*…*"),
        (r"(?<![\w:\\])\\textbf\{[^{}\n]*\}|\{\\bf [^{}\n]*\}", "**…**"),
        (r"(?<![\w:\\])\\footnote\{[^{}\n]*\}", "[^1]"),
        (r"(?<![\w:\\])\\(?:sub)*section\*?\{[^{}\n]*\}", "## …"),
        (r"(?<![\w:\\])\\(?:begin|end)\{quot(?:e|ation)\}", "> …"),
        (
            r"(?<![\w:\\])\\(?:newpage|pagebreak|clearpage|cleardoublepage|newline|[vh]space|bigskip|medskip|noindent"
            r"|smallskip|text(?:it|bf|sc)|emph|footnote|cite|label|includegraphics|begin|end|(?:sub)*section"
            r"|chapter)\b(?:\{[^{}\n]*\})*",
            "",
        ),
        (
            r"(?<![\w:\\])\\[A-Za-z]+\*?\{[^{}\n]*\}|\{\\[A-Za-z]+ [^{}\n]*\}"
            r"|(?<![\w:\\])\\(?:LaTeX|TeX|l?dots)\b",
            "",
        ),
        (
            r"(?<![\w:\\])\\(?:[aA]lpha|[bB]eta|[gG]amma|[dD]elta|(?:var)?epsilon|[zZ]eta|[tT]heta|[lL]ambda|mu|nu|xi"
            r"|[pP]i|rho|[sS]igma|tau|(?:var)?[pP]hi|chi|[pP]si|[oO]mega|times|cdot|div|pm|[lgn]eq?|approx|infty|sum|prod"
            r"|int|partial|nabla|sqrt|(?:[lL]eft|[rR]ight)arrow|to|in|forall|exists)(?![A-Za-z])"
            r"|(?<![\w\\$])\${1,2}[^\s$\d][^$\n]{0,40}?[\^_]\{?\w",
            "$…$",
        ),
        (r"(?:^|(?<=[^\\:!]))\\\s*\Z", ""),
        (r"<!--.*|<!\[CDATA\[", "<!-- … -->"),
        (
            r"^[ \t]*\|?[ \t]*:?-{2,}:?[ \t]*(?:\|[ \t]*:?-{2,}:?[ \t]*)+\|?[ \t]*$|^[ \t]*\|.*\w.*\|[ \t]*$",
            "| a | b |, |---|---|",
        ),
        (r"\{(?:[#.]|:[ ]?[#.]?)[\w-][^{}\n]*\}|\{[\w-]+=[^{}\n]*\}|\{-\}", ""),
        (r"(?<![\w*])\*\*(?=[^\W_])[^*\n]*(?:\*\*)?|(?<=[\w.,;:!?…»)])\*\*(?![\w*])", "**…**"),
        (r"(?<!\S)\*\* [^*\n]+ \*\*(?!\S)", "**…**"),
        (r"(?<![\w*])\*[^\s*][^*\n]*\*(?!\*)|(?<!\S)\* [^*\n]+[^\s*]\*(?![\w*])", "*…*"),
        (r"(?<![\w_])_{1,2}[^\s_][^_\n]*\s_{1,2}(?!_)|(?<![\w_])_{1,2} [^_\n]+\S_{1,2}(?![\w_])", "*…*"),
        (r"(?<=[\w,;:»)] )\*(?=[^\W\d_])[^*]*\Z|(?<=[\w,;:»)] )_(?=[^\W\d_])[^_]*\Z", "*…*"),
        (r"(?<![\w`])`(?=\w)[^`]*\Z", "`…`"),
        (r"(?<![\w\\$])\$\$(?!\$)[^$]*", "$$…$$"),
        (
            r"&(?:nbsp|hellip|[nm]dash|[lr][ad]quo|[A-Za-z]{1,2}(?:acute|grave|circ|uml|cedil|elig))\b(?!;)",
            "",
        ),
        (r"(?<![\w~])~~(?=\w)[^~\n]*(?:~~)?", "~~…~~"),
        (r"(?<![\w=])==(?=\w)[^=\n]*(?:==)?", "==…=="),
        (r"(?<![\w+])\+\+(?=\w)[^\n]*?\w\+\+(?![\w+])", "<ins>…</ins>"),
        (r"\|\|[^|\n]+\|\|", ""),
        (r"\A#{1,6}[^\W\d_][^#\n]* [^#\n]*[^#\s.!?…,;:]\Z", "## …"),
        (r"^(?:-{3,}|\*{3,}|_{3,}|={3,}|\+{3,})[ \t]*$", "---"),
        (r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])", ""),
    )
)
"""What markup that nobody read looks like → what to write in its place; empty where it is to go."""

_SUSPECT = re.compile(
    r"[\[\]{}\\$<|*_~=+#%^`@]|^/{3}|^\.\. |^h\d\. |^(?:import|export) |['’]{2}|[!?:-]{3}|:[a-z]|ref\("
    r"|&[A-Za-z]|^\([\w:.-]+\)=|【|citeturn|cite[\ue200-\ue20f]",
    re.MULTILINE,
)
"""What a block holds in which one of `KINDS` is found: most blocks of an essay hold none of it."""

_FRONT_MATTER = re.compile(r"\s*^---[ \t]*\n(?:(?:[\w-]+:|[ \t]+|- ).*\n)+?---[ \t]*$", re.MULTILINE)


_FIELDS_WITHIN = re.compile(
    r"(?<=\n)[ ]*\n---[ ]*\n(?=(?:title|titre|author|authors|auteur|date|layout|lang|tags|slug)[ ]?:)"
    r"(?P<first>.+)\n(?:(?:[\w-]+:|[ \t]+|- ).*\n)*?---[ \t]*$",
    re.MULTILINE,
)
"""The head of a second file, among the words of the first."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Markup that is printed as it stands: its line, from 0, how it reads, what to write instead."""

    line: int
    found: str
    instead: str


def leftovers(texts: Sequence[str], markdown: str, code: frozenset[int], *, first: int) -> Iterator[Leftover]:
    """The first of each kind and wording, `MOST` of a kind.

    `texts` are what blocks show, in their order, with marks of lines that begin at `first`.
    """
    lines = markdown.split("\n")
    if _FRONT_MATTER.match(markdown):
        yield Leftover(next(n for n, line in enumerate(lines) if line.strip()), "---", "")
    plain = "\n".join("" if number in code else line for number, line in enumerate(lines))
    for match in _FIELDS_WITHIN.finditer(plain):
        yield Leftover(plain.count("\n", 0, match.start("first")), match["first"].strip()[:SHOWN], "")
    if not any(_SUSPECT.search(marks.strip(text)) for text in texts):
        return
    source = _Source(lines, code)
    blocks = [block for text in texts if _SUSPECT.search((block := _Block(text, source)).text)]
    for pattern, instead in KINDS:
        said: set[str] = set()
        for block in blocks:
            for match in block.take(pattern):
                found = " ".join(match.group().replace(_TEXT, "").split())[:SHOWN]
                if found and found not in said and len(said) < MOST:
                    line = source.line_of(match, block.line_before(match.end(), first))
                    is_markdown = block.is_html and instead not in ("", REFERENCE)
                    yield Leftover(line, found, IN_HTML if is_markdown else instead)
                    said.add(found)


class _Block:
    """The text of a block without marks, where each stood, and the line, from 0, on which it begins."""

    def __init__(self, text: str, source: "_Source") -> None:
        parts: list[str] = []
        self.places: list[tuple[int, int]] = []
        end = length = 0
        for match in marks.ANY.finditer(text):
            parts.append(text[end : match.start()])
            length += match.start() - end
            self.places.append((length, marks.read(match.group()) or 0))
            end = match.end()
        self.text = "".join(parts) + text[end:]
        self.is_html = _HTML in self.text
        self.text = self.text.replace(_HTML, "")
        self.start = source.follow(self.text)

    def take(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """What is of a kind; it is of no other then."""
        found = [*pattern.finditer(self.text)]
        for match in found:
            hidden = _TEXT * len(match.group())
            self.text = self.text[: match.start()] + hidden + self.text[match.end() :]
        yield from found

    def line_before(self, position: int, first: int) -> int:
        """The last line, from 0, that is known to begin before a position."""
        return max([self.start, *(line - first for place, line in self.places if place <= position)])


class _Source:
    """The letters of the file outside of code, each with its line, to find a place again by its words."""

    def __init__(self, lines: Sequence[str], code: frozenset[int]) -> None:
        self.lines = ["" if number in code else line for number, line in enumerate(lines)]
        letters: list[str] = []
        self.places: list[int] = []
        for number, line in enumerate(self.lines):
            found = _letters(line)
            letters.append(found)
            self.places += [number] * len(found)
        self.letters = "".join(letters)
        self.position = 0

    def follow(self, text: str) -> int:
        """The line on which a block begins that follows those asked for before."""
        words = _letters(text[:120])[: 2 * CONTEXT]
        found = self.letters.find(words, self.position) if words else -1
        start = found if found >= 0 else max(0, self.position - 1)
        self.position = found + len(words) if found >= 0 else self.position
        return self.places[min(start, len(self.places) - 1)] if self.places else 0

    def line_of(self, match: re.Match[str], near: int) -> int:
        """The line on which a leftover stands: `near` or after, and `near` if its words aren't found."""
        text = match.string
        if not _letters(match.group()):
            head = match.group().split("\n")[0].strip()
            return next((n for n, line in enumerate(self.lines) if n >= near and head in line), near)
        before = _letters(text[max(0, match.start() - 60) : match.start()])[-CONTEXT:]
        within = _letters(match.group())[:CONTEXT]
        after = _letters(text[match.end() : match.end() + 60])[:CONTEXT]
        start = bisect_left(self.places, near)
        contexts = ((before + within + after, len(before)), (within + after, 0), (before, len(before)))
        for words, inside in contexts:
            if words and (position := self.letters.find(words, start)) >= 0:
                return self.places[position + max(0, min(inside, len(words) - 1))]
        head = match.group().strip().split(" ")[0]
        return next((n for n, line in enumerate(self.lines) if n >= near and head in line), near)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


class LeftoverExtension(Extension):
    """Keeps what each block of a text shows in `texts`."""

    texts: list[str]

    def extendMarkdown(self, md: Markdown) -> None:
        # After all that changes the tree (5), before escapes become what they escape (0).
        md.treeprocessors.register(_Texts(self, md), "leftovers", 1)


class _Texts(Treeprocessor):
    def __init__(self, extension: LeftoverExtension, md: Markdown) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        self.extension.texts = [text for text in self._blocks(root) if text.strip()]

    def _blocks(self, element: etree.Element) -> Iterator[str]:
        """The text of a block up to each block within it, and theirs."""
        parts = [self._shown(element.text)]
        for child in element:
            if child.tag in _BLOCKS:
                yield "".join(parts).strip()
                if child.tag not in _OPAQUE:
                    yield from self._blocks(child)
                parts = []
            else:
                inner = [*self._blocks(child)] if _is_read(child) else [_TEXT]
                parts.append("\n".join(inner))
            parts.append(self._shown(child.tail))
        yield "".join(parts)

    def _shown(self, text: str | None) -> str:
        if not text or not _MARKED.search(text):
            return text or ""
        html = HTML_PLACEHOLDER_RE.sub(self._raw, text)
        read = _RAW_TAG.sub("\n" if "\n" in html else "", _RAW_OPAQUE.sub(_TEXT, html))
        return _ADDRESS.sub(_TEXT, _ESCAPED.sub(_TEXT, read))

    def _raw(self, match: re.Match[str]) -> str:
        """The HTML that was put aside here."""
        html = self.md.htmlStash.rawHtmlBlocks[int(match.group(1))]
        if not isinstance(html, str):
            return ""
        return _HTML + html if self.md.is_block_level(_name_of(html)) else html


def _name_of(html: str) -> str:
    """The name of the tag that HTML begins with."""
    match = re.match(r"<([A-Za-z][A-Za-z0-9]*)", html)
    return match[1].lower() if match else ""


def _is_read(element: etree.Element) -> bool:
    """Whether an element's words may be markup: not code, the number of a note, an address."""
    return not (
        element.tag in _OPAQUE
        or element.get("class") == "note-ref"
        or FORMULA in element.attrib
        or (element.tag == "a" and marks.strip(element.text or "") == marks.strip(element.get("href") or ""))
    )
