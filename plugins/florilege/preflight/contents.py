"""Checks of what a volume says: every word of its essays, its ISBN, the mentions that the law asks for."""

import re
from collections.abc import Iterator

from florilege.catalogue.model import Imprint
from florilege.pdf.content import letters
from florilege.preflight.cases import Case, Spot
from florilege.preflight.scanner import check_digit

_ISBN = re.compile(r"ISBN[\s:\u00a0-]*(97[89][\d\u00a0\u2010\u2011 -]{9,14}\d)")
_FREE = re.compile(r"ne peut (?:pas )?être vendu|not for sale", re.IGNORECASE)


def words(case: Case) -> Iterator[Spot]:
    """A piece of an essay isn't on its pages."""
    essays = case.anthology.catalogue.essays
    told: set[str] = set()
    for gap in case.found.gaps:
        if gap.essay not in told:  # what comes after is out of step
            told.add(gap.essay)
            yield Spot(gap.page, measured=gap.words, what=essays[gap.essay].title)


def _isbns(case: Case) -> Iterator[tuple[int, str]]:
    """Page, digits of each ISBN that the tome says is one, outside the essays."""
    for page in case.pages:
        if page.number not in case.text_pages:
            for found in _ISBN.findall(page.text):
                yield page.number, "".join(filter(str.isdigit, found))


def isbn_digit(case: Case) -> Iterator[Spot]:
    """An ISBN whose last digit doesn't follow from the others."""
    own = "".join(filter(str.isdigit, case.volume.isbn))
    for page, digits in dict.fromkeys([*([(0, own)] if own else []), *_isbns(case)]):
        if len(digits) != 13 or check_digit(digits[:12]) != digits[12]:
            yield Spot(page, measured=digits, wanted=digits[:12] + check_digit(digits[:12].ljust(12, "0")))


def isbn_other(case: Case) -> Iterator[Spot]:
    """The pages give an ISBN, but not the volume's."""
    own = "".join(filter(str.isdigit, case.volume.isbn))
    found = list(_isbns(case))
    sound = len(own) == 13 and check_digit(own[:12]) == own[12]
    if sound and found and own not in [digits for _, digits in found]:
        yield Spot(found[0][0], measured=found[0][1], wanted=case.volume.isbn)


def mentions(case: Case) -> Iterator[Spot]:
    """A mention that French law asks of a printed book, and that no page has (loi de 1881, loi de 1981)."""
    if not (case.volume.lang.startswith("fr") or case.printer.country == "FR"):
        return
    said = "".join(map(letters, "".join(page.text for page in case.pages).split()))
    squeezed = re.sub(r"\s", "", "".join(page.text for page in case.pages))
    text = " ".join(" ".join(page.text.split()) for page in case.pages)
    volume = case.volume
    for what, wanted in (
        ("publisher", _house(volume.publisher)),
        ("printer", _house(volume.printer)),
        ("deposit", (volume.legal_deposit,)),
        ("printed", (volume.printed,)),
    ):
        if not all(part and "".join(map(letters, part.split())) in said for part in wanted):
            yield Spot(what=what)
    if not _ISBN.search(text):
        yield Spot(what="isbn")
    price = re.sub(r"\s", "", volume.price)
    if not (price in squeezed if price else _FREE.search(text)):
        yield Spot(what="price")


def _house(imprint: Imprint | None) -> tuple[str, ...]:
    return (imprint.name, imprint.address) if imprint else ("",)
