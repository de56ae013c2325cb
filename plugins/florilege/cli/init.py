"""`florilege init`: a new anthology's folder."""

import datetime
import shlex
import sys
from collections import Counter
from importlib.metadata import distribution
from pathlib import Path

import click

from florilege.cli.asking import is_agreed
from florilege.cli.contributing import renew_guides
from florilege.cli.help import Command
from florilege.cli.options import PathOf, argument, lang_option
from florilege.language.sentences import counted, say
from florilege.runtime.project import find_project
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


@click.command(cls=Command)
@argument("folder", type=PathOf(file_okay=False))
@lang_option(scaffold_languages())
@click.option("--forge", type=click.Choice(FORGES), default="github")
@click.option("--desk", is_flag=True)
@click.option("--yes", is_flag=True)
def init(folder: str, lang: str, forge: Forge, desk: bool, yes: bool) -> None:
    """Begin an anthology in FOLDER: nothing that lies there is written over."""
    root = Path(folder)
    asks = not (desk or yes) and sys.stdin.isatty()
    desk = desk or (asks and is_agreed(say("interface", "init.desk", lang), lang))
    engine = distribution("mkdocs-florilege")
    new = new_files(
        lang,
        forge,
        version=engine.version,
        day=datetime.date.today(),
        desk=desk,
        origin=engine.read_text("direct_url.json") or "",
    )
    if is_engine(root):
        click.echo(_going(sample_files(root), lang))
        if not (yes or is_agreed(say("interface", "init.replace", lang), lang)):
            click.echo(say("interface", "fix.kept", lang))
            sys.exit(1)
        replace_sample(root, new)
        click.echo(say("interface", "init.replaced", lang))
    else:
        write_files(root, new)
        renew_guides(find_project(root))
        for path in new:
            click.echo(root / path)
        here = root.resolve() == Path.cwd()
        command = "make" if here else f"cd {shlex.quote(_as_path(folder))} && make"
        click.echo(say("interface", "init.begun", lang, command=command))


def _as_path(folder: str) -> str:
    """A folder's name as a shell takes it: none that begins like an option."""
    return f"./{folder}" if folder.startswith("-") else folder


def _going(paths: tuple[str, ...], lang: str) -> str:
    """What would go: the folders of contributions/ with the number of their files, and single files."""
    folders = Counter("/".join(path.split("/")[:2]) for path in paths)
    lines = [
        name if name in paths else f"{name}/: {counted('interface', 'n_files', number, lang)}"
        for name, number in folders.items()
    ]
    return "\n".join((say("interface", "init.going", lang), *lines))
