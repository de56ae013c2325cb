"""An e-book: documents, contents, pictures, faces → the bytes of an EPUB 3.3 file.

The same input gives the same bytes: files stand in a fixed order with a fixed date, the identifier comes
from the address of the tome, and the day of the last change is that of its contents.
"""

import io
from collections.abc import Iterable, Sequence

from PIL import Image as Picture

from florilege.anthology import Anthology
from florilege.catalogue.volumes import Volume
from florilege.epub.accessibility import CONFORMANCE
from florilege.epub.chapters import image_name
from florilege.epub.container import Item, zipped
from florilege.epub.documents import Document, Ebook, documents, templates
from florilege.epub.fonts_of_ebook import EmbeddedFace, embedded, fallbacks
from florilege.epub.navigation_document import Navigation
from florilege.epub.printed_pages import PrintedPages
from florilege.epub.record import identifier, record_of
from florilege.printing.designs import figures
from florilege.printing.fonts import Face

XHTML = "application/xhtml+xml"
RECORD = "onix.xml"
"""What bookshops read: an ONIX 3.0 record of what the e-book says of its accessibility."""


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
    navigation = Navigation(book, read)
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
    record = templates().get_template(RECORD).render(record_of(book, read, items, navigation.pages))
    return zipped({"package.opf": package, RECORD: record.encode()}, items)


def _documents(book: Ebook, navigation: Navigation) -> Iterable[Item]:
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
    values = {**navigation.values, "title": title, "identifier": identifier(book)}
    yield Item(
        id="ncx",
        href="toc.ncx",
        type="application/x-dtbncx+xml",
        content=ncx.render(book=book, words=book.words, **values).encode(),
    )


def _style(book: Ebook, own: Sequence[EmbeddedFace]) -> str:
    facts = figures(book.volume)
    values = {
        "faces": own,
        "text": facts.text.name,
        "titles": facts.titles.name,
        "fallbacks": fallbacks(book.volume, own),
        "design": book.volume.design,
        "letters": book.letters,
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


def _package(book: Ebook, read: Sequence[Document], items: Sequence[Item], pages: Sequence[object]) -> bytes:
    return (
        templates()
        .get_template("package.opf")
        .render(
            **record_of(book, read, items, pages),
            book=book,
            volume=book.volume,
            items=items,
            spine=[item.id for item in items if item.type == XHTML],
            conformance=CONFORMANCE,
            record=RECORD,
        )
        .encode()
    )
