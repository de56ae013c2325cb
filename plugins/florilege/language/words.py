"""The few words that the engine itself writes on pages (« Table des matières »), by language.

`words/<language>.yml` holds them; an unknown language gets the English words, and dates of its own (Babel).
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

import yaml
from babel import Locale, UnknownLocaleError
from babel.dates import format_date


@cache
def words(lang: str) -> Mapping[str, str]:
    """Key → word for a BCP 47 language: that of its primary language, else English.

    >>> words("fr-CA")["contents"]
    'Sommaire'
    """
    folder = files("florilege.language").joinpath("words")
    for name in (lang.split("-")[0].lower(), "en"):
        file = folder.joinpath(f"{name}.yml")
        if file.is_file():
            table: dict[str, str] = yaml.safe_load(file.read_text(encoding="utf-8"))
            return table
    raise AssertionError("words/en.yml is missing from the package")


def babel_locale(lang: str) -> Locale:
    """Babel's locale for a BCP 47 tag; English where Babel knows none."""
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def long_date(day: date, lang: str) -> str:
    """A date in words, the first of the month as French custom wants it.

    >>> long_date(date(2026, 3, 1), "fr")
    '1er mars 2026'
    """
    text = format_date(day, "long", locale=babel_locale(lang))
    return f"1er{text[1:]}" if lang.startswith("fr") and day.day == 1 else text
