"""The pages of a WeasyPrint document, marked anew; the structure tree of their sheet, written (PDF 32000-1).

WeasyPrint marks what each box draws, and makes a structure element of each box on each page. Here
the tree is that of structure/tree.py, and what one of its elements draws without a break is one run of
marked content.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pydyf
from weasyprint import Document
from weasyprint.formatting_structure.boxes import ReplacedBox, TextBox

from florilege.book.structure.elements import StructureElement
from florilege.book.structure.tree import SheetStructure
from florilege.book.weasyprint.glyph_texts import said
from florilege.book.weasyprint.note_placement import RUNNING

HYPHENS = ("-", "\u2010", "\u2011", "/")
"""At the end of a line, they part no words."""

PX = 0.75
"""pt"""


def add_tags(pdf: pydyf.PDF, document: Document, version: object, streams: Sequence[pydyf.Stream]) -> None:
    """Write the structure of a sheet, which WeasyPrint calls for when all pages are drawn."""
    tree = SheetStructure(document.pages[0]._page_box.children[0].element)
    spaces = {
        f"/{font.hash}".encode(): [b"[<%04x>] TJ" % glyph]
        for font in document.fonts.values()
        for glyph, text in font.to_unicode.items()
        if text == " "
    }
    owners: list[list[StructureElement]] = []
    annotations: list[tuple[StructureElement, pydyf.Dictionary]] = []
    for number, (page, stream) in enumerate(zip(document.pages, streams, strict=True)):
        if page._page_box.page_type.name == RUNNING:
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

    def __init__(
        self, tree: SheetStructure, page: int, height: float, spaces: Mapping[bytes, Sequence[bytes]]
    ) -> None:
        self._tree, self._page, self._height, self._spaces = tree, page, height, spaces
        self._written: list[Any] = []
        self.owners: list[StructureElement] = []

    def write(self, content: Iterable[Any], boxes: Sequence[Any]) -> list[Any]:
        """What the page draws, marked anew: what an element draws without a break is one run."""
        opened: StructureElement | None = None
        last: Any = None
        saying: Any = None
        pieces = [*_pieces(content, boxes)]
        for number, (box, drawn) in enumerate(pieces):
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
            if isinstance(box, TextBox) and box.element.get("data-word"):
                saying = self._say(box, owner, drawn, pieces[number + 1 :])
            self._written += drawn
            if saying and box is saying:
                self._written.append(b"EMC")
            if box and not owner:
                self._written.append(b"EMC")
            opened = owner
        if opened:
            self._written.append(b"EMC")
        return self._written

    def _say(
        self, box: Any, owner: Any, drawn: Sequence[Any], following: Sequence[tuple[Any, Sequence[Any]]]
    ) -> Any:
        """Begin a word of which an initial is a part: the box that ends it, or None.

        Readers go by the line on which letters stand, and by how far apart they are beside their size, and
        would have it in two, or two words in one (/ActualText, PDF 32000-1, 14.9.4). Poppler puts it where
        the first glyph is: a space, on the line of the others, in the first face of theirs that has one.
        A word of two elements, as where a link begins behind the initial, can't be said as one.
        """
        place = next((n for n, (each, _) in enumerate(following) if _is_rest(each)), len(following))
        initials, beside = [box, *(each for each, _ in following[:place] if each)], following[place:]
        rest = beside[0][0] if beside else None
        drawn_beside = [item for _, items in beside for item in items if isinstance(item, bytes)]
        matrix = next((item for item in drawn_beside if item.endswith(b" Tm")), b"").split()
        if rest is None or rest.text != rest.element.text or not (drawn and matrix):
            return None
        if self._owner(rest) is not owner:
            return None
        self._written.append(said(box.element.get("data-word")).rstrip())
        faces = (item for item in drawn_beside if item.endswith(b" Tf"))
        if font := next((face for face in faces if face.split()[0] in self._spaces), None):
            initial = next(item for item in drawn if item.endswith(b" Tm")).split()
            space = self._spaces[font.split()[0]]
            self._written += [b"BT", b" ".join((*initial[:5], *matrix[5:])), font, *space, b"ET"]
        return rest if rest.text.strip() else initials[-1]

    def _space(self) -> None:
        """Show the space that parts two words, where WeasyPrint shows none (PDF 32000-1, 14.8.2.5)."""
        if self._written[-1] == b"ET":
            font = next(item for item in reversed(self._written) if item.endswith(b" Tf"))
            self._written[-1:] = [*self._spaces.get(font.split()[0], ()), b"ET"]

    def _owner(self, box: Any) -> StructureElement | None:
        owner = self._tree.owner(box.element, box.element_tag.partition("::")[2], self._page)
        if owner and isinstance(box, ReplacedBox):
            left, top = box.content_box_x(), self._height - box.content_box_y()
            sides = (left, top - box.height, left + box.width, top)
            owner.facts["A"] = {"O": "/Layout", "BBox": pydyf.Array(round(side * PX, 3) for side in sides)}
        return owner

    def _begin(self, owner: StructureElement) -> bytes:
        number = len(self.owners)
        self.owners.append(owner)
        owner.kids.append((self._page, number))
        return b"/%s <</MCID %d>> BDC" % (owner.kind.encode(), number)


def _is_rest(box: Any) -> bool:
    """Whether a box is what follows an initial in its word."""
    return isinstance(box, TextBox) and box.element.get("class") == "rest"


def _ends_line(box: Any, following: Any) -> bool:
    """Whether a box of text is the last of its line, and of its word."""
    return following.position_x < box.position_x + box.width - 1 and not box.text.endswith(HYPHENS)


def _pieces(content: Iterable[Any], boxes: Sequence[Any]) -> Iterator[tuple[Any, list[Any]]]:
    """What is drawn, in order, with the box whose it is, or None for what isn't marked as that of a box.

    WeasyPrint marks each piece of a line separately: `/Span <</MCID n>> BDC … EMC`.
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
    document: StructureElement,
    owners: Sequence[Sequence[StructureElement]],
    annotations: Sequence[tuple[StructureElement, pydyf.Dictionary]],
) -> None:
    """Write the elements below `document`, whose place the tome's own takes, and who owns what."""
    root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
    pdf.add_object(root)
    elements: dict[StructureElement, pydyf.Dictionary] = {}
    root["K"] = pydyf.Array(_elements(pdf, document, root, elements))
    numbers = pydyf.Array()
    for page, tags in enumerate(owners):
        numbers += [page, pydyf.Array(elements[tag].reference for tag in tags)]
    for key, (tag, annotation) in enumerate(annotations, len(owners)):
        annotation["StructParent"] = key
        numbers += [key, elements[tag].reference]
    root["ParentTree"] = pydyf.Dictionary({"Nums": numbers})
    names = sorted(
        ((pydyf.String(tag.facts["ID"]), element) for tag, element in elements.items() if "ID" in tag.facts),
        key=lambda named: named[0].data,
    )
    root["IDTree"] = pydyf.Dictionary(
        {"Names": pydyf.Array(part for id, element in names for part in (id, element.reference))}
    )
    pdf.catalog["StructTreeRoot"] = root.reference
    pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})


