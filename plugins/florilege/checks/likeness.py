"""Names that are nearly the same: by accents, case, order of the parts, one letter, or to the eye."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from fontTools.unicodedata import script

from florilege.catalogue.sorting import fold
from florilege.diagnostics.lookalikes import looks

SHORTEST = 8
"""Letters: two shorter names may differ by one letter and be two people's."""


def mixed_word(name: str) -> str:
    """The first word of a name that has letters of two scripts, as UTS 39 (5.2) counts them; or nothing.

    Scripts that are written together are one: Japanese, Korean, Chinese, each with Latin.

    >>> mixed_word("Реtitjean Solange"), mixed_word("Юрий Lune"), mixed_word("山田エミ")
    ('Реtitjean', '', '')
    """
    return next((word for word in _words(name) if _is_mixed(word)), "")


def _words(name: str) -> list[str]:
    """The runs of letters of a name, each with its marks and with what nobody sees between them."""
    kept = (each if unicodedata.category(each)[0] in "LMC" else " " for each in name)
    return "".join(kept).split()


def _is_mixed(word: str) -> bool:
    scripts = {script(character) for character in word} - {"Zyyy", "Zinh", "Zzzz"}
    return len(scripts) > 1 and not any(scripts <= system for system in _SYSTEMS)


_SYSTEMS = (
    frozenset({"Latn", "Hani", "Hira", "Kana"}),
    frozenset({"Latn", "Hani", "Hang"}),
    frozenset({"Latn", "Hani", "Bopo"}),
)
"""Writing systems of several scripts (UTS 39, 5.2, “highly restrictive”)."""


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
    return frozenset(variant for folded in {fold(name), fold(looks(name))} for variant in _near(folded))


def _near(folded: str) -> Iterator[str]:
    yield folded
    yield " ".join(sorted(folded.split()))
    if len(folded) >= SHORTEST:
        yield from (folded[:cut] + folded[cut + 1 :] for cut in range(len(folded)))


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
