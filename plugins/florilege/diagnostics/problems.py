"""What can be wrong, said in the reader's language.

A mistake in a contribution is a value, `Problem`: collected, sorted, shown with all the others. A
broken environment or wrong usage is an exception, `FlorilegeError`. The codes, with their levels and
their sentences, stand in `problems.yml`; docs/problems.md and docs/problemes.md are made from it.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

import yaml

LANGUAGES = ("fr", "en")


class FlorilegeError(Exception):
    """The environment or the call is at fault, not a contribution.

    `message(lang)` is one line for people, from the sentences of `code` in problems.yml (level `fatal`);
    `exit_code` is 2 for usage or configuration, 3 for the environment (library, font, disk, lock).
    """

    def __init__(self, code: str, *, exit_code: int = 3, **values: object) -> None:
        self.code = code
        self.exit_code = exit_code
        self.values = {name: str(value) for name, value in values.items()}
        super().__init__(code)  # alone, so that a worker's exception can be pickled

    def __str__(self) -> str:
        return self.message("en")

    def message(self, lang: str) -> str:
        """What is wrong; what to do [code]."""
        return f"{sentence(self.code, lang, self.values)} [{self.code}]"


class Level(StrEnum):
    """How bad: an error stops every output, a warning and a suggestion stop nothing.

    `fatal` is the level of what `FlorilegeError` says.
    """

    FATAL = "fatal"
    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"


def reader_language(environ: Mapping[str, str] = os.environ) -> str:
    """The language of messages that the locale asks for: `fr` or `en` (POSIX: LC_ALL, LC_MESSAGES, LANG).

    >>> reader_language({"LANG": "fr_CA.UTF-8"}), reader_language({"LANG": "de_DE"}), reader_language({})
    ('fr', 'en', 'fr')
    """
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "fr")
    primary = re.split(r"[_.@-]", locale)[0].lower()
    return "fr" if primary in ("fr", "c", "posix") else "en"


@cache
def codes() -> dict[str, dict[str, Any]]:
    """Code → {level, fr: {message, hint, otherwise}, en: {…}, about: {fr, en}}, as in problems.yml."""
    text = files("florilege.diagnostics").joinpath("problems.yml").read_text(encoding="utf-8")
    table: dict[str, dict[str, Any]] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return table


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where, which, and the words its sentence needs.

    `path` is POSIX and relative to `contributions/`; `line` and `column` count from 1 (column 0: the
    whole line). `values` fills the braces of the sentences in problems.yml.
    """

    path: str
    line: int
    column: int
    code: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def level(self) -> Level:
        return Level(codes()[self.code]["level"])

    def message(self, lang: str) -> str:
        """What is wrong; what to do. One line, control characters shown escaped."""
        return sentence(self.code, lang, dict(self.values))

    def line_for(self, lang: str, *, root: str = "") -> str:
        """`path:line: what is wrong; what to do [code]`, the path below `root`."""
        path = f"{root}/{self.path}" if root else self.path
        return f"{visible(path)}:{self.line}: {self.message(lang)} [{self.code}]"


def problem(code: str, path: str, line: int = 1, column: int = 0, **values: object) -> Problem:
    """Make a `Problem`; the code must stand in problems.yml (`KeyError` otherwise)."""
    codes()[code]
    return Problem(path, line, column, code, tuple((name, str(value)) for name, value in values.items()))


def sentence(code: str, lang: str, values: Mapping[str, str]) -> str:
    """The sentence of a code and its hint, in French or English, the braces filled in, on one line.

    Where a word that the hint needs is empty (there is no near spelling to suggest), the sentence
    `otherwise` stands in the hint's place.
    """
    sentences = codes()[code][lang if lang in LANGUAGES else "en"]
    shown = {name: visible(value) for name, value in values.items()}
    hint = sentences.get("hint", "")
    if any(name and not shown[name] for _, name, _, _ in Formatter().parse(hint)):
        hint = sentences.get("otherwise", "")
    parts = [sentences["message"].format(**shown), hint.format(**shown)]
    separator = "\u202f; " if lang == "fr" else "; "
    return separator.join(part for part in parts if part)


def visible(text: str) -> str:
    """The text with each character that doesn't print shown escaped, so that a message is one line.

    >>> visible("a\\u202eb")
    'a\\\\u202eb'
    >>> visible("l’été\\u202f!")
    'l’été\\u202f!'
    """
    return "".join(
        character if character.isprintable() or character in "\u00a0\u202f" else ascii(character)[1:-1]
        for character in text
    )
