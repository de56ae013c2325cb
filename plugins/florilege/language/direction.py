"""Which way letters run: languages and texts from right to left, and texts that turn nothing around them."""

import unicodedata

from babel import Locale, UnknownLocaleError

from florilege.language.locales import primary_language

FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
"""UAX 9: what is between has its own direction, and no part in that of the sentence around it."""


def is_right_to_left(lang: str) -> bool:
    """Whether a language (BCP 47) is written from right to left.

    >>> is_right_to_left("ar"), is_right_to_left("he-IL"), is_right_to_left("fr")
    (True, True, False)
    """
    for tag in (lang, primary_language(lang)):
        try:
            return bool(Locale.parse(tag, sep="-").text_direction == "rtl")
        except (UnknownLocaleError, ValueError):
            continue
    return False


def has_right_to_left(text: str) -> bool:
    """Whether letters of a text run from right to left.

    >>> has_right_to_left("Le mot عنوان"), has_right_to_left("Été 2026")
    (True, False)
    """
    return not text.isascii() and any(unicodedata.bidirectional(each) in ("R", "AL") for each in text)


def isolated(text: str) -> str:
    """A text for a sentence that people read: between marks if it could turn what stands beside it.

    What machines read in a field of its own needs none.

    >>> isolated("Le puits"), isolated("عنوان") == "\\u2068عنوان\\u2069"
    ('Le puits', True)
    """
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}" if has_right_to_left(text) else text
