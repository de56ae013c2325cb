"""Finished tome → its record in MARC 21, as MARCXML (https://www.loc.gov/standards/marcxml), for libraries.

Fields are those of https://www.loc.gov/marc/bibliographic; punctuation is ISBD's, which libraries add
themselves where they show it (leader, byte 18: `c`).
"""

from collections.abc import Iterator

from florilege.bibliography.finished_tome import FinishedTome, language_code
from florilege.bibliography.names import RecordName, record_name
from florilege.bibliography.titles import edited_by
from florilege.bibliography.xml_file import Element, as_file, maker
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.writings import Byline

NAMESPACE = "http://www.loc.gov/MARC21/slim"
E = maker(NAMESPACE)
LEADER = "00000nam a22000001c 4500"
"""New, text, a book, Unicode, without ISBD punctuation; lengths are filled in by whoever makes ISO 2709."""


def record(tome: FinishedTome) -> str:
    """A collection of one record: the printed book, with its essays in a note of contents."""
    made = E.record(
        E.leader(LEADER),
        E.controlfield({"tag": "001"}, tome.reference),
        E.controlfield({"tag": "005"}, f"{tome.now:%Y%m%d%H%M%S}.0"),
        E.controlfield({"tag": "008"}, _fixed(tome)),
        *_fields(tome),
    )
    return as_file(E.collection(made))


def _fixed(tome: FinishedTome) -> str:
    """Field 008 of a book, 40 characters: no place is known, nor what a librarian would have to judge."""
    year = f"s{tome.date.year}    " if tome.date else "nuuuuuuuu"
    return f"{tome.now:%y%m%d}{year}xx            000 0 {language_code(tome.volume.lang)} c"


def _fields(tome: FinishedTome) -> Iterator[Element]:
    """In the order of their tags."""
    volume = tome.volume
    terms = {"print": "", "pdf": "PDF", "epub": "EPUB"}
    for product in tome.products:
        yield _field("020", a=product.digits, q=terms[product.kind])
    if volume.doi:
        yield _field("024", "7", a=volume.doi, **{"2": "doi"})
    langs = dict.fromkeys(language_code(each.lang) for each in tome.essays)
    if len(langs) > 1:
        yield E.datafield({"tag": "041", "ind1": "0", "ind2": " "}, *(_part("a", code) for code in langs))
    before, editors = edited_by(volume, volume.lang)
    statement = before + ", ".join(each.name for each in editors) if editors else ""
    yield _field("245", "0", "0", a=volume.title, b=volume.subtitle, c=statement)
    publisher = volume.publisher
    yield _field(
        "264",
        " ",
        "1",
        a=publisher.place if publisher else "",
        b=publisher.name if publisher else "",
        c=str(tome.date.year) if tome.date else "",
    )
    pages = f"{tome.page_count} p." if tome.page_count else ""
    yield _field("300", a=pages, c=f"{volume.trim.width:g} × {volume.trim.height:g} mm")
    if volume.series:
        number = "" if volume.number is None else str(volume.number)
        yield _field("490", "0", a=volume.series, x=volume.issn, v=number)
    signed = ((essay.title, ", ".join(each.name for each in essay.bylines)) for essay in tome.essays)
    yield _field("505", "0", a=" -- ".join(f"{title} / {names}" for title, names in signed))
    if tome.about:
        yield _field("520", a=" ".join(tome.about.split()))
    license = LICENSES.get(volume.license)
    if license and license.url:
        yield _field("540", a=license.name(volume.lang), u=license.url)
    for tag in dict.fromkeys(tag for essay in tome.essays for tag in essay.tags):
        yield _field("653", a=tag)
    people = [
        *(("edt", each) for each in volume.editors),
        *(("aut", each) for each in tome.authors),
        *(("trl", each) for each in tome.translators),
    ]
    for role, byline in people:
        yield _added(tome, role, byline)
    if tome.address:
        yield _field("856", "4", "2", u=tome.address)


def _added(tome: FinishedTome, role: str, byline: Byline) -> Element:
    """A person (700) or an organisation (710), with what it did by MARC's code."""
    name = record_name(tome.online, byline)
    author = tome.online.catalogue.authors.get(byline.author or "")
    orcid = f"https://orcid.org/{author.orcid}" if author and author.orcid else ""
    tag, first = ("710", "2") if name.organisation else ("700", "1" if name.family else "0")
    return _field(tag, first, a=_heading(name), **{"1": orcid, "4": role})


def _heading(name: RecordName) -> str:
    return ", ".join(part for part in (name.family, name.given, name.suffix) if part) or name.whole


def _field(tag: str, first: str = " ", second: str = " ", **parts: str) -> Element:
    """A field; parts without a value are left out."""
    made = (_part(code, value) for code, value in parts.items() if value)
    return E.datafield({"tag": tag, "ind1": first, "ind2": second}, *made)


def _part(code: str, value: str) -> Element:
    return E.subfield(value, code=code)
