"""The words of a text → the language that they tell: by counting those that stand in every text of one."""

import re
from collections.abc import Mapping

COMMON: Mapping[str, frozenset[str]] = {
    lang: frozenset(words.split())
    for lang, words in {
        "fr": "le la les des une est et dans pour que qui pas sur avec au elle il ce je nous",
        "en": "the of and to in is that was for it with on as he she at this but they you",
        "de": "der die das und ist nicht ein eine zu den mit von ich auf für sie dem sich im es",
        "es": "el los las una y es en que por con para no se lo como más pero su del al",
        "it": "il gli una e è di che in per non con del della sono si da ma come nel ho",
        "pt": "o os as uma e é em que por com para não se do da no na mais mas seu",
        "nl": "de het een en is van niet dat op te in zijn met voor aan er maar ik ze bij",
    }.items()
}
"""Language → words that stand in every text of it; some stand in several, which does no harm."""

LEAST = 120
"""Words below which a text doesn’t tell its language."""
CERTAIN = 2
"""So many times more of its words than of another language."""


def common_words(text: str) -> dict[str, int]:
    """Language → how many of a text’s words are common in it.

    Empty for a text of too few words, and for one in which no language has a tenth of them.
    """
    words = re.findall(r"[^\W\d_]+", text.casefold())
    counts = {lang: sum(word in common for word in words) for lang, common in COMMON.items()}
    return counts if len(words) >= LEAST and max(counts.values()) * 10 > len(words) else {}


def told_language(text: str) -> str:
    """The language of a text, where its words leave no doubt; else empty.

    >>> told_language("Le quai se vide, et les bacs sont au port pour la nuit. " * 12)
    'fr'
    >>> told_language("Le quai")
    ''
    """
    counts = common_words(text)
    if not counts:
        return ""
    first, second = sorted(counts.values(), reverse=True)[:2]
    return max(counts, key=lambda lang: counts[lang]) if first >= CERTAIN * max(second, 1) else ""
