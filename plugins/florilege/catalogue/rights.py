"""Which rights an essay's authors have given, for its text as it is now; which its volume lacks.

Each edition takes rights of its own, and holds the essays whose authors have given them; so does the site.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from florilege.catalogue.agreements import AgreedText, Consent, Consents, Right
from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.model import Catalogue
from florilege.catalogue.sketches import changed_at_most, same_words, sketch
from florilege.catalogue.sorting import fold
from florilege.catalogue.volumes import Edition, Volume
from florilege.catalogue.writings import NOT_READY, Byline, Essay

Standing = Literal["given", "none", "changed", "withdrawn"]
"""Whether a right is given: for another text alone it isn't, nor where it was taken back."""

Outlet = Edition | Literal["site"]
"""Where an essay is read: on the site, or in an edition of its volume."""
TAKES: Mapping[Outlet, frozenset[Right]] = {
    "site": frozenset({"site"}),
    "screen": frozenset({"site", "sale"}),
    "archive": frozenset({"site", "sale"}),
    "press": frozenset({"print", "sale"}),
    "ebook": frozenset({"ebook", "sale"}),
    "offprint": frozenset({"site", "sale", "offprint"}),
}
"""The rights that each takes: the PDFs to read are offered on the site, offprints are cut from them."""


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
    day = catalogue.day
    given = [
        each
        for each in consents.given
        if each.right == right and each.author in (byline.author, byline.name) and each.is_given(day)
    ]
    held = [each for each in given if each.is_held(day)]
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


def essays_held(catalogue: Catalogue, volume: Volume, editions: Collection[Edition] = ()) -> tuple[str, ...]:
    """The essays that at least one of these editions, or of all that a volume lists, holds or waits for."""
    if volume.consents.lacking == "refuse" or not volume.consents.needed:
        return volume.essays
    return tuple(
        id
        for id in volume.essays
        if {*(editions or volume.editions)}
        - {*closed_to(catalogue, volume, id, missing(catalogue, volume, catalogue.essays[id]))}
    )


def closed_to(
    catalogue: Catalogue, volume: Volume, essay: str, rights: Collection[Right]
) -> tuple[Outlet, ...]:
    """The site and the editions that an essay has no way into while it lacks these rights.

    Without `translation`, those that would show one: a volume that leaves essays out shows the original.
    """
    translated = "translation" in rights and volume.consents.lacking == "refuse"
    printed = translated and essay in catalogue.translations_for(volume)
    return tuple(
        each for each in TAKES if TAKES[each] & {*rights} or (translated if each == "site" else printed)
    )


def authors_of(catalogue: Catalogue, volume: Volume) -> tuple[Byline, ...]:
    """Who has signed the essays that a volume prints, each person once, in the order of the essays."""
    paper: tuple[Edition, ...] = ("press",) if "press" in volume.editions else ()
    essays = essays_held(catalogue, volume, paper)
    bylines = (byline for id in essays for byline in catalogue.essays[id].bylines)
    found: dict[str, Byline] = {}
    for byline in bylines:
        found.setdefault(person(byline), byline)
    return tuple(found.values())


def person(byline: Byline) -> str:
    """Who has signed: the id of their author file, else their name whatever its capitals and accents."""
    return byline.author or f"name: {fold(byline.name)}"
