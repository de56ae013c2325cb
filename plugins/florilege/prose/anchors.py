"""The tree of a text → the same tree with numbered notes and mentions, and headings that have ids.

It runs after everything else on the tree and in the order of reading: the body, then the notes as they
are first called. Notes leave the body: in the serialised text each stands after a `NOTE` character.
"""

import re
import xml.etree.ElementTree as etree
from collections import Counter
from collections.abc import Iterator, Sequence
from html import unescape

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, ETX, HTML_PLACEHOLDER_RE, STX
from slugify import slugify

from florilege.prose import marks
from florilege.prose.notes import Reporter
from florilege.prose.prose import Mention
from florilege.reading.characters import is_blank

NOTE = "\x0e"
"""Stands before each note in the HTML; a control character, which no text may hold."""

_RAW_ID = re.compile(r"\b(?:id|name)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>]+))")
OURS = re.compile(r"(?:note|noteref|person)-\d")
"""What the ids begin with that no heading has."""
_ESCAPED = re.compile(rf"{STX}(\d+){ETX}")
"""A character that a backslash has made text, till the end of Python-Markdown's work."""


def slug(text: str) -> str:
    """The id of a heading: ASCII, lower case, hyphens.

    >>> slug("L’été à l'Œuvre !"), slug("Note 1"), slug("…")
    ('l-ete-a-l-oeuvre', 'section-note-1', 'section')
    """
    made = slugify(text.replace("’", " ").replace("'", " "), max_length=64, word_boundary=True)
    return f"section-{made}" if OURS.match(made) else made or "section"


class AnchorExtension(Extension):
    """Numbers what is cited, names what is linked to; `mentions` holds what was found, with bare ids."""

    def begin(self, report: Reporter, title: str) -> None:
        """Clear what the text before has left."""
        self.report = report
        self.title = title
        self.mentions: list[Mention] = []
        self.notes: list[etree.Element] = []
        self.lower = False
        """Whether headings are a level lower than they were typed."""
        self.headings: list[tuple[str, str]] = []
        """Bare id and words of each heading, in their order."""

    def extendMarkdown(self, md: Markdown) -> None:
        # After the inline processor (20), before the lists of attributes (8), which could pose as calls.
        md.treeprocessors.register(_Numbers(self, md), "numbers", 15)
        # After the lists of attributes, which may name a heading.
        md.treeprocessors.register(_Names(self, md), "names", 5)


class _Numbers(Treeprocessor):
    """Notes and mentions get their numbers; the notes are put last, in the order of their numbers."""

    def __init__(self, found: AnchorExtension, md: Markdown) -> None:
        super().__init__(md)
        self.found = found

    def run(self, root: etree.Element) -> None:
        for parent in [*root.iter()]:
            _join_calls(parent)
            _set_apart(parent)
        definitions = {note.attrib.pop("label"): note for note in root.findall("div[@label]")}
        for note in definitions.values():
            root.remove(note)
            note.attrib.clear()
        self.found.notes = self._number(root, definitions)
        root.extend(self.found.notes)

    def _number(self, root: etree.Element, definitions: dict[str, etree.Element]) -> list[etree.Element]:
        """Number the calls and mentions of the body, then of each note; return the notes called."""
        numbers: dict[str, int] = {}
        calls: Counter[str] = Counter()
        queue = [root]
        for element in queue:
            for child in element.iter():
                if child.get("class") == "note-ref":
                    label = child.attrib.pop("label")
                    if label not in numbers:
                        numbers[label] = len(numbers) + 1
                        queue.append(definitions[label])
                    calls[label] += 1
                    _call(child, numbers[label], calls[label])
                elif child.get("class") == "mention":
                    self._mention(child)
        for label in definitions.keys() - numbers.keys():
            self.found.report("note-unused", None, label=label)
        return queue[1:]

    def _mention(self, span: etree.Element) -> None:
        id = f"person-{len(self.found.mentions) + 1}"
        person, line = span.attrib.pop("person"), int(span.attrib.pop("line"))
        self.found.mentions.append(Mention(id=id, person=person, printed=_text(span), line=line))
        span.set("id", id)


