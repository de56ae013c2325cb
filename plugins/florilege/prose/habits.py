r"""What people type by habit → the Markdown that says the same, line for line.

    \section{Titre}                            ## Titre
    <<Bonjour>>, << Bonjour >>, <‹Bonjour>>    «Bonjour»
    --Où vas-tu ?, –Là.                        — Où vas-tu ?, — Là., at the head of a line
    o⇥un, §⇥deux                               - un, - deux: bullets of Word, in faces that have no letters
    1914. La guerre⏎1918. La paix              1914\. La guerre⏎1918\. La paix: years, not counted on
    -                                          nothing: an item without words, beside others
    [^1] Une note.                             [^1]: Une note., where nothing else is called so
    \emph{un}, \textbf{deux}, \footnote{trois} *un*, **deux**, ^[trois]
    \og mot\fg{}, ``mot'', \newpage            «mot», "mot", nothing
    \href{a}{mot}, \url{a}, \item un           [mot](a), <a>, - un within a list

Code, formulas, comments and HTML that shows code stay as they are, and LaTeX where a text speaks of it.
"""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from florilege.prose.formulas import PATTERN as FORMULA
from florilege.prose.source import code_lines, fences
from florilege.prose.typography.protected_lines import fenced_code, indented_lines
from florilege.prose.typography.protected_pairs import code_spans, replaced_outside

