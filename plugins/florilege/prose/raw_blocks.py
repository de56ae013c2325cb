"""Blocks of HTML in items, quotations, asides and notes → put aside whole, as Python-Markdown does elsewhere.

It knows such blocks at the margin alone; anywhere else their tags would stand within a paragraph.
"""

import re
from collections.abc import Sequence

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from florilege.prose.typography.protected_lines import indented_lines

_BEGINS = re.compile(
    r"(?P<lead>(?:[ ]*(?:>|(?:[-*+]|\d{1,9}\.)(?=[ ])|\[\^[^\]\n]+\]:|:(?=[ ]))[ ]?|[ ]{4})+[ ]*)"
    r"<(?P<tag>article|aside|blockquote|center|details|div|dl|figure|h[1-6]|ol|p|pre|section|table|ul)\b[^<>]*>",
    re.IGNORECASE,
)


class RawBlockExtension(Extension):
    """Puts blocks of HTML aside, wherever they stand."""

    def extendMarkdown(self, md: Markdown) -> None:
        # After fenced code (25) and the blocks at the margin (20).
        md.preprocessors.register(_RawBlocks(md), "raw-blocks", 15)


class _RawBlocks(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        code = indented_lines(lines, {})
        made: list[str] = []
        index = 0
        while index < len(lines):
            match = _BEGINS.match(lines[index]) if "<" in lines[index] and index not in code else None
            last = _last(lines, index, match) if match else None
            if match is None or last is None:
                made.append(lines[index])
                index += 1
                continue
            lead = match["lead"]
            block = [
                lines[index][len(lead) :],
                *(_inner(line, len(lead)) for line in lines[index + 1 : last + 1]),
            ]
            blank = re.sub(r"[^ >]", " ", lead).rstrip()
            if made and made[-1].strip(" >") and not re.search(r"[^ >]", lead):
                made.append(blank)
            made += [lead + self.md.htmlStash.store("\n".join(block)), blank]
            index = last + 1
        return made


def _last(lines: Sequence[str], index: int, begins: re.Match[str]) -> int | None:
    """The line on which the element ends that begins here, if nothing follows it there."""
    tags = re.compile(rf"<(/?){begins['tag']}\b[^<>]*>", re.IGNORECASE)
    quoted = begins["lead"].count(">")
    depth = 0
    for number in range(index, len(lines)):
        line = lines[number]
        if re.match(r"[ >]*", line).group().count(">") < quoted:  # type: ignore[union-attr]
            return None
        for match in tags.finditer(line):
            depth += -1 if match[1] else 1
            if depth == 0:
                return None if line[match.end() :].strip() else number
    return None


def _inner(line: str, width: int) -> str:
    """A line without what holds it in a quotation or an item, so many characters at most."""
    return re.sub(rf"\A[ >]{{0,{width}}}", "", line)
