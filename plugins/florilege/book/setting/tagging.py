"""The pages of a sheet → its structure tree (PDF 32000-1, 14.7 and 14.8), in place of WeasyPrint's.

WeasyPrint makes an element of each box on each page. Here an element of HTML becomes one element of
structure, or none: a paragraph that goes on overleaf stays one, its lines are one run of marked content, a
note is read where it is called, and what says nothing (rules, leaders, repeated heads of tables) is an
artifact. So assembly joins the trees of sheets as they are (structure.py).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

import pydyf
import weasyprint.pdf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import ReplacedBox, TextBox

KINDS: Mapping[str, str] = {
    "section": "Sect",
    "p": "P",
    "pre": "P",
    "blockquote": "BlockQuote",
    "figure": "Div",
    "figcaption": "Caption",
    "img": "Figure",
    "ul": "L",
    "ol": "L",
    "dl": "L",
    "table": "Table",
    "caption": "Caption",
    "thead": "THead",
    "tbody": "TBody",
    "tfoot": "TFoot",
    "tr": "TR",
    "th": "TH",
    "td": "TD",
}
"""Element of HTML → element of structure; one that isn't here is what its parent is."""

CLASSES: Mapping[str, str] = {
    "essay": "Art",
    "part": "Part",
    "admonition": "Div",
    "entries": "TOC",
    "index": "Index",
    "footnote": "Note",
}
"""Class → element of structure, before `KINDS`."""

GROUPS = frozenset({"Document", "Part", "Art", "Sect", "Div", "BlockQuote", "TOC", "Index"})
"""Elements that hold other elements and no text."""

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
ROWS = frozenset({"caption", "thead", "tbody", "tfoot", "tr", "th", "td"})
NUMBERINGS: Mapping[str, str] = {"ol": "/Decimal", "ul": "/Disc"}

HYPHENS = ("-", "\u2010", "\u2011", "/")
"""At the end of a line, they part no words."""

PX = 0.75
"""pt"""


@dataclass(slots=True, eq=False)
class Tag:
    """An element of structure; its language is what it says or what its parent's is.

    `kids` are elements, marked content (page from 0, MCID) and annotations (page from 0, annotation).
    """

    kind: str
    lang: str
    place: int = 0
    """That of the element of HTML that it is of, among all."""
    facts: dict[str, Any] = field(default_factory=dict)
    """Entries of its dictionary: /Alt, /ID, /A …"""
    kids: list[Any] = field(default_factory=list)

    def add(self, kid: "Tag") -> "Tag":
        """Put a new element in this one: at its place, since pictures are drawn before or after the text."""
        if kid.lang != self.lang:
            kid.facts["Lang"] = pydyf.String(kid.lang)
        after = len(self.kids)
        while after and isinstance(last := self.kids[after - 1], Tag) and last.place > kid.place:
            after -= 1
        self.kids.insert(after, kid)
        return kid

    @property
    def is_empty(self) -> bool:
        """Whether it holds nothing that is drawn, and isn't a cell, without which a table has a hole."""
        return self.kind not in ("TD", "TH") and all(
            isinstance(kid, Tag) and kid.is_empty for kid in self.kids
        )


