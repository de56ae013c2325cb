"""The few words that the engine itself writes on the pages of tomes, e-books and site (« Sommaire »)."""

from collections.abc import Mapping
from functools import cache

from florilege.language.sentences import sentences


@cache
def words(lang: str) -> Mapping[str, str]:
    """Key → word for a BCP 47 language: that of its primary language, else English.

    >>> words("fr-CA")["contents"]
    'Sommaire'
    """
    return {**sentences("book", lang), **sentences("site", lang), **sentences("ebook", lang)}
