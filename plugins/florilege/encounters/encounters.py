"""Who signs, whom texts name → encounters: who names whom, who has written with whom, who belong together."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, combinations

from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Author
from florilege.encounters.persons import NamedPerson, indexed, persons_of, spoken_as
from florilege.prose.index_of_persons import in_order
from florilege.prose.prose import Prose

NAMED_BY = 2
"""How many authors name somebody who isn't one, or how many meetings they came to, so that the drawing has
them too: who is named by one alone brings nobody together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encounter:
    """Two persons, by their places in `Encounters.people`, and what is between them."""

    one: int
    other: int
    named: int = 0
    """How often `one` names `other` in essays."""
    back: int = 0
    """How often `other` names `one`."""
    together: int = 0
    """How many essays both have signed."""
    met: int = 0
    """How many meetings both came to."""

    @property
    def strength(self) -> int:
        """What brings them together: an essay of both counts as much as three mentions."""
        return self.named + self.back + self.met + 3 * self.together


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """Somebody in the drawing."""

    name: str
    """As indexes have it."""
    spoken: str
    author: Author | None = None
    """Who it is, for an author, who has a page."""
    anchor: str = ""
    """Of the entry in the index of persons, for one who has none."""
    lang: str = ""


@dataclass(frozen=True, kw_only=True)
class Encounters:
    """Persons, in the order of an index, and their ties, the strongest first."""

    people: tuple[Met, ...]
    ties: tuple[Encounter, ...]

    @cached_property
    def groups(self) -> tuple[tuple[int, ...], ...]:
        """Those who belong together, the largest group first: communities of greatest modularity.

        Clauset, Newman and Moore, « Finding community structure in very large networks » (2004).
        """
        # Numbers as nodes, whose order no process changes, and a library that takes a while to load.
        from networkx import Graph
        from networkx.algorithms.community import greedy_modularity_communities

        graph = Graph()
        graph.add_nodes_from(range(len(self.people)))
        graph.add_weighted_edges_from(sorted((tie.one, tie.other, tie.strength) for tie in self.ties))
        found = (tuple(sorted(group)) for group in greedy_modularity_communities(graph, weight="weight"))
        return tuple(sorted(found, key=lambda group: (-len(group), group)))

    def of(self, person: int) -> tuple[dict[int, int], ...]:
        """Whom somebody names, who names them, with whom they signed, whom they met; each with how often."""
        names: dict[int, int] = {}
        named_by: dict[int, int] = {}
        beside: dict[int, int] = {}
        met: dict[int, int] = {}
        for tie in self._ties[person]:
            mine = tie.one == person
            other = tie.other if mine else tie.one
            names[other] = tie.named if mine else tie.back
            named_by[other] = tie.back if mine else tie.named
            beside[other] = tie.together
            met[other] = tie.met
        kinds = (names, named_by, beside, met)
        return tuple({n: count for n, count in sorted(kind.items()) if count} for kind in kinds)

    @cached_property
    def _ties(self) -> Mapping[int, Sequence[Encounter]]:
        found: dict[int, list[Encounter]] = {}
        for tie in self.ties:
            found.setdefault(tie.one, []).append(tie)
            found.setdefault(tie.other, []).append(tie)
        return found

    def number(self, author: str) -> int | None:
        """The place of an author, by id, among the people; None for one who meets nobody."""
        return self._numbers.get(author)

    @cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {met.author.id: number for number, met in enumerate(self.people) if met.author}

    def around(self, author: str) -> "Encounters | None":
        """The encounters of one author, and those among whom they met; None without any."""
        centre = self.number(author)
        if centre is None:
            return None
        kept = {number for tie in self._ties[centre] for number in (tie.one, tie.other)}
        # Each tie once, by the first of its two.
        near = (tie for number in kept for tie in self._ties[number] if tie.one == number)
        return _numbered(self.people, (tie for tie in near if tie.other in kept))

    def strongest(self, most: int) -> "Encounters":
        """The encounters among so many persons at most, those whose ties are the strongest together."""
        if len(self.people) <= most:
            return self
        kept = {*self.foremost(most)}
        return _numbered(self.people, [tie for tie in self.ties if {tie.one, tie.other} <= kept])

    def foremost(self, most: int) -> tuple[int, ...]:
        """The places of those persons, in order; of all where there are no more."""
        weight = Counter[int]()
        for tie in self.ties:
            weight.update({tie.one: tie.strength, tie.other: tie.strength})
        return tuple(sorted(sorted(weight, key=lambda person: (-weight[person], person))[:most]))


