"""`florilege`: what the plugin does and more, from a terminal. The only module that prints.

Commands import what they need when they run, so that `--help` is instant.
"""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, cast

import click

from florilege.diagnostics.problems import FlorilegeError, reader_language

if TYPE_CHECKING:
    from florilege.anthology import Anthology
    from florilege.book.press import Tome
    from florilege.catalogue.model import Edition
    from florilege.preflight.judging import Report
    from florilege.runtime.project import Project


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mkdocs-florilege", prog_name="florilege")
@click.option(
    "-C",
    "--directory",
    type=click.Path(exists=True, file_okay=False),
    help="Work as if started in this folder.",
)
def florilege(directory: str | None) -> None:
    """Turn a folder of essays into a website and print-ready tomes."""
    if directory:
        os.chdir(directory)


_LANG = click.option("--lang", type=click.Choice(["fr", "en"]), help="Language of the messages.")


@florilege.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True))
@click.option("--format", "form", type=click.Choice(["text", "github", "json"]), default="text")
@click.option("--fix", is_flag=True, help="Apply the safe typographic suggestions to the essays first.")
@_LANG
def check(paths: tuple[str, ...], form: str, fix: bool, lang: str | None) -> None:
    """Say what is wrong in contributions/; PATHS limit what is shown. Exit 1 if there is an error."""
    from pathlib import Path

    from florilege import anthology
    from florilege.book.resolution import coarse_pictures
    from florilege.cli import report
    from florilege.diagnostics.problems import Level
    from florilege.reading.scope import Scope
    from florilege.runtime.project import find_project

    lang = lang or reader_language()
    project = find_project(Path.cwd())
    where = Scope.of(project, [Path(path) for path in paths], Path.cwd())
    if fix:
        from florilege.intake.fixing import mend

        for change in mend(project, where):
            click.echo(change.line_for(lang, root=where.root), err=form == "json")
    loaded = anthology.load(project, with_suggestions=True)
    found = sorted({*loaded.problems, *coarse_pictures(loaded)})
    problems = [problem for problem in found if where.holds(problem.path)]
    essays = report.count_essays(loaded.catalogue)
    if form == "json":
        click.echo(report.as_json(problems, lang, root=where.root))
    else:
        shape = report.annotations if form == "github" else report.text
        if problems:
            click.echo(shape(problems, lang, root=where.root))
        click.echo(report.summary(problems, essays, lang))
    if form == "github" and (summary := os.environ.get("GITHUB_STEP_SUMMARY")):
        with open(summary, "a", encoding="utf-8") as stream:
            stream.write(report.table(problems, essays, lang, root=where.root))
    sys.exit(1 if any(problem.level is Level.ERROR for problem in problems) else 0)


_WORKERS = click.option("--workers", type=click.IntRange(1, 64), help="Processes; by default one per core.")
_CLUSTER = click.option(
    "--cluster", metavar="ADDRESS", help="Set the sheets on the workers of the dask scheduler there."
)


_KEEP_GOING = click.option(
    "--keep-going", is_flag=True, help="Leave out what can’t be set and print the rest; exit 1 all the same."
)


@florilege.command()
@click.argument("volumes", nargs=-1, metavar="[VOLUME]...")
@click.option(
    "--edition",
    "editions",
    multiple=True,
    type=click.Choice(["screen", "press", "archive", "offprint"]),
    help="Only this edition, of those that a volume lists; may be repeated.",
)
@click.option("--output", type=click.Path(file_okay=False), help="Folder of the PDFs; by default tomes/.")
@_WORKERS
@_CLUSTER
@_KEEP_GOING
@_LANG
def build(
    volumes: tuple[str, ...],
    editions: tuple[str, ...],
    output: str | None,
    workers: int | None,
    cluster: str | None,
    keep_going: bool,
    lang: str | None,
) -> None:
    """Print the tomes (all, or the VOLUMES named) as PDF: the editions that they list.

    Exit 1 if a printer would refuse a file.
    """
    from functools import partial

    from florilege.book.press import print_tomes

    wanted = cast("tuple[Edition, ...]", editions)
    press = partial(print_tomes, editions=wanted) if editions else print_tomes
    _print(press, volumes, output, workers, cluster, keep_going, lang or reader_language())


