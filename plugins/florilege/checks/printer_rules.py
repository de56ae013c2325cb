"""What printers would refuse, seen before anything is set: catalogue, texts → problems.

What only the set pages show is the preflight's. Like rules.py, whose `RULES` take these in.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias

from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import PressRun, Volume
from florilege.diagnostics.problems import Problem, problem
from florilege.printing.printers import Printer, asked, binding_of, paper_of, printers
from florilege.prose.prose import Prose
from florilege.reading.fields import near

Texts: TypeAlias = Mapping[TextKey, Prose]
Rule: TypeAlias = Callable[[Catalogue, Texts], Iterable[Problem]]

CHARACTERS_PER_CM2 = 6.4
"""Characters of running text on a square centimetre of a page, margins and openings included: measured on A5
at 10/13.5 pt."""
AROUND = 16
"""Pages around the texts: titles, tables, notices, index."""
DOUBT = 1.4
"""How far wrong an estimate of pages may be: what is beyond is refused without setting anything."""


def runs(catalogue: Catalogue, _: Texts) -> Iterator[Problem]:
    """Printers named twice or for nothing, papers and bindings that they don't have, trims they don't cut."""
    for volume in catalogue.volumes.values():
        seen: set[str] = set()
        for rank, run in enumerate(volume.press):
            yield from _run(catalogue, volume, run, f"press.{rank}")
            if run.printer in seen:
                yield _said(catalogue, volume, "printer-twice", f"press.{rank}", printer=run.printer)
            seen.add(run.printer)
        if volume.press and "press" not in volume.editions:
            yield _said(catalogue, volume, "press-unlisted", "press")


def _run(catalogue: Catalogue, volume: Volume, run: PressRun, field: str) -> Iterator[Problem]:
    printer = printers()[run.printer]
    for code, kind, wanted, known in (
        ("paper-unknown", "paper", run.paper, list(printer.papers)),
        ("binding-unknown", "binding", run.binding, list(printer.bindings)),
    ):
        if wanted and wanted not in known:
            yield _said(
                catalogue,
                volume,
                code,
                f"{field}.{kind}",
                value=wanted,
                printer=printer.name,
                suggestion=near(wanted, known),
                known=", ".join(known),
            )
    if not printer.cuts(volume.trim):
        size = f"{volume.trim.width:g} × {volume.trim.height:g} mm"
        yield _said(
            catalogue, volume, "trim-refused", "trim", size=size, printer=printer.name, sizes=_sizes(printer)
        )


def _sizes(printer: Printer) -> str:
    """The sizes that a printer cuts, in mm."""
    if printer.trim_least and printer.trim_most:
        least, most = printer.trim_least, printer.trim_most
        return f"{least.width:.0f}–{most.width:.0f} × {least.height:.0f}–{most.height:.0f} mm"
    return ", ".join(f"{trim.width:.0f} × {trim.height:.0f}" for trim in printer.trims) + " mm"


def page_counts(catalogue: Catalogue, prose: Texts) -> Iterator[Problem]:
    """Volumes far too short or too long for a printer, by an estimate; only where `prose` holds all texts."""
    for volume in catalogue.volumes.values():
        texts = [prose.get(TextKey("essay", id)) for id in volume.essays]
        if not texts or None in texts:
            continue
        characters = sum(text.characters for text in texts if text)
        area = volume.trim.width * volume.trim.height / 100
        pages = characters / (area * CHARACTERS_PER_CM2) + len(texts) / 2 + AROUND
        for rank, run in enumerate(volume.press):
            printer = asked(run)
            if not _is_known(printer, run):
                continue
            limits = printer.pages(paper_of(run), binding_of(run))
            facts: dict[str, object] = {"printer": printer.name, "pages": round(pages)}
            if pages * DOUBT < limits.min:
                yield _said(catalogue, volume, "pages-too-few", f"press.{rank}", min=limits.min, **facts)
            elif pages / DOUBT > limits.max:
                yield _said(catalogue, volume, "pages-too-many", f"press.{rank}", max=limits.max, **facts)


def _is_known(printer: Printer, run: PressRun) -> bool:
    return (not run.paper or run.paper in printer.papers) and (
        not run.binding or run.binding in printer.bindings
    )


def _said(catalogue: Catalogue, volume: Volume, code: str, field: str, **values: object) -> Problem:
    path = volume.body.path
    line, column = catalogue.place_of(path, field)
    return problem(code, path, line, column, **values)


RULES: tuple[Rule, ...] = (runs, page_counts)
