"""Options that several commands take, and the language that one of them asks for."""

from collections.abc import Callable
from pathlib import Path

import click

from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import languages, reader_language
from florilege.runtime.project import find_project

_LANG = "lang"


def language() -> str:
    """The language of the command at work: that of `--lang`, else the reader's own."""
    context = click.get_current_context(silent=True)
    return spoken(context.obj if context else None)


def spoken(spoken: object) -> str:
    """The language that `--lang` has asked for in a command that was called with this as its `obj`."""
    return (isinstance(spoken, dict) and spoken.get(_LANG)) or _own_language()


def _own_language() -> str:
    """The reader's language; where the machine names none, that of the anthology in which one works."""
    try:
        anthology = find_project(Path.cwd()).lang
    except FlorilegeError:
        anthology = ""
    return reader_language(otherwise=anthology or "fr")


def _remember(context: click.Context, parameter: click.Parameter, value: str) -> str:
    context.ensure_object(dict)[_LANG] = value
    return value


def lang_option(choices: tuple[str, ...]) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """`--lang` with these languages; by default the reader's own, or the first where it isn't among them."""
    return click.option(
        "--lang",
        metavar="LANG",
        type=click.Choice(choices),
        default=lambda: own if (own := _own_language()) in choices else choices[0],
        is_eager=True,  # so that `--lang fr --help` speaks French
        callback=_remember,
    )


LANG = lang_option(languages())
OUTPUT = click.option("--output", type=click.Path(file_okay=False))
AUTHORS = click.option("--author", "authors", multiple=True)
