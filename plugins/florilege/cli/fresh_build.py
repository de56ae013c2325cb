"""`florilege build` where something has changed: contributions/ → tomes, or why there are none."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import click

from florilege import anthology
from florilege.anthology import Anthology, outlets
from florilege.book.press import Tome, print_tomes
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Edition, Volume
from florilege.cli import problem_report
from florilege.cli.print_progress import PrintProgress
from florilege.desk.proof_rounds import unapproved as lacking_approval
from florilege.diagnostics.problems import FlorilegeError, Problem
from florilege.language.sentences import say
from florilege.language.words import words
from florilege.publishing.last_good import remember
from florilege.publishing.publishable import Publication, not_printed, publication
from florilege.reading.scope import Scope
from florilege.runtime.housekeeping import UsedCache
from florilege.runtime.project import Project
from florilege.runtime.workers import Workers


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What a build gave: its tomes, the anthology that they were made of, what was left out."""

    tomes: tuple[Tome, ...]
    loaded: Anthology
    published: Publication
    refused: tuple[Problem, ...] = ()
    """Why some of the editions that were asked for aren't made."""
    withheld: tuple[Problem, ...] = ()
    """Which essays they are without, for want of a consent."""


def print_fresh(
    cached: UsedCache,
    volumes: Sequence[str],
    editions: Sequence[Edition],
    *,
    output: str | None,
    pool: Workers,
    cluster: str | None,
    leaving_out: bool,
    unapproved: bool,
    lang: str,
) -> Printed:
    """Read, refuse or leave out what is in error, and print; ends the process where nothing is printed."""
    press = partial(print_tomes, editions=editions) if editions else print_tomes
    project = cached.project
    failures: list[FlorilegeError] = []
    loaded = cached.run(partial(anthology.load, pool=pool))
    if loaded.errors and not leaving_out:
        _say_errors(project, loaded, loaded.errors, "check.refused", lang)
        sys.exit(1)
    published = cached.run(partial(publication, anthology=loaded, pool=pool, refusing=not leaving_out))
    refused = tuple(_refused(published, loaded.catalogue, volumes, editions))
    _say_errors(project, loaded, refused, "build.editions-refused", lang)
    wanted = _still_there(volumes, loaded, published.tomes)
    known = published.tomes.catalogue.volumes
    if empty := [id for id in wanted if id in known and not known[id].essays]:
        raise problem_report.empty_tome(empty[0], loaded.problems, project, lang)
    lacking = _lacking_approval(published.tomes.catalogue, wanted, editions)
    if lacking and not unapproved:
        wrong = [each for some in lacking.values() for each in some]
        _say_errors(project, loaded, wrong, "build.lacking-approval", lang)
        sys.exit(1)
    made = [known[id] for id in (wanted or (() if volumes else known)) if id in known]
    listed = {each.id: {*each.editions} & {*(editions or each.editions)} for each in made}
    withheld = problem_report.say_withheld(loaded, listed, project, lang)
    stamps = {id: words(known[id].lang)["unapproved_stamp"] for id in lacking}

    def print_wanted(project: Project) -> tuple[Tome, ...]:
        failures.clear()
        with PrintProgress() as progress:
            return press(
                project,
                published.tomes,
                wanted,
                output=Path(output) if output else project.tomes,
                pool=pool,
                cluster=cluster,
                progress=progress,
                on_failure=failures.append,
                all_or_nothing=not leaving_out,
                stamps=stamps,
            )

    tomes = cached.run(print_wanted) if wanted or not volumes else ()
    unprintable = not_printed(failures, loaded.catalogue)
    if unprintable and not leaving_out:
        _say_errors(project, loaded, unprintable, "check.refused", lang)
        sys.exit(1)
    left_out = (*published.left_out, *unprintable)
    if not tomes and not left_out and not refused:
        raise _nothing_to_print(known, loaded, project, lang)
    if leaving_out:
        remember(project, published.whole, published.tomes, except_for=published.standing_in)
    return Printed(
        tomes=tomes,
        loaded=loaded,
        published=replace(published, left_out=left_out),
        refused=refused,
        withheld=withheld,
    )


def _refused(
    published: Publication, catalogue: Catalogue, names: Sequence[str], editions: Sequence[Edition]
) -> Iterator[Problem]:
    """Why editions that are asked for aren't made, of all that there is to say of editions."""
    for each in published.refused:
        volume = catalogue.volumes[str(dict(each.values)["volume"])]
        asked = {*volume.editions} & {*(editions or volume.editions)}
        if (not names or volume.id in names) and outlets(each) & asked:
            yield each


def _lacking_approval(
    catalogue: Catalogue, names: Sequence[str], editions: Sequence[Edition]
) -> Mapping[str, Sequence[Problem]]:
    """Volume → what keeps it from the press: essays whose authors or editor haven't approved the text."""
    volumes = [catalogue.volumes[id] for id in (names or catalogue.volumes) if id in catalogue.volumes]
    printed = [each for each in volumes if "press" in each.editions and "press" in (editions or ("press",))]
    return {each.id: found for each in printed if (found := lacking_approval(catalogue, each))}


def _nothing_to_print(
    volumes: Mapping[str, Volume], loaded: Anthology, project: Project, lang: str
) -> FlorilegeError:
    """Why there are no tomes, though nothing is wrong: no volume, no essay in any, no such edition."""
    if not volumes:
        return FlorilegeError("volumes-none", exit_code=2)
    if not any(volume.essays for volume in volumes.values()):
        return problem_report.empty_tome(next(iter(volumes)), loaded.problems, project, lang)
    return FlorilegeError("edition-unlisted", exit_code=2)


def _still_there(names: Sequence[str], loaded: Anthology, published: Anthology) -> tuple[str, ...]:
    """The names of tomes without those that are left out; names that nothing has are kept."""
    keys = {text.key for text in loaded.catalogue.texts()} | loaded.catalogue.refused
    gone = {key.id for key in keys - published.prose.keys() if key.kind == "volume"}
    left = published.catalogue.volumes
    gone |= {
        id
        for id, volume in loaded.catalogue.volumes.items()
        if volume.essays and not (id in left and left[id].essays)
    }
    return tuple(name for name in names if name not in gone)


def say_left_out(project: Project, printed: Printed, lang: str) -> None:
    """What was left out, what stands in for it, and that the rest is printed."""
    root = Scope.of(project, [], Path.cwd()).root
    published = printed.published
    for warning in published.warnings:
        click.echo(problem_report.text([warning], lang, root=root), err=True)
    for key in published.standing_in:
        click.echo(say("interface", "left-out.last-good", lang, path=f"{root}/{key.path}"), err=True)
    _say_errors(project, printed.loaded, published.left_out, "check.left-out", lang)


def _say_errors(project: Project, loaded: Anthology, errors: Sequence[Problem], sum: str, lang: str) -> None:
    """The lines of errors, if there are any, how many there are, and what that means."""
    if not errors:
        return
    root = Scope.of(project, [], Path.cwd()).root
    click.echo(problem_report.short_text(errors, lang, root=root), err=True)
    essays = problem_report.count_essays(loaded.catalogue)
    click.echo(say("interface", sum, lang, found=problem_report.summary(errors, essays, lang)), err=True)
