"""`florilege consent`: what the authors of an essay have agreed to → `consents/<essay>.yml`."""

import datetime
import os
from collections.abc import Sequence
from pathlib import Path
from typing import cast, get_args

import click

from florilege.catalogue.agreements import Consent, ConsentMeans, Right
from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.model import Catalogue
from florilege.catalogue.rights import needed, signer
from florilege.catalogue.writings import Essay
from florilege.cli.help import Command
from florilege.cli.named_texts import essay_named
from florilege.cli.options import AUTHORS, LANG, Day, Percent, Words, argument
from florilege.desk.consent_records import note_consents
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.formats import listing
from florilege.language.sentences import say
from florilege.reading.consentfields import LONGEST_TERM
from florilege.reading.loader import read as read_contributions
from florilege.runtime.project import find_project


@click.command(cls=Command)
@argument("essay")
@AUTHORS
@click.option("--right", "rights", multiple=True, type=click.Choice(get_args(Right)))
@click.option("--means", type=click.Choice(get_args(ConsentMeans)), required=True)
@click.option("--date", "day", metavar="DAY", type=Day())
@click.option("--territory", metavar="WORDS", type=Words(LONGEST_TERM), default="")
@click.option("--duration", metavar="WORDS", type=Words(LONGEST_TERM), default="")
@click.option("--corrections", metavar="PERCENT", type=Percent(0, 10), default=0.0)
@click.option("--withdrawn", is_flag=True)
@LANG
def consent(
    essay: str,
    authors: tuple[str, ...],
    rights: tuple[Right, ...],
    means: ConsentMeans,
    day: datetime.date | None,
    territory: str,
    duration: str,
    corrections: float,
    withdrawn: bool,
    lang: str,
) -> None:
    """Note who has agreed to what, or has taken it back, for the text as it is now."""
    project = find_project(Path.cwd())
    catalogue, _ = read_contributions(project.contributions, project.field_names)
    text = essay_named(essay, catalogue, project)
    today = datetime.date.today()
    on = day or today
    if on > today:
        raise click.BadParameter(say("interface", "consent.future", lang, day=on), param_hint="--date")
    given = [
        Consent(
            author=author,
            right=right,
            territory=territory or say("interface", "consent.territory", lang),
            duration=duration or say("interface", "consent.duration", lang),
            means=means,
            date=on,
            hash=text_hash(text),
            license=license_of(catalogue, text),
            corrections=corrections,
            withdrawn=on if withdrawn else None,
        )
        for author in _signers(text, authors)
        for right in rights or _rights(catalogue, text, lang)
    ]
    file = note_consents(project.contributions, catalogue, text, given)
    click.echo(os.path.relpath(file))
    names = listing([*dict.fromkeys(each.author for each in given)], lang)
    said = ", ".join(dict.fromkeys(each.right for each in given))
    key = "consent.withdrawn" if withdrawn else "consent.noted"
    click.echo(say("interface", key, lang, authors=names, rights=said))


def license_of(catalogue: Catalogue, essay: Essay) -> str:
    """The licence of an essay, else that of its volume."""
    volume = catalogue.volume_of.get(essay.id)
    return essay.license or (volume.license if volume else "")


def _signers(essay: Essay, asked: Sequence[str]) -> list[str]:
    """Those who have signed, or those of them who are asked for. Raises `FlorilegeError` (2) for others."""
    known = {name: signer(each) for each in essay.bylines for name in (each.name, signer(each))}
    for name in asked:
        if name not in known:
            signers = ", ".join(map(signer, essay.bylines))
            raise FlorilegeError("consent-stranger", exit_code=2, author=name, essay=essay.id, known=signers)
    return [known[name] for name in asked] if asked else [signer(each) for each in essay.bylines]


def _rights(catalogue: Catalogue, essay: Essay, lang: str) -> tuple[Right, ...]:
    """The rights that the essay's volume needs."""
    volume = catalogue.volume_of.get(essay.id)
    wanted = needed(catalogue, volume, essay.id) if volume else ()
    if not wanted:
        choices = ", ".join(cast("tuple[str, ...]", get_args(Right)))
        raise click.UsageError(say("interface", "consent.rights", lang, choices=choices))
    return wanted
