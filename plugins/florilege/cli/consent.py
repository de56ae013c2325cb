"""`florilege consent`: what the authors of an essay have agreed to → `consents/<essay>.yml`."""

import datetime
import os
from collections.abc import Sequence
from pathlib import Path
from typing import cast, get_args

import click

from florilege.catalogue.agreements import Consent, ConsentMeans, Right
from florilege.catalogue.model import Catalogue
from florilege.catalogue.rights import needed, signer
from florilege.catalogue.writings import Essay
from florilege.cli.help import Command
from florilege.cli.named_texts import essay_named
from florilege.cli.options import AUTHORS, LANG, Day, Percent, Words, argument
from florilege.desk.consent_records import Terms, agreements, note_consents
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.formats import listing
from florilege.language.sentences import say
from florilege.reading.consentfields import LONGEST_TERM
from florilege.reading.loader import read_project
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
    catalogue, _ = read_project(project)
    text = essay_named(essay, catalogue, project)
    today = datetime.date.today()
    on = day or today
    if on > today:
        raise click.BadParameter(say("interface", "consent.future", lang, day=on), param_hint="--date")
    terms = Terms(
        means=means,
        date=on,
        lang=lang,
        territory=territory,
        duration=duration,
        corrections=corrections,
        withdrawn=withdrawn,
    )
    named = rights or _rights(catalogue, text, lang)
    given = agreements(catalogue, text, _signers(text, authors), named, terms)
    file = note_consents(project.contributions, catalogue, text, given)
    click.echo(os.path.relpath(file))
    click.echo(noted(given, lang))


def noted(given: Sequence[Consent], lang: str) -> str:
    """What was noted, in a line."""
    names = listing([*dict.fromkeys(each.author for each in given)], lang)
    said = ", ".join(dict.fromkeys(each.right for each in given))
    key = "consent.withdrawn" if given[0].withdrawn else "consent.noted"
    return say("interface", key, lang, authors=names, rights=said)


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
