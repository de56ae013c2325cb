"""Sheets and their page counts → which page of the tome each falls on, and every page's number."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from florilege.book.sheet import Fragment, Sheet
from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import Volume
from florilege.epub.printed_pages import PageStart, PrintedPages
from florilege.prose.prose import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A sheet in its place; `first` is its first page in the tome, from 1."""

    sheet: Sheet
    fragment: Fragment
    key: str
    """What the fragment is called in the cache."""
    first: int

    @property
    def pages(self) -> range:
        return range(self.first, self.first + self.fragment.pages)

    def head(self, page: int) -> str:
        """The running head of a page: the first on a verso, the second on a recto, none on the first page."""
        if self.sheet.heads is None or page == self.first:
            return ""
        return self.sheet.heads[page % 2]


def place(
    set_sheets: Iterable[tuple[Sheet, Fragment, str]], before: Mapping[str, Sequence[int]] | None = None
) -> tuple[Placed, ...]:
    """Put sheets one behind the other; one that must open on a recto (odd page) or a verso may leave a blank.

    So may an essay that one blank page leaves where it was printed `before`: by its id the pages on which it
    began, in whatever printing.

    >>> sheet = Sheet(id="a", title="A", html="", lang="fr", side="recto", essay="a")
    >>> fragment = Fragment(pdf=b"", pages=3, anchors={})
    >>> [placed.first for placed in place([(sheet, fragment, ""), (sheet, fragment, "")])]
    [1, 5]
    >>> other = Sheet(id="b", title="B", html="", lang="fr", essay="b")
    >>> both = [(sheet, fragment, ""), (other, fragment, "")]
    >>> for was in ([4], [5], [6], [4, 5]):
    ...     print([placed.first for placed in place(both, {"b": was})])
    [1, 4]
    [1, 5]
    [1, 4]
    [1, 4]
    """
    placed: list[Placed] = []
    page = 1
    for sheet, fragment, key in set_sheets:
        if (sheet.side == "recto" and page % 2 == 0) or (sheet.side == "verso" and page % 2 == 1):
            page += 1
        elif sheet.side == "any":
            was = (before or {}).get(sheet.essay or "", ())
            page += page not in was and page + 1 in was
        placed.append(Placed(sheet=sheet, fragment=fragment, key=key, first=page))
        page += fragment.pages
    return tuple(placed)


WORDS = 300
"""Words on a full page of A5 at 10/13.5 pt; the opening of an essay takes half a page."""


def estimate(volume: Volume, prose: Mapping[TextKey, Prose]) -> Mapping[str, int]:
    """About where each essay and its headings will fall: right in the number of digits nearly always.

    With it, most references are set with as many digits as they need, and so only once.
    """
    full = WORDS * volume.trim.width * volume.trim.height / (148 * 210)
    numbers: dict[str, int] = {}
    page = 12
    for part in volume.parts:
        numbers[f"part--{part.id}"] = page
        for id in part.essays:
            text = prose[TextKey.of_printed(id)]
            numbers |= dict.fromkeys((text.prefix, *(heading.id for heading in text.headings)), page)
            page += ceil(text.words / full + 0.5)
    return numbers


def page_numbers(placed: Sequence[Placed]) -> Mapping[str, int]:
    """Anchor → page, from 1."""
    return {
        anchor: each.first + page for each in placed for anchor, (page, _, _) in each.fragment.anchors.items()
    }


def printed_pages(placed: Sequence[Placed], numbers: Mapping[str, int]) -> PrintedPages:
    """Where the pages of a tome begin, as its e-book marks them."""
    return PrintedPages(
        first={each.sheet.id: each.first for each in placed},
        starts={
            each.sheet.id: tuple(
                PageStart(page, *place)
                for page, place in zip(each.pages[1:], each.fragment.starts, strict=True)
            )
            for each in placed
            if each.fragment.starts
        },
        numbers=numbers,
    )
