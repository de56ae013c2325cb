"""`florilege proposal`: what a proposal changes, for the workflow that checks it."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from florilege.cli.help import Command
from florilege.cli.options import LANG, argument
from florilege.diagnostics.problems import visible
from florilege.intake import proposed_changes
from florilege.intake.proposed_changes import ForbiddenChange, ProposedChange
from florilege.language.sentences import say
from florilege.reading.loader import read as read_contributions
from florilege.runtime.project import find_project


@click.command(cls=Command)
@argument("question", type=click.Choice(["scope", "paths", "essays"]))
@click.option("--by", metavar="ACCOUNT", default="")
@LANG
def proposal(question: str, by: str, lang: str) -> None:
    """Answer about a diff that stands on standard input (`git diff --raw -z --no-renames --no-abbrev`)."""
    changes = list(proposed_changes.read(sys.stdin.buffer.read().decode("utf-8", "surrogateescape")))
    if question == "scope":
        refused = _refused(changes, by)
        for each in refused:
            words = {"what": each.what, "owner": each.owner, "by": visible(by)}
            click.echo(say("interface", f"proposal.{each.reason}", lang, **words))
        sys.exit(1 if refused else 0)
    answer = proposed_changes.paths if question == "paths" else proposed_changes.essays
    for line in answer(changes):
        click.echo(line)


def _refused(changes: Sequence[ProposedChange], by: str) -> list[ForbiddenChange]:
    """What the proposer may not change, by the word of the branch proposed to: the folder one is in."""
    project = find_project(Path.cwd())
    proposed_changes.refuse_proposed_tree(changes, project.root)
    base, _ = read_contributions(project.contributions, project.field_names)
    return proposed_changes.refusals(changes, base, by=by, maintainers=project.maintainers)
