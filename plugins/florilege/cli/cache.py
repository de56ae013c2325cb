"""`florilege cache`: what builds keep."""

from pathlib import Path

import click

from florilege.cli import cache_report as report
from florilege.cli.options import LANG
from florilege.language.sentences import reader_language
from florilege.runtime import housekeeping
from florilege.runtime.project import find_project


@click.command("cache")
@click.option("--empty", is_flag=True, help="Remove it; a build at work makes again what it needs.")
@LANG
def show_cache(empty: bool, lang: str | None) -> None:
    """Show what builds keep for the next ones, or empty it.

    What was used longest ago goes when it takes more than 2 GB, or what FLORILEGE_CACHE_LIMIT says (500MB).
    """
    lang = lang or reader_language()
    project = find_project(Path.cwd())
    if empty:
        click.echo(report.emptied(*housekeeping.empty(project), lang))
    else:
        click.echo(report.table(housekeeping.cached_files(project), housekeeping.size_limit(), lang))
