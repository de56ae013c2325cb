"""`florilege letters`: a volume, addresses → mails that the editor sends."""

import datetime
import os
import sys
from email.utils import parseaddr
from pathlib import Path
from typing import get_args

import click

from florilege import anthology
from florilege.catalogue.addresses import site_path
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.named_texts import say_faulty, volume_named
from florilege.cli.options import LANG, PathOf, argument
from florilege.desk.contacts import MAIL, read_contacts
from florilege.desk.mailing import OWN, Addressee, LetterKind, addressees, letter
from florilege.desk.status import status
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import counted, say
from florilege.runtime.faults import faults_at
from florilege.runtime.housekeeping import in_use
from florilege.runtime.project import find_project


@click.command(cls=Command)
@argument("volume")
@click.option("--kind", type=click.Choice(get_args(LetterKind)), required=True)
@click.option("--contacts", metavar="FILE", type=PathOf(exists=True, dir_okay=False), required=True)
@click.option("--out", metavar="FOLDER", type=PathOf(file_okay=False), required=True)
@click.option("--proofs", metavar="FOLDER", type=PathOf(exists=True, file_okay=False))
@click.option("--from", "sender", metavar="ADDRESS", default="")
@LANG
def letters(
    volume: str, kind: LetterKind, contacts: str, out: str, proofs: str | None, sender: str, lang: str
) -> None:
    """Write a mail to each author whom it concerns; exit 1 if somebody is left out."""
    if sender and not MAIL.fullmatch(parseaddr(sender)[1]):
        raise click.BadParameter(say("interface", "form.address", lang, address=sender), param_hint="--from")
    project = find_project(Path.cwd())
    known_addresses = read_contacts(Path(contacts), project.root)
    with in_use(project, cache_warning(lang)) as cached:
        loaded = cached.run(anthology.load)
    catalogue = loaded.catalogue
    one = volume_named(volume, catalogue, project)
    state = status(loaded, one, project.tomes, datetime.date.today())
    wanted = addressees(catalogue, one, state, kind)
    attached = {to: _proofs(to, Path(proofs)) if proofs else [] for to in wanted}
    folder = Path(out)
    without: list[str] = []
    with faults_at(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for to in wanted:
            address = known_addresses.of(to.author, to.name)
            if not address:
                without.append(to.name)
                continue
            mail = letter(
                to,
                address,
                kind=kind,
                catalogue=catalogue,
                volume=one,
                status=state,
                own=project.root / OWN,
                proofs=attached[to],
                sender=sender,
                site=project.site_url and project.site_url + site_path(one.key),
            )
            file = folder / f"{kind}-{to.slug}.eml"
            file.write_bytes(mail)
            click.echo(os.path.relpath(file))
    click.echo(counted("interface", "letters.written", len(wanted) - len(without), lang))
    for name in without:
        click.echo(say("interface", "letters.no-address", lang, name=name), err=True)
    faulty = say_faulty([one], catalogue, project, lang)
    sys.exit(1 if without or faulty else 0)


def _proofs(to: Addressee, folder: Path) -> list[Path]:
    """The pages of somebody's essays. Raises `FlorilegeError` (2) for those that aren't there."""
    found = [folder / f"{row.essay}.pdf" for row in to.rows if row.essay]
    for file in found:
        if not file.is_file():
            raise FlorilegeError("letter-proof", exit_code=2, file=file, essay=file.stem)
    return found
