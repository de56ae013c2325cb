"""What a tome is made of: geometry, sheets, fragments.

A sheet is a small self-contained HTML section; a fragment is the PDF that it becomes.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, NamedTuple, Self

from florilege.catalogue.volumes import Margins, Trim, Volume
from florilege.printing.designs import DESIGNS, DesignFigures, figures

Side = Literal["any", "recto", "verso"]

Heads = tuple[str, str]
"""The running heads of a text, in plain text: verso, recto."""

SCHEME = "florilege:"
"""Of addresses within the tome: an anchor, a picture."""

MM = 72 / 25.4
"""pt in a millimetre."""

FINEST = 450
"""px/in: no picture is placed with more, which is one and a half times what printers ask for."""

SIGNS = 61, 71
"""Signs of a line of running text at least and at most, on average, spaces too: of the 45 to 75 that
Bringhurst allows, whom 66 please best (« The Elements of Typographic Style », 2.1.2)."""

HUNG = 1.3
"""em: how far what begins a text may stand in the margin: an initial, a quotation mark before it."""

RUNNING_LINE = 11 / MM
"""mm: the height of the line of a running head or a folio."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """A page once cut and its margins, in mm; `top` and `bottom` leave a whole number of lines."""

    width: float
    height: float
    inner: float
    outer: float
    top: float
    bottom: float
    head: float
    """From the upper edge to the line of the running head."""
    folio: float
    """From the lower edge to the upper side of the folio's line."""
    size: float
    """pt: the running text."""
    leading: float
    """pt: from baseline to baseline of the running text."""
    baseline: float
    """pt: from the top of a line to its baseline."""

    @property
    def lines(self) -> int:
        """How many lines of running text a page holds."""
        return round((self.height - self.top - self.bottom) * MM / self.leading)

    @property
    def side(self) -> float:
        """mm: the margin on both sides of a fragment, which knows neither left nor right."""
        return (self.inner + self.outer) / 2

    @property
    def shift(self) -> float:
        """pt: how far assembly moves a recto to the right, and a verso to the left."""
        return (self.inner - self.outer) / 2 * MM

    @property
    def measure(self) -> float:
        """mm: the width of the text."""
        return self.width - self.inner - self.outer


NONE_ASKED = Margins()


def page_geometry(volume: Volume) -> Geometry:
    """The page of a volume, with the margins that its printers ask for at least."""
    return geometry(volume.trim, volume.margins, figures(volume))


def geometry(
    trim: Trim, least: Margins = NONE_ASKED, facts: DesignFigures = DESIGNS["classique"]
) -> Geometry:
    """The page of a design on a trim size: the margins in proportion, the type growing more slowly than it.

    Type grows with the width to the power of 0.4, in quarters of a point, so that a pocket book stays
    legible: 10.5 pt on A5 become 9.25 on 11 × 18 cm, 11 on 17 × 24 cm. Where a line would be too short or too
    long for the eye, both margins give or take in proportion, unless the design holds them.
    Head and foot leave room for running head and folio within the margins that are asked for at `least`.
    """
    size = _quarter(facts.size * (trim.width / 148) ** 0.4)
    leading = _quarter(size * facts.leading)
    inner, outer = _margins(trim.width, facts, size)
    hung = HUNG * size / MM
    inner, outer = max(inner, least.inner + hung, least.edge + hung), max(outer, least.edge + hung)
    apart = least.edge + RUNNING_LINE + leading / MM
    top = max(round(trim.height * facts.page.top, 1), least.edge if facts.head is None else apart)
    lines = int((trim.height - top - max(trim.height * facts.page.bottom, apart)) * MM / leading)
    bottom = trim.height - top - lines * leading / MM
    folio = max(bottom * facts.folio, least.edge + RUNNING_LINE)
    return Geometry(
        width=trim.width,
        height=trim.height,
        inner=inner,
        outer=outer,
        top=top,
        bottom=bottom,
        head=trim.height - folio if facts.head is None else max(top * facts.head, least.edge),
        folio=folio,
        size=size,
        leading=leading,
        baseline=leading / 2 + size * facts.ascent,
    )


def _margins(width: float, facts: DesignFigures, size: float) -> tuple[float, float]:
    """The inner and outer margin in mm, as wide as the signs of a line ask for."""
    inner, outer = width * facts.page.inner, width * facts.page.outer
    if facts.held:
        return round(inner, 1), round(outer, 1)
    fewest, most = (signs * facts.letter * size / MM for signs in SIGNS)
    measure = min(max(width - inner - outer, fewest), most)
    share = (width - measure) / (inner + outer)
    return round(inner * share, 1), round(outer * share, 1)


