r"""What other systems mark among the words → the Markdown that says the same, line for line.

    {sub}`2` {kbd}`Ctrl` {math}`x`     <sub>2</sub> <kbd>Ctrl</kbd> $x$, roles of MyST
    {ref}`le quai <ici>`               [le quai](#ici)
    {term}`bacs <bac>`                 bacs
    (ici)=                             an anchor, on the heading below where there is one
    $`x^2`$                            $x^2$, of GitHub and GitLab
    `<b>`{=html}                       <b>, of Pandoc
    (@) mot, (@ici) mot, #. mot        (1) mot, (2) mot, 1. mot: numbers that Pandoc gives
    [Les bacs][ici]                    Table: Les bacs {#ici}, where it touches a table, of MultiMarkdown
    {::comment}, {:/comment}           <!--, -->, of kramdown; {::nomarkdown} and its end go
    mot\[^1\], \[^1\]: Une note.       mot[^1], [^1]: Une note., as converters escape them
    ![un quai|100](quai.jpg)           ![un quai](quai.jpg), of Obsidian
       ## Titre                        ## Titre, where it is in no item
    [^1] : Une note. *[TER] : un train [^1]: Une note., with the space of French before the colon

What names a place without saying a word of it (`{numref}`) is left, and told as markup.
"""

import re
from collections.abc import Callable
from html import escape

from florilege.prose.source import code_lines, fences, is_delimiter_row

_ROLE = re.compile(r"\{(?P<role>[a-z][\w:+-]*)\}(?P<ticks>`+)(?P<words>[^`\n]+)(?P=ticks)(?!`)")
_TARGETED = re.compile(r"(?P<words>.+?)\s*<(?P<target>[^<>\s]+)>")
_EXPLAINED = re.compile(r"(?P<words>.+?)\s*\((?P<meaning>[^()]+)\)")
_TARGET = re.compile(r"(?P<lead>[ >]*)\((?P<id>[A-Za-z][\w:.-]*)\)=[ ]*")
_HEADING = re.compile(r"[ >]*#{1,6}[ ]+.*[^\s}]")
_MATH = re.compile(r"(?<![\w\\$])\$`(?P<formula>[^`\n]+)`\$(?![\w$])")
_RAW = re.compile(r"(?P<ticks>`+)(?P<html>[^`\n]+)(?P=ticks)\{=html5?\}")
_EXAMPLE = re.compile(r"(?P<lead>[ >]*)\(@(?P<name>[\w-]*)\)(?=[ ])")
_REFERENCE = re.compile(r"\(@(?P<name>[\w-]+)\)")
_NUMBERED = re.compile(r"(?P<lead>[ >]*(?:[-*+][ ]+)?)#\.(?=[ ]+\S)")
_CAPTION = re.compile(r"(?P<lead>[ >]*)\[(?P<words>[^\[\]\n^!][^\[\]\n]*)\](?:[ ]?\[(?P<id>[\w:.-]*)\])?[ ]*")
_COMMENT = re.compile(r"[ ]*\{(?:(?P<begin>::comment)|:/(?:comment)?)\}[ ]*")
_NO_MARKDOWN = re.compile(r"\{::nomarkdown\}(.*?)\{:/(?:nomarkdown)?\}")
_HIDDEN = re.compile(r"\{::comment\}((?:(?!--).)*?)\{:/(?:comment)?\}")
_ESCAPED_NOTE = re.compile(r"^[ ]{0,3}\\\[\^([^\[\]\\\n]+)\\\]:", re.MULTILINE)
_DEFINED = re.compile(
    r"(?P<lead>[ ]{0,3}(?:>[ ]?)*)(?P<name>\*?\[\^?[^\[\]\n]+\])"
    r"[ \u00a0\u202f]:(?=[ \u00a0\u202f]*(?P<words>\S+))"
)
_IS_ADDRESS = re.compile(r"https?:|<|\S+\.md\b")
_SIZED = re.compile(r"(!\[[^\[\]\n]*?)\\?\|\d{1,4}(?:x\d{1,4})?(?=\]\()")
_MOVED_HEADING = re.compile(r"(?P<indent>[ ]{1,3})#{1,6}[ ]+\S")
_HOLDS = re.compile(r"[ ]*(?:[-*+:]|\d{1,9}[.)])[ ]|\[\^|!!!|\?\?\?")
_ANY = re.compile(
    r"\][ \u00a0\u202f]:|\}`|`\$|`\{=|\(@|#\.|\)=|\{::|^ {1,3}#|\]\s*\n|\]\Z|\\\]:|\|[\dx]+\]",
    re.MULTILINE,
)


