"""`florilege deposit`: the facts that the declaration of a volume's legal deposit asks for, on a sheet."""

import os
from functools import partial
from pathlib import Path

import click

from florilege import anthology
from florilege.book.fragments import setting_workers
from florilege.book.leaves import print_leaves
from florilege.catalogue.printings import is_as_printed, last_edition
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.named_texts import volume_named
from florilege.cli.options import FORCE, LANG, PathOf, argument
from florilege.cli.problem_report import end_on_errors
from florilege.desk.budget import printed_pages
from florilege.desk.deposit import LANG as FRENCH
from florilege.desk.deposit import as_text, facts, lacking, missing
from florilege.desk.rendering import rendered
from florilege.desk.statements import SHEET
from florilege.language.sentences import counted
from florilege.publishing.withheld import agreed_part
from florilege.runtime.housekeeping import in_use
from florilege.runtime.output_files import OutputFiles
from florilege.runtime.project import find_project


@click.command(cls=Command)
@argument("volume")
@click.option("--output", metavar="FILE", type=PathOf(dir_okay=False))
@FORCE
@LANG
def deposit(volume: str, output: str | None, force: bool, lang: str) -> None:
    """Write the sheet of VOLUME, in French: as text, or as a PDF where the file is one."""
    project = find_project(Path.cwd())
    with (
        in_use(project, cache_warning(lang)) as cached,
        setting_workers(1) as pool,
    ):
        loaded = cached.run(partial(anthology.load, pool=pool))
        end_on_errors(loaded.errors, project, lang)
        catalogue = agreed_part(loaded, of_print=True).catalogue
        own = volume_named(volume, catalogue, project)
        edition = last_edition(catalogue, own)
        is_printed = edition is not None and is_as_printed(catalogue, own, edition)
        pages = edition.pages if edition and is_printed else printed_pages(own, project.tomes)
        found = facts(catalogue, own, pages, contributions=os.path.relpath(project.contributions))
        made = as_text(own, found).encode()
        if output and Path(output).suffix.lower() == ".pdf":
            html = rendered("deposit.html", FRENCH, style=SHEET, volume=own, facts=found, lacking=lacking)
            (made,) = print_leaves(project, loaded, [(own.title, html)], pool)
    if output:
        OutputFiles(project, force=force).write(Path(output), made)
        click.echo(os.path.relpath(output))
    else:
        click.echo(made.decode(), nl=False)
    if lacks := missing(found):
        click.echo(counted("interface", "deposit.missing", len(lacks), lang), err=True)
