"""Volume, Anthology → the documents of an e-book in reading order, each a page of XHTML.

They are those of the tome in its order, but for what paper alone needs: half-title, tables with leaders,
achevé d'imprimer. The contents are the e-book's own (navigation_document.py).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from lxml import html
from markupsafe import Markup, escape

from florilege.anthology import Anthology, Image
from florilege.bibliography.cataloguing import cataloguing
from florilege.bibliography.spoken_names import Names, spoken_editors, spoken_names
from florilege.bibliography.titles import portrait_of, volume_number
from florilege.catalogue.addresses import site_anchor, site_path
from florilege.catalogue.keys import TextKey
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.volumes import BACK, ENCOUNTERS, FRONT, MatterKind, Part, Volume
from florilege.catalogue.writings import Author, Byline, Essay, Letter
from florilege.encounters.encounters import Encounters, encounters_in
from florilege.epub.chapters import Chapter, Setting, chapter, image_name, inner
from florilege.epub.printed_pages import PrintedPages, mark_pages, page_id, page_mark
from florilege.language.direction import is_right_to_left
from florilege.language.formats import long_date
from florilege.language.words import words
from florilege.prose.index_of_persons import PageRange, index_of_persons
from florilege.prose.prose import Heading, Prose
from florilege.prose.shown_text import plain_text
from florilege.prose.texts import locale_for
from florilege.prose.typography.fix import fix_plain

TITLE, IMPRINT, NOTICES, INDEX = "tome--title", "tome--imprint", "tome--notices", "tome--index"
COVER, SPONSORS, MAIL = "tome--cover", "tome--sponsors", "tome--letters"
"""The names of documents: those of the sheets of the tome that hold the same."""

PORTRAITS = 4
"""Up to how many authors of a text are shown above it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document of the e-book: XHTML of its `body`."""

    id: str
    title: str
    body: str
    lang: str
    kind: str = ""
    """What the structure of a publication calls it (EPUB 3 Structural Semantics); empty for a plain text."""
    by: str = ""
    """Who signs it."""
    depth: int = 1
    """2 within a part that has a title."""
    is_listed: bool = True
    """Whether the contents name it."""
    headings: tuple["ListedHeading", ...] = ()
    """Those within it, the deeper ones in those above."""
    pages: tuple[int, ...] = ()
    """The pages of the tome that begin in it."""

    @property
    def file(self) -> str:
        return f"{self.id}.xhtml"


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedHeading:
    """A heading within a text, and those below it."""

    id: str
    words: str
    inner: tuple["ListedHeading", ...]


def listed(headings: Sequence[Heading]) -> tuple[ListedHeading, ...]:
    """Headings in one another, as their levels say."""
    found: list[ListedHeading] = []
    rest = [*headings]
    while rest:
        first, *rest = rest
        after = next((n for n, each in enumerate(rest) if each.level <= first.level), len(rest))
        found.append(ListedHeading(id=first.id, words=plain_text(first.html), inner=listed(rest[:after])))
        rest = rest[after:]
    return tuple(found)


@dataclass(frozen=True, kw_only=True)
class Ebook:
    """What the documents of one e-book are made of; templates call it `book`."""

    volume: Volume
    anthology: Anthology
    pages: PrintedPages
    cover: tuple[int, int] | None = None
    """Width and height of the picture of its cover in px; None where there is none."""
    site_url: str = ""

    @property
    def lang(self) -> str:
        return self.volume.lang

    @property
    def words(self) -> Mapping[str, str]:
        """The book's own words in its language."""
        return words(self.lang)

    @property
    def number(self) -> str:
        """« Tome 1 »; empty for a volume without a number."""
        return volume_number(self.volume, self.lang)

    @property
    def edited_by(self) -> Names:
        """« Sous la direction d’A, B et C »; empty without editors."""
        return spoken_editors(self.volume, self.anthology.catalogue)

    def plain(self, text: str, lang: str = "") -> str:
        """A field of a front matter with its typography: its spaces and quotes."""
        return _plain(text, locale_for(self.volume, lang or self.lang), self.volume.keep)

    def names(self, bylines: Sequence[Byline]) -> Names:
        """« A, B et C »."""
        return spoken_names(bylines, self.anthology.catalogue, self.lang)

    def author(self, byline: Byline) -> Author | None:
        return self.anthology.catalogue.authors.get(byline.author or "")

    def portrait(self, author: Author | None) -> Image | None:
        return self.anthology.images.get(author.portrait) if author and author.portrait else None

    def portrait_of(self, author: Author) -> str:
        """« Portrait d’Odile Maurel »."""
        return portrait_of(author, self.lang)

    def image(self, image: Image) -> str:
        """Where a picture stands in the e-book."""
        return image_name(image)

    def license(self, id: str) -> str:
        """The name of a licence, as readers know it."""
        known = LICENSES.get(id)
        return known.name(self.lang) if known else id

    def matter(self, kind: MatterKind) -> Prose | None:
        """A text of the front or back matter, if the volume has it."""
        return self.anthology.prose.get(TextKey("matter", self.volume.id, kind))

    @cached_property
    def works(self) -> Mapping[str, Sequence[Essay]]:
        """Author id → the essays that they signed, in printed order; the order of the names."""
        return self.anthology.catalogue.works_in(self.volume)

    @cached_property
    def letters(self) -> Mapping[str, Sequence[Letter]]:
        """Essay id → the letters to it that the tome prints, of those that have any; in printed order."""
        return self.anthology.catalogue.printed_letters(self.volume)

    def letter_signed(self, letter: Letter) -> Markup:
        """« Marthe Olivier, le 3 mars 2026 »."""
        day = self.plain(long_date(letter.date, self.lang))
        return Markup(escape(self.words["letter_signed"])).format(names=self.names(letter.bylines), date=day)

    def answered(self, letter: Letter) -> Names | None:
        """Who wrote the letter that a letter answers; None where it answers the essay."""
        answered = (each for each in self.letters[letter.essay] if each.id == letter.answers)
        return next((self.names(each.bylines) for each in answered), None)

    @cached_property
    def indexed(self) -> Mapping[TextKey, Prose]:
        """The texts that the index of persons covers."""
        prose, texts = self.anthology.prose, self.anthology.catalogue.running_texts(self.volume)
        unprinted = None if self.encounters.ties else TextKey("matter", self.volume.id, ENCOUNTERS)
        return {key: prose[key] for key in texts if key in prose and key != unprinted}

    @cached_property
    def encounters(self) -> Encounters:
        """Who names whom, and who has written with whom, in the texts of the e-book."""
        return encounters_in(self.volume, self.anthology.catalogue, self.anthology.prose)

    @cached_property
    def setting(self) -> Setting:
        return Setting(address=self.address, images=self.anthology.images)

    def address(self, key: TextKey, anchor: str = "") -> str:
        """Where a link to a text, or an id in it, leads: within the e-book, else to the site, or nowhere."""
        prose = self.anthology.prose.get(key)
        if key.kind != "file" and prose is None:  # left out
            return ""
        if prose and (file := self._file(key)):
            essay = self.anthology.catalogue.essays.get(key.id) if key.kind == "essay" else None
            if essay and essay.translators and f'id="{anchor}"' not in prose.html:
                anchor = ""  # a heading of the author's own text
            return f"{file}#{anchor or prose.prefix}"
        place = anchor or site_anchor(key)
        return f"{self.site_url}{site_path(key)}{'#' if place else ''}{place}" if self.site_url else ""

    def _file(self, key: TextKey) -> str:
        """The document that a text stands in; empty for one that the e-book hasn't."""
        if key.kind == "author" and key.id in self.works:
            return f"{NOTICES}.xhtml"
        if key == TextKey("matter", self.volume.id, "colophon"):
            return f"{IMPRINT}.xhtml"
        if key.kind == "letter" and key in self._own:
            return f"{letters_document(key.id)}.xhtml"
        return f"{key.prefix}.xhtml" if key in self._own else ""

    @cached_property
    def _own(self) -> frozenset[TextKey]:
        """The texts that have a document of their own, or their place on one with others of their kind."""
        texts = self.anthology.catalogue.running_texts(self.volume)
        return frozenset((*texts, TextKey("matter", self.volume.id, "dedication")))

    def chapter(self, prose: Prose, sheet: str = "") -> Chapter:
        """A text; of one that has a sheet of its own in the tome, the pages are marked."""
        return chapter(prose, self.setting, self.pages.starts.get(sheet, ()))

    def chapters(self, texts: Iterable[Prose]) -> Iterator[Chapter]:
        """The texts of one document, their notes numbered on."""
        before = 0
        for prose in texts:
            yield chapter(prose, replace(self.setting, notes_before=before))
            before += len(prose.notes)

    @property
    def accessibility(self) -> str:
        """How it can be read, in a few sentences."""
        said = self.words["accessibility_summary"]
        return f"{said} {self.words['accessibility_pages']}" if self.pages.first else said

    def first_page(self, sheet: str) -> Markup:
        """The mark of the first page of a sheet."""
        page = self.pages.first.get(sheet)
        return Markup() if page is None else self.mark(page)

    @staticmethod
    def mark(page: int) -> Markup:
        """The mark of a page."""
        attributes = Markup(" ").join(Markup('{}="{}"').format(*each) for each in page_mark(page).items())
        return Markup("<span {}></span>").format(attributes)

    def fill(self, template: str, **values: object) -> str:
        """A template, filled in."""
        return (
            templates()
            .get_template(template)
            .render(book=self, volume=self.volume, words=self.words, **values)
        )

    def document(
        self, id: str, template: str, title: str, values: Mapping[str, object], **facts: object
    ) -> Document:
        """A document made with a template; `facts` are the other fields."""
        lang = str(facts.pop("lang", "") or self.lang)
        body = self.fill(f"{template}.xhtml", id=id, title=title, lang=lang, **values)
        return Document(id=id, title=title, body=body, lang=lang, pages=self.pages_of(id), **facts)  # type: ignore[arg-type]

    def pages_of(self, sheet: str) -> tuple[int, ...]:
        """The pages of the tome on which a sheet stands."""
        if sheet not in self.pages.first:
            return ()
        return (self.pages.first[sheet], *(start.page for start in self.pages.starts.get(sheet, ())))

    def marked(self, fragment: str, sheet: str) -> Markup:
        """XHTML with the pages of a sheet marked in it."""
        root = html.fragment_fromstring(fragment, create_parent="div")
        mark_pages(root, self.pages.starts.get(sheet, ()))
        return Markup(inner(root))


