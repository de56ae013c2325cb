"""The Markdown dialect: which extensions there are, and no others.

Python-Markdown with footnotes, tables, definition lists, abbreviations, lists of attributes, asides, blocks
to unfold, tasks, fenced code, `~~deleted~~`, `H~2~O`, `1^er^`, `==marked==`, `:smile:`, `$x^2$`, addresses,
mentions and figures.
No snippets (they read files), b64, macros or blocks.html; Markdown in HTML is read by containers.py.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from string import punctuation
from typing import ClassVar, TypeGuard

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListExtension, AttrListTreeprocessor
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import SimpleTagInlineProcessor, SubstituteTagInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import STX, AtomicString
from pymdownx.betterem import BetterEmExtension
from pymdownx.caret import InsertSupExtension
from pymdownx.highlight import HighlightExtension
from pymdownx.mark import MarkExtension
from pymdownx.superfences import SuperFencesCodeExtension
from pymdownx.tilde import DeleteSubExtension

from florilege.language.words import words
from florilege.prose import marks
from florilege.prose.anchors import AnchorExtension
from florilege.prose.bare_addresses import BareAddressExtension
from florilege.prose.containers import Container, ContainerExtension
from florilege.prose.figures import FigureExtension
from florilege.prose.formulas import FormulaExtension
from florilege.prose.leftovers import LeftoverExtension
from florilege.prose.mentions import MentionExtension
from florilege.prose.notes import NoteExtension, Reporter
from florilege.prose.ornaments import OrnamentExtension
from florilege.prose.raw_blocks import RawBlockExtension
from florilege.prose.shortcodes import ShortcodeExtension


class LineExtension(Extension):
    """`#Hashtag` at the start of a line is a word: a heading of level one needs its space.

    A backslash at the end of a line breaks it, as in CommonMark.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        # After escapes (180), of which the backslash before this one may be.
        md.inlinePatterns.register(SubstituteTagInlineProcessor(r"\\\n", "br"), "backslash-break", 179)
        md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)


class _Heading(HashHeaderProcessor):
    RE = re.compile(r"(?:^|\n)(?P<level>#{2,6}(?!#)|#(?=[ \t]))(?P<header>(?:\\.|[^\\\n])*?)#*(?:\n|$)")


class SpanExtension(Extension):
    """`[words]{.smallcaps}` of Pandoc: an element for a list of attributes to apply to.

    `[words]{.underline}` and `[words]{.mark}` are the elements that say so.
    """

    PATTERN = r"\[()((?:[^\[\]\\]|\\.)+)\](?=\{:?[ ]*(?:[.#][\w-]|[\w-]+=)[^{}\n]*\})"

    def extendMarkdown(self, md: Markdown) -> None:
        # After links (160), before emphasis (60).
        md.inlinePatterns.register(SimpleTagInlineProcessor(self.PATTERN, "span"), "span", 120)
        # After lists of attributes (8).
        md.treeprocessors.register(_Spans(md), "span-tags", 7)


class _Spans(Treeprocessor):
    TAGS: ClassVar = {"underline": "u", "ul": "u", "mark": "mark", "highlight": "mark", "strikeout": "del"}

    def run(self, root: etree.Element) -> None:
        for span in root.iter("span"):
            names = (span.get("class") or "").split(" ")
            meant = next((name for name in names if name in self.TAGS), "")
            if meant:
                span.tag = self.TAGS[meant]
                names.remove(meant)
                span.set("class", " ".join(names))


class AttributeExtension(AttrListExtension):
    """Lists of attributes; each ends at its first brace, so that a second on the line is another.

    `{word}` is none, but words in braces. One alone on its lines is that of the block above, or below, which
    it can't touch otherwise, as in kramdown.
    """

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        lists = _AttributeLists(md)
        md.treeprocessors.register(lists, "attr_list", 8)
        # After containers are folded (45), before lines are read (20).
        md.treeprocessors.register(_Apart(lists, md), "attr_list_apart", 35)


class _AttributeLists(AttrListTreeprocessor):
    _LIST = rf"{marks.ATTRIBUTES}([^{{}}\n ][^{{}}\n]*)\}}"
    # The stubs call these final; the class reads them from itself, so that they can be replaced.
    HEADER_RE = re.compile(rf"[ ]+{_LIST}[ ]*$")  # type: ignore[misc]
    BLOCK_RE = re.compile(rf"\n[ ]*{_LIST}[ ]*$")  # type: ignore[misc]
    INLINE_RE = re.compile(f"^{_LIST}")  # type: ignore[misc]
    APART = re.compile(rf"\s*{_LIST}[ ]*(?:\n|\Z)")


