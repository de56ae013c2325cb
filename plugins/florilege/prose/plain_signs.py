r"""Signs of markup that mark nothing, as people type them among words → the same signs, escaped.

    M. de B***, de ***, le duc d'***.     names that are withheld
    2*3*4, x^2+y^2, 10^6/10^3             sums
    Autor*innen, tou*te*s                 women and men
    a==b, ==> Venez <==                   comparisons and arrows
    ^_^, /!\ , __/__/__                   smiles, warnings, dates to fill in
    C:\_a\*.txt, un \ seul                files of Windows, a backslash that parts words
    ~mot~                                 ~~mot~~, of GitHub: below the line stands what touches a word

Read as markup, each would lose its signs, and often turn the words between two of them.
"""

import re
from collections.abc import Callable, Sequence

from florilege.prose.formulas import PATTERN as FORMULA
from florilege.prose.source import CODE_SPAN, code_lines, fences
from florilege.prose.typography.protected_lines import fenced_code, indented_lines
from florilege.prose.typography.protected_pairs import replaced_outside

_SMILE = re.compile(r"(?<![\w\\^])\^([._;,~-]+)\^(?![\w^])")
_PATH = re.compile(
    r"(?<![\w\\$])(?:[A-Za-z]:(?!\S*\\\\)|\\\\\w[\w.-]*(?=\\[^\W_]|\\_[^\s\\]+\\[^\W_])(?!\S+\\\\))\\[^\s|<>\"»`$]+"
)
"""A file of Windows, whose backslashes escape nothing, unless each is written twice."""
_TO_FILL = re.compile(r"(?<![\w\\])_{2,}(?:[ ]?[/.:-][ ]?\d{0,2}_{2,})+(?!\w)")
"""A date to fill in."""
_DUNDER = re.compile(r"(?<![\w\\])__[a-z0-9_]+__(?=\.[a-z]{1,4}\b|\(\))")
"""A file or a function of Python: `__init__.py`."""
_TIMES = re.compile(r"(?<=\d)\*(?=\d)")
_WITHHELD = re.compile(
    r"(?:^|(?<=\s)|(?<=\b[dl]['’]))(?:\*{3,}|\*\*(?!.*[^\s*]\*\*))(?=[,;:!?)»”.…]+(?:\s|$))", re.IGNORECASE
)
"""Stars that stand for a name: markup that opens touches a word."""
_ARROW = re.compile(r"(?<![\\<=])={2,}>|<={2,}(?!=)")
_EQUAL = re.compile(r"(?<=[\w)\]])==(?=[\w(\[])")
_MARKING = re.compile(r"(?<![\w=)\]\\])==|==(?![\w=(\[])")
_POWERS = re.compile(r"(?<![^\s\[\]])[^\s^\[\]]+\^[^\s^\[\]]+(?:\^[^\s^\[\]]*)+")
_SUM = re.compile(r"[+*/=<>(),−-]")
"""What no superscript holds behind a sign of its own."""
_UNIT = re.compile(r"\d+[A-Za-z]+")
"""Nor is a power with what follows it, before another power: « x^2y^2 »."""
_BACKSLASH = re.compile(r"(?:(?<=/!)|(?<=[\w.,;:!?] ))\\(?=[ ]\w)|(?<=/!)\\(?=[ ]|$)")
r"""Between two spaces; `\ ` alone is the space of Pandoc that breaks no line."""
_ENDING = re.compile(r"(?<=[^\W\d_])\*(?=(?:innen|in|(?:r?ice|euse|te|ne|le|e)s?|s)(?:\b|\*))")
"""The star of a word for women and men: « Autor*innen », « tou*te*s »."""
_OPENED = re.compile(r"(?<![\w*])\*+(?=\w)")
"""A star that opens, which one of those may close."""
_STRUCK = re.compile(r"(?<![^\s(«“])~(?=[^\W\d_])([^~`\n]*[\w.!?…»])~(?=[\s.,;:!?)»”]|$)")


def _escaped(signs: str) -> Callable[[re.Match[str]], str]:
    return lambda match: re.sub(rf"(?<!\\)([{re.escape(signs)}])", r"\\\1", match[0])


def _powers(match: re.Match[str]) -> str:
    parts = match[0].split("^")
    if any(
        _SUM.search(raised.lstrip("+−-")) or (_UNIT.fullmatch(raised) and after[:1].isdigit())
        for raised, after in zip(parts[1::2], parts[2::2], strict=False)
    ):
        return _escaped("^")(match)
    return match[0]


