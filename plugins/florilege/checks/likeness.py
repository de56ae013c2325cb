"""Names that are nearly the same: by accents, case, order of the parts, one letter, or to the eye."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from fontTools.unicodedata import script

from florilege.catalogue.sorting import fold
from florilege.diagnostics.problems import code_point

SHORTEST = 8
"""Letters: two shorter names may differ by one letter and be two people's."""


_LATIN = "aceiopsxyhjdqwvABEKMHOPCTXYISJQWVZNaoviBEHIKMNOPTXYZAouOSnhg"
_OTHER = "асеіорѕхуһјԁԛԝѵАВЕКМНОРСТХУІЅЈԚԜѴΖΝαονιΒΕΗΙΚΜΝΟΡΤΧΥΖΑօսՕՏոհց"
LOOKALIKES = str.maketrans(_OTHER, _LATIN) | {ord("ı"): "i", ord("ӏ"): "l", ord("Ӏ"): "l"}
"""Cyrillic, Greek and Armenian letters → the Latin ones of the same looks (UTS 39, intentional.txt)."""


def looks(name: str) -> str:
    """What two names share that the eye can't tell apart.

    >>> looks("Sоlаnge") == looks("Solange") != looks("Solenge")
    True
    """
    return unicodedata.normalize("NFKC", name).translate(LOOKALIKES)


def told_apart(name: str, other: str) -> str:
    """The name as a message shows it beside another: letters that only look like the other's with their code.

    >>> told_apart("Sоlange", "Solange"), told_apart("Zoé", "Zoë")
    ('Sо(U+043E)lange', 'Zoé')
    """
    if looks(name) != looks(other):
        return name
    strange = {character for character in name if ord(character) in LOOKALIKES} - set(other)
    return "".join(f"{each}({code_point(each)})" if each in strange else each for each in name)


def mixed_word(name: str) -> str:
    """The first word of a name that has letters of two scripts, as UTS 39 (5.2) counts them; or nothing.

    >>> mixed_word("Реtitjean Solange"), mixed_word("Юрий Lune"), mixed_word("山田エミ")
    ('Реtitjean', '', '')
    """
    return next((word for word in re.findall(r"[^\W\d_]+", name) if _is_mixed(word)), "")


def _is_mixed(word: str) -> bool:
    scripts = {script(character) for character in word} - {"Zyyy", "Zinh"}
    return len(scripts) > 1 and not any(scripts <= system for system in _SYSTEMS)


_SYSTEMS = (
    frozenset({"Hani", "Hira", "Kana"}),
    frozenset({"Hani", "Hang"}),
    frozenset({"Hani", "Bopo"}),
)
"""Writing systems of several scripts: Japanese, Korean, Chinese (UTS 39, 5.1)."""


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
    folded = fold(looks(name))
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
