"""Footnotes: `[^label]` and `[^label]: …` → calls in the text, and notes after it for `anchors` to number.

`^[words]` of Pandoc and Quarto is a call and its note in one.

Python-Markdown's own extension finds the definitions; but it numbers while it parses, which isn't the
order of reading, and leaves a call without a definition as text.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteBlockProcessor, FootnoteExtension
from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX, AtomicString

from florilege.prose import marks
from florilege.prose.typography.protected_pairs import code_spans

CALL = rf"\[\^((?:{marks.VALUE}\d+{marks.VALUE})?)([^\]]*)\]"

Reporter = Callable[..., None]
"""Takes the code of a problem, its line if it is known, and the values of its sentence."""


class NoteExtension(FootnoteExtension):
    """Calls become `<a class="note-ref" label="…">`, definitions `<div label="…">` at the end."""

    report: Reporter
    """Where faults go: set for each text."""
    holders: list[etree.Element]
    """Quotations, items and asides in which a note stood."""

    def reset(self) -> None:
        super().reset()
        self.holders = []

    def extendMarkdown(self, md: Markdown) -> None:
        self.parser = md.parser
        self.md = md
        md.parser.blockprocessors.register(_Blocks(self), "footnote", 17)
        md.inlinePatterns.register(_Call(CALL, self), "footnote", 175)
        # Before the inline processor (20), which then sees the notes too.
        md.treeprocessors.register(_Definitions(self), "footnote", 50)
        # After captions are paragraphs (40).
        md.treeprocessors.register(_Inline(self), "inline-notes", 30)


class _Blocks(FootnoteBlockProcessor):
    """A note goes on however many blank lines stand within it; what holds it alone is told of."""

    def __init__(self, notes: "NoteExtension") -> None:
        super().__init__(notes)
        self.notes = notes

    def run(self, parent: etree.Element, blocks: list[str]) -> bool:
        found: bool = super().run(parent, blocks) or False
        if found:
            self.notes.holders.append(parent)
        return found

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
        label = self._meant(m.group(2))
        if label not in self.notes.footnotes:
            self.notes.report("note-undefined", marks.read(m.group(1)), label=self._typed(label))
            return None, None, None
        call = etree.Element("a")
        call.set("class", "note-ref")
        call.set("label", label)
        return call, m.start(0), m.end(0)

    def _typed(self, label: str) -> str:
        """A name without what stands in it for code, escapes and tags."""
        words: str = self.unescape(label)
        return marks.strip(re.sub(rf"{STX}(\d+){ETX}", lambda code: chr(int(code[1])), words))

    def _meant(self, label: str) -> str:
        """The name of the note called so, or so but for capitals if no other is, as GitHub reads it."""
        if label in self.notes.footnotes:
            return label
        alike = [each for each in self.notes.footnotes if each.casefold() == label.casefold()]
        return alike[0] if len(alike) == 1 else label


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
                if not self.notes.footnotes[label].strip():
                    self.notes.report("note-empty", None, label=label)
                note.set("label", label)
                read.add(label)
        _without_empty(root, self.notes.holders)


def _without_empty(root: etree.Element, holders: Sequence[etree.Element]) -> None:
    """Take out what held notes alone: a quotation of nothing would be a bar beside nothing."""
    above = {child: parent for parent in root.iter() for child in parent} if holders else {}
    for holder in holders:
        while (
            (parent := above.get(holder)) is not None and not len(holder) and not (holder.text or "").strip()
        ):
            parent.remove(holder)
            holder = parent


class _Inline(Treeprocessor):
    """`^[words]` → a call, and the note that it calls, wherever it stands."""

    def __init__(self, notes: NoteExtension) -> None:
        super().__init__(notes.md)
        self.notes = notes

    def run(self, root: etree.Element) -> None:
        elements = [*root.iter()]
        for element in elements:  # it grows, since a note may hold another
            if isinstance(element.tag, str) and element.tag not in ("pre", "code"):
                element.text = self._called(root, element.text, elements)
            if element is not root:
                element.tail = self._called(root, element.tail, elements)

    def _called(self, root: etree.Element, text: str | None, elements: list[etree.Element]) -> str | None:
        """The text with calls in the place of its notes, which are put at the end."""
        if not text or "^[" not in text or isinstance(text, AtomicString):
            return text
        code = code_spans(text)
        parts: list[str] = []
        position = start = 0
        while match := _BEGINS.search(text, position):
            position = code.get(match.start(), match.end())
            end = _closing(text, match.end(), code) if match[0] == "^[" else None
            if end is None:
                continue
            label = self._new_label()
            self.notes.footnotes[label] = ""
            note = etree.SubElement(root, "div", {"label": label})
            words = etree.SubElement(note, "p")
            words.text = text[match.end() : end].strip()
            elements.append(words)
            parts += (text[start : match.start()], f"[^{label}]")
            position = start = end + 1
        return "".join(parts) + text[start:]

    def _new_label(self) -> str:
        number = 1
        while f"^{number}" in self.notes.footnotes:
            number += 1
        return f"^{number}"


_BEGINS = re.compile(
    r"\\.|`+|\]\((?:[^()\\\n]|\\.|\([^()\n]*\))*\)|\[\^[^\[\]]*\]"
    r"|\^[^\s^\[][^\s^]*\^|\^\[[^\s^]*\^(?!\[)|\^\[",
    re.DOTALL,
)
"""What begins a note, or something else: an escape, code, an address, a call, `^[1]^` before no note."""
_BRACKET = re.compile(r"\\.|`+|[\[\]]", re.DOTALL)


def _closing(text: str, position: int, code: Mapping[int, int]) -> int | None:
    """Where the bracket stands that closes the one before `position`; None for an empty note, or none."""
    depth, start = 1, position
    while match := _BRACKET.search(text, position):
        position = code.get(match.start(), match.end())
        depth += {"[": 1, "]": -1}.get(match[0], 0)
        if depth == 0:
            return match.start() if text[start : match.start()].strip() else None
    return None
