"""What is measured of a PDF file: plain values, without any judgement.

Places are in mm from the lower left corner of the trimmed page (the TrimBox), sizes of type in pt, amounts of
ink in %.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, Self

MM = 25.4 / 72
"""mm in a pt."""

ColourModel = Literal["grey", "cmyk", "rgb", "spot", "lab"]
"""The components that a colour is given in, whichever colour space names them."""


class Rectangle(NamedTuple):
    """A box, its sides in mm unless said otherwise."""

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

    def intersection(self, other: Self) -> Self | None:
        """What two rectangles share; None where that is nothing."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        right, top = min(self.right, other.right), min(self.top, other.top)
        return type(self)(left, bottom, right, top) if left <= right and bottom <= top else None

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]]) -> Self:
        """The smallest rectangle that holds these points; `ValueError` without any."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @classmethod
    def union(cls, boxes: Iterable[Self]) -> Self:
        """The smallest rectangle that holds these; `ValueError` without any."""
        return cls.around(point for box in boxes for point in ((box.left, box.bottom), (box.right, box.top)))


class Colour(NamedTuple):
    """A colour as it is given: components from 0 to 1 (Lab: its own figures), in the order of the space."""

    model: ColourModel
    components: tuple[float, ...]

    @property
    def ink(self) -> float:
        """%: how much ink is laid on paper; 0 for RGB and Lab, which the printer's machine converts.

        >>> Colour("grey", (0.2,)).ink, Colour("cmyk", (0.5, 0.5, 0.5, 1.0)).ink
        (80.0, 250.0)
        """
        if self.model == "grey":
            return round(100 - 100 * self.components[0], 1)
        if self.model in ("cmyk", "spot"):
            return round(100 * sum(self.components), 1)
        return 0.0

    @property
    def visible(self) -> bool:
        """Whether anything can be seen of it on white paper."""
        if self.model in ("cmyk", "spot"):
            return any(component > 0 for component in self.components)
        white = 100 if self.model == "lab" else 1
        return any(component < white for component in self.components[:3])


BLACK = Colour("grey", (0.0,))


@dataclass(frozen=True, slots=True)
class TextRun:
    """A string that one operator shows."""

    text: str
    """Its characters, in the order in which they are drawn, as the font says (ToUnicode)."""
    box: Rectangle
    """From the first glyph that can be seen to the last, as far as it isn't clipped."""
    baseline: float
    """mm: the height of the baseline where it begins."""
    size: float
    font: str
    """The name of a `PdfFont`."""
    colour: Colour
    upright: bool
    transparent: bool
    """Whether what is under it shows through."""

    @property
    def blank(self) -> bool:
        """Whether it is white space alone."""
        return not self.text.strip()


@dataclass(frozen=True, slots=True)
class PlacedImage:
    """An image where it is placed."""

    box: Rectangle
    """What a clip leaves of it."""
    pixels: tuple[int, int]
    """Width and height."""
    dpi: float
    """px/in, of the side that has fewer."""
    model: ColourModel
    bits: int
    """Per component."""
    ink: float
    """%: the most on one square of 4 × 4 px; 0 unless it is CMYK."""
    transparent: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """A path that is filled or stroked, or a shading; where it is clipped, what is left of it."""

    box: Rectangle
    colours: tuple[Colour, ...]
    transparent: bool

    @property
    def visible(self) -> bool:
        """Whether anything can be seen of it on white paper."""
        return any(colour.visible for colour in self.colours)


@dataclass(frozen=True, slots=True)
class PdfFont:
    """A font that a file shows text with."""

    name: str
    embedded: bool


@dataclass(frozen=True, slots=True)
class PdfPage:
    """A page and all that is on it; `media` and `bleed` are its MediaBox and its BleedBox."""

    number: int
    """From 1."""
    width: float
    height: float
    """mm: of the trimmed page."""
    media: Rectangle
    bleed: Rectangle
    text: str = ""
    """As PDFium reads it, line by line."""
    runs: tuple[TextRun, ...] = ()
    images: tuple[PlacedImage, ...] = ()
    shapes: tuple[Shape, ...] = ()
    annotations: tuple[Rectangle, ...] = ()

    @property
    def visible_runs(self) -> list[TextRun]:
        """The text that can be seen on white paper."""
        return [run for run in self.runs if not run.blank and run.colour.visible]

    @property
    def blank(self) -> bool:
        """Whether nothing on it would be seen on paper."""
        return not (self.images or self.visible_runs or any(shape.visible for shape in self.shapes))


@dataclass(frozen=True, slots=True, kw_only=True)
class Conformance:
    """What a file says that it is, and what it has to show for it (ISO 15930, 19005, 14289)."""

    standards: frozenset[str]
    """`pdf/x-4`, `pdf/x-1a`, `pdf/a-2u`, `pdf/ua-1` …, from XMP and docinfo, whether true or not."""
    intents: frozenset[str]
    """The kinds of output intents: `/GTS_PDFX`, `/GTS_PDFA1`."""
    profile: bool
    """Whether the output intent of PDF/X holds its profile, or names a registered condition."""
    condition: str
    """The printing condition that it names: `FOGRA39`; empty for none, `Custom` for one that nobody keeps."""
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
    conformance: Conformance
    fonts: tuple[PdfFont, ...]
    pages: tuple[PdfPage, ...]
    languages: Mapping[int, Mapping[str, int]] = field(default_factory=dict)
    """Page, from 1 → language → how many pieces of its text are read aloud in it."""
    damaged: tuple[int, ...] = ()
    """The pages, from 1, with data that can't be unpacked; 0 for what else the file holds."""
