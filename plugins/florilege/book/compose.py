"""Volume, Anthology → the sheets of a tome, in printed order.

`compose` is a pure function of the anthology and of the page numbers known so far; where none is known
yet, `000` stands for it. Setting, placing and composing again, until nothing moves, numbers the tome
(press.py). The order of the sheets is that of French custom (Brossard, « Correcteur typographe », 1934).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from florilege.addresses import site_path
from florilege.anthology import Anthology
from florilege.book.index import index_of_persons
from florilege.book.sheet import LEADING, Entry, Geometry, Job, Sheet, geometry
from florilege.book.typeset import SCHEME, Target, printed
from florilege.licenses import LICENSES
from florilege.model import Author, Byline, Essay, MatterKind, Part, Volume
from florilege.prose.emojis import print_emoji
from florilege.prose.model import Prose
from florilege.prose.typography import fix_plain
from florilege.sorting import collation_key
from florilege.texts import locale_for
from florilege.words import words

FRONT: tuple[MatterKind, ...] = ("foreword", "preface")
BACK: tuple[MatterKind, ...] = ("afterword", "acknowledgements")

TABLE = "tome--table"
UNKNOWN_PAGE = "000"
HEAD_LENGTH = 62
"""Characters that a running head can hold on one line of the narrowest measure (poche, 11 × 18 cm: 84 mm)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of a table: what, by whom, where; `rank` names its look."""

    rank: str
    title: str
    anchor: str
    by: str = ""
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class Composer:
    """What every sheet of one volume is composed from."""

    volume: Volume
    anthology: Anthology
    numbers: Mapping[str, int]
    site_url: str

    @property
    def geometry(self) -> Geometry:
        return geometry(self.volume.trim)

    @property
    def words(self) -> Mapping[str, str]:
        return words(self.volume.lang)

    @property
    def essays(self) -> tuple[Essay, ...]:
        return tuple(self.anthology.catalogue.essays[id] for id in self.volume.essays)

    @property
    def authors(self) -> tuple[Author, ...]:
        """Those who wrote in this volume, in the order of the alphabet."""
        people = self.anthology.catalogue.authors
        signed = {byline.author for essay in self.essays for byline in essay.bylines if byline.author}
        return tuple(sorted((people[id] for id in signed), key=lambda a: collation_key(a.sort_name)))

    @property
    def book_title(self) -> str:
        return self.plain(self.volume.title)

    def plain(self, text: str, lang: str = "") -> str:
        """A field of a front matter, as printed: its spaces, quotes and emoji."""
        locale = locale_for(self.volume, lang or self.volume.lang)
        return print_emoji(
            fix_plain(text, locale, keep=self.volume.keep), self.volume.emoji, self.volume.lang
        )

    def names(self, bylines: Sequence[Byline]) -> str:
        """« A, B et C »."""
        return enumeration([byline.name for byline in bylines], self.words["and"])

    def license(self, id: str) -> str:
        """What people call a licence."""
        known = LICENSES.get(id)
        return known.name(self.volume.lang) if known else id

    def page(self, anchor: str) -> str:
        return str(self.numbers.get(anchor, UNKNOWN_PAGE))

    def body(self, prose: Prose) -> Markup:
        """A text set for the page. Its HTML was sanitised when it was set (prose/)."""
        return Markup(
            printed(
                prose,
                target=self.target,
                images=self.anthology.images,
                measure=self.geometry.measure,
                text=lambda run: print_emoji(run, self.volume.emoji, self.volume.lang),
            )
        )

    def target(self, key: str) -> Target:
        """Where a link to another text leads: to a page of this tome, else to the site."""
        text, _, fragment = key.partition("#")
        prose = self.anthology.prose.get(text)
        kind, _, id = text.partition("/")
        here = kind == "essays" and id in self.volume.essays
        if here and prose:
            anchor = fragment or prose.prefix
            return Target(href=f"{SCHEME}{anchor}", label=self.words["page"].format(page=self.page(anchor)))
        other = self.anthology.catalogue.volume_of.get(id) if kind == "essays" else None
        label = ""
        if other and other.number is not None:
            label = self.words["volume_reference"].format(number=other.number)
        return Target(href=f"{self.site_url}{site_path(text)}" if self.site_url else "", label=label)

    def sheet(self, id: str, template: str, title: str, values: Mapping[str, object], **facts: Any) -> Sheet:
        """Fill in a template; `facts` are the other fields of the sheet."""
        lang = facts.pop("lang", "") or self.volume.lang
        html = (
            templates()
            .get_template(f"{template}.html")
            .render(
                id=id, title=title, lang=lang, composer=self, volume=self.volume, words=self.words, **values
            )
        )
        return Sheet(id=id, title=title, html=html, lang=lang, **facts)

    def titled(self, id: str, template: str, title: str, values: Mapping[str, object], **facts: Any) -> Sheet:
        """A titled sheet of the front or back matter: on a recto, heads are the book's title and its own."""
        return self.sheet(
            id,
            template,
            title,
            values,
            side="recto",
            folios="not-first",
            heads=(shorten(self.book_title), shorten(title)),
            outline=(Entry(level=1, title=title, anchor=id),),
            **facts,
        )


