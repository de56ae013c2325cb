"""What a writer is told is in words that a writer knows: none of a list of technical ones, unless by name."""

import re

import pytest

from florilege.diagnostics.problems import Level, codes
from florilege.language.sentences import domains, languages, sentences

TECHNICAL = (
    *("octets?", "bytes?", "0x[0-9a-f]*", "ki[bo]", "yaml", "toml", "json", "mapping", "scalar", "parsers?"),
    *(
        "regex",
        "tokens?",
        "traceback",
        "none type",
        "null",
        "nil",
        "errno",
        "exceptions?",
        "stack",
        "strings?",
    ),
    *("booleans?", "integers?", "arrays?", "dict", "nodes?", "alias", "schema", "encoding error", "latin-1"),
    *("windows-1252", "cp1252", "nfc", "nfd", "bom", "crlf", "stdin", "stdout", "regular file", "mime"),
)
"""Words of programmers, in any language."""

ENGLISH = (
    "workers?",
    "workflows?",
    "builds?",
    "checks?",
    "templates?",
    "tags?",
    "files?",
    "links?",
    "caches?",
)
"""English words that French and German have their own for."""

ODD = ("mend", "mends", "mended", "mending", "nought", "hasn’t", "oughtn’t")
"""English that nobody says so any more."""

ALLOWED = {
    "not-utf-8": {"utf-8"},
    "text-not-utf8": {"utf-8"},
    "file-unreadable": set(),
}
"""Code → technical words that it can't do without."""

TOLD = tuple(code for code, level in codes().items() if level is not Level.FATAL)


def words(pattern: tuple[str, ...], text: str) -> set[str]:
    """The words of a list in a text, what stands in it as it is to be typed aside."""
    plain = re.sub(r"`[^`]*`|\{[^}]*\}|\S+\.(?:md|yml)\b|\bflorilege \w+|\w+/\S*|--\w+|\w+:(?= )", " ", text)
    return {
        each.lower()
        for each in re.findall(rf"(?<![\w-])(?:{'|'.join(pattern)})(?![\w-])", plain, re.IGNORECASE)
    }


@pytest.mark.parametrize("lang", languages())
def test_no_message_of_a_text_is_in_the_words_of_programmers(lang: str) -> None:
    texts = sentences("problems", lang)
    found = {
        f"{code}.{part}": technical
        for code in TOLD
        for part in ("message", "hint", "otherwise")
        if (technical := words(TECHNICAL, texts.get(f"{code}.{part}", "")) - ALLOWED.get(code, set()))
    }
    assert found == {}


@pytest.mark.parametrize("lang", [each for each in languages() if each != "en"])
def test_other_languages_have_their_own_words(lang: str) -> None:
    texts = sentences("problems", lang)
    allowed = {"fr": {"cache", "caches"}, "de": {"links", "link", "tag", "tags"}}[lang]
    found = {key: set_ for key, text in texts.items() if (set_ := words(ENGLISH, text) - allowed)}
    assert found == {}


@pytest.mark.parametrize("domain", domains())
def test_english_is_plain(domain: str) -> None:
    assert {key: odd for key, text in sentences(domain, "en").items() if (odd := words(ODD, text))} == {}


@pytest.mark.parametrize("lang", languages())
def test_every_problem_says_what_to_do(lang: str) -> None:
    """In its hint, or in its sentence about the kind; `text-fixed` alone reports what was done."""
    texts = sentences("problems", lang)
    assert [code for code in TOLD if not texts.get(f"{code}.hint") and code != "text-fixed"] == []
    assert [code for code in codes() if not texts[f"{code}.about"].strip()] == []
