"""What an e-book says of itself: title, people, languages, rights, dates, accessibility."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from uuid import NAMESPACE_URL, uuid5

from florilege.catalogue.addresses import site_path
from florilege.catalogue.writings import Byline
from florilege.epub.accessibility import Accessibility
from florilege.epub.container import Item
from florilege.epub.documents import INDEX, Document, Ebook

NO_DAY = date(1980, 1, 1)
"""The day of the last change where no text has one: no clock is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who has made the e-book: `element` is the Dublin Core one, `role` the MARC relator."""

    name: str
    sort_name: str
    element: str
    role: str


def identifier(book: Ebook) -> str:
    """The same for all time: made of the address of the tome, or of its name where there is none."""
    address = f"{book.site_url}{site_path(book.volume.key)}"
    if not book.site_url:
        address = f"{book.anthology.catalogue.title}/{address}{book.volume.isbn}"
    return uuid5(NAMESPACE_URL, address).urn


def record_of(
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
        summary=book.accessibility,
        certifier=str(about["certifier"]),
    )
    return {"about": about, "accessibility": accessibility}


def _about(book: Ebook) -> Mapping[str, object]:
    volume, catalogue = book.volume, book.anthology.catalogue
    essays = [catalogue.essays[id] for id in volume.essays]
    days = [day for day in (volume.date, *(each.date for each in essays)) if day]
    title = book.plain(volume.title)
    publisher = book.plain(volume.publisher.name) if volume.publisher else ""
    people = tuple(_people(book))
    rights = [book.plain(volume.copyright), book.license(volume.license) if volume.license else ""]
    return {
        "identifier": identifier(book),
        "title": title,
        "subtitle": book.plain(volume.subtitle),
        "series": book.plain(volume.series),
        "people": people,
        "langs": tuple(dict.fromkeys((volume.lang, *(each.lang for each in essays)))),
        "publisher": publisher,
        "rights": ". ".join(each.rstrip(".") for each in rights if each),
        "description": book.anthology.plain(volume.key),
        "subjects": tuple(dict.fromkeys(tag for each in essays for tag in each.tags)),
        "modified": (max(days) if days else NO_DAY).isoformat(),
        "isbn": volume.ebook.isbn.replace("-", ""),
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
