"""Footnotes: `[^label]` and `[^label]: …` → calls in the text, and notes after it for `anchors` to number.

Python-Markdown's own extension finds the definitions; but it numbers while it parses, which isn't the
order of reading, and leaves a call without a definition as text.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from itertools import takewhile

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteBlockProcessor, FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor

from florilege.prose import marks

CALL = rf"\[\^((?:{marks.VALUE}\d+{marks.VALUE})?)([^\]]*)\]"

Reporter = Callable[..., None]
"""Takes the code of a problem, its line if it is known, and the values of its sentence."""


class NoteExtension(FootnoteExtension):
    """Calls become `<a class="note-ref" label="…">`, definitions `<div label="…">` at the end."""

    report: Reporter
    """Where faults go: set for each text."""

    def extendMarkdown(self, md: Markdown) -> None:
        self.parser = md.parser
        self.md = md
        md.parser.blockprocessors.register(_Blocks(self), "footnote", 17)
        md.inlinePatterns.register(_Call(CALL, self), "footnote", 175)
        # Before the inline processor (20), which then sees the notes too.
        md.treeprocessors.register(_Definitions(self), "footnote", 50)


class _Blocks(FootnoteBlockProcessor):
    """A note goes on however many blank lines stand within it."""

    def detectTabbed(self, blocks: list[str]) -> list[str]:
        found: list[str] = []
        while blocks:
            blank = len([*takewhile(lambda block: not block.strip("\n"), blocks)])
            text = blocks[blank].lstrip("\n") if blank < len(blocks) else ""
            if not text.startswith(" " * self.tab_length):
                break
            more = 2 * blank + len(blocks[blank]) - len(text)
            left = [text]
            first, *others = super().detectTabbed(left)
            found += ["\n" * more + first, *others]
            blocks[: blank + 1] = left
            if left:
                break  # another note begins
        return found


class _Call(InlineProcessor):
    def __init__(self, pattern: str, notes: NoteExtension) -> None:
        super().__init__(pattern, notes.md)
        self.notes = notes

    def handleMatch(  # type: ignore[override]
        self, m: re.Match[str], data: str
    ) -> tuple[etree.Element | None, int | None, int | None]:
        label = m.group(2)
        if label not in self.notes.footnotes:
            self.notes.report("note-undefined", marks.read(m.group(1)), label=label)
            return None, None, None
        call = etree.Element("a")
        call.set("class", "note-ref")
        call.set("label", label)
        return call, m.start(0), m.end(0)


class _Definitions(Treeprocessor):
    def __init__(self, notes: NoteExtension) -> None:
        super().__init__(notes.md)
        self.notes = notes

    def run(self, root: etree.Element) -> None:
        read: set[str] = set()
        while waiting := [label for label in self.notes.footnotes if label not in read]:
            for label in waiting:  # reading one may find others, defined within it
                note = etree.SubElement(root, "div")
                self.notes.parser.parseChunk(note, self.notes.footnotes[label])
                note.set("label", label)
                read.add(label)
