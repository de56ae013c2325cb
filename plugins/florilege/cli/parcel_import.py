"""`florilege import` of what a form or an issue holds: the files, what was agreed to, what is next."""

import os
from pathlib import Path

import click

from florilege.contributing.issue_form import filled_issue
from florilege.diagnostics.problems import FlorilegeError, visible
from florilege.intake import parcel
from florilege.language.sentences import say
from florilege.reading.frontmatter import MAX_FILE
from florilege.runtime.regular_files import NotRegular, TooLarge, read_regular


def import_parcel(file: Path, contributions: Path, lang: str, *, essay: str = "") -> None:
    """Take a form's file into contributions/, its essay under another id if one is given; say so."""
    packed = _of_issue(file) if is_issue(file) else parcel.read(file)
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


def is_issue(file: Path) -> bool:
    """Whether a file is called as the workflow calls the description of an issue."""
    return file.name.endswith(".issue.md")


def _of_issue(file: Path) -> parcel.Parcel:
    """What an issue holds. Raises `FlorilegeError` (2) where it isn't filled in."""
    try:
        text = read_regular(file, MAX_FILE).decode("utf-8")
    except (UnicodeDecodeError, NotRegular, TooLarge, OSError) as error:
        raise FlorilegeError("issue-unfilled", exit_code=2, file=file) from error
    filled = filled_issue(text)
    if filled is None:
        raise FlorilegeError("issue-unfilled", exit_code=2, file=file)
    files = {
        f"essays/{filled.essay}/index.md": filled.essay_text.encode(),
        f"authors/{filled.author}.md": filled.author_text.encode(),
    }
    return parcel.Parcel(essay=filled.essay, files=files, consent=filled.consent)
