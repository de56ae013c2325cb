"""`florilege order`: in which order the essays of a volume stand, shown and changed."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from florilege import anthology
from florilege.anthology import Anthology
from florilege.catalogue.keys import TextKey
from florilege.catalogue.printings import essays_as_printed
from florilege.catalogue.volumes import Volume
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.named_texts import say_faulty, volume_named
from florilege.cli.options import LANG, argument
from florilege.desk.arrangement import Arrangement, arrangement, extents, moved
from florilege.desk.listed_essays import rearranged
from florilege.desk.order_page import OrderServer, order_page
from florilege.desk.record_files import require_read, write_text
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.formats import listing
from florilege.language.sentences import counted, say
from florilege.reading.loader import vetted_names
from florilege.runtime.faults import faults_at
from florilege.runtime.housekeeping import in_use
from florilege.runtime.project import Project, find_project


@click.command(cls=Command)
@argument("volume")
@click.option("--move", "essay", metavar="ESSAY")
@click.option("--before", metavar="ESSAY", default="")
@click.option("--after", metavar="ESSAY", default="")
@click.option("--to", metavar="PART", default="")
@click.option("--page", is_flag=True)
@LANG
def order(volume: str, essay: str | None, before: str, after: str, to: str, page: bool, lang: str) -> None:
    """Show the essays of VOLUME in their order, move one, or open a page on which all can be moved.

    Exit 1 if a file in error is left out.
    """
    places = sum(map(bool, (before, after, to)))
    if places != (essay is not None) or essay == "" or (page and essay):
        raise click.UsageError(say("interface", "order.one-place", lang))
    project = find_project(Path.cwd())
    with in_use(project, cache_warning(lang)) as cached:
        loaded = cached.run(anthology.load)
    own = volume_named(volume, loaded.catalogue, project)
    save = _keeper(project, own, lang)
    if page:
        _serve(project, loaded, own, save, lang)
        return
    if essay:
        require_read(TextKey("essay", essay).path, project.contributions, loaded.catalogue)
    wanted = moved(own, essay, before=before, after=after, to=to) if essay else arrangement(own)
    if essay:
        save(wanted)
    Console().print(_table(loaded, own, wanted, project, lang))
    if say_faulty([own], loaded.catalogue, project, lang):
        sys.exit(1)


def _keeper(project: Project, volume: Volume, lang: str) -> Callable[[Arrangement], None]:
    """What writes an arrangement into the volume's file as it is now.

    It raises `FlorilegeError`: `order-changed` (1) where somebody has changed the file since, and what
    `rearranged` raises.
    """
    file = project.contributions / volume.key.path
    with faults_at(file):
        before = file.read_bytes()

    def save(wanted: Arrangement) -> None:
        with faults_at(file):
            if file.read_bytes() != before:
                raise FlorilegeError("order-changed", exit_code=1, file=os.path.relpath(file))
        new = rearranged(before, volume, wanted, vetted_names(project.field_names))
        if new == before:
            click.echo(say("interface", "order.same", lang))
            return
        write_text(file, new.decode("utf-8"))
        click.echo(os.path.relpath(file))

    return save


def _serve(
    project: Project, loaded: Anthology, volume: Volume, save: Callable[[Arrangement], None], lang: str
) -> None:
    """Show the page until it is saved; Ctrl-C ends it."""
    shown = order_page(loaded.catalogue, volume, extents(loaded, volume, project.tomes), lang)
    with OrderServer(shown, volume, save, lang) as server:
        click.echo(say("interface", "order.open", lang, address=server.address))
        server.serve_forever(poll_interval=0.1)


def _table(loaded: Anthology, volume: Volume, wanted: Arrangement, project: Project, lang: str) -> Table:
    """Parts and their essays, with the pages of each and the sum up to it."""
    sizes = extents(loaded, volume, project.tomes)
    shown = Table(title=Text(volume.title), title_justify="left", box=None, pad_edge=False)
    shown.add_column(say("desk", "order.essay", lang), no_wrap=True)
    for name in ("title-of", "who"):
        shown.add_column(say("desk", f"order.{name}", lang), overflow="fold")
    for name in ("pages", "running"):
        shown.add_column(say("desk", f"order.{name}", lang), justify="right", no_wrap=True)
    printed = essays_as_printed(loaded.catalogue, volume)
    running = 0
    for part, essays in zip(volume.parts, wanted, strict=True):
        if part.title or part.id:
            own = sum(sizes.pages[id] for id in essays)
            shown.add_row(part.id, Text(part.title), "", f"({own})", "", style="bold")
        for id in essays:
            one = printed[id]
            running += sizes.pages[id]
            pages = f"{'≈ ' if id in sizes.estimated else ''}{sizes.pages[id]}"
            names = listing([byline.name for byline in one.bylines], lang)
            shown.add_row(id, Text(one.title), Text(names), pages, str(running))
    caption = counted("desk", "order.total", sizes.of_essays, lang)
    if sizes.others is not None:
        caption += f" {counted('desk', 'order.others', sizes.others, lang)}"
    shown.caption, shown.caption_justify = caption, "left"
    return shown
