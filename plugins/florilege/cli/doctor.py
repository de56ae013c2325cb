"""`florilege doctor`: what this machine has."""

import sys
from pathlib import Path

import click

from florilege.cli.machine import State, conclusion, examine
from florilege.cli.options import LANG
from florilege.diagnostics.problems import FlorilegeError, reader_language
from florilege.runtime.project import find_project


@click.command()
@LANG
def doctor(lang: str | None) -> None:
    """See what this machine has, and say what is missing: exit 0 or 3."""
    lang = lang or reader_language()
    try:
        project = find_project(Path.cwd())
    except FlorilegeError:
        project = None
    rows = examine(project, lang)
    marks = {State.FINE: "✓", State.MISSING: "✗", State.OPTIONAL: "·"}
    for each in rows:
        click.echo(f"{marks[each.state]} {each.label:<18}{each.detail}")
    click.echo(conclusion(rows, lang))
    sys.exit(3 if any(each.state is State.MISSING for each in rows) else 0)
