"""Essays and whom they name → for each, the few that belong with it, and why: from the catalogue alone.

Two essays belong together if one refers to the other, if the same persons sign or are named in both, or if
they share themes or a place. What few essays share says more than what many do. Time grows with the number of
essays: of the many that share a person, a place or a theme, only those that stand near count.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

MOST = 3
"""How many essays are named at the foot of one."""
NEAR = 20
"""How many essays before and after, among those that share something, are compared."""
OF_A_LINK, OF_A_PERSON, OF_A_PLACE, OF_A_THEME = 6.0, 3.0, 2.0, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What one essay has that others may have too. Persons and themes are keys of the caller's."""

    id: str
    refers_to: frozenset[str] = frozenset()
    """The ids of essays."""
    persons: tuple[str, ...] = ()
    """Who signs it, then who is named in it, in order."""
    themes: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """An essay that belongs with another, and why."""

    id: str
    referred_to: bool
    """Whether the other refers to it."""
    refers: bool
    """Whether it refers to the other."""
    persons: tuple[str, ...]
    themes: tuple[str, ...]
    places: tuple[str, ...] = ()


def related(ties: Sequence[Tie]) -> Mapping[str, tuple[Related, ...]]:
    """Id → at most `MOST` essays that belong with it, the closest first; of two as close, the nearer."""
    by_person = _sharing((tie.id, tie.persons) for tie in ties)
    by_place = _sharing((tie.id, tie.places) for tie in ties)
    by_theme = _sharing((tie.id, tie.themes) for tie in ties)
    known = {tie.id: tie for tie in ties}
    place = {tie.id: number for number, tie in enumerate(ties)}
    referring = _sharing((tie.id, tie.refers_to) for tie in ties)
    result = {}
    for tie in ties:
        points: defaultdict[str, float] = defaultdict(float)
        for other in chain(tie.refers_to & known.keys(), referring.get(tie.id, ())):
            points[other] += OF_A_LINK
        for shared, names, worth in (
            (by_person, tie.persons, OF_A_PERSON),
            (by_place, tie.places, OF_A_PLACE),
            (by_theme, tie.themes, OF_A_THEME),
        ):
            for name in dict.fromkeys(names):
                members = shared[name]
                number = bisect_left(members, place[tie.id], key=place.__getitem__)
                for other in members[max(0, number - NEAR) : number + NEAR + 1]:
                    points[other] += worth * (1 + 1 / len(members))
        points.pop(tie.id, None)
        closest = sorted(points, key=lambda id: (-points[id], abs(place[id] - place[tie.id]), place[id]))
        result[tie.id] = tuple(_why(tie, known[id]) for id in closest[:MOST])
    return result


def _sharing(members: Iterable[tuple[str, Iterable[str]]]) -> Mapping[str, Sequence[str]]:
    """What is shared → the ids of those that have it, in order."""
    found: dict[str, list[str]] = {}
    for id, names in members:
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(id)
    return found


def _why(tie: Tie, other: Tie) -> Related:
    return Related(
        id=other.id,
        referred_to=other.id in tie.refers_to,
        refers=tie.id in other.refers_to,
        persons=tuple(name for name in dict.fromkeys(other.persons) if name in tie.persons),
        themes=tuple(name for name in dict.fromkeys(tie.themes) if name in other.themes),
        places=tuple(name for name in tie.places if name in other.places),
    )
