"""Checks of languages: what a file says of an essay's, and what the essay's words say."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from lxml import html

from florilege.diagnostics.findings import Occurrence
from florilege.language.locales import primary_language
from florilege.preflight.inspection.essay_words import EssayText
from florilege.preflight.inspection.inspection import Inspection

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
"""Words below which a text doesn't tell its language."""
CERTAIN = 2
"""So many times more of its words than of the language that is said: that is another language."""


def lost(inspection: Inspection) -> Iterator[Occurrence]:
    """The file has a voice read an essay in another language than it is written in."""
    spoken = inspection.file.languages
    for essay in inspection.essays if spoken else ():
        first, last = inspection.search.spans[essay.id]
        read = sum((Counter(spoken.get(page, {})) for page in range(first, last + 1)), Counter[str]())
        if read and essay.lang and (most := max(read, key=lambda lang: read[lang])) != essay.lang:
            yield Occurrence(first, what=essay.title, measured=most, wanted=essay.lang)


def doubtful(inspection: Inspection) -> Iterator[Occurrence]:
    """The words of an essay aren't those of the language that its front matter says, or leaves as it is."""
    for essay in inspection.essays:
        said, told = primary_language(essay.lang), _told(essay)
        if said in COMMON and told not in ("", said):
            first, _ = inspection.search.spans[essay.id]
            yield Occurrence(first, what=essay.title, measured=told, wanted=essay.lang)


def _told(essay: EssayText) -> str:
    """The language that an essay's words tell; empty where they don't."""
    root = html.fragment_fromstring(essay.html, create_parent="div")
    for foreign in root.xpath(".//*[@lang][not(ancestor::*[@lang])]"):
        foreign.drop_tree()
    words = re.findall(r"[^\W\d_]+", root.text_content().casefold())
    if len(words) < LEAST:
        return ""
    counts = {lang: sum(word in common for word in words) for lang, common in COMMON.items()}
    most = max(counts, key=lambda lang: counts[lang])
    said = counts.get(primary_language(essay.lang), 0)
    return most if counts[most] > max(CERTAIN * said, len(words) / 10) else ""
