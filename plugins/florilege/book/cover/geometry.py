"""The page of a cover: back, spine and front side by side, and what is drawn over it for people."""

from collections.abc import Iterator
from dataclasses import dataclass

from florilege.book.cover.content import Area
from florilege.book.sheet import MM
from florilege.catalogue.volumes import Trim

Rectangle = tuple[float, float, float, float]
"""pt from the lower left corner of the page: left, bottom, right, top, as in a PDF."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverGeometry:
    """A page of a cover, in mm: back, spine and front side by side, or the front alone (`flat` is False)."""

    trim: Trim
    """Of the book."""
    flat: bool
    spine: float
    bleed: float
    margin: float
    """The least distance of text from edges and folds, as the printer asks."""
    clear: float
    """The least distance of the spine's text from the folds."""
    slug: float = 0.0
    """Around it all, on the page with guides."""

    @property
    def trimmed(self) -> float:
        """The width once cut."""
        return 2 * self.trim.width + self.spine if self.flat else self.trim.width

    @property
    def width(self) -> float:
        """Of the page, bleed included."""
        return self.trimmed + 2 * (self.bleed + self.slug)

    @property
    def height(self) -> float:
        return self.trim.height + 2 * (self.bleed + self.slug)

    @property
    def edge(self) -> float:
        """From the page's left and upper edge to where it is cut."""
        return self.bleed + self.slug

    @property
    def folds(self) -> tuple[float, float]:
        """From the page's left edge to the two folds; twice the front's left edge where it is alone."""
        left = self.edge + (self.trim.width if self.flat else 0)
        return left, left + (self.spine if self.flat else 0)

    @property
    def trim_box(self) -> Rectangle:
        return self._box(self.edge)

    @property
    def bleed_box(self) -> Rectangle:
        return self._box(self.slug)

    def _box(self, inset: float) -> Rectangle:
        sides = (inset, inset, self.width - inset, self.height - inset)
        left, bottom, right, top = (round(side * MM, 6) for side in sides)
        return left, bottom, right, top


@dataclass(frozen=True, slots=True)
class Guide:
    """A rectangle or a line of the page with guides, in mm from its upper left corner."""

    kind: str
    left: float
    top: float
    width: float
    height: float


def guides(geometry: CoverGeometry, field: Area) -> Iterator[Guide]:
    """What isn't printed: bleed, trim, folds, safe areas, and the `field` of the barcode on the back."""
    edge, (back, front) = geometry.edge, geometry.folds
    width, height, margin = geometry.trim.width, geometry.trim.height, geometry.margin
    yield Guide(
        "bleed",
        geometry.slug,
        geometry.slug,
        geometry.trimmed + 2 * geometry.bleed,
        height + 2 * geometry.bleed,
    )
    yield Guide("trim", edge, edge, geometry.trimmed, height)
    for fold in (back, front):
        yield Guide("fold", fold, geometry.slug / 2, 0, geometry.height - geometry.slug)
    for left in (edge, front):
        yield Guide("safe", left + margin, edge + margin, width - 2 * margin, height - 2 * margin)
    if geometry.spine > 2 * geometry.clear:
        inner = geometry.spine - 2 * geometry.clear
        yield Guide("safe", back + geometry.clear, edge + margin, inner, height - 2 * margin)
    yield Guide("field", edge + field.left, edge + field.top, field.width, field.height)