def _element(tag: str) -> Callable[[str], str]:
    return lambda words: f"<{tag}>{escape(words, quote=False)}</{tag}>"


def _linked(words: str) -> str:
    found = _TARGETED.fullmatch(words)
    if found is None:
        return ""
    target = found["target"]
    is_address = re.search(r"[/#]|\.\w+$|^\w+:", target)
    return f"[{found['words']}]({target if is_address else f'#{target}'})"


def _abbreviated(words: str) -> str:
    found = _EXPLAINED.fullmatch(words)
    return f'<abbr title="{escape(found["meaning"])}">{found["words"]}</abbr>' if found else words


_ROLES: dict[str, Callable[[str], str]] = {
    **{name: _element(name) for name in ("sub", "sup", "kbd", "samp", "del", "u")},
    "subscript": _element("sub"),
    "superscript": _element("sup"),
    "strike": _element("del"),
    "underline": _element("u"),
    **dict.fromkeys(("emphasis", "em"), lambda words: f"*{words}*"),
    **dict.fromkeys(("strong", "guilabel", "menuselection"), lambda words: f"**{words}**"),
    "smallcaps": lambda words: f"[{words}]{{.smallcaps}}",
    **dict.fromkeys(("code", "literal", "file", "command", "program", "option"), lambda words: f"`{words}`"),
    **dict.fromkeys(("ref", "doc", "any", "numref"), _linked),
    "term": lambda words: re.sub(r"(?<=\S)\s*<[^<>]+>$", "", words),
    **dict.fromkeys(("abbr", "abbreviation"), _abbreviated),
    "math": lambda words: f"${words}$",
}


def read_foreign_words(markdown: str) -> str:
    """The text, as many lines as before, with what is understood rewritten.

    >>> read_foreign_words("H{sub}`2`O, {ref}`le quai <ici>`, $`x`$, {numref}`ici`")
    'H<sub>2</sub>O, [le quai](#ici), $x$, {numref}`ici`'
    >>> read_foreign_words("[^1] : Une note.\\n*[TER]\u00a0: un train\\n[a] : mot")
    '[^1]: Une note.\\n*[TER]: un train\\n[a] : mot'
    >>> read_foreign_words("(@a) Un.\\n(@) Deux.\\n\\nVoir (@a).\\n\\n(ici)=\\n## Titre")
    '(1) Un.\\n(2) Deux.\\n\\nVoir (1).\\n\\n\\n## Titre {#ici}'
    """
    if not _ANY.search(markdown):
        return markdown
    lines = markdown.split("\n")
    code = code_lines(fences(lines))
    defined = {match[1].casefold() for match in re.finditer(r"^[ >]*\[([^\[\]]+)\]:", markdown, re.MULTILINE)}
    commented = False
    examples: dict[str, int] = {}
    count = 0
    for number, line in enumerate(lines):
        if number in code:
            continue
        if (match := _DEFINED.match(line)) and (
            match["name"].startswith(("*", "[^")) or _IS_ADDRESS.match(match["words"])
        ):
            lines[number] = f"{match['lead']}{match['name']}:{line[match.end() :]}"
        elif match := _EXAMPLE.match(line):
            count += 1
            name = match["name"] or f"({count})"
            lines[number] = f"{match['lead']}({examples.setdefault(name, count)}){line[match.end() :]}"
        elif match := _TARGET.fullmatch(line):
            _name(lines, number, match)
        elif (match := _CAPTION.fullmatch(line)) and (
            match["id"] or match["words"]
        ).casefold() not in defined:
            lines[number] = _caption(lines, number, match) or line
        elif (match := _COMMENT.fullmatch(line)) and (match["begin"] or commented):
            commented = bool(match["begin"])
            lines[number] = "<!--" if commented else "-->"
        elif (match := _MOVED_HEADING.match(line)) and not _is_held(lines, number, len(match["indent"])):
            lines[number] = line.lstrip(" ")
        else:
            line = _NUMBERED.sub(r"\g<lead>1.", line, count=1) if _NUMBERED.match(line) else line
            lines[number] = line
    for number, line in enumerate(lines):
        if number not in code:
            lines[number] = _words(line, examples)
    notes = {match[1] for match in _ESCAPED_NOTE.finditer(markdown)}
    for number, line in enumerate(lines if notes else ()):
        if number not in code:
            lines[number] = re.sub(
                r"\\\[\^([^\[\]\\\n]+)\\\]",
                lambda match: _outside_code(match, f"[^{match[1]}]" if match[1] in notes else ""),
                line,
            )
    return "\n".join(lines)


