"""`florilege build` and `florilege proof`: contributions/ → PDF."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Self, cast

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from florilege import anthology
from florilege.anthology import Anthology
from florilege.book.fragments import SHEETS
from florilege.book.press import Tome, preparation, print_proofs, print_tomes
from florilege.catalogue.model import Edition
from florilege.cli import problem_report
from florilege.cli.build_report import Finished, printed
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.options import LANG, OUTPUT
from florilege.cli.preflight import essay_texts, show_findings
from florilege.diagnostics.problems import FlorilegeError
from florilege.preflight.run import preflight
from florilege.reading.scope import Scope
from florilege.runtime.housekeeping import in_use
from florilege.runtime.project import Project, find_project
from florilege.runtime.workers import Workers

_WORKERS = click.option("--workers", metavar="NUMBER", type=click.IntRange(1, 64))
_CLUSTER = click.option("--cluster", metavar="ADDRESS")
_KEEP_GOING = click.option("--keep-going", is_flag=True)


@click.command(cls=Command)
@click.argument("volumes", nargs=-1, metavar="[VOLUME]...")
@click.option(
    "--edition", "editions", multiple=True, type=click.Choice(["screen", "press", "archive", "offprint"])
)
@OUTPUT
@_WORKERS
@_CLUSTER
@_KEEP_GOING
@LANG
def build(
    volumes: tuple[str, ...],
    editions: tuple[str, ...],
    output: str | None,
    workers: int | None,
    cluster: str | None,
    keep_going: bool,
    lang: str,
) -> None:
    """Print the tomes, all or those named, in the editions that they list."""
    wanted = cast("tuple[Edition, ...]", editions)
    press = partial(print_tomes, editions=wanted) if editions else print_tomes
    _print(press, volumes, output, workers, cluster, keep_going, lang)


@click.command(cls=Command)
@click.argument("essays", nargs=-1, required=True, metavar="ESSAY...")
@click.option("--output", type=click.Path(file_okay=False), default="proofs")
@_WORKERS
@_CLUSTER
@_KEEP_GOING
@LANG
def proof(
    essays: tuple[str, ...],
    output: str,
    workers: int | None,
    cluster: str | None,
    keep_going: bool,
    lang: str,
) -> None:
    """Print essays, each for itself, as their tome will print them."""
    _print(print_proofs, essays, output, workers, cluster, keep_going, lang)


def _print(
    press: Callable[..., tuple[Tome, ...]],
    names: tuple[str, ...],
    output: str | None,
    workers: int | None,
    cluster: str | None,
    keep_going: bool,
    lang: str,
) -> None:
    """Load, refuse what is in error, print, say what was printed and what printers would say of it."""
    project = find_project(Path.cwd())
    failures: list[FlorilegeError] = []
    with in_use(project, cache_warning(lang)) as cached:
        prepare = None if cluster else cached.run(preparation)
        with Workers(workers, max_tasks=SHEETS, prepare=prepare) as pool:
            loaded = cached.run(partial(anthology.load, pool=pool))
            if loaded.errors:
                _say_errors(project, loaded, lang)
                sys.exit(1)

            def print_wanted(project: Project) -> tuple[Tome, ...]:
                failures.clear()
                with _Progress() as progress:
                    return press(
                        project,
                        loaded,
                        names,
                        output=Path(output) if output else project.tomes,
                        pool=pool,
                        cluster=cluster,
                        progress=progress,
                        on_failure=failures.append if keep_going else None,
                    )

            tomes = cached.run(print_wanted)
        for failure in failures:
            click.echo(f"florilege: {failure.message(lang)}", err=True)
        if not tomes and not failures:
            raise FlorilegeError("edition-unlisted", exit_code=2)
        for tome in tomes:
            files = [Finished(os.path.relpath(each.file), each.pages, each.size) for each in tome.files]
            click.echo(printed(files, rendered=tome.rendered, reused=tome.reused, lang=lang))
        for_press = [tome for tome in tomes if any(each.kind == "press" for each in tome.files)]
        refused = [_would_be_refused(loaded, tome, lang) for tome in for_press]
    sys.exit(1 if failures or any(refused) else 0)


def _say_errors(project: Project, loaded: Anthology, lang: str) -> None:
    root = Scope.of(project, [], Path.cwd()).root
    click.echo(problem_report.text(loaded.errors, lang, root=root), err=True)
    essays = problem_report.count_essays(loaded.catalogue)
    click.echo(problem_report.summary(loaded.errors, essays, lang), err=True)


def _would_be_refused(loaded: Anthology, tome: Tome, lang: str) -> bool:
    """Look at what goes to the printers, and say what they would."""
    texts = essay_texts(loaded)
    report = preflight(loaded.catalogue, texts, tome.volume, tome.folder, printers_only=True)
    show_findings(report, lang)
    return report.refused


class _Progress:
    """A progress bar on a terminal, nothing elsewhere."""

    def __enter__(self) -> Self:
        console = Console(stderr=True)
        self._shown = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._shown.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._shown.stop()

    def start(self, volume: str, sheets: int) -> None:
        """Begin a bar for `sheets` sheets of a volume."""
        self._task = self._shown.add_task(volume, total=sheets)

    def advance(self) -> None:
        """One sheet is done."""
        self._shown.advance(self._task)
