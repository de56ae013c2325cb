"""What was printed: `florilege freeze`, `rebuild`, `errata`, `archive`."""

import datetime
import os
import shlex
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from florilege import anthology
from florilege.anthology import Anthology
from florilege.book.fragments import setting_workers
from florilege.book.press import Tome, print_tomes
from florilege.catalogue.frozen import FrozenEdition, edition_path
from florilege.catalogue.printings import is_as_printed, moved_pages
from florilege.catalogue.volumes import Volume
from florilege.cli.build_report import Finished, printed
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.named_texts import volume_named
from florilege.cli.options import FORCE, LANG, WORKERS, Day, NumberBetween, PathOf, argument
from florilege.cli.print_progress import PrintProgress
from florilege.cli.problem_report import end_on_errors, say_withheld
from florilege.desk.archive import package
from florilege.desk.freezing import differing, frozen, next_number, write_edition
from florilege.desk.proof_rounds import unapproved as lacking_approval
from florilege.desk.rebuilding import other_tools, unpack_commit
from florilege.desk.record_files import require_numbered
from florilege.desk.since_printing import errata as errata_of
from florilege.desk.since_printing import require_own_errata
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.formats import span
from florilege.language.sentences import counted, say
from florilege.publishing.withheld import agreed_part
from florilege.reading.loader import read_project
from florilege.runtime.housekeeping import UsedCache, in_use
from florilege.runtime.output_files import OutputFiles, require_outside, sources
from florilege.runtime.project import Project, find_project
from florilege.runtime.publication import publish_file, workshop
from florilege.runtime.workers import Workers

_EDITION = click.option("--edition", "number", metavar="NUMBER", type=NumberBetween(1, 99))


@dataclass(frozen=True, kw_only=True)
class _Press:
    """A project that is read, and the workers that print for it."""

    project: Project
    loaded: Anthology
    cached: UsedCache
    pool: Workers

    def volume(self, name: str) -> Volume:
        """A volume by its id. Raises `FlorilegeError` (2): `volume-not-found`."""
        return volume_named(name, self.loaded.catalogue, self.project)

    def print_all(self, volume: Volume, number: int, output: Path) -> tuple[Tome, Anthology, Volume]:
        """All editions of a volume as its printing of a number; the anthology as it prints it, and itself."""
        numbered = replace(volume, printing=number)
        volumes = {**self.loaded.catalogue.volumes, volume.id: numbered}
        whole = replace(self.loaded, catalogue=replace(self.loaded.catalogue, volumes=volumes))

        def print_it(project: Project) -> tuple[Tome, ...]:
            with PrintProgress() as progress:
                return print_tomes(
                    project, whole, [volume.id], output=output, pool=self.pool, progress=progress
                )

        (tome,) = self.cached.run(print_it)
        return tome, whole.printed_in(numbered), numbered


@contextmanager
def _press(project: Project, workers: int | None, lang: str) -> Iterator[_Press]:
    """The project, read; ends the process where something in it is in error."""
    with (
        in_use(project, cache_warning(lang)) as cached,
        setting_workers(workers) as pool,
    ):
        loaded = cached.run(partial(anthology.load, pool=pool))
        end_on_errors(loaded.errors, project, lang)
        agreed = agreed_part(loaded, of_print=True)
        yield _Press(project=cached.project, loaded=agreed, cached=cached, pool=pool)