def _name(lines: list[str], number: int, target: re.Match[str]) -> None:
    """Put an anchor on the heading below its line, or in its place where words follow."""
    below = next((n for n in range(number + 1, len(lines)) if lines[n].strip(" >")), None)
    if below is None:
        return
    if _HEADING.fullmatch(lines[below]):
        lines[number] = target["lead"].rstrip()
        lines[below] += f" {{#{target['id']}}}"
    elif re.match(r"[ >]*[\w«“\"*_(]", lines[below]):
        lines[number] = f'{target["lead"]}<a id="{target["id"]}"></a>'


def _caption(lines: list[str], number: int, match: re.Match[str]) -> str:
    """The caption of the table that a line touches, above or below; nothing where it is none."""
    below = lines[number + 1 : number + 3]
    is_above = len(below) == 2 and "|" in below[0] and is_delimiter_row(below[1])
    before = lines[number - 1] if number else ""
    is_below = "|" in before and (
        not below or not below[0].strip(" >") or below[0].lstrip(" >").startswith("{:")
    )
    if not is_below and not (is_above and not before.strip(" >")):
        return ""
    attributes = re.fullmatch(r"[ >]*\{:[ ]*([^{}]*?)[ ]*\}[ ]*", below[0]) if below and is_below else None
    if attributes:
        lines[number + 1] = match["lead"].rstrip()
    named = attributes[1] if attributes else f"#{match['id']}" if match["id"] else ""
    return f"{match['lead']}Table: {match['words']}" + (f" {{{named}}}" if named else "")


def _is_held(lines: list[str], number: int, indent: int) -> bool:
    """Whether a line so far from the margin may stand in an item, a definition, a note or an aside."""
    for line in reversed(lines[:number]):
        if line.strip() and len(line) - len(line.lstrip(" ")) < indent:
            return bool(_HOLDS.match(line))
    return False


def _words(line: str, examples: dict[str, int]) -> str:
    """A line with its roles, formulas and raw HTML read, those in code left alone."""
    if "{::" in line:
        line = _NO_MARKDOWN.sub(lambda match: _outside_code(match, match[1]), line)
        line = _HIDDEN.sub(lambda match: _outside_code(match, f"<!--{match[1]}-->"), line)
    if "|" in line:
        line = _SIZED.sub(lambda match: _outside_code(match, match[1]), line)
    if "`" in line:
        line = _MATH.sub(lambda match: _outside_code(match, f"${match['formula']}$"), line)
        line = _RAW.sub(lambda match: _outside_code(match, match["html"]), line)
        line = _ROLE.sub(_role, line)
    if examples and "(@" in line:
        line = _REFERENCE.sub(
            lambda match: _outside_code(
                match, f"({examples[match['name']]})" if match["name"] in examples else ""
            ),
            line,
        )
    return line


def _role(match: re.Match[str]) -> str:
    read = _ROLES.get(match["role"])
    if match["role"].startswith(("py:", "c:", "js:")):
        read = _ROLES["code"]
    return _outside_code(match, read(match["words"].strip()) if read else "")


def _outside_code(match: re.Match[str], written: str) -> str:
    """What is written for a match, or the match itself within code and where nothing is."""
    return match[0] if not written or match.string.count("`", 0, match.start()) % 2 else written
