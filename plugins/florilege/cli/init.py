"""`florilege init`: a new anthology's folder."""

import datetime
import os
import shlex
import sys
from collections import Counter
from importlib.metadata import distribution
from pathlib import Path

import click
from click.core import ParameterSource

from florilege.cli.asking import is_agreed
from florilege.cli.contributing import guides_marked, renew_guides
from florilege.cli.help import Command
from florilege.cli.options import PathOf, argument, lang_option
from florilege.language.sentences import counted, say
from florilege.reading.loader import read_project
from florilege.runtime.project import Project, find_project
from florilege.scaffold.new_anthology import (
    FORGES,
    Forge,
    added_files,
    forge_of,
    is_engine,
    missing_files,
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
    """Begin an anthology in FOLDER, or add to the one that is there: nothing is written over."""
    root = Path(folder)
    names_forge = _is_typed("forge")
    if (desk or names_forge) and (root / "mkdocs.yml").is_file() and not is_engine(root):
        project = find_project(root)
        own = project.lang if project.lang in scaffold_languages() and not _is_typed("lang") else lang
        _add(project, own, forge if names_forge else forge_of(root), with_forge=names_forge, desk=desk)
        return
    asks = not (desk or yes) and sys.stdin.isatty()
    desk = desk or (asks and is_agreed(say("interface", "init.desk", lang), lang))
    new = _new_files(lang, forge, desk=desk)
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


def _is_typed(option: str) -> bool:
    return click.get_current_context().get_parameter_source(option) is ParameterSource.COMMANDLINE


def _new_files(lang: str, forge: Forge, *, desk: bool) -> dict[str, str]:
    engine = distribution("mkdocs-florilege")
    return new_files(
        lang,
        forge,
        version=engine.version,
        day=datetime.date.today(),
        desk=desk,
        origin=engine.read_text("direct_url.json") or "",
    )


def _add(project: Project, lang: str, forge: Forge, *, with_forge: bool, desk: bool) -> None:
    """Write into an anthology what it hasn't of a forge's files and the desk's; say what was written.

    A volume that is printed needs no plan any more.
    """
    catalogue, _ = read_project(project)
    unplanned = [
        (project.contributions / volume.key.path).parent.relative_to(project.root).as_posix()
        for id, volume in catalogue.volumes.items()
        if id not in catalogue.plans and id not in catalogue.frozen
    ]
    wanted = added_files(_new_files(lang, forge, desk=desk), forge=with_forge, volumes=unplanned)
    new = missing_files(project.root, wanted)
    write_files(project.root, new)
    for path in new:
        click.echo(os.path.relpath(project.root / path))
    if not new:
        click.echo(say("interface", "init.nothing", lang))
    elif guides_marked(project):
        renew_guides(project)


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
