"""Text as typed → suggestions: what typography would change but may not, since words are the author's.

The rules read masked text (protected.py), in which `...` and `…` are one, as are straight quotes in pairs
and guillemets, and take any space for a space: so they find the same in a text typed and fixed.

Safe, and therefore put in the text by `apply`, is what is wrong whatever the author meant:

    etc-ellipsis     « etc. » and the ellipsis say the same twice
    unit-stop        a symbol takes no stop; at the end of a sentence nothing is reported
    month-capital    with a day, a year or « en », the word is a month and no name
    comma-bracket    no comma ever stands before an opening bracket
    emoji-nbsp       a space, not a word

The rest depends on a meaning: a name cut on purpose (M…t), a verb (« A la charge »), a surname (Coeur).
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from florilege.language.locales import primary_language
from florilege.prose import emojis
from florilege.prose.typography.dashes import two_hyphens
from florilege.prose.typography.french import LOWER, NBSP, NNBSP, SPACE, UNIT, sentence_start
from florilege.prose.typography.lexicon import any_of, lexicon
from florilege.prose.typography.mixed_quotes import crossed
from florilege.prose.typography.protected import Masked, mask
from florilege.prose.typography.quotes import pair_quotes, straight_quotes, units
from florilege.prose.typography.sentinels import MARKUP, SENTINELS, TAG, WORD
from florilege.prose.typography.spelling import compounds, foreign_words, misspelt
from florilege.prose.typography.suggestions import Suggestion

LONG_PARAGRAPH = 1_500
"""Characters, spaces included: five sixths of a page of 1,800."""


class Hit(NamedTuple):
    """A stretch of masked text in question, and the values of its sentence."""

    code: str
    start: int
    end: int
    values: dict[str, str]
    replacement: str | None = None


def lint(markdown: str, locale: str, *, keep: Sequence[str] = ()) -> tuple[Suggestion, ...]:
    """What might be better in a text, in the order of the text, lines and columns as in `markdown`.

    French alone has all rules; another language has those that know no language.
    """
    language = primary_language(locale)
    masked = mask(markdown, language, keep=keep)
    if language == "fr":
        masked = replace(masked, text=pair_quotes(masked.text))
    rules = (*COMMON, *FRENCH) if language == "fr" else COMMON
    found = [hit for rule in rules for hit in rule(masked)]
    return tuple(_suggestions(markdown, masked, found))


def dropped_stops(markdown: str, locale: str) -> tuple[Suggestion, ...]:
    """The emoji that stand for a full stop, which dropping them on paper takes away."""
    masked = mask(markdown, primary_language(locale))
    found = []
    for start, end, _ in emojis.find(masked.text):
        words = re.search(rf"(?:\w+{SPACE}+)?\w+(?={SPACE}*\Z)", masked.text[max(0, start - 80) : start])
        if words and re.match(rf"{SPACE}*(?:\Z|\n|{_CAPITAL})", masked.text[end : end + 20]):
            first = max(0, start - 80)
            found.append(Hit("emoji-dropped", first + words.start(), first + words.end(), {}))
    return tuple(_suggestions(markdown, masked, found))


def _suggestions(markdown: str, masked: Masked, found: Iterable[Hit]) -> Iterator[Suggestion]:
    lines = [0, *(match.end() for match in re.finditer("\n", markdown))]
    for code, start, end, values, replacement in sorted(found, key=lambda f: (f.start, f.end, f.code)):
        first, last = masked.source(start), masked.source(end)
        line = bisect_right(lines, first)
        yield Suggestion(
            code=code,
            line=line,
            column=first - lines[line - 1] + 1,
            found=markdown[first:last],
            values=tuple(values.items()),
            replacement=replacement,
        )


_MONTHS = any_of(month.capitalize() for month in lexicon().months)
_ELIDED = r"(?:['’]\w+)?"
_CAPITAL = "[A-ZÀ-ÖØ-ÞŒ]"
_AFTER_A = any_of(lexicon().after_a, space=r"\s")
_OR_VERB = rf"(?:{any_of(lexicon().after_a_or_verb)}(?!\w)|l['’])"


def _pattern(
    code: str, pattern: str, propose: Callable[[re.Match[str]], str], *, safe: bool = False
) -> Callable[[Masked], Iterator[Hit]]:
    """The rule that finds `pattern`, or its group « found », and proposes other words."""
    compiled = re.compile(pattern)

    def rule(masked: Masked) -> Iterator[Hit]:
        for match in compiled.finditer(masked.text):
            start, end = match.span("found" if "found" in compiled.groupindex else 0)
            proposal = propose(match).replace("'", "’")
            yield Hit(code, start, end, {"proposal": proposal}, proposal if safe else None)

    return rule


def _capital_or_verb(masked: Masked) -> Iterator[Hit]:
    """« A la … » at the start of a sentence: « À », unless it is the verb."""
    for match in _A.finditer(masked.text):
        yield Hit("capital-accent-verb", *match.span(), {"word": "À" + match.group()[1:].replace("'", "’")})


_A = re.compile(rf"A{sentence_start('A')}(?!\s{_AFTER_A}(?!\w)){SPACE}{_OR_VERB}")


def _ligatures(masked: Masked) -> Iterator[Hit]:
    for match in _LIGATURES.finditer(masked.text):
        yield Hit("ligature-name", *match.span(), {"word": match.group().replace("oe", "œ")})


_LIGATURES = re.compile(rf"\b{any_of(word.capitalize() for word in lexicon().ligatures)}\b")


def _quotes(masked: Masked) -> Iterator[Hit]:
    """The straight quotes that find no partner in their paragraph."""
    for start, end in units(masked.text) if '"' in masked.text else ():
        _, at = straight_quotes(masked.text[start:end])
        if at is not None:
            yield _unbalanced(masked, start, start + at)


def _crossed_quotes(masked: Masked) -> Iterator[Hit]:
    """The quotes that close what another kind of quote opened."""
    for start, end in units(masked.text) if "”" in masked.text or "»" in masked.text else ():
        at = crossed(masked.text[start:end])
        if at is not None:
            yield _unbalanced(masked, start, start + at)


def _unbalanced(masked: Masked, start: int, at: int) -> Hit:
    """The quote at a place, with the word that it stands at."""
    after = _WORD.match(masked.text, at + 1)
    before = _WORD_BEFORE.search(masked.text, max(start, at - 40), at)
    first = at if after or not before else before.start()
    return Hit("quote-unbalanced", first, after.end() if after else at + 1, {})


_WORD = re.compile(rf"\w+{_ELIDED}")
_WORD_BEFORE = re.compile(r"\w+[^\w\s]?\Z")


def _two_hyphens(masked: Masked) -> Iterator[Hit]:
    """The hyphens that may be a dash, or part of a name."""
    for place, kind in two_hyphens(masked.text):
        if kind == "doubtful":
            before = _LETTERS_BEFORE.search(masked.text, max(0, place - 40), place)
            after = _LETTERS.match(masked.text, place + 2)
            first = before.start() if before else place
            yield Hit("hyphens-two", first, after.end() if after else place + 2, {})


_LETTERS = re.compile(r"[\w’'-]*")
_LETTERS_BEFORE = re.compile(r"[\w’'-]+\Z")


def _emoji(masked: Masked) -> Iterator[Hit]:
    """No-break spaces after an emoji; an emoji between two sentences."""
    text = masked.text
    for start, end, _ in emojis.find(text):
        if after := _GLUED.match(text, end):
            yield Hit("emoji-nbsp", start, after.end(), {}, f"{text[start:end]} {after[1]}")
        before = _LAST_WORD.search(text, max(0, start - 60), start)
        if before and _SENTENCE.match(text, end):
            yield Hit("emoji-no-stop", before.start(), end, {})


_GLUED = re.compile(rf"[{NBSP}{NNBSP}](\w+)")
_LAST_WORD = re.compile(rf"\w+[{MARKUP}]?{SPACE}*\Z")
_SENTENCE = re.compile(rf"{SPACE}+{_CAPITAL}")


def _long_paragraphs(masked: Masked) -> Iterator[Hit]:
    for start, end in units(masked.text):
        if end - start > LONG_PARAGRAPH // 2:
            count = _characters(masked, start, end)
            words = _FIRST_WORDS.search(masked.text, start, end)
            if count > LONG_PARAGRAPH and words:
                yield Hit("long-paragraph", *words.span(), {"count": f"{count:,}".replace(",", " ")})


def _characters(masked: Masked, start: int, end: int) -> int:
    """Characters as printed: what stands for a word counts as long as it is, markup not at all."""
    text = masked.text[start:end].strip()
    count = sum(1 for character in text if character not in SENTINELS)
    for match in _STRETCH.finditer(masked.text, start, end):
        count += masked.source(match.end()) - masked.source(match.start())
    return count


_STRETCH = re.compile(WORD)
_FIRST_WORDS = re.compile(rf"\w+{_ELIDED}(?:\s+\w+{_ELIDED}){{0,2}}")


def _word_lists(masked: Masked) -> Iterator[Hit]:
    """Spelling, compounds and foreign words, from the lexicon."""
    for code, rule in (("spelling", misspelt), ("missing-hyphen", compounds)):
        yield from (Hit(code, start, end, values) for start, end, values in rule(masked.text))
    yield from (Hit("foreign-word", start, end, {}) for start, end in foreign_words(masked.text))


COMMON: tuple[Callable[[Masked], Iterator[Hit]], ...] = (_quotes, _two_hyphens, _emoji, _long_paragraphs)
"""The rules for every language."""

FRENCH: tuple[Callable[[Masked], Iterator[Hit]], ...] = (
    _pattern("etc-ellipsis", r"\betc\b\.?…", lambda m: "etc.", safe=True),
    _pattern(
        "ellipsis-glued",
        rf"\b(?!(?:etc|[IVXLC]+(?:i?[eè]me|e))…)(?<!['’])([^\W\d_]{{2,}}+)…(\w+{_ELIDED})",
        lambda m: f"{m[1]}… {m[2]}",
    ),
    _pattern(
        "unit-stop",
        rf"(?<![\w.,])(\d[\d.,]*){SPACE}*({UNIT})\.(?={SPACE}?[),;:…]|{SPACE}+[{LOWER}])",
        lambda m: f"{m[1]}{NBSP}{m[2]}",
        safe=True,
    ),
    _pattern(
        "stop-before-lowercase",
        rf"(?<![\w.])(\d+\.\d+(?:\.\d+)*)\.{SPACE}+([{LOWER}]+)",
        lambda m: f"{m[1]} {m[2]}",
    ),
    _pattern("comma-bracket", rf"\b(\w++),{SPACE}+\((\w+)", lambda m: f"{m[1]} ({m[2]}", safe=True),
    _pattern(
        "month-capital",
        rf"(?:\b\d\d?(?:er|{TAG}er{TAG})?{SPACE}+|\b(?:en|début|fin|mois de){SPACE}+|\bmois d['’])"
        rf"(?P<found>{_MONTHS})(?!\w)",
        lambda m: m["found"].lower(),
        safe=True,
    ),
    _pattern(
        "month-capital",
        rf"\b(?<!mois.)(?:d['’]|(?:de|depuis){SPACE}+)(?P<found>{_MONTHS})(?={SPACE}\d{{4}}\b)",
        lambda m: m["found"].lower(),
        safe=True,
    ),
    _pattern(
        "capital-accent",
        rf"\b{any_of(lexicon().accented_capitals)}\b",
        lambda m: lexicon().accented_capitals[m[0]],
    ),
    _capital_or_verb,
    _ligatures,
    _crossed_quotes,
    _word_lists,
)