def documents(book: Ebook) -> tuple[Document, ...]:
    """All documents of an e-book, in reading order."""
    read = tuple(document for step in STEPS for document in step(book))
    return (*read, *_index(book, {each.file: each for each in read}))


def _cover(book: Ebook) -> Iterator[Document]:
    if book.cover:
        title = book.words["cover"]
        yield book.document(COVER, "cover", title, {"size": book.cover}, kind="cover", is_listed=False)


def _title(book: Ebook) -> Iterator[Document]:
    title = book.plain(book.volume.title)
    yield book.document(TITLE, "title", title, {}, kind="titlepage", is_listed=False)


def _imprint(book: Ebook) -> Iterator[Document]:
    colophon = book.matter("colophon")
    values = {
        "colophon": colophon and book.chapter(colophon, IMPRINT),
        "prefix": colophon.prefix if colophon else "",
        "cataloguing": cataloguing(book.volume, book.anthology.catalogue),
    }
    yield book.document(
        IMPRINT, "imprint", book.words["imprint"], values, kind="copyright-page", is_listed=False
    )


def _dedication(book: Ebook) -> Iterator[Document]:
    if prose := book.matter("dedication"):
        values = {"chapter": book.chapter(prose, prose.prefix)}
        title = book.words["dedication"]
        yield book.document(prose.prefix, "dedication", title, values, kind="dedication", is_listed=False)


