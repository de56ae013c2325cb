"""The Markdown dialect: which extensions there are, and no others.

Python-Markdown with footnotes, tables, definition lists, abbreviations, lists of attributes, asides,
fenced code, `~~deleted~~`, `H~2~O`, `1^er^`, `==marked==`, mentions and figures. No snippets (they read
files), b64, macros, md_in_html or blocks.html.
"""

import re

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
from florilege.prose.notes import NoteExtension


class HeadingExtension(Extension):
    """`#Hashtag` at the start of a line is a word; a heading of level one needs its space."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.register(_Heading(md.parser), "hashheader", 70)


class _Heading(HashHeaderProcessor):
    RE = re.compile(r"(?:^|\n)(?P<level>#{2,6}|#(?=[ \t]))(?P<header>(?:\\.|[^\\\n])*?)#*(?:\n|$)")


def dialect(anchors: AnchorExtension, figures: FigureExtension, notes: NoteExtension) -> Markdown:
    """A fresh converter for one text; extensions that hold what they find are given."""
    return Markdown(
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
