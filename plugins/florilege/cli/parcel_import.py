"""`florilege import` of what a form or an issue holds: the files, what was agreed to, what is next."""

import os
from datetime import date
from pathlib import Path

import click

from florilege.catalogue.agreements import FORM_RIGHTS
from florilege.catalogue.rights import signer
from florilege.contributing.issue_form import filled_issue
from florilege.desk.consent_records import Terms, agreements, note_consents
from florilege.diagnostics.problems import FlorilegeError, visible
from florilege.intake import parcel
from florilege.language.formats import listing
from florilege.language.sentences import say
from florilege.reading.frontmatter import MAX_FILE
from florilege.reading.loader import read as read_contributions
from florilege.runtime.regular_files import NotRegular, TooLarge, read_regular


def import_parcel(source: Path, contributions: Path, lang: str, *, essay: str = "") -> Path:
    """Take a form's file into contributions/, its essay under another id if one is given; say so.

    It is a draft where somebody who signed hasn't agreed.

    The file of the essay's text, or of the letter, comes back.
    """
    packed = _of_issue(source) if is_issue(source) else parcel.read(source)
    packed = packed.renamed(essay) if essay else packed
    done = parcel.unpack(packed, contributions)
    for written in done.written:
        click.echo(os.path.relpath(written))
    for kept in done.kept:
        click.echo(say("interface", "parcel.kept", lang, file=os.path.relpath(kept)))
    unasked = _note(contributions, packed, done, lang) if packed.consent and not packed.letter else ()
    if packed.consent:
        click.echo(say("interface", "parcel.consent", lang, file=source.name))
        click.echo("\n".join(f"  {visible(line)}" for line in packed.consent.strip().splitlines()))
        if unasked:
            click.echo(say("interface", "parcel.unasked", lang, authors=listing(unasked, lang)))
    else:
        click.echo(say("interface", "parcel.no-consent", lang))
    file = done.written[0] if packed.letter else contributions / "essays" / packed.essay / "index.md"
    if unasked or not packed.consent:
        place = f"{os.path.relpath(file)}:{parcel.set_draft(file)}"
        click.echo(say("interface", "import.draft", lang, place=place))
    return file


def _note(contributions: Path, packed: parcel.Parcel, done: parcel.Unpacked, lang: str) -> tuple[str, ...]:
    """Note what the form's writer has agreed to; the names of those who signed and haven't agreed come back.

    The writer is the author whom the consent names, else whom the parcel has brought; nobody agrees for
    others, nor for an author who was there before a file of the same id came.
    The day is that which the writer's own machine has put into the file; else today.
    Where the text is in error nothing is noted.
    """
    catalogue, _ = read_contributions(contributions)
    essay = catalogue.essays.get(packed.essay)
    if essay is None:
        return ()
    brought, kept = (
        {file.stem for file in files if file.parent == contributions / "authors"}
        for files in (done.written, done.kept)
    )
    signers = [each for each in essay.bylines if each.author not in kept]
    named = [each for each in signers if each.name == packed.signed_by]
    writers = named or [each for each in signers if each.author in brought]
    on = next(filter(None, map(_day, packed.consent.splitlines())), None) or date.today()
    terms = Terms(means="form", date=on, lang=lang)
    given = agreements(catalogue, essay, map(signer, writers), FORM_RIGHTS, terms)
    if given:
        noted = note_consents(contributions, catalogue, essay, given)
        click.echo(say("interface", "parcel.noted", lang, file=os.path.relpath(noted)))
    return tuple(visible(each.name) for each in essay.bylines if each not in writers)


def _day(line: str) -> date | None:
    try:
        return date.fromisoformat(line.strip())
    except ValueError:
        return None


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
