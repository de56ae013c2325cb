"""`florilege build`: contributions/ → the PDFs of the tomes.

What makes them is imported where something must be made: a build in which nothing changed needs none of it.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

import click

from florilege.catalogue.volumes import Edition
from florilege.cli.build_report import Finished, printed
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.options import CLUSTER, LANG, OUTPUT, WORKERS, argument
from florilege.publishing.kept_builds import KeptBuilds, KeptFile, KeptTome
from florilege.runtime.faults import faults_at
from florilege.runtime.housekeeping import in_use
from florilege.runtime.output_files import require_outside
from florilege.runtime.project import Project, find_project
from florilege.runtime.publication import publish_file, workshop

if TYPE_CHECKING:
    from florilege.book.press import Tome
    from florilege.cli.fresh_build import Printed
    from florilege.diagnostics.problems import Problem
    from florilege.preflight.report.report import Report


@click.command(cls=Command)
@argument("volumes", nargs=-1, metavar="[VOLUME]...")
@click.option("--edition", "editions", multiple=True, type=click.Choice(get_args(Edition)))
@OUTPUT
@WORKERS
@CLUSTER
@click.option("--keep-going", is_flag=True)
@click.option("--unapproved", is_flag=True)
@LANG
def build(
    volumes: tuple[str, ...],
    editions: tuple[str, ...],
    output: str | None,
    workers: int | None,
    cluster: str | None,
    keep_going: bool,
    unapproved: bool,
    lang: str,
) -> None:
    """Print the tomes, all or those named, in the editions that they list.

    Load, refuse or leave out what is in error, print, say what was printed and what printers would say.
    """
    project = find_project(Path.cwd())
    folder = Path(output) if output else project.tomes
    require_outside(folder, project)
    leaving_out = keep_going or project.on_error == "leave-out"
    fresh: Printed | None = None
    with in_use(project, cache_warning(lang)) as cached:
        # What stands in for a text in error is no file of the anthology.
        kept = None if leaving_out else KeptBuilds(project, volumes, editions, output, unapproved)
        if kept and (found := kept.get()):
            tomes, contents, told_then = found
            if told_then:
                from florilege.cli.problem_report import say_all

                say_all(told_then, project, lang)
            _publish(contents, folder, kept.newest)
            reports = [_read_report(tome.report) for tome in tomes if tome.report]
            for tome in tomes:
                _say(folder, tome.files, rendered=0, reused=tome.sheets, lang=lang)
        else:
            from florilege.book.fragments import setting_workers

            with setting_workers(workers) as pool:
                pool.start()  # meanwhile it is read what there is to print
                from florilege.cli.fresh_build import print_fresh
                from florilege.printing.scripts import has_looked_around

                fresh = print_fresh(
                    cached,
                    volumes,
                    cast("tuple[Edition, ...]", editions),
                    output=output,
                    pool=pool,
                    cluster=cluster,
                    leaving_out=leaving_out,
                    unapproved=unapproved,
                    lang=lang,
                )
            made = {tome.volume: _files(tome, folder) for tome in fresh.tomes}
            for one in fresh.tomes:
                _say(folder, made[one.volume], rendered=one.rendered, reused=one.reused, lang=lang)
            told = {one.volume: _report(fresh, one) for one in fresh.tomes if _is_for_press(one)}
            reports = list(told.values())
            # Fonts of the machine are none of what builds are known by.
            if kept and not fresh.refused and not has_looked_around() and cached.project is project:
                cached.run(partial(_keep, kept, [*_kept(fresh.tomes, made, told)], fresh.withheld))
    for report in reports:
        from florilege.cli.preflight import show_findings

        show_findings(report, lang)
    left_out = fresh is not None and bool(fresh.published.left_out)
    if fresh and left_out:
        from florilege.cli.fresh_build import say_left_out

        say_left_out(project, fresh, lang)
    refused = fresh is not None and bool(fresh.refused)
    sys.exit(1 if left_out or refused or any(report.refused for report in reports) else 0)


def _say(folder: Path, files: Iterable[KeptFile], *, rendered: int, reused: int, lang: str) -> None:
    finished = [Finished(os.path.relpath(folder / each.name), each.pages, each.size) for each in files]
    click.echo(printed(finished, rendered=rendered, reused=reused, lang=lang))


def _publish(contents: Mapping[str, bytes], folder: Path, newest: int) -> None:
    """Put files in their places, unless they are there already; none is left older than its sources."""
    for name in contents:
        with suppress(OSError):
            if os.stat(folder / name, follow_symlinks=False).st_mtime_ns < newest:
                os.utime(folder / name, follow_symlinks=False)
    changed = {name: content for name, content in contents.items() if not _is_there(folder / name, content)}
    if not changed:
        return
    with workshop(folder) as within:
        for name, content in changed.items():
            with faults_at(folder):
                (within / name).parent.mkdir(parents=True, exist_ok=True)
                (within / name).write_bytes(content)
        for name in changed:
            publish_file(within / name, folder / name)


def _is_there(file: Path, content: bytes) -> bool:
    try:
        return not file.is_symlink() and file.stat().st_size == len(content) and file.read_bytes() == content
    except OSError:
        return False


def _files(tome: "Tome", folder: Path) -> tuple[KeptFile, ...]:
    return tuple(
        KeptFile(
            name=each.file.relative_to(folder).as_posix(), pages=each.pages, size=each.size, key=each.key
        )
        for each in tome.files
    )


def _is_for_press(tome: "Tome") -> bool:
    return any(each.kind == "press" for each in tome.files)


def _report(fresh: "Printed", tome: "Tome") -> "Report":
    """Look at what goes to the printers, and note what they would say."""
    from florilege.cli.preflight import as_printed, essay_texts
    from florilege.preflight.run import preflight

    made_of = fresh.published.tomes
    return preflight(
        made_of.catalogue,
        essay_texts(as_printed(made_of, tome.volume)),
        tome.volume,
        tome.folder,
        printers_only=True,
    )


def _kept(
    tomes: Iterable["Tome"], made: Mapping[str, tuple[KeptFile, ...]], told: Mapping[str, "Report"]
) -> Iterator[KeptTome]:
    for tome in tomes:
        report = _written_report(told[tome.volume]) if tome.volume in told else ""
        yield KeptTome(files=made[tome.volume], sheets=tome.rendered + tome.reused, report=report)


def _keep(kept: KeptBuilds, tomes: list[KeptTome], told: Sequence["Problem"], project: Project) -> None:
    kept.put(tomes, told)


def _written_report(report: "Report") -> str:
    from pydantic import TypeAdapter

    from florilege.preflight.report.report import Report

    return TypeAdapter(Report).dump_json(report).decode()


def _read_report(text: str) -> "Report":
    from pydantic import TypeAdapter

    from florilege.preflight.report.report import Report

    return TypeAdapter(Report).validate_json(text)