def _elements(
    pdf: pydyf.PDF,
    parent: StructureElement,
    above: pydyf.Dictionary,
    elements: dict[StructureElement, pydyf.Dictionary],
) -> Iterator[bytes]:
    """Write the elements in one, leaving out those that hold nothing; give their references."""
    for tag in parent.kids:
        if not isinstance(tag, StructureElement) or tag.is_empty:
            continue
        facts = {
            key: pydyf.String(value) if isinstance(value, str) else pydyf.Dictionary(value)
            for key, value in tag.facts.items()
        }
        element = pydyf.Dictionary({"S": f"/{tag.kind}", "P": above.reference, **facts})
        pdf.add_object(element)
        elements[tag] = element
        inner = _elements(pdf, tag, element, elements)
        own = next((kid[0] for kid in tag.kids if isinstance(kid, tuple)), None)
        if own is not None:
            element["Pg"] = pdf.page_references[own]
        kids = [
            next(inner) if isinstance(kid, StructureElement) else _content(pdf, kid, own)
            for kid in tag.kids
            if not (isinstance(kid, StructureElement) and kid.is_empty)
        ]
        element["K"] = kids[0] if len(kids) == 1 and isinstance(kids[0], int) else pydyf.Array(kids)
        yield element.reference


def _content(pdf: pydyf.PDF, kid: tuple[int, Any], page: int | None) -> Any:
    """Marked content or an annotation in an element whose page this is (PDF 32000-1, 14.7.4)."""
    where = {} if kid[0] == page else {"Pg": pdf.page_references[kid[0]]}
    if isinstance(kid[1], int):
        return pydyf.Dictionary({"Type": "/MCR", **where, "MCID": kid[1]}) if where else kid[1]
    return pydyf.Dictionary({"Type": "/OBJR", **where, "Obj": kid[1].reference})
