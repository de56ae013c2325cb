"""Finished tome → its deposit at Crossref, by the schema 5.4.0 (https://www.crossref.org/documentation).

The tome and those of its essays that have a DOI are registered, these with the DOIs that their notes name.
"""

from collections.abc import Iterable, Iterator

from florilege.bibliography.finished_tome import FinishedTome, Product
from florilege.bibliography.names import record_name
from florilege.bibliography.titles import full_title
from florilege.bibliography.xml_file import Element, as_file, given, maker
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.writings import Byline, Essay

NAMESPACE = "http://www.crossref.org/schema/5.4.0"
JATS = "http://www.ncbi.nlm.nih.gov/JATS1"
ACCESS = "http://www.crossref.org/AccessIndicators.xsd"
E = maker(NAMESPACE, jats=JATS, ai=ACCESS)
_JATS, _ACCESS = maker(JATS), maker(ACCESS)
_MEDIA = {"print": "print", "pdf": "electronic", "epub": "electronic"}


def batch(tome: FinishedTome) -> str:
    """The file to send."""
    volume = tome.volume
    depositor, mail = tome.depositor
    registrant = volume.publisher.name if volume.publisher else depositor
    stamp = f"{tome.now:%Y%m%d%H%M%S}000"  # grows from one deposit to the next
    head = E.head(
        E.doi_batch_id(f"{volume.id}-{stamp}"),
        E.timestamp(stamp),
        E.depositor(E.depositor_name(depositor), E.email_address(mail)),
        E.registrant(registrant),
    )
    chapters = (_chapter(tome, essay) for essay in tome.essays if essay.doi)
    book = E.book(_book(tome), *chapters, book_type="edited_book")
    return as_file(E.doi_batch(head, E.body(book), version="5.4.0"))


def _book(tome: FinishedTome) -> Element:
    volume = tome.volume
    publisher = volume.publisher
    people = [("editor", each) for each in volume.editors] or [("author", each) for each in tome.authors]
    of_series = bool(volume.series and volume.issn)
    title = volume.title if of_series else full_title(volume, volume.lang)
    number = str(volume.number) if of_series and volume.number is not None else ""
    series = [E.series_metadata(E.titles(E.title(volume.series)), E.issn(volume.issn))] if of_series else []
    return E(
        "book_series_metadata" if of_series else "book_metadata",
        *series,
        *_contributors(tome, people),
        E.titles(E.title(title), *given(E, "subtitle", volume.subtitle)),
        *_abstract(tome.about),
        *given(E, "volume", number),
        *_dates(tome),
        *_isbns(tome.products),
        *(
            [E.publisher(E.publisher_name(publisher.name), *given(E, "publisher_place", publisher.place))]
            if publisher
            else ()
        ),
        *_license(volume.license),
        E.doi_data(E.doi(volume.doi), E.resource(tome.address)),
        language=volume.lang.partition("-")[0],
    )


def _chapter(tome: FinishedTome, essay: Essay) -> Element:
    pages = dict.fromkeys(map(str, tome.online.pages.get(essay.id, ())))
    tags = ("first_page", "last_page")
    return E.content_item(
        *_contributors(
            tome,
            [
                *(("author", each) for each in essay.bylines),
                *(("translator", each) for each in essay.translators),
            ],
        ),
        E.titles(E.title(essay.title), *given(E, "subtitle", essay.subtitle), *_original(tome, essay)),
        *_abstract(essay.abstract),
        *_dates(tome),
        *([E.pages(*(E(tag, page) for tag, page in zip(tags, pages, strict=False)))] if pages else ()),
        *_license(essay.license or tome.volume.license),
        E.doi_data(E.doi(essay.doi), E.resource(tome.page(essay))),
        *_citations(tome.references.get(essay.id, ())),
        component_type="chapter",
        publication_type="full_text",
        language=essay.lang.partition("-")[0],
    )


def _original(tome: FinishedTome, essay: Essay) -> Iterator[Element]:
    """The title that an essay has in its author's language, where it is printed in another."""
    if essay.translators:
        own = tome.online.catalogue.essays[essay.id]
        yield E.original_language_title(own.title, language=own.lang.partition("-")[0])
        yield from given(E, "subtitle", own.subtitle)


def _citations(dois: Iterable[str]) -> Iterator[Element]:
    made = [E.citation(E.doi(doi), key=f"ref{place}") for place, doi in enumerate(dois, start=1)]
    if made:
        yield E.citation_list(*made)


def _contributors(tome: FinishedTome, people: Iterable[tuple[str, Byline]]) -> Iterator[Element]:
    made = [_contributor(tome, role, byline, first=not place) for place, (role, byline) in enumerate(people)]
    if made:
        yield E.contributors(*made)


def _contributor(tome: FinishedTome, role: str, byline: Byline, *, first: bool) -> Element:
    name = record_name(tome.online, byline)
    author = tome.online.catalogue.authors.get(byline.author or "")
    where = {"sequence": "first" if first else "additional", "contributor_role": role}
    if name.organisation:
        return E.organization(name.whole, **where)
    orcid = f"https://orcid.org/{author.orcid}" if author and author.orcid else ""
    return E.person_name(
        *given(E, "given_name", name.given),
        E.surname(name.family or name.whole),
        *given(E, "suffix", name.suffix),
        *given(E, "ORCID", orcid),
        **where,
    )


def _abstract(text: str) -> Iterator[Element]:
    paragraphs = [line.strip() for line in text.split("\n\n") if line.strip()]
    if paragraphs:
        yield _JATS.abstract(*(_JATS.p(" ".join(each.split())) for each in paragraphs))


def _dates(tome: FinishedTome) -> Iterator[Element]:
    # What is `electronic` of an ISBN is `online` of a date.
    media = dict.fromkeys("print" if each.kind == "print" else "online" for each in tome.products)
    if tome.date:
        for medium in media or ("online",):
            yield E.publication_date(
                E.month(f"{tome.date:%m}"),
                E.day(f"{tome.date:%d}"),
                E.year(f"{tome.date:%Y}"),
                media_type=medium,
            )


def _isbns(products: Iterable[Product]) -> Iterator[Element]:
    made = [E.isbn(each.isbn, media_type=_MEDIA[each.kind]) for each in products]
    yield from made or [E.noisbn(reason="archive_volume")]


def _license(spdx: str) -> Iterator[Element]:
    license = LICENSES.get(spdx)
    if license and license.url:
        yield _ACCESS.program(_ACCESS.license_ref(license.url), name="AccessIndicators")
