"""What a printer gets: its inks, its standard, its bleed and its marks, as a value."""

from dataclasses import dataclass

from florilege.book.prepress.inks import Inks
from florilege.book.weasyprint.page_content import without_marks
from florilege.catalogue.volumes import PressStandard

SLUG = 8.0
"""mm: the room of crop marks around the bleed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookBlock:
    """What a printer gets; `bleed` is the part of each page, in mm, that is cut off."""

    inks: Inks
    standard: PressStandard
    bleed: float = 0.0
    pages: int = 0
    """How many there are in the end, blank ones included; 0 for as many as there are."""
    marks: bool = False
    """Whether crop marks are drawn around each page."""

    @property
    def slug(self) -> float:
        """mm: around the bleed, where the marks are."""
        return SLUG if self.marks else 0.0

    def content(self, stream: bytes) -> bytes:
        """What a page draws, in inks, without the marks of its structure."""
        return self.inks.content(without_marks(stream))
