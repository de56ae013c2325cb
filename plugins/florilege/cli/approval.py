"""`florilege approve` and `florilege corrections`: what authors and editors say of proofs."""

import datetime
import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import get_args

import click

from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.model import Catalogue
from florilege.catalogue.printings import essays_as_printed
from florilege.catalogue.rounds import ProofCorrection, ProofRound, SignsAs, round_path
from florilege.catalogue.sign_offs import unsigned
from florilege.cli.help import Command
from florilege.cli.named_texts import essay_named, volume_named
from florilege.cli.options import LANG, NumberBetween, PathOf, argument
from florilege.desk.proof_rounds import approved, corrected, correction_of, proof_in, read_lines, role_of
from florilege.desk.record_files import require_numbered, write_record
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.elision import with_name
from florilege.language.formats import listing
from florilege.language.sentences import say, sentences
from florilege.reading.frontmatter import MAX_FILE
from florilege.reading.loader import read_project
from florilege.runtime.project import Project, find_project
from florilege.runtime.regular_files import NotRegular, TooLarge, read_regular

_ROUND = click.option("--round", "number", metavar="NUMBER", type=NumberBetween(1, 99))


@click.command(cls=Command)
@argument("essay")
@_ROUND
@click.option("--by", "name", metavar="NAME", required=True)
@click.option("--as", "role", type=click.Choice(get_args(SignsAs)))
@LANG
def approve(essay: str, number: int | None, name: str, role: SignsAs | None, lang: str) -> None:
    """Note that somebody has approved the proof of ESSAY."""
    project = find_project(Path.cwd())
    catalogue, _ = read_project(project)
    round = _round(catalogue, essay, number, project)
    volume = volume_named(round.volume, catalogue, project)
    now = essays_as_printed(catalogue, volume).get(essay)
    signed = now or essay_named(essay, catalogue, project)
    role = role_of(name, catalogue, volume, signed, asked=role)
    day = project.today or datetime.date.today()
    done = approved(catalogue, round, signed, name, role, day)
    click.echo(os.path.relpath(write_record(done, project.contributions, catalogue)))
    proof = proof_in(done, essay)
    rounds = tuple(done if each is round else each for each in catalogue.rounds[volume.id])
    after = replace(catalogue, rounds={**catalogue.rounds, volume.id: rounds})
    lacking = unsigned(after, volume, signed, hash=proof.hash)
    key = "approval.author-next" if lacking.authors else "approval.editor-next"
    said = sentences("interface", lang)[key if lacking else "approval.whole"]
    click.echo(with_name(said, listing(lacking.authors, lang), lang, essay=essay, code=proof.code))
    if proof.corrections and now is not None and text_hash(now) == proof.hash:
        said = say("interface", "approval.uncorrected", lang, essay=essay, number=round.number)
        click.echo(said, err=True)
    if now is None or text_hash(now) != proof.hash:
        click.echo(say("interface", "approval.changed", lang, number=round.number), err=True)


@click.command(cls=Command)
@argument("essay")
@_ROUND
@click.option("--add", "added", metavar="TEXT", multiple=True)
@click.option("--from", "file", metavar="FILE", type=PathOf(exists=True, dir_okay=False))
@click.option("--by", "name", metavar="NAME", default="")
@click.option("--proofs", "folder", metavar="FOLDER", type=PathOf(file_okay=False), default="proofs")
@LANG
def corrections(
    essay: str,
    number: int | None,
    added: tuple[str, ...],
    file: str | None,
    name: str,
    folder: str,
    lang: str,
) -> None:
    """Note corrections to the proof of ESSAY, and show all there are beside its lines."""
    project = find_project(Path.cwd())
    catalogue, _ = read_project(project)
    round = _round(catalogue, essay, number, project)
    proof = proof_in(round, essay)
    lines = read_lines(Path(folder) / f"{round.volume}-round-{round.number}" / f"{essay}.txt", proof.code)
    new = [_correction(each, name) for each in (*added, *(_rows(Path(file)) if file else ()))]
    for each in new if lines else ():
        if lines is not None and (each.page, each.line) not in lines:
            raise FlorilegeError(
                "correction-nowhere", exit_code=2, page=each.page, line=each.line, essay=essay
            )
    if new:
        round = corrected(round, essay, new)
        click.echo(os.path.relpath(write_record(round, project.contributions, catalogue)))
        proof = proof_in(round, essay)
    for each in proof.corrections:
        place = say("interface", "corrections.place", lang, page=each.page, line=each.line)
        shown = (lines or {}).get((each.page, each.line), "")
        click.echo(f"{place}  {shown}".rstrip())
        click.echo(f"    → {each.text}" + (f" ({each.by})" if each.by else ""))
    if not proof.corrections:
        click.echo(say("interface", "corrections.none", lang, essay=essay, number=round.number))
    if lines is None:
        said = say("interface", "corrections.no-lines", lang, volume=round.volume, number=round.number)
        click.echo(said, err=True)


def _round(catalogue: Catalogue, essay: str, number: int | None, project: Project) -> ProofRound:
    """The round of this number, or the last, that has a proof of an essay.

    Raises `FlorilegeError`: `essay-not-found`, `proof-missing` (2); `file-faulty` (1) where the essay is in
    error, or a round that may be meant.
    """
    rounds = [each for rounds in catalogue.rounds.values() for each in rounds if each.proof(essay)]
    if not rounds:
        essay_named(essay, catalogue, project)
    own = [each for each in rounds if number in (None, each.number)]
    volume = catalogue.volume_of.get(essay)
    for id in {*(each.volume for each in rounds), *([volume.id] if volume else ())}:
        require_numbered(partial(round_path, id), number, project.contributions, catalogue)
    if not own:
        named = volume.id if volume else ""
        raise FlorilegeError("proof-missing", exit_code=2, essay=essay, round=number or 1, volume=named)
    return max(own, key=lambda each: (volume is not None and each.volume == volume.id, each.number))


def _correction(written: str, by: str) -> ProofCorrection:
    found = correction_of(written, by)
    if found is None:
        raise FlorilegeError("correction-unread", exit_code=2, written=written)
    return found


def _rows(file: Path) -> list[str]:
    """The lines of a file that say something. Raises `FlorilegeError` (2)."""
    try:
        text = read_regular(file, MAX_FILE).decode("utf-8-sig")
    except (UnicodeDecodeError, NotRegular, TooLarge, OSError) as error:
        raise FlorilegeError("text-not-utf8", exit_code=2, file=file) from error
    return [line for line in text.splitlines() if line.strip()]
