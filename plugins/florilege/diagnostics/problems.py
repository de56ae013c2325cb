"""What can be wrong, said in the reader's language.

A mistake in a contribution is a value, `Problem`: collected, sorted, shown with all the others. A
broken environment or wrong usage is an exception, `FlorilegeError`. The codes stand in `problems.yml` with
their levels, and in language/*/problems.po with their sentences.
"""

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from posixpath import normpath
from string import Formatter

from florilege.diagnostics.lookalikes import told_apart
from florilege.language.examples import example_in
from florilege.language.own_data import read_table
from florilege.language.sentences import counted, say, sentences

LONGEST = 500
"""Characters of a value that a sentence shows."""


class FlorilegeError(Exception):
    """The environment or the call is at fault, not a contribution.

    `message(lang)` is one line for people, from the sentences of `code`, which has the level `fatal`;
    `exit_code` is 2 for usage or configuration, 3 for the environment (library, font, disk, lock).
    """

    def __init__(self, code: str, *, exit_code: int = 3, **values: object) -> None:
        self.code = code
        self.exit_code = exit_code
        self.values = {name: _seen_from_here(value) for name, value in values.items()}
        super().__init__(code)  # alone, so that a worker's exception can be pickled

    def __str__(self) -> str:
        return self.message("en")

    def message(self, lang: str) -> str:
        """What is wrong; what to do [code]."""
        return f"{sentence(self.code, lang, self.values)} [{self.code}]"


def _seen_from_here(value: object) -> str:
    """A value as text; a file as seen from the folder in which one works, where it is near it."""
    if not isinstance(value, Path) or not value.is_absolute():
        return str(value)
    try:
        here = Path.cwd()
        seen = os.path.relpath(value, here)
    except (OSError, ValueError):  # the folder is gone, or on another drive
        return str(value)
    return str(value) if here.is_relative_to(value) else min(seen, str(value), key=len)


class Level(StrEnum):
    """How bad: an error stops every output, a warning and a suggestion stop nothing.

    `fatal` is the level of what `FlorilegeError` says.
    """

    FATAL = "fatal"
    ERROR = "error"
    WARNING = "warning"
    SUGGESTION = "suggestion"


@cache
def codes() -> Mapping[str, Level]:
    """Code → level, as in problems.yml."""
    text = files("florilege.diagnostics").joinpath("problems.yml").read_text(encoding="utf-8")
    return {code: Level(level) for code, level in read_table(text).items()}


LINES_SHOWN = 10
"""How many of the other lines with the same problem are named."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: where, which, and the words its sentence needs.

    `path` is POSIX and relative to `contributions/`; `line` and `column` count from 1 (column 0: the
    whole line). `values` fills the braces of the sentences.
    """

    path: str
    line: int
    column: int
    code: str
    values: tuple[tuple[str, str], ...] = ()
    aside: bool = False
    """Whether it is about a draft, or a file where nothing is published from: it stops nothing then."""
    also: tuple[int, ...] = ()
    """Other lines of the file of which the same is to be said."""

    @property
    def level(self) -> Level:
        """The level of its code; what ends a command where nobody names its text is here an error of it."""
        level = codes()[self.code]
        if level in (Level.FATAL, Level.ERROR):
            return Level.WARNING if self.aside else Level.ERROR
        return level

    def message(self, lang: str) -> str:
        """What is wrong; what to do. One line, control characters shown escaped."""
        return self._with_lines(sentence(self.code, lang, dict(self.values)), lang)

    def told(self, lang: str) -> tuple[str, str]:
        """What is wrong, and what to do or nothing; each on one line, control characters shown escaped."""
        message, hint = told(self.code, lang, dict(self.values))
        return self._with_lines(message, lang), hint

    def _with_lines(self, message: str, lang: str) -> str:
        """What is said, with the other lines of which it is."""
        if not self.also:
            return message
        lines = ", ".join(map(str, self.also[:LINES_SHOWN])) + (", …" if len(self.also) > LINES_SHOWN else "")
        return counted("problems", "with-lines", len(self.also), lang, message=message, lines=lines)

    def line_for(self, lang: str, *, root: str = "") -> str:
        """`path:line:column: what is wrong; what to do [code]`, the path below `root`."""
        return f"{self.place(root)}: {self.message(lang)} [{self.code}]"

    def file(self, root: str = "") -> str:
        """The path of the file below `root`; of one beside `contributions/`, without the step up."""
        return normpath(f"{root}/{self.path}") if root else self.path

    def place(self, root: str = "") -> str:
        """`path:line`, and the column if it is known, the path below `root`, as editors jump to it."""
        column = f":{self.column}" if self.column else ""
        return f"{visible(self.file(root))}:{self.line}{column}"


def problem(code: str, path: str, line: int = 1, column: int = 0, **values: object) -> Problem:
    """Make a `Problem`; the code must stand in problems.yml (`KeyError` otherwise)."""
    codes()[code]
    return Problem(path, line, column, code, tuple((name, str(value)) for name, value in values.items()))


_NAMED = {"failure", "why"}

_SYSTEM = {os.strerror(number): name for number, name in errno.errorcode.items()}
"""What the system says of a call that failed → the name of the error (errno(3))."""


def sentence(code: str, lang: str, values: Mapping[str, str]) -> str:
    """The sentence of a code and its hint, on one line."""
    message, hint = told(code, lang, values)
    return say("problems", "with-hint", lang, message=message, hint=hint) if hint else message


def told(code: str, lang: str, values: Mapping[str, str]) -> tuple[str, str]:
    """The sentence of a code, and its hint or nothing, the braces filled in.

    Where a word that the hint needs is empty (there is no near spelling to suggest), the sentence
    `otherwise` stands in the hint's place. A value called `failure` is the name of a sentence of its own,
    which says what became of a call of a worker, `why` one that says which rule something breaks; a `reason`
    that the system gives is said in our words.
    """
    texts = sentences("problems", lang)
    shown = {name: _in_short(visible(_told_apart(name, values))) for name in values}
    for name in _NAMED & shown.keys():
        said = texts.get(f"{name}.{shown[name]}", shown[name])  # else a page of reference asks
        shown[name] = said.format(**shown)
    if "example" in shown:
        field, colon, given = shown["example"].partition(": ")
        shown["example"] = f"{field}{colon}{example_in(given, lang)}"
    if "reason" in shown:
        named = _SYSTEM.get(shown["reason"], "")
        shown["reason"] = texts.get(f"reason.{named}", shown["reason"])
    hint = texts.get(f"{code}.hint", "")
    if any(name and not shown[name] for _, name, _, _ in Formatter().parse(hint)):
        hint = texts.get(f"{code}.otherwise", "")
    return texts[f"{code}.message"].format(**shown), hint.format(**shown)


def _told_apart(name: str, values: Mapping[str, str]) -> str:
    """A value of a sentence, told apart from another that the eye would take for it.

    How something is `shown` on a page is meant to look like what was typed.
    """
    value = values[name]
    others = [other for each, other in values.items() if "shown" not in (each, name)]
    told = (told_apart(value, other) for other in others)
    return next((each for each in told if each != value), value)


def _in_short(value: str) -> str:
    """A value no longer than anybody reads: a stranger may write words as long as a file may be."""
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"


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
