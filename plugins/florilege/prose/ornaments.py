r"""Paragraphs of nothing but ornaments → in the middle: ⁂, *, \* \* \* and \*\*\* (of converters), • • •.

They part scenes as a rule does, with the sign that their author chose.
"""

import re
import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from florilege.prose import marks

_BLANK = "[ \u00a0\u202f]*"
_STAR = f"(?:[*∗＊⋆•·∙●○~.]|{STX}(?:{ord('*')}|{ord('~')}|{ord('.')}){ETX})"
"""Typed as such, or put aside by Python-Markdown after a backslash."""
_ORNAMENT = re.compile(
    rf"\s*(?:{_STAR}(?:{_BLANK}{_STAR}){{2,8}}|[*∗＊⋆]|{STX}{ord('*')}{ETX}|[⁂※❦❧☙✻✽✦✧★☆◊◆◇]{_BLANK}){{1,5}}\s*"
)


class OrnamentExtension(Extension):
    """Centres paragraphs of ornaments."""

    def extendMarkdown(self, md: Markdown) -> None:
        # After lines are read (20), before marks of lines are taken out (names, 5).
        md.treeprocessors.register(_Ornaments(md), "ornaments", 10)


class _Ornaments(Treeprocessor):
    def run(self, root: etree.Element) -> None:
        for paragraph in root.iter("p"):
            if not len(paragraph) and _ORNAMENT.fullmatch(marks.strip(paragraph.text or "")):
                paragraph.set("class", " ".join(filter(None, ["center", paragraph.get("class")])))
