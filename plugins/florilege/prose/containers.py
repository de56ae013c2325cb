"""Blocks that open and close on lines of their own → the same blocks as elements that hold Markdown.

    > [!NOTE] Title          of GitHub and Obsidian: every line begins with >
    ::: note / :::           of Pandoc, Quarto and Docusaurus
    <details> / </details>   HTML, in which GitHub reads Markdown
    <div markdown> / </div>  of Markdown Extra and Material for MkDocs
    <div> / a blank line     HTML, in which GitHub reads Markdown
    <aside> / </aside>       each alone on its line, of Notion

`mark_containers` puts a mark, a paragraph of its own, where such a block begins and where it ends, so that
Markdown reads what stands between as it reads everything else; `ContainerExtension` then folds what stands
between two marks into an element. Marks are of control characters, which no text may hold.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html.parser import HTMLParser

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.attr_list import get_attrs_and_remainder
from markdown.treeprocessors import Treeprocessor

from florilege.prose import marks
from florilege.prose.asides import aside_kind
from florilege.prose.source import MAX_NESTING

_BEGIN, _END = "\x0f", "\x10"
_MARK = re.compile(rf"{_BEGIN}(\d+){_BEGIN}")
_ANY = re.compile(rf"{_BEGIN}\d+{_BEGIN}|{_END}")

_MAY_OPEN = re.compile(r"[ >]*(?:\[!|:{3}|<[acdfsACDFS]|(?:[-*+:]|\d{1,9}[.)])[ ]+<figure )")
_ALERT = re.compile(r"((?:[ ]*>)*[ ]*)>[ ]?\[!([\w-]+)\]([+-]?)[ \t]*(.*)")
_COLONS = re.compile(
    r"([ >]*):{3,}[ ]*(?:\{:?([^{}]*)\}|([\w-]+)(?:[ ]*\{([^{}]*)\})?(?:\[([^\]]*)\])?)[ ]*(.*?)[ :]*"
)
_HEADING = re.compile(rf"[ >]*#{{1,6}}[ ]+(?:{marks.VALUE}\d+{marks.VALUE})?(.*?)[ #]*")
_FOLDED = ("collapse", "details", "dropdown", "spoiler")
_FOLDS = {"true": " fold", "false": " fold open"}
"""What `collapse` says of a callout of Quarto."""
_COLON = re.compile(r"[ >]*:[ ]")
_COLONS_END = re.compile(r"[ >]*:{3,}[ ]*")
_HTML = re.compile(
    r"([ >]*|[ >]*(?:[-*+:]|\d{1,9}[.)])[ ]+(?=<figure ))"
    r"<(details|div|figure|section|article|aside|center)\b([^<>]*)>(.*)",
    re.IGNORECASE,
)
_MARKDOWN = re.compile(r"\s+markdown(?:\s*=\s*[\"']?(?:1|block|span)?[\"']?)?(?=\s|$)")
_SUMMARY = re.compile(r"[\s>]*<summary\b[^<>]*>(.*?)</summary>", re.DOTALL | re.IGNORECASE)
_CAPTION_BEGINS = re.compile(r"[ >]*<figcaption\b", re.IGNORECASE)
_CAPTION = re.compile(r"([ >]*)<figcaption\b[^<>]*>(.*)</figcaption>[ ]*", re.IGNORECASE)
_TAGS_AND_BLANK = re.compile(r"(?:[ \n]*<[^<>]*>)*[ ]*\n[ ]*\n")
"""Nothing but tags, then a blank line: Markdown follows, in CommonMark."""
_SUMMARY_LINES = 6
"""So many lines below `<details>` its `</summary>` may stand."""
_GOES_ON = re.compile(r"[^\W\d_]|[«“\"'(*_\[]")
"""What a line begins with that continues a quoted paragraph without a >."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the text, marked, and its number in the file."""

    text: str
    number: int
    code: bool
    caption: str = ""
    """That of the block of code that begins here."""
    below: int = 0
    """How many lines of the block follow."""


