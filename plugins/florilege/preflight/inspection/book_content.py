"""Checks of what a book says: every word of its essays, its ISBN, the mentions that the law asks for."""

import re
from collections.abc import Iterator

from stdnum import ean

from florilege.catalogue.volumes import Imprint
from florilege.diagnostics.findings import Occurrence
from florilege.preflight.inspection.essay_words import letters
from florilege.preflight.inspection.inspection import Inspection

_ISBN = re.compile(r"ISBN[\s:\u00a0-]*(97[89][\d\u00a0\u2010\u2011 -]{9,14}\d)")
_FREE = re.compile(r"ne peut (?:pas )?être vendu|not for sale", re.IGNORECASE)


def words(inspection: Inspection) -> Iterator[Occurrence]:
    """A passage of an essay isn't on its pages; what comes after it may only be out of step."""
    first = {passage.essay: passage for passage in reversed(inspection.search.missing)}
    for essay, passage in reversed(first.items()):
        yield Occurrence(passage.page, measured=passage.words, what=essay.title)


def _digits(text: str) -> str:
    return "".join(filter(str.isdigit, text))


def _is_isbn(digits: str) -> bool:
    return len(digits) == 13 and ean.is_valid(digits)


def _isbns(inspection: Inspection) -> list[tuple[int, str]]:
    """Page, digits of each number that the tome calls an ISBN, outside the essays."""
    return [
        (page.number, _digits(found))
        for page in inspection.pages
        if page.number not in inspection.essay_pages
        for found in _ISBN.findall(page.text)
    ]


def isbn_digit(inspection: Inspection) -> Iterator[Occurrence]:
    """An ISBN whose last digit doesn't follow from the others."""
    own = _digits(inspection.volume.isbn)
    for page, digits in dict.fromkeys([*([(0, own)] if own else []), *_isbns(inspection)]):
        if not _is_isbn(digits):
            first = digits[:12].ljust(12, "0")
            yield Occurrence(page, measured=digits, wanted=first + ean.calc_check_digit(first))


def isbn_other(inspection: Inspection) -> Iterator[Occurrence]:
    """The pages give an ISBN, but not the volume's."""
    own, found = _digits(inspection.volume.isbn), _isbns(inspection)
    if _is_isbn(own) and found and own not in [digits for _, digits in found]:
        yield Occurrence(found[0][0], measured=found[0][1], wanted=inspection.volume.isbn)


def legal_mentions(inspection: Inspection) -> Iterator[Occurrence]:
    """A mention that French law asks of a printed book is on no page.

    Printer: loi du 29 juillet 1881, art. 3; price: loi n° 81-766 du 10 août 1981, art. 1.
    """
    volume = inspection.volume
    if not (volume.lang.startswith("fr") or inspection.printer.country == "FR"):
        return
    text = " ".join(" ".join(page.text.split()) for page in inspection.pages)
    present, unspaced = letters(text), re.sub(r"\s", "", text)
    for what, wanted in (
        ("publisher", _name_and_address(volume.publisher)),
        ("printer", _name_and_address(volume.printer)),
        ("deposit", (volume.legal_deposit,)),
        ("printed", (volume.printed,)),
    ):
        if not all(part and letters(part) in present for part in wanted):
            yield Occurrence(what=what)
    if not _ISBN.search(text):
        yield Occurrence(what="isbn")
    price = re.sub(r"\s", "", volume.price)
    if not (price in unspaced if price else _FREE.search(text)):
        yield Occurrence(what="price")


def _name_and_address(imprint: Imprint | None) -> tuple[str, ...]:
    return (imprint.name, imprint.address) if imprint else ("",)
