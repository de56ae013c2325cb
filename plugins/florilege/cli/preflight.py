"""`florilege preflight`: finished files → what a printer would say of them."""

import os
import sys
from pathlib import Path

import click
from rich.console import Console

from florilege import anthology
from florilege.anthology import Anthology
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.named_texts import volume_named
from florilege.cli.options import FORCE, LANG, OUTPUT, PathOf, argument
from florilege.preflight.inspection.essay_words import EssayText
from florilege.preflight.report import html_report as page
from florilege.preflight.report import terminal
from florilege.preflight.report.json_report import as_json
from florilege.preflight.report.report import Report
from florilege.preflight.run import preflight as inspect_volume
from florilege.printing.fonts import with_stand_ins
from florilege.publishing.withheld import agreed_part
from florilege.runtime.housekeeping import in_use
from florilege.runtime.output_files import OutputFiles, require_outside
from florilege.runtime.project import find_project


@click.command(cls=Command)
@argument("volumes", nargs=-1, required=True, metavar="VOLUME...")
@click.option("--printer", default="")
@OUTPUT
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--json", "copy", metavar="FILE", type=PathOf(dir_okay=False))
@click.option("--html/--no-html", default=True)
@FORCE
@LANG
def preflight(
    volumes: tuple[str, ...],
    printer: str,
    output: str | None,
    form: str,
    copy: str | None,
    html: bool,
    force: bool,
    lang: str,
) -> None:
    """Measure the finished files of VOLUMES; exit 1 if a printer would refuse one."""
    project = find_project(Path.cwd())
    folder = Path(output).resolve() if output else project.tomes
    require_outside(folder, project)
    target = OutputFiles(project, force=force, option="--json")
    if copy:
        target.require_free(Path(copy))
    with in_use(project, cache_warning(lang)) as cached:
        loaded = agreed_part(cached.run(anthology.load), of_print=True)
        for name in volumes:
            volume_named(name, loaded.catalogue, project)
        reports = [
            inspect_volume(
                loaded.catalogue, essay_texts(as_printed(loaded, name)), name, folder, printer=printer
            )
            for name in dict.fromkeys(volumes)
        ]
    for report in reports if form == "text" else ():
        show_findings(report, lang)
    text = as_json(reports, lang)
    if form == "json":
        click.echo(text)
    if copy:
        target.write(Path(copy), f"{text}\n".encode())
    for report in reports if html else ():
        file = folder / f"{report.volume}-preflight.html"
        file.write_text(page.html(report, lang), encoding="utf-8")
        if form == "text":
            click.echo(os.path.relpath(file))
    sys.exit(1 if any(report.refused for report in reports) else 0)


def as_printed(loaded: Anthology, volume: str) -> Anthology:
    """The anthology as a volume prints it, if there is that volume."""
    known = loaded.catalogue.volumes.get(volume)
    return loaded.printed_in(known) if known else loaded


def essay_texts(loaded: Anthology) -> dict[str, EssayText]:
    """What the essays say, by their ids, letters that no face has by their codes; none of those in error."""
    found = ((essay, loaded.prose.get(essay.key)) for essay in loaded.catalogue.essays.values())

    def said(html: str) -> str:
        return with_stand_ins(html, loaded.without_face)

    return {
        essay.id: EssayText(
            essay.id,
            essay.title,
            said(prose.html),
            tuple(said(note.html) for note in prose.notes),
            essay.lang,
        )
        for essay, prose in found
        if prose
    }


def show_findings(report: Report, lang: str) -> None:
    """A table of what was found, if anything, and what it comes to, in a line for each printer."""
    if report.findings:
        Console().print(terminal.table(report, lang))
    click.echo("\n".join(terminal.summary(report, lang)))
