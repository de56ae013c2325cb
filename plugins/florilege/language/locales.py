"""A BCP 47 tag → its language, and what Babel knows of it."""

from babel import Locale, UnknownLocaleError


def primary_language(lang: str) -> str:
    """The language of a BCP 47 tag alone, in lower case.

    >>> primary_language("fr-CA"), primary_language("EN")
    ('fr', 'en')
    """
    return lang.partition("-")[0].lower()


def babel_locale(lang: str) -> Locale:
    """Babel's locale for a BCP 47 tag; English where Babel knows none."""
    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def language_name(lang: str, reader: str) -> str:
    """What readers of another language call a language; its tag where Babel knows no name.

    >>> language_name("en-GB", "fr"), language_name("fr", "de")
    ('anglais', 'Französisch')
    """
    known: str = babel_locale(reader).languages.get(primary_language(lang), lang)
    return known
