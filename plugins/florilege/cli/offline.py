"""`florilege offline`: the built site → a zip that readers open without a network."""

import os
from pathlib import Path

import click

from florilege.cli.help import Command
from florilege.cli.options import FORCE, LANG, PathOf
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import counted
from florilege.publishing.offline_site import write_zip
from florilege.runtime.faults import faults_at
from florilege.runtime.output_files import OutputFiles
from florilege.runtime.project import project_around
from florilege.runtime.publication import workshop


@click.command(cls=Command)
@click.option("--site", metavar="FOLDER", type=PathOf(file_okay=False), default="site")
@click.option("--output", metavar="FILE", type=PathOf(dir_okay=False), default="offline.zip")
@FORCE
@LANG
def offline(site: str, output: str, force: bool, lang: str) -> None:
    """Write the site that `mkdocs build` has built as a zip whose pages open from a disk."""
    folder, target = Path(site), Path(output)
    if not (folder / "index.html").is_file():
        raise FlorilegeError("site-not-built", exit_code=2, folder=os.path.relpath(folder))
    written = OutputFiles(project_around(Path.cwd()), force=force)
    written.require_free(target)
    with workshop(target.parent) as shop, faults_at(target):
        built = shop / "offline.zip"
        pages = write_zip(folder, built, target.stem)
        written.write(target, built.read_bytes())
    click.echo(counted("interface", "offline.written", pages, lang, file=os.path.relpath(target)))
