"""Somebody who was asked for a text → who that is in the catalogue, and what they have sent."""

from collections.abc import Iterator

from florilege.catalogue.model import Catalogue
from florilege.catalogue.plans import Invitation
from florilege.catalogue.writings import Essay


def author_of(catalogue: Catalogue, invitation: Invitation) -> str | None:
    """The id of the author, by the plan's own word or by the name."""
    if invitation.author:
        return invitation.author if invitation.author in catalogue.authors else None
    found = catalogue.person(invitation.name)
    return found.id if found else None


def is_of(catalogue: Catalogue, invitation: Invitation, essay: Essay) -> bool:
    """Whether somebody who was asked has signed an essay."""
    author = author_of(catalogue, invitation)
    return any(
        (author is not None and byline.author == author) or byline.name == invitation.name
        for byline in essay.bylines
    )


def of_volume(catalogue: Catalogue, volume: str) -> Iterator[Essay]:
    """The essays of a volume in printed order, then those that ask to be in it, drafts too."""
    known = catalogue.volumes.get(volume)
    placed = known.essays if known else ()
    yield from (catalogue.essays[id] for id in placed if id in catalogue.essays)
    for essay in catalogue.essays.values():
        listed = {id for part in known.parts for id in part.listed} if known else set()
        if essay.id not in placed and (essay.volume == volume or essay.id in listed):
            yield essay


def sent(catalogue: Catalogue, volume: str, invitation: Invitation) -> tuple[Essay, ...]:
    """What somebody has sent for a volume: the essay that the plan names, else all that they signed there."""
    if invitation.essay:
        return tuple(each for each in of_volume(catalogue, volume) if each.id == invitation.essay)
    return tuple(each for each in of_volume(catalogue, volume) if is_of(catalogue, invitation, each))


def everybody(catalogue: Catalogue) -> Iterator[tuple[str | None, str]]:
    """Whom an anthology knows, as authors, editors or invited: the id, where there is one, and each name."""
    for author in catalogue.authors.values():
        yield from ((author.id, name) for name in (author.name, *author.also_known_as))
    signed = (each.bylines for each in catalogue.essays.values())
    edited = (each.editors for each in catalogue.volumes.values())
    yield from ((each.author, each.name) for bylines in (*signed, *edited) for each in bylines)
    for plan in catalogue.plans.values():
        yield from ((author_of(catalogue, each), each.name) for each in plan.invited)
