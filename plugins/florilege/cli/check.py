"""`florilege check`: what is wrong in contributions/."""

import os
import sys
from datetime import date
from difflib import get_close_matches
from functools import partial
from pathlib import Path

import click

from florilege import anthology
from florilege.book.resolution import coarse_pictures
from florilege.catalogue.keys import TextKey
from florilege.cli import problem_report as report
from florilege.cli.cache_report import cache_warning
from florilege.cli.fix import mend
from florilege.cli.help import Command
from florilege.cli.named_texts import unknown_essay
from florilege.cli.options import LANG, PathOf, argument
from florilege.desk.days import on_day
from florilege.diagnostics.problems import FlorilegeError, Level, Problem
from florilege.diagnostics.problems import codes as codes_of_problems
from florilege.mending.remedies import Remedies
from florilege.reading.scope import Scope
from florilege.runtime.housekeeping import in_use
from florilege.runtime.project import Project, find_project
from florilege.runtime.workers import preload

_WHOLE = {"json": report.as_json, "gitlab": report.code_quality}
"""Forms that a program reads: nothing else is written beside them."""


@click.command(cls=Command)
@argument("paths", nargs=-1, type=PathOf(exists=True))
@click.option("--format", "form", type=click.Choice(["text", "github", "gitlab", "json"]), default="text")
@click.option("--details", is_flag=True)
@click.option("--code", "codes", metavar="CODE", multiple=True)
@click.option("--essay", "essays", metavar="ID", multiple=True)
@click.option("--fix", is_flag=True)
@click.option("--yes", is_flag=True)
@LANG
def check(
    paths: tuple[str, ...],
    form: str,
    details: bool,
    codes: tuple[str, ...],
    essays: tuple[str, ...],
    fix: bool,
    yes: bool,
    lang: str,
) -> None:
    """Say what is wrong in contributions/, or in some paths of it."""
    project = find_project(Path.cwd())
    _require_codes(codes)
    folders = [_folder_of(project, id) for id in essays]
    where = Scope.of(project, [*folders, *(Path(path) for path in paths)], Path.cwd())
    if fix:
        mend(project, where, lang, yes=yes, beside=form in _WHOLE)
    loaded, found = all_problems(project, lang)
    problems = [each for each in found if where.holds(each.path) and each.code in (codes or (each.code,))]
    number = report.count_essays(loaded.catalogue)
    if form in _WHOLE:
        click.echo(_WHOLE[form](problems, lang, root=where.root))
    else:
        whole = details or codes or essays
        shape = report.annotations if form == "github" else report.text if whole else report.short_text
        if problems:
            click.echo(shape(problems, lang, root=where.root))
        remedies = Remedies(project.contributions, loaded.catalogue, problems)
        click.echo(report.summary(problems, number, lang, mended=remedies.count()))
    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with open(summary, "a", encoding="utf-8") as stream:
            told = report.plain_summary(problems, number, lang, root=where.root, folder=project.contributions)
            stream.write(told)
    sys.exit(1 if any(problem.level is Level.ERROR for problem in problems) else 0)


def all_problems(project: Project, lang: str) -> tuple[anthology.Anthology, list[Problem]]:
    """The anthology, and what is wrong in all of it."""
    preload("florilege.prose.setting")
    with in_use(project, cache_warning(lang)) as cached:
        loaded = cached.run(partial(anthology.load, with_suggestions=True))
        by_day = on_day(loaded.catalogue, project.today or date.today())
        return loaded, sorted({*loaded.problems, *coarse_pictures(loaded), *by_day})


def _require_codes(asked: tuple[str, ...]) -> None:
    """Raise `FlorilegeError` (2) for a code that no problem has."""
    for code in asked:
        if code not in codes_of_problems():
            near = next(iter(get_close_matches(code, codes_of_problems(), n=1)), "")
            raise FlorilegeError("code-unknown", exit_code=2, asked=code, suggestion=near)


def _folder_of(project: Project, essay: str) -> Path:
    """The folder of an essay. Raises `FlorilegeError` (2) where there is none."""
    folder = project.contributions / TextKey("essay", essay).folder
    if not folder.is_dir():
        raise unknown_essay(essay, [each.name for each in folder.parent.glob("*/")])
    return folder
