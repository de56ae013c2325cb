"""The structure tree of a PDF, held to the rules of PDF 32000-1, 14.7, and read aloud."""

import io
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Name, Pdf, parse_content_stream

from book.reading import Drawn, drawn_of, read_aloud


@dataclass(frozen=True)
class Element:
    """An element of structure: its kind, what its dictionary says, its elements and pieces of text."""

    kind: str
    source: Any
    kids: list["Element | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Element"]:
        """This element and all in it, in the order in which they are read."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    @property
    def elements(self) -> list["Element"]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def all_of(self, kind: str) -> list["Element"]:
        """Those of one kind in it, in order."""
        return [element for element in self.walk() if element.kind == kind]

    def pieces(self, lang: str) -> Iterator[tuple[str, str]]:
        """Each piece of text in it, and the language that it is read in: `lang` where no element says."""
        lang = str(self.source.get("/Lang", lang))
        for kid in self.kids:
            if isinstance(kid, str):
                yield kid, lang
            else:
                yield from kid.pieces(lang)

    def letters(self, without: str = "") -> str:
        """The letters that it says, but for those of elements of one kind."""
        return "".join(
            kid if isinstance(kid, str) else kid.letters(without)
            for kid in self.kids
            if isinstance(kid, str) or kid.kind != without
        )


class Tree:
    """The structure tree of a PDF; raises `AssertionError` where it breaks a rule."""

    def __init__(self, pdf: Pdf, drawn: Sequence[Sequence[Drawn]]) -> None:
        self._pages = {page.objgen: page.obj for page in pdf.pages}
        self._root = pdf.Root.StructTreeRoot
        self._owners = dict(_pairs(self._root.ParentTree.Nums))
        self._texts = {
            page.objgen: _texts(page, glyphs) for page, glyphs in zip(pdf.pages, drawn, strict=True)
        }
        self._claimed: Counter[Any] = Counter()
        assert pdf.Root.MarkInfo.Marked
        assert max(self._owners) < self._root.ParentTreeNextKey
        (document,) = self._root.K
        assert document.P.objgen == self._root.objgen
        self.document = self._element(document)
        self._check_keys()
        self._check_ids()

    def _element(self, source: Any) -> Element:
        element = Element(str(source.S)[1:], source)
        assert source.is_indirect
        kids = source.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if isinstance(kid, int):
                element.kids.append(self._marked(source, source.Pg, kid))
            elif kid.get("/Type") == Name.MCR:
                element.kids.append(self._marked(source, kid.Pg, kid.MCID))
            elif kid.get("/Type") == Name.OBJR:
                self._annotation(source, kid)
            else:
                assert kid.P.objgen == source.objgen
                element.kids.append(self._element(kid))
        return element

    def _marked(self, source: Any, page: Any, number: int) -> str:
        """The letters of a piece of marked content, whose owner an element is."""
        self._claimed[page.objgen, number] += 1
        assert self._owners[self._pages[page.objgen].StructParents][number].objgen == source.objgen
        return self._texts[page.objgen][number]

    def _annotation(self, source: Any, reference: Any) -> None:
        annotation = reference.Obj
        page = reference.get("/Pg", source.get("/Pg"))
        assert annotation.objgen in {each.objgen for each in page.Annots}
        assert self._owners[annotation.StructParent].objgen == source.objgen
        assert str(annotation.Contents)
        assert annotation.F == 4
        self._claimed[annotation.objgen] += 1

    def _check_keys(self) -> None:
        """Every piece and every annotation has one owner, and every key is one page's or annotation's."""
        keys = []
        for objgen, page in self._pages.items():
            texts, annotations = self._texts[objgen], page.get("/Annots", [])
            expected = [*((objgen, number) for number in texts), *(each.objgen for each in annotations)]
            assert [self._claimed.pop(each, 0) for each in expected] == [1] * len(expected)
            keys += [page.StructParents] if "/StructParents" in page else []
            keys += [annotation.StructParent for annotation in annotations]
            assert not annotations or page.Tabs == Name.S
        assert not self._claimed
        assert sorted(keys) == sorted(self._owners)

    def _check_ids(self) -> None:
        named = {str(id): element.objgen for id, element in _pairs(self._root.IDTree.Names)}
        told = [(str(e.source.ID), e.source.objgen) for e in self.document.walk() if "/ID" in e.source]
        assert sorted(told) == sorted(named.items())


@contextmanager
def tree_of(pdf: bytes) -> Iterator[Element]:
    """The Document of a PDF, which stays open, once it is sure that its tree is sound."""
    with Pdf.open(io.BytesIO(pdf)) as opened:
        yield Tree(opened, drawn_of(pdf)).document


def _pairs(flat: Any) -> list[tuple[Any, Any]]:
    items = [*flat]
    return [*zip(items[::2], items[1::2], strict=True)]


def _texts(page: Any, drawn: Sequence[Drawn]) -> dict[int, str]:
    """MCID → the letters that it marks, one MCID being used once; what draws no letter has an empty text."""
    marked = [properties for (_, properties), _ in parse_content_stream(page, "BDC")]
    numbers = [int(properties.MCID) for properties in marked if "/MCID" in properties]
    assert len(numbers) == len({*numbers})
    texts = {number: read_aloud(glyph for glyph in drawn if glyph.mark == number) for number in numbers}
    assert texts.keys() >= {glyph.mark for glyph in drawn} - {None}
    return texts
