"""What a tome is made of: geometry, sheets, fragments.

A sheet is a small self-contained HTML section; a fragment is the PDF that it becomes.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Self

from florilege.model import Trim

Side = Literal["any", "recto", "verso"]
Folios = Literal["none", "all", "not-first"]

Heads = tuple[str, str]
"""The running heads of a text, in plain text: verso, recto."""

LEADING = 13.5
"""pt: from baseline to baseline of the running text; the text area is a whole number of them."""

MM = 72 / 25.4
"""pt in a millimetre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Geometry:
    """A page once cut and its margins, in mm; `top` and `bottom` leave a whole number of lines."""

    width: float
    height: float
    inner: float
    outer: float
    top: float
    bottom: float

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


def geometry(trim: Trim) -> Geometry:
    """Margins for a trim size: those of A5 (inner 20, outer 16, head 19, foot about 24 mm), in proportion.

    The inner margin is wider than the outer because the binding takes its part, the foot deeper than
    the head, as French offset printers advise for A5 (inside 20 to 30, outside 15 to 25 mm).
    """
    inner = round(trim.width * 20 / 148, 1)
    outer = round(trim.width * 16 / 148, 1)
    top = round(trim.height * 19 / 210, 1)
    lines = int((trim.height - top - trim.height * 23 / 210) * MM / LEADING)
    return Geometry(
        width=trim.width,
        height=trim.height,
        inner=inner,
        outer=outer,
        top=top,
        bottom=trim.height - top - lines * LEADING / MM,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the outline (bookmarks): `level` from 1, `anchor` an id of the tome."""

    level: int
    title: str
    anchor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One unit of a tome, set and cached by itself.

    `html` is one `<section id="{id}" class="sheet …">`. `heads` are the running heads (verso, recto) in
    plain text; the first page never bears one. `images` are paths as in `Anthology.images`.
    """

    id: str
    title: str
    html: str
    lang: str
    side: Side = "any"
    folios: Folios = "none"
    heads: Heads | None = None
    outline: tuple[Entry, ...] = ()
    images: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    """The anchors whose page numbers assembly writes in (references.py), in the order of their indices."""
    essay: str | None = None
    """The essay's id, where the sheet holds one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a worker gets: a whole HTML document and the bytes of the images that it may fetch."""

    html: str
    images: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)
    """URL → (MIME type, bytes)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fragment:
    """A sheet, set: PDF bytes, its number of pages, and on which of them (from 0) each id falls.

    `fonts` maps the name of each font resource to the SHA-256 of the font's file.
    """

    pdf: bytes
    pages: int
    anchors: Mapping[str, int]
    fonts: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """A line of JSON, then the PDF: how the cache keeps it."""
        facts = {"pages": self.pages, "anchors": dict(self.anchors), "fonts": dict(self.fonts)}
        return json.dumps(facts, ensure_ascii=True).encode() + b"\n" + self.pdf

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        facts, _, pdf = data.partition(b"\n")
        return cls(pdf=pdf, **json.loads(facts))