def encounters_of(
    signing: Mapping[str, Sequence[str]],
    persons: Iterable[NamedPerson],
    authors: Iterable[Author],
    spoken: Mapping[str, str],
    meetings: Iterable[Sequence[str]] = (),
) -> Encounters:
    """The encounters that essays tell of, `signing` having the names of those who sign each of them, by id,
    and that meetings do, `meetings` having the names of those who came to each.

    Names are those of indexes; `spoken` has them as one says them.
    """
    named: Counter[tuple[str, str]] = Counter()
    together: Counter[tuple[str, str]] = Counter()
    met: Counter[tuple[str, str]] = Counter()
    in_index = {person.name: person for person in persons}
    for names in signing.values():
        together.update(combinations(sorted({*names}), 2))
    for person in in_index.values():
        for key, anchors in person.places:
            if key.kind == "essay":
                for writer in {*signing.get(key.id, ())} - {person.name}:
                    named[writer, person.name] += len(anchors)
    known = {author.sort_name: author for author in authors}
    by = Counter(name for _, name in named)
    for names in meetings:
        met.update(combinations(sorted({*names}), 2))
        by.update({name: NAMED_BY if name in known else 1 for name in names})
    shown = {*chain.from_iterable(signing.values())} | {name for name, n in by.items() if n >= NAMED_BY}
    people = [
        _met(name, spoken.get(name, name), known.get(name), in_index.get(name)) for name in in_order(shown)
    ]
    places = {met.name: number for number, met in enumerate(people)}
    pairs = {
        tuple(sorted((places[one], places[other])))
        for one, other in (*named, *together, *met)
        if one in shown and other in shown
    }
    ties = []
    for one, other in pairs:
        names = people[one].name, people[other].name
        ties.append(
            Encounter(
                one=one,
                other=other,
                named=named[names],
                back=named[names[1], names[0]],
                together=together[min(names), max(names)],
                met=met[min(names), max(names)],
            )
        )
    return _numbered(people, ties)


def encounters_in(volume: Volume, catalogue: Catalogue, prose: Mapping[TextKey, Prose]) -> Encounters:
    """The encounters that the texts of a volume tell of, as it is printed."""
    texts = ((key, prose[key]) for key in catalogue.running_texts(volume) if key in prose)
    persons = persons_of(texts, catalogue, volume.lang)
    essays = (catalogue.essays[id] for id in volume.essays)
    signing = {essay.id: indexed(essay.bylines, catalogue, volume.lang) for essay in essays}
    spoken = spoken_as(persons, catalogue)
    return encounters_of(signing, persons, catalogue.authors.values(), spoken)


def _met(name: str, spoken: str, author: Author | None, person: NamedPerson | None) -> Met:
    return Met(
        name=name,
        spoken=spoken,
        author=author,
        anchor=person.anchor if person else "",
        lang=author.body.lang if author else "",
    )


def _numbered(people: Sequence[Met], ties: Iterable[Encounter]) -> Encounters:
    """Those who have a tie alone, numbered anew; the ties in order of strength, then of names."""
    ties = tuple(ties)
    kept = sorted({number for tie in ties for number in (tie.one, tie.other)})
    places = {old: new for new, old in enumerate(kept)}
    found = (replace(tie, one=places[tie.one], other=places[tie.other]) for tie in ties)
    return Encounters(
        people=tuple(people[number] for number in kept),
        ties=tuple(sorted(found, key=lambda tie: (-tie.strength, tie.one, tie.other))),
    )
