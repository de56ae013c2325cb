"""`florilege costs`: what a volume costs, by copy and in all, and when it has paid for itself."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from florilege.catalogue.costs import VolumeCosts, costs_path
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Volume
from florilege.cli.help import Command
from florilege.cli.named_texts import volume_named
from florilege.cli.options import LANG, NumberBetween, argument
from florilege.desk.budget import Budget, budget, printed_file, printed_pages
from florilege.desk.record_files import require_read
from florilege.desk.stale_builds import newer_source
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.formats import money
from florilege.language.sentences import counted, say
from florilege.reading.loader import read_project
from florilege.runtime.project import Project, find_project


@click.command(cls=Command)
@argument("volume")
@click.option("--pages", metavar="NUMBER", type=NumberBetween(1, 9999))
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table")
@LANG
def costs(volume: str, pages: int | None, form: str, lang: str) -> None:
    """Say what VOLUME costs, by its costs.yml and its pages as built."""
    project = find_project(Path.cwd())
    catalogue, own, asked = volume_with_costs(project, volume)
    if pages is None and (pages := printed_pages(own, project.tomes)):
        _say_stale(project, catalogue, own, lang)
    if pages is None:
        raise FlorilegeError("costs-pages", exit_code=2, volume=volume)
    found = budget(catalogue, own, asked, pages, contributions=project.contributions)
    if form == "json":
        whole = asdict(found) | {"for_sale": found.for_sale}
        click.echo(json.dumps(whole, ensure_ascii=False, indent=2, default=str))
        return
    shown = Table(title=Text(own.title), title_justify="left", box=None, pad_edge=False, show_header=False)
    shown.add_column(overflow="fold")
    shown.add_column(justify="right", no_wrap=True)
    for name, value in _rows(found, lang):
        shown.add_row(Text(name), value)
    Console().print(shown)


def _say_stale(project: Project, catalogue: Catalogue, volume: Volume, lang: str) -> None:
    """Say on standard error that the pages are those of older texts, where they are."""
    changed = newer_source(
        catalogue, volume, project.contributions, printed_file(volume, project.tomes) or project.tomes
    )
    if changed:
        click.echo(say("interface", "costs.stale", lang, file=changed, volume=volume.id), err=True)


def volume_with_costs(project: Project, volume: str) -> tuple[Catalogue, Volume, VolumeCosts]:
    """A volume and its costs. Raises `FlorilegeError` as `volume_named` does, of its costs likewise."""
    catalogue, _ = read_project(project)
    own = volume_named(volume, catalogue, project)
    if volume not in catalogue.costs:
        require_read(costs_path(volume), project.contributions, catalogue)
        file = os.path.relpath(project.contributions / costs_path(volume))
        raise FlorilegeError("costs-missing", exit_code=2, file=file)
    return catalogue, own, catalogue.costs[volume]


def _rows(found: Budget, lang: str) -> Iterator[tuple[str, str]]:
    def name(key: str, **values: object) -> str:
        return say("desk", f"costs.{key}", lang, **values)

    yield name("pages"), str(found.pages)
    yield name("copies"), str(found.copies)
    yield name("for-authors"), str(found.for_authors)
    yield name("for-others"), str(found.for_others)
    printing = name("printing", per_copy=money(found.per_copy, found.currency, lang))
    yield (
        printing + (f" – {found.source}" if found.source else ""),
        money(found.printing, found.currency, lang),
    )
    for each in found.fixed:
        yield each.name, money(each.amount, found.currency, lang)
    yield name("total"), money(found.total, found.currency, lang)
    yield name("unit"), money(found.unit, found.currency, lang)
    if found.price is None or found.received is None or found.result is None:
        yield name("no-price"), ""
        return
    yield name("price"), money(found.price, found.currency, lang)
    yield name("received"), money(found.received, found.currency, lang)
    if found.royalties is not None:
        yield name("royalties"), money(found.royalties, found.currency, lang)
    if found.break_even is None:
        yield name("never"), ""
    else:
        yield name("break-even"), counted("desk", "costs.n-copies", found.break_even, lang)
    key = "left" if found.result >= 0 else "missing"
    for_sale = counted("desk", "costs.n-copies", found.for_sale, lang)
    yield name(key, copies=for_sale), money(abs(found.result), found.currency, lang)
