"""`florilege proposal`: what a proposal changes, for the workflow that checks it."""

import datetime
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from florilege.catalogue.agreements import FORM_RIGHTS, Right
from florilege.catalogue.consent_sentences import ACTS, sentence
from florilege.catalogue.model import Catalogue
from florilege.catalogue.rights import signer
from florilege.catalogue.writings import Essay
from florilege.cli.consent import noted
from florilege.cli.help import Command
from florilege.cli.options import LANG, PathOf, argument
from florilege.desk.consent_records import Terms, agreements, note_consents
from florilege.diagnostics.problems import visible
from florilege.intake import consent_comments, proposed_changes
from florilege.intake.proposed_changes import ForbiddenChange, ProposedChange
from florilege.language.sentences import say
from florilege.reading.loader import read as read_contributions
from florilege.reading.loader import read_project
from florilege.runtime.project import find_project


@click.command(cls=Command)
@argument("question", type=click.Choice(["scope", "paths", "essays", "consent"]))
@click.option("--by", metavar="ACCOUNT", default="")
@click.option("--comment", metavar="FILE", type=PathOf(exists=True, dir_okay=False))
@click.option("--proposed", metavar="FOLDER", type=PathOf(exists=True, file_okay=False))
@LANG
def proposal(question: str, by: str, comment: str | None, proposed: str | None, lang: str) -> None:
    """Answer about a diff that stands on standard input (`git diff --raw -z --no-renames --no-abbrev`)."""
    changes = list(proposed_changes.read(sys.stdin.buffer.read().decode("utf-8", "surrogateescape")))
    if question == "scope":
        refused = _refused(changes, by)
        for each in refused:
            words = {"what": each.what, "owner": each.owner, "by": visible(by)}
            click.echo(say("interface", f"proposal.{each.reason}", lang, **words))
        sys.exit(1 if refused else 0)
    if question == "consent":
        if comment is None or proposed is None:
            raise click.UsageError(say("interface", "proposal.consent-options", lang))
        _note_consent(changes, Path(comment), Path(proposed), lang)
        return
    answer = proposed_changes.paths if question == "paths" else proposed_changes.essays
    for line in answer(changes):
        click.echo(line)


def _refused(changes: Sequence[ProposedChange], by: str) -> list[ForbiddenChange]:
    """What the proposer may not change, by the word of the branch proposed to: the folder one is in."""
    project = find_project(Path.cwd())
    proposed_changes.refuse_proposed_tree(changes, project.root)
    base, _ = read_project(project)
    return proposed_changes.refusals(changes, base, by=by, maintainers=project.maintainers)


def _note_consent(changes: Sequence[ProposedChange], event: Path, proposed: Path, lang: str) -> None:
    """Note in the branch proposed to what a comment grants or takes back for the proposed essays; answer it.

    The answer is Markdown and repeats nothing that a stranger wrote; other comments have none.
    """
    project = find_project(Path.cwd())
    proposed_changes.refuse_proposed_tree(changes, project.root)
    comment = consent_comments.read(event)
    if not consent_comments.is_meant(comment.words):
        return
    base, _ = read_project(project)
    theirs, _ = read_contributions(proposed / proposed_changes.ROOT, project.field_names)
    essays = [theirs.essays[id] for id in proposed_changes.essays(changes) if id in theirs.essays]
    said = consent_comments.statement(comment.words)
    signers = [(each, consent_comments.spoken_for(comment, each, base, theirs)) for each in essays]
    if not essays:
        click.echo(say("interface", "comment.no-essay", lang))
    elif said is None:
        click.echo(say("interface", "comment.unread", lang) + "\n")
        for act in ACTS:
            asked = sentence(act, _asked(base, theirs, essays[0]), lang)
            click.echo(f"> {asked}\n")
    elif not any(bylines for _, bylines in signers):
        click.echo(say("interface", "comment.stranger", lang))
    else:
        today = datetime.date.today()
        on = min(comment.day or today, today)
        withdrawn = said.act == "withdraw"
        terms = Terms(means="pull-request", date=on, lang=lang, withdrawn=withdrawn)
        for essay, bylines in signers:
            if given := agreements(theirs, essay, map(signer, bylines), said.rights, terms):
                file = note_consents(project.contributions, base, essay, given)
                click.echo(f"`{os.path.relpath(file)}`: {noted(given, lang)}\n")
        click.echo(say("interface", "comment.noted", lang))


def _asked(base: Catalogue, theirs: Catalogue, essay: Essay) -> tuple[Right, ...]:
    """The rights that its volume needs, by the word of the branch proposed to; else those of the form."""
    volume = theirs.volume_of.get(essay.id)
    settled = base.volumes.get(volume.id) if volume else None
    return (settled and settled.consents.needed) or FORM_RIGHTS