def compose(
    volume: Volume,
    anthology: Anthology,
    numbers: Mapping[str, int],
    *,
    site_url: str = "",
    proof: bool = False,
) -> tuple[Sheet, ...]:
    """The sheets of a tome, in printed order, or, for a proof, its parts alone.

    `numbers` maps an anchor to its page, from 1.
    """
    composer = Composer(volume=volume, anthology=anthology, numbers=numbers, site_url=site_url)
    steps = (_parts,) if proof else STEPS
    return tuple(sheet for step in steps for sheet in step(composer))


def _half_title(composer: Composer) -> Iterator[Sheet]:
    title = composer.plain(composer.volume.series) or composer.book_title
    yield composer.sheet("tome--half-title", "half-title", title, {}, side="recto")


def _title_page(composer: Composer) -> Iterator[Sheet]:
    title = composer.book_title
    outline = (Entry(level=1, title=title, anchor="tome--title"),)
    yield composer.sheet("tome--title", "title-page", title, {}, side="recto", outline=outline)


def _imprint(composer: Composer) -> Iterator[Sheet]:
    colophon = composer.anthology.prose.get(f"volumes/{composer.volume.id}/colophon")
    title = composer.words["imprint"]
    images = colophon.images if colophon else ()
    yield composer.sheet(
        "tome--imprint", "imprint", title, {"colophon": colophon}, side="verso", images=images
    )


def _dedication(composer: Composer) -> Iterator[Sheet]:
    if prose := _matter_prose(composer, "dedication"):
        yield composer.sheet(
            prose.prefix, "dedication", "", {"prose": prose}, side="recto", images=prose.images
        )


def _contents(composer: Composer) -> Iterator[Sheet]:
    """The short table in front: parts and matter, or the essays where there are no parts."""
    lines = [line for line in _lines(composer) if line.rank != "essay" or not _has_parts(composer.volume)]
    yield _entries(composer, "tome--contents", composer.words["contents"], lines)


def _front(composer: Composer) -> Iterator[Sheet]:
    for kind in FRONT:
        yield from _matter(composer, kind)


def _parts(composer: Composer) -> Iterator[Sheet]:
    for number, part in enumerate(composer.volume.parts, 1):
        if part.title:
            yield _part(composer, part, number)
        level = 2 if part.title else 1
        for id in part.essays:
            yield _essay(composer, composer.anthology.catalogue.essays[id], level)


def _back(composer: Composer) -> Iterator[Sheet]:
    for kind in BACK:
        yield from _matter(composer, kind)


def _sponsors(composer: Composer) -> Iterator[Sheet]:
    sponsors = composer.volume.sponsors
    if not sponsors:
        return
    tiers = {
        tier: [s for s in sponsors if s.tier == tier] for tier in dict.fromkeys(s.tier for s in sponsors)
    }
    title = composer.words["sponsors"]
    outline = (Entry(level=1, title=title, anchor="tome--sponsors"),)
    yield composer.sheet("tome--sponsors", "sponsors", title, {"tiers": tiers}, side="recto", outline=outline)


