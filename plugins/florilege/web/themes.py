"""Tags of essays → themes of the site."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from slugify import slugify

from florilege.catalogue.model import Essay


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Essays that share a tag; spellings that make the same slug are one theme."""

    slug: str
    name: str
    """As most essays write it."""
    essays: tuple[Essay, ...]


def theme_slug(tag: str) -> str:
    """The tag as it stands in addresses.

    >>> theme_slug("L’école"), theme_slug("Œuvres & gens")
    ('l-ecole', 'oeuvres-gens')
    """
    return slugify(tag.replace("’", "-"), max_length=64) or "theme"


def themes_of(essays: Iterable[Essay]) -> tuple[Theme, ...]:
    """The themes of some essays, in order of slug."""
    spellings: dict[str, Counter[str]] = {}
    members: dict[str, dict[str, Essay]] = {}
    for essay in essays:
        for tag in essay.tags:
            slug = theme_slug(tag)
            spellings.setdefault(slug, Counter())[tag] += 1
            members.setdefault(slug, {})[essay.id] = essay
    return tuple(
        Theme(slug=slug, name=spellings[slug].most_common(1)[0][0], essays=tuple(members[slug].values()))
        for slug in sorted(members)
    )
