"""Names that sign → people: by id, by name, or several in one text."""

import re
from collections.abc import Iterable, Iterator

from florilege.catalogue.ids import suggest_id
from florilege.catalogue.model import Author, Byline, Catalogue
from florilege.catalogue.sorting import fold, printed_name
from florilege.reading.fields import BylineFields

_SUFFIX = r"(?:jr|sr|fils|père|i{2,3}|iv)\b"
_BETWEEN = re.compile(
    rf"\s*,?\s+(?:et|and)\s+|\s+und\s+(?!zu\b)|\s*&\s*|\s*[;/|]\s*|\s*,(?!\s*{_SUFFIX})\s*", re.IGNORECASE
)
"""What stands between two names in a text; not what stands before « Jr. »."""


def bylines(fields: Iterable[BylineFields], people: Catalogue) -> tuple[Byline, ...]:
    """Names as printed; a name without an id is that of the author of this name, if there is one.

    A text that joins names (« ada-lune, Bob Rue », « Ada Lune et Bob Rue ») is several where each is known;
    else it stays one name, which checks refuse.
    """
    return tuple(byline for each in fields for byline in _of(each, people))


def split_names(text: str) -> list[str]:
    """The names that a text joins; the text alone where it joins none.

    >>> split_names("Ada Lune, Bob Rue et Zoé Roux"), split_names("Jo Marsh, Jr.")
    (['Ada Lune', 'Bob Rue', 'Zoé Roux'], ['Jo Marsh, Jr.'])
    """
    names = [name for name in _BETWEEN.split(text) if name]
    return names if len(names) > 1 else [text]


def known_author(text: str, people: Catalogue) -> Author | None:
    """The author whom a text names, by name or by an id, its accents and capitals apart."""
    if person := people.person(text):
        return person
    return None if " " in text else people.authors.get(suggest_id(text))


def _of(byline: BylineFields, people: Catalogue) -> Iterator[Byline]:
    if byline.name is None:
        known = people.authors.get(byline.id or "")
        name = known.name if known else people.faulty_names.get(str(byline.id), str(byline.id))
        group = byline.organisation or (known is not None and known.organisation)
        yield Byline(name=name, author=byline.id, organisation=group)
    elif byline.id or byline.organisation or byline.name.literal:
        person = people.authors.get(byline.id) if byline.id else people.person(byline.name.text)
        group = byline.organisation or byline.name.literal or (person is not None and person.organisation)
        id = byline.id or (person.id if person else None)
        yield Byline(name=printed_name(byline.name.text), author=id, organisation=group)
    else:
        yield from _named(byline.name.text, people)


def _named(text: str, people: Catalogue) -> Iterator[Byline]:
    """The name in a text, or the names that it joins if each is known."""
    whole = known_author(text, people)
    names = [text] if whole else split_names(text)
    authors = [known_author(name, people) for name in names]
    if len(names) > 1 and not all(authors):
        names, authors = [text], [None]
    for name, author in zip(names, authors, strict=True):
        if author is None:
            yield Byline(name=printed_name(name))
        else:
            as_written = people.person(name) is not None and fold(name) != fold(author.sort_name)
            shown = printed_name(name) if as_written else author.name
            yield Byline(name=shown, author=author.id, organisation=author.organisation)
