"""Tags of essays → themes of the site."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain, count
from operator import itemgetter

from slugify import slugify

from florilege.catalogue.sorting import collation_key, sort_title
from florilege.catalogue.writings import Essay


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Essays that share a tag, whatever its case, accents, hyphens and apostrophes."""

    slug: str
    name: str
    """As most essays write it."""
    essays: tuple[Essay, ...]
    """In the order of their titles."""
    spellings: frozenset[str]


def themes_of(essays: Iterable[Essay]) -> tuple[Theme, ...]:
    """The themes of some essays, in order of slug."""
    spellings: dict[str, Counter[str]] = {}
    members: dict[str, dict[str, Essay]] = {}
    for essay in essays:
        for tag in essay.tags:
            key = theme_key(tag)
            spellings.setdefault(key, Counter())[tag] += 1
            members.setdefault(key, {})[essay.id] = essay
    slugs = _slugs(spellings)
    return tuple(
        Theme(
            slug=slugs[key],
            name=spellings[key].most_common(1)[0][0],
            essays=tuple(sorted(members[key].values(), key=_by_title)),
            spellings=frozenset(spellings[key]),
        )
        for key in sorted(members, key=slugs.__getitem__)
    )


def _by_title(essay: Essay) -> tuple[tuple[int, ...], str, str]:
    return collation_key(sort_title(essay.title, essay.lang))


def theme_key(tag: str) -> str:
    """What spellings of a theme share; signs count, for « C » and « C++ » are two.

    >>> theme_key("L’École") == theme_key("l'ecole"), theme_key("C") == theme_key("C++")
    (True, False)
    """
    decomposed = unicodedata.normalize("NFKD", tag.casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return re.sub(r"[\s'’_-]+", "-", plain.replace("œ", "oe").replace("æ", "ae")).strip("-")


_SIGN_WORDS = {
    "+": "plus",
    "#": "sharp",
    "&": "et",
    "@": "a",
    "%": "pourcent",
    "=": "egale",
    "?": "question",
    "!": "exclamation",
    "*": "etoile",
    "/": "ou",
    ".": "point",
}
_SIGNS = tuple((sign, f"-{word}-") for sign, word in _SIGN_WORDS.items())


def _slugs(keys: Iterable[str]) -> Mapping[str, str]:
    """Key → how it stands in addresses; where two would share one, signs are spelled, else counted.

    >>> _slugs(["c", "c++", "c#", "l-ecole"])
    {'c': 'c', 'c#': 'c-sharp', 'c++': 'c-plus-plus', 'l-ecole': 'l-ecole'}
    """
    taken: dict[str, str] = {}
    for key in sorted(keys, key=lambda key: (_slug(key) != key, key)):
        plain = _slug(key)
        wishes = chain([plain, _slug(key, _SIGNS)], (f"{plain[:60]}-{number}" for number in count(2)))
        taken[next(wish for wish in wishes if wish not in taken)] = key
    return {key: slug for slug, key in sorted(taken.items(), key=itemgetter(1))}


def _slug(key: str, signs: Iterable[tuple[str, str]] = ()) -> str:
    return slugify(key, max_length=64, replacements=signs) or "theme"
