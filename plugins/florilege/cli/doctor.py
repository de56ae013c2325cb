"""`florilege doctor`: what this machine has."""

import sys
from pathlib import Path

import click

from florilege.cli.help import Command
from florilege.cli.machine import conclusion, examine
from florilege.cli.options import LANG
from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.project import find_project


@click.command(cls=Command)
@LANG
def doctor(lang: str) -> None:
    """See what this machine has, and say what is missing: exit 0 or 3."""
    try:
        project = find_project(Path.cwd())
    except FlorilegeError:
        project = None
    requirements = examine(project, lang)
    for each in requirements:
        click.echo(f"{'✓' if each.is_met else '✗'} {each.label:<18}{each.detail}")
    click.echo(conclusion(requirements, lang))
    sys.exit(0 if all(each.is_met for each in requirements) else 3)