_RULES: Sequence[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]]] = (
    ("\\", _PATH, lambda match: re.sub(r"\\(?=[!-/:-@\[-`{-~])", r"\\\\", match[0])),
    ("\\", _BACKSLASH, lambda match: r"\\"),
    ("^", _SMILE, _escaped("._^;,~-")),
    ("^", _POWERS, _powers),
    ("__", _TO_FILL, _escaped("_")),
    ("__", _DUNDER, _escaped("_")),
    ("*", _TIMES, _escaped("*")),
    ("**", _WITHHELD, _escaped("*")),
    ("==", _ARROW, _escaped("=")),
    ("~", _STRUCK, lambda match: f"~~{match[1]}~~"),
)
_HELD = re.compile(
    r"^(?:[ >]|[*+-][ ]|\d{1,9}[.)][ ])*<(?:!|/?(?P<tag>[A-Za-z][A-Za-z0-9]*)(?=[\s/>]))|<[A-Za-z/!][^<>]*$",
    re.MULTILINE,
)
"""A line that begins with a tag, or has one that goes on below."""
_RUNS_ON = re.compile(r"<(?:!--|(?P<tag>pre|script|style|textarea)\b)(?!.*(?:-->|</(?P=tag)>))", re.DOTALL)
"""HTML that a blank line doesn't end: a comment, and what holds its lines as they are."""
_DEFINED = re.compile(r"[ ]{0,3}\[(?!\^)[^\]]+\]:")
_APART = re.compile(
    rf"{CODE_SPAN}|\]\([^()]*\)|\[\^[^\]]*\]|\{{[^{{}}]*\}}|<[A-Za-z/!][^<>]*>|\b\w+://[^\s<>]+|\bwww\.[^\s<>]+"
)
"""In a line: code, where a link leads, a note's call, attributes, tags, addresses."""
_IN_LINE = frozenset(
    "a abbr b bdi big cite code del em font i ins kbd mark q s small span strong sub sup tt u var".split()  # noqa: SIM905
)
_LONG_CODE = re.compile(CODE_SPAN, re.DOTALL)
_ANY = re.compile(r"\*\*[^\w\s]|\w\*\w|\^\S*\^|==|\\[ ]|/!\\|:\\|\\\\|~\w|__[ ]?[/.:-]|__\(")
"""What a text has that may hold any of them."""


def plain_signs(markdown: str) -> str:
    r"""The text with such signs escaped, where they stand in no code and no formula.

    >>> plain_signs("de ***, chez B***, x^2+y^2, x^2^"), plain_signs("a==b ==> c"), plain_signs("==a== $2*3$")
    ('de \\*\\*\\*, chez B***, x\\^2+y\\^2, x^2^', 'a\\=\\=b \\=\\=> c', '==a== $2*3$')
    """
    if not _ANY.search(markdown):
        return markdown
    lines = markdown.split("\n")
    code = code_lines(fences(lines)) | indented_lines(lines, fenced_code(lines))
    start = 0
    runs_on = ""
    for end, line in enumerate([*lines, ""]):
        if line.strip():
            continue
        block = "\n".join("" if number in code else lines[number] for number in range(start, end))
        begun = "" if runs_on else _end_of_held(block)
        if not (runs_on or begun or _is_held(block)):
            for number in range(start, end):
                lines[number] = lines[number] if number in code else _plain(lines[number])
        runs_on = begun or ("" if runs_on in block else runs_on)
        start = end + 1
    return "\n".join(lines)


def _end_of_held(block: str) -> str:
    """What ends the HTML that goes on below a block; nothing for none."""
    found = _RUNS_ON.search(_LONG_CODE.sub("", block)) if "<" in block else None
    return (f"</{found['tag']}>" if found["tag"] else "-->") if found else ""


def _is_held(block: str) -> bool:
    """Whether a block is left as it is: it is HTML, or has code that goes on from line to line."""
    for found in _HELD.finditer(block) if "<" in block else ():
        if not found["tag"] or found["tag"].lower() not in _IN_LINE:
            return True
    return any("\n" in code[0] for code in _LONG_CODE.finditer(block))


def _plain(line: str) -> str:
    if _DEFINED.match(line):
        return line
    for sign, pattern, written in _RULES:
        if sign in line:
            line = _outside(pattern, written, line)
    if "*" in line and not _OPENED.search(line):
        line = _outside(_ENDING, _escaped("*"), line)
    if "==" in line and not _MARKING.search(line):
        line = _outside(_EQUAL, lambda match: r"\=\=", line)
    return line


def _outside(pattern: re.Pattern[str], written: Callable[[re.Match[str]], str], line: str) -> str:
    apart = [match.span() for match in _APART.finditer(line)]
    apart += [match.span() for match in re.finditer(FORMULA, line)] if "$" in line else []
    return replaced_outside(pattern, written, line, apart)
