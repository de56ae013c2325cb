"""Straight quotes → guillemets, “ ” inside guillemets, ‘ ’ inside these (masked French text).

Those are the three levels of the typographic code of the Imprimerie nationale.
"""

import re
from collections.abc import Iterator

from florilege.prose.typography.mixed_quotes import completed
from florilege.prose.typography.sentinels import BLOCK, ITEM, LEAD, MARK, TAG, WORD

_BREAK = re.compile(rf"\n{LEAD}?(?=\n)|[{BLOCK}{ITEM}]")
"""Where one piece of text ends and another begins: paragraphs, items, cells."""

_QUOTE = re.compile('[«»“”"]')
_SECOND = re.compile("“[^«»“”]*”")
_SINGLE = re.compile(rf"(?<![\w'’{WORD}])'((?:[^'‘’{MARK}]|(?<=\w)['’](?=\w))+)'(?![\w{WORD}])")
_GLOSS = re.compile(
    rf"(?<![\w'’{WORD}])'(?=\w)((?:[^'‘’\n{MARK}{BLOCK}{ITEM}]|(?<=\w)['’](?=\w)){{2,60}}(?<=[\w.!?…]))"
    rf"(?<!\b[ntv]ot)(?<!\b[ae]ut)(?<!\bquat)(?<!\bpov)(?<!\bpauv)(?<!êt)(?<!\bent)(?<!\bcont)'(?![\w'{WORD}])"
)
"""A word or a few between straight single quotes: not the n of « rock 'n' roll », nor of « 'core l'aut' »."""
_LEVELS = ("«»", "“”", "‘’")
_MEASURE = re.compile(r"\d['’′]\d+\Z")


def units(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each paragraph, item or cell of masked text."""
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def pair_quotes(text: str) -> str:
    """Straight quotes in pairs → « », “ ” or ‘ ’ by their level; a unit with a doubtful one stays.

    Single ones are quotes in a quotation of the second level, and around a few words.

    >>> pair_quotes("« Un “deux 'trois'” »"), pair_quotes('« Un “deux "trois"” »')
    ('« Un “deux ‘trois’” »', '« Un “deux ‘trois’” »')
    >>> pair_quotes("Le mot 'banc', du rock 'n' roll, 5'30'")
    "Le mot ‘banc’, du rock 'n' roll, 5'30'"
    """
    if "'" in text and "“" in text and "«" in text:
        text = "".join(_with_third_level(text[start:end]) for start, end in whole(text))
    if "'" in text:
        text = _GLOSS.sub(r"‘\1’", text)
    if '"' not in text:
        return text
    if any(sign in text for sign in "«»“”„"):
        text = "".join(completed(text[start:end]) for start, end in whole(text))
    characters = list(text)
    for start, end in units(text):
        pairs, _ = straight_quotes(text[start:end])
        for opening, closing, level in pairs:
            characters[start + opening] = _LEVELS[level][0]
            characters[start + closing] = _LEVELS[level][1]
    return "".join(characters)


def whole(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each unit, and of what stands between two."""
    position = 0
    for start, end in units(text):
        yield position, start
        yield start, end
        position = end
    yield position, len(text)


def _with_third_level(unit: str) -> str:
    """A unit with ‘ ’ for straight single quotes in “ ” in guillemets."""

    def second(match: re.Match[str]) -> str:
        before = unit[: match.start()]
        is_inside = before.count("«") > before.count("»")
        return _SINGLE.sub(r"‘\1’", match[0]) if is_inside else match[0]

    return _SECOND.sub(second, unit)


def straight_quotes(unit: str) -> tuple[list[tuple[int, int, int]], int | None]:
    """The pairs (opening, closing, level from 0) of one unit, and where the first doubtful quote is.

    A unit with a doubtful quote has no pairs. A quote after a digit is a measure (12", 5'30") unless it
    can close.
    """
    pairs: list[tuple[int, int, int]] = []
    depth = within = 0
    opening: int | None = None
    for match in _QUOTE.finditer(unit):
        at = match.start()
        if match.group() in "“”":
            within = max(0, within + (1 if match.group() == "“" else -1)) if depth else 0
        elif match.group() != '"':
            depth = max(0, depth + (1 if match.group() == "«" else -1))
            within = within if depth else 0
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
            pairs.append((opening, at, min(depth, 1) + min(within, 1)))
            opening = None
    return ([], opening) if opening is not None else (pairs, None)


def _is_digit(unit: str, at: int) -> bool:
    return at >= 0 and unit[at].isdigit()


def _is_word(unit: str, at: int) -> bool:
    return 0 <= at < len(unit) and (unit[at].isalnum() or unit[at] == WORD)
