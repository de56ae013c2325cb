"""`florilege new`: new files of contributions/."""

import datetime
import os
from pathlib import Path
from typing import get_args

import click

from florilege.book.composing.new_design import begin_design
from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import Design
from florilege.cli.help import Group
from florilege.cli.options import AUTHORS, LANG, Words, argument
from florilege.intake import template
from florilege.language.sentences import say
from florilege.reading.loader import read_project
from florilege.runtime.project import find_project


@click.group(cls=Group)
def new() -> None:
    """Write a new file of contributions/ from a template; never over another."""


@new.command("essay")
@argument("id")
@AUTHORS
@click.option("--title", type=Words(200, some=True), default=None)
@LANG
def new_essay(id: str, authors: tuple[str, ...], title: str | None, lang: str) -> None:
    """Begin the essay essays/ID/index.md."""
    today = datetime.date.today().isoformat()
    text = template.essay(title=title or "", authors=authors, day=today, lang=lang)
    _say(template.write(find_project(Path.cwd()).contributions, TextKey("essay", id), text))


@new.command("author")
@argument("id")
@click.option("--name", type=Words(120, some=True), default=None)
@LANG
def new_author(id: str, name: str | None, lang: str) -> None:
    """Begin the author’s file authors/ID.md."""
    text = template.author(name=name or "", lang=lang)
    _say(template.write(find_project(Path.cwd()).contributions, TextKey("author", id), text))


@new.command("meeting")
@argument("id")
@click.option("--title", type=Words(200, some=True), default=None)
@click.option("--place", metavar="PLACE", type=Words(200, some=True), default=None)
@LANG
def new_meeting(id: str, title: str | None, place: str | None, lang: str) -> None:
    """Begin the meeting meetings/ID/index.md."""
    text = template.meeting(
        title=title or "", day=datetime.date.today().isoformat(), place=place or "", lang=lang
    )
    _say(template.write(find_project(Path.cwd()).contributions, TextKey("meeting", id), text))


@new.command("volume")
@argument("id")
@click.option("--title", type=Words(200, some=True), default=None)
@LANG
def new_volume(id: str, title: str | None, lang: str) -> None:
    """Begin the volume volumes/ID/index.md: the next number, and what the volumes of a series share."""
    project = find_project(Path.cwd())
    catalogue, _ = read_project(project)
    files = len([*project.contributions.glob("volumes/*/index.md")])
    text = template.volume(
        title=title or "",
        volumes=catalogue.volumes.values(),
        contributions=project.contributions,
        files=files,
        lang=lang,
    )
    _say(template.write(project.contributions, TextKey("volume", id), text))


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


def _say(file: Path) -> None:
    """Where a new file is, as seen from the folder in which one works."""
    click.echo(os.path.relpath(file))