@click.command(cls=Command)
@argument("volume")
@click.option("--as", "number", metavar="NUMBER", type=NumberBetween(1, 99), required=True)
@click.option("--date", "day", metavar="DATE", type=Day())
@click.option("--unapproved", is_flag=True)
@WORKERS
@LANG
def freeze(
    volume: str, number: int, day: datetime.date | None, unapproved: bool, workers: int | None, lang: str
) -> None:
    """Print VOLUME and note for good what was printed, as its printing of this number."""
    project = find_project(Path.cwd())
    with _press(project, workers, lang) as press:
        own = press.volume(volume)
        refused = [each for each in press.loaded.refusals if dict(each.values)["volume"] == volume]
        end_on_errors(refused, project, lang)
        next_number(press.loaded.catalogue, own, number)
        require_own_errata(press.loaded, own, project.contributions)
        if not unapproved:
            end_on_errors(lacking_approval(press.loaded.catalogue, own), project, lang)
        say_withheld(press.loaded, {own.id: own.editions}, project, lang)
        tome, as_printed, numbered = press.print_all(own, number, project.tomes)
        date = day or project.today or datetime.date.today()
        edition = frozen(project, as_printed, numbered, tome, date)
        record = write_edition(edition, as_printed, project.contributions)
        before = press.loaded.catalogue.frozen.get(own.id, ())
    files = [Finished(os.path.relpath(each.file), each.pages, each.size) for each in tome.files]
    click.echo(printed(files, rendered=tome.rendered, reused=tome.reused, lang=lang))
    click.echo(os.path.relpath(record))
    if before:
        _say_moved(before[0], edition, lang)
        _say_gone(before[-1], edition, lang)
    # All that was printed, not the record alone: a change that nobody has committed would be in no commit.
    written = shlex.join(os.path.relpath(each) for each in sources(project) if each.exists())
    commands = f"git add {written} && git commit -m {shlex.quote(edition.tag)} && git tag {edition.tag}"
    click.echo(say("interface", "freeze.next", lang, commands=commands))


def _say_moved(first: FrozenEdition, edition: FrozenEdition, lang: str) -> None:
    """The essays that stand on other pages than in the first printing."""
    moved = [*moved_pages(first, edition)]
    if not moved:
        click.echo(say("interface", "freeze.same-pages", lang))
        return
    click.echo(say("interface", "freeze.moved", lang))
    for was, now in moved:
        click.echo(f"  {now.essay}: {span(*was.pages)} → {span(*now.pages)}")


def _say_gone(last: FrozenEdition, edition: FrozenEdition, lang: str) -> None:
    """The essays of the printing before that this one hasn't."""
    now = {each.essay for each in edition.essays}
    if gone := [each.essay for each in last.essays if each.essay not in now]:
        click.echo(say("interface", "freeze.gone", lang, essays=", ".join(gone)))


@click.command(cls=Command)
@argument("volume")
@_EDITION
@click.option("--output", metavar="FOLDER", type=PathOf(file_okay=False), default="rebuilt")
@click.option("--anyway", is_flag=True)
@FORCE
@WORKERS
@LANG
def rebuild(
    volume: str,
    number: int | None,
    output: str,
    anyway: bool,
    force: bool,
    workers: int | None,
    lang: str,
) -> None:
    """Make a frozen edition of VOLUME again from its commit; exit 1 if its files aren't the same.

    Where another engine, library or font is installed than then, nothing is made unless `anyway`: then the
    files are kept though they are others.
    """
    project = find_project(Path.cwd())
    require_outside(Path(output), project)
    edition = _edition(_read(project), volume, number, project)
    target = OutputFiles(project, force=force)
    if Path(output).resolve() != project.tomes.resolve():  # which `build` and `freeze` make anew
        target.require_free(*(Path(output) / each.name for each in edition.files))
    with TemporaryDirectory(prefix="florilege-") as folder, workshop(Path(output)) as made:
        unpack_commit(project.root, edition.tag, Path(folder))
        then = find_project(Path(folder))
        with _press(then, workers, lang) as press:
            own = press.volume(volume)
            others = [*other_tools(edition, then, press.loaded, own)]
            if others:
                _say_other_tools(edition, others, anyway=anyway, lang=lang)
            press.print_all(own, edition.number, made)
        differ = differing(edition, made)
        if differ:
            said = say("interface", "rebuild.differs", lang, files=", ".join(differ), tag=edition.tag)
            click.echo(said, err=True)
            if not others:
                click.echo(say("interface", "rebuild.no-reason", lang), err=True)
                sys.exit(1)
        for file in sorted(each for each in made.rglob("*") if each.is_file()):
            place = Path(output) / file.relative_to(made)
            publish_file(file, place)
            target.remember(place)
    if differ:
        sys.exit(1)
    many = counted("interface", "n_files", len(edition.files), lang)
    click.echo(say("interface", "rebuild.same", lang, files=many, folder=os.path.relpath(output)))


