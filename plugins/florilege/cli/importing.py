"""`florilege import`: essays of whatever people have: a Word file, a mail, a blog, a folder of posts."""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from florilege.cli import import_report as report
from florilege.cli.check import all_problems
from florilege.cli.help import Command
from florilege.cli.options import AUTHORS, LANG, PathOf, argument
from florilege.cli.parcel_import import import_parcel, is_issue
from florilege.diagnostics.problems import FlorilegeError, Level, Problem
from florilege.intake.arrival import Arrival, RefusedSource
from florilege.intake.new_essays import Placement, Wishes, place, write
from florilege.intake.office_texts import Reading
from florilege.intake.pandoc.followed_changes import Changes
from florilege.intake.parcel import is_parcel
from florilege.intake.sources import essays_in
from florilege.language.sentences import counted, say
from florilege.reading.scope import Scope
from florilege.runtime.project import Project, find_project
from florilege.runtime.workers import Workers


@click.command("import", cls=Command)
@argument("sources", nargs=-1, required=True, metavar="SOURCE...", type=PathOf(exists=True))
@click.option("--id", "id", metavar="ID", default="")
@AUTHORS
@click.option("--volume", metavar="ID", default="")
@click.option("--license", "license", default="")
@click.option("--agreed", is_flag=True)
@click.option("--changes", type=click.Choice(["accept", "reject"]), default="accept")
@click.option("--write", "writes", is_flag=True)
@LANG
def import_sources(
    sources: tuple[str, ...],
    id: str,
    authors: tuple[str, ...],
    volume: str,
    license: str,
    agreed: bool,
    changes: Changes,
    writes: bool,
    lang: str,
) -> None:
    """Make essays of what people sent; of many, show first what would be."""
    project = find_project(Path.cwd())
    if len(sources) == 1 and (is_parcel(only := Path(sources[0])) or is_issue(only)):
        file = import_parcel(only, project.contributions, lang, essay=id)
        root = Scope.of(project, [], Path.cwd()).root
        click.echo(report.problems_left(_problems([file], project, lang), lang, root=root))
        click.echo(say("interface", "parcel.next", lang, folder=os.path.relpath(file.parent)))
        return
    with Workers() as pool:
        how = Reading(pool=pool, changes=changes, lang=project.lang or "fr")
        found = [each for source in sources for each in essays_in(Path(source), how)]
    arrivals = [each for each in found if isinstance(each, Arrival)]
    refusals = [each for each in found if isinstance(each, RefusedSource)]
    if len(found) == 1 and refusals:
        raise refusals[0].error
    if id and len(arrivals) > 1:
        raise FlorilegeError("import-one-id", exit_code=2, id=id, count=len(arrivals))
    wishes = Wishes(id=id, authors=authors, volume=volume, license=license, agreed=agreed, lang=lang)
    placed = place(arrivals, project, wishes)
    if len(found) == 1:
        _import_one(placed[0], project, lang, agreed=agreed)
    else:
        _import_many(placed, refusals, project, lang, writes=writes)


def _import_one(placed: Placement, project: Project, lang: str, *, agreed: bool) -> None:
    """Write the essay, and say all that there is to say of it."""
    if placed.exists:
        file = project.contributions / "essays" / placed.id
        raise FlorilegeError("new-exists", exit_code=2, file=file)
    (file,) = write([placed], project)
    root = Scope.of(project, [], Path.cwd()).root
    problems = _problems([file], project, lang)
    click.echo(os.path.relpath(file))
    place = os.path.relpath(file)
    click.echo(report.whole(placed, problems, place=place, lang=lang, root=root, agreed=agreed))


def _import_many(
    placed: Sequence[Placement],
    refusals: Sequence[RefusedSource],
    project: Project,
    lang: str,
    *,
    writes: bool,
) -> None:
    """Show a table of what would be; write it where that is asked for, and say what is wrong then."""
    click.echo(report.table(placed, refusals, lang))
    new = [each for each in placed if not each.exists]
    essays = counted("interface", "n_essays", len(new), lang)
    if not writes:
        click.echo(say("interface", "import.would", lang, essays=essays))
    else:
        files = write(placed, project)
        click.echo(say("interface", "import.done", lang, essays=essays))
        if drafts := sum(each.is_draft for each in new):
            essays = counted("interface", "n_essays", drafts, lang)
            click.echo(say("interface", "import.drafts", lang, essays=essays))
        if files:
            root = Scope.of(project, [], Path.cwd()).root
            click.echo(report.problems_left(_problems(files, project, lang), lang, root=root))
    sys.exit(1 if refusals else 0)


def _problems(files: Sequence[Path], project: Project, lang: str) -> list[Problem]:
    """What the check finds wrong in new essays; its suggestions are for their authors, later."""
    where = Scope.of(project, [file.parent for file in files], Path.cwd())
    _, found = all_problems(project, lang)
    return [each for each in found if where.holds(each.path) and each.level is not Level.SUGGESTION]
