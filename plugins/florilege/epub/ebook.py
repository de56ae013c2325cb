"""An e-book: documents, contents, pictures, faces → the bytes of an EPUB 3.3 file.

The same input gives the same bytes: files stand in a fixed order with a fixed date, the identifier comes
from the address of the tome, and the day of the last change is that of its contents.
"""

import io
import zipfile
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from uuid import NAMESPACE_URL, uuid5

from markupsafe import Markup
from PIL import Image as Picture

from florilege.anthology import Anthology
from florilege.catalogue.addresses import site_path
from florilege.catalogue.model import Byline, Volume
from florilege.epub.accessibility import CONFORMANCE, Accessibility
from florilege.epub.chapters import image_name
from florilege.epub.documents import COVER, INDEX, TITLE, Document, Ebook, documents, templates
from florilege.epub.fonts_of_ebook import EmbeddedFace, embedded, fallbacks
from florilege.epub.printed_pages import PrintedPages, page_id
from florilege.printing.designs import figures
from florilege.printing.fonts import Face
from florilege.prose.setting import plain_text

FOLDER = "EPUB"
XHTML = "application/xhtml+xml"
RECORD = "onix.xml"
"""What bookshops read: an ONIX 3.0 record of what the e-book says of its accessibility."""
NAV = "tome--contents"
"""The contents: like the sheet of the tome that has them."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first moment that a ZIP file knows: no clock is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A file of the e-book, as its package document lists it."""

    id: str
    href: str
    type: str
    content: bytes
    properties: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who has made the e-book: `element` is the Dublin Core one, `role` the MARC relator."""

    name: str
    sort_name: str
    element: str
    role: str


def make_ebook(
    volume: Volume,
    anthology: Anthology,
    pages: PrintedPages,
    faces: Iterable[Face],
    *,
    cover: bytes | None = None,
    site_url: str = "",
) -> bytes:
    """The e-book of a volume.

    `pages` are those of its printed tome, `faces` those that tomes are set in, `cover` is the picture of the
    front as a PNG. Raises `FlorilegeError` (3), `font-unreadable`.
    """
    size = Picture.open(io.BytesIO(cover)).size if cover else None
    book = Ebook(volume=volume, anthology=anthology, pages=pages, cover=size, site_url=site_url)
    read = documents(book)
    text = "".join(each.body for each in read)
    navigation = _Navigation(book, read)
    text += navigation.contents.body
    own = embedded(volume, faces, text, has_code=any(f"<{tag}" in text for tag in ("code", "kbd", "samp")))
    items = [
        *_documents(book, navigation),
        Item(
            id="style",
            href="style.css",
            type="text/css",
            content=_style(book, own).encode(),
        ),
        *_pictures(book, read, cover),
        *(
            Item(id=f"font-{number}", href=face.name, type=face.mime, content=face.content)
            for number, face in enumerate(own, 1)
        ),
    ]
    package = _package(book, read, items, navigation.pages)
    record = templates().get_template(RECORD).render(_of_record(book, read, items, navigation.pages))
    return _zipped({"package.opf": package, RECORD: record.encode()}, items)


class _Navigation:
    """What leads through an e-book: contents, landmarks, pages."""

    def __init__(self, book: Ebook, read: Sequence[Document]) -> None:
        self.book = book
        self.title = book.words["contents"]
        self.entries: list[tuple[Document, list[Document]]] = []
        for each in read:
            if each.is_listed and each.depth == 1:
                self.entries.append((each, []))
            elif each.is_listed:
                self.entries[-1][1].append(each)
        # Where the tome has them: behind title and imprint.
        before = next(number for number, each in enumerate(read) if each.is_listed)
        contents = Document(
            id=NAV, title=self.title, lang=book.lang, body="", pages=book.pages_of(NAV), is_listed=False
        )
        order = (*read[:before], contents, *read[before:])
        marks = [(each, page, f"{each.file}#{page_id(page)}") for each in order for page in each.pages]
        self.pages = sorted((page, href) for _, page, href in marks)
        targets = chain.from_iterable(
            (
                *((each.file,) if each.is_listed else ()),
                *(href for of, _, href in marks if of is each),
            )
            for each in order
        )
        self.plays = {target: number for number, target in enumerate(targets, 1)}
        self.landmarks = [*self._landmarks(read)]
        body = templates().get_template("nav.xhtml").render(book=book, words=book.words, **vars_of(self))
        self.contents = replace(contents, body=body)
        self.order = (*order[:before], self.contents, *order[before + 1 :])
        """All documents, in reading order."""

    def _landmarks(self, read: Sequence[Document]) -> Iterable[tuple[str, str, str]]:
        words = self.book.words
        for each in read:
            if each.id == COVER:
                yield "cover", each.file, words["cover"]
            if each.id == TITLE:
                yield "titlepage", each.file, words["title_page"]
        yield "toc", f"{NAV}.xhtml", self.title
        begins = next((each for each in read if each.kind in ("part", "chapter")), None)
        if begins:
            yield "bodymatter", begins.file, words["begin"]
        for each in read:
            if each.id == INDEX:
                yield "index", each.file, each.title

    @staticmethod
    def label(entry: Document) -> str:
        """« Title, by whom », in plain text."""
        return f"{entry.title}, {entry.by}" if entry.by else entry.title

    def link(self, entry: Document) -> Markup:
        """The link to a document, with who signs it."""
        lang = self.book.lang
        title = Markup('<span lang="{}">{}</span>').format(entry.lang, entry.title)
        title = Markup.escape(entry.title) if entry.lang == lang else title
        by = Markup(', <span class="by">{}</span>').format(entry.by) if entry.by else ""
        return Markup('<a href="{}">{}{}</a>').format(entry.file, title, by)


def _documents(book: Ebook, navigation: _Navigation) -> Iterable[Item]:
    page = templates().get_template("document.xhtml")
    for number, each in enumerate(navigation.order, 1):
        yield Item(
            id=f"text-{number}",
            href=each.file,
            type=XHTML,
            content=page.render(document=each).encode(),
            properties="nav" if each is navigation.contents else "",
        )
    ncx = templates().get_template("toc.ncx")
    title = book.plain(book.volume.title)
    values = {**vars_of(navigation), "title": title, "identifier": _identifier(book)}
    yield Item(
        id="ncx",
        href="toc.ncx",
        type="application/x-dtbncx+xml",
        content=ncx.render(book=book, words=book.words, **values).encode(),
    )


def vars_of(navigation: _Navigation) -> Mapping[str, object]:
    """What the templates of contents ask for."""
    names = ("title", "entries", "landmarks", "pages", "plays", "label", "link")
    return {name: getattr(navigation, name) for name in names}


def _style(book: Ebook, own: Sequence[EmbeddedFace]) -> str:
    facts = figures(book.volume)
    values = {
        "faces": own,
        "text": facts.text.name,
        "titles": facts.titles.name,
        "fallbacks": fallbacks(book.volume, own),
        "design": book.volume.design,
    }
    return templates().get_template("style.css").render(values)


def _pictures(book: Ebook, read: Sequence[Document], cover: bytes | None) -> Iterable[Item]:
    """The pictures that documents show, each once."""
    if cover:
        yield Item(
            id="cover-picture", href="cover.png", type="image/png", content=cover, properties="cover-image"
        )
    text = "".join(each.body for each in read)
    shown = {image_name(image): image for image in book.anthology.images.values()}
    wanted = sorted(name for name in shown if f'src="{name}"' in text)
    for number, name in enumerate(wanted, 1):
        image = shown[name]
        yield Item(id=f"picture-{number}", href=name, type=image.mime, content=image.file.read_bytes())


def _identifier(book: Ebook) -> str:
    """The same for all time: made of the address of the tome, or of its name where there is none."""
    address = f"{book.site_url}{site_path(book.volume.key)}"
    if not book.site_url:
        address = f"{book.anthology.catalogue.title}/{address}{book.volume.isbn}"
    return uuid5(NAMESPACE_URL, address).urn


def _package(book: Ebook, read: Sequence[Document], items: Sequence[Item], pages: Sequence[object]) -> bytes:
    return (
        templates()
        .get_template("package.opf")
        .render(
            **_of_record(book, read, items, pages),
            book=book,
            volume=book.volume,
            items=items,
            spine=[item.id for item in items if item.type == XHTML],
            conformance=CONFORMANCE,
            record=RECORD,
        )
        .encode()
    )


def _of_record(
    book: Ebook, read: Sequence[Document], items: Sequence[Item], pages: Sequence[object]
) -> Mapping[str, object]:
    """What the package document and the record for bookshops say."""
    about = _about(book)
    has = {
        "pictures": any(item.type.startswith("image/") for item in items),
        "pages": bool(pages),
        "index": any(each.id == INDEX for each in read),
    }
    accessibility = Accessibility(
        has=frozenset(name for name, is_there in has.items() if is_there),
        summary=book.words["accessibility_summary"],
        certifier=str(about["certifier"]),
    )
    return {"about": about, "accessibility": accessibility}


def _about(book: Ebook) -> Mapping[str, object]:
    volume, catalogue = book.volume, book.anthology.catalogue
    essays = [catalogue.essays[id] for id in volume.essays]
    days = [day for day in (volume.date, *(each.date for each in essays)) if day]
    blurb = book.anthology.prose.get(volume.key)
    title = book.plain(volume.title)
    publisher = book.plain(volume.publisher.name) if volume.publisher else ""
    people = tuple(_people(book))
    rights = [book.plain(volume.copyright), book.license(volume.license) if volume.license else ""]
    return {
        "identifier": _identifier(book),
        "title": title,
        "subtitle": book.plain(volume.subtitle),
        "series": book.plain(volume.series),
        "people": people,
        "langs": tuple(dict.fromkeys((volume.lang, *(each.lang for each in essays)))),
        "publisher": publisher,
        "rights": ". ".join(each.rstrip(".") for each in rights if each),
        "description": plain_text(blurb.html) if blurb else "",
        "subjects": tuple(dict.fromkeys(tag for each in essays for tag in each.tags)),
        "modified": (max(days) if days else date(*_EPOCH[:3])).isoformat(),
        "print": volume.isbn.replace("-", ""),
        "source": f"urn:isbn:{volume.isbn.replace('-', '')}" if volume.isbn else f"{title} (PDF)",
        "certifier": publisher or ", ".join(each.name for each in people[:1]) or title,
    }


def _people(book: Ebook) -> Iterable[Person]:
    """The editors, then the authors: these made it where it has no editor."""
    editors = _persons(book, book.volume.editors, "creator", "edt")
    essays = (book.anthology.catalogue.essays[id] for id in book.volume.essays)
    signed = chain.from_iterable(essay.bylines for essay in essays)
    yield from editors
    yield from _persons(book, signed, "contributor" if book.volume.editors else "creator", "aut")


def _persons(book: Ebook, bylines: Iterable[Byline], element: str, role: str) -> Iterable[Person]:
    known: dict[str, Person] = {}
    for byline in bylines:
        author = book.author(byline)
        name = author.name if author else byline.name
        known.setdefault(
            name,
            Person(
                name=name,
                sort_name=author.sort_name if author else byline.name,
                element=element,
                role=role,
            ),
        )
    return known.values()


_CONTAINER = f"""<?xml version="1.0" encoding="utf-8"?>
<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container" version="1.0">
<rootfiles><rootfile full-path="{FOLDER}/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
""".encode()

_PACKED: Collection[str] = ("image/png", "image/jpeg", "image/webp", "image/gif")
"""Types that are as small as they can be."""


def _zipped(unlisted: Mapping[str, bytes], items: Iterable[Item]) -> bytes:
    """The files in one (EPUB 3.3, 4.3): `mimetype` first, as it is; those that no item is next."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:

        def put(name: str, content: bytes, *, packed: bool = False) -> None:
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)

        put("mimetype", b"application/epub+zip", packed=True)
        put("META-INF/container.xml", _CONTAINER)
        for name, content in unlisted.items():
            put(f"{FOLDER}/{name}", content)
        for item in items:
            put(f"{FOLDER}/{item.href}", item.content, packed=item.type in _PACKED)
    return out.getvalue()
