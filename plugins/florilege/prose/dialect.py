"""The Markdown dialect: which extensions there are, and no others.

Python-Markdown with footnotes, tables, definition lists, abbreviations, lists of attributes, asides,
fenced code, `~~deleted~~`, `H~2~O`, `1^er^`, `==marked==`, mentions and figures. No snippets (they read
files), b64, macros, md_in_html or blocks.html.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from markdown import Markdown
from markdown.blockprocessors import HashHeaderProcessor
from markdown.extensions import Extension
from markdown.extensions.abbr import AbbrExtension
from markdown.extensions.attr_list import AttrListExtension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from pymdownx.betterem import BetterEmExtension
from pymdownx.caret import InsertSupExtension
from pymdownx.highlight import HighlightExtension
from pymdownx.mark import MarkExtension
from pymdownx.superfences import SuperFencesCodeExtension
from pymdownx.tilde import DeleteSubExtension

from florilege.prose.anchors import AnchorExtension
from florilege.prose.figures import FigureExtension
from florilege.prose.mentions import MentionExtension
from florilege.prose.notes import NoteExtension, Reporter


class HeadingExtension(Extension):
    """`#Hashtag` at the start of a line is a word; a heading of level one needs its space."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)


class _Heading(HashHeaderProcessor):
    RE = re.compile(r"(?:^|\n)(?P<level>#{2,6}|#(?=[ \t]))(?P<header>(?:\\.|[^\\\n])*?)#*(?:\n|$)")


@dataclass(frozen=True, slots=True)
class Dialect:
    """The converter, and the extensions that are told of each text and hold what they find in it."""

    markdown: Markdown
    anchors: AnchorExtension
    figures: FigureExtension
    notes: NoteExtension

    def begin(self, report: Reporter, *, title: str, fix_caption: Callable[[str], str]) -> None:
        """Clear what the text before has left, so that the result depends on its own text alone."""
        self.markdown.reset()
        self.anchors.begin(report, title)
        self.figures.fix_caption = fix_caption
        self.notes.reset()
        self.notes.report = report


@cache
def dialect() -> Dialect:
    """The converter of this process: to make one takes as long as to convert a page."""
    anchors, figures, notes = AnchorExtension(), FigureExtension(), NoteExtension()
    markdown = Markdown(
        output_format="html",
        extensions=[
            AbbrExtension(),
            AttrListExtension(),
            DefListExtension(),
            SaneListExtension(),
            TableExtension(use_align_attribute=True),
            BetterEmExtension(),
            InsertSupExtension(),
            DeleteSubExtension(),
            MarkExtension(),
            HighlightExtension(use_pygments=False),
            SuperFencesCodeExtension(),
            HeadingExtension(),
            MentionExtension(),
            figures,
            notes,
            anchors,
        ],
    )
    markdown.ESCAPED_CHARS.append("<")  # as in CommonMark: `\\<b>` is text
    return Dialect(markdown, anchors, figures, notes)
