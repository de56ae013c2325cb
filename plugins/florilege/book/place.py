"""Sheets and their page counts → which page of the tome each falls on, and every page's number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from florilege.book.sheet import Fragment, Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A sheet in its place; `first` is its first page in the tome, from 1."""

    sheet: Sheet
    fragment: Fragment
    first: int

    @property
    def pages(self) -> range:
        return range(self.first, self.first + self.fragment.pages)

    def has_folio(self, page: int) -> bool:
        return self.sheet.folios == "all" or (self.sheet.folios == "not-first" and page != self.first)

    def head(self, page: int) -> str:
        """The running head of a page: the first on a verso, the second on a recto, none on the first page."""
        if self.sheet.heads is None or page == self.first:
            return ""
        return self.sheet.heads[page % 2]


def place(set_sheets: Iterable[tuple[Sheet, Fragment]]) -> tuple[Placed, ...]:
    """Put sheets one behind the other; one that must open on a recto (odd page) or a verso may leave a blank.

    >>> sheet = Sheet(id="a", title="A", html="", lang="fr", side="recto")
    >>> fragment = Fragment(pdf=b"", pages=3, anchors={})
    >>> [placed.first for placed in place([(sheet, fragment), (sheet, fragment)])]
    [1, 5]
    """
    placed: list[Placed] = []
    page = 1
    for sheet, fragment in set_sheets:
        if (sheet.side == "recto" and page % 2 == 0) or (sheet.side == "verso" and page % 2 == 1):
            page += 1
        placed.append(Placed(sheet=sheet, fragment=fragment, first=page))
        page += fragment.pages
    return tuple(placed)


def page_numbers(placed: Sequence[Placed]) -> Mapping[str, int]:
    """Anchor → page, from 1."""
    return {anchor: each.first + page for each in placed for anchor, page in each.fragment.anchors.items()}