@florilege.command()
@click.argument("essays", nargs=-1, required=True, metavar="ESSAY...")
@click.option("--output", type=click.Path(file_okay=False), default="proofs", show_default=True)
@_WORKERS
@_CLUSTER
@_KEEP_GOING
@_LANG
def proof(
    essays: tuple[str, ...],
    output: str,
    workers: int | None,
    cluster: str | None,
    keep_going: bool,
    lang: str | None,
) -> None:
    """Print essays, each for itself, as their tome will print them."""
    from florilege.book.press import print_proofs

    _print(print_proofs, essays, output, workers, cluster, keep_going, lang or reader_language())


@florilege.command()
@click.argument("volumes", nargs=-1, required=True, metavar="VOLUME...")
@click.option("--printer", default="", help="Only the files for this printer.")
@click.option("--output", type=click.Path(file_okay=False), help="Folder of the PDFs; by default tomes/.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.option("--json", "copy", type=click.Path(dir_okay=False), help="Write the report as JSON there too.")
@click.option("--html/--no-html", default=True, help="Write VOLUME-preflight.html beside the PDFs.")
@_LANG
def preflight(
    volumes: tuple[str, ...],
    printer: str,
    output: str | None,
    form: str,
    copy: str | None,
    html: bool,
    lang: str | None,
) -> None:
    """Measure the finished files of VOLUMES; exit 1 if a printer would refuse one."""
    from pathlib import Path

    from florilege import anthology
    from florilege.preflight import report_page as page
    from florilege.preflight import showing
    from florilege.preflight.preflight import preflight as look
    from florilege.runtime.project import find_project

    lang = lang or reader_language()
    project = find_project(Path.cwd())
    loaded = anthology.load(project)
    folder = Path(output).resolve() if output else project.tomes
    reports = [look(project, loaded, id, folder, printer=printer) for id in dict.fromkeys(volumes)]
    for report in reports if form == "text" else ():
        _show_findings(report, lang)
    as_json = showing.as_json(reports, lang)
    if form == "json":
        click.echo(as_json)
    if copy:
        Path(copy).write_text(as_json + "\n", encoding="utf-8")
    for report in reports if html else ():
        file = folder / f"{report.volume}-preflight.html"
        file.write_text(page.html(report, lang), encoding="utf-8")
        if form == "text":
            click.echo(os.path.relpath(file))
    sys.exit(1 if any(report.refused for report in reports) else 0)


def _show_findings(report: "Report", lang: str) -> None:
    """A table of what was found, if anything, and what it comes to, in a line for each printer."""
    from rich.console import Console

    from florilege.preflight import showing

    if report.findings:
        Console().print(showing.table(report, lang))
    click.echo("\n".join(showing.summary(report, lang)))


def _print(
    press: "Callable[..., tuple[Tome, ...]]",
    names: tuple[str, ...],
    output: str | None,
    workers: int | None,
    cluster: str | None,
    keep_going: bool,
    lang: str,
) -> None:
    """Load, refuse what is in error, print and say what was printed."""
    from pathlib import Path

    from florilege import anthology
    from florilege.book.fragments import SHEETS
    from florilege.book.press import preparation
    from florilege.cli import report
    from florilege.reading.scope import Scope
    from florilege.runtime.project import find_project
    from florilege.runtime.workers import Workers

    project = find_project(Path.cwd())
    failures: list[FlorilegeError] = []
    prepare = None if cluster else preparation(project)
    with Workers(workers, max_tasks=SHEETS, prepare=prepare) as pool:
        loaded = anthology.load(project, pool=pool)
        if loaded.errors:
            root = Scope.of(project, [], Path.cwd()).root
            click.echo(report.text(loaded.errors, lang, root=root), err=True)
            click.echo(report.summary(loaded.errors, report.count_essays(loaded.catalogue), lang), err=True)
            sys.exit(1)
        with _Bar() as bar:
            tomes = press(
                project,
                loaded,
                names,
                output=Path(output) if output else project.tomes,
                pool=pool,
                cluster=cluster,
                progress=bar,
                on_failure=failures.append if keep_going else None,
            )
    for failure in failures:
        click.echo(f"florilege: {failure.message(lang)}", err=True)
    if not tomes and not failures:
        raise FlorilegeError("edition-unlisted", exit_code=2)
    for tome in tomes:
        files = [report.Finished(os.path.relpath(each.file), each.pages, each.size) for each in tome.files]
        click.echo(report.printed(files, rendered=tome.rendered, reused=tome.reused, lang=lang))
    for_press = [tome for tome in tomes if any(each.kind == "press" for each in tome.files)]
    refused = [_would_be_refused(project, loaded, tome, lang) for tome in for_press]
    sys.exit(1 if failures or any(refused) else 0)


def _would_be_refused(project: "Project", loaded: "Anthology", tome: "Tome", lang: str) -> bool:
    """Look at what goes to the printers, and say what they would."""
    from florilege.preflight.preflight import preflight as look

    report = look(project, loaded, tome.volume, tome.folder, printers_only=True)
    _show_findings(report, lang)
    return report.refused


class _Bar:
    """A progress bar on a terminal, nothing elsewhere."""

    def __enter__(self) -> "_Bar":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        console = Console(stderr=True)
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=console,
            transient=True,
            disable=not console.is_terminal,
        )
        self._progress.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._progress.stop()

    def start(self, volume: str, sheets: int) -> None:
        self._task = self._progress.add_task(volume, total=sheets)

    def advance(self) -> None:
        self._progress.advance(self._task)


