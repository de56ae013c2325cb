"""Names and titles in the order of French indexes: sort names, collation keys, letters.

The rules are those of AFNOR NF Z44-001: accents, apostrophes and hyphens don't count; French « de » and
« d’ » go after the given name, « du, des, le, la, les, au, aux » stay before the family name; « von, zu »
and Spanish and Portuguese particles go after; British, American, Italian and Dutch ones stay.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from pyuca import Collator

from florilege.language.locales import primary_language

_LETTERS = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ß": "ss", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ŋ": "n"}
)
"""Latin letters that Unicode doesn't decompose."""

_APOSTROPHES = "'’ʼ"
_IBERIAN = frozenset(["es", "pt", "gl", "ca"])
_PARTICLES_KEPT = frozenset(
    "du des le la les au aux van ter ten el al ben ibn abou della dello degli lo st".split()  # noqa: SIM905
)
_PARTICLES_AFTER = frozenset(["de", "d", "von", "zu", "zum", "zur", "vom", "und", "dos", "das", "do", "da"])
PARTICLES = _PARTICLES_KEPT | _PARTICLES_AFTER | frozenset(["del", "den", "der", "di", "y", "e"])
_KEEPERS = frozenset(["en", "it", "nl"])
_ARTICLES = {
    lang: re.compile(rf"^(?:(?:{words})\s+|{elided})(?=\w)", re.IGNORECASE)
    for lang, words, elided in (
        ("fr", "le|la|les|un|une", "l['’ʼ]"),
        ("en", "the|an?", "(?!)"),
        ("de", "der|die|das|ein|eine", "(?!)"),
        ("es", "el|la|los|las|una?", "(?!)"),
        ("it", "il|lo|la|i|gli|le|un|uno|una", "(?:l|un)['’ʼ]"),
    )
}
"""Language → the articles that a list of titles passes over."""
_SUFFIX = re.compile(r"(?:jr|sr|fils|père|i{1,3}|iv)\.?", re.IGNORECASE)


def printed_name(name: str) -> str:
    """A name with the apostrophe of print.

    >>> printed_name("Camille d'Arbois")
    'Camille d’Arbois'
    """
    return re.sub(r"(?<=\w)'(?=\w|$|,)", "’", name)


def fold(text: str) -> str:
    """The text as order sees it: lower case, no accents, only letters, digits and single spaces.

    >>> fold("L’Œuvre d’Émile-Zoë")
    'loeuvre demilezoe'
    """
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    kept = (character for character in decomposed if character.isalnum() or character.isspace())
    return " ".join("".join(kept).split())


@cache
def _collator() -> Collator:
    return Collator()  # reads the Unicode table (DUCET), which takes a while: once, and only where needed


_SPREAD = 8
"""Places between two letters of the alphabet."""
_OWN_LETTERS: Mapping[str, Mapping[str, str]] = {
    "cs": {"c": "č", "r": "ř", "s": "š", "z": "ž"},
    "da": {"z": "æøå"},
    "es": {"n": "ñ"},
    "fi": {"z": "åäö"},
    "hr": {"c": "čć", "d": "đ", "s": "š", "z": "ž"},
    "nb": {"z": "æøå"},
    "nn": {"z": "æøå"},
    "no": {"z": "æøå"},
    "pl": {"a": "ą", "c": "ć", "e": "ę", "l": "ł", "n": "ń", "o": "ó", "s": "ś", "z": "źż"},
    "sk": {"c": "č", "s": "š", "z": "ž"},
    "sl": {"c": "č", "s": "š", "z": "ž"},
    "sv": {"z": "åäö"},
    "tr": {"c": "ç", "g": "ğ", "o": "ö", "s": "ş", "u": "ü"},
}
"""Language → letter → those after it that are letters of their own there (CLDR), and no accented ones."""


def collation_key(text: str, lang: str = "fr") -> tuple[tuple[int, ...], str, str]:
    """A key that sorts as an index of a language does; total, so that equal keys are equal texts.

    Latin letters stand in the order of the alphabet, other scripts after them in that of Unicode (DUCET),
    whose table is read only where one occurs; accents decide between texts that are otherwise the same.

    >>> sorted(["Zola", "Œillet", "Élan", "Eluard", "d’Arc", "Ωmega"], key=collation_key)
    ['d’Arc', 'Élan', 'Eluard', 'Œillet', 'Zola', 'Ωmega']
    >>> sorted(["zon", "åtta", "ast", "ö"], key=lambda text: collation_key(text, "sv"))
    ['ast', 'zon', 'åtta', 'ö']
    """
    own = _own_letters(primary_language(lang))
    composed = unicodedata.normalize("NFC", text.casefold())
    words = (
        [weight for sign in word for weight in ((own[sign],) if sign in own else _folded_weights(sign))]
        for word in composed.split()
    )
    weights = tuple(weight for word in words if word for weight in (_SPREAD * ord(" "), *word))
    return weights, unicodedata.normalize("NFKD", text.casefold()), text