def _notices(composer: Composer) -> Iterator[Sheet]:
    authors = composer.authors
    if not authors:
        return
    notices = [
        (author, composer.anthology.prose[f"authors/{author.id}"], _works(composer, author))
        for author in authors
    ]
    images = tuple(image for _, prose, _ in notices for image in prose.images)
    yield composer.titled(
        "tome--notices", "notices", composer.words["notices"], {"notices": notices}, images=images
    )


def _index(composer: Composer) -> Iterator[Sheet]:
    texts = [composer.anthology.prose[key] for key in _keys(composer)]
    letters = index_of_persons(
        texts, composer.anthology.catalogue, composer.numbers, lang=composer.volume.lang
    )
    if letters:
        yield composer.titled("tome--index", "index", composer.words["index"], {"letters": letters})


def _table(composer: Composer) -> Iterator[Sheet]:
    lines = [line for line in _lines(composer) if line.anchor != TABLE]
    yield _entries(composer, TABLE, composer.words["table"], lines)


def _printing(composer: Composer) -> Iterator[Sheet]:
    volume = composer.volume
    mentions = (
        volume.printed,
        volume.printer,
        volume.publisher,
        volume.legal_deposit,
        volume.isbn,
        volume.price,
    )
    if any(mentions):
        yield composer.sheet("tome--printing", "printing", composer.words["printing"], {})


STEPS = (
    _half_title,
    _title_page,
    _imprint,
    _dedication,
    _contents,
    _front,
    _parts,
    _back,
    _sponsors,
    _notices,
    _index,
    _table,
    _printing,
)


def _essay(composer: Composer, essay: Essay, level: int) -> Sheet:
    prose = composer.anthology.prose[f"essays/{essay.id}"]
    people = composer.anthology.catalogue.authors
    signatures = [(byline, people.get(byline.author or "")) for byline in essay.bylines]
    portraits = [author.portrait for _, author in signatures if author and author.portrait]
    title = composer.plain(essay.title, essay.lang)
    return composer.sheet(
        prose.prefix,
        "essay",
        title,
        {"essay": essay, "signatures": signatures, "prose": prose},
        lang=essay.lang,
        side="recto" if composer.volume.opening == "recto" else "any",
        folios="all",
        heads=(
            shorten(composer.plain(composer.names(essay.bylines))),
            shorten(composer.plain(essay.running_title, essay.lang)),
        ),
        outline=(Entry(level=level, title=title, anchor=prose.prefix),),
        images=(*portraits, *prose.images),
        essay=essay.id,
    )


def _part(composer: Composer, part: Part, number: int) -> Sheet:
    id = f"part--{part.id}"
    title = composer.plain(part.title)
    outline = (Entry(level=1, title=title, anchor=id),)
    return composer.sheet(id, "part", title, {"number": number}, side="recto", outline=outline)


def _matter(composer: Composer, kind: MatterKind) -> Iterator[Sheet]:
    matter = composer.volume.matter(kind)
    prose = _matter_prose(composer, kind)
    if matter and prose:
        title = composer.plain(matter.title)
        values = {"matter": matter, "prose": prose}
        yield composer.titled(
            prose.prefix, "matter", title, values, images=prose.images, lang=matter.body.lang
        )


def _matter_prose(composer: Composer, kind: MatterKind) -> Prose | None:
    return composer.anthology.prose.get(f"volumes/{composer.volume.id}/{kind}")


def _entries(composer: Composer, id: str, title: str, lines: Sequence[Line]) -> Sheet:
    return composer.titled(id, "entries", title, {"lines": lines})


