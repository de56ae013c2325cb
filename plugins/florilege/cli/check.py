"""`florilege check`: what is wrong in contributions/."""

import os
import sys
from functools import partial
from pathlib import Path

import click

from florilege import anthology
from florilege.book.resolution import coarse_pictures
from florilege.cli import problem_report as report
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.options import LANG
from florilege.diagnostics.problems import Level
from florilege.intake import fixing
from florilege.reading.scope import Scope
from florilege.runtime.housekeeping import in_use
from florilege.runtime.project import find_project

_WHOLE = {"json": report.as_json, "gitlab": report.code_quality}
"""Forms that a program reads: nothing else is written beside them."""


@click.command(cls=Command)
@click.argument("paths", nargs=-1, type=click.Path(exists=True))
@click.option("--format", "form", type=click.Choice(["text", "github", "gitlab", "json"]), default="text")
@click.option("--fix", is_flag=True)
@LANG
def check(paths: tuple[str, ...], form: str, fix: bool, lang: str) -> None:
    """Say what is wrong in contributions/, or in some paths of it."""
    project = find_project(Path.cwd())
    where = Scope.of(project, [Path(path) for path in paths], Path.cwd())
    if fix:
        for change in fixing.fix(project, where):
            click.echo(change.line_for(lang, root=where.root), err=form in _WHOLE)
    with in_use(project, cache_warning(lang)) as cached:
        loaded = cached.run(partial(anthology.load, with_suggestions=True))
        found = sorted({*loaded.problems, *coarse_pictures(loaded)})
    problems = [problem for problem in found if where.holds(problem.path)]
    essays = report.count_essays(loaded.catalogue)
    if form in _WHOLE:
        click.echo(_WHOLE[form](problems, lang, root=where.root))
    else:
        shape = report.annotations if form == "github" else report.text
        if problems:
            click.echo(shape(problems, lang, root=where.root))
        click.echo(report.summary(problems, essays, lang))
    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with open(summary, "a", encoding="utf-8") as stream:
            stream.write(report.table(problems, essays, lang, root=where.root))
    sys.exit(1 if any(problem.level is Level.ERROR for problem in problems) else 0)
