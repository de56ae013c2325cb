r"""Signs of markup that mark nothing, as people type them among words → the same signs, escaped.

    M. de B***, de ***, le duc d'***.     names that are withheld
    2*3*4, x^2+y^2, 10^6/10^3             sums
    a==b, ==> Venez <==                   comparisons and arrows
    ^_^, /!\ , __/__/__                   smiles, warnings, dates to fill in
    C:\_a\*.txt, un \ seul                files of Windows, strokes that part words
    ~mot~                                 ~~mot~~, of GitHub: below the line stands what touches a word

Read as markup, each would lose its signs, and often turn the words between two of them.
"""

import re
from collections.abc import Callable, Sequence

from florilege.prose.formulas import PATTERN as FORMULA
from florilege.prose.source import code_lines, fences

_SMILE = re.compile(r"(?<![\w\\^])\^([._;,~-]+)\^(?![\w^])")
_PATH = re.compile(r"(?<![\w\\$])(?:[A-Za-z]:|\\\\\w[\w.-]*)\\[^\s|<>\"»`$]+")
"""A file of Windows, whose strokes escape nothing."""
_TO_FILL = re.compile(r"(?<![\w\\])_{2,}(?:[ ]?[/.:-][ ]?_{2,})+(?!\w)")
"""A date to fill in."""
_TIMES = re.compile(r"(?<=\d)\*(?=\d)")
_WITHHELD = re.compile(r"(?:^|(?<=\s)|(?<=\b[dl]['’]))\*{2,}(?=[,;:!?)»”.…]+(?:\s|$))", re.IGNORECASE)
"""Stars that stand for a name: markup that opens touches a word."""
_ARROW = re.compile(r"(?<![\\<=])={2,}>|<={2,}(?!=)")
_EQUAL = re.compile(r"(?<=[\w)\]])==(?=[\w(\[])")
_MARKING = re.compile(r"(?<![\w=)\]\\])==|==(?![\w=(\[])")
_POWERS = re.compile(r"[^\s^\[\]]+\^[^\s^\[\]]+(?:\^[^\s^\[\]]+)+")
_SUM = re.compile(r"\^[^^]+[+*/=<>(),-][^^]*\^\w|\^\d+[A-Za-z]+\^\d")
"""Between two of its carets an operator, or what would leave the second power without one."""
_STROKE = re.compile(r"(?:(?<=/!)|(?<![\w.,:)\]»’'\\]))\\(?=[ ])|(?<=/!)\\$")
r"""After a word, `\ ` is the space of Pandoc that breaks no line."""
_STRUCK = re.compile(r"(?<![^\s(«“])~(?=[^\W\d_])([^~`\n]*[\w.!?…»])~(?=[\s.,;:!?)»”]|$)")


def _escaped(signs: str) -> Callable[[re.Match[str]], str]:
    return lambda match: re.sub(rf"(?<!\\)([{re.escape(signs)}])", r"\\\1", match[0])


def _powers(match: re.Match[str]) -> str:
    return _escaped("^")(match) if _SUM.search(match[0]) else match[0]


_RULES: Sequence[tuple[str, re.Pattern[str], Callable[[re.Match[str]], str]]] = (
    ("\\", _PATH, lambda match: re.sub(r"\\(?=[!-/:-@\[-`{-~])", r"\\\\", match[0])),
    ("\\", _STROKE, lambda match: r"\\"),
    ("^", _SMILE, _escaped("._^;,~-")),
    ("^", _POWERS, _powers),
    ("__", _TO_FILL, _escaped("_")),
    ("*", _TIMES, _escaped("*")),
    ("**", _WITHHELD, _escaped("*")),
    ("==", _ARROW, _escaped("=")),
    ("~", _STRUCK, lambda match: f"~~{match[1]}~~"),
)
_ANY = re.compile(r"\*\*[^\w\s]|\d\*\d|\^\S*\^|==|\\[ ]|/!\\|:\\|\\\\|~\w|__[ ]?[/.:-]")
"""What a text has that may hold any of them."""


def plain_signs(markdown: str) -> str:
    r"""The text with such signs escaped, where they stand in no code and no formula.

    >>> plain_signs("de ***, chez B***, x^2+y^2, x^2^"), plain_signs("a==b ==> c"), plain_signs("==a== $2*3$")
    ('de \\*\\*\\*, chez B***, x\\^2+y\\^2, x^2^', 'a\\=\\=b \\=\\=> c', '==a== $2*3$')
    """
    if not _ANY.search(markdown):
        return markdown
    lines = markdown.split("\n")
    code = code_lines(fences(lines))
    return "\n".join(line if number in code else _plain(line) for number, line in enumerate(lines))


def _plain(line: str) -> str:
    for sign, pattern, written in _RULES:
        if sign in line:
            line = _outside_formulas(pattern, written, line)
    if "==" in line and not _MARKING.search(line):
        line = _outside_formulas(_EQUAL, lambda match: r"\=\=", line)
    return line


def _outside_formulas(pattern: re.Pattern[str], written: Callable[[re.Match[str]], str], line: str) -> str:
    formulas = [match.span() for match in re.finditer(FORMULA, line)] if "$" in line else []

    def one(match: re.Match[str]) -> str:
        is_within = any(start < match.end() and match.start() < end for start, end in formulas)
        return match[0] if is_within else outside_code(match, written(match))

    return pattern.sub(one, line)


def outside_code(match: re.Match[str], written: str) -> str:
    """What is written for a match, or the match itself within code and where nothing is."""
    return match[0] if not written or match.string.count("`", 0, match.start()) % 2 else written
