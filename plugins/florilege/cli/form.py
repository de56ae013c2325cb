"""`florilege form`: the page on which anybody writes an essay, without an account and without a network."""

import os
from pathlib import Path

import click

from florilege.cli.help import Command
from florilege.cli.options import FORCE, LANG, PathOf
from florilege.contributing.form_page import form_page, is_address
from florilege.language.sentences import say
from florilege.reading.loader import read_project
from florilege.runtime.output_files import OutputFiles
from florilege.runtime.project import find_project


@click.command(cls=Command)
@click.option("--to", "mail", metavar="ADDRESS", default="")
@click.option("--output", metavar="FILE", type=PathOf(dir_okay=False), default="form.html")
@FORCE
@LANG
def form(mail: str, output: str, force: bool, lang: str) -> None:
    """Write the page; it holds all that it needs."""
    if mail and not is_address(mail):
        raise click.BadParameter(say("interface", "form.address", lang, address=mail), param_hint="--to")
    project = find_project(Path.cwd())
    catalogue, _ = read_project(project)
    file = Path(output)
    OutputFiles(project, force=force).write(file, form_page(catalogue, lang, mail=mail).encode())
    click.echo(os.path.relpath(file))
    click.echo(say("interface", "form.written", lang, name=file.name))
