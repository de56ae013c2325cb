"""Pandoc, the program: bytes of a format → its tree of paragraphs, and such a tree → Markdown.

It runs apart, with bounds of time and memory, and `--sandbox`: it reads what it is given on its standard
input, and neither files nor addresses (https://pandoc.org/MANUAL.html#a-note-on-security).
"""

import json
import re
import subprocess
from collections.abc import Sequence
from functools import cache
from typing import Any

from florilege.diagnostics.problems import FlorilegeError
from florilege.prose.source import CODE_SPAN, code_lines, fences
from florilege.prose.typography.protected_lines import fenced_code, indented_lines

SECONDS = 60
MEMORY = "1500M"
MAX_TREE = 200_000_000
"""Bytes of a tree as JSON: what a file of some hundred kilobytes may blow up to isn't read further."""

FORMAT = "+".join(
    (
        "markdown_strict",
        *("footnotes", "pipe_tables", "grid_tables", "strikeout", "superscript", "subscript", "line_blocks"),
        *("tex_math_dollars", "mark", "backtick_code_blocks", "fenced_code_attributes", "bracketed_spans"),
        *("all_symbols_escapable", "startnum", "intraword_underscores", "definition_lists", "fenced_divs"),
        *("escaped_line_breaks", "blank_before_header", "blank_before_blockquote", "space_in_atx_header"),
    )
)
"""The Markdown of Pandoc that is nearest to our dialect (prose/dialect.py), which reads all of it."""


def read(content: bytes, format_: str, *options: str) -> dict[str, Any]:
    """The tree of a text: https://hackage.haskell.org/package/pandoc-types

    Raises `FlorilegeError` (2) where Pandoc can't read it, (3) where it isn't installed.
    """
    out = _run(content, "--from", format_, "--to", "json", "--sandbox", *options)
    tree: dict[str, Any] = json.loads(out)
    return tree


def write(blocks: Sequence[Any], version: Sequence[int]) -> str:
    """The Markdown of some paragraphs."""
    kept = _with_backslashes_apart([*blocks])
    tree = json.dumps({"pandoc-api-version": version, "meta": {}, "blocks": kept}).encode()
    options = ("--wrap", "none", "--markdown-headings", "atx", "--reference-location", "document")
    written = _run(tree, "--from", "json", "--to", FORMAT, "--sandbox", *options).decode()
    return _in_our_dialect(written.replace(_BACKSLASH, r"\\"))


_BACKSLASH = "\ufdd0"
"""Stands for a backslash, of which Pandoc takes the next sign for escaped, and leaves that out."""


def _with_backslashes_apart(node: Any) -> Any:
    """A part of a tree whose words have no backslash."""
    if isinstance(node, list):
        return [_with_backslashes_apart(each) for each in node]
    if not isinstance(node, dict):
        return node
    if node.get("t") == "Str":
        return {**node, "c": node["c"].replace("\\", _BACKSLASH)}
    return {key: _with_backslashes_apart(each) for key, each in node.items()}


_VERBATIM = CODE_SPAN + r"|(?<!\\)(?P<sum>\${1,2})(?=\S).*?(?<![\\\s])(?P=sum)"
"""Code and formulas within a line, of which nothing is changed."""
_BRACE = r"(?<![\\\])`])\{(?=[:.#\w-])|(?<=\\[\])])\{(?=[:.#\w-])"
_NAMED = r"(?<![\w:\\]):(?=[a-z0-9_+-]+:(?!\w))"
_MARKUP = re.compile(rf"(?P<verbatim>{_VERBATIM})|{_BRACE}|{_NAMED}")
_RULE = re.compile(r"-{20,}")


def _in_our_dialect(markdown: str) -> str:
    """The Markdown with an escape before what is markup to our dialect and a word to Pandoc.

    >>> _in_our_dialect("Un {.mot} et :smile: et [un]{.smallcaps}")
    'Un \\\\{.mot} et \\\\:smile: et [un]{.smallcaps}'
    >>> print(_in_our_dialect(r"$\\frac{22}{7}$ et `a {.b}` à 5\\$ {.c} le $x_{1}$ : {.d}"))
    $\\frac{22}{7}$ et `a {.b}` à 5\\$ \\{.c} le $x_{1}$ : \\{.d}
    """
    lines = markdown.split("\n")
    code = code_lines(fences(lines)) | indented_lines(lines, fenced_code(lines))
    for number, line in enumerate(lines):
        if number in code:
            continue
        if _RULE.fullmatch(line):
            lines[number] = "***"
        else:
            lines[number] = _MARKUP.sub(lambda found: found["verbatim"] or f"\\{found[0]}", line)
    return "\n".join(lines)


def _run(content: bytes, *arguments: str) -> bytes:
    command = [program(), *arguments, "+RTS", f"-M{MEMORY}", "-RTS"]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise FlorilegeError("source-unreadable", exit_code=2, why="source-slow", limit=SECONDS) from error
    except OSError as error:
        raise FlorilegeError("converter-missing", what="Pandoc", package="word") from error
    if done.returncode or len(done.stdout) > MAX_TREE:
        raise FlorilegeError("source-unreadable", exit_code=2, why="source-damaged", limit="")
    return done.stdout


@cache
def program() -> str:
    """Where Pandoc is. Raises `FlorilegeError` (3) where it isn't."""
    try:
        import pypandoc  # with the program in it, 160 MB: wanted for what people send only
    except ImportError as error:
        raise FlorilegeError("converter-missing", what="Pandoc", package="word") from error
    try:
        path: str = pypandoc.get_pandoc_path()
    except OSError as error:
        raise FlorilegeError("converter-missing", what="Pandoc", package="word") from error
    return path
