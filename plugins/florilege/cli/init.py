"""`florilege init`: a new anthology's folder."""

import datetime
import sys
from importlib.metadata import version
from pathlib import Path

import click

from florilege.cli.help import Command
from florilege.cli.options import lang_option
from florilege.language.sentences import say
from florilege.scaffold.new_anthology import (
    FORGES,
    Forge,
    is_engine,
    new_files,
    replace_sample,
    sample_files,
    scaffold_languages,
    write_files,
)

_SHOWN = 12
"""How many of the files that would go are named one by one."""


@click.command(cls=Command)
@click.argument("folder", type=click.Path(file_okay=False))
@lang_option(scaffold_languages())
@click.option("--forge", type=click.Choice(FORGES), default="github")
@click.option("--yes", is_flag=True)
def init(folder: str, lang: str, forge: Forge, yes: bool) -> None:
    """Begin an anthology in FOLDER: nothing that lies there is written over."""
    root = Path(folder)
    new = new_files(lang, forge, version=version("mkdocs-florilege"), day=datetime.date.today())
    if is_engine(root):
        click.echo(_going(sample_files(root), lang))
        if not (yes or click.confirm(say("interface", "init.replace", lang), default=False)):
            sys.exit(1)
        replace_sample(root, new)
        click.echo(say("interface", "init.replaced", lang))
    else:
        write_files(root, new)
        for path in new:
            click.echo(root / path)
        click.echo(say("interface", "init.begun", lang, folder=folder))


def _going(paths: tuple[str, ...], lang: str) -> str:
    """The files that would go: by their names as far as there are few, then how many more."""
    lines = [say("interface", "init.going", lang), *paths[:_SHOWN]]
    if len(paths) > _SHOWN:
        lines.append(say("interface", "init.more", lang, n=len(paths) - _SHOWN))
    return "\n".join(lines)
