"""Line numbers that survive the conversion: Markdown → Markdown with marks, HTML with marks → HTML.

Python-Markdown keeps no positions. So every place that can be at fault (a link, an address, an image, a
mention, a call of a note, a heading, a paragraph, a numbered item, a raw tag, a list of attributes) gets a
mark with its line before the conversion; it comes out in the HTML beside what it marks, is read there, and is
removed. Marks are made of two control characters, which `source.inspect` refuses in a text: none can be
forged.
"""

import re
from collections.abc import Sequence

VALUE, SPACED = "\x1a", "\x1b"

_MARK = re.compile(rf"{VALUE}(\d+){VALUE}|{SPACED}(\d+){SPACED}")
ANY = re.compile(rf"{VALUE}\d+{VALUE}| \.?{SPACED}\d+{SPACED}")
"""A mark, with what was put before it."""

_HEADING = re.compile(r"^( {0,3}#{1,6}[ \t]*)(?=[^\s#])")
_UNDERLINE = re.compile(r"^(=+|-+)[ ]*$")
_UNDERLINED = re.compile(r"^(?=[\w«“\"'(*_])(?!(?:[*_]|\d{1,9}[.)])[ ])")
_PARAGRAPH = re.compile(
    r"^([ >\t]*)(?=(?:[^\W_]|[«“\"'(])[^|]*$)(?!\(?\w{1,5}(?:[.)°/–-]|[ \u00a0\u202f][/–-]))"
)
"""Its first line; not one of « a) », « 1° », « 1/ »."""
_NUMBERED = re.compile(r"^([ >\t]*(?:[*+-][ \t]+)*\d{1,9}[.)][ \t\u00a0\u202f]+)(?=[\w«“\"'(])")
_REFERENCE = re.compile(r"^([ >]*\[(?!\^)[^\[\]]+\]:[ ]*<?)(?=\S)")
_TARGET = re.compile(r"(\]\(\s*<?)")
_MENTION = re.compile(r"(\[\[)(?!\[)")
_BARE = re.compile(r"(?<![\w/<\"'=(.@-])(?=https?://|www\.)", re.IGNORECASE)
_NOTE = re.compile(r"(\[\^)(?=[^\]\n]*\])")
_DEFINITION = re.compile(r"^[ >]*(?:(?:[*+:-]|\d{1,9}[.)])[ ]+)*\[\^[^\]\n]*\]:")
_ASIDE = re.compile(r"^([ >]*(?:!!!|\?\?\?\+?)[ ]?[\w-]+)(?=[ ]+\S)")
_FORMULA = re.compile(r"(?<![\w\\$])(\$\$?)(?=[^\s$])")
_TAG = re.compile(r"(?<!\\)(<(?:[A-Za-z][A-Za-z0-9]*:)?[A-Za-z][A-Za-z0-9-]*)(?=[\s/>]|$)")
ATTRIBUTES = r"\{(?::[ ]*|[ ]*(?=[.#]|[\w:.-]+=|-[ }]))"
"""How a list of attributes begins: `{word}` is none, but words in braces, as in an address."""
_ATTRIBUTES = re.compile(rf"(?<!\\)({ATTRIBUTES}[^{{}}\n ][^{{}}\n]*)(?<!\\)(\}})")


def mark(lines: Sequence[str], code: frozenset[int], *, first: int) -> str:
    """The text with marks, but for the lines (from 0) of fenced code; `first` is the number of line 0."""
    return "\n".join(
        line
        if index in code
        else _mark_line(line, lines[max(0, index - 1) : index], lines[index + 1 : index + 2], first + index)
        for index, line in enumerate(lines)
    )


def _mark_line(line: str, before: Sequence[str], following: Sequence[str], number: int) -> str:
    value = rf"\g<1>{VALUE}{number}{VALUE}"
    is_underlined = following and _UNDERLINE.match(following[0]) and _UNDERLINED.match(line)
    if is_underlined:
        line = f"{VALUE}{number}{VALUE}{line}"
    elif _NUMBERED.match(line):
        line = _NUMBERED.sub(value, line)
    elif not any(each.strip(" >\t") for each in before):
        line = _PARAGRAPH.sub(value, line)
    if "!!!" in line or "???" in line:
        line = _ASIDE.sub(rf"\g<1> {SPACED}{number}{SPACED}", line)
    if "#" in line:
        line = _HEADING.sub(value, line)
    if "[" in line:
        line = _MENTION.sub(value, _TARGET.sub(value, _REFERENCE.sub(value, line)))
        head = match.end() if (match := _DEFINITION.match(line)) else 0
        line = line[:head] + _NOTE.sub(value, line[head:])
    if "://" in line or "www." in line.lower():
        line = _BARE.sub(f"{VALUE}{number}{VALUE}", line)
    if "$" in line:
        line = _FORMULA.sub(value, line)
    if "<" in line:
        line = _TAG.sub(rf"\g<1> {SPACED}{number}{SPACED}", line)
    if "{" in line:
        line = _ATTRIBUTES.sub(rf"\g<1> .{SPACED}{number}{SPACED}\g<2>", line)
    return line


def read(text: str | None) -> int | None:
    """The line that the first mark in `text` tells, if any."""
    match = _MARK.search(text or "")
    return int(match.group(1) or match.group(2)) if match else None


def strip(text: str) -> str:
    """The text without marks."""
    return _MARK.sub("", ANY.sub("", text)) if VALUE in text or SPACED in text else text