_QUOTED = re.compile(
    r"(?<![<\w])(?:<<|<‹|‹<)(?=[\w“\"'(…—–-]|[ \u00a0\u202f](?:[A-ZÀ-ÖØ-Þ]|[^\W\d_]{2,}[ ,][^<>;=(){}]*>))"
    r"(?P<words>[^<>‹›\n]+(?:\n[^<>‹›\n]+){0,8})(?:>>|›>|>›)(?![>\w])"
)
"""Without a space within, or with words alone: no stream of a program."""
_SPOKEN = re.compile(
    r"(?P<lead>[ >]*)(?:---?|[–−―‒])(?!.*--\w|.*\w--)(?=[«“\"]?[A-ZÀ-ÖØ-ÞŒ](?:[a-zà-öø-ÿœ'’,]|[ ]\w))"
)
_DASHED = re.compile(r"[ >]*[-–−―‒][ \u00a0]")
_LISTED_DASH = re.compile(r"[ >]*[–−‒][^\W\d_](?:[^.!?…»”\"]*[^.!?…»”\"\s,:;])?\s*")
"""A line that begins with a dash glued to its word, and has no sentence: two are a list."""
_SIGNS = "·•\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf071"
_LETTERS = "oqvØü§"
_BULLET = re.compile(
    rf"(?P<lead>[ \t>]*)(?P<sign>[{_SIGNS}](?=\t|[ \u00a0]{{3}})|[{_LETTERS}](?=\t|\u00a0{{3}}))"
    r"[ \t\u00a0]+(?=\S)"
)
"""Symbol, Courier New, Wingdings, as letters or in the private area, and the tab that Word puts behind."""
_TERM = re.compile(rf"[ \t>]*(?![{_LETTERS}{_SIGNS}])\w\t")
"""A letter in a table of them, as in a legend."""
_FIRST, _SECOND = "·•\uf0b7", "o"
"""The bullets of its first two levels."""
_SECTION = re.compile(
    r"[ ]*\\(?P<kind>chapter|(?:sub){0,2}section)\*?\{(?P<words>[^{}\\]+)\}(?:[ ]*\\label\{[^{}]*\})?[ ]*"
)
_ITEM = re.compile(r"[ >]*(?:[*+-]|\d{1,9}[.)])(?:[ \t]|$)")
_EMPTY_ITEM = re.compile(r"(?P<lead>[ >]*)[*+-][ \t]*")
_NOTE = re.compile(
    r"(?P<lead>[ ]{0,3})\[\^(?P<label>[^\]\s]+)\]"
    r"(?:(?=[ \t\u00a0]+[^\s|,;:.!?)\]])|(?P<glued>(?=[\w«“\"*<])))"
)
"""Glued to its words, at the head of a paragraph or below another."""
_SET_IN = re.compile(r"(?: {4}|\t)[ \t]*(?=(?:(?:[*∗⋆·•~][ ]?){1,9}|[⁂※❦❧☙]+)[ \t]*$)")
"""Before an ornament that was put in the middle by spaces."""
_YEAR = re.compile(r"(?P<lead>[ >]{0,6})(?P<year>1\d{3}|20\d\d)\.(?=[ \u00a0]+\S)")
_CALL = re.compile(r"\[\^([^\]\s]+)\]")
_BROKEN = re.compile(
    r"[ ]*\\(?:newpage|pagebreak|clearpage|cleardoublepage|bigskip|medskip|smallskip|noindent)(?:\{\})?[ ]*"
)
_NO_INDENT = re.compile(r"(?P<lead>[ >]*)\\noindent(?:\{\}|(?![A-Za-z]))[ ]*")
_FRENCH_QUOTE = re.compile(
    r"(?<!\\)\\og(?:\{\}|\\?[ ]|(?=\n))(?P<words>[^\\«»]{1,600})\\fg(?![A-Za-z])(?:\{\}|\\(?=[ ]))?"
)
# Not two marks that touch: their stars would be read as one.
_COMMAND = re.compile(
    r"(?<![\w:\\*])\\(?P<name>(?<!\}\\)(?:emph|text(?:it|sl|bf|sc))|footnote)"
    r"\{(?P<words>[^{}\\*_]*\w[^{}\\*_]*)\}(?!\\(?:emph|text)|\*)"
)
_LINK = re.compile(
    r"(?<![\w:\\])\\(?:href\{(?P<to>[^{}\s]+)\}\{(?P<words>[^{}\\]+)\}|url\{(?P<url>https?://[^{}\s]+)\})"
)
_TEX_QUOTED = re.compile(r"(?<![`\\])``(?=[^\s`])(?P<words>[^`\n]{1,300}?)''(?!')")
_LIST = re.compile(r"[ ]*\\(?P<edge>begin|end)\{(?P<kind>itemize|enumerate)\}[ ]*")
_LISTED = re.compile(r"[ ]*\\item(?:\{\})?[ ]+(?=\S)")
_LATEX = re.compile(r"\b(?:La)?TeX\b", re.IGNORECASE)
"""Who names it speaks of it."""
_SHOWN = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(?P<tag>pre|code|kbd|samp|tt|script|style|textarea)\b.*?(?:</(?P=tag)\s*>|\Z)|{FORMULA}",
    re.DOTALL | re.IGNORECASE,
)
_COMMANDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("emph", "textit", "textsl"), ("*", "*")),
    "textbf": ("**", "**"),
    "textsc": ("[", "]{.smallcaps}"),
    "footnote": ("^[", "]"),
}
_ANY = re.compile(
    r"<<|<‹|‹<|^[ >]{0,6}(?:1\d{3}|20\d\d)\.[ \u00a0]"
    r"|^[ >]*(?:--|[–−―‒])\S|``|\t|[ \u00a0]{3}|^[ >]*[*+-][ \t]*$|^[ ]{0,3}\[\^[^\]\s]+\][^:]"
    r"|\\(?:emph|text|footnote|og|noindent|chapter|href|url|begin|\w*section|\w+(?:page|skip|break))",
    re.MULTILINE,
)


