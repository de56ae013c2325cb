"""French micro-typography, as one table of rules in the order in which they are applied.

Spaces and characters may be fixed, words never: letters change only for ordinals, for `Ca` and `A` at the
start of a sentence before a listed word, and for `œ` in listed words. The rules read text masked by
`protected.mask`. Each is blind to the spaces it sets, so that a text already set for one country may be
set for another. Every pattern begins with the mark it is about, then looks back: the pass is linear, and
quick over text that has no such mark.

Sources of the spaces: http://monsu.desiderio.free.fr/atelier/espace.html (France), the OQLF's table of
spacing (Québec), http://www.loriskumo.com/petit-guide-typographique-de-base/ (Switzerland).
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import cache

from florilege.prose.typography.lexicon import any_of, lexicon
from florilege.prose.typography.name_initials import CAPITAL, INITIAL
from florilege.prose.typography.protected import Masked, mask
from florilege.prose.typography.quotes import pair_quotes
from florilege.prose.typography.sentinels import BLOCK, ITEM, LEAD, MARK, MARKUP, TAG, WORD

NBSP = "\u00a0"
NNBSP = "\u202f"

SPACE = f"[ \u2009{NBSP}{NNBSP}]"
"""A space inside a line, whoever set it: the rules take them all for one."""
LOWER = "a-zà-öø-ÿœ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spaces:
    """The spaces of one country."""

    high: str = NNBSP
    """Before `;`, `!` and `?`."""
    colon: str = NBSP
    """Before `:`."""
    quote: str = NBSP
    """After « and before »."""


COUNTRIES: Mapping[str, Spaces] = {
    "FR": Spaces(),
    "CA": Spaces(high=""),
    "CH": Spaces(colon=NNBSP, quote=NNBSP),
}
"""Country → its spaces; the others write as France does."""


@dataclass(frozen=True, slots=True)
class Fix:
    """`pattern` → `replacement`, whose `{high}`, `{colon}`, `{quote}` are spaces of the country, `{fixed}`
    a no-break space, and `{sup}`, `{end}` the tags of a superscript (none in plain text)."""

    name: str
    pattern: str
    replacement: str | Callable[[re.Match[str]], str]
    needs: str = ""
    """A text without this has nothing to replace."""


_NOT_BEFORE = rf"\s\\!?;:(\[{{«“‘¡¿{BLOCK}{ITEM}{LEAD}{MARKUP}"
"""What high punctuation never follows: its space belongs to something else, or nothing stands before it."""
_CLOSED = rf"(?:\s|[)\]}}»”’\"{ITEM}]|\Z)"
"""A mark glued to its word belongs to the sentence only before one of these (not in `a?b`)."""


def _after_word(first: str, rest: str, *, following: str = "") -> str:
    """`first` and `rest` where they follow a word, or markup that touches a word, and end the word's
    phrase; never with emphasis on both sides, which a space would undo. `following` follows, not matched."""
    before = f"[^{_NOT_BEFORE}]"
    word = rf"(?:(?<={before}{first})|(?<={before}{TAG}{first})){rest}(?={following}[{MARKUP}]?{_CLOSED})"
    mark = rf"(?<={before}{MARK}{first}){rest}(?={following}{TAG}?{_CLOSED})"
    return f"{first}(?:{word}|{mark})"


def sentence_start(letter: str) -> str:
    """A pattern that follows `letter` and looks back: is it the first of a sentence?"""
    before = (
        r"\A",
        rf"\A{LEAD}",
        r"\n\n",
        rf"\n\n{LEAD}",
        rf"[{BLOCK}{ITEM}]",
        rf"[.!?…](?:{SPACE}|\n)",
        rf"[.!?…][»”\")](?:{SPACE}|\n)",
        rf"[.!?…]{SPACE}»(?:{SPACE}|\n)",
        "[«“]",
        f"[«“]{SPACE}",
        rf"[—–]{SPACE}",
    )
    return (
        "(?:"
        + "|".join(f"(?<={place}{mark}{letter})" for place in before for mark in ("", f"[{MARKUP}]"))
        + ")"
    )


_FIRST_DIGIT = r"\d(?<![\w.,]\d)"
_NO_UNIT_AFTER = r"(?![\w'’])"
UNIT = any_of(lexicon().units)
_SPACED = any_of(lexicon().spaced_units)
_AMOUNT = rf"(?={SPACE}*(?:[€£¥$]|(?:{UNIT}|{_SPACED}){_NO_UNIT_AFTER}))"
_LIGATURES = any_of(lexicon().ligatures)
_MONTHS = any_of(lexicon().months)
_AFTER_A = any_of(lexicon().after_a, space=r"\s")
_ROMAN = r"(?:siècle|République|arrondissement|dynastie|régiment|congrès|millénaire)"

_IN_WORD = r"[\w.’-]"
_NUMBER = rf"[{MARKUP}]?(?:\d|[IVXLC]+\b)"
_PROPER = rf"[{MARKUP}]?[A-ZÀ-ÖØ-ÞŒ{WORD}]"
_NAME = rf"[{MARKUP}]?[^\W\d_]|[{WORD}]"
_HOUR = rf"{_FIRST_DIGIT}\d{{0,2}}"
_DAY = rf"\d(?<!\w\d)\d?(?:er|{TAG}er{TAG})?"
_BEFORE_CLOSING = rf"[^\s(\[{BLOCK}{ITEM}{LEAD}]"


def _thin_spaces(match: re.Match[str]) -> str:
    return re.sub(SPACE, NNBSP, match.group())


def _ligature(match: re.Match[str]) -> str:
    return match.group().replace("oe", "œ")


ORDINALS: tuple[Fix, ...] = (
    # « 1e » and « 2d » are left alone: too many other things are written so.
    Fix("ordinal", r"1(?<![\w.,]1)(?:ère|ere|re)(s?)(?!\w)", r"1{sup}re\1{end}"),
    Fix("ordinal", r"1(?<![\w.,]1)er(s?)(?!\w)", r"1{sup}er\1{end}"),
    Fix("ordinal", r"2(?<![\w.,]2)nd(e?s?)(?!\w)", r"2{sup}d\1{end}"),
    Fix("ordinal", rf"({_FIRST_DIGIT}\d*)(?<!(?<![\w.,])1)(?:i?[eè]me|e)(s?)(?!\w)", r"\1{sup}e\2{end}"),
    Fix("ordinal", r"([IVXLC](?<!\w[IVXLC])[IVXLC]+)(?:i?[eè]me|e)(?!\w)", r"\1{sup}e{end}"),
    Fix("ordinal", rf"([VX])(?<!\w[VX])(?:i?[eè]me|e)(?={SPACE}{_ROMAN})", r"\1{sup}e{end}"),
    Fix("ordinal", r"I(?<!\wI)(er|re)(?!\w)", r"I{sup}\1{end}"),
)
"""Applied first: the others must see the tags of superscripts as they are in a text already fixed."""

LETTERS: tuple[Fix, ...] = (
    # Straight quotes are paired before, in `fix_french`.
    Fix("apostrophe", rf"'(?<=[^\W\d_]')(?=[{MARKUP}]?(?:[^\W_]|[«“\"\[{WORD}]))", "’"),
    # The closed lists of letters.
    Fix("capital", rf"Ca(?={SPACE}[{LOWER}]){sentence_start('Ca')}", "Ça"),
    Fix("capital", rf"A(?=\s{_AFTER_A}(?!\w)){sentence_start('A')}", "À"),
    Fix("ligature", rf"\b{_LIGATURES}\b", _ligature, needs="oe"),
)

SPACES: tuple[Fix, ...] = (
    Fix("elision", rf"’(?:(?<=\b[cdjlmnstCDJLMNST]’)|(?<=qu’)){SPACE}+(?=«)", "’"),
    Fix("opening-quote", rf"«(?:{SPACE}*(?=[^\s{MARK}])|(?<!{MARK}«){SPACE}*(?={MARK}\S))", "«{quote}"),
    Fix("closing-quote", rf"{SPACE}(?<={_BEFORE_CLOSING}{SPACE}){SPACE}*»", "»"),
    Fix("closing-quote", rf"»(?<={_BEFORE_CLOSING}»)(?<!\s{MARK}»)(?!(?<={MARK}»){MARK})", "{quote}»"),
    # High punctuation: glued first, as in Québec; then one space before a run of them, and none inside it.
    Fix("high-glued", _after_word(SPACE, rf"{SPACE}*(?=[;!?:])", following="[;!?:][;!?:…]*"), ""),
    Fix("high", f"({_after_word('[;!?]', '[;!?:…]*')})", r"{high}\1"),
    Fix("colon", f"({_after_word(':', '[;!?:…]*')})", r"{colon}\1"),
    # Numbers.
    Fix("per-cent", rf"(\d){SPACE}*([%‰])(?!\w)", r"\1{fixed}\2"),
    Fix("currency", rf"(\d){SPACE}*([€£¥])(?!\d)", r"\1{fixed}\2"),
    Fix("currency", rf"(\d)(?:{SPACE}+\$(?!\d)|\$(?=[\s,.;:!?)\]»]|\Z))", r"\1{fixed}$"),  # `2$x$`: maths
    Fix("unit", rf"({_FIRST_DIGIT}[\d.,]*){SPACE}*({UNIT}){_NO_UNIT_AFTER}", r"\1{fixed}\2"),
    Fix("unit", rf"({_FIRST_DIGIT}[\d.,]*){SPACE}+({_SPACED}){_NO_UNIT_AFTER}", r"\1{fixed}\2"),
    Fix("unit", rf"(\d[°′]){SPACE}+(?=\d[\d.,]*[′″])", r"\1{fixed}"),  # 6° 50′ 12″
    Fix("hour", rf"({_HOUR}){SPACE}?h{SPACE}?(\d\d){_NO_UNIT_AFTER}(?![.,]\d)", r"\1{fixed}h{fixed}\2"),
    Fix("hour", rf"({_HOUR}){SPACE}?h{_NO_UNIT_AFTER}", r"\1{fixed}h"),
    Fix("thousands", rf"{_FIRST_DIGIT}\d{{0,2}}(?:{SPACE}\d{{3}}){{1,4}}(?!\d){_AMOUNT}", _thin_spaces),
    Fix("day", rf"({_DAY}){SPACE}+(?=(?i:{_MONTHS})(?!\w))", r"\1{fixed}"),
    # What numbers count or name, and how people are addressed.
    Fix("number", rf"([nN](?<!\w[nN])[°ºᵒ]s?){SPACE}*(?=\d)", r"\1{fixed}"),
    Fix("number", rf"(n(?<!\wn)os?){SPACE}+(?=\d)", r"\1{fixed}"),
    Fix("number", rf"§{SPACE}*(?=\d)", "§{fixed}"),
    *(
        Fix(
            "page",
            rf"\.(?<={word}\.)(?<!{_IN_WORD}{word}\.){SPACE}+(?={_NUMBER})",
            ".{fixed}",
            needs=f"{word}.",
        )
        for word in ("p", "pp", "fig", "art", "chap", "vol", "t")
    ),
    Fix("title", rf"(M(?<!{_IN_WORD}M)(?:M?\.|(?:me|lle|gr)s?\b\.?)){SPACE}+(?={_NAME})", r"\1{fixed}"),
    Fix(
        "title",
        rf"((?:M(?<!{_IN_WORD}M)e|[DP](?<!{_IN_WORD}[DP])re?s?)\b\.?){SPACE}+(?={_PROPER})",
        r"\1{fixed}",
    ),
    # « @ » for « à ».
    Fix("at", rf"@(?<!\S@){SPACE}+(?=\w)", "@{fixed}"),
)
"""Of these each changes spaces alone."""

_COUNT = rf"{_FIRST_DIGIT}(?:[\d.,]*\d)?"
"""A number that is a word of its own: not that of « R2D2 » or « covid19 »."""
_NO_YEAR = r"(?<!(?<!\w)[12]\d\d\d)"
_NOT_COUNTED = any_of(lexicon().not_counted)
_NUMBERED = any_of(lexicon().numbered)
_STREETS = "allée|avenue|boulevard|chemin|cours|impasse|passage|place|quai|route|rue|square"
_ANY_NUMBER = rf"(?={TAG}?(?:\d|[IVXLC]+\b))"

KEPT: tuple[Fix, ...] = (
    Fix("thousands", rf"({_FIRST_DIGIT}\d{{0,2}}){SPACE}(?=\d{{3}}(?!\d))", r"\1{fixed}"),
    Fix(
        "counted", rf"({_COUNT}){_NO_YEAR}{SPACE}+(?={TAG}?[{LOWER}])(?!{TAG}?{_NOT_COUNTED}\b)", r"\1{fixed}"
    ),
    # « 6, rue Basse »; what stands without a comma is counted.
    Fix("numbered", rf"(\b\d+(?:{SPACE}(?:bis|ter))?,){SPACE}+(?={TAG}?(?:{_STREETS})\b)", r"\1{fixed}"),
    Fix("numbered", rf"(?i:\b({_NUMBERED})){SPACE}+{_ANY_NUMBER}", r"\1{fixed}"),
    # « Le 12 mars », « Louis XIV »; « En 1941 » names no thing.
    Fix("numbered", rf"(\b[A-ZÀ-ÖØ-Þ][{LOWER}]*){SPACE}+(?={TAG}?(?:\d{{1,3}}|[IVXLC]+)\b)", r"\1{fixed}"),
    Fix("numbered", rf"(\b(?:le|du|au)){SPACE}+(?={TAG}?{_DAY}{NBSP}(?:{_MONTHS})\b)", r"\1{fixed}"),
    # « la 3 », « du 11 », whatever they name.
    Fix("numbered", rf"(\b(?:la|le|du|au)){SPACE}+(?={TAG}?\d{{1,3}}\b)", r"\1{fixed}"),
    # « A. Zyman », « A. Z. », but not « la vitamine C. Elle ».
    Fix("initial", rf"(?<![{LOWER}]\s)({INITIAL}){SPACE}+(?={TAG}?[{CAPITAL}])", r"\1{fixed}"),
    # Shelf marks: « 1 J 3096 ».
    Fix("mark", rf"({_COUNT}){SPACE}+(?=[A-Z]\b)", r"\1{fixed}"),
    Fix("mark", rf"(\b[A-Z]){SPACE}+(?=\d)", r"\1{fixed}"),
)
"""A number and what it counts or names end no line apart. For set text alone: to the reader of a file these
spaces say nothing."""

_TITLED = rf"(?=\.?{SPACE}{_PROPER})"
RAISED: tuple[re.Pattern[str], ...] = (
    re.compile(rf"M(?<!{_IN_WORD}M)(mes?|lles?|grs?)(?![\w’-])"),
    re.compile(rf"M(?<!{_IN_WORD}M)(e)(?!\w){_TITLED}(?!{SPACE}Too\b)"),
    re.compile(rf"[DP](?<!{_IN_WORD}[DP])(re?s?)(?!\w){_TITLED}"),
    re.compile(rf"[nN](?<!{_IN_WORD}[nN])(os?)(?={SPACE}+\d)"),
    re.compile(r"(?:1(?<![\w.,]1)|I(?<!\wI))(ers?|res?)(?!\w)"),
    re.compile(r"2(?<![\w.,]2)(des?)(?!\w)"),
    re.compile(rf"(?:{_FIRST_DIGIT}\d*(?<!(?<![\w.,])1)|[IVXLC](?<!\w[IVXLC])[IVXLC]+)(es?)(?!\w)"),
)
"""Patterns whose group is written higher: « Mme », « 7e », « no 3 »."""

RULES = (*LETTERS, *SPACES)


def fix_french(masked: Masked, country: str, *, superscript: bool, keep: Sequence[str]) -> str:
    """Masked text → fixed text, restored; `superscript`: ordinals get `<sup>`, for Markdown."""
    ordinals = apply_rules(ORDINALS, masked.text, country, superscript=superscript)
    if superscript and ordinals != masked.text:
        masked = mask(masked.restore(ordinals), "fr", keep=keep)
    text = ordinals if not superscript else masked.text
    return masked.restore(apply_rules(RULES, pair_quotes(text), country))


def country_of(locale: str) -> str:
    """The country of a locale, as in COUNTRIES.

    >>> country_of("fr-ca"), country_of("fr")
    ('CA', 'FR')
    """
    return locale.upper().rpartition("-")[2]


def apply_rules(rules: tuple[Fix, ...], text: str, country: str, *, superscript: bool = False) -> str:
    """Masked text with the rules applied, in their order."""
    text = _REVERSED.sub(_set_aside, text) if "»" in text else text
    for needs, pattern, replacement in _compiled(rules, country, superscript):
        if needs in text:
            text = pattern.sub(replacement, text)
    return text.translate(_BACK)


_REVERSED = re.compile(r"(?<![^\s(])»(\w[^«»\n]*)(?<=[\w.!?…])«(?!\w)")
"""»Words« as German and Danish books quote them: these signs take no spaces."""
_BACK = {0xE0F0: "»", 0xE0F1: "«"}


def _set_aside(match: re.Match[str]) -> str:
    before = match.string[match.string.rfind("\n\n", 0, match.start()) + 1 : match.start()]
    is_within = before.count("«") > before.count("»")
    return match[0] if is_within else f"{chr(0xE0F0)}{match[1]}{chr(0xE0F1)}"


@cache
def _compiled(
    rules: tuple[Fix, ...], country: str, superscript: bool
) -> tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...]:
    spaces = asdict(COUNTRIES.get(country, COUNTRIES["FR"]))
    sup, end = ("<sup>", "</sup>") if superscript else ("", "")
    return tuple(
        (
            rule.needs,
            re.compile(rule.pattern),
            rule.replacement.format(**spaces, fixed=NBSP, sup=sup, end=end)
            if isinstance(rule.replacement, str)
            else rule.replacement,
        )
        for rule in rules
    )
