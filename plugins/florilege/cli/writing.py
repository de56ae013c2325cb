"""`florilege new` and `florilege import`: new files of contributions/."""

import datetime
import os
from pathlib import Path
from typing import get_args

import click

from florilege.book.composing.new_design import begin_design
from florilege.catalogue.ids import is_id
from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Design
from florilege.cli import import_report as report
from florilege.cli.help import Command, Group
from florilege.cli.options import AUTHORS, LANG, PathOf, argument
from florilege.cli.parcel_import import import_parcel
from florilege.intake import plain_text, template
from florilege.intake.parcel import is_parcel
from florilege.language.sentences import say
from florilege.reading.scope import Scope
from florilege.runtime.project import Project, find_project


@click.group(cls=Group)
def new() -> None:
    """Write a new file of contributions/ from a template; never over another."""


@new.command("essay")
@argument("id")
@AUTHORS
@click.option("--title", default="")
@LANG
def new_essay(id: str, authors: tuple[str, ...], title: str, lang: str) -> None:
    """Begin the essay essays/ID/index.md."""
    today = datetime.date.today().isoformat()
    text = template.essay(title=title, authors=authors, day=today, lang=lang)
    _say(template.write(find_project(Path.cwd()).contributions, TextKey("essay", id), text))


@click.command("import", cls=Command)
@argument("file", type=PathOf(exists=True, dir_okay=False))
@argument("id", required=False)
@AUTHORS
@LANG
def import_text(file: str, id: str | None, authors: tuple[str, ...], lang: str) -> None:
    """Make the essay essays/ID/index.md of a FILE; say what an editor should look at."""
    project = find_project(Path.cwd())
    if is_parcel(Path(file)):
        import_parcel(Path(file), project.contributions, lang, essay=id or "")
        return
    if id is None:
        raise click.UsageError(say("interface", "import.id", lang))
    draft = plain_text.draft(plain_text.read(Path(file)))
    day = draft.date.isoformat() if draft.date else ""
    front = template.essay(title=draft.title, authors=authors, day=day, lang=lang)
    target = template.write(project.contributions, TextKey("essay", id), front + draft.markdown)
    path = target.relative_to(project.contributions).as_posix()
    first = front.count("\n") + 1
    _say(target)
    click.echo(
        report.text(
            draft,
            [each.problem(path, first) for each in draft.suggestions],
            place=os.path.relpath(target),
            first=first,
            authors=authors,
            strangers=[each for each in authors if is_id(each) and not _has_file(project, each)],
            lang=lang,
            root=Scope.of(project, [], Path.cwd()).root,
        )
    )


@new.command("author")
@argument("id")
@click.option("--name", default="")
@LANG
def new_author(id: str, name: str, lang: str) -> None:
    """Begin the author’s file authors/ID.md."""
    text = template.author(name=name, lang=lang)
    _say(template.write(find_project(Path.cwd()).contributions, TextKey("author", id), text))


@new.command("design")
@argument("name")
@click.option("--from", "base", type=click.Choice(get_args(Design)), default="classique")
@LANG
def new_design(name: str, base: Design, lang: str) -> None:
    """Begin the design design/NAME/ from one of ours."""
    written = begin_design(find_project(Path.cwd()).design, name, base, lang)
    for file in written:
        _say(file)
    folder = os.path.relpath(written[0].parent)
    click.echo(say("interface", "design.begun", lang, name=name, folder=folder))


def _has_file(project: Project, author: str) -> bool:
    return (project.contributions / TextKey("author", author).path).is_file()


def _say(file: Path) -> None:
    """Where a new file is, as seen from the folder in which one works."""
    click.echo(os.path.relpath(file))
