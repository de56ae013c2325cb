"""`florilege reference` and `florilege schema`: what the engine knows, as its documentation says it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from florilege.cli.help import Command, describe
from florilege.cli.main import florilege
from florilege.cli.options import LANG, PathOf, argument
from florilege.language.sentences import say
from florilege.reading.schema import KINDS, RECORDS
from florilege.reference import commands
from florilege.reference.checks import checks_page
from florilege.reference.fields import fields_page
from florilege.reference.printers import printers_page
from florilege.reference.problems import problems_page
from florilege.reference.schema import json_schema

_KINDS = (*KINDS, *RECORDS)


@click.command(cls=Command)
@argument("kind", metavar=f"[{'|'.join(_KINDS)}]", type=click.Choice(_KINDS), required=False)
@click.option("--all", "folder", metavar="FOLDER", type=PathOf(file_okay=False))
@LANG
def schema(kind: str | None, folder: str | None, lang: str) -> None:
    """Print the JSON Schema (2020-12) of a kind of front matter, for editors and forms."""
    if (kind is None) == (folder is None):
        raise click.UsageError(say("interface", "schema.one-kind", lang))
    for name in [kind] if kind else _KINDS:
        text = json.dumps(json_schema(name, lang), ensure_ascii=False, indent=2)
        if folder is None:
            click.echo(text)
        else:
            Path(folder).mkdir(parents=True, exist_ok=True)
            Path(folder, f"{name}.json").write_text(text + "\n", encoding="utf-8")


def commands_page(lang: str) -> str:
    """The page of the commands, read from click."""
    root = click.Context(florilege, info_name="florilege", **florilege.context_settings)
    return commands.commands_page((describe(each, lang) for each in _contexts(root)), lang)


def _contexts(outer: click.Context) -> Iterator[click.Context]:
    """A context for a command, and for each of those below it."""
    yield outer
    if isinstance(outer.command, click.Group):
        for name in outer.command.list_commands(outer):
            inner = outer.command.get_command(outer, name)
            assert inner is not None
            yield from _contexts(click.Context(inner, parent=outer, info_name=name))


PAGES: dict[str, Callable[[str], str]] = {
    "fields": fields_page,
    "problems": problems_page,
    "checks": checks_page,
    "printers": printers_page,
    "commands": commands_page,
}


@click.command(cls=Command)
@argument("page", type=click.Choice(list(PAGES)))
@LANG
def reference(page: str, lang: str) -> None:
    """Print a page of reference, as docs/ keeps it."""
    click.echo(PAGES[page](lang), nl=False)
