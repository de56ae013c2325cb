"""Quotation marks of which one is straight and the other is not (`“Catch-22"`, `"fin”`) → a pair.

The one that isn't straight says what the pair is. A straight one is read by its place: it opens before a
word, closes behind one, and behind a digit it may be a measure (12"), which it is where the signs around find
their partners so. What no reading explains stays as it was typed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from florilege.prose.typography.sentinels import BLOCK, ITEM, LEAD, MARK, TAG, WORD

CLOSING = {"«": "»", "“": "”", "„": "“", '"': '"'}
"""What opens → what closes it."""
_OPENING = {"»": "«", "”": "“"}
_SIGN = re.compile('[«»“”„"]')
_BEFORE = re.compile(rf"(?:\A|[\s(\[{{—–/’'«“„\"{BLOCK}{ITEM}{LEAD}])[{MARK}{TAG}]*\Z")
_BEHIND = re.compile(rf"[{MARK}{TAG}]*(?:\Z|[^\w{WORD}])")
_MEASURE = re.compile(r"\d[{MARK}{TAG}]?\Z")
_MOST = 4
"""Straight quotes behind digits in one unit that are read both ways."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Where two signs that belong together stand, and what each is or should be."""

    opening: int
    closing: int
    signs: str


def pairs(unit: str) -> list[Pair]:
    """The pairs of one paragraph of masked text, as far as the places of the signs tell them.

    >>> [pair.signs for pair in pairs('“Catch-22" et "non”, un écran de 12" ; «oui" "neuf"')]
    ['“”', '“”', '«»', '""']
    """
    signs = [*_read(unit)]
    unsure = [n for n, (_, kinds) in enumerate(signs) if len(kinds) > 1]
    if len(unsure) > _MOST:
        return []
    best: tuple[int, list[Pair]] | None = None
    for chosen in product(*(signs[n][1] for n in unsure)):
        read = dict(zip(unsure, chosen, strict=True))
        left, found = _matched(unit, [(at, read.get(n, kinds[0])) for n, (at, kinds) in enumerate(signs)])
        if best is None or left < best[0]:
            best = left, found
    return best[1] if best else []


def _read(unit: str) -> Iterator[tuple[int, str]]:
    """Each sign with what it may be: `o`pening, `c`losing, a `m`easure; nothing where it can't be known."""
    for match in _SIGN.finditer(unit):
        at, sign = match.span()[0], match[0]
        opens = _BEFORE.search(unit[max(0, at - 4) : at]) is not None and not unit[at + 1 : at + 2].isspace()
        closes = not opens and _BEHIND.match(unit, at + 1) is not None
        if sign in "«„" or (sign == "“" and not closes):
            yield at, "o"
        elif sign in "»”“":
            yield at, "c"
        elif opens:
            yield at, "o"
        elif closes and not unit[max(0, at - 1) : at].isspace():
            yield at, "cm" if unit[:at].rstrip(MARK + TAG)[-1:].isdigit() else "c"
        else:
            yield at, "?"


def _matched(unit: str, signs: Sequence[tuple[int, str]]) -> tuple[int, list[Pair]]:
    """How many signs find no partner, and the pairs of those that do."""
    open_ones: list[int] = []
    found: list[Pair] = []
    left = 0
    for at, kind in signs:
        if kind == "o":
            open_ones.append(at)
        elif kind == "c":
            while open_ones and not (both := _both(unit[open_ones[-1]], unit[at])):
                open_ones.pop()  # the sign of another kind within finds no partner
                left += 1
            if open_ones:
                found.append(Pair(open_ones.pop(), at, both))
            else:
                left += 1
        else:
            left += kind == "?"
    return left + len(open_ones), found


def _both(opening: str, closing: str) -> str:
    """What two signs are as a pair; nothing where they are none."""
    if opening == '"' != closing:
        return _OPENING[closing] + closing if closing in _OPENING else ""
    if closing == '"':
        return opening + CLOSING[opening]
    return opening + closing if CLOSING[opening] == closing or opening + closing == "„”" else ""


def completed(unit: str) -> str:
    """The unit with each straight sign whose partner is none as that asks for.

    >>> completed('“Catch-22" et "non”, «deux" "mots"')
    '“Catch-22” et “non”, «deux» "mots"'
    """
    characters = list(unit)
    for pair in pairs(unit):
        characters[pair.opening], characters[pair.closing] = [*pair.signs]
    return "".join(characters)


def crossed(unit: str) -> int | None:
    """Where the first sign stands that closes what a sign of another kind opened (« … ”).

    >>> crossed("« Un “deux” » trois"), crossed("«Un” deux")
    (None, 3)
    """
    open_ones: list[str] = []
    for at, kinds in _read(unit):
        if unit[at] == '"':
            continue
        if kinds == "o":
            open_ones.append(unit[at])
        elif open_ones and not _both(open_ones.pop(), unit[at]):
            return at
    return None