def _front(book: Ebook) -> Iterator[Document]:
    for kind in FRONT:
        yield from _matter(book, kind)


def _parts(book: Ebook) -> Iterator[Document]:
    for number, part in enumerate(book.volume.parts, 1):
        if part.title:
            yield _part(book, part, number)
        for id in part.essays:
            depth = 2 if part.title else 1
            yield _essay(book, book.anthology.catalogue.essays[id], depth)
            if book.volume.letters == "essay" and id in book.letters:
                yield _letters(book, id, book.words["answers"], depth)


def _mail(book: Ebook) -> Iterator[Document]:
    if book.volume.letters == "part" and book.letters:
        yield book.document(MAIL, "part", book.words["mail"], {"number": None}, kind="part")
        for id in book.letters:
            essay = book.anthology.catalogue.essays[id]
            yield _letters(book, id, book.plain(essay.title, essay.lang), 2)


def _back(book: Ebook) -> Iterator[Document]:
    for kind in BACK:
        yield from _matter(book, kind)


def _sponsors(book: Ebook) -> Iterator[Document]:
    sponsors = book.volume.sponsors
    if sponsors:
        tiers = {
            tier: [s for s in sponsors if s.tier == tier] for tier in dict.fromkeys(s.tier for s in sponsors)
        }
        yield book.document(SPONSORS, "sponsors", book.words["sponsors"], {"tiers": tiers})