@dataclass(frozen=True, slots=True)
class Container:
    """An element to come: its name, its attributes, and the Markdown of its title."""

    tag: str
    attributes: Mapping[str, str]
    title: str = ""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A container found: what its lines begin with, what it holds, the words behind its end, its lines."""

    prefix: str
    container: Container
    content: Sequence[_Line]
    after: str
    length: int
    holder: str = ""
    """What its first line begins with, where that begins an item or a definition."""


def mark_containers(
    lines: Sequence[str], code: frozenset[int], captions: Mapping[int, tuple[str, int]], *, first: int
) -> tuple[list[str], list[Container]]:
    """The lines with marks in the place of those that open and close containers, and the containers.

    `code` are the lines that are code, from 0; `captions` the caption of the block that begins on a line and
    how many lines follow in it; `first` is the number of line 0.
    """
    found: list[Container] = []
    numbered = [
        _Line(line, first + index, index in code, *captions.get(index, ()))
        for index, line in enumerate(lines)
    ]
    return list(_read(numbered, found, 0)), found


def strip(html: str) -> str:
    """The HTML without marks that stand where nothing could be folded (in a block of HTML)."""
    return _ANY.sub("", html)


def _read(lines: Sequence[_Line], found: list[Container], depth: int, within: str = "") -> Iterator[str]:
    index = 0
    lines = list(lines)
    while index < len(lines):
        line = lines[index]
        may_open = line.caption or (_MAY_OPEN.match(line.text) and not line.code and depth <= MAX_NESTING)
        opened = _open(lines[index:], within) if may_open else None
        if opened is None:
            yield line.text
            index += 1
            continue
        blank = opened.prefix.rstrip()
        first = opened.holder or opened.prefix
        yield from (blank, f"{first}{_BEGIN}{len(found)}{_BEGIN}{opened.container.title}", blank)
        found.append(opened.container)
        yield from _read(opened.content, found, depth + 1, opened.container.tag)
        yield from (blank, opened.prefix + _END, blank)
        index += opened.length
        if opened.after.strip():
            index -= 1
            lines[index] = replace(lines[index], text=opened.prefix + opened.after.lstrip(" "))
        _no_definition(lines, index)


def _no_definition(lines: list[_Line], index: int) -> None:
    """Write the colon otherwise with which the next line begins: the end of a container is no term."""
    following = next((n for n in range(index, len(lines)) if lines[n].text.strip(" >")), None)
    if following is not None and not lines[following].code and _COLON.match(lines[following].text):
        line = lines[following]
        lines[following] = replace(line, text=line.text.replace(":", "&#58;", 1))


def _open(lines: Sequence[_Line], within: str) -> _Opened | None:
    """The container that the first of the lines opens, if it does and is closed."""
    if lines[0].caption:
        return _captioned(lines)
    if within == "figure":
        return _caption(lines)
    return _alert(lines) or _colons(lines) or _element(lines)


# ---- ```{.python caption="…"}


def _captioned(lines: Sequence[_Line]) -> _Opened:
    line = lines[0]
    prefix = line.text[: len(line.text) - len(line.text.lstrip(" >"))]
    block = [replace(line, caption=""), *lines[1 : line.below + 1]]
    caption = _Line(f"{prefix}<figcaption>{line.caption}</figcaption>", line.number, False)
    return _Opened(prefix, Container("figure", {"class": "figure"}), [*block, caption], "", len(block))


# ---- > [!NOTE]


def _alert(lines: Sequence[_Line]) -> _Opened | None:
    match = _ALERT.fullmatch(lines[0].text)
    if not match:
        return None
    prefix, kind, fold, title = match.groups()
    quoted = re.compile(rf"(?:[ ]*>){{{prefix.count('>')}}}[ ]*>[ ]?(.*)")
    content: list[_Line] = []
    for line in lines[1:]:
        inner = quoted.fullmatch(line.text)
        lazy = (not content or content[-1].text.strip(" >")) and _GOES_ON.match(line.text) and not line.code
        if not inner and not lazy:
            break
        content.append(replace(line, text=prefix + (inner.group(1) if inner else line.text)))
    container = _aside(kind, title, fold={"+": " fold open", "-": " fold"}.get(fold, ""))
    return _Opened(prefix, container, content, "", 1 + len(content))


def _aside(kind: str, title: str, *, fold: str = "") -> Container:
    return Container("div", {"class": f"admonition {aside_kind(kind) or 'note'}{fold}"}, title.strip())


# ---- :::


def _colons(lines: Sequence[_Line]) -> _Opened | None:
    match = _COLONS.fullmatch(lines[0].text)
    if not match:
        return None
    end = _end_of_colons(lines)
    if end is None:
        return None
    prefix, braces, name, more, label, words = match.groups()
    given, _ = get_attrs_and_remainder(marks.strip(braces or more or ""))
    attributes = {key: value or "" for key, value in given if key != "."}
    names = [name] if name else [value or "" for key, value in given if key == "."]
    if not names and [value for _, value in given] == [None]:
        names, attributes = [*attributes], {}  # `{note}` of MyST
    title = " ".join(filter(None, (attributes.pop("title", ""), label, words)))
    content = lines[1:end]
    if not title and any(each.startswith("callout-") for each in names):
        title, content = _heading(content)
    return _Opened(prefix, _division(names, title, attributes, lines[0].number), content, "", end + 1)


def _heading(content: Sequence[_Line]) -> tuple[str, Sequence[_Line]]:
    """The heading that a callout of Quarto begins with, which is its title, and the rest."""
    index = next((n for n, line in enumerate(content) if line.text.strip(" >")), None)
    match = None if index is None else _HEADING.fullmatch(content[index].text)
    return ("", content) if match is None or index is None else (match[1], content[index + 1 :])


def _end_of_colons(lines: Sequence[_Line]) -> int | None:
    depth = 0
    for index, line in enumerate(lines):
        if line.code:
            continue
        if _COLONS_END.fullmatch(line.text):
            depth -= 1
        elif _COLONS.fullmatch(line.text):
            depth += 1
        if depth == 0:
            return index
    return None


def _division(names: Sequence[str], title: str, attributes: Mapping[str, str], number: int) -> Container:
    """A division of Pandoc: an aside, a block to unfold, or an element with the author's classes."""
    kind = next(filter(None, map(aside_kind, names)), "")
    others = dict(attributes)
    classes = [name for name in names if aside_kind(name) != kind and name not in ("admonition", *_FOLDED)]
    if kind or len(classes) < len(names):
        folds = any(name in _FOLDED for name in names)
        fold = _FOLDS.get(others.pop("collapse", "true" if folds else ""), "")
        classes.insert(0, f"admonition {kind or ('' if fold else 'note')}{fold}")
    classes.append(f"{marks.SPACED}{number}{marks.SPACED}")
    return Container("div", {**others, "class": " ".join(classes)}, title)


