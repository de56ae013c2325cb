"""Values → as a language writes them: dates, lists, sizes, runs of numbers, decimals, initials."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_currency, format_percent, get_decimal_symbol
from babel.units import format_unit

from florilege.language.locales import babel_locale, primary_language


def long_date(day: date, lang: str) -> str:
    """A date in words, the first of the month as French custom wants it.

    >>> long_date(date(2026, 3, 1), "fr")
    '1er mars 2026'
    """
    text = format_date(day, "long", locale=babel_locale(lang))
    return f"1er{text[1:]}" if primary_language(lang) == "fr" and day.day == 1 else text


def spoken_days(days: Sequence[date], lang: str) -> str:
    """Days in words: one, those from one to another, or each.

    >>> spoken_days([date(2026, 3, 14)], "fr"), spoken_days([date(2026, 3, 14), date(2026, 3, 15)], "fr")
    ('14 mars 2026', '14–15 mars 2026')
    >>> spoken_days([date(2026, 3, 1), date(2026, 4, 5)], "en")
    'March 1, 2026 and April 5, 2026'
    """
    first, last = days[0], days[-1]
    if first != last and len(days) == (last - first).days + 1:
        if (first.year, first.month) != (last.year, last.month):
            return f"{long_date(first, lang)} – {long_date(last, lang)}"
        day = re.compile(rf"(?<!\d){first.day}(?:er|(\.))?(?!\d)")
        return day.sub(
            lambda match: f"{match[0]}–{last.day}{match[1] or ''}", long_date(first, lang), count=1
        )
    return listing((long_date(day, lang) for day in days), lang)


def listing(items: Iterable[str], lang: str) -> str:
    """A list in words; English without a comma before the last, as in most of the world.

    >>> listing(["A", "B", "C"], "fr"), listing(["A", "B", "C"], "en"), listing(["A"], "de")
    ('A, B et C', 'A, B and C', 'A')
    """
    return format_list(list(items), locale=babel_locale("en-001" if lang == "en" else lang))


_LEVELS = {"fr": ("«»", "“”", "‘’"), "en": ("“”", "‘’"), "de": ("„“", "‚‘")}


def within_quotes(words: str, lang: str) -> str:
    """Words to put between the quotation marks of a language: their own are those of the level below.

    >>> within_quotes("Dire «\u00a0oui\u00a0» au “quai”", "fr"), within_quotes("Say “yes”", "en")
    ('Dire “oui” au ‘quai’', 'Say ‘yes’')
    """
    levels = _LEVELS.get(lang, ())
    if levels and not set(levels[0]).isdisjoint(words):
        for outer, inner in [*pairwise(levels)][::-1]:
            words = re.sub(rf"{outer[0]}[ \u00a0\u202f]?", inner[0], words)
            words = re.sub(rf"[ \u00a0\u202f]?{outer[1]}", inner[1], words)
    return words


def decimal(text: str, lang: str) -> str:
    """A number, or several in a text, with the decimal sign of a language.

    >>> decimal("148 × 210.5", "fr"), decimal("210.5", "en")
    ('148 × 210,5', '210.5')
    """
    return re.sub(r"(?<=\d)\.(?=\d)", get_decimal_symbol(babel_locale(lang)), text)


def money(amount: Decimal, currency: str, lang: str) -> str:
    """An amount with its currency (ISO 4217), to the cent.

    >>> money(Decimal("1234.5"), "EUR", "fr"), money(Decimal("0.8"), "GBP", "en")
    ('1\\u202f234,50\\xa0€', '£0.80')
    """
    return format_currency(amount, currency, locale=babel_locale(lang))


def percentage(percent: Decimal, lang: str) -> str:
    """So many percent, with their sign.

    >>> percentage(Decimal("8.50"), "fr"), percentage(Decimal(10), "en")
    ('8,5\\xa0%', '10%')
    """
    shown = format_percent(percent / 100, format=None, locale=babel_locale(lang), decimal_quantization=False)
    return re.sub(r"\s", "\u00a0", shown)


def file_size(octets: int, lang: str) -> str:
    """A size in kB, MB or GB (10³, 10⁶, 10⁹ bytes).

    >>> file_size(98_372, "fr"), file_size(1_240_000, "en"), file_size(999_700, "de"), file_size(2, "fr")
    ('98\\xa0ko', '1.2\\xa0MB', '1,0\\xa0MB', '1\\xa0ko')
    """
    if octets < 999_500:
        value, unit, form = max(octets / 1e3, min(octets, 1)), "kilobyte", "0"
    elif octets < 1e9:
        value, unit, form = octets / 1e6, "megabyte", "#,##0.0"
    else:
        value, unit, form = octets / 1e9, "gigabyte", "#,##0.0"
    text = format_unit(value, f"digital-{unit}", "short", format=form, locale=babel_locale(lang))
    return re.sub(r"\s", "\u00a0", text)


def runs(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Sorted numbers as first and last of those that follow one another.

    >>> list(runs([1, 2, 3, 7, 9, 10]))
    [(1, 3), (7, 7), (9, 10)]
    """
    for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        found = [number for _, number in run]
        yield found[0], found[-1]


def span(first: object, last: object) -> str:
    """What goes from one number to another.

    >>> span(3, 7), span(3, 3)
    ('3–7', '3')
    """
    return f"{first}" if first == last else f"{first}–{last}"


def initials(name: str) -> str:
    """Two letters that stand where a portrait is missing: of the first and of the last capitalised word.

    >>> [initials(name) for name in ("Gaspard de Neuville", "Camille d’Arbois", "Collectif", "bell hooks")]
    ['GN', 'CA', 'C', 'BH']
    """
    parts = [part[0] for part in re.split(r"[\s’'-]+", name) if part[:1].isalnum()]
    letters = [letter for letter in parts if not letter.islower()] or parts
    return "".join(letters[:1] + letters[1:][-1:]).upper()