def read_habits(markdown: str) -> str:
    """The text, as many lines as before.

    >>> read_habits("<<Bonjour>>, dit-il.\\n\\n--Où ?\\n\\no\\tun\\n\\n`<<a>>`")
    '«Bonjour», dit-il.\\n\\n— Où ?\\n\\n- un\\n\\n`<<a>>`'
    """
    if not _ANY.search(markdown):
        return markdown
    lines = markdown.split("\n")
    code = code_lines(fences(lines))
    _ornaments(lines, code)
    code |= indented_lines(lines, fenced_code(lines)) - {
        n for n, line in enumerate(lines) if _BULLET.match(line)
    }
    code |= _shown_lines(lines, code)
    has_latex = "\\" in markdown and not _LATEX.search(markdown)
    _bullets(lines, code)
    _years(lines, code)
    called = {match[1] for line in lines if not _NOTE.match(line) for match in _CALL.finditer(line)}
    defined = {match[1] for match in re.finditer(r"^[ >]*\[\^([^\]]+)\]:", markdown, re.MULTILINE)}
    noted: set[int] = set()
    lists: list[str] = []
    for number, line in enumerate(lines):
        if number not in code:
            if has_latex:
                line = _of_latex(line, lists)
            before = lines[number - 1] if number else ""
            note = _NOTE.match(line)
            if note and note["glued"] is not None and before.strip() and number - 1 not in noted:
                note = None
            if note and note["label"] in called - defined:
                defined.add(note["label"])
                noted.add(number)
                gap = "" if note["glued"] is None else " "
                line = f"{line[: note.end()]}:{gap}{line[note.end() :]}"
            lines[number] = _line(line, before, lines[number + 1 : number + 2])
    return _blocks(lines, code, has_latex=has_latex)


def _shown_lines(lines: Sequence[str], code: frozenset[int]) -> frozenset[int]:
    """The lines of comments, formulas and HTML that shows code, where these go over several."""
    text = "\n".join("" if number in code else line for number, line in enumerate(lines))
    found: set[int] = set()
    if "<" in text or "$" in text:
        for match in _SHOWN.finditer(text):
            if "\n" in match[0]:
                first = text.count("\n", 0, match.start())
                found.update(range(first, first + match[0].count("\n") + 1))
    return frozenset(found)


def _of_latex(line: str, lists: list[str]) -> str:
    """A line of LaTeX; `lists` are the marks of those that are open."""
    if around := _LIST.fullmatch(line):
        if around["edge"] == "begin":
            lists.append("- " if around["kind"] == "itemize" else "1. ")
        elif lists:
            lists.pop()
        return ""
    if lists and (item := _LISTED.match(line)):
        line = f"{'    ' * (len(lists) - 1)}{lists[-1]}{line[item.end() :]}"
    if _BROKEN.fullmatch(line):
        return ""
    line = _NO_INDENT.sub(r"\g<lead>", line, count=1) if _NO_INDENT.match(line) else line
    if section := _SECTION.fullmatch(line):
        line = f"{'#' * (2 + section['kind'].count('sub'))} {section['words'].strip()}"
    return line


def _line(line: str, before: str, below: Sequence[str]) -> str:
    """A line of dialogue, or an item without words, by the lines around it."""
    is_list = _LISTED_DASH.fullmatch(line) and any(map(_LISTED_DASH.fullmatch, (before, *below)))
    if not is_list and _SPOKEN.match(line) and not any(map(_DASHED.match, (before, *below))):
        line = _SPOKEN.sub(r"\g<lead>— ", line, count=1)
    is_listed = _ITEM.match(before) or (not before.strip(" >") and any(map(_ITEM.match, below)))
    if is_listed and (empty := _EMPTY_ITEM.fullmatch(line)):
        return empty["lead"].rstrip()
    return line


def _ornaments(lines: list[str], code: frozenset[int]) -> None:
    """Ornaments between paragraphs at the margin, where what is set in would be code."""
    held, blank = False, True
    for number, line in enumerate(lines):
        below = lines[number + 1] if number + 1 < len(lines) else ""
        match = _SET_IN.match(line) if number not in code else None
        if match and blank and not held and not below.strip():
            lines[number] = line[match.end() :]
        elif line.strip():
            held = line.startswith((" ", "\t", ">")) or _ITEM.match(line) is not None
        blank = not line.strip()


