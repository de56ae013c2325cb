"""`florilege offline`: the built site → a zip that readers open without a network."""

import os
from pathlib import Path

import click

from florilege.cli.help import Command
from florilege.cli.options import LANG, PathOf
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import counted
from florilege.publishing.offline_site import write_zip
from florilege.runtime.faults import faults_at
from florilege.runtime.publication import publish_file, workshop


@click.command(cls=Command)
@click.option("--site", metavar="FOLDER", type=PathOf(file_okay=False), default="site")
@click.option("--output", metavar="FILE", type=PathOf(dir_okay=False), default="offline.zip")
@LANG
def offline(site: str, output: str, lang: str) -> None:
    """Write the site that `mkdocs build` has built as a zip whose pages open from a disk."""
    folder, target = Path(site), Path(output)
    if not (folder / "index.html").is_file():
        raise FlorilegeError("site-not-built", exit_code=2, folder=os.path.relpath(folder))
    with workshop(target.parent) as shop, faults_at(target):
        built = shop / "offline.zip"
        pages = write_zip(folder, built, target.stem)
        publish_file(built, target)
    click.echo(counted("interface", "offline.written", pages, lang, file=os.path.relpath(target)))
