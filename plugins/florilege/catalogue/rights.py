"""Which rights an essay's authors have given, for its text as it is now; which its volume lacks.

The files of a volume have the same pages and so the same essays: what one of them may not print is in none.
The site and offprints go their own ways.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from florilege.catalogue.agreements import AgreedText, Consent, Consents, Right
from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.model import NOT_READY, Byline, Catalogue, Edition, Essay, Volume
from florilege.catalogue.sketches import changed_at_most, same_words, sketch

Standing = Literal["given", "none", "changed", "withdrawn"]
"""Whether a right is given: for another text alone it isn't, nor where it was taken back."""

NEEDS: Mapping[Edition, Right] = {"screen": "site", "archive": "site", "press": "print", "ebook": "ebook"}
"""Edition of all of a volume → the right that it takes: the PDFs to read are offered on the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A right that an author hasn't given, and why it isn't."""

    right: Right
    author: str
    """The name as printed."""
    why: Standing


def signer(byline: Byline) -> str:
    """What consents call somebody: the id of the author, else the name as printed."""
    return byline.author or byline.name


def is_current(consent: Consent, consents: Consents, essay: Essay) -> bool:
    """Whether a consent holds for the text as it is now, corrections that it allows included."""
    if consent.hash == text_hash(essay):
        return True
    agreed = agreed_text(consent, consents)
    return (
        agreed is not None
        and bool(agreed.sketch)
        and same_words(agreed.title, essay.title)
        and changed_at_most(agreed.sketch, sketch(essay), consent.corrections)
    )


def agreed_text(consent: Consent, consents: Consents) -> AgreedText | None:
    """The text that a consent is about, as far as it was noted."""
    return next((each for each in consents.versions if each.hash == consent.hash), None)


def standing(catalogue: Catalogue, essay: Essay, byline: Byline, right: Right) -> Standing:
    """How an author stands to a right."""
    consents = catalogue.consents.get(essay.id) or Consents(essay=essay.id)
    given = [
        each for each in consents.given if each.right == right and each.author in (byline.author, byline.name)
    ]
    held = [each for each in given if each.withdrawn is None]
    if any(is_current(each, consents, essay) for each in held):
        return "given"
    return "changed" if held else "withdrawn" if given else "none"


def needed(catalogue: Catalogue, volume: Volume, essay: str) -> tuple[Right, ...]:
    """The rights that a volume needs for an essay: that of translation where there is one alone."""
    translated = any(
        key.id == essay and each.status not in NOT_READY for key, each in catalogue.translations.items()
    )
    return tuple(each for each in volume.consents.needed if each != "translation" or translated)


def lacks(catalogue: Catalogue, volume: Volume, essay: Essay) -> Iterator[Lack]:
    """What a volume lacks for one of its essays, right by right."""
    for right in needed(catalogue, volume, essay.id):
        for byline in essay.bylines:
            why = standing(catalogue, essay, byline, right)
            if why != "given":
                yield Lack(right=right, author=byline.name, why=why)


def missing(catalogue: Catalogue, volume: Volume, essay: Essay) -> frozenset[Right]:
    """The rights that a volume lacks for one of its essays."""
    return frozenset(each.right for each in lacks(catalogue, volume, essay))


def of_files(volume: Volume) -> frozenset[Right]:
    """The rights that all of a volume takes, in the editions that it lists; what is printed may be sold."""
    return frozenset({NEEDS[each] for each in volume.editions if each in NEEDS} | {"sale"})
