"""`florilege fix`: what is wrong in contributions/ and has one right answer, mended."""

import sys
from functools import partial
from pathlib import Path

import click

from florilege.cli import change_report as report
from florilege.cli.asking import is_agreed
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.options import LANG, PathOf, argument
from florilege.language.sentences import counted, say
from florilege.mending.carrying_out import carry_out
from florilege.mending.planning import plan
from florilege.reading.scope import Scope
from florilege.runtime.housekeeping import in_use
from florilege.runtime.project import Project, find_project


@click.command(cls=Command)
@argument("paths", nargs=-1, type=PathOf(exists=True))
@click.option("--diff", is_flag=True)
@click.option("--yes", is_flag=True)
@LANG
def fix(paths: tuple[str, ...], diff: bool, yes: bool, lang: str) -> None:
    """Mend contributions/, or some paths of it, after a look at what changes."""
    project = find_project(Path.cwd())
    where = Scope.of(project, [Path(path) for path in paths], Path.cwd())
    is_left = mend(project, where, lang, yes=yes, only_show=diff)
    sys.exit(1 if is_left else 0)


def mend(
    project: Project, where: Scope, lang: str, *, yes: bool, only_show: bool = False, beside: bool = False
) -> bool:
    """Show what would change, and change it once that is agreed to; whether something is left unchanged.

    `beside`: on the standard error, since a program reads the other.
    """
    with in_use(project, cache_warning(lang)) as cached:
        found = cached.run(partial(plan, scope=where))
    if not found.changes:
        click.echo(say("interface", "fix.nothing", lang), err=beside)
        return False
    click.echo(report.changes(found, lang, root=where.root), err=beside)
    files = counted("interface", "n_files", len(found.changes), lang)
    more = report.more_errors(found, lang)
    if more and not yes:
        click.echo(more, err=beside)
    if only_show:
        click.echo(say("interface", "fix.would", lang, files=files), err=beside)
        return True
    if not (yes or is_agreed(say("interface", "fix.ask", lang, files=files), lang, err=beside)):
        click.echo(say("interface", "fix.kept", lang), err=beside)
        return True
    carry_out(found, project.contributions)
    click.echo(say("interface", "fix.done", lang, files=files), err=beside)
    if more:
        click.echo(more, err=beside)
    return False
