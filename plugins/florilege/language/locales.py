"""A BCP 47 tag → what Babel knows of its language."""

from babel import Locale, UnknownLocaleError


def babel_locale(lang: str) -> Locale:
    """Babel's locale for a BCP 47 tag; English where Babel knows none."""
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")
