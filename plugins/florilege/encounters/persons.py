"""Mentions in texts → the persons of the site, each with every place that names them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, count

from slugify import slugify

from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.sorting import printed_name
from florilege.catalogue.writings import Author, Byline
from florilege.prose.index_of_persons import in_order, indexed_name
from florilege.prose.prose import Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPerson:
    """Somebody whom texts name."""

    slug: str
    name: str
    """As indexes have it: « La Boétie, Étienne de »."""
    spoken: str
    """As one says it: « Étienne de La Boétie »."""
    author: Author | None
    """Who it is, if it is one of the authors."""
    places: tuple[tuple[TextKey, tuple[str, ...]], ...]
    """Each text that names them, and the anchors of its mentions, in order."""

    @property
    def anchor(self) -> str:
        """Of the entry on the page of the index."""
        return f"person-{self.slug}"


def persons_of(
    texts: Iterable[tuple[TextKey, Prose]], catalogue: Catalogue, lang: str
) -> tuple[NamedPerson, ...]:
    """The persons named by some texts, in the order of an index; `lang` is that of the index (BCP 47)."""
    places: dict[str, dict[TextKey, list[str]]] = {}
    authors: dict[str, Author | None] = {}
    spoken: dict[str, str] = {}
    for key, prose in texts:
        for mention in prose.mentions:
            name = indexed_name(mention.person, catalogue, lang)
            authors[name] = author = catalogue.person(mention.person)
            spoken.setdefault(name, author.name if author else _spoken(mention.person))
            places.setdefault(name, {}).setdefault(key, []).append(mention.id)
    names = in_order(places)
    slugs = _slugs(names)
    return tuple(
        NamedPerson(
            slug=slugs[name],
            name=name,
            spoken=spoken[name],
            author=authors[name],
            places=tuple((key, tuple(anchors)) for key, anchors in places[name].items()),
        )
        for name in names
    )


def indexed(bylines: Iterable[Byline], catalogue: Catalogue, lang: str) -> tuple[str, ...]:
    """Who signs, named as in an index; `lang` is that of the index (BCP 47)."""
    return tuple(
        author.sort_name
        if (author := catalogue.authors.get(byline.author or ""))
        else indexed_name(byline.name, catalogue, lang)
        for byline in bylines
    )


def spoken_as(persons: Iterable[NamedPerson], catalogue: Catalogue) -> Mapping[str, str]:
    """Name as in an index → as one says it, of authors and of those whom texts name."""
    authors = {author.sort_name: author.name for author in catalogue.authors.values()}
    return authors | {person.name: person.spoken for person in persons}


def _spoken(person: str) -> str:
    """A name as a mention writes it, the given name first.

    >>> _spoken("Dumas, Alexandre"), _spoken("Rose Valland")
    ('Alexandre Dumas', 'Rose Valland')
    """
    family, _, given = person.partition(", ")
    return printed_name(f"{given} {family}".strip())


def _slugs(names: Iterable[str]) -> Mapping[str, str]:
    """Name → the end of its anchor; counted where names share one.

    >>> _slugs(["Hay, Louise", "Haÿ, Louise", "林"])
    {'Hay, Louise': 'hay-louise', 'Haÿ, Louise': 'hay-louise-2', '林': 'lin'}
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        slug = slugify(name) or "person"
        wishes = chain([slug], (f"{slug}-{number}" for number in count(2)))
        found[name] = next(wish for wish in wishes if wish not in taken)
        taken.add(found[name])
    return found
