"""A sum, a volume, how it is shared → what each author gets, to the cent, and for which essays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from pathlib import Path

from florilege.anthology import Anthology
from florilege.catalogue.costs import RoyaltyShares
from florilege.catalogue.model import Catalogue
from florilege.catalogue.printings import essays_as_printed, last_edition
from florilege.catalogue.rights import essays_held, person
from florilege.catalogue.volumes import Volume
from florilege.desk.budget import CENT, cents
from florilege.desk.status import as_built
from florilege.diagnostics.problems import FlorilegeError


@dataclass(frozen=True, slots=True, kw_only=True)
class EssayShare:
    """What an author gets for an essay, signed by `signers` people."""

    essay: str
    title: str
    pages: int | None
    """None where pages don't decide."""
    signers: int
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorShare:
    """What an author gets."""

    author: str
    """The id of their author file; empty where there is none."""
    name: str
    essays: tuple[EssayShare, ...]
    amount: Decimal


def shares(
    catalogue: Catalogue, volume: Volume, amount: Decimal, by: RoyaltyShares, pages: Mapping[str, int]
) -> tuple[AuthorShare, ...]:
    """The amount, to the cent, shared among all authors of what a volume prints, in the order of its essays.

    An essay by several counts for each by equal parts. `pages` are those of each essay, and may be empty
    where they don't decide. All shares together are the amount.
    """
    names: dict[str, tuple[str, str]] = {}
    signed: dict[str, dict[str, int]] = {}
    """Person → essay → how many have signed it."""
    held = essays_held(catalogue, volume)
    essays = {id: essay for id, essay in essays_as_printed(catalogue, volume).items() if id in held}
    for id, essay in essays.items():
        signers = {person(byline): byline for byline in essay.bylines}
        for who, byline in signers.items():
            known = catalogue.authors.get(byline.author or "")
            names.setdefault(who, (byline.author or "", known.name if known else byline.name))
            signed.setdefault(who, {})[id] = len(signers)
    weights = {
        who: {
            id: Fraction(pages[id] if by == "pages" else 1, 1 if by == "equal" else signers)
            for id, signers in own.items()
        }
        for who, own in signed.items()
    }
    whole = [Fraction(1) if by == "equal" else sum(own.values(), Fraction(0)) for own in weights.values()]
    found = []
    for (who, own), total in zip(weights.items(), shared(amount, whole), strict=True):
        parts = zip(own, shared(total, [*own.values()]), strict=True)
        author, name = names[who]
        found.append(
            AuthorShare(
                author=author,
                name=name,
                amount=total,
                essays=tuple(
                    EssayShare(
                        essay=id,
                        title=essays[id].title,
                        pages=pages[id] if by == "pages" else None,
                        signers=signed[who][id],
                        amount=part,
                    )
                    for id, part in parts
                ),
            )
        )
    return tuple(found)


def shared(amount: Decimal, weights: Sequence[Fraction]) -> tuple[Decimal, ...]:
    """An amount in parts in proportion to weights, each to the cent, whose sum is the amount.

    By largest remainder: each part is rounded down, and the cents that are left go to those that lost most by
    it, to the first of several that lost as much.

    >>> shared(Decimal("10.00"), [Fraction(1)] * 3)
    (Decimal('3.34'), Decimal('3.33'), Decimal('3.33'))
    """
    total = sum(weights, Fraction(0))
    if not total:
        return (Decimal("0.00"),) * len(weights)
    all_cents = int(cents(amount) / CENT)
    exact = [all_cents * weight / total for weight in weights]
    parts = [floor(each) for each in exact]
    lost = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in lost[: all_cents - sum(parts)]:
        parts[place] += 1
    return tuple(Decimal(part) * CENT for part in parts)


def pages_of(anthology: Anthology, volume: Volume, tomes: Path, contributions: Path) -> Mapping[str, int]:
    """The pages of each essay: as last printed for good, else in the built file.

    Raises `FlorilegeError` (2): `royalties-pages` where an essay is in neither, `royalties-stale` where the
    file is older than the texts: no money by a guess.
    """
    edition = last_edition(anthology.catalogue, volume)
    printed = {each.essay: each.last - each.first + 1 for each in edition.essays} if edition else {}
    built = None if edition else as_built(anthology, volume, tomes, contributions)
    known = printed or (dict(built.essays) if built else {})
    held = essays_held(anthology.catalogue, volume)
    if missing := [id for id in held if not known.get(id)]:
        raise FlorilegeError("royalties-pages", exit_code=2, volume=volume.id, essays=", ".join(missing[:5]))
    if built and built.changed:
        raise FlorilegeError("royalties-stale", exit_code=2, volume=volume.id, file=built.changed)
    return {id: known[id] for id in held}
