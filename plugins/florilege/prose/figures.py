"""Figures, asides and tables as our style sheets want them: a treeprocessor on what Markdown made."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.treeprocessors import Treeprocessor

from florilege.prose.asides import ASIDES


class FigureExtension(Extension):
    """An image alone in its paragraph is a figure, its title the caption; `!!!` makes an `<aside>`."""

    fix_caption: Callable[[str], str]
    """What typography does to a caption: set for each text."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.register(_Aside(md.parser), "admonition", 105)
        # After the lists of attributes (8), which may stand between an image and the end of its paragraph.
        md.treeprocessors.register(_Shapes(self, md), "figures", 6)


class _Aside(AdmonitionProcessor):
    """An aside without a title has none: the kind's English name is no title."""

    RE = re.compile(rf'(?:^|\n)!!! ?({"|".join(ASIDES)})(?: +"(.*?)")? *(?:\n|$)')

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str]:
        return match.group(1), match.group(2) or ""


class _Shapes(Treeprocessor):
    def __init__(self, figures: FigureExtension, md: Markdown) -> None:
        super().__init__(md)
        self.figures = figures

    def run(self, root: etree.Element) -> None:
        for element in root.iter():
            if element.tag == "p" and _is_lone_image(element):
                self._figure(element)
            elif element.tag == "div" and element.get("class", "").startswith("admonition "):
                element.tag = "aside"
            elif element.tag in ("td", "th") and "align" in element.attrib:
                align = f"align-{element.attrib.pop('align')}"
                element.set("class", " ".join(filter(None, [align, element.get("class")])))

    def _figure(self, paragraph: etree.Element) -> None:
        image = paragraph[0]
        paragraph.tag = "figure"
        paragraph.set("class", " ".join(filter(None, ["figure", paragraph.get("class")])))
        paragraph.text = image.tail = ""
        if title := image.attrib.pop("title", ""):
            caption = etree.SubElement(paragraph, "figcaption")
            caption.text = self.figures.fix_caption(title)


def _is_lone_image(paragraph: etree.Element) -> bool:
    return (
        len(paragraph) == 1
        and paragraph[0].tag == "img"
        and not (paragraph.text or "").strip()
        and not (paragraph[0].tail or "").strip()
    )
