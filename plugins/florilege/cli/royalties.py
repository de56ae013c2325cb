"""`florilege royalties`: what comes in for a volume, shared among its authors; a statement for each."""

import csv
import datetime
import errno
import os
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple, get_args

import click

from florilege import anthology
from florilege.book.fragments import setting_workers
from florilege.book.leaves import print_leaves
from florilege.catalogue.costs import RoyaltyShares, VolumeCosts, costs_path
from florilege.catalogue.prices import price_of
from florilege.catalogue.volumes import Volume
from florilege.cli.cache_report import cache_warning
from florilege.cli.help import Command
from florilege.cli.named_texts import volume_named
from florilege.cli.options import FORCE, LANG, WORKERS, PathOf, argument, language
from florilege.cli.problem_report import empty_tome, end_on_errors
from florilege.desk.budget import cents
from florilege.desk.record_files import require_read
from florilege.desk.royalties import pages_of, shares
from florilege.desk.spreadsheets import table
from florilege.desk.statements import COLUMNS, names, rows, statement
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.formats import money
from florilege.language.sentences import counted, say
from florilege.runtime.faults import faults_at
from florilege.runtime.housekeeping import in_use
from florilege.runtime.output_files import OutputFiles
from florilege.runtime.project import find_project
from florilege.runtime.publication import publish_file, workshop


class Sum(NamedTuple):
    """An amount; whether euros are said to be meant."""

    amount: Decimal
    in_euros: bool


class Money(click.ParamType[Sum]):
    """An amount to the cent, with a point or a comma, as typed or copied: `1 234,50 €`."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Sum:
        """Overrides click's."""
        try:
            bare = str(value).strip().removesuffix("€").strip()
            bare = re.sub(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))", "", bare)
            amount = Decimal(bare.replace(",", "."))
            if amount.is_finite() and 0 <= amount < 10**9 and int(amount.as_tuple().exponent) >= -2:
                return Sum(cents(amount), "€" in str(value))
        except InvalidOperation:
            pass
        self.fail(say("interface", "royalties.amount", language(), value=value), param, ctx)


@click.command(cls=Command)
@argument("volume")
@click.option("--revenue", metavar="AMOUNT", type=Money(), required=True)
@click.option("--period", metavar="WORDS", required=True)
@click.option("--by", type=click.Choice(get_args(RoyaltyShares)))
@click.option("--out", metavar="FOLDER", type=PathOf(file_okay=False), required=True)
@FORCE
@WORKERS
@LANG
def royalties(
    volume: str,
    revenue: Sum,
    period: str,
    by: RoyaltyShares | None,
    out: str,
    force: bool,
    workers: int | None,
    lang: str,
) -> None:
    """Share REVENUE among the authors of VOLUME, and write a statement for each: CSV and PDF."""
    project = find_project(Path.cwd())
    with (
        in_use(project, cache_warning(lang)) as cached,
        setting_workers(workers) as pool,
    ):
        loaded = cached.run(partial(anthology.load, pool=pool))
        end_on_errors(loaded.errors, project, lang)
        catalogue = loaded.catalogue
        own = volume_named(volume, catalogue, project)
        require_read(costs_path(volume), project.contributions, catalogue)
        costs = catalogue.costs.get(volume) or VolumeCosts(volume=volume)
        terms = costs.royalties
        way = by or (terms and terms.by)
        if not way:
            file = os.path.relpath(project.contributions / costs_path(volume))
            raise FlorilegeError("royalties-off", exit_code=2, volume=volume, file=file)
        price = price_of(own.price)
        currency = costs.currency if volume in catalogue.costs or not price else price.currency
        if revenue.in_euros and currency != "EUR":
            wrong = say("interface", "royalties.currency", lang, currency=currency)
            raise click.BadParameter(wrong, param_hint="--revenue")
        percent = terms.percent if terms else Decimal(100)
        amount = cents(revenue.amount * percent / 100)
        pages = pages_of(loaded, own, project.tomes, project.contributions) if way == "pages" else {}
        found = shares(catalogue, own, amount, way, pages)
        if not found:
            raise empty_tome(volume, loaded.problems, project, lang)
        sheets = [
            (
                each.name,
                statement(
                    each,
                    own,
                    by=way,
                    period=period,
                    revenue=revenue.amount,
                    percent=percent,
                    shared=amount,
                    day=project.today or datetime.date.today(),
                    currency=currency,
                    lang=lang,
                ),
            )
            for each in found
        ]
        folder, stems = Path(out), names(found)
        tables = {
            f"{stem}.csv": table(rows(each, own, period, currency)).encode("utf-8-sig")
            for stem, each in zip(stems, found, strict=True)
        }
        others = _others(folder, own, tables)
        if not force:
            _require_same(folder, tables, others)
        printed = print_leaves(project, loaded, sheets, pool)
        pdfs = {f"{stem}.pdf": pdf for stem, pdf in zip(stems, printed, strict=True)}
    _publish(folder, tables | pdfs, OutputFiles(project, force=force, option="--out"))
    for gone in _remove(others):
        click.echo(say("interface", "royalties.removed", lang, file=os.path.relpath(gone)))
    for each in found:
        click.echo(say("desk", "labelled", lang, label=each.name, value=money(each.amount, currency, lang)))
    total = money(amount, currency, lang)
    many = counted("interface", "royalties.written", len(found), lang)
    click.echo(
        say("interface", "royalties.total", lang, total=total, written=many, folder=os.path.relpath(folder))
    )


def _others(folder: Path, volume: Volume, tables: Mapping[str, bytes]) -> list[Path]:
    """The statements of a volume in a folder that are none of these: of authors who have no share now."""
    with faults_at(folder):
        found = sorted(folder.glob("*.csv"))
    return [each for each in found if each.name not in tables and _volume_of(each) == volume.title]


def _require_same(folder: Path, tables: Mapping[str, bytes], others: Sequence[Path]) -> None:
    """Raise `FlorilegeError` (2), `royalties-there`, for any of other terms, time, volume or author."""
    for name, content in tables.items():
        with faults_at(folder):
            file = folder / name
            is_other = file.is_file() and file.read_bytes() != content
        if is_other and _volume_of(file):
            raise FlorilegeError("royalties-there", exit_code=2, file=os.path.relpath(file))
    for file in others:
        raise FlorilegeError("royalties-there", exit_code=2, file=os.path.relpath(file))


def _volume_of(file: Path) -> str:
    """The title of the volume that a statement is about; empty for any other file."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = csv.DictReader(opened)
            first = next(rows, {})
            return first.get("volume") or "" if tuple(rows.fieldnames or ()) == COLUMNS else ""
    except (OSError, UnicodeDecodeError, csv.Error):
        return ""


def _publish(folder: Path, made: Mapping[str, bytes], target: OutputFiles) -> None:
    """Put all statements in their places once all are written.

    Raises as `OutputFiles.require_free` does, and `FlorilegeError` (3); then none of them is there.
    """
    target.require_free(*(folder / name for name in made))
    with workshop(folder) as within:
        for name, content in made.items():
            with faults_at(folder):
                (within / name).write_bytes(content)
                if (folder / name).is_dir():
                    raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(folder / name))
        for name in made:
            publish_file(within / name, folder / name)
            target.remember(folder / name)


def _remove(others: Sequence[Path]) -> list[Path]:
    """Remove statements and their PDFs; which."""
    gone = [file for each in others for file in (each, each.with_suffix(".pdf")) if file.is_file()]
    for file in gone:
        with faults_at(file):
            file.unlink()
    return gone
