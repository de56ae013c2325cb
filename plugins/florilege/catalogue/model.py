"""The catalogue: what `contributions/` holds, as values.

Everything here is frozen and picklable, and knows neither Markdown nor HTML nor files. They refer to
each other by id; `Catalogue` resolves them. Paths are POSIX, relative to `contributions/`.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import Literal

from florilege.catalogue.agreements import Consents, NeededRights
from florilege.catalogue.costs import VolumeCosts
from florilege.catalogue.frozen import FrozenEdition
from florilege.catalogue.keys import HOME, TextKey
from florilege.catalogue.lengths import Length
from florilege.catalogue.plans import VolumePlan
from florilege.catalogue.rounds import ProofRound
from florilege.catalogue.same_language import same_language
from florilege.catalogue.sorting import collation_key, fold
from florilege.catalogue.threads import Thread, threads
from florilege.language.formats import spoken_days

Status = Literal["draft", "review", "accepted", "published", "withdrawn"]
NOT_READY: tuple[Status, ...] = ("draft", "withdrawn")
"""A text of such a status isn't published; an essay is in no volume then, even where the editor lists it."""
Genre = Literal["verse", "drama", "letter", "interview"]
"""What a text is that isn't set as other prose."""
Opening = Literal["next-page", "recto"]
Design = Literal["classique", "contemporain", "revue"]
Order = Literal["listed", "author", "date", "title"]
LettersPlace = Literal["online", "essay", "part"]
"""Where the letters to the essays of a volume stand: on the site alone, behind each essay, in a part."""
MeetingsPlace = Literal["online", "part", "calendar"]
"""What a volume prints of meetings: nothing, their minutes as the essays of a part, or when and where."""
Spacing = Literal["volume", "author"]
"""Whose customs the spaces around punctuation follow."""
EmojiPolicy = Literal["print", "text", "drop"]
"""What paper makes of emoji: print them as they are, say them in words, or leave them out."""
Edition = Literal["screen", "press", "archive", "offprint", "ebook"]
CITED: tuple[Edition, ...] = ("press", "screen", "archive", "ebook")
"""The editions whose pages may be cited, the first that a volume lists before all others."""
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
BACK: tuple[MatterKind, ...] = ("afterword", CHRONOLOGY, ENCOUNTERS, "acknowledgements", "errata")
"""What stands behind them, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The Markdown of one file, after its front matter."""

    path: str
    line: int
    """The file's line on which `markdown` begins, from 1."""
    markdown: str
    lang: str
    """BCP 47, e.g. `fr`, `fr-CA`, `en`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """A name as printed. `Catalogue.authors[author]` says who it is."""

    name: str
    author: str | None = None
    organisation: bool = False
    """Not a person: a name that has no family name and is never turned round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that an author gives, and what to call it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person who writes, or an organisation; the file's body is the bio."""

    id: str
    name: str
    sort_name: str
    """« Family, Given », as indexes print and sort it."""
    body: Body

    links: tuple[Link, ...] = ()
    also_known_as: tuple[str, ...] = ()

    organisation: bool = False
    headline: str = ""
    portrait: str | None = None
    orcid: str | None = None
    isni: str | None = None
    account: str = ""
    """The author's name on the forge, by which proposals are told to be theirs; not published."""

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey("author", self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """Who has helped a volume or an essay; `tier` is the heading that it stands under, `url` its website."""

    name: str
    tier: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay:
    """One contribution, as its author wrote it."""

    id: str
    title: str
    bylines: tuple[Byline, ...]
    body: Body

    tags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    subtitle: str = ""
    short_title: str = ""
    abstract: str = ""
    genre: Genre | None = None
    """What all of it is."""
    description: str = ""
    excerpt: str = ""
    """The passage by which it is shared."""
    sponsor: Sponsor | None = None
    """Who has paid for it."""
    date: datetime.date | None = None
    license: str = ""
    """SPDX id, e.g. `CC-BY-4.0`; or the words of one that we don't know."""
    doi: str = ""
    status: Status = "published"
    unlisted: bool = False
    """Whether its page is for those alone who have its address."""
    embargo: datetime.date | None = None
    """The day from which it may be published."""
    translators: tuple[Byline, ...] = ()
    """Who translated it, of an essay in another language than its author's."""
    volume: str | None = None
    """The volume named in the essay's own front matter; `Catalogue.volume_of` knows where it stands."""
    part: str | None = None
    order: int | None = None

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey.of_printed(self.id)

    @property
    def shown_by(self) -> TextKey:
        """The text whose page shows it: its own, or that of a translation (`Translation.of`)."""
        return TextKey("translation", self.id, self.body.lang) if self.translators else self.key

    @property
    def lang(self) -> str:
        """The language of the text and of its fields, BCP 47."""
        return self.body.lang

    @property
    def running_title(self) -> str:
        """The title in running heads: the short one, if there is one."""
        return self.short_title or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """An essay in another language than its author's."""

    essay: str
    """The id of the essay."""
    title: str
    translators: tuple[Byline, ...]
    body: Body
    subtitle: str = ""
    short_title: str = ""
    abstract: str = ""
    description: str = ""
    date: datetime.date | None = None
    translates: str = ""
    """The fingerprint of what it translates (fingerprints.py)."""
    status: Status = "published"

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey("translation", self.essay, self.body.lang)

    def of(self, essay: Essay) -> Essay:
        """The essay as translated."""
        return replace(
            essay,
            title=self.title,
            subtitle=self.subtitle,
            short_title=self.short_title,
            abstract=self.abstract,
            description=self.description,
            excerpt="",
            body=self.body,
            translators=self.translators,
            date=self.date or essay.date,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What somebody has written in answer to an essay, or to another letter."""

    essay: str
    """The id of the essay."""
    id: str
    bylines: tuple[Byline, ...]
    date: datetime.date
    body: Body
    title: str = ""
    answers: str | None = None
    """The id of the letter to the same essay that it answers; None where it answers the essay."""
    license: str = ""
    status: Status = "published"

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey("letter", self.essay, self.id)

    @property
    def lang(self) -> str:
        """The language of the text and of its fields, BCP 47."""
        return self.body.lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Where people met: a house, a town, or both; `coordinates` are latitude and longitude in degrees."""

    name: str = ""
    town: str = ""
    coordinates: tuple[float, float] | None = None

    def __str__(self) -> str:
        """« Halte de Vernoux, Valbrune »."""
        return ", ".join(each for each in (self.name, self.town) if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """When people met, and where; the file's body is the minutes."""

    id: str
    title: str
    days: tuple[datetime.date, ...]
    """Each day of it, the first first."""
    place: Venue
    body: Body
    organisers: tuple[Byline, ...] = ()
    persons: tuple[Byline, ...] = ()
    """Who came, besides those who organised it."""
    abstract: str = ""
    excerpts: tuple[str, ...] = ()
    """Passages to think about."""
    license: str = ""
    status: Status = "published"
    volume: str | None = None
    """The volume that may print it; None for any."""

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey("meeting", self.id)

    @property
    def lang(self) -> str:
        """The language of the text and of its fields, BCP 47."""
        return self.body.lang

    @property
    def company(self) -> tuple[Byline, ...]:
        """All who were there, each once."""
        names = ((each.author or each.name, each) for each in (*self.organisers, *self.persons))
        return tuple(dict(names).values())

    @property
    def as_essay(self) -> Essay:
        """The minutes as a volume prints them: its id is what the anchors in the text begin with."""
        return Essay(
            id=self.key.prefix,
            title=self.title,
            subtitle=f"{self.place}, {spoken_days(self.days, self.lang)}",
            bylines=self.organisers,
            body=self.body,
            abstract=self.abstract,
            date=self.days[0],
            license=self.license,
            status=self.status,
        )


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraPage:
    """A page of the site that is no part of the anthology: legal notices, who makes it, how to take part."""

    id: str
    """Its path below `pages/`, without `.md`."""
    title: str
    body: Body
    description: str = ""
    status: Status = "published"
    menu: bool = False
    """Whether the menu names it; the foot of each page names the others."""
    order: int | None = None
    """Its rank among them."""

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey("page", self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFile:
    """A file that readers may download as it is."""

    path: str
    """Below `files/`."""
    title: str
    size: int
    """bytes"""

    @property
    def key(self) -> TextKey:
        """What links to it call it."""
        return TextKey("file", self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of the catalogue, and what it belongs to."""

    key: TextKey
    body: Body
    title: str = ""
    of: Author | Essay | Letter | Meeting | Volume | Matter | ExtraPage | None = None
    """Whose body it is; none for the home page and for a text whose front matter is in error."""
    volume: Volume | None = None
    """The volume that it stands in."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All that `contributions/` holds. Mappings are in order of id (volumes: of number, then id)."""

    title: str
    home: Body
    authors: Mapping[str, Author] = field(default_factory=dict)
    essays: Mapping[str, Essay] = field(default_factory=dict)
    translations: Mapping[TextKey, Translation] = field(default_factory=dict)
    letters: Mapping[TextKey, Letter] = field(default_factory=dict)
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    volumes: Mapping[str, Volume] = field(default_factory=dict)
    pages: Mapping[str, ExtraPage] = field(default_factory=dict)
    description: str = ""
    files: tuple[SharedFile, ...] = ()
    """In the editor's order."""
    plans: Mapping[str, VolumePlan] = field(default_factory=dict)
    """Volume id → what its editor plans; and so what it costs; of essays what their authors agreed to."""
    costs: Mapping[str, VolumeCosts] = field(default_factory=dict)
    consents: Mapping[str, Consents] = field(default_factory=dict)
    faulty_records: frozenset[str] = frozenset()
    """Paths of those of these files that are in error."""

    images: tuple[str, ...] = ()
    """Paths of the pictures beside the texts, sorted; their names are vetted, their contents aren't."""
    image_files: Mapping[str, str] = field(default_factory=dict)
    """Path → that of its file, for those whose files have names that no address has."""
    of_site: frozenset[str] = frozenset()
    """Paths of the files that mkdocs.yml names for the look of the site."""
    refused: frozenset[TextKey] = frozenset()
    """Keys of texts left out because they are in error: known, yet not here."""
    faulty: Mapping[TextKey, Body] = field(default_factory=dict)
    """Key → body of those whose front matter is in error: looked at, so that all is said at once."""
    faulty_titles: Mapping[TextKey, str] = field(default_factory=dict)
    """Key → title of those, where it could be read."""
    faulty_names: Mapping[str, str] = field(default_factory=dict)
    """Id → name of authors in error, where it could be read."""
    faulty_bylines: Mapping[str, tuple[Byline, ...]] = field(default_factory=dict)
    """Path → bylines of essays in error, where they could be read."""
    faulty_places: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """Path → volume and part that an essay in error asks for, where they could be read."""
    aside: frozenset[str] = frozenset()
    """Paths of drafts, and of essays in no folder of their own: looked at, not published."""
    rounds: Mapping[str, tuple[ProofRound, ...]] = field(default_factory=dict)
    """Volume id → the rounds of its proofs, by number."""
    frozen: Mapping[str, tuple[FrozenEdition, ...]] = field(default_factory=dict)
    """Volume id → its printings, by number."""
    places: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    """Path → field (`title`, `authors.0`, `parts.1.essays.0`) → its line and column, from 1."""

    def place_of(self, path: str, field: str) -> tuple[int, int]:
        """Line and column of a field, from 1, or of the field around it; else (1, 0), the first line."""
        places = self.places.get(path, {})
        while field:
            if field in places:
                return places[field]
            field = field.rpartition(".")[0]
        return 1, 0

    def texts(self) -> Iterator[Text]:
        """Every text once: home page, those in error, pages, notices, essays, letters, meetings, volumes,
        each with its matter.
        """
        yield Text(key=HOME, body=self.home, title=self.title)
        for key, body in self.faulty.items():
            yield Text(key=key, body=body, title=self.faulty_titles.get(key, ""))
        for page in self.pages.values():
            yield Text(key=page.key, body=page.body, title=page.title, of=page)
        for author in self.authors.values():
            yield Text(key=author.key, body=author.body, title=author.name, of=author)
        for essay in self.essays.values():
            volume = self.volume_of.get(essay.id)
            yield Text(key=essay.key, body=essay.body, title=essay.title, of=essay, volume=volume)
        for key, translation in self.translations.items():
            of = translation.of(self.essays[key.id])
            volume = self.volume_of.get(key.id)
            yield Text(key=key, body=translation.body, title=translation.title, of=of, volume=volume)
        for letter in self.letters.values():
            volume = self.volume_of.get(letter.essay)
            yield Text(key=letter.key, body=letter.body, title=letter.title, of=letter, volume=volume)
        for meeting in self.meetings.values():
            printed = self.volumes.get(meeting.volume or "")
            yield Text(key=meeting.key, body=meeting.body, title=meeting.title, of=meeting, volume=printed)
        for volume in self.volumes.values():
            yield Text(key=volume.key, body=volume.body, title=volume.title, of=volume, volume=volume)
            for matter in volume.matters:
                yield Text(key=matter.key, body=matter.body, title=matter.title, of=matter, volume=volume)

    @cached_property
    def volume_of(self) -> Mapping[str, Volume]:
        """Essay id → the volume it stands in."""
        return {essay: volume for volume in self.volumes.values() for essay in volume.essays}

    @cached_property
    def notice_in(self) -> Mapping[str, Volume]:
        """Author id → the first volume that has an essay of theirs, and so prints their notice."""
        return {
            byline.author: volume
            for volume in reversed([*self.volumes.values()])
            for essay in volume.essays
            if essay in self.essays
            for byline in self.essays[essay].bylines
            if byline.author
        }

    def translations_for(self, volume: Volume) -> Mapping[str, Translation]:
        """Essay id → the translation that a volume prints in its place: into the volume's own language."""
        return {
            key.id: translation
            for key, translation in self.translations.items()
            if self.volume_of.get(key.id) == volume
            and translation.status not in NOT_READY
            and same_language(key.matter, volume.lang)
            and not same_language(self.essays[key.id].lang, volume.lang)
        }

    @cached_property
    def threads(self) -> Mapping[str, tuple[Thread[Letter], ...]]:
        """Essay id → the letters to it that may be published, each with those that answer it."""
        ready = [letter for letter in self.letters.values() if letter.status not in NOT_READY]
        ready.sort(key=lambda letter: (letter.essay, letter.date, letter.id))
        return {
            essay: threads({letter.id: letter for letter in group}, lambda letter: letter.answers)
            for essay, group in groupby(ready, lambda letter: letter.essay)
        }

    def letters_to(self, essay: str) -> tuple[Letter, ...]:
        """The letters to an essay that may be published: each before those that answer it."""
        return tuple(letter for thread in self.threads.get(essay, ()) for letter in thread)

    def printed_letters(self, volume: Volume) -> Mapping[str, tuple[Letter, ...]]:
        """Essay id → the letters to it that the volume prints, of those that have any; in printed order."""
        wanted = volume.essays if volume.letters != "online" else ()
        return {id: letters for id in wanted if (letters := self.letters_to(id))}

    def printed_meetings(self, volume: Volume) -> tuple[Meeting, ...]:
        """The meetings that a volume tells of, the oldest first: those that name it or no volume."""
        found = (
            meeting
            for meeting in self.meetings.values()
            if volume.meetings != "online"
            and meeting.volume in (None, volume.id)
            and meeting.status not in NOT_READY
        )
        return tuple(sorted(found, key=lambda meeting: (meeting.days, meeting.id)))

    def running_texts(self, volume: Volume) -> tuple[TextKey, ...]:
        """The keys of a volume's essays and letters and of its titled matter, in printed order."""
        front, back = (
            [each.key for kind in kinds if (each := volume.matter(kind))] for kinds in (FRONT, BACK)
        )
        letters = self.printed_letters(volume)
        texts: list[TextKey] = []
        for id in volume.essays:
            texts.append(TextKey.of_printed(id))
            if volume.letters == "essay":
                texts += (letter.key for letter in letters.get(id, ()))
        if volume.letters == "part":
            texts += (letter.key for each in letters.values() for letter in each)
        return (*front, *texts, *back)

    @cached_property
    def designs(self) -> frozenset[Design]:
        """The book designs of the volumes; that of a volume that says nothing where there is none."""
        return frozenset(volume.design for volume in self.volumes.values()) or frozenset({"classique"})

    @cached_property
    def essays_by(self) -> Mapping[str, tuple[Essay, ...]]:
        """Author id → the essays signed, volumes' order first, then those in no volume."""
        placed = [self.essays[id] for id in self.volume_of if id in self.essays]
        rest = [essay for essay in self.essays.values() if essay.id not in self.volume_of]
        signed: dict[str, dict[str, Essay]] = {author: {} for author in self.authors}
        for essay in placed + rest:
            for byline in essay.bylines:
                if byline.author in signed:
                    signed[byline.author][essay.id] = essay
        return {author: tuple(essays.values()) for author, essays in signed.items()}

    def works_in(self, volume: Volume) -> Mapping[str, tuple[Essay, ...]]:
        """Author id → the essays of a volume that they signed, in printed order; the order of the names."""
        signed: dict[str, dict[str, Essay]] = {}
        for essay in (self.essays[id] for id in volume.essays):
            for byline in essay.bylines:
                if byline.author:
                    signed.setdefault(byline.author, {})[essay.id] = essay
        names = sorted(signed, key=lambda id: collation_key(self.authors[id].sort_name))
        return {id: tuple(signed[id].values()) for id in names}

    @cached_property
    def _people(self) -> Mapping[str, Author | None]:
        """How a name is spelled → whose it is; None where it is several authors'."""
        own = _whose(
            (_key(name), each) for each in self.authors.values() for name in (each.name, each.sort_name)
        )
        others = ((_key(name), each) for each in self.authors.values() for name in each.also_known_as)
        return _whose(others) | own

    @cached_property
    def _alike(self) -> Mapping[str, Author | None]:
        """The letters of a name → whose it is, likewise."""
        names = ((each, name) for each in self.authors.values() for name in (each.name, *each.also_known_as))
        return _whose((fold(name), each) for each, name in names)

    def person(self, name: str) -> Author | None:
        """The author whom a mention `[[name]]` names, by name, sort name or other name, if there is one.

        A name of several authors is nobody's; another name of one that is another's own name is that one's.
        """
        return self._people.get(_key(name))

    def namesakes(self, name: str) -> tuple[str, ...]:
        """The ids of the authors whose own name is spelled so."""
        return tuple(id for id, author in self.authors.items() if _key(author.name) == _key(name))

    def person_like(self, name: str) -> Author | None:
        """The only author whose name has these letters, accents, case and signs apart, if there is one."""
        return self._alike.get(fold(name))


def _whose(names: Iterable[tuple[str, Author]]) -> dict[str, Author | None]:
    result: dict[str, Author | None] = {}
    for name, author in names:
        result[name] = author if result.get(name, author) == author else None
    return result


def _key(name: str) -> str:
    """What spellings of a name share: case, the kind of apostrophe and that of spaces don't matter."""
    return " ".join(name.casefold().replace("’", "'").split())
