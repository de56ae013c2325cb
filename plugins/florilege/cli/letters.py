"""`florilege letters`: a volume, addresses → mails that the editor sends."""

import datetime
import os
import sys
from collections.abc import Mapping
from email import message_from_bytes
from email.parser import BytesHeaderParser
from email.utils import parseaddr
from pathlib import Path
from typing import get_args

import click

from florilege import anthology
from florilege.catalogue.addresses import site_path
from florilege.catalogue.invitations import everybody
from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import Volume
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.named_texts import say_faulty, volume_named
from florilege.cli.options import FORCE, LANG, PathOf, argument
from florilege.desk.contacts import MAIL, read_contacts
from florilege.desk.mailing import ABOUT, Addressee, LetterKind, about, addressees, letter
from florilege.desk.status import status
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.elision import with_name
from florilege.language.sentences import counted, say, sentences
from florilege.runtime.housekeeping import in_use
from florilege.runtime.output_files import TEMPLATES, OutputFiles
from florilege.runtime.project import find_project


@click.command(cls=Command)
@argument("volume")
@click.option("--kind", type=click.Choice(get_args(LetterKind)), required=True)
@click.option("--contacts", metavar="FILE", type=PathOf(exists=True, dir_okay=False), required=True)
@click.option("--out", metavar="FOLDER", type=PathOf(file_okay=False), required=True)
@click.option("--proofs", metavar="FOLDER", type=PathOf(exists=True, file_okay=False))
@click.option("--from", "sender", metavar="ADDRESS", default="")
@FORCE
@LANG
def letters(
    volume: str,
    kind: LetterKind,
    contacts: str,
    out: str,
    proofs: str | None,
    sender: str,
    force: bool,
    lang: str,
) -> None:
    """Write a mail to each author whom it concerns; exit 1 if somebody is left out."""
    if sender and not MAIL.fullmatch(parseaddr(sender)[1]):
        raise click.BadParameter(say("interface", "form.address", lang, address=sender), param_hint="--from")
    if kind == "proof" and not proofs:
        raise click.UsageError(say("interface", "letters.proofs-wanted", lang))
    project = find_project(Path.cwd())
    with in_use(project, cache_warning(lang)) as cached:
        loaded = cached.run(anthology.load)
    catalogue = loaded.catalogue
    known_addresses = read_contacts(Path(contacts), project.root, [*everybody(catalogue)])
    one = volume_named(volume, catalogue, project)
    state = status(loaded, one, project.tomes, datetime.date.today())
    # Whose file is in error has no name to be addressed by.
    wanted = [
        to
        for to in addressees(catalogue, one, state, kind)
        if TextKey("author", to.author or "") not in catalogue.refused
    ]
    attached = {to: _proofs(to, Path(proofs)) if proofs else [] for to in wanted}
    folder = Path(out)
    without: list[str] = []
    doubtful: list[str] = []
    mails: dict[Path, bytes] = {}
    for to in wanted:
        address = known_addresses.of(to.author, to.name)
        if not address:
            (doubtful if address is None else without).append(to.name)
            continue
        mails[folder / f"{kind}-{to.slug}.eml"] = letter(
            to,
            address,
            kind=kind,
            catalogue=catalogue,
            volume=one,
            status=state,
            own=project.root / TEMPLATES,
            proofs=attached[to],
            sender=sender,
            site=project.site_url and project.site_url + site_path(one.key),
        )
    target = OutputFiles(project, force=force, option="--out")
    if not force:
        _require_own(mails)
    target.write_all(mails)
    for file in mails:
        click.echo(os.path.relpath(file))
    for file in _earlier(folder, mails, kind, one):
        click.echo(say("interface", "letters.earlier", lang, file=os.path.relpath(file)), err=True)
    click.echo(counted("interface", "letters.written", len(mails), lang))
    for key, names in (("letters.no-address", without), ("letters.doubtful-address", doubtful)):
        for name in names:
            click.echo(with_name(sentences("interface", lang)[key], name, lang), err=True)
    faulty = say_faulty([one], catalogue, project, lang)
    sys.exit(1 if without or doubtful or faulty else 0)


def _require_own(mails: Mapping[Path, bytes]) -> None:
    """Raise `FlorilegeError` (2), `output-not-ours`, where a letter about another volume would be lost."""
    for file, content in mails.items():
        there = _about(file)
        if there and there != message_from_bytes(content)[ABOUT]:
            raise FlorilegeError("output-not-ours", exit_code=2, file=file.resolve(), option="--out")


def _earlier(folder: Path, mails: Mapping[Path, bytes], kind: LetterKind, volume: Volume) -> list[Path]:
    """The letters of a kind about a volume that lie there since an earlier call, to nobody of this one."""
    wanted = about(kind, volume)
    return sorted(each for each in folder.glob("*.eml") if each not in mails and _about(each) == wanted)


def _about(file: Path) -> str:
    """What a letter of ours is about; empty for any other file."""
    try:
        with file.open("rb") as opened:
            return str(BytesHeaderParser().parse(opened)[ABOUT] or "")
    except OSError:
        return ""


def _proofs(to: Addressee, folder: Path) -> list[Path]:
    """The pages of somebody's essays. Raises `FlorilegeError` (2) for those that aren't there."""
    found = [folder / f"{row.essay}.pdf" for row in to.rows if row.essay]
    for file in found:
        if not file.is_file():
            raise FlorilegeError("letter-proof", exit_code=2, file=file, essay=file.stem)
    return found
