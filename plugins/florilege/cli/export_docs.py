"""`florilege export-docs`: the anthology as Markdown that MkDocs builds without us."""

import os
from pathlib import Path

import click

from florilege import anthology
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.options import FORCE, LANG, PathOf, argument
from florilege.cli.problem_report import end_on_errors
from florilege.language.sentences import counted
from florilege.publishing.plain_tree import plain_tree
from florilege.publishing.withheld import agreed_part
from florilege.runtime.housekeeping import in_use
from florilege.runtime.output_files import OutputFiles, require_outside
from florilege.runtime.project import find_project


@click.command(cls=Command)
@argument("folder", type=PathOf(file_okay=False))
@FORCE
@LANG
def export_docs(folder: str, force: bool, lang: str) -> None:
    """Write the anthology into FOLDER as Markdown and a mkdocs.yml that MkDocs builds without us."""
    project = find_project(Path.cwd())
    require_outside(Path(folder), project, "FOLDER")
    with in_use(project, cache_warning(lang)) as cached:
        loaded = cached.run(anthology.load)
        end_on_errors(loaded.errors, project, lang)
        made = plain_tree(agreed_part(loaded, of_print=False), project)
        OutputFiles(project, force=force, option="FOLDER").write_all(
            {Path(folder, path): content for path, content in made.items()}
        )
    pages = sum(path.endswith(".md") for path in made)
    click.echo(counted("interface", "export-docs.written", pages, lang, folder=os.path.relpath(folder)))
