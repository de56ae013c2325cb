"""The HTML of a sheet → its structure tree (PDF 32000-1, 14.7 and 14.8), as its pages are drawn.

An element of HTML becomes one structure element, or none: a paragraph that goes on overleaf stays one, its
lines are one run of marked content, a note is read where it is called, and what says nothing (rules,
leaders, repeated heads of tables) is an artifact. So assembly joins the trees of sheets as they are
(pdf/structure_tree.py).
"""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree.ElementTree import Element

from florilege.book.structure.elements import CLASSES, GROUPS, HEADINGS, KINDS, StructureElement, name_of
from florilege.book.structure.tables import cell_attributes, complete, parts_of

NUMBERINGS: Mapping[str, str] = {"ol": "/Decimal", "ul": "/Disc"}


class SheetStructure:
    """The structure tree of one sheet, which grows as what its pages draw is given to it, in order."""

    def __init__(self, root: Element) -> None:
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._places = {element: place for place, element in enumerate(root.iter())}
        body = next(root.iter("body"))
        self.root = StructureElement("Document", root.get("lang", ""))
        self._tags: dict[Element, StructureElement] = {root: self.root, body: self.root}
        self._calls: dict[Element, StructureElement] = {}
        self._labels: dict[Element, StructureElement] = {}
        self._spans: dict[Element, StructureElement] = {}
        self._loose: dict[StructureElement, StructureElement] = {}
        self._heads: dict[Element, int] = {}
        self._depth = int(body.get("data-depth", "1"))
        self._level = self._depth - 1

    def owner(self, element: Element, pseudo: str, page: int) -> StructureElement | None:
        """What an element of HTML, or a pseudo-element of it, belongs to where it is drawn on a page.

        None for an artifact (PDF 32000-1, 14.8.2.2).
        """
        if self._is_artifact(element, page):
            return None
        if pseudo == "footnote-call":
            return self._call(element)
        return (pseudo in ("before", "footnote-marker") and self._label(element)) or self._holder(element)

    def link(self, element: Element) -> StructureElement:
        """The element of the link that an element is, or is in."""
        return self._tag(next(each for each in self.ancestors(element) if each.tag == "a"))

    def ancestors(self, element: Element | None) -> Iterator[Element]:
        """An element, its parent, and so on."""
        while element is not None:
            yield element
            element = self._parents.get(element)

    def _is_artifact(self, element: Element, page: int) -> bool:
        if element.tag == "hr" or (element.tag == "img" and not element.get("alt")):
            return True
        for each in self.ancestors(element):
            if each.get("class") in ("leader", "continued") or (
                each.tag == "thead" and self._heads.setdefault(each, page) < page
            ):
                return True
        return False

    def _call(self, note: Element) -> StructureElement:
        """The call of a note, behind which the note is read."""
        if note not in self._calls:
            around = self._holder(self._parents[note])
            self._calls[note] = self._add(around, "Reference", note)
            self._tags[note] = self._add(around, "Note", note, ID=note.get("id", ""))
            self._labels[note] = self._add(self._tags[note], "Lbl", note)
        return self._calls[note]

    def _label(self, element: Element) -> StructureElement | None:
        """What numbers a note or an item."""
        self._tag(element)
        return self._labels.get(element)

    def _holder(self, element: Element) -> StructureElement:
        """The element that holds the text of an element of HTML."""
        tag = self._tag(element)
        if tag.kind == "L":
            tag = self._add(self._add(tag, "LI", element), "LBody", element)
        elif tag.kind in GROUPS:
            tag = self._paragraph(tag)
        spoken = self._lang(element)
        if spoken == tag.lang:
            return tag
        speaker = next(each for each in self.ancestors(element) if each.get("lang"))
        if speaker not in self._spans:
            self._spans[speaker] = self._add(tag, "Span", speaker)
        return self._spans[speaker]

    def _paragraph(self, group: StructureElement) -> StructureElement:
        """The paragraph that text which stands in none is, in a group of paragraphs."""
        if group not in self._loose or group.kids[-1] is not self._loose[group]:
            self._loose[group] = group.add(StructureElement("P", group.lang, group.place))
        return self._loose[group]

    def _lang(self, element: Element) -> str:
        return next((lang for each in self.ancestors(element) if (lang := each.get("lang"))), "")

    def _add(self, parent: StructureElement, kind: str, element: Element, **facts: Any) -> StructureElement:
        """An element of structure made of an element of HTML, or of something of it."""
        return parent.add(StructureElement(kind, self._lang(element), self._places[element], facts))

    def _tag(self, element: Element) -> StructureElement:
        """The element that an element of HTML is, or is in."""
        if element not in self._tags:
            parent = self._tag(self._parents[element])
            if element not in self._tags:  # all of a table is made with it
                self._tags[element] = self._made(element, parent)
        return self._tags[element]

    def _made(self, element: Element, parent: StructureElement) -> StructureElement:
        name = _name(element)
        if name in HEADINGS:
            return self._add(parent, f"H{self._heading(name)}", element)
        if name == "a" and element.get("href"):
            around = self._add(parent, "Reference", element) if parent.kind == "TOCI" else parent
            return self._add(around, "Link", element)
        if name in ("li", "dt", "dd") and parent.kind == "L":
            return self._item(element, name, parent)
        if name == "abbr" and element.get("title"):
            return self._add(parent, "Span", element, E=element.get("title", ""))
        kind = self._kind(element, name, parent)
        if not kind:
            return parent
        tag = self._add(parent, kind, element, **_attributes(element, name, self._parents[element]))
        if kind == "Table":
            self._tags[element] = tag
            complete([self._tag(part) for part in parts_of(element)])
        return tag

    def _heading(self, name: str) -> int:
        """The level of a heading in the whole book, none being left out on the way down."""
        self._level = min(self._depth + int(name[1]) - 1, self._level + 1, 6)
        return self._level

    def _item(self, element: Element, name: str, parent: StructureElement) -> StructureElement:
        """The body of an item, or a term, which is the label of its descriptions."""
        last = parent.kids[-1] if parent.kids else None
        item = last if name == "dd" and last is not None else self._add(parent, "LI", element)
        if name == "dt":
            return self._add(item, "Lbl", element)
        if name == "li":
            self._labels[element] = self._add(item, "Lbl", element)
        return self._add(item, "LBody", element)

    def _kind(self, element: Element, name: str, parent: StructureElement) -> str:
        if parent.kind == "TOC":
            return "TOCI" if name == "p" else ""
        classes = element.get("class", "").split()
        if kind := next((CLASSES[each] for each in classes if each in CLASSES), ""):
            return kind
        if name == "figcaption" and parent.kind != "Div":
            return "P"
        if name in ("div", "li", "dt", "dd") and not any(_name(child) in KINDS for child in element.iter()):
            return "P"
        return KINDS.get(name, "")


def _name(element: Element) -> str:
    """The name of an element; headings in notes are paragraphs."""
    name = name_of(element)
    return "p" if name in HEADINGS and element.tag == "span" else name


def _attributes(element: Element, name: str, parent: Element) -> dict[str, Any]:
    """What an element says beside its text."""
    if name == "img":
        return {"Alt": element.get("alt")}
    if name in NUMBERINGS:
        return {"A": {"O": "/List", "ListNumbering": NUMBERINGS[name]}}
    return cell_attributes(element, parent) if name in ("td", "th") else {}