@florilege.group()
def new() -> None:
    """Write a new file of contributions/ from a template; never over another."""


@new.command("essay")
@click.argument("id")
@click.option("--author", "authors", multiple=True, help="An author’s id, or a name; may be repeated.")
@click.option("--title", default="")
@_LANG
def new_essay(id: str, authors: tuple[str, ...], title: str, lang: str | None) -> None:
    """Begin the essay essays/ID/index.md."""
    import datetime
    from pathlib import Path

    from florilege.intake import template
    from florilege.runtime.project import find_project

    today = datetime.date.today().isoformat()
    text = template.essay(title=title, authors=authors, day=today, lang=lang or reader_language())
    click.echo(template.write(find_project(Path.cwd()).contributions, "essay", id, text))


@florilege.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.argument("id")
@click.option("--author", "authors", multiple=True, help="An author’s id, or a name; may be repeated.")
@_LANG
def import_text(file: str, id: str, authors: tuple[str, ...], lang: str | None) -> None:
    """Make the essay essays/ID/index.md of a plain text FILE; say what an editor should look at."""
    from pathlib import Path

    from florilege.cli import report
    from florilege.intake import plain_text, template
    from florilege.reading.scope import Scope
    from florilege.runtime.project import find_project

    lang = lang or reader_language()
    project = find_project(Path.cwd())
    draft = plain_text.draft(plain_text.read(Path(file)))
    day = draft.date.isoformat() if draft.date else ""
    front = template.essay(title=draft.title, authors=authors, day=day, lang=lang)
    target = template.write(project.contributions, "essay", id, front + draft.markdown)
    path = target.relative_to(project.contributions).as_posix()
    root = Scope.of(project, [], Path.cwd()).root
    found = [each.problem(path, front.count("\n") + 1) for each in draft.suggestions]
    click.echo(os.path.relpath(target))
    if found:
        click.echo(report.text(found, lang, root=root))


