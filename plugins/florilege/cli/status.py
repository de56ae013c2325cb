"""`florilege status`: who owes what, as a table, JSON or a board."""

import datetime
import os
import sys
from pathlib import Path

import click
from rich.console import Console

from florilege import anthology
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.named_texts import say_faulty, volume_named
from florilege.cli.options import FORCE, LANG, Day, PathOf, argument
from florilege.desk.board import as_json, html, markdown, table
from florilege.desk.status import status as status_of
from florilege.runtime.housekeeping import in_use
from florilege.runtime.output_files import OutputFiles
from florilege.runtime.project import find_project


@click.command(cls=Command)
@argument("volume", required=False)
@click.option("--format", "form", type=click.Choice(["table", "json", "html", "markdown"]), default="table")
@click.option("--today", metavar="DAY", type=Day())
@click.option("--output", metavar="FILE", type=PathOf(dir_okay=False), default="status.html")
@FORCE
@LANG
def status(
    volume: str | None, form: str, today: datetime.date | None, output: str, force: bool, lang: str
) -> None:
    """Say who owes what for VOLUME, or for all; exit 1 if a file in error is left out."""
    project = find_project(Path.cwd())
    day = today or datetime.date.today()
    with in_use(project, cache_warning(lang)) as cached:
        loaded = cached.run(anthology.load)
    catalogue = loaded.catalogue
    wanted = [volume_named(volume, catalogue, project)] if volume else [*catalogue.volumes.values()]
    statuses = [status_of(loaded, each, project.tomes, day, project.contributions) for each in wanted]
    if form == "json":
        click.echo(as_json(statuses, day))
    elif form == "markdown":
        click.echo(markdown(statuses, day, lang), nl=False)
    elif form == "html":
        OutputFiles(project, force=force).write(
            Path(output), html(statuses, day, lang, anthology=catalogue.title).encode()
        )
        click.echo(os.path.relpath(output))
    else:
        console = Console()
        for each in statuses:
            console.print(table(each, lang, width=console.width))
    sys.exit(1 if say_faulty(wanted, catalogue, project, lang, all_volumes=not volume) else 0)