class Tree:
    """The structure of one sheet, which grows as what its pages draw is given to it, in order."""

    def __init__(self, root: Element) -> None:
        self._parents = {child: parent for parent in root.iter() for child in parent}
        self._places = {element: place for place, element in enumerate(root.iter())}
        body = next(root.iter("body"))
        self.root = Tag("Document", root.get("lang", ""))
        self._tags: dict[Element, Tag] = {root: self.root, body: self.root}
        self._calls: dict[Element, Tag] = {}
        self._labels: dict[Element, Tag] = {}
        self._spans: dict[Element, Tag] = {}
        self._loose: dict[Tag, Tag] = {}
        self._heads: dict[Element, int] = {}
        self._depth = int(body.get("data-depth", "1"))
        self._level = self._depth - 1

    def owner(self, box: Any, page: int) -> Tag | None:
        """The element that what a box draws belongs to; None for an artifact."""
        element = box.element
        kind = box.element_tag.partition("::")[2]
        if self._is_artifact(element, page):
            return None
        if kind == "footnote-call":
            return self._call(element)
        return (kind in ("before", "footnote-marker") and self._label(element)) or self._holder(element)

    def link(self, element: Element) -> Tag:
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
            if each.get("class") == "leader" or (
                each.tag == "thead" and self._heads.setdefault(each, page) < page
            ):
                return True
        return False

    def _call(self, note: Element) -> Tag:
        """The call of a note, behind which the note is read."""
        if note not in self._calls:
            around = self._holder(self._parents[note])
            self._calls[note] = self._add(around, "Reference", note)
            self._tags[note] = self._add(around, "Note", note, ID=pydyf.String(note.get("id", "")))
            self._labels[note] = self._add(self._tags[note], "Lbl", note)
        return self._calls[note]

    def _label(self, element: Element) -> Tag | None:
        """What numbers a note or an item."""
        self._tag(element)
        return self._labels.get(element)

    def _holder(self, element: Element) -> Tag:
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

    def _paragraph(self, group: Tag) -> Tag:
        """The paragraph that text which stands in none is, in a group of paragraphs."""
        if group not in self._loose or group.kids[-1] is not self._loose[group]:
            self._loose[group] = group.add(Tag("P", group.lang, group.place))
        return self._loose[group]

    def _lang(self, element: Element) -> str:
        return next((lang for each in self.ancestors(element) if (lang := each.get("lang"))), "")

    def _add(self, parent: Tag, kind: str, element: Element, **facts: Any) -> Tag:
        """An element of structure made of an element of HTML, or of something of it."""
        return parent.add(Tag(kind, self._lang(element), self._places[element], facts))

    def _tag(self, element: Element) -> Tag:
        """The element that an element of HTML is, or is in."""
        if element not in self._tags:
            parent = self._tag(self._parents[element])
            if element not in self._tags:  # all of a table is made with it
                self._tags[element] = self._made(element, parent)
        return self._tags[element]

    def _made(self, element: Element, parent: Tag) -> Tag:
        name = _name(element)
        if name in HEADINGS:
            return self._add(parent, f"H{self._heading(name)}", element)
        if name == "a" and element.get("href"):
            around = self._add(parent, "Reference", element) if parent.kind == "TOCI" else parent
            return self._add(around, "Link", element)
        if name in ("li", "dt", "dd") and parent.kind == "L":
            return self._item(element, name, parent)
        if name == "abbr" and element.get("title"):
            return self._add(parent, "Span", element, E=pydyf.String(element.get("title", "")))
        kind = self._kind(element, name, parent)
        if not kind:
            return parent
        tag = self._add(parent, kind, element, **_facts(element, name, self._parents[element]))
        if kind == "Table":
            self._tags[element] = tag
            _fill([self._tag(part) for part in _rows(element)])
        return tag

    def _heading(self, name: str) -> int:
        """The level of a heading in the whole book, none being left out on the way down."""
        self._level = min(self._depth + int(name[1]) - 1, self._level + 1, 6)
        return self._level

    def _item(self, element: Element, name: str, parent: Tag) -> Tag:
        """The body of an item, or a term, which is the label of its descriptions."""
        last = parent.kids[-1] if parent.kids else None
        item = last if name == "dd" and last is not None else self._add(parent, "LI", element)
        if name == "dt":
            return self._add(item, "Lbl", element)
        if name == "li":
            self._labels[element] = self._add(item, "Lbl", element)
        return self._add(item, "LBody", element)

    def _kind(self, element: Element, name: str, parent: Tag) -> str:
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
    """The name of an element; in a note, where all are spans, the one that it had (typeset.py)."""
    first = element.get("class", "").partition(" ")[0]
    if element.tag != "span" or not first.startswith("note-"):
        return str(element.tag)
    name = first.removeprefix("note-")
    return "p" if name in HEADINGS or name == "tr" else "" if name in ROWS or name == "table" else name


def _facts(element: Element, name: str, parent: Element) -> dict[str, Any]:
    """What an element says beside its text."""
    if name == "img":
        return {"Alt": pydyf.String(element.get("alt"))}
    if name in NUMBERINGS:
        return {"A": pydyf.Dictionary({"O": "/List", "ListNumbering": NUMBERINGS[name]})}
    if name in ("td", "th"):
        spans = {"ColSpan": _span(element, "colspan"), "RowSpan": _span(element, "rowspan")}
        facts = {key: value for key, value in spans.items() if value > 1}
        scope = {"Scope": _scope(element, parent)} if name == "th" else {}
        return {"A": pydyf.Dictionary({"O": "/Table", **scope, **facts})} if scope or facts else {}
    return {}


def _span(cell: Element, name: str) -> int:
    value = cell.get(name, "1").strip()
    return int(value) if value.isdecimal() else 1


