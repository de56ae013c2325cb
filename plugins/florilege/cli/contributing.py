"""`florilege contributing`: CONTRIBUTING.md says what the anthology has switched on, as its site does."""

import os
import sys
from pathlib import Path

import click

from florilege.cli.help import Command
from florilege.cli.options import LANG
from florilege.contributing.editor_page import ADDRESS
from florilege.contributing.guide import NAME, guide_part, guides, has_part, with_part
from florilege.contributing.ways import FORM, addresses
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import say
from florilege.reading.loader import read_project
from florilege.runtime.faults import faults_at
from florilege.runtime.project import Project, find_project


@click.command(cls=Command)
@click.option("--check", is_flag=True)
@LANG
def contributing(check: bool, lang: str) -> None:
    """Write anew the part of CONTRIBUTING.md that the settings and the volumes say."""
    project = find_project(Path.cwd())
    changed = [*renewed_guides(project)] if check else renew_guides(project)
    for file in changed:
        key = "contributing.outdated" if check else "contributing.written"
        click.echo(say("interface", key, lang, file=os.path.relpath(file)))
    if not changed:
        click.echo(say("interface", "contributing.current", lang))
    sys.exit(1 if check and changed else 0)


def guides_marked(project: Project) -> bool:
    """Whether there are guides, each with a part that is ours to write."""
    found = [file for file, _ in guides(project.root, project.lang)]
    return bool(found) and all(has_part(file.read_text(encoding="utf-8", errors="replace")) for file in found)


def renew_guides(project: Project) -> list[Path]:
    """Write those that aren't as the anthology is; these. Raises as `renewed_guides` does, and (3)."""
    changed = renewed_guides(project)
    for file, text in changed.items():
        with faults_at(file):
            file.write_text(text, encoding="utf-8", newline="\n")
    return [*changed]


def renewed_guides(project: Project) -> dict[Path, str]:
    """The files that aren't as the anthology is, and what they should say.

    Raises `FlorilegeError` (2): `guide-missing`, `guide-unmarked`.
    """
    catalogue, _ = read_project(project)
    found = dict(guides(project.root, project.lang or catalogue.home.lang))
    if not found:
        raise FlorilegeError("guide-missing", exit_code=2, file=project.root / f"{NAME}.md")
    site = project.site_url
    places = addresses(
        project.root,
        repository=project.repository,
        form=site + FORM if project.form else "",
        editor=site + ADDRESS if project.web_editor else "",
    )
    changed = {}
    for file, lang in found.items():
        with faults_at(file):
            before = file.read_text(encoding="utf-8")
        after = with_part(before, guide_part(catalogue, places, project.root, lang), file)
        if after != before:
            changed[file] = after
    return changed