def _quarter(points: float) -> float:
    return round(points * 4) / 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the outline (bookmarks): `level` from 1, `anchor` an id of the tome."""

    level: int
    title: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The unit of a tome that is set and cached on its own.

    `html` is one `<section id="{id}" class="sheet …">`. `heads` are the running heads (verso, recto) in
    plain text; the first page never bears one. `images` are paths as in `Anthology.images`.
    """

    id: str
    title: str
    html: str
    lang: str
    side: Side = "any"
    folios: bool = False
    heads: Heads | None = None
    outline: tuple[Entry, ...] = ()
    images: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    """The anchors whose page numbers assembly writes in, by index (weasyprint/references.py)."""
    digits: tuple[int, ...] = ()
    """How many digits each of these numbers was given."""
    numbered: bool = False
    """Page numbers decide about its very words."""
    late: bool = False
    """Nothing before it depends on it, and much in it on page numbers: best set when they are known."""
    essay: str | None = None
    """The essay's id, where the sheet holds one."""
    full: bool = False
    """It fills the whole page, as a cover does: it isn't moved to the page's side."""
    closeness: int = 0
    """How close it is set, from 0 (composing/openings.py, composing/contents.py)."""
    listing: bool = False
    """It is a table of contents."""

    @property
    def depth(self) -> int:
        """The level of its title among the headings of the book: 2 within a part that has a title."""
        return self.outline[0].level if self.outline else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a worker gets: the HTML of a sheet, its style, and the bytes of the images that it may fetch.

    The style stands apart because a worker reads it once for all the sheets of a volume. `running` are the
    running elements: set on pages of their own behind the sheet, they are laid over pages of the tome.
    """

    html: str
    style: str
    lang: str
    depth: int = 1
    """The level of the sheet's title among the headings of the book."""
    running: tuple[str, ...] = ()
    images: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """URL → (MIME type, bytes)."""
    finest: int = FINEST
    """px/in: pictures are placed with no more."""

    @property
    def document(self) -> str:
        """The whole HTML document, without its style."""
        return (
            f'<!doctype html><html lang="{self.lang}"><head><meta charset="utf-8"></head>'
            f'<body data-depth="{self.depth}">{self.html}{"".join(self.running)}</body></html>'
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FontUse:
    """What a fragment uses of one font: glyph → width (1/1000 em) and glyph → characters.

    `name` is the PDF's name of the font, `digest` the SHA-256 of its file; the other facts are those of a
    font descriptor (PDF 32000-1, 9.8).
    """

    name: str
    digest: str
    family: str
    flags: int
    ascent: int
    descent: int
    widths: Mapping[int, float]
    characters: Mapping[int, str]


class TextPlace(NamedTuple):
    """A place in the text of a sheet: characters before it, spaces apart, and some of those that follow."""

    before: int
    following: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A sheet, set.

    `pdf` holds its pages and their structure (structure/tree.py), without fonts or names: they are the
    tome's. `anchors` maps an id to its page (from 0) and its place in pt from the page's lower left corner.
    `contents` are the SHA-256 of what its pages draw, `running` those of its running elements (the running
    heads: verso, recto). `referring` maps a page on which references stand to its letters, an index
    standing for each reference's number.
    """

    pdf: bytes
    pages: int
    anchors: Mapping[str, tuple[int, float, float]]
    fonts: Mapping[str, FontUse] = field(default_factory=dict)
    contents: tuple[str, ...] = ()
    running: tuple[bytes, ...] = ()
    referring: Mapping[int, tuple[str | int, ...]] = field(default_factory=dict)
    begun: int | None = None
    """Lines of its text that its first page holds; None where that page holds all of it, or it has none."""
    left: int = 0
    """Lines that its last page holds."""
    starts: tuple[TextPlace, ...] = ()
    """Where each page but the first begins (structure/page_starts.py)."""

    fitted: Mapping[int, int] = field(default_factory=dict)
    """Paragraph, by its number in the sheet → lines that it has more than is best, for the sake of the last
    page."""

    def to_bytes(self) -> bytes:
        """A line of JSON, then the PDF: how the cache keeps it."""
        facts = {
            "pages": self.pages,
            "anchors": self.anchors,
            "fonts": {key: asdict(font) for key, font in self.fonts.items()},
            "contents": self.contents,
            "running": [content.decode("latin-1") for content in self.running],
            "referring": self.referring,
            "begun": self.begun,
            "fitted": self.fitted,
            "left": self.left,
            "starts": self.starts,
        }
        return json.dumps(facts, ensure_ascii=True).encode() + b"\n" + self.pdf

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """What `to_bytes` gave. Raises `ValueError`, `KeyError` or `TypeError` for anything else."""
        line, _, pdf = data.partition(b"\n")
        facts = json.loads(line)
        return cls(
            pdf=pdf,
            pages=facts["pages"],
            anchors={id: (page, x, y) for id, (page, x, y) in facts["anchors"].items()},
            fonts={key: _font_use(font) for key, font in facts["fonts"].items()},
            contents=tuple(facts["contents"]),
            running=tuple(content.encode("latin-1") for content in facts["running"]),
            referring={int(page): tuple(parts) for page, parts in facts["referring"].items()},
            begun=facts["begun"],
            fitted={int(number): change for number, change in facts["fitted"].items()},
            left=facts["left"],
            starts=tuple(TextPlace(*place) for place in facts["starts"]),
        )


@dataclass(frozen=True, slots=True)
class Endless:
    """A sheet whose pages don't come to an end: after so many, setting was given up."""

    pages: int


def _font_use(facts: dict[str, Any]) -> FontUse:
    """A font's facts, whose glyphs JSON has made strings."""
    facts["widths"] = {int(glyph): width for glyph, width in facts["widths"].items()}
    facts["characters"] = {int(glyph): text for glyph, text in facts["characters"].items()}
    return FontUse(**facts)