def _scope(cell: Element, row: Element) -> str:
    """What a head of a table is the head of; unless it says so, of its row if other cells are none."""
    of_row = cell.get("scope", "row" if row.find("td") is not None else "col").startswith("row")
    return "/Row" if of_row else "/Column"


def _rows(table: Element) -> Iterator[Element]:
    """The parts of a table, down to its cells."""
    for child in table:
        if child.tag in ROWS:
            yield child
            if child.tag not in ("caption", "td", "th"):
                yield from _rows(child)


def tag_sheets() -> None:
    """Have WeasyPrint write this structure in this process."""
    weasyprint.pdf.add_tags = add_tags


def _fill(parts: Iterable[Tag]) -> None:
    """Give each row of a table as many columns as its widest has, as a browser shows it."""
    rows = [part for part in parts if part.kind == "TR"]
    columns: Counter[int] = Counter()
    for number, row in enumerate(rows):
        for cell in row.kids:
            facts = cell.facts.get("A", {})
            for below in range(facts.get("RowSpan", 1)):
                columns[number + below] += facts.get("ColSpan", 1)
    for number, row in enumerate(rows):
        missing = max(columns.values(), default=0) - columns[number]
        row.kids += [Tag("TD", row.lang, row.place) for _ in range(missing)]


def add_tags(pdf: pydyf.PDF, document: Document, version: object, streams: Sequence[pydyf.Stream]) -> None:
    """Write the structure of a sheet, which WeasyPrint calls for when all pages are drawn."""
    tree = Tree(document.pages[0]._page_box.children[0].element)
    spaces = {
        f"/{font.hash}".encode(): [b"[<%04x>] TJ" % glyph]
        for font in document.fonts.values()
        for glyph, text in font.to_unicode.items()
        if text == " "
    }
    owners: list[list[Tag]] = []
    annotations: list[tuple[Tag, pydyf.Dictionary]] = []
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        if page._page_box.page_type.name == "strip":
            stream.stream = _unmarked(stream.stream)
            continue
        marks = _Marks(tree, number, page.height, spaces)
        stream.stream = marks.write(stream.stream, list(stream._tags))
        owners.append(marks.owners)
        for box in page._page_box.descendants():
            if box.link_annotation:
                tag = tree.link(box.element)
                tag.kids.append((number, box.link_annotation))
                annotations.append((tag, box.link_annotation))
    _write(pdf, tree.root, owners, annotations)


def _unmarked(content: Sequence[Any]) -> list[Any]:
    """What a page draws, nothing marked: assembly makes an artifact of all of it."""
    kept: list[Any] = []
    for item in content:
        if item in (b"BDC", b"BMC"):
            del kept[-2 if item == b"BDC" else -1 :]
        elif item != b"EMC":
            kept.append(item)
    return kept


class _Marks:
    """The marked content of one page: `owners` are its elements, by MCID.

    `spaces` maps a font to what shows a space.
    """

    def __init__(self, tree: Tree, page: int, height: float, spaces: Mapping[bytes, Sequence[bytes]]) -> None:
        self._tree, self._page, self._height, self._spaces = tree, page, height, spaces
        self._written: list[Any] = []
        self.owners: list[Tag] = []

    def write(self, content: Iterable[Any], boxes: Sequence[Any]) -> list[Any]:
        """What the page draws, marked anew: what an element draws without a break is one run."""
        opened: Tag | None = None
        last: Any = None
        for box, drawn in _pieces(content, boxes):
            if isinstance(box, TextBox):
                blank = not box.text.strip()
                if last and (blank or _ends_line(last, box)):
                    self._space()
                if blank:
                    self._written += [item for item in drawn if item not in (b"BT", b"ET")]
                    continue
                last = box
            owner = self._owner(box) if box else None
            if opened and not (owner is opened and owner.kids[-1] == (self._page, len(self.owners) - 1)):
                self._written.append(b"EMC")
                opened = None
            if box and not opened:
                self._written.append(self._begin(owner) if owner else b"/Artifact BMC")
            elif drawn[0] == b"BT" and self._written[-1] == b"ET":
                self._written.pop()
                del drawn[0]
            self._written += drawn
            if box and not owner:
                self._written.append(b"EMC")
            opened = owner
        if opened:
            self._written.append(b"EMC")
        return self._written

    def _space(self) -> None:
        """Show the space that parts two words, where WeasyPrint shows none (PDF 32000-1, 14.8.2.5)."""
        if self._written[-1] == b"ET":
            font = next(item for item in reversed(self._written) if item.endswith(b" Tf"))
            self._written[-1:] = [*self._spaces.get(font.split()[0], ()), b"ET"]

    def _owner(self, box: Any) -> Tag | None:
        owner = self._tree.owner(box, self._page)
        if owner and isinstance(box, ReplacedBox):
            left, top = box.content_box_x(), self._height - box.content_box_y()
            sides = (left, top - box.height, left + box.width, top)
            place = pydyf.Array(round(side * PX, 3) for side in sides)
            owner.facts["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": place})
        return owner

    def _begin(self, owner: Tag) -> bytes:
        number = len(self.owners)
        self.owners.append(owner)
        owner.kids.append((self._page, number))
        return b"/%s <</MCID %d>> BDC" % (owner.kind.encode(), number)