def _say_other_tools(
    edition: FrozenEdition, others: Sequence[tuple[str, str]], *, anyway: bool, lang: str
) -> None:
    """Name what was another when an edition was printed; ends the process unless it is made `anyway`."""
    click.echo(say("interface", "rebuild.other-tools", lang, tag=edition.tag), err=True)
    for was, now in others:
        click.echo(say("interface", "rebuild.tool", lang, then=was, now=now), err=True)
    if not anyway:
        click.echo(say("interface", "rebuild.refused", lang), err=True)
        sys.exit(1)


@click.command(cls=Command)
@argument("volume")
@_EDITION
@click.option("--output", metavar="FILE", type=PathOf(dir_okay=False))
@FORCE
@LANG
def errata(volume: str, number: int | None, output: str | None, force: bool, lang: str) -> None:
    """Write the leaf of what has changed in VOLUME since it was printed, as Markdown."""
    project = find_project(Path.cwd())
    with in_use(project, cache_warning(lang)) as cached:
        loaded = cached.run(anthology.load)
        end_on_errors(loaded.errors, project, lang)
        edition = _edition(loaded, volume, number, project)
        text = errata_of(
            loaded, volume_named(volume, loaded.catalogue, project), edition, project.contributions
        )
    if not text:
        click.echo(say("interface", "errata.none", lang, number=edition.number), err=True)
    elif output:
        OutputFiles(project, force=force).write(Path(output), text.encode())
        click.echo(os.path.relpath(output))
    else:
        click.echo(text, nl=False)


@click.command(cls=Command)
@argument("volume")
@_EDITION
@click.option("--output", metavar="FILE", type=PathOf(dir_okay=False))
@FORCE
@LANG
def archive(volume: str, number: int | None, output: str | None, force: bool, lang: str) -> None:
    """Pack a frozen edition of VOLUME for a library to keep: one file, a bag of BagIt."""
    project = find_project(Path.cwd())
    loaded = _read(project)
    edition = _edition(loaded, volume, number, project)
    file = Path(output or f"{edition.tag}.zip").absolute()
    target = OutputFiles(project, force=force)
    target.require_free(file)
    with TemporaryDirectory(prefix="florilege-") as folder:
        made_of = project
        if not is_as_printed(loaded.catalogue, volume_named(volume, loaded.catalogue, project), edition):
            unpack_commit(project.root, edition.tag, Path(folder))
            made_of = replace(find_project(Path(folder)), tomes=project.tomes)
            loaded = _read(made_of)
        content = package(made_of, loaded, volume_named(volume, loaded.catalogue, made_of), edition)
        target.write(file, content)
    click.echo(os.path.relpath(file))


def _read(project: Project) -> Anthology:
    """The anthology as far as its files say, without its texts set."""
    catalogue, _ = read_project(project)
    return agreed_part(Anthology(catalogue=catalogue), of_print=True)


def _edition(loaded: Anthology, volume: str, number: int | None, project: Project) -> FrozenEdition:
    """A frozen edition by its number, or the last.

    Raises `FlorilegeError` as `volume_named` does, of printings likewise: `edition-missing`.
    """
    editions = loaded.catalogue.frozen.get(volume_named(volume, loaded.catalogue, project).id, ())
    require_numbered(partial(edition_path, volume), number, project.contributions, loaded.catalogue)
    found = [each for each in editions if number in (None, each.number)]
    if not found:
        raise FlorilegeError(
            "edition-missing", exit_code=2, volume=volume, number=number or 1, next=len(editions) + 1
        )
    return found[-1]
