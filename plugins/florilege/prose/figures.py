"""Figures, asides, tasks and tables as our style sheets want them: treeprocessors on what Markdown made."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable
from itertools import chain

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.admonition import AdmonitionProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, STX

from florilege.prose.asides import OPENING, aside_kind, title_of

_ADDRESS = r"(?:<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)"
_LISTS = r"(?:\{[^{}\n]*\}\s*)*"
"""Lists of attributes."""
_LONE_IMAGE = re.compile(
    rf"""\s*((?P<linked>\[)?!\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\]\(\s*{_ADDRESS})
    \s+(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\s*
    (\)\s*{_LISTS}(?(linked)\]\(\s*{_ADDRESS}(?:\s+(?:"[^"\n]*"|'[^'\n]*'))?\s*\)\s*{_LISTS}))""",
    re.VERBOSE | re.DOTALL,
)
"""A paragraph that is an image with a title, or a link that shows such: what goes before the title, the
bracket of the link, the title, what follows."""
_IMAGE = re.compile(
    rf"""!\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\]\(\s*{_ADDRESS}
    (?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))?\s*\)\s*{_LISTS}""",
    re.VERBOSE,
)
_LONE_REFERENCE = re.compile(
    r"\s*!\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\](?:[ ]?\[([^\[\]]*)\])?\s*(?:\{[^{}\n]*\}\s*)*"
)
_ATTRIBUTES = re.compile(r"\s*\{[^{}\n]*\}\s*")
_TASK = re.compile(r"\A\s*\[([ xX])\][ \u00a0]+(?=\S)")
_BOXES = {" ": "☐", "x": "☑", "X": "☑"}


HERE, ICI = "here", "ici"
"""The class of a figure that stays where it stands in a tome, and what else an author may call it."""


class FigureExtension(Extension):
    """An image alone in its paragraph is a figure, its title the caption; `!!!` makes an `<aside>`.

    `???` makes `<details>`, closed on the site, and `???+` opened; `- [ ]` makes a box.
    """

    fix_inline: Callable[[str], str]
    """What typography does to Markdown in the line, such as a caption: set for each text."""
    details_title: str
    """What stands on a block to unfold that has no title: set for each text."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.parser.blockprocessors.register(_Aside(self, md), "admonition", 105)
        # Once all blocks are there, notes (50) and containers (45) among them, before lines are read (20).
        md.treeprocessors.register(_Lines(self, md), "figure-lines", 40)
        # After the lists of attributes (8), which may stand between an image and the end of its paragraph.
        md.treeprocessors.register(_Shapes(self, md), "figures", 6)


class _Aside(AdmonitionProcessor):
    """An aside without a title has none: the kind's English name is no title."""

    RE = re.compile(rf"(?:^|\n){OPENING.pattern}(?:\n|\Z)", re.VERBOSE)

    def __init__(self, figures: FigureExtension, md: Markdown) -> None:
        super().__init__(md.parser)
        self.figures = figures

    def get_class_and_title(self, match: re.Match[str]) -> tuple[str, str]:
        kind = aside_kind(match["kind"]) or "note"
        fold = {"???": " fold", "???+": " fold open"}.get(match["sign"], "")
        title = title_of(match) or (self.figures.details_title if fold else "")
        return f"{kind}{fold}{match['classes'] or ''}{match['mark'] or ''}", self.figures.fix_inline(title)


class _Lines(Treeprocessor):
    """Captions become paragraphs of their own, whose markup is read as any; tasks get their boxes."""

    def __init__(self, figures: FigureExtension, md: Markdown) -> None:
        super().__init__(md)
        self.figures = figures

    def run(self, root: etree.Element) -> None:
        for parent in [*root.iter()]:
            if parent.tag == "li":
                self._task(parent)
            if parent.tag in ("li", "dd") and _has_caption(parent.text or ""):
                words = etree.Element("p")
                words.text, parent.text = parent.text, ""
                parent.insert(0, words)
            for place, child in reversed([*enumerate(parent)]):
                if child.tag == "p" and not len(child):
                    for index, paragraph in reversed([*enumerate(_apart(parent, place, child), place)]):
                        self._caption(parent, index, paragraph)

    def _task(self, item: etree.Element) -> None:
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        holder.text = _TASK.sub(lambda match: f"{_BOXES[match[1]]} ", holder.text or "", count=1)

    def _caption(self, parent: etree.Element, place: int, paragraph: etree.Element) -> None:
        text = paragraph.text or ""
        title = ""
        if match := _LONE_IMAGE.fullmatch(text):
            before, _, double, single, after = match.groups()
            title = re.sub(r"\\([\"'])", r"\1", double or single or "")
            paragraph.text = before + after
        elif match := _LONE_REFERENCE.fullmatch(text):
            label = " ".join((match[2] or match[1]).lower().split())
            title = self.md.references.get(label, ("", ""))[1] or ""
        if title:
            caption = etree.Element("figcaption")
            caption.text = self.figures.fix_inline(title)
            parent.insert(place + 1, caption)


def _apart(parent: etree.Element, place: int, paragraph: etree.Element) -> list[etree.Element]:
    """A paragraph, and those that follow once images with captions and blocks of code stand apart."""
    first, *others = _pieces(paragraph.text or "")
    paragraph.text = first
    found = [paragraph]
    for number, words in enumerate(others, place + 1):
        found.append(etree.Element("p"))
        found[-1].text = words
        parent.insert(number, found[-1])
    return found


def _has_caption(text: str) -> bool:
    return any(_LONE_IMAGE.fullmatch(piece) for piece in _pieces(text))


def _pieces(text: str) -> list[str]:
    """The lines of a paragraph, divided before and after each that is an image with a title, or a block."""
    pieces: list[str] = []
    before = False
    lines = text.split("\n") if "![" in text or STX in text else [text]
    for line in chain.from_iterable(map(_row, lines)):
        alone = bool(_LONE_IMAGE.fullmatch(line) or HTML_PLACEHOLDER_RE.fullmatch(line.strip()))
        if pieces and (_ATTRIBUTES.fullmatch(line) or not (alone or before)):
            pieces[-1] += f"\n{line}"
        else:
            pieces.append(line.lstrip(" "))
            before = alone
    return pieces


def _row(line: str) -> list[str]:
    """A line of several images and nothing else, each apart where one has a title, which is its caption."""
    images = [match[0].strip() for match in _IMAGE.finditer(line)] if line.count("![") > 1 else []
    alone = len(images) > 1 and not _IMAGE.sub("", line).strip()
    return images if alone and any(map(_LONE_IMAGE.fullmatch, images)) else [line]


class _Shapes(Treeprocessor):
    def __init__(self, figures: FigureExtension, md: Markdown) -> None:
        super().__init__(md)
        self.figures = figures

    def run(self, root: etree.Element) -> None:
        for element in [*root.iter()]:
            self._figures(element)
            if element.tag == "div" and (element.get("class") or "").startswith("admonition"):
                _aside(element)
            elif element.tag in ("td", "th") and "align" in element.attrib:
                align = f"align-{element.attrib.pop('align')}"
                element.set("class", " ".join(filter(None, [align, element.get("class")])))

    def _figures(self, parent: etree.Element) -> None:
        """The lone images among the children are figures; in a figure, they are its images."""
        for child, following in zip([*parent], [*parent[1:], None], strict=False):
            if child.tag != "p" or not _is_lone_image(child):
                continue
            shown = child[0]
            child.text = shown.tail = ""
            next(shown.iter("img")).attrib.pop("title", None)
            if parent.tag == "figure":
                parent.insert(list(parent).index(child), shown)
                parent.remove(child)
                continue
            child.tag = "figure"
            child.set("class", " ".join(filter(None, ["figure", child.get("class")])))
            if following is not None and following.tag == "figcaption":
                parent.remove(following)
                following.tail = ""
                child.append(following)


def _aside(element: etree.Element) -> None:
    classes = (element.get("class") or "").split()
    folds = "fold" in classes
    element.tag = "details" if folds else "aside"
    if "open" in classes:
        element.set("open", "")
    element.set("class", " ".join(word for word in classes if word not in ("fold", "open")))
    if folds and len(element):
        element[0].tag = "summary"


def _is_lone_image(holder: etree.Element) -> bool:
    """Whether a paragraph is an image, or a link that shows one."""
    return (
        len(holder) == 1
        and (holder[0].tag == "img" or (holder[0].tag == "a" and _is_lone_image(holder[0])))
        and not (holder.text or "").strip()
        and not (holder[0].tail or "").strip()
    )