class _Names(Treeprocessor):
    """Headings get ids; each note is set off by `NOTE`."""

    def __init__(self, found: AnchorExtension, md: Markdown) -> None:
        super().__init__(md)
        self.found = found

    def run(self, root: etree.Element) -> None:
        self._name_headings(root)
        for note in self.found.notes:
            note.attrib.clear()  # what a list of attributes at its end may have given it
            before = list(root).index(note) - 1
            if before < 0:
                root.text = (root.text or "") + NOTE
            else:
                root[before].tail = (root[before].tail or "") + NOTE

    def _name_headings(self, root: etree.Element) -> None:
        headings = [
            element
            for element in root.iter()
            if isinstance(element.tag, str) and re.fullmatch("h[1-6]", element.tag)
        ]
        lines = [marks.read(heading.text) for heading in headings]
        for heading in headings:
            heading.text = marks.strip(heading.text or "")
        filled = []
        for heading, line in zip(headings, lines, strict=True):
            if is_blank(self._shown(heading)) and heading.find(".//img") is None:
                self._leave_out(root, heading, line)
            else:
                filled.append((heading, line))
        headings = self._below_the_title(root, filled)
        taken = {element.get("id") for element in root.iter() if element.get("id")}
        taken |= {slug(id) for id in self._typed_ids()}
        counted: Counter[str] = Counter()
        for heading in headings:
            text = self._shown(heading)
            if not heading.get("id"):
                heading.set("id", unique(slug(text), taken, counted))
            self.found.headings.append((heading.get("id", ""), text))

    def _leave_out(self, root: etree.Element, heading: etree.Element, line: int | None) -> None:
        """A heading without words is none; the calls of notes that it holds stand for themselves."""
        if line:  # where it has none, `source` has said so
            self.found.report("heading-empty", line)
        if len(heading):
            heading.tag = "p"
            heading.attrib.pop("id", None)
        else:
            next(parent for parent in root.iter() if heading in [*parent]).remove(heading)

    def _typed_ids(self) -> Iterator[str]:
        """The ids of tags that the author typed."""
        for raw in self.md.htmlStash.rawHtmlBlocks:
            if isinstance(raw, str):
                yield from ("".join(values) for values in _RAW_ID.findall(raw))

    def _below_the_title(
        self, root: etree.Element, headings: Sequence[tuple[etree.Element, int | None]]
    ) -> list[etree.Element]:
        """The first that says the title again goes; where the first is of its level, all go down by one."""
        kept: list[etree.Element] = []
        first: tuple[etree.Element, int | None] | None = None
        repeated = False
        for heading, line in headings:
            if (
                heading.tag == "h1"
                and not repeated
                and slug(self._shown(heading)) == slug(self.found.title)
                and _is_plain(heading, root)
            ):
                repeated = True
                self.found.report("heading-is-title", line, heading=self._shown(heading))
                next(parent for parent in root.iter() if heading in [*parent]).remove(heading)
                continue
            kept.append(heading)
            first = first or ((heading, line) if heading.tag == "h1" else None)
        if first:
            self.found.lower = first[0] is kept[0]
            self.found.report("heading-level-one", first[1], heading=self._shown(first[0]))
            for heading in kept:
                if self.found.lower or heading.tag == "h1":
                    heading.tag = f"h{min(6, int(heading.tag[1]) + 1)}"
        return kept

    def _shown(self, heading: etree.Element) -> str:
        """The words of a heading, with the characters that Python-Markdown has put aside till the end."""
        text = HTML_PLACEHOLDER_RE.sub(self._put_aside, _text(heading)).replace(AMP_SUBSTITUTE, "&")
        return _ESCAPED.sub(lambda match: chr(int(match[1])), text)

    def _put_aside(self, match: re.Match[str]) -> str:
        raw = self.md.htmlStash.rawHtmlBlocks[int(match[1])]
        return unescape(raw) if isinstance(raw, str) and raw.startswith("&") else ""


def _is_plain(heading: etree.Element, root: etree.Element) -> bool:
    """Whether a heading has nothing but words: no note, no picture, no person, and no link leads to it."""
    within = (each for each in heading.iter() if each is not heading)
    if any(each.tag in ("a", "img") or each.get("class") for each in within):
        return False
    href = f"#{heading.get('id')}"
    return not any(marks.strip(each.get("href") or "") == href for each in root.iter("a"))


BETWEEN_CALLS = "\u202f"
"""Parts the numbers of two notes called at one place: ¹ ², not ¹²."""
_SPACES = " \n\u00a0\u202f"


def _join_calls(parent: etree.Element) -> None:
    """Each call stands at the word before it; two side by side are told apart."""
    before: etree.Element | None = None
    for child in parent:
        if child.get("class") == "note-ref":
            text = ((parent.text if before is None else before.tail) or "").rstrip(_SPACES)
            if before is None:
                parent.text = text
            else:
                beside = not text and before.get("class") == "note-ref"
                before.tail = BETWEEN_CALLS if beside else text
        before = child


def _set_apart(parent: etree.Element) -> None:
    """Attributes that follow what has a class and an id of ours are for an element around it."""
    for place, child in enumerate([*parent]):
        if child.get("class") in ("mention", "note-ref") and (child.tail or "").startswith("{"):
            holder = etree.Element("span")
            holder.tail, child.tail = child.tail, None
            parent[place] = holder
            holder.append(child)


def _call(link: etree.Element, number: int, time: int) -> None:
    link.set("id", f"noteref-{number}" if time == 1 else f"noteref-{number}-{time}")
    link.set("href", f"#note-{number}")
    link.text = str(number)


def _text(element: etree.Element) -> str:
    """The words of an element, as read: no calls of notes."""
    parts = [] if element.get("class") == "note-ref" else [element.text or ""]
    for child in element:
        parts += [_text(child), child.tail or ""]
    return marks.strip("".join(parts)).strip() if element.tag != "span" else marks.strip("".join(parts))


def unique(id: str, taken: set[str | None], counted: Counter[str]) -> str:
    """The id, or the id with the first number from 2 that makes it new, which is taken then.

    `counted` knows how far the numbers of each have come: a text may have a heading thousands of times.
    """
    candidate = id
    while candidate in taken:
        counted[id] += 1
        candidate = f"{id}-{counted[id] + 1}"
    taken.add(candidate)
    return candidate
