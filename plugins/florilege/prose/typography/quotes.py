"""Straight double quotes → guillemets, or English quotes inside guillemets (masked French text)."""

import re
from collections.abc import Iterator

from florilege.prose.typography.sentinels import BLOCK, ITEM, LEAD, MARK, TAG, WORD

_BREAK = re.compile(rf"\n{LEAD}?(?=\n)|[{BLOCK}{ITEM}]")
"""Where one piece of text ends and another begins: paragraphs, items, cells."""

_QUOTE = re.compile('[«»"]')
_MEASURE = re.compile(r"\d['’′]\d+\Z")


def units(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each paragraph, item or cell of masked text."""
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def pair_quotes(text: str) -> str:
    """Straight quotes in pairs → « », or “ ” inside guillemets; a unit with a doubtful one stays."""
    if '"' not in text:
        return text
    characters = list(text)
    for start, end in units(text):
        pairs, _ = straight_quotes(text[start:end])
        for opening, closing, inside in pairs:
            characters[start + opening], characters[start + closing] = "“”" if inside else "«»"
    return "".join(characters)


def straight_quotes(unit: str) -> tuple[list[tuple[int, int, bool]], int | None]:
    """The pairs (opening, closing, inside guillemets?) of one unit, and where the first doubtful quote is.

    A unit with a doubtful quote has no pairs. A quote after a digit is a measure (12", 5'30") unless it
    can close.
    """
    pairs: list[tuple[int, int, bool]] = []
    depth = 0
    opening: int | None = None
    for match in _QUOTE.finditer(unit):
        at = match.start()
        if match.group() != '"':
            depth = max(0, depth + (1 if match.group() == "«" else -1))
        elif _MEASURE.search(unit[max(0, at - 6) : at]):
            continue
        elif opening is None:
            if _is_digit(unit, at - 1):
                continue
            if _is_word(unit, at - 2 if unit[at - 1 : at] in (MARK, TAG) else at - 1):
                return [], at
            opening = at
        elif _is_word(unit, at + 1):
            return [], opening
        else:
            pairs.append((opening, at, depth > 0))
            opening = None
    return ([], opening) if opening is not None else (pairs, None)


def _is_digit(unit: str, at: int) -> bool:
    return at >= 0 and unit[at].isdigit()


def _is_word(unit: str, at: int) -> bool:
    return 0 <= at < len(unit) and (unit[at].isalnum() or unit[at] == WORD)