def _years(lines: list[str], code: frozenset[int]) -> None:
    """The years of a chronology, which aren't counted on: a line or a paragraph each, and no list."""
    group: list[tuple[int, int]] = []
    for number, line in enumerate(lines):
        year = _YEAR.match(line) if number not in code else None
        if year:
            group.append((number, int(year["year"])))
        elif group and (number in code or (line.strip(" >") and not lines[number - 1].strip(" >"))):
            _keep_years(lines, group)
            group = []
    _keep_years(lines, group)


def _keep_years(lines: list[str], group: Sequence[tuple[int, int]]) -> None:
    above = lines[group[0][0] - 1].rstrip(" >") if group and group[0][0] else ""
    is_sentence = above and not above.endswith(":")
    if is_sentence or all(after - before == 1 for (_, before), (_, after) in pairwise(group)):
        return
    for number, _ in group:
        lines[number] = _YEAR.sub(r"\g<lead>\g<year>\\.", lines[number])
        before = lines[number - 1] if number else ""
        if before.strip(" >"):
            lines[number - 1] = f"{before.rstrip()}  "


def _bullets(lines: list[str], code: frozenset[int]) -> None:
    """The bullets of Word; the second and third of a list are those of its inner levels."""
    start = 0
    for end, line in enumerate([*lines, ""]):
        if line.strip():
            continue
        found = {n: match for n in range(start, end) if n not in code and (match := _BULLET.match(lines[n]))}
        signs = [match["sign"] for match in found.values()]
        legend = any(_TERM.match(each) for each in lines[start:end])
        seen: list[int] = []
        for number, match in found.items():
            sign = match["sign"]
            is_like_others = signs.count(sign) > 1 or not {*_FIRST, _SECOND}.isdisjoint(signs)
            if sign in _LETTERS and (legend or not is_like_others):
                continue
            kind = 0 if sign in _FIRST else 1 if sign == _SECOND else 2
            seen = sorted({*seen, kind})
            lines[number] = f"{match['lead']}{'    ' * seen.index(kind)}- {lines[number][match.end() :]}"
        start = end + 1


def _blocks(lines: list[str], code: frozenset[int], *, has_latex: bool) -> str:
    """What may run from line to line within a block."""
    made: list[str] = []
    start = 0
    for end, line in enumerate([*lines, ""]):
        if end < len(lines) and line.strip() and end not in code:
            continue
        if end > start:
            made.append(_words("\n".join(lines[start:end]), has_latex=has_latex))
        made += lines[end : end + 1]
        start = end + 1
    return "\n".join(made)


def _words(block: str, *, has_latex: bool) -> str:
    if "<" in block:
        block = _outside(_QUOTED, lambda match: f"«{match['words'].strip()}»", block)
    if "``" in block:
        block = _outside(_TEX_QUOTED, lambda match: f'"{match["words"]}"', block)
    if has_latex and "\\" in block:
        block = _outside(_LINK, _linked, block)
        block = _outside(_FRENCH_QUOTE, lambda match: f"«{match['words'].strip()}»", block)
        block = _outside(_COMMAND, _command, block)
    return block


def _linked(match: re.Match[str]) -> str:
    return f"<{match['url']}>" if match["url"] else f"[{match['words'].strip()}]({match['to']})"


def _command(match: re.Match[str]) -> str:
    begins, ends = _COMMANDS[match["name"]]
    return f"{begins}{match['words'].strip()}{ends}"


def _outside(pattern: re.Pattern[str], written: Callable[[re.Match[str]], str], block: str) -> str:
    """The block with what is written for each match that touches no code, formula or comment."""
    shown = (match.span() for match in _SHOWN.finditer(block))
    return replaced_outside(pattern, written, block, [*code_spans(block).items(), *shown])
