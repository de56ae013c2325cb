"""Volumes as values: what stands in them, and how they are printed and offered.

They are frozen and picklable, and refer to essays by id. Lengths are in mm.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from florilege.catalogue.agreements import NeededRights
from florilege.catalogue.keys import TextKey
from florilege.catalogue.lengths import Length
from florilege.catalogue.writings import Body, Byline, EmojiPolicy, Spacing, Sponsor

Opening = Literal["next-page", "recto"]
Design = Literal["classique", "contemporain", "revue"]
Order = Literal["listed", "author", "date", "title"]
LettersPlace = Literal["online", "essay", "part"]
"""Where the letters to the essays of a volume stand: on the site alone, behind each essay, in a part."""
MeetingsPlace = Literal["online", "part", "calendar"]
"""What a volume prints of meetings: nothing, their minutes as the essays of a part, or when and where."""
Edition = Literal["screen", "press", "archive", "offprint", "ebook"]
CITED: tuple[Edition, ...] = ("press", "screen", "archive", "ebook")
"""The editions that may be cited, the first that a volume lists before all others."""
PressStandard = Literal["none", "pdf/x-4", "pdf/x-1a"]
"""What a file for a printer claims to be (ISO 15930-7: X-4, ISO 15930-1: X-1a)."""
Ink = Literal["grey", "cmyk"]
CoverTemplate = Literal["sobre", "portraits", "noms", "aucune"]
Palette = Literal["brique", "nuit", "sapin", "lie", "sable"]
Reading = Literal["up", "down"]
"""Which way a spine is read: up as in France, or down (ISO 6357)."""
IsbnOf = Literal["print", "pdf", "ebook"]
MatterKind = Literal[
    "dedication",
    "foreword",
    "preface",
    "afterword",
    "chronology",
    "encounters",
    "glossary",
    "acknowledgements",
    "errata",
    "colophon",
]
FRONT: tuple[MatterKind, ...] = ("foreword", "preface")
"""What stands before the essays and has a title, in printed order."""
CHRONOLOGY: MatterKind = "chronology"
"""The one that is no file: when and where people met."""
ENCOUNTERS: MatterKind = "encounters"
"""The one with a drawing: who names whom."""
TERMS: MatterKind = "glossary"
"""The one with the terms of the glossary that its essays use."""
BACK: tuple[MatterKind, ...] = (
    *("afterword", CHRONOLOGY, ENCOUNTERS, TERMS),
    *("acknowledgements", "errata"),
)
"""What stands behind them, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a volume; `essays` are ids in the order in which they are printed."""

    id: str
    title: str
    essays: tuple[str, ...]
    listed: tuple[str, ...] = ()
    """The ids in the volume's own list, known or not: what rules judge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A text of the front or back matter: preface, acknowledgements …"""

    volume: str
    """The id of the volume that it stands in."""
    kind: MatterKind
    title: str
    body: Body
    bylines: tuple[Byline, ...] = ()

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey("matter", self.volume, self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """A publisher or a printer."""

    name: str
    place: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """The ISBN and the price, as printed, of a volume as a file."""

    isbn: str = ""
    price: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trim:
    """The size of a page once cut, in mm."""

    width: float = 148.0
    height: float = 210.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """The least margins that the printers of a volume ask for, in mm: at the fold, and at the other edges."""

    inner: float = 0.0
    edge: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class PressRun:
    """A printer's work on a volume: who prints it, on what, and where that isn't as printers.yml says.

    Lengths are in mm; None leaves a figure to the printer.
    """

    printer: str = "custom"
    """An id of printers.yml."""
    paper: str = ""
    binding: str = ""
    """Ids of the printer's; empty for its first."""
    colour: Ink = "grey"
    """What the inside is printed with: black alone, or four colours."""
    profile: str = ""
    """The file of an ICC profile in the project's `profiles/`; empty for that of the paper."""
    inside: float | None = None
    bleed: float | None = None
    spine: float | None = None
    multiple: int | None = None
    last_blank: bool | None = None
    ink: int | None = None
    standard: PressStandard | None = None
    marks: bool = False
    """Crop marks around each page, which most printers refuse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignMargins:
    """The margins of an anthology's own design, in mm on A5; None leaves one to the base."""

    inner: float | None = None
    outer: float | None = None
    top: float | None = None
    bottom: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnDesign:
    """A design of the anthology's own, `design/<name>/`: one of ours with other figures, files or both."""

    name: str
    base: Design = "classique"
    size: float | None = None
    """pt on A5: the running text."""
    leading: float | None = None
    """A multiple of the size."""
    margins: DesignMargins = DesignMargins()
    initial: int | None = None
    """Lines that the initial of an essay takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How the cover of a volume looks; None leaves the choice to book/cover/cover.py."""

    template: CoverTemplate = "sobre"
    """`aucune`: there is none, or somebody else makes it."""
    palette: Palette | None = None
    picture: str | None = None
    """The path of an image: behind the front, or the whole cover from edge to edge."""
    whole: bool = False
    mark: str | None = None
    """The path of an image: the publisher's mark."""
    spine_text: Reading | None = None
    barcode: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """One tome, as its editor wants it; the file's body is the blurb."""

    id: str
    title: str
    parts: tuple[Part, ...]
    """Every part with its essays in printed order; one untitled part where the editor named none."""
    body: Body

    editors: tuple[Byline, ...] = ()
    matters: tuple[Matter, ...] = ()
    sponsors: tuple[Sponsor, ...] = ()
    hashtags: tuple[str, ...] = ()
    """By which networks find what is said of it, without `#`."""
    handles: tuple[str, ...] = ()
    """The accounts there of those who publish it, without the first `@`."""
    keep: tuple[str, ...] = ()
    """Names that typography leaves as their owners write them (brands with `!`)."""

    number: int | None = None
    subtitle: str = ""
    series: str = ""
    """The title of the whole work, of which this is a tome."""
    date: datetime.date | None = None
    publisher: Imprint | None = None
    printer: Imprint | None = None
    isbn: str = ""
    price: str = ""
    """Of the printed book."""
    pdf: Offer = Offer()
    ebook: Offer = Offer()
    doi: str = ""
    issn: str = ""
    """The series'."""
    thema: tuple[str, ...] = ()
    clil: tuple[str, ...] = ()
    """Subjects by the codes of the book trade, the main one first."""
    license: str = ""
    copyright: str = ""
    printed: str = ""
    printing: int | None = None
    """Which printing is made, from 1; None where the frozen editions are to tell (printings.py)."""
    legal_deposit: str = ""
    cataloguing: bool = False
    """Whether its imprint has cataloguing data for libraries."""
    trim: Trim = Trim()
    design: Design = "classique"
    own_design: OwnDesign | None = None
    """The anthology's own, of which `design` is the base."""
    editions: tuple[Edition, ...] = ("screen",)
    press: tuple[PressRun, ...] = ()
    """The printers of the edition `press`, in the editor's order."""
    cover: Cover = Cover()
    margins: Margins = Margins()
    """Unknown until pages are counted; then the press gives them."""
    opening: Opening = "next-page"
    order: Order = "listed"
    """How essays that no part lists are put in order."""
    letters: LettersPlace = "online"
    meetings: MeetingsPlace = "online"
    spacing: Spacing = "volume"
    emoji: EmojiPolicy = "print"
    length: Length = field(default_factory=Length)
    consents: NeededRights = field(default_factory=NeededRights)
    """What its authors must have agreed to."""
    withheld: frozenset[tuple[Edition, str]] = frozenset()
    """The editions, listed or not, each with an essay that it may not hold for want of a consent; of
    `offprint`, the essays that nobody may have alone. Unknown until consents are looked at (withheld.py).
    """

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey("volume", self.id)

    @property
    def lang(self) -> str:
        """The language of the text and of its fields, BCP 47."""
        return self.body.lang

    @property
    def essays(self) -> tuple[str, ...]:
        """The ids of all its essays, in printed order."""
        return tuple(essay for part in self.parts for essay in part.essays)

    def holds(self, edition: Edition, essay: str) -> bool:
        """Whether an edition may hold an essay of the volume."""
        return (edition, essay) not in self.withheld

    def in_edition(self, edition: Edition) -> "Volume":
        """The volume as an edition holds it: itself where nothing is withheld from it.

        Offprints are cut from the tome to read.
        """
        tome: Edition = "screen" if edition == "offprint" else edition
        if all(self.holds(tome, essay) for essay in self.essays):
            return self
        parts = (
            replace(part, essays=tuple(essay for essay in part.essays if self.holds(tome, essay)))
            for part in self.parts
        )
        return replace(self, parts=tuple(part for part in parts if part.essays))

    def isbn_of(self, essay: str) -> str:
        """The ISBN under which an essay is cited: of the printed book, unless that may not hold it."""
        forms: Mapping[Edition, str] = {"press": self.isbn, "screen": self.pdf.isbn, "ebook": self.ebook.isbn}
        return next((isbn for edition, isbn in forms.items() if self.holds(edition, essay)), "")

    @property
    def cited_edition(self) -> Edition:
        """The edition whose pages are cited, on paper if there is one; essays outside of it have none."""
        there = (each for each in CITED if each in self.editions and self.in_edition(each).essays)
        return next(there, "screen")

    @property
    def has_pages(self) -> bool:
        """Whether there is an edition whose pages have numbers: an e-book that is alone has none."""
        return any(each != "ebook" for each in self.editions)

    @property
    def refused(self) -> frozenset[Edition]:
        """The editions that aren't made because a consent is lacking, where the volume wants it so."""
        if self.consents.lacking != "refuse":
            return frozenset()
        return frozenset(edition for edition, _ in self.withheld)

    @property
    def isbns(self) -> Mapping[IsbnOf, str]:
        """The ISBN of each form that the volume has one in: of the printed book first."""
        each: Mapping[IsbnOf, str] = {"print": self.isbn, "pdf": self.pdf.isbn, "ebook": self.ebook.isbn}
        return {form: isbn for form, isbn in each.items() if isbn}

    def matter(self, kind: MatterKind) -> Matter | None:
        """The front or back matter of a kind; None where the volume has none."""
        return next((matter for matter in self.matters if matter.kind == kind), None)