def _ends_line(box: Any, following: Any) -> bool:
    """Whether a box of text is the last of its line, and of its word."""
    return following.position_x < box.position_x + box.width - 1 and not box.text.endswith(HYPHENS)


def _pieces(content: Iterable[Any], boxes: Sequence[Any]) -> Iterator[tuple[Any, list[Any]]]:
    """What is drawn, in order, with the box whose it is, or None for what isn't marked as that of a box.

    WeasyPrint marks each piece of a line by itself: `/Span <</MCID n>> BDC … EMC`.
    """
    box, drawn = None, list[Any]()
    for item in content:
        if isinstance(item, pydyf.Dictionary) and "MCID" in item:
            drawn.pop()
            if drawn:
                yield None, drawn
            box, drawn = boxes[item["MCID"]], []
        elif item == b"EMC" and box:
            yield box, drawn
            box, drawn = None, []
        elif item != b"BDC":
            drawn.append(item)
    if drawn:
        yield None, drawn


def _write(
    pdf: pydyf.PDF,
    document: Tag,
    owners: Sequence[Sequence[Tag]],
    annotations: Sequence[tuple[Tag, pydyf.Dictionary]],
) -> None:
    """Write the elements below `document`, whose place the tome's own takes, and who owns what."""
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    elements: dict[Tag, pydyf.Dictionary] = {}
    root["K"] = pydyf.Array(_elements(pdf, document, root, elements))
    numbers = pydyf.Array()
    for page, tags in enumerate(owners):
        numbers += [page, pydyf.Array(elements[tag].reference for tag in tags)]
    for key, (tag, annotation) in enumerate(annotations, len(owners)):
        annotation["StructParent"] = key
        numbers += [key, elements[tag].reference]
    root["ParentTree"] = pydyf.Dictionary({"Nums": numbers})
    names = sorted(
        ((tag.facts["ID"], element) for tag, element in elements.items() if "ID" in tag.facts),
        key=lambda named: named[0].data,
    )
    root["IDTree"] = pydyf.Dictionary(
        {"Names": pydyf.Array(part for id, element in names for part in (id, element.reference))}
    )
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def _elements(
    pdf: pydyf.PDF, parent: Tag, above: pydyf.Dictionary, elements: dict[Tag, pydyf.Dictionary]
) -> Iterator[bytes]:
    """Write the elements in one, leaving out those that hold nothing; give their references."""
    for tag in parent.kids:
        if not isinstance(tag, Tag) or tag.is_empty:
            continue
        element = pydyf.Dictionary({"S": f"/{tag.kind}", "P": above.reference, **tag.facts})
        pdf.add_object(element)
        elements[tag] = element
        inner = _elements(pdf, tag, element, elements)
        own = next((kid[0] for kid in tag.kids if isinstance(kid, tuple)), None)
        if own is not None:
            element["Pg"] = pdf.page_references[own]
        kids = [
            next(inner) if isinstance(kid, Tag) else _content(pdf, kid, own)
            for kid in tag.kids
            if not (isinstance(kid, Tag) and kid.is_empty)
        ]
        element["K"] = kids[0] if len(kids) == 1 and isinstance(kids[0], int) else pydyf.Array(kids)
        yield element.reference


def _content(pdf: pydyf.PDF, kid: tuple[int, Any], page: int | None) -> Any:
    """Marked content or an annotation in an element whose page this is (PDF 32000-1, 14.7.4)."""
    where = {} if kid[0] == page else {"Pg": pdf.page_references[kid[0]]}
    if isinstance(kid[1], int):
        return pydyf.Dictionary({"Type": "/MCR", **where, "MCID": kid[1]}) if where else kid[1]
    return pydyf.Dictionary({"Type": "/OBJR", **where, "Obj": kid[1].reference})
