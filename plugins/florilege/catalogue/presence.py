"""What of an anthology stands on the site: texts by their status, authors by what they sign."""

from collections.abc import Callable, Iterator, Sequence

from florilege.catalogue.model import Catalogue, ExtraPage
from florilege.catalogue.writings import Byline, Essay, Letter, Meeting, Translation

PUBLIC = frozenset({"accepted", "published"})
"""The statuses of what readers see."""

Shown = Essay | Translation | Letter | Meeting | ExtraPage
"""What has a status."""


def is_public(thing: Shown) -> bool:
    """Whether its status lets everybody read it."""
    return thing.status in PUBLIC


def signers(
    catalogue: Catalogue, is_shown: Callable[[Shown], bool] = is_public
) -> tuple[frozenset[str], frozenset[str]]:
    """The ids of the authors who sign something that is shown, and of those who sign something that isn't."""
    hidden, seen = set[str | None](), set[str | None]()
    for thing, names in _signed(catalogue):
        kept = seen if thing is None or is_shown(thing) else hidden
        kept.update(byline.author for byline in names)
    return frozenset(filter(None, seen)), frozenset(filter(None, hidden))


def _signed(
    catalogue: Catalogue,
) -> Iterator[tuple[Shown | None, Sequence[Byline]]]:
    """All that people sign or take part in, and who; None for what stands in volumes, which is shown."""
    for essay in catalogue.essays.values():
        yield essay, essay.bylines
    for letter in catalogue.letters.values():
        yield letter, letter.bylines
    for translation in catalogue.translations.values():
        yield translation, translation.translators
    for meeting in catalogue.meetings.values():
        yield meeting, meeting.company
    for volume in catalogue.volumes.values():
        yield None, (*volume.editors, *(name for matter in volume.matters for name in matter.bylines))
