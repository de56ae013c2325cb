"""`florilege proof`: essays, or a round of a volume's → their pages, whatever the state of all the others."""

import datetime
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from florilege import anthology
from florilege.anthology import Anthology
from florilege.book.fragments import setting_workers
from florilege.book.press import Tome, print_proofs
from florilege.catalogue.keys import TextKey
from florilege.cli import problem_report
from florilege.cli.build_report import Finished, printed
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.named_texts import unknown_essay
from florilege.cli.options import CLUSTER, FORCE, LANG, WORKERS, NumberBetween, PathOf, argument
from florilege.cli.print_progress import PrintProgress
from florilege.cli.proof_round import begin_round, keep_round, say_changed
from florilege.diagnostics.kinds import counts, levels
from florilege.diagnostics.problems import FlorilegeError, Problem
from florilege.language.sentences import say
from florilege.publishing.publishable import not_printed
from florilege.publishing.selection import good_part
from florilege.reading.scope import Scope
from florilege.runtime.housekeeping import in_use
from florilege.runtime.output_files import OutputFiles, require_outside
from florilege.runtime.project import Project, find_project


@click.command(cls=Command)
@argument("essays", nargs=-1, required=True, metavar="ESSAY...")
@click.option("--round", "number", metavar="NUMBER", type=NumberBetween(1, 99))
@click.option("--output", metavar="FOLDER", type=PathOf(file_okay=False), default="proofs")
@FORCE
@WORKERS
@CLUSTER
@LANG
def proof(
    essays: Sequence[str],
    number: int | None,
    output: str,
    force: bool,
    workers: int | None,
    cluster: str | None,
    lang: str,
) -> None:
    """Print essays, each for itself, as their tome will print them; exit 1 if one of them is in error."""
    project = find_project(Path.cwd())
    require_outside(Path(output), project)
    target = OutputFiles(project, force=force)
    failures: list[FlorilegeError] = []
    with (
        in_use(project, cache_warning(lang)) as cached,
        setting_workers(workers) as pool,
    ):
        loaded = cached.run(partial(anthology.load, pool=pool))
        going = None
        if number:
            day = project.today or datetime.date.today()
            going = begin_round(essays, number, loaded, project, day, lang)
            essays = [*going.essays]
        else:
            _require(essays, loaded)
        folder = Path(output) / going.folder if going else Path(output)
        good = good_part(loaded, of_print=True)
        sound = [id for id in essays if TextKey("essay", id) in good.prose]
        target.require_free(*(folder / f"{id}.pdf" for id in sound))

        def print_sound(project: Project) -> tuple[Tome, ...]:
            failures.clear()
            with PrintProgress() as progress:
                return print_proofs(
                    project,
                    good,
                    sound,
                    output=folder,
                    stamps=going.stamps if going else {},
                    pool=pool,
                    cluster=cluster,
                    progress=progress,
                    on_failure=failures.append,
                )

        tomes = cached.run(print_sound) if sound else ()
    for tome in tomes:
        target.remember(*(each.file for each in tome.files))
        files = [Finished(os.path.relpath(each.file), each.pages, each.size) for each in tome.files]
        click.echo(printed(files, rendered=tome.rendered, reused=tome.reused, lang=lang))
    if going and tomes:
        click.echo(os.path.relpath(keep_round(going, tomes, project, loaded)))
    if going:
        say_changed(going, lang)
    left = loaded.errors
    own = _in_the_way(left, [id for id in essays if id not in sound], loaded)
    _say(project, (*own, *not_printed(failures, loaded.catalogue)), lang)
    if others := [each for each in left if each not in own]:
        click.echo(say("interface", "proof.others", lang, found=counts(levels(others), lang)), err=True)
    sys.exit(1 if failures or own or (going and going.changed) else 0)


def _require(essays: Sequence[str], loaded: Anthology) -> None:
    """Raise `FlorilegeError` (2) for an essay that there isn't, not even in error."""
    catalogue = loaded.catalogue
    known = {*catalogue.essays, *(key.id for key in catalogue.refused if key.kind == "essay")}
    for id in essays:
        if id not in known:
            raise unknown_essay(id, known)


def _in_the_way(left: Sequence[Problem], essays: Sequence[str], loaded: Anthology) -> tuple[Problem, ...]:
    """Of what keeps texts back, what keeps these: in their folders or authors' files, or all of it."""
    own: set[Problem] = set()
    for id in essays:
        essay = loaded.catalogue.essays.get(id)
        signed = essay.bylines if essay else ()
        files = {TextKey("author", each.author).path for each in signed if each.author}
        folder = TextKey("essay", id).folder
        own |= {each for each in left if f"{each.path}/".startswith(f"{folder}/") or each.path in files}
    return tuple(each for each in left if each in own or (essays and not own))


def _say(project: Project, problems: Sequence[Problem], lang: str) -> None:
    if problems:
        root = Scope.of(project, [], Path.cwd()).root
        click.echo(problem_report.short_text(problems, lang, root=root), err=True)
