r"""What people type by habit → the Markdown that says the same, line for line.

    \section{Titre}                            ## Titre
    <<Bonjour>>, << Bonjour >>, <‹Bonjour>>    «Bonjour»
    --Où vas-tu ?, –Là.                        — Où vas-tu ?, — Là., at the head of a line
    *un, *deux                                 - un, - deux, where several follow
    o⇥un, §⇥deux                               - un, - deux: bullets of Word, in faces that have no letters
    -                                          nothing: an item without words, beside others
    [^1] Une note.                             [^1]: Une note., where nothing else is called so
    %%caché%%                                  <!--caché-->, of Obsidian
    Un paragraphe. ^ab12                       Un paragraphe.: the name of a block, of Obsidian
    \emph{un}, \textbf{deux}, \footnote{trois} *un*, **deux**, ^[trois]
    \og mot\fg{}, ``mot'', \newpage            «mot», "mot", nothing
    \href{a}{mot}, \url{a}, \item un           [mot](a), <a>, - un

Code stays as it is.
"""

import re
from collections.abc import Callable, Sequence

from florilege.prose.source import code_lines, fences
from florilege.prose.typography.protected_lines import fenced_code, indented_lines
from florilege.prose.typography.protected_pairs import code_spans, replaced_outside

_QUOTED = re.compile(
    r"(?<![<\w])(?:<<|<‹|‹<)(?=[\w“\"'(…—–-]|[ \u00a0\u202f](?:[A-ZÀ-ÖØ-Þ]|[^\W\d_]{2,}[ ,][^<>;=(){}]*>))"
    r"(?P<words>[^<>‹›\n]+(?:\n[^<>‹›\n]+){0,8})(?:>>|›>|>›)(?![>\w])"
)
"""Without a space within, or with words alone: no stream of a program."""
_SPOKEN = re.compile(
    r"(?P<lead>[ >]*)(?:---?|[–−―‒])(?!.*\w--)(?=[«“\"]?[A-ZÀ-ÖØ-ÞŒ](?:[a-zà-öø-ÿœ'’,]|[ ]\w))"
)
_BULLET = re.compile(
    r"(?P<lead>[ \t>]*)(?P<sign>[·•oqvØü§\uf0b7\uf0a7\uf0d8\uf0fc\uf076\uf071])"
    r"(?:\t[ \t]*|[ \u00a0]{3,})(?=\S)"
)
"""Symbol, Courier New, Wingdings, as letters or in the private area, and the tab that Word puts behind."""
_FIRST, _SECOND = "·•\uf0b7", "o"
"""The bullets of its first two levels."""
_SECTION = re.compile(
    r"[ ]*\\(?P<kind>chapter|(?:sub){0,2}section)\*?\{(?P<words>[^{}\\]+)\}(?:[ ]*\\label\{[^{}]*\})?[ ]*"
)
_ITEM = re.compile(r"[ >]*(?:[*+-]|\d{1,9}[.)])(?:[ \t]|$)")
_STARRED = re.compile(r"(?P<lead>[ >]*)\*(?=[^\W\d_][^*]*\Z)")
"""A star that touches the words of its item."""
_EMPTY_ITEM = re.compile(r"(?P<lead>[ >]*)[*+-][ \t]*")
_NOTE = re.compile(r"(?P<lead>[ ]{0,3})\[\^(?P<label>[^\]\s]+)\](?=[ \t\u00a0]+(?:[^\W\d_]|[«“]))")
_CALL = re.compile(r"\[\^([^\]\s]+)\]")
_HIDDEN = re.compile(r"(?<![\w%])(?<!\d[ \u00a0])%%(?P<words>[^%\n](?:(?!--|%%).)*)%%(?![\w%])")
_EDGE = re.compile(r"[ >]*%%[ ]*")
_BLOCK_ID = re.compile(r"(?:(?<=\S)[ ]+|^[ >]*)\^(?=[\w-]{4,}$)(?=[a-zA-Z0-9-]+$)(?:[\w-]+)$")
_BROKEN = re.compile(
    r"[ ]*\\(?:newpage|pagebreak|clearpage|cleardoublepage|bigskip|medskip|smallskip|noindent)(?:\{\})?[ ]*"
)
_NO_INDENT = re.compile(r"(?P<lead>[ >]*)\\noindent(?:\{\}|(?![A-Za-z]))[ ]*")
_FRENCH_QUOTE = re.compile(
    r"(?<!\\)\\og(?:\{\}|\\?[ ]|(?=\n))\s*(?P<words>[^\\\n]+?)\s*\\fg(?![A-Za-z])(?:\{\}|\\(?=[ ]))?"
)
_COMMAND = re.compile(r"(?<![\w:\\])\\(?P<name>emph|text(?:it|sl|bf|sc)|footnote)\{(?P<words>[^{}\\]+)\}")
_LINK = re.compile(
    r"(?<![\w:\\])\\(?:href\{(?P<to>[^{}\s]+)\}\{(?P<words>[^{}\\]+)\}|url\{(?P<url>[^{}\s]+)\})"
)
_TEX_QUOTED = re.compile(r"(?<![`\\])``(?=[^\s`])(?P<words>[^`\n]{1,300}?)''(?!')")
_LIST = re.compile(r"[ ]*\\(?:begin|end)\{(?P<kind>itemize|enumerate)\}[ ]*")
_LISTED = re.compile(r"(?P<lead>[ ]*)\\item(?:\{\})?[ ]+(?=\S)")
_COMMANDS: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("emph", "textit", "textsl"), ("*", "*")),
    "textbf": ("**", "**"),
    "textsc": ("[", "]{.smallcaps}"),
    "footnote": ("^[", "]"),
}
_ANY = re.compile(
    r"<<|<‹|‹<|^[ >]*(?:--|[–−―‒])\S|``|\t|[ \u00a0]{3}|^[ >]*[*+-][ \t]*$|^[ ]{0,3}\[\^[^\]\s]+\][ \t\u00a0]"
    r"|%%|[ ]\^|^\^|\\(?:emph|text|footnote|og|noindent|chapter|href|url|begin|item"
    r"|\w*section|\w+(?:page|skip|break))|^[ >]*\*[^\W\d_]",
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
    code |= indented_lines(lines, fenced_code(lines)) - {
        n for n, line in enumerate(lines) if _BULLET.match(line)
    }
    _comments(lines, code)
    _bullets(lines, code)
    called = {match[1] for line in lines if not _NOTE.match(line) for match in _CALL.finditer(line)}
    defined = {match[1] for match in re.finditer(r"^[ >]*\[\^([^\]]+)\]:", markdown, re.MULTILINE)}
    item = "- "
    for number, line in enumerate(lines):
        if number not in code:
            if around := _LIST.fullmatch(line):
                item, line = "- " if around["kind"] == "itemize" else "1. ", ""
            line = _LISTED.sub(rf"\g<lead>{item}", line)
            before = lines[number - 1] if number else ""
            if (note := _NOTE.match(line)) and note["label"] in called - defined:
                defined.add(note["label"])
                line = f"{line[: note.end()]}:{line[note.end() :]}"
            lines[number] = _line(line, before, lines[number + 1 : number + 2])
    return _blocks(lines, code)


def _line(line: str, before: str, below: Sequence[str]) -> str:
    if _BROKEN.fullmatch(line):
        return ""
    line = _NO_INDENT.sub(r"\g<lead>", line)
    line = _SPOKEN.sub(r"\g<lead>— ", line, count=1) if _SPOKEN.match(line) else line
    if section := _SECTION.fullmatch(line):
        line = f"{'#' * (2 + section['kind'].count('sub'))} {section['words'].strip()}"
    if _STARRED.match(line) and (_ITEM.match(before) or any(map(_STARRED.match, below))):
        line = _STARRED.sub(r"\g<lead>- ", line)
    is_below = _ITEM.match(before) is not None
    is_listed = is_below or (not before.strip(" >") and any(map(_ITEM.match, below)))
    if is_listed and (empty := _EMPTY_ITEM.fullmatch(line)):
        return empty["lead"].rstrip()
    if not (below and below[0].strip(" >")):
        line = _BLOCK_ID.sub("", line)
    return line


def _bullets(lines: list[str], code: frozenset[int]) -> None:
    """The bullets of Word; the second and third of a list are those of its inner levels."""
    seen: list[int] = []
    for number, line in enumerate(lines):
        if not line.strip():
            seen = []
        elif number not in code and (match := _BULLET.match(line)):
            kind = 0 if match["sign"] in _FIRST else 1 if match["sign"] == _SECOND else 2
            seen = sorted({*seen, kind})
            lines[number] = f"{match['lead']}{'    ' * seen.index(kind)}- {line[match.end() :]}"


def _comments(lines: list[str], code: frozenset[int]) -> None:
    """Comments of Obsidian over several lines, each edge alone on its own."""
    edges = [n for n, line in enumerate(lines) if n not in code and _EDGE.fullmatch(line)]
    for first, last in zip(edges[::2], edges[1::2], strict=False):
        if not any("--" in line for line in lines[first : last + 1]):
            lines[first], lines[last] = "<!--", "-->"


def _blocks(lines: list[str], code: frozenset[int]) -> str:
    """What may run from line to line within a block."""
    made: list[str] = []
    start = 0
    for end, line in enumerate([*lines, ""]):
        if end < len(lines) and line.strip() and end not in code:
            continue
        if end > start:
            made.append(_words("\n".join(lines[start:end])))
        made += lines[end : end + 1]
        start = end + 1
    return "\n".join(made)


def _words(block: str) -> str:
    if "%%" in block:
        block = _outside(_HIDDEN, lambda match: f"<!-- {match['words'].strip()} -->", block)
    if "<" in block:
        block = _outside(_QUOTED, lambda match: f"«{match['words'].strip()}»", block)
    if "``" in block:
        block = _TEX_QUOTED.sub(lambda match: f'"{match["words"]}"', block)
    if "\\" in block:
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
    """The block with what is written for each match that no code holds."""
    return replaced_outside(pattern, written, block, code_spans(block).items())