# ---- <details>, <div markdown>


def _element(lines: Sequence[_Line]) -> _Opened | None:
    match = _HTML.fullmatch(lines[0].text)
    if not match:
        return None
    holder, tag, attributes, rest = match.groups()
    prefix = re.sub(r"[^ >]", " ", holder)
    tag = tag.lower()
    is_markdown = _MARKDOWN.search(attributes)
    end = _end(lines, tag)
    if end is None:
        return None
    content, after = _between(lines, len(lines[0].text) - len(rest), end, prefix)
    apart = _TAGS_AND_BLANK.match("\n".join(line.text.lstrip(" >") for line in content))
    title = ""
    if tag == "details":
        content, title = _summary(content)
        if not is_markdown and _is_html(content):
            return None
    elif not is_markdown and not apart and not (tag == "aside" and _is_of_notion(lines, end, content)):
        return None
    attributes = _MARKDOWN.sub("", attributes)
    container = Container(*_named(tag, attributes, lines[0].number), " ".join(title.split()))
    return _Opened(
        prefix, container, _dedented(content, prefix), after, end[0] + 1, holder.strip(" >") and holder
    )


def _is_of_notion(lines: Sequence[_Line], end: tuple[int, int, int], content: Sequence[_Line]) -> bool:
    """Whether this is an aside as Notion exports it: each tag alone on its line, Markdown between them."""
    tags = (lines[0].text, lines[end[0]].text)
    words = next((line.text.lstrip(" >") for line in content if line.text.strip(" >")), "<")
    return all(
        re.fullmatch(r"[ >]*</?aside[ ]*>[ ]*", marks.strip(tag)) for tag in tags
    ) and not words.startswith("<")


def _end(lines: Sequence[_Line], tag: str) -> tuple[int, int, int] | None:
    """The line of the end tag of the first line's element, where it begins there, and where it ends."""
    tags = re.compile(rf"<(/?){tag}\b[^<>]*>", re.IGNORECASE)
    depth = 0
    for index, line in enumerate(lines):
        for match in () if line.code else tags.finditer(line.text):
            depth += -1 if match.group(1) else 1
            if depth == 0:
                return index, match.start(), match.end()
    return None


def _between(
    lines: Sequence[_Line], start: int, end: tuple[int, int, int], prefix: str
) -> tuple[list[_Line], str]:
    """What stands between the two tags, where the first does, and what stands behind the second."""
    last, before, behind = end
    content = list(lines[: last + 1])
    after = content[last].text[behind:]
    content[last] = replace(content[last], text=content[last].text[:before])
    words = content[0].text[start:]
    content[0] = replace(content[0], text=prefix + words if words.strip() else "")
    return content, after


