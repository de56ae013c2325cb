"""`florilege cache`: what builds keep."""

from pathlib import Path

import click

from florilege.cli import cache_report as report
from florilege.cli.help import Command
from florilege.cli.options import LANG
from florilege.runtime import housekeeping
from florilege.runtime.project import find_project


@click.command("cache", cls=Command)
@click.option("--empty", is_flag=True)
@LANG
def show_cache(empty: bool, lang: str) -> None:
    """Show what builds keep for the next ones, or empty it."""
    project = find_project(Path.cwd())
    if empty:
        click.echo(report.emptied(*housekeeping.empty(project), lang))
    else:
        click.echo(report.table(housekeeping.cached_files(project), housekeeping.size_limit(), lang))
