"""Checks of languages: what a file says of an essay's, and what the essay's words say."""

from collections import Counter
from collections.abc import Iterator

from lxml import html

from florilege.diagnostics.findings import Occurrence
from florilege.language.locales import primary_language
from florilege.language.told_language import CERTAIN, COMMON, common_words
from florilege.preflight.inspection.essay_words import EssayText
from florilege.preflight.inspection.inspection import Inspection


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
    counts = common_words(root.text_content())
    most = max(counts, key=lambda lang: counts[lang], default="")
    said = counts.get(primary_language(essay.lang), 0)
    return most if counts and counts[most] > CERTAIN * said else ""
