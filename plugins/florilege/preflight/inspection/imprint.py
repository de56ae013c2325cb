"""Checks of what a volume says: every word of its essays, its ISBN, the mentions that the law asks for."""

import re
from collections.abc import Iterator

from stdnum import ean

from florilege.catalogue.model import Imprint
from florilege.diagnostics.findings import Occurrence
from florilege.pdf.letters import letters
from florilege.preflight.inspection.inspection import Inspection

_ISBN = re.compile(r"ISBN[\s:\u00a0-]*(97[89][\d\u00a0\u2010\u2011 -]{9,14}\d)")
_FREE = re.compile(r"ne peut (?:pas )?être vendu|not for sale", re.IGNORECASE)


def words(inspection: Inspection) -> Iterator[Occurrence]:
    """A piece of an essay isn't on its pages."""
    essays = inspection.anthology.catalogue.essays
    told: set[str] = set()
    for gap in inspection.found.gaps:
        if gap.essay not in told:  # what comes after is out of step
            told.add(gap.essay)
            yield Occurrence(gap.page, measured=gap.words, what=essays[gap.essay].title)


def _isbns(inspection: Inspection) -> Iterator[tuple[int, str]]:
    """Page, digits of each ISBN that the tome says is one, outside the essays."""
    for page in inspection.pages:
        if page.number not in inspection.text_pages:
            for found in _ISBN.findall(page.text):
                yield page.number, "".join(filter(str.isdigit, found))


def isbn_digit(inspection: Inspection) -> Iterator[Occurrence]:
    """An ISBN whose last digit doesn't follow from the others."""
    own = "".join(filter(str.isdigit, inspection.volume.isbn))
    for page, digits in dict.fromkeys([*([(0, own)] if own else []), *_isbns(inspection)]):
        if not _is_isbn(digits):
            first = digits[:12].ljust(12, "0")
            yield Occurrence(page, measured=digits, wanted=first + ean.calc_check_digit(first))


def _is_isbn(digits: str) -> bool:
    return len(digits) == 13 and ean.is_valid(digits)


def isbn_other(inspection: Inspection) -> Iterator[Occurrence]:
    """The pages give an ISBN, but not the volume's."""
    own = "".join(filter(str.isdigit, inspection.volume.isbn))
    found = list(_isbns(inspection))
    if _is_isbn(own) and found and own not in [digits for _, digits in found]:
        yield Occurrence(found[0][0], measured=found[0][1], wanted=inspection.volume.isbn)


def mentions(inspection: Inspection) -> Iterator[Occurrence]:
    """A mention that French law asks of a printed book, and that no page has (loi de 1881, loi de 1981)."""
    if not (inspection.volume.lang.startswith("fr") or inspection.printer.country == "FR"):
        return
    said = "".join(map(letters, "".join(page.text for page in inspection.pages).split()))
    squeezed = re.sub(r"\s", "", "".join(page.text for page in inspection.pages))
    text = " ".join(" ".join(page.text.split()) for page in inspection.pages)
    volume = inspection.volume
    for what, wanted in (
        ("publisher", _house(volume.publisher)),
        ("printer", _house(volume.printer)),
        ("deposit", (volume.legal_deposit,)),
        ("printed", (volume.printed,)),
    ):
        if not all(part and "".join(map(letters, part.split())) in said for part in wanted):
            yield Occurrence(what=what)
    if not _ISBN.search(text):
        yield Occurrence(what="isbn")
    price = re.sub(r"\s", "", volume.price)
    if not (price in squeezed if price else _FREE.search(text)):
        yield Occurrence(what="price")


def _house(imprint: Imprint | None) -> tuple[str, ...]:
    return (imprint.name, imprint.address) if imprint else ("",)
