"""What was measured of a file: plain facts, without any judgement.

Places are in mm from the lower left corner of the trimmed page (the TrimBox), sizes of type in pt, inks in %.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple, Self

MM = 25.4 / 72
"""mm in a pt."""

ColourModel = Literal["grey", "cmyk", "rgb", "spot", "lab"]
"""The inks that a colour is given in, whatever the colour space is called."""


class Rectangle(NamedTuple):
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def meet(self, other: Self) -> Self | None:
        """What two rectangles share; None where that is nothing."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        right, top = min(self.right, other.right), min(self.top, other.top)
        return type(self)(left, bottom, right, top) if left <= right and bottom <= top else None

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]]) -> Self:
        """The smallest rectangle that holds these points."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))


class Colour(NamedTuple):
    """A colour as it is given: parts are 0 to 1, in the order of the space."""

    kind: ColourModel
    parts: tuple[float, ...]

    @property
    def ink(self) -> float:
        """%: how much ink is laid on paper; of what the printer's machine converts, none is known.

        >>> Colour("grey", (0.2,)).ink, Colour("cmyk", (0.5, 0.5, 0.5, 1.0)).ink
        (80.0, 250.0)
        """
        if self.kind == "grey":
            return round(100 - 100 * self.parts[0], 1)
        if self.kind in ("cmyk", "spot"):
            return round(100 * sum(self.parts), 1)
        return 0.0

    @property
    def shows(self) -> bool:
        """Whether anything can be seen of it on white paper."""
        if self.kind in ("cmyk", "spot"):
            return any(part > 0 for part in self.parts)
        return any(part < (100 if self.kind == "lab" else 1) for part in self.parts[:3])


BLACK = Colour("grey", (0.0,))


@dataclass(frozen=True, slots=True)
class TextRun:
    """A piece of text shown at once, from `box.left` to `box.right` where it is upright."""

    clusters: tuple[str, ...]
    """What each glyph stands for, in the order in which they are drawn."""
    box: Rectangle
    baseline: float
    """mm: the height of the baseline where it begins."""
    size: float
    font: str
    colour: Colour
    upright: bool
    transparent: bool
    """Whether what is under it shows through."""

    @property
    def text(self) -> str:
        return "".join(self.clusters)


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """A picture where it is placed; `pixels` are its width and height."""

    box: Rectangle
    pixels: tuple[int, int]
    dpi: float
    """px/in, of the side that has fewer."""
    kind: ColourModel
    bits: int
    ink: float
    """%: the most on one spot, of 4 × 4 px."""
    transparent: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A path that is filled or stroked, or a shading; where it is clipped, what is left of it."""

    box: Rectangle
    colours: tuple[Colour, ...]
    transparent: bool


@dataclass(frozen=True, slots=True)
class PdfFont:
    """A font that a file shows text with."""

    name: str
    embedded: bool


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page and all that is on it; `media` and `bleed` are boxes as seen from the trimmed page."""

    number: int
    width: float
    height: float
    media: Rectangle
    bleed: Rectangle
    runs: tuple[TextRun, ...] = ()
    pictures: tuple[PlacedImage, ...] = ()
    shapes: tuple[Shape, ...] = ()
    annotations: tuple[Rectangle, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether nothing on it would be seen on paper."""
        return not (
            self.pictures
            or any(run.colour.shows and run.text.strip() for run in self.runs)
            or any(colour.shows for shape in self.shapes for colour in shape.colours)
        )

    @property
    def trim(self) -> Rectangle:
        return Rectangle(0, 0, self.width, self.height)

    @property
    def text(self) -> str:
        return "\n".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conformance:
    """What a file says that it is, and what it has to show for it (ISO 15930, 19005, 14289)."""

    standards: frozenset[str]
    """`pdf/x-4`, `pdf/x-1a`, `pdf/a-2u`, `pdf/ua-1` …, from XMP and docinfo, whether true or not."""
    intents: frozenset[str]
    """The kinds of output intents: `/GTS_PDFX`, `/GTS_PDFA1`."""
    profile: bool
    """Whether the output intent of PDF/X holds its profile, or names a registered condition."""
    trapped: bool
    """Whether it says if it is trapped."""
    version: str
    encrypted: bool
    identified: bool
    """Whether the trailer has an ID."""
    active: bool
    """Whether it has scripts, or things that it does when it is opened."""
    tagged: bool
    lang: str
    title: str
    outline: int
    """How many bookmarks stand on the first level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfFile:
    """A PDF file, measured."""

    name: str
    size: int
    """In bytes."""
    claims: Conformance
    fonts: tuple[PdfFont, ...]
    pages: tuple[PdfPage, ...]
