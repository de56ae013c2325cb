"""The structure trees of sheets → that of the tome (PDF 32000-1, 14.7), so that it can be read aloud.

Each fragment brings the elements of its pages, finished (structure/tree.py). Only their roots are touched
here: they are put under one Document, an essay within the part that it stands in, and their keys follow one
another.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from florilege.book.sheet import Sheet


class Structure:
    """The structure tree of a tome in the making; `lang` is the language that the file says of itself."""

    def __init__(self, out: Pdf, lang: str) -> None:
        self._out = out
        self._root = out.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = out.make_indirect(Dictionary(S=Name.Document, P=self._root, K=Array()))
        self._branch = [(self._document, lang)]
        self._owners = Array()
        self._ids: dict[bytes, Any] = {}
        self._next = 0

    def join(self, source: Pdf, pages: Sequence[Any], shifts: Sequence[float], sheet: Sheet) -> None:
        """Put the elements of a sheet's fragment behind those of the others, where it stands in the book.

        Its `pages` are in the tome already, each moved to the right by its shift in pt. An element without a
        language has that of its sheet, whose own document isn't there any more.
        """
        tree = self._out.copy_foreign(source.Root.StructTreeRoot)
        del self._branch[sheet.depth :]
        above, lang = self._branch[-1]
        for element in tree.K:
            element.P = above
            above.K.append(element)
            if lang != sheet.lang and "/Lang" not in element:
                element.Lang = String(sheet.lang)
        self._branch += [(element, str(element.get("/Lang", lang))) for element in [*tree.K][:1]]
        owners = dict(_pairs(tree.ParentTree.Nums))
        for page, shift in zip(pages, shifts, strict=True):
            if "/XObject" in page.Resources:
                _move_figures(owners[page.StructParents], shift)
            page.StructParents += self._next
            for annotation in page.get("/Annots", ()):
                annotation.StructParent += self._next
        for key, owner in owners.items():
            self._owners.append(self._next + key)
            self._owners.append(owner)
        self._ids |= {bytes(id): element for id, element in _pairs(tree.IDTree.Names)}
        self._next += len(owners)

    def write(self) -> None:
        """Say in the tome that it is tagged, and how."""
        names = Array(part for id in sorted(self._ids) for part in (String(id), self._ids[id]))
        self._root.K = Array([self._document])
        self._root.ParentTree = self._out.make_indirect(Dictionary(Nums=self._owners))
        self._root.ParentTreeNextKey = self._next
        self._root.IDTree = self._out.make_indirect(Dictionary(Names=names))
        self._out.Root.StructTreeRoot = self._root
        self._out.Root.MarkInfo = Dictionary(Marked=True)


def _pairs(flat: Any) -> Iterator[tuple[Any, Any]]:
    items = [*flat]
    return zip(items[::2], items[1::2], strict=True)


def _move_figures(elements: Any, shift: float) -> None:
    """Move the figures among the elements of a page with it."""
    for element in elements:
        if Name.Figure == element.S:
            left, bottom, right, top = element.A.BBox
            element.A.BBox = Array(
                [round(float(left) + shift, 3), bottom, round(float(right) + shift, 3), top]
            )
