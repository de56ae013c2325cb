"""Names that are nearly the same: by accents, case, order of the parts, or one letter."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from florilege.catalogue.sorting import fold

SHORTEST = 8
"""Letters: two shorter names may differ by one letter and be two people's."""


def variants(name: str) -> frozenset[str]:
    """What a name shares with its near spellings: two names are alike if these sets meet.

    The folded name, its words sorted, and the name less each of its letters (the symmetric deletions of
    Garbe's SymSpell): names one letter apart, or with two letters exchanged, share one of those.

    >>> bool(variants("Élise Aubry") & variants("AUBRY Elise"))
    True
    >>> bool(variants("Odile Maurel") & variants("Odile Morel"))
    False
    >>> bool(variants("Odile Maurel") & variants("Odile Maurell"))
    True
    >>> bool(variants("Anne") & variants("Anna"))
    False
    """
    folded = fold(name)
    words = " ".join(sorted(folded.split()))
    if len(folded) < SHORTEST:
        return frozenset([folded, words])
    return frozenset([folded, words]) | {folded[:cut] + folded[cut + 1 :] for cut in range(len(folded))}


def index(names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Variant → the names that have it, in their order."""
    result: defaultdict[str, list[str]] = defaultdict(list)
    for name in dict.fromkeys(names):
        for variant in variants(name):
            result[variant].append(name)
    return {variant: tuple(found) for variant, found in result.items()}


def alike(name: str, names: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The names of an `index` that are like this one, itself left out."""
    found = {other for variant in variants(name) for other in names.get(variant, ())}
    yield from sorted(found - {name})