class _Apart(Treeprocessor):
    def __init__(self, lists: _AttributeLists, md: Markdown) -> None:
        super().__init__(md)
        self.lists = lists

    def run(self, root: etree.Element) -> None:
        for parent in [*root.iter()]:
            above = None
            for child, below in zip([*parent], [*parent[1:], None], strict=False):
                match = self.lists.APART.match(child.text or "") if child.tag == "p" else None
                rest = match and (child.text or "")[match.end() :]
                block = child if rest else above if _takes(above, "p") else below
                if match and _takes(block) and not self.lists.assign_attrs(block, match[1], strict=True):
                    child.text = rest
                    if not rest:
                        parent.remove(child)
                        continue
                above = child


def _takes(block: etree.Element | None, *not_these: str) -> TypeGuard[etree.Element]:
    """Whether a list of attributes beside a block may be its own: code and HTML, put aside, have none."""
    return block is not None and block.tag not in not_these and STX not in (block.text or "")


class _FirstHolds(dict[str, tuple[str, str]]):
    """The definitions of links: the first of a name holds, as in CommonMark."""

    def __setitem__(self, name: str, definition: tuple[str, str]) -> None:
        self.setdefault(name, definition)


class DefinitionExtension(DefListExtension):
    """Lists of definitions, in items too."""

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        # Before what takes a line that is set in for code (80).
        md.parser.blockprocessors.register(_WithinDefinition(md.parser), "def-list-within", 92)


class _WithinDefinition(BlockProcessor):
    """What is set in below the definition of an item belongs to it, as below any other."""

    def test(self, parent: etree.Element, block: str) -> bool:
        is_in_item = self.parser.state.isstate("detabbed") and block.startswith(" " * self.tab_length)
        return is_in_item and len(parent) > 0 and parent[-1].tag == "dl"

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        self.parser.parseBlocks(parent[-1][-1], [self.looseDetab(blocks.pop(0))])


class TablesExtension(TableExtension):
    """Tables; one whose head is empty has none, and a stroke after a backslash is one in code too."""

    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        # After lines are read (20).
        md.treeprocessors.register(_Tables(md), "tables", 9)


class _Tables(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for table in root.iter("table"):
            head = table.find("thead")
            if head is not None and not any(
                "".join(cell.itertext()).strip() or len(cell) for cell in head.iter("th")
            ):
                table.remove(head)
            for code in table.iter("code"):
                code.text = AtomicString((code.text or "").replace("\\|", "|"))


@dataclass(frozen=True, slots=True)
class Dialect:
    """The converter, and the extensions that are told of each text and hold what they find in it."""

    markdown: Markdown
    anchors: AnchorExtension
    containers: ContainerExtension
    figures: FigureExtension
    formulas: FormulaExtension
    leftovers: LeftoverExtension
    notes: NoteExtension

    def begin(
        self,
        report: Reporter,
        *,
        markdown: str,
        title: str,
        lang: str,
        fix_inline: Callable[[str], str],
        containers: Sequence[Container],
    ) -> None:
        """Clear what the text before has left, so that the result depends on its own text alone."""
        self.markdown.reset()
        self.anchors.begin(report, title)
        self.containers.containers = containers
        self.containers.details_title = self.figures.details_title = words(lang)["details"]
        self.figures.fix_inline = fix_inline
        self.formulas.begin(report, markdown)
        self.leftovers.texts = []
        self.notes.reset()
        self.notes.report = report


@cache
def dialect() -> Dialect:
    """The converter of this process: to make one takes as long as to convert a page."""
    anchors, containers = AnchorExtension(), ContainerExtension()
    figures, formulas = FigureExtension(), FormulaExtension()
    leftovers, notes = LeftoverExtension(), NoteExtension()
    markdown = Markdown(
        output_format="html",
        extensions=[
            AbbrExtension(),
            AttributeExtension(),
            DefinitionExtension(),
            SaneListExtension(),
            TablesExtension(use_align_attribute=True),
            BetterEmExtension(),
            InsertSupExtension(),
            DeleteSubExtension(),
            MarkExtension(),
            HighlightExtension(use_pygments=False),
            SuperFencesCodeExtension(),
            LineExtension(),
            OrnamentExtension(),
            RawBlockExtension(),
            ShortcodeExtension(),
            SpanExtension(),
            MentionExtension(),
            BareAddressExtension(),
            containers,
            figures,
            formulas,
            leftovers,
            notes,
            anchors,
        ],
    )
    markdown.references = _FirstHolds()
    markdown.ESCAPED_CHARS += set(punctuation) - set(markdown.ESCAPED_CHARS)  # as in CommonMark
    return Dialect(markdown, anchors, containers, figures, formulas, leftovers, notes)
