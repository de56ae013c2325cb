"""`florilege proposal`: what a proposal changes, for the workflow that checks it."""

import sys

import click

from florilege.cli.help import Command
from florilege.cli.options import LANG
from florilege.intake.proposed_changes import essays, paths, read, refusals
from florilege.language.sentences import say


@click.command(cls=Command)
@click.argument("question", type=click.Choice(["scope", "paths", "essays"]))
@LANG
def proposal(question: str, lang: str) -> None:
    """Answer about a diff that stands on standard input (`git diff --raw -z --no-renames --no-abbrev`)."""
    changes = list(read(sys.stdin.buffer.read().decode("utf-8", "surrogateescape")))
    if question == "scope":
        refused = refusals(changes)
        for each in refused:
            click.echo(say("interface", f"proposal.{each.reason}", lang, what=each.what))
        sys.exit(1 if refused else 0)
    for line in paths(changes) if question == "paths" else essays(changes):
        click.echo(line)
