"""A file of text as it is read, and edits of it."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from florilege.prose import source
from florilege.prose.indentation import STEP, aligned
from florilege.reading.frontmatter import MarkdownFile, parse

_QUOTES = re.compile(r"(?:[ ]{0,3}>[ ]?)+")
_CONTAINER = re.compile(r"[ ]*(?:[*+-][ ]|\d{1,9}[.)][ ]|\[\^[^\]]+\]:|!!!|\?\?\?|===[ ]|:[ ])")
"""The first line of an item, a note, an aside, a tab, a definition: what is indented below belongs to it."""
_CODE = re.compile(r"(?<![\\`])(`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)\1(?!`)|<!--.*?-->", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters of a text, from `start` up to `end`, and what is to stand in their place."""

    start: int
    end: int
    new: str
    of_syntax: bool = False
    """Whether what goes is no words of the text: a class, the value of an attribute, an address."""


def apart(edits: Iterable[Edit]) -> Iterator[Edit]:
    """The edits in order; of two that meet, the first alone."""
    position = 0
    for edit in sorted(set(edits)):
        if edit.start >= position:
            yield edit
            position = edit.end


def edited(text: str, edits: Iterable[Edit]) -> str:
    """The text with its edits; of two that meet, the first alone."""
    parts: list[str] = []
    position = 0
    for edit in apart(edits):
        parts += [text[position : edit.start], edit.new]
        position = edit.end
    return "".join([*parts, text[position:]])


def changed_words(text: str, edits: Iterable[Edit]) -> Iterator[tuple[str, str]]:
    """What edits take of the words of a text, and what stands there then, each on one line.

    >>> text = "# Un\\n\\nLe 3 Mars, (oui)"
    >>> [*changed_words(text, [Edit(0, 6, ""), Edit(11, 12, "m"), Edit(15, 16, "")])]
    [('# Un', ''), ('Mars', 'mars')]
    """
    for edit in apart(edits):
        start, end = edit.start, edit.end
        if edit.of_syntax:
            continue
        before, after = text[:start][-1:], text[end : end + 1]
        # Words that it begins, ends or joins count as wholes.
        if text[start:end][:1].isalnum() or (edit.new or after)[:1].isalnum():
            start = _begin(text, start)
        if text[start:end][-1:].isalnum() or (edit.new or before)[-1:].isalnum():
            end = _end(text, end)
        old, new = text[start:end], text[start : edit.start] + edit.new + text[edit.end : end]
        if words(old) != words(new):
            yield " ".join(old.split()), " ".join(new.split())


def _begin(text: str, place: int) -> int:
    while place and text[place - 1].isalnum():
        place -= 1
    return place


def _end(text: str, place: int) -> int:
    while place < len(text) and text[place].isalnum():
        place += 1
    return place


def words(text: str) -> list[str]:
    """The words of a text: runs of letters and digits."""
    return re.findall(r"[^\W_]+", text)


def _indented(lines: Sequence[list[str]], fenced: Collection[int]) -> Iterator[int]:
    """The numbers of the lines that are indented code, as `aligned` has made them.

    They stand a step further in than the words of the container that they are in, after a blank line.
    """
    containers: list[int] = []
    after_blank, is_code = True, False
    for number, (*blanks, line) in enumerate(lines):
        plain = _QUOTES.sub("", line).expandtabs(STEP)
        indent = len(plain) - len(plain.lstrip(" "))
        if number in fenced or not plain.strip():
            after_blank = number not in fenced
            continue
        if after_blank or blanks:
            while containers and indent < containers[-1] + STEP:
                containers.pop()
            is_code = True
        # What touches code from below, and stands less far in, is none.
        is_code = is_code and indent >= (containers[-1] + STEP if containers else 0) + STEP
        after_blank = False
        if is_code:
            yield number
        elif _CONTAINER.match(plain):
            while containers and indent < containers[-1] + STEP:
                containers.pop()
            containers.append(indent)


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
        """The lines, from 0, of the body's code, fenced or indented."""
        lines = self.lines[self.body :]
        blocks = source.fences(lines)
        fenced = source.code_lines(blocks)
        return frozenset(
            self.body + number for number in (*fenced, *_indented(aligned(lines, blocks), fenced))
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
        new = [*lines]
        if last < len(self.lines):
            return Edit(self.starts[first], self.starts[last], "".join(f"{line}\n" for line in new))
        # Whether the text ends with a line end stays.
        start = self.starts[first] - (0 if new or not first else 1)
        return Edit(start, len(self.text), "\n".join(new))