def _notices(book: Ebook) -> Iterator[Document]:
    if book.works:
        people, prose = book.anthology.catalogue.authors, book.anthology.prose
        texts = [prose[people[id].key] for id in book.works]
        notices = [
            (people[id], text.prefix, chapter, _works(book, works))
            for (id, works), text, chapter in zip(
                book.works.items(), texts, book.chapters(texts), strict=True
            )
        ]
        listed = book.marked(book.fill("notices-list.xhtml", notices=notices), NOTICES)
        notes = [note for _, _, text, _ in notices for note in text.notes]
        title = book.words["notices"]
        yield book.document(
            NOTICES, "notices", title, {"listed": listed, "notes": notes}, kind="contributors"
        )


def _index(book: Ebook, read: Mapping[str, Document]) -> Iterator[Document]:
    """Persons with the pages that name them; with the titles of the texts where the tome has no pages."""
    within = {
        each.id: read[book.address(key).partition("#")[0]]
        for key, prose in book.indexed.items()
        for each in prose.mentions
    }

    def titles(places: Sequence[tuple[int, str]]) -> tuple[PageRange, ...]:
        first = {within[anchor].file: anchor for _, anchor in reversed(places)}
        anchors = reversed(first.values())
        return tuple(PageRange(text=within[anchor].title, anchor=anchor) for anchor in anchors)

    numbers = book.pages.numbers
    letters = index_of_persons(
        book.indexed.values(),
        book.anthology.catalogue,
        numbers,
        lang=book.lang,
        located=None if numbers else titles,
    )
    if letters:
        values = {"letters": letters, "within": within, "by_title": not numbers}
        listed = book.marked(book.fill("index-list.xhtml", **values), INDEX)
        yield book.document(INDEX, "index", book.words["index"], {"listed": listed}, kind="index")


STEPS = (
    _cover,
    _title,
    _imprint,
    _dedication,
    _front,
    _parts,
    _mail,
    _back,
    _sponsors,
    _notices,
)


