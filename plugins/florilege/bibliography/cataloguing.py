"""A volume → the block of cataloguing data that its imprint prints, which a library takes into its catalogue.

In the order and with the signs of ISBD: title and responsibility, publication, series, standard numbers; then
subjects, added entries, and the codes of the book trade. It says whose it is: the publisher's, no library's.
"""

from collections import Counter
from collections.abc import Iterator, Mapping

from florilege.bibliography.names import record_name
from florilege.bibliography.online import OnlineEdition
from florilege.bibliography.titles import edited_by
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import IsbnOf, Volume
from florilege.catalogue.writings import Byline

SUBJECTS = 8
"""So many of the essays' tags at most, those of most essays first."""
_TERMS: Mapping[str, Mapping[IsbnOf, str]] = {
    "fr": {"print": "imprimé", "pdf": "PDF", "ebook": "EPUB"},
    "de": {"print": "gedruckt", "pdf": "PDF", "ebook": "EPUB"},
    "en": {"print": "print", "pdf": "PDF", "ebook": "EPUB"},
}


def cataloguing(volume: Volume, catalogue: Catalogue) -> tuple[str, ...]:
    """The paragraphs of the block, in the volume's language; none where it doesn't ask for it."""
    if not volume.cataloguing:
        return ()
    return tuple(
        paragraph
        for paragraph in (
            ". – ".join(_areas(volume)),
            ". – ".join(_numbers(volume)),
            " ".join((*_subjects(volume, catalogue), *_entries(volume, catalogue))),
            ". – ".join(_codes(volume)),
        )
        if paragraph
    )


def _areas(volume: Volume) -> Iterator[str]:
    before, editors = edited_by(volume, volume.lang)
    statement = f" / {before}{', '.join(each.name for each in editors)}" if editors else ""
    yield " : ".join(filter(None, (volume.title, volume.subtitle))) + statement
    place, name = (volume.publisher.place, volume.publisher.name) if volume.publisher else ("", "")
    published = " : ".join(filter(None, (place, name)))
    year = str(volume.date.year) if volume.date else ""
    if published or year:
        yield ", ".join(filter(None, (published, year)))
    if volume.series:
        issn = f", ISSN {volume.issn}" if volume.issn else ""
        number = "" if volume.number is None else f" ; {volume.number}"
        yield f"({volume.series}{issn}{number})"


def _numbers(volume: Volume) -> Iterator[str]:
    terms = _TERMS.get(volume.lang.partition("-")[0], _TERMS["en"])
    for form, isbn in volume.isbns.items():
        yield f"ISBN {isbn} ({terms[form]})"
    if volume.doi:
        yield f"DOI {volume.doi}"


def _subjects(volume: Volume, catalogue: Catalogue) -> Iterator[str]:
    found = Counter(tag for id in volume.essays for tag in catalogue.essays[id].tags)
    for number, (tag, _) in enumerate(found.most_common(SUBJECTS), 1):
        yield f"{number}. {tag[:1].upper()}{tag[1:]}."


def _entries(volume: Volume, catalogue: Catalogue) -> Iterator[str]:
    """The editors under whose names it is found too, and its series."""
    known = OnlineEdition(catalogue=catalogue, name=catalogue.title, lang=volume.lang)
    names = [_heading(known, byline) for byline in volume.editors]
    for number, entry in enumerate((*names, *([volume.series] if volume.series else ())), 1):
        yield f"{_roman(number)}. {entry}."


def _heading(known: OnlineEdition, byline: Byline) -> str:
    name = record_name(known, byline)
    return ", ".join(filter(None, (name.family, name.given, name.suffix))) or name.whole


def _roman(number: int) -> str:
    """A small number in Roman numerals.

    >>> [_roman(number) for number in (1, 4, 9, 14)]
    ['I', 'IV', 'IX', 'XIV']
    """
    signs = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
    return next((sign + _roman(number - value) for value, sign in signs if number >= value), "")


def _codes(volume: Volume) -> Iterator[str]:
    for scheme, codes in (("Thema", volume.thema), ("CLIL", volume.clil)):
        if codes:
            yield f"{scheme} {', '.join(codes)}"
