"""Letters that can be compared: what lines of a page say, whatever their spacing, case and direction."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

Alphabets = Mapping[str, Mapping[int, str]]
"""Font resource → glyph → the letters and digits that it shows."""


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Letters and digits alone, without case, compatibility forms (ligatures, superscripts) taken apart.

    Character by character, so that a text cut anywhere gives the same. Marks that only Unicode counts among
    letters are none: a font may draw « ʹ » and « ′ » with one glyph.

    >>> letters("L’œuvre, 1\u202fre ﬁn")
    'lœuvre1refin'
    """
    return "".join(
        part
        for character in text
        for part in unicodedata.normalize("NFKC", character).casefold()
        if part.isalnum() and (part.isascii() or unicodedata.category(part) != "Lm")
    )


def alphabet(characters: Mapping[int, str]) -> dict[int, str]:
    """Glyph → the letters of the characters that it shows (`shown_by`)."""
    return {glyph: shown_by(text) for glyph, text in characters.items()}


def shown_by(text: str) -> str:
    """The letters of the characters of a glyph, or the mark that it puts on the letter before."""
    return text if _is_mark(text) else letters(text)


def _is_mark(text: str) -> bool:
    """Whether it is an accent alone (U+0300 to U+036F), of a letter that its face has in two parts."""
    return len(text) == 1 and "\u0300" <= text <= "\u036f"


class TextLine(NamedTuple):
    """The letters of a line, or of a part of one, as they follow one another from left to right.

    `backwards` is how it reads should its paragraph run from right to left: the same, unless a letter does.
    `mark` is the index of the reference whose number this is, if it is one.
    """

    letters: str
    backwards: str
    mark: int | None


_FIRST_RIGHT = "\u0590"
"""No character before the Hebrew ones runs from right to left (Unicode 15.1, DerivedBidiClass)."""


def line_of(clusters: Sequence[str], mark: int | None = None) -> Iterator[TextLine]:
    """The line that letters make, given glyph by glyph as they are drawn; none without letters."""
    seen = [cluster for cluster in clusters if cluster]
    text = "".join(seen)
    if not text.isalnum():
        seen = _composed(seen)
        text = "".join(seen)
    if not text:
        return
    if max(text) < _FIRST_RIGHT or "R" not in (kinds := "".join(map(_kind, seen))):
        yield TextLine(text, text, mark)
    else:
        yield TextLine("".join(_forwards(seen, kinds)), "".join(_turned(seen, kinds, "[LN]+")), mark)


def _composed(clusters: Iterable[str]) -> list[str]:
    """Letters and marks as letters alone, with their accents where there is such a letter.

    >>> _composed(["e", "\u0301", "q", "\u0301", "t"])
    ['é', 'q', 't']
    """
    result: list[str] = []
    for cluster in clusters:
        if not _is_mark(cluster):
            result.append(cluster)
        elif result:
            result[-1] = letters(unicodedata.normalize("NFC", result[-1] + cluster))
    return result


def _kind(cluster: str) -> str:
    """R for what runs from right to left, N for a digit, L for all else (UAX 9, as far as letters go)."""
    if unicodedata.bidirectional(cluster[0]) in ("R", "AL"):
        return "R"
    return "N" if cluster.isdigit() else "L"


def _forwards(clusters: Sequence[str], kinds: str) -> Iterator[str]:
    """A line from left to right as it is read: runs from right to left are reversed.

    >>> "".join(_forwards("a3ב12א", "LNRNNR"))
    'a3א12ב'
    """
    done = 0
    for run in re.finditer("R(?:[RN]*R)?", kinds):
        yield from clusters[done : run.start()]
        yield from _turned(clusters[run.start() : run.end()], run.group(), "N+")
        done = run.end()
    yield from clusters[done:]


def _turned(clusters: Sequence[str], kinds: str, kept: str) -> Iterator[str]:
    """Clusters from the last to the first, each run of the kinds `kept` in its own order.

    >>> "".join(_turned("ב12אde", "RNNRLL", "[LN]+"))
    'deא12ב'
    """
    for run in reversed([*re.finditer(f"{kept}|.", kinds)]):
        yield from clusters[run.start() : run.end()]
