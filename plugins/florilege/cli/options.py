"""Options that several commands take, and the language that one of them asks for."""

import datetime
import os
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from contextvars import ContextVar
from functools import partial
from itertools import zip_longest
from pathlib import Path
from typing import Any

import click

from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import languages, reader_language, say, sentences
from florilege.reading.characters import FORBIDDEN, is_blank
from florilege.runtime.project import find_project

_ASKED = ContextVar("_ASKED", default="")
"""The language that `--lang` names; click lets go of a command's context before it shows what is wrong."""


def language() -> str:
    """The language of the command at work: that of `--lang`, else the reader's own."""
    return _ASKED.get() or _own_language()


def note_language(arguments: Sequence[str]) -> None:
    """Speak the language that arguments ask for, before any of them is found wrong."""
    for argument, following in zip_longest(arguments, arguments[1:], fillvalue=""):
        option, _, value = argument.partition("=")
        if option == "--lang":
            asked = value or following
            _ASKED.set(asked if asked in languages() else "")


def forget_language() -> None:
    """Speak the reader's own language again."""
    _ASKED.set("")


def _own_language() -> str:
    """The reader's language; where the machine names none, that of the anthology in which one works."""
    try:
        anthology = find_project(Path.cwd()).lang
    except (FlorilegeError, OSError):
        anthology = ""
    return reader_language(otherwise=anthology or "fr")


def lang_option(choices: tuple[str, ...]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """`--lang` with these languages; by default the reader's own, or the first where it isn't among them."""
    return click.option(
        "--lang",
        metavar="LANG",
        type=click.Choice(choices),
        default=lambda: own if (own := _own_language()) in choices else choices[0],
    )


def with_names_in(lang: str, text: str) -> str:
    """What a command is called with, its placeholders in a language.

    >>> with_names_in("fr", "[OPTIONS] ESSAY..."), with_names_in("fr", "[text|json]")
    ('[OPTIONS] ESSAI...', '[text|json]')
    """
    texts = sentences("commands", lang)
    return re.sub(r"[A-Z]{2,}", lambda name: texts.get(f"name.{name[0].lower()}", name[0]), text)


class Argument(click.Argument):
    """An argument that is called in the reader's language where it is missing or wrong."""

    def get_error_hint(self, ctx: click.Context | None) -> str:
        """Overrides click's."""
        return with_names_in(language(), super().get_error_hint(ctx))


argument = partial(click.argument, cls=Argument)


class PathOf(click.Path):
    """A path; what click calls it is in the reader's language, which isn't known before it is called."""

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Overrides click's."""
        kind = "directory" if not self.file_okay else "file" if not self.dir_okay else "path"
        self.name = say("click", kind, language())
        if not str(os.fspath(value)).strip():
            self.fail(say("interface", "path.empty", language()), param, ctx)
        return super().convert(value, param, ctx)


class NumberBetween(click.IntRange):
    """A whole number within bounds, likewise."""

    def convert(self, value: int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Overrides click's."""
        self.name = say("click", "whole-number", language())
        return super().convert(value, param, ctx)


class Percent(click.FloatRange):
    """A number within bounds, likewise."""

    def convert(self, value: float, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """Overrides click's."""
        self.name = say("click", "number", language())
        return super().convert(value, param, ctx)


class Day(click.ParamType[datetime.date]):
    """A day, as 2026-04-30."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime.date:
        """Overrides click's."""
        if isinstance(value, datetime.date):
            return value
        with suppress(ValueError):
            return datetime.datetime.strptime(value, "%Y-%m-%d").date()
        self.fail(say("interface", "day.unread", language(), value=value), param, ctx)


class Words(click.types.StringParamType):
    """A text on one line, of at most so many characters, as a record takes it; `some`: not of nothing."""

    def __init__(self, most: int, *, some: bool = False) -> None:
        self.most, self.some = most, some

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Overrides click's."""
        if self.some and is_blank(value):
            self.fail(say("click", "words-empty", language()), param, ctx)
        if len(value) > self.most or FORBIDDEN.search(value) or "\n" in value:
            self.fail(say("click", "words", language(), most=self.most), param, ctx)
        return value


LANG = lang_option(languages())
OUTPUT = click.option("--output", metavar="FOLDER", type=PathOf(file_okay=False))
FORCE = click.option("--force", is_flag=True)
AUTHORS = click.option("--author", "authors", multiple=True)
WORKERS = click.option("--workers", metavar="NUMBER", type=NumberBetween(1, 64))
CLUSTER = click.option("--cluster", metavar="ADDRESS")
