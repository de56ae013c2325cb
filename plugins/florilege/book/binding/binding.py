"""All that one file is bound of, as a value."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from florilege.book.pagination.placement import Placed
from florilege.book.pdf.metadata import Metadata
from florilege.book.pdf.standards import Standard
from florilege.book.prepress.book_block import BookBlock
from florilege.book.sheet import Entry, Fragment, Geometry
from florilege.book.weasyprint.page_lines import PageLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """All that is bound: sheets in place, and what is laid over them.

    `placed` are a whole tome, or some of its sheets, which keep their numbers; sheets before the page number
    `opening` (a cover) have none. `digits` is the fragment that shows 0 to 9 as folios and as page numbers
    are set (folios.py), `numbers` maps an anchor to its page, and `subset` gives the font file with the
    SHA-256 that it is named by, reduced to some glyphs. `standards` are what the file claims to meet
    (pdf/standards.py), unless it is for a printer.
    """

    placed: Sequence[Placed]
    digits: Fragment
    numbers: Mapping[str, int]
    geometry: Geometry
    metadata: Metadata
    subset: Callable[[str, frozenset[int]], bytes]
    opening: int = 1
    elsewhere: Mapping[str, str] | None = None
    """Anchor → URL for links to sheets that aren't bound; a link to any other anchor leads nowhere then."""
    block: BookBlock | None = None
    """What the printer gets, should it be for one."""
    standards: tuple[Standard, ...] = ("pdf/ua-1",)
    stamp: Fragment | None = None
    """What is laid over every page: its running elements (stamps.py)."""
    lines: Mapping[int, Sequence[PageLine]] | None = None
    """Page → its lines, where they are numbered in the margin."""
    reduced: Mapping[str, frozenset[int]] | None = None
    """Face → the glyphs that are left in it, where several files share one; else those that are used."""

    @property
    def first(self) -> int:
        """The number of the first page, below `opening` for one that bears none."""
        return self.placed[0].first

    @property
    def pages(self) -> int:
        """How many there are, those included that are left blank at the end."""
        return max(self.placed[-1].pages.stop - self.first, self.block.pages if self.block else 0)

    @property
    def bleed(self) -> float:
        """mm"""
        return self.block.bleed if self.block else 0.0

    @property
    def slug(self) -> float:
        """mm: around the bleed."""
        return self.block.slug if self.block else 0.0

    def content(self, stream: bytes) -> bytes:
        """What becomes of a page's content in this file."""
        return self.block.content(stream) if self.block else stream

    @property
    def fragments(self) -> Sequence[Fragment]:
        """All that is drawn from."""
        own = (self.stamp,) if self.stamp else ()
        return (self.digits, *own, *(placed.fragment for placed in self.placed))

    @property
    def glyphs(self) -> Mapping[str, frozenset[int]]:
        """Face → the glyphs that are used of it."""
        used: dict[str, set[int]] = {}
        for fragment in self.fragments:
            for use in fragment.fonts.values():
                used.setdefault(use.digest, set()).update(use.widths)
        return {face: frozenset(glyphs) for face, glyphs in used.items()}

    @property
    def outline(self) -> Iterator[Entry]:
        return (entry for placed in self.placed for entry in placed.sheet.outline)

    @property
    def titles(self) -> dict[str, str]:
        """Anchor → the title of the sheet that it is in; an untitled one has the tome's."""
        return {
            anchor: placed.sheet.title or self.metadata.title
            for placed in self.placed
            for anchor in placed.fragment.anchors
        }
