"""`florilege import` of what a form has made: the files, what was agreed to, and what is to be done next."""

import os
from pathlib import Path

import click

from florilege.diagnostics.problems import visible
from florilege.intake import parcel
from florilege.language.sentences import say


def import_parcel(file: Path, contributions: Path, lang: str, *, essay: str = "") -> None:
    """Take a form's file into contributions/, its essay under another id if one is given; say so."""
    packed = parcel.read(file)
    packed = packed.renamed(essay) if essay else packed
    done = parcel.unpack(packed, contributions)
    for written in done.written:
        click.echo(os.path.relpath(written))
    for kept in done.kept:
        click.echo(say("interface", "parcel.kept", lang, file=os.path.relpath(kept)))
    if packed.consent:
        click.echo(say("interface", "parcel.consent", lang, file=file.name))
        click.echo("\n".join(f"  {visible(line)}" for line in packed.consent.strip().splitlines()))
    else:
        click.echo(say("interface", "parcel.no-consent", lang))
    place = os.path.relpath(contributions / "essays" / packed.essay)
    click.echo(say("interface", "parcel.next", lang, folder=place))
