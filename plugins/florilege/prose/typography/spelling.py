"""Masked French text → words that are misspelt, lack hyphens or are foreign."""

import re
from collections.abc import Iterator

from florilege.prose.typography.french import SPACE
from florilege.prose.typography.lexicon import any_of, lexicon

Proposal = tuple[int, int, dict[str, str]]
"""Start, end, {"proposal": the words to write instead}."""

_WORDS = any_of(lexicon().spelling, apostrophe="['’]")
_MISSPELT = re.compile(rf"(?i:\b{_WORDS}\b)|\b[a-zà-öø-ÿ]{{3,}}è\b")
_PHRASES = any_of(lexicon().hyphens, space=f"{SPACE}+", apostrophe="['’]")
_COMPOUNDS = re.compile(rf"(?i:\b{_PHRASES}\b)(?!-)")
_MAYBE = re.compile(rf"\b[Pp]eut{SPACE}être\b")
_BEFORE = re.compile(rf"(?:\b([\w'’]+){SPACE}+)?\b([\w'’]+){SPACE}+\Z")
_PARTICIPLE = re.compile(
    r".*[^t](?:é|ée|és|ées|è)|est|sont|était|étaient|sera|seront|suis|es|ai|as|a|ont|avait|va"
)
_DETERMINER = re.compile(r"le|la|un|une|ce|cet|cette|mon|ma|ton|ta|son|sa|notre|votre|leur|chaque|l['’]\w+")
_FOREIGN = rf"{any_of(lexicon().foreign_words)}s?"
_FOREIGN_WORDS = re.compile(rf"(?<![\w-]){_FOREIGN}(?:{SPACE}{_FOREIGN})*(?![\w-])")


def misspelt(text: str) -> Iterator[Proposal]:
    """Words of the list, and the ending « è », which French doesn't have."""
    for match in _MISSPELT.finditer(text):
        word = match.group().lower().replace("'", "’")
        right = lexicon().spelling.get(word) or match.group()[:-1] + "é"
        yield *match.span(), {"proposal": _capital_as(match.group(), right)}


def compounds(text: str) -> Iterator[Proposal]:
    """Compounds written without their hyphens."""
    for match in _COMPOUNDS.finditer(text):
        plain = re.sub(f"{SPACE}+", " ", match.group()).lower().replace("'", "’")
        yield *match.span(), {"proposal": _capital_as(match.group(), lexicon().hyphens[plain])}
    for match in _MAYBE.finditer(text):
        if _is_adverb(text, match):
            yield *match.span(), {"proposal": _capital_as(match.group(), "peut-être")}


def _is_adverb(text: str, match: re.Match[str]) -> bool:
    """« peut être » where no subject goes before: after a verb or a participle, or before « que »."""
    if re.match(rf"{SPACE}+qu(?:e\b|['’])", text[match.end() : match.end() + 6]):
        return True
    before = _BEFORE.search(text[max(0, match.start() - 60) : match.start()])
    if before is None or before[2].lower() in lexicon().subjects:
        return False
    has_subject = before[1] is not None and _DETERMINER.fullmatch(before[1].lower())
    return not has_subject and _PARTICIPLE.fullmatch(before[2].lower()) is not None


def foreign_words(text: str) -> Iterator[tuple[int, int]]:
    """Runs of English words."""
    for match in _FOREIGN_WORDS.finditer(text):
        yield match.span()


def _capital_as(typed: str, word: str) -> str:
    return word[0].upper() + word[1:] if typed[0].isupper() else word
