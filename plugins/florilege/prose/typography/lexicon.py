"""The word lists of lexicon.yml, as the rules of typography use them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from re import escape
from typing import Any

from florilege.language.own_data import read_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The fields are the keys of lexicon.yml, which says what each list is for."""

    ligatures: tuple[str, ...]
    after_a: tuple[str, ...]
    after_a_or_verb: tuple[str, ...]
    accented_capitals: Mapping[str, str]
    months: tuple[str, ...]
    units: tuple[str, ...]
    spaced_units: tuple[str, ...]
    numbered: tuple[str, ...]
    not_counted: tuple[str, ...]
    foreign_words: tuple[str, ...]
    spelling: Mapping[str, str]
    hyphens: Mapping[str, str]
    subjects: tuple[str, ...]


@cache
def lexicon() -> Lexicon:
    """The lists, read once; a list written as one text is split at its spaces."""
    text = files("florilege.prose.typography").joinpath("lexicon.yml").read_text(encoding="utf-8")
    lists: dict[str, Any] = read_table(text)
    for name, words in lists.items():
        lists[name] = tuple(words.split()) if isinstance(words, str) else words
    return Lexicon(**lists)


def any_of(words: Iterable[str], *, space: str = " ", apostrophe: str = "’") -> str:
    """A regular expression for one of `words`, the longest first; `space` stands for theirs.

    >>> any_of(["au", "au delà"], space="[ ]")
    '(?:au[ ]delà|au)'
    """
    longest = sorted(words, key=lambda word: (-len(word), word))
    patterns = (escape(word).replace(r"\ ", space).replace("’", apostrophe) for word in longest)
    return f"(?:{'|'.join(patterns)})"
