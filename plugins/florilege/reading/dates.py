"""A day as people write it → the day; what could be two days isn't guessed."""

import datetime
import re
from collections.abc import Mapping
from functools import cache

from babel import Locale

from florilege.catalogue.sorting import fold

_LANGUAGES = ("fr", "en", "de", "es", "it", "nl", "pt")
"""Those whose months we know by name."""

_TIME = re.compile(
    r"(?:[T,]|\s)\s*(?:(?:à|at|um|,)\s+)?\d{1,2}(?:[:hH]\d{2}(?::\d{2}(?:[.,]\d+)?)?|\s?h)\s*(?:[AaPp]\.?[Mm]\.?)?"
    r"\s*(?:Z|[A-Z]{2,5}|[+-]\d{2}:?\d{2})?(?:\s*\([^)]*\))?$"
)
_YEAR_FIRST = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|(\d{2})(\d{2}))")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")
_DAY = r"(?P<day>\d{1,2})(?:er|st|nd|rd|th|º|ª|\.)?"
_MONTH = r"(?P<month>[^\W\d]+)\.?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = r"(?:(?P<weekday>[^\W\d]+(?:-[^\W\d]+)?)\.?,?\s+)?"
_IN_WORDS = (
    re.compile(rf"{_WEEKDAY}{_DAY}[\s-]+(?:de\s+|of\s+)?{_MONTH}[\s,-]+(?:de\s+)?{_YEAR}"),
    re.compile(rf"{_WEEKDAY}{_MONTH}\s+{_DAY}(?:,\s*|\s+){_YEAR}"),
)


class Unclear(ValueError):
    """A text that may be two days, `one` and `other`."""

    def __init__(self, one: datetime.date, other: datetime.date) -> None:
        super().__init__(one, other)
        self.one = one
        self.other = other


def day_of(text: str) -> datetime.date | None:
    """The day that a text names, its time of day left aside as it is written; None for no date.

    Raises `Unclear` where the order of day and month is a matter of country, and `ValueError` for a day that
    doesn't exist.

    >>> [str(day_of(text)) for text in ("2026-03-01T23:30:00-05:00", "1er mars 2026", "March 1, 2026")]
    ['2026-03-01', '2026-03-01', '2026-03-01']
    >>> str(day_of("Sun, 01 Mar 2026 10:00:00 +0100")), str(day_of("31/12/2026")), day_of("2026")
    ('2026-03-01', '2026-12-31', None)
    """
    text = _TIME.sub("", text.strip().removeprefix("le ")).strip()
    if found := _YEAR_FIRST.fullmatch(text):
        year, _, month, day, month_glued, day_glued = found.groups()
        return datetime.date(int(year), int(month or month_glued), int(day or day_glued))
    if found := _YEAR_LAST.fullmatch(text):
        return _country_wise(int(found[1]), int(found[3]), int(found[4]), dotted=found[2] == ".")
    for pattern in _IN_WORDS:
        found = pattern.fullmatch(text)
        month_number = _months().get(fold(found["month"])) if found else None
        if found and month_number and (not found["weekday"] or fold(found["weekday"]) in _weekdays()):
            return datetime.date(int(found["year"]), month_number, int(found["day"]))
    return None


def _country_wise(first: int, second: int, year: int, *, dotted: bool) -> datetime.date:
    """Day and month in either order; with stops, the day is first wherever they are used."""
    if dotted or first == second or first > 12:
        return datetime.date(year, second, first)
    if second > 12:
        return datetime.date(year, first, second)
    raise Unclear(datetime.date(year, second, first), datetime.date(year, first, second))


@cache
def _months() -> Mapping[str, int]:
    """Name or abbreviation, folded → number."""
    result = {"sept": 9, "juil": 7, "fev": 2, "avr": 4, "dec": 12, "aout": 8}
    for lang in _LANGUAGES:
        for context in Locale(lang).months.values():
            for width in ("wide", "abbreviated"):
                result |= {fold(name): number for number, name in context.get(width, {}).items()}
    return result


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(
        fold(name)
        for lang in _LANGUAGES
        for context in Locale(lang).days.values()
        for width in ("wide", "abbreviated")
        for name in context.get(width, {}).values()
    )
