"""`florilege metadata`: a volume → what bookshops, libraries and registries want to know of it."""

import datetime
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from email.utils import parseaddr
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click
from lxml import etree

from florilege import anthology
from florilege.anthology import Anthology
from florilege.bibliography import bibtex, crossref, csl_json, datacite, marc21, onix
from florilege.bibliography.cited_dois import cited_dois
from florilege.bibliography.finished_tome import FinishedTome, ProductKind
from florilege.bibliography.online import OnlineEdition
from florilege.book.binding.editions import Kind
from florilege.book.fragments import setting_workers
from florilege.book.press import Tome, print_tomes
from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import Volume
from florilege.cli import problem_report
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.named_texts import volume_named
from florilege.cli.options import FORCE, LANG, WORKERS, PathOf, argument, language
from florilege.cli.print_progress import PrintProgress
from florilege.diagnostics.problems import Problem, problem
from florilege.language.sentences import say
from florilege.publishing.withheld import agreed_part
from florilege.reading.scope import Scope
from florilege.runtime.housekeeping import in_use
from florilege.runtime.output_files import OutputFiles
from florilege.runtime.project import Project, find_project


def _cited(tome: FinishedTome) -> FinishedTome:
    """The tome with the essays that stand in the edition that is cited."""
    return tome.of(tome.volume.cited_edition)


FORMATS: Mapping[str, Callable[[FinishedTome], str]] = {
    "onix": onix.message,
    "crossref": crossref.batch,
    "datacite": datacite.record,
    "marc": lambda tome: marc21.record(_cited(tome)),
    "bibtex": lambda tome: bibtex.book(tome.online, tome.volume, _cited(tome).essays),
    "csl": lambda tome: csl_json.book(tome.online, tome.volume, _cited(tome).essays),
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    "onix": ("isbn", "publisher", "date"),
    "crossref": ("doi", "publisher", "date"),
    "datacite": ("doi", "date"),
}
"""Format → the fields of a volume that it can't do without."""
_FILES: tuple[tuple[ProductKind, Kind], ...] = (("pdf", "screen"), ("epub", "ebook"))
"""What is sold → the edition that is its file."""
AT_HOME = frozenset({"crossref", "datacite"})
"""Formats that lead to the site, whose address must be known."""


class Depositor(click.ParamType[tuple[str, str]]):
    """Who deposits: « Name <mail address> »."""

    name = "depositor"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, str]:
        """Overrides click's."""
        name, mail = parseaddr(value)
        if not (name and "@" in mail):
            self.fail(say("interface", "metadata.depositor", language(), value=value), param, ctx)
        return name, mail


@click.command(cls=Command)
@argument("volume")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True)
@click.option("--depositor", metavar="NAME", type=Depositor())
@click.option("--output", metavar="FILE", type=PathOf(dir_okay=False))
@FORCE
@WORKERS
@LANG
def metadata(
    volume: str,
    form: str,
    depositor: tuple[str, str] | None,
    output: str | None,
    force: bool,
    workers: int | None,
    lang: str,
) -> None:
    """Write what FORMAT says of VOLUME; exit 1 if something is missing that it can't do without."""
    if form == "crossref" and depositor is None:
        raise click.UsageError(say("interface", "metadata.depositor-missing", lang))
    project = find_project(Path.cwd())
    target = OutputFiles(project, force=force)
    if output:
        target.require_free(Path(output))
    with (
        in_use(project, cache_warning(lang)) as cached,
        TemporaryDirectory(prefix="florilege-") as folder,
        setting_workers(workers) as pool,
    ):
        loaded = cached.run(partial(anthology.load, pool=pool))
        problem_report.end_on_errors(loaded.errors, project, lang)
        own = volume_named(volume, loaded.catalogue, project)
        problem_report.end_on_errors(tuple(_lacking(project, own, form)), project, lang)
        if refused := [each for each in loaded.refusals if dict(each.values)["volume"] == volume]:
            root = Scope.of(project, [], Path.cwd()).root
            click.echo(problem_report.short_text(refused, lang, root=root), err=True)
        loaded = agreed_part(loaded, of_print=True)
        known = loaded.catalogue.volumes

        def print_it(project: Project) -> tuple[Tome, ...]:
            with PrintProgress() as progress:
                return print_tomes(
                    project, loaded, [volume], output=Path(folder), pool=pool, progress=progress
                )

        printed = cached.run(print_it) if known[volume].editions else ()
        if not printed:  # all editions are refused
            sys.exit(1)
        (tome,) = printed
        finished = _finished(project, loaded, known[volume], tome)
        text = FORMATS[form](replace(finished, depositor=depositor or finished.depositor))
        if output:
            target.write(Path(output), text.encode())
        else:
            click.echo(text, nl=False)


def _lacking(project: Project, volume: Volume, form: str) -> Iterator[Problem]:
    """What the format needs and the volume doesn't say."""
    for field in NEEDED.get(form, ()):
        isbn = volume.isbn or volume.pdf.isbn or volume.ebook.isbn
        if not (isbn if field == "isbn" else getattr(volume, field)):
            yield problem("metadata-lacks", volume.key.path, 1, format=form, field=field)
    if form in AT_HOME and not project.site_url:
        yield problem("metadata-lacks", "../mkdocs.yml", 1, format=form, field="site_url")


def _finished(project: Project, loaded: Anthology, volume: Volume, tome: Tome) -> FinishedTome:
    catalogue = loaded.catalogue
    made = {each.kind: each for each in tome.files}
    online = OnlineEdition(
        catalogue=catalogue,
        name=catalogue.title,
        lang=volume.lang,
        url=project.site_url,
        pages=tome.extents,
    )
    printed = loaded.printed_in(volume)
    return FinishedTome(
        online=online,
        volume=volume,
        essays=tuple(printed.catalogue.essays[id] for id in volume.essays),
        about=loaded.plain(volume.key),
        notices={id: loaded.plain(author.key) for id, author in catalogue.authors.items()},
        page_count=_pages_on_paper(volume, tome),
        references={
            id: cited_dois(note.html for note in printed.prose[TextKey("essay", id)].notes)
            for id in volume.essays
        },
        sizes={kind: made[edition].size for kind, edition in _FILES if edition in made},
        accessibility=_of_ebook(made["ebook"].file) if "ebook" in made else {},
        now=datetime.datetime.now(datetime.UTC),
    )


def _pages_on_paper(volume: Volume, tome: Tome) -> int:
    """Those of a printer's file, or else of the first, whose own first may be the front of the cover."""
    for_printers = (each.pages for each in tome.files if each.kind == "press")
    first = tome.files[0]
    has_front = first.kind == "screen" and volume.cover.template != "aucune"
    return next(for_printers, first.pages - has_front)


def _of_ebook(file: Path) -> Mapping[str, str]:
    """What the e-book says of its accessibility in its own record: code of ONIX's list 196 → words."""
    with zipfile.ZipFile(file) as ebook:
        name = next(each for each in ebook.namelist() if each.endswith("onix.xml"))
        record = etree.fromstring(ebook.read(name), etree.XMLParser(resolve_entities=False))
    said: dict[str, str] = {}
    for feature in record.iter(f"{{{onix.NAMESPACE}}}ProductFormFeature"):
        code, *words = [text for each in feature if (text := each.text)][1:]
        said[code] = " ".join(words)
    return said
