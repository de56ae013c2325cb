"""`florilege specimen`: a design → a PDF that shows every kind of its pages."""

import os
import sys
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import get_args

import click
from pydantic_core import PydanticCustomError

from florilege import anthology
from florilege.anthology import Anthology
from florilege.book.fragments import setting_workers
from florilege.book.press import Tome, print_specimen
from florilege.catalogue.volumes import Design, Trim
from florilege.cli import problem_report
from florilege.cli.build_report import Finished, printed
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.options import FORCE, WORKERS, PathOf, argument, lang_option, language
from florilege.cli.print_progress import PrintProgress
from florilege.diagnostics.problems import FlorilegeError, Level, Problem, sentence
from florilege.reading.designfields import FILE, read_designs
from florilege.reading.fieldtypes import design as design_name
from florilege.reading.fieldtypes import trim
from florilege.reading.marked_fields import Refused
from florilege.reading.yaml_fields import read_yaml
from florilege.runtime.faults import faults_at
from florilege.runtime.housekeeping import in_use
from florilege.runtime.output_files import OutputFiles
from florilege.runtime.project import Project, project_around, project_at
from florilege.runtime.publication import workshop
from florilege.scaffold.specimen_text import specimen_files, specimen_languages


def _page_size(context: click.Context, option: click.Parameter, value: str) -> Trim:
    """The size of a page, as in the front matter of a volume."""
    field: object = value
    with suppress(Refused):
        field = read_yaml(f"trim: {value}", "").values.get("trim") or value
    try:
        return trim(field)
    except PydanticCustomError as error:
        values = {name: str(each) for name, each in (error.context or {}).items()}
        raise click.BadParameter(sentence(error.type, language(), values), context, option) from error


@click.command(cls=Command)
@argument("design")
@click.option("--size", metavar="SIZE", callback=_page_size, default="A5")
@click.option("--output", metavar="FILE", type=PathOf(dir_okay=False))
@FORCE
@WORKERS
@lang_option(specimen_languages())
def specimen(
    design: str, size: Trim, output: str | None, force: bool, workers: int | None, lang: str
) -> None:
    """Print a page of each kind in DESIGN, one of ours or of the anthology in which one works."""
    here = project_around(Path.cwd())
    name = _known(design, here)
    target = Path(output or f"specimen-{name}.pdf")
    written = OutputFiles(here, force=force)
    written.require_free(target)
    with TemporaryDirectory(prefix="florilege-") as folder:
        text = Path(folder) / "contributions"
        with faults_at(text):
            for path, content in specimen_files(lang, name, width=size.width, height=size.height).items():
                (text / path).parent.mkdir(parents=True, exist_ok=True)
                (text / path).write_bytes(content)
        project = _with_look(project_at(text.parent, text), here)
        with (
            in_use(project, cache_warning(lang)) as cached,
            setting_workers(workers) as pool,
            workshop(target.parent) as shop,
        ):
            loaded = cached.run(partial(anthology.load, pool=pool))
            if wrong := _of_design(loaded, name):
                root = os.path.relpath((here or project).contributions)
                click.echo(problem_report.short_text(wrong, lang, root=root), err=True)
            if any(each.level is Level.ERROR for each in wrong):
                sys.exit(1)

            def print_it(project: Project) -> Tome:
                with PrintProgress() as progress:
                    return print_specimen(project, loaded, output=shop, pool=pool, progress=progress)

            tome = cached.run(print_it)
            with faults_at(tome.file):
                written.write(target, tome.file.read_bytes())
    file = Finished(os.path.relpath(target), tome.pages, tome.size)
    click.echo(printed([file], rendered=tome.rendered, reused=tome.reused, lang=lang))


def _known(design: str, here: Project | None) -> str:
    """The name of a design that there is, as it is written; raises `FlorilegeError` (2) for another."""
    own, _ = read_designs(here.design) if here else ({}, ())
    known, name = (*get_args(Design), *own), design_name(design)
    if name not in known:
        raise FlorilegeError("design-not-found", exit_code=2, design=design, known=", ".join(known))
    return name


def _with_look(project: Project, here: Project | None) -> Project:
    """The project with the designs, the fonts and the cache of an anthology."""
    if here is None:
        return project
    return replace(
        here,
        contributions=project.contributions,
        site_url="",
        site_files=(),
        offered=(),
        field_names={},
        today=None,
    )


def _of_design(loaded: Anthology, design: str) -> tuple[Problem, ...]:
    """What is wrong with a design, and not with the anthology's others."""
    file = f"../design/{design}/{FILE}"
    return tuple(each for each in loaded.problems if each.path == file)