def _summary(content: list[_Line]) -> tuple[list[_Line], str]:
    """The content without its summary, and the words of the summary."""
    head = "\n".join(line.text for line in content[:_SUMMARY_LINES])
    match = _SUMMARY.match(head)
    if not match:
        return content, ""
    used = match.group().count("\n")
    rest = head[match.end() :].split("\n", 1)[0]
    return [replace(content[used], text=rest), *content[used + 1 :]], match.group(1)


def _is_html(content: Sequence[_Line]) -> bool:
    """Whether this is all HTML: tags from the first sign on, and no blank line, as in CommonMark."""
    text = "\n".join(line.text for line in content)
    begins = content[0].text.lstrip(" >") or text.lstrip()
    return begins.startswith("<") and not re.search(r"\n[ ]*\n", text)


def _caption(lines: Sequence[_Line]) -> _Opened | None:
    """The caption of a figure, on one line or several without a blank between."""
    words: list[str] = []
    for line in lines if _CAPTION_BEGINS.match(lines[0].text) else ():
        if line.code or not line.text.strip(" >") or (words and _CAPTION_BEGINS.match(line.text)):
            break
        words.append((line.text.lstrip(" >") if words else line.text).rstrip())
        if "</figcaption>" in line.text.lower():
            match = _CAPTION.fullmatch(" ".join(each.removesuffix("\\") for each in words))
            return match and _Opened(match[1], Container("figcaption", {}, match[2]), (), "", len(words))
    return None


def _named(tag: str, attributes: str, number: int) -> tuple[str, dict[str, str]]:
    """The element of the dialect for one of HTML, and its attributes."""
    read = _Attributes()
    read.feed(f"<a {marks.strip(attributes)}>")
    found = read.found
    if tag == "details":
        return "div", {"class": f"admonition fold{' open' if 'open' in found else ''}"}
    own = f"{found.get('class', '')} {marks.SPACED}{number}{marks.SPACED}".strip()
    found["class"] = {"figure": "figure ", "center": "center "}.get(tag, "") + own
    return "div" if tag in ("section", "article", "center") else tag, found


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found = {name: value or "" for name, value in attrs}


def _dedented(content: Sequence[_Line], prefix: str) -> list[_Line]:
    """The lines, moved left together until the first stands where the element does."""
    columns = [len(line.text) - len(line.text.lstrip(" ")) for line in content if line.text.strip()]
    beyond = min(columns, default=0) - len(prefix)
    if ">" in prefix or beyond <= 0:
        return list(content)
    return [replace(line, text=line.text[beyond:]) for line in content]


# ---- Marks → elements


class ContainerExtension(Extension):
    """Folds what stands between the marks of containers."""

    containers: Sequence[Container]
    """Those of the text: set for each."""
    details_title: str
    """What stands on a block to unfold that has no title: set for each text."""

    def extendMarkdown(self, md: Markdown) -> None:
        # After the notes are among the blocks (50), before what stands in lines is read (20).
        md.treeprocessors.register(_Fold(self, md), "containers", 45)


class _Fold(Treeprocessor):
    def __init__(self, extension: ContainerExtension, md: Markdown) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: etree.Element) -> None:
        for parent in [*root.iter()]:
            if any(_MARK.match(child.text or "") for child in parent):
                self._fold(parent)

    def _fold(self, parent: etree.Element) -> None:
        open_elements = [parent]
        for child in [*parent]:
            text = child.text or ""
            parent.remove(child)
            if match := _MARK.match(text):
                container = self.extension.containers[int(match.group(1))]
                element = etree.SubElement(open_elements[-1], container.tag, dict(container.attributes))
                self._title(element, text[match.end() :].strip())
                open_elements.append(element)
            elif text.strip() == _END:
                if len(open_elements) > 1:
                    closed = open_elements.pop()
                    if closed.tag == "div" and not len(closed):  # it held a note, which stands elsewhere
                        open_elements[-1].remove(closed)
            else:
                open_elements[-1].append(child)

    def _title(self, element: etree.Element, words: str) -> None:
        if element.tag == "figcaption":
            element.text = words
        elif words or "fold" in (element.get("class") or "").split():
            title = etree.SubElement(element, "p", {"class": "admonition-title"})
            title.text = words or self.extension.details_title