def _essay(book: Ebook, essay: Essay, depth: int) -> Document:
    prose = book.anthology.prose[essay.key]
    signatures = [(byline, book.author(byline)) for byline in essay.bylines]
    values = {
        "essay": essay,
        "signatures": signatures if len(signatures) <= PORTRAITS else (),
        "chapter": book.chapter(prose, prose.prefix),
    }
    return book.document(
        prose.prefix,
        "essay",
        book.plain(essay.title, essay.lang),
        values,
        lang=essay.lang,
        kind="chapter",
        by=str(book.names(essay.bylines)),
        headings=listed(prose.headings),
        depth=depth,
    )


def letters_document(essay: str) -> str:
    """The name of the document with the letters to an essay: that of the sheet of the tome."""
    return f"letters--{essay}"


def _letters(book: Ebook, id: str, title: str, depth: int) -> Document:
    prose = book.anthology.prose
    name = letters_document(id)
    texts = [prose[letter.key] for letter in book.letters[id]]
    letters = [
        (letter, text.prefix, chapter)
        for letter, text, chapter in zip(book.letters[id], texts, book.chapters(texts), strict=True)
    ]
    essay = book.anthology.catalogue.essays[id]
    listed = book.marked(book.fill("letters-list.xhtml", letters=letters, essay=essay), name)
    notes = [note for _, _, text in letters for note in text.notes]
    bylines = dict.fromkeys(byline for letter, _, _ in letters for byline in letter.bylines)
    values = {"listed": listed, "notes": notes, "title_lang": essay.lang if depth > 1 else book.lang}
    return book.document(
        name, "letters", title, values, kind="chapter", by=str(book.names([*bylines])), depth=depth
    )


def _part(book: Ebook, part: Part, number: int) -> Document:
    values = {"number": number if len(book.volume.parts) > 1 else None}
    return book.document(f"part--{part.id}", "part", book.plain(part.title), values, kind="part")


_OF_MATTER: Mapping[MatterKind, str] = {
    "foreword": "foreword",
    "preface": "preface",
    "afterword": "afterword",
    "acknowledgements": "acknowledgments",
    "chronology": "appendix",
    "encounters": "appendix",
    "glossary": "glossary",
    "errata": "errata",
}
"""What the structure of a publication calls a text before or behind the essays."""


def _matter(book: Ebook, kind: MatterKind) -> Iterator[Document]:
    matter, prose = book.volume.matter(kind), book.matter(kind)
    met = book.encounters if kind == ENCOUNTERS else None
    if matter and prose and (met is None or met.ties):
        chapter = book.chapter(prose, prose.prefix)
        yield book.document(
            prose.prefix,
            "matter",
            book.plain(matter.title),
            {"matter": matter, "chapter": chapter, "kind": _OF_MATTER[kind], "met": met},
            lang=matter.body.lang,
            kind=_OF_MATTER[kind],
            by=str(book.names(matter.bylines)),
            headings=listed(prose.headings),
        )


def _works(book: Ebook, essays: Iterable[Essay]) -> Sequence[tuple[str, str, str]]:
    """Of each essay, its title, its language and its document."""
    prose = book.anthology.prose
    return [
        (book.plain(each.title, each.lang), each.lang, f"{prose[each.key].prefix}.xhtml") for each in essays
    ]


@lru_cache(maxsize=10_000)
def _plain(text: str, locale: str, keep: tuple[str, ...]) -> str:
    return fix_plain(text, locale, keep=keep)


@lru_cache(maxsize=1)
def templates() -> Environment:
    """The templates of an e-book's files."""
    environment = Environment(
        loader=PackageLoader("florilege.epub"),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {"page_id": page_id, "direction": direction, "turned": turned}
    environment.filters["safe_xhtml"] = Markup
    return environment


def direction(lang: str) -> str:
    """Which way the lines of a language run, as HTML says it."""
    return "rtl" if is_right_to_left(lang) else "ltr"


def turned(lang: str, around: str) -> Markup:
    """What says which way a text runs that stands in one of another language, if it is the other way."""
    way = direction(lang)
    return Markup("") if way == direction(around) else Markup(' dir="{}"').format(way)