def _lines(composer: Composer) -> Iterator[Line]:
    """All that a table of contents lists, in printed order."""
    yield from _matter_lines(composer, FRONT)
    for part in composer.volume.parts:
        if part.title:
            yield Line(rank="group", title=composer.plain(part.title), anchor=f"part--{part.id}")
        for id in part.essays:
            essay = composer.anthology.catalogue.essays[id]
            prose = composer.anthology.prose[f"essays/{id}"]
            yield Line(
                rank="essay",
                title=composer.plain(essay.title, essay.lang),
                anchor=prose.prefix,
                by=composer.names(essay.bylines),
                lang=essay.lang,
            )
    yield from _matter_lines(composer, BACK)
    if composer.volume.sponsors:
        yield Line(rank="matter", title=composer.words["sponsors"], anchor="tome--sponsors")
    if composer.authors:
        yield Line(rank="matter", title=composer.words["notices"], anchor="tome--notices")
    if any(composer.anthology.prose[key].mentions for key in _keys(composer)):
        yield Line(rank="matter", title=composer.words["index"], anchor="tome--index")
    yield Line(rank="matter", title=composer.words["table"], anchor=TABLE)


def _matter_lines(composer: Composer, kinds: Iterable[MatterKind]) -> Iterator[Line]:
    for kind in kinds:
        matter, prose = composer.volume.matter(kind), _matter_prose(composer, kind)
        if matter and prose:
            by = composer.names(matter.bylines) if matter.bylines else ""
            yield Line(rank="matter", title=composer.plain(matter.title), anchor=prose.prefix, by=by)


def _keys(composer: Composer) -> Iterator[str]:
    """The keys of the texts that the index of persons covers, in printed order."""
    matters = [f"volumes/{composer.volume.id}/{kind}" for kind in (*FRONT, *BACK)]
    for key in (
        *matters[: len(FRONT)],
        *(f"essays/{id}" for id in composer.volume.essays),
        *matters[len(FRONT) :],
    ):
        if key in composer.anthology.prose:
            yield key


def _works(composer: Composer, author: Author) -> list[Line]:
    """The essays of an author in this volume."""
    return [
        Line(
            rank="essay",
            title=composer.plain(essay.title, essay.lang),
            anchor=composer.anthology.prose[f"essays/{essay.id}"].prefix,
            lang=essay.lang,
        )
        for essay in composer.essays
        if any(byline.author == author.id for byline in essay.bylines)
    ]


def _has_parts(volume: Volume) -> bool:
    return any(part.title for part in volume.parts)


def enumeration(items: Sequence[str], conjunction: str) -> str:
    """A list in words.

    >>> enumeration(["A", "B", "C"], "et")
    'A, B et C'
    """
    return f" {conjunction} ".join(part for part in (", ".join(items[:-1]), *items[-1:]) if part)


def roman(number: int) -> str:
    """A number from 1 in Roman numerals.

    >>> [roman(number) for number in (4, 19, 2026)]
    ['IV', 'XIX', 'MMXXVI']
    """
    numerals = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X"}
    text = ""
    for value, numeral in (numerals | {9: "IX", 5: "V", 4: "IV", 1: "I"}).items():
        count, number = divmod(number, value)
        text += numeral * count
    return text


def shorten(text: str) -> str:
    """A running head on one line: cut after a word and marked with an ellipsis if need be."""
    if len(text) <= HEAD_LENGTH:
        return text
    return text[: HEAD_LENGTH - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—\u00a0\u202f") + "…"


def job(sheet: Sheet, anthology: Anthology, volume: Volume) -> Job:
    """What a worker needs to set a sheet: its document and the bytes of its images."""
    images = {}
    for path in sheet.images:
        image = anthology.images[path]
        images[SCHEME + path] = (image.mime, image.file.read_bytes())
    return Job(html=document(sheet, volume), images=images)


def document(sheet: Sheet, volume: Volume) -> str:
    """The whole HTML document of one sheet."""
    return (
        f'<!doctype html><html lang="{sheet.lang}"><head><meta charset="utf-8">'
        f"<style>{style(volume, 'page.css')}{style(volume, 'book.css')}</style></head>"
        f"<body>{sheet.html}</body></html>"
    )


def style(volume: Volume, name: str) -> str:
    """A style sheet for the geometry of a volume (a template, so that a figure stands in one place)."""
    return _style(name, geometry(volume.trim))


@cache
def _style(name: str, of: Geometry) -> str:
    source = files("florilege.book").joinpath("styles", name).read_text(encoding="utf-8")
    return templates().from_string(source).render(geometry=of, leading=LEADING)


@cache
def templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("florilege.book", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["roman"] = roman
    return environment
