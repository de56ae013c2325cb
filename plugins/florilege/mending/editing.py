"""A file of text as it is read, and edits of it."""

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from florilege.prose import source
from florilege.reading.frontmatter import MarkdownFile, parse

_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)|<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters of a text, from `start` up to `end`, and what is to stand in their place."""

    start: int
    end: int
    new: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with its edits; of two that meet, the first alone."""
    parts: list[str] = []
    position = 0
    for edit in sorted(set(edits)):
        if edit.start >= position:
            parts += [text[position : edit.start], edit.new]
            position = edit.end
    return "".join([*parts, text[position:]])


@dataclass(frozen=True)
class TextFile:
    """A file of Markdown: its text with the line ends of Unix, in NFC (decoding.py)."""

    path: str
    """Below contributions/."""
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n")

    @cached_property
    def starts(self) -> list[int]:
        """Where each line begins."""
        starts, position = [], 0
        for line in self.lines:
            starts.append(position)
            position += len(line) + 1
        return starts

    @cached_property
    def marked(self) -> MarkdownFile | None:
        """Fields and body, as far as they can be read."""
        return parse(self.text.encode("utf-8", "surrogatepass"), self.path)[0]

    @cached_property
    def body(self) -> int:
        """The line, from 0, on which the body begins; that after the last where there is none."""
        return self.marked.line - 1 if self.marked else len(self.lines)

    @cached_property
    def code(self) -> frozenset[int]:
        """The lines, from 0, of the body's fenced code."""
        return frozenset(
            self.body + number for number in source.code_lines(source.fences(self.lines[self.body :]))
        )

    @cached_property
    def prose(self) -> str:
        """The text with blanks for front matter, code and comments: every sign where it stands."""
        lines = [
            " " * len(line) if n < self.body or n in self.code else line for n, line in enumerate(self.lines)
        ]
        return _CODE.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), "\n".join(lines))

    def at(self, line: int, column: int = 1) -> int:
        """The offset of a place, both from 1; of the line's start for column 0."""
        return self.starts[line - 1] + max(0, column - 1)

    def line_of(self, offset: int) -> int:
        """The line, from 0, of an offset."""
        return bisect_right(self.starts, offset) - 1

    def replaced(self, first: int, last: int, lines: Iterable[str]) -> Edit:
        """The edit that puts lines in the place of those from `first` up to `last`, from 0."""
        new = "".join(f"{line}\n" for line in lines)
        if last >= len(self.lines):
            return Edit(
                self.starts[first] if first < len(self.lines) else len(self.text), len(self.text), new
            )
        return Edit(self.starts[first], self.starts[last], new)