@cache
def _own_letters(lang: str) -> Mapping[str, int]:
    """The letters of a language that have places of their own: between those of two others."""
    after = _OWN_LETTERS.get(lang, {})
    return {
        letter: _SPREAD * ord(one) + place
        for one, letters in after.items()
        for place, letter in enumerate(letters, 1)
    }


@cache
def _folded_weights(sign: str) -> tuple[int, ...]:
    return tuple(_SPREAD * weight for character in fold(sign) for weight in _weights(character))


def _weights(character: str) -> tuple[int, ...]:
    """Where a folded character stands: ASCII as it is, whose order is that of DUCET, others above it."""
    if character.isascii():
        return (ord(character),)
    primary = _collator().sort_key(character)
    return tuple(128 + weight for weight in primary[: primary.index(0)]) if 0 in primary else tuple(primary)


def index_letter(text: str) -> str:
    """The letter under which an index files the text: É → E, Œ → O; `#` for what begins with no letter.

    >>> [index_letter(text) for text in ("Émile", "Œillet", "« Ça »", "365 jours", "Þór", "")]
    ['E', 'O', 'C', '#', 'T', '#']
    """
    first = fold(text)[:1].upper()
    return first if first.isalpha() else "#"


def sort_title(title: str, lang: str) -> str:
    """A title without the article at its front, which lists pass over; in the language of the title.

    >>> [sort_title(title, "fr") for title in ("Le dernier bac", "L’heure d’Armand", "Lettre", "Un")]
    ['dernier bac', 'heure d’Armand', 'Lettre', 'Un']
    >>> sort_title("A Long Path", "en-GB"), sort_title("Die lange Nacht", "de"), sort_title("Die Hard", "en")
    ('Long Path', 'lange Nacht', 'Die Hard')
    """
    articles = _ARTICLES.get(primary_language(lang))
    return articles.sub("", title, count=1) if articles else title


def sort_name(name: str, lang: str = "fr") -> str:
    """« Family, Given » for a name as written; « Family, Given » itself is kept.

    What ends in a lower-case word (« Collectif du palier ») or is one word is kept as it stands.
    Nationality can't be computed: `lang` is the best guess, and an author's `sort_name` the remedy.

    >>> sort_name("Léonard de Vinci"), sort_name("Jean de La Fontaine"), sort_name("Joachim du Bellay")
    ('Vinci, Léonard de', 'La Fontaine, Jean de', 'Du Bellay, Joachim')
    >>> sort_name("Camille d’Arbois"), sort_name("Augustus de Morgan", "en"), sort_name("Colette")
    ('Arbois, Camille d’', 'de Morgan, Augustus', 'Colette')
    """
    if "," in name:
        return name
    words = _split_elisions(name.split())
    suffix = [words.pop()] if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else []
    if len(words) < 2 or words[-1][0].islower() or fold(words[0]) in PARTICLES:
        return name
    first, last = _family(words)
    family, between = words[last:], words[first:last]
    moved, kept = _share(between, lang)
    given = _join([*words[:first], *moved])
    heading = _join(kept + family + suffix)
    if primary_language(lang) == "fr":
        heading = heading[0].upper() + heading[1:]
    return f"{heading}, {given}"


def _split_elisions(words: list[str]) -> list[str]:
    """`d’Arbois` becomes `d’` and `Arbois`; `O’Brien` and `L’Hospital` are one word."""
    result: list[str] = []
    for word in words:
        if len(word) > 2 and word[0] == "d" and word[1] in _APOSTROPHES:
            result += [word[:2], word[2:]]
        else:
            result.append(word)
    return result


def _family(words: list[str]) -> tuple[int, int]:
    """Where the particles begin and where the family name does; at least one given name is left."""
    last = first = len(words) - 1
    while first > 1 and fold(words[first - 1]) in PARTICLES:
        first -= 1
    return first, last


def _share(particles: list[str], lang: str) -> tuple[list[str], list[str]]:
    """Which of the particles go after the given name, and which stay before the family name."""
    primary = primary_language(lang)
    if primary in _KEEPERS:
        return [], particles
    if primary in _IBERIAN:
        return particles, []
    for position, particle in enumerate(particles):
        # A capital makes a particle part of the name, and so is all that follows it.
        if particle[0].isupper() or fold(particle) not in _PARTICLES_AFTER:
            return particles[:position], particles[position:]
    return particles, []


def _join(words: list[str]) -> str:
    """Words with spaces between, none after an elision."""
    return re.sub(rf"\b(d[{_APOSTROPHES}]) (?=\S)", r"\1", " ".join(words))