@new.command("author")
@click.argument("id")
@click.option("--name", default="")
@_LANG
def new_author(id: str, name: str, lang: str | None) -> None:
    """Begin the author’s file authors/ID.md."""
    from pathlib import Path

    from florilege.intake import template
    from florilege.runtime.project import find_project

    text = template.author(name=name, lang=lang or reader_language())
    click.echo(template.write(find_project(Path.cwd()).contributions, "author", id, text))


@florilege.command()
@click.argument("kind", type=click.Choice(["essay", "author", "volume", "matter", "home"]), required=False)
@click.option(
    "--all", "folder", type=click.Path(file_okay=False), help="Write every schema into this folder."
)
@_LANG
def schema(kind: str | None, folder: str | None, lang: str | None) -> None:
    """Print the JSON Schema (2020-12) of a kind of front matter, for editors and forms."""
    import json
    from pathlib import Path

    from florilege.reading.schema import KINDS
    from florilege.reference.pages import json_schema

    lang = lang or reader_language()
    if (kind is None) == (folder is None):
        raise click.UsageError("name one kind, or --all and a folder")
    for name in [kind] if kind else KINDS:
        text = json.dumps(json_schema(name, lang), ensure_ascii=False, indent=2)
        if folder is None:
            click.echo(text)
        else:
            Path(folder).mkdir(parents=True, exist_ok=True)
            Path(folder, f"{name}.json").write_text(text + "\n", encoding="utf-8")


@florilege.command()
@_LANG
def codes(lang: str | None) -> None:
    """Print the page of the problems and their codes."""
    from florilege.reference.pages import codes_page

    click.echo(codes_page(lang or reader_language()), nl=False)


@florilege.command()
@_LANG
def checks(lang: str | None) -> None:
    """Print the page of what the preflight looks for."""
    from florilege.reference.checks import checks_page

    click.echo(checks_page(lang or reader_language()), nl=False)


@florilege.command()
@_LANG
def fields(lang: str | None) -> None:
    """Print the page of the fields of front matter."""
    from florilege.reference.pages import fields_page

    click.echo(fields_page(lang or reader_language()), nl=False)


@florilege.command("printers")
@_LANG
def show_printers(lang: str | None) -> None:
    """Print the page of the printers and what they ask."""
    from florilege.reference.pages import printers_page

    click.echo(printers_page(lang or reader_language()), nl=False)


@florilege.command("cache")
@click.option("--empty", is_flag=True, help="Remove it; a build at work makes again what it needs.")
@_LANG
def show_cache(empty: bool, lang: str | None) -> None:
    """Show what builds keep for the next ones, or empty it.

    What was used longest ago goes when it takes more than 2 GB, or what FLORILEGE_CACHE_LIMIT says (500MB).
    """
    from pathlib import Path

    from florilege.cli import report
    from florilege.runtime import housekeeping
    from florilege.runtime.project import find_project

    lang = lang or reader_language()
    project = find_project(Path.cwd())
    if empty:
        click.echo(report.emptied(*housekeeping.empty(project), lang))
    else:
        click.echo(report.cache_table(housekeeping.kept(project), housekeeping.size_limit(), lang))


@florilege.command()
@_LANG
def doctor(lang: str | None) -> None:
    """See what this machine has, and say what is missing: exit 0 or 3."""
    from pathlib import Path

    from florilege.cli.environment import State, conclusion, examine
    from florilege.runtime.project import find_project

    lang = lang or reader_language()
    try:
        project = find_project(Path.cwd())
    except FlorilegeError:
        project = None
    findings = examine(project, lang)
    marks = {State.FINE: "✓", State.MISSING: "✗", State.OPTIONAL: "·"}
    for finding in findings:
        click.echo(f"{marks[finding.state]} {finding.label:<18}{finding.detail}")
    click.echo(conclusion(findings, lang))
    sys.exit(3 if any(finding.state is State.MISSING for finding in findings) else 0)


def main(command: click.Command = florilege) -> None:
    """Run a command: exit 0 fine, 1 something in contributions/, 2 usage, 3 the environment."""
    try:
        command()
    except FlorilegeError as error:
        click.echo(f"florilege: {error.message(reader_language())}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
