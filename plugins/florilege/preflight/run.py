"""A volume's finished files → a report: which files there should be, each measured and inspected."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import PressRun, Volume
from florilege.diagnostics.problems import FlorilegeError
from florilege.preflight.inspection.checklist import inspect
from florilege.preflight.inspection.essay_words import EssayText
from florilege.preflight.inspection.inspection import NO_RUN, Inspection, Role
from florilege.preflight.measurement.measurements import PdfFile
from florilege.preflight.measurement.pdf_file import measure
from florilege.preflight.report.report import FileReport, Report
from florilege.printing.printers import asked


@dataclass(frozen=True, slots=True)
class _Expected:
    """A file that a volume should have; `essays` are ids."""

    role: Role
    path: Path
    essays: tuple[str, ...] = ()
    run: PressRun = NO_RUN


def preflight(
    catalogue: Catalogue,
    texts: Mapping[str, EssayText],
    volume: str,
    folder: Path,
    *,
    printer: str = "",
    printers_only: bool = False,
) -> Report:
    """Inspect every file of a volume in `folder`, or those for printers, or for one printer, alone.

    `texts` is what each essay says, by its id; one that isn't there isn't looked for. Raises
    `FlorilegeError`: `volume-not-found` (2), `printer-not-named` (2), `preflight-file-missing` (1),
    `pdf-unreadable` (1).
    """
    known = catalogue.volumes
    if volume not in known:
        raise FlorilegeError("volume-not-found", exit_code=2, volume=volume, known=", ".join(known))
    expected = _expected(known[volume], folder, printer, printers_only)
    for each in expected:
        if not each.path.is_file():
            file = each.path.relative_to(folder.parent).as_posix()
            raise FlorilegeError("preflight-file-missing", exit_code=1, file=file, volume=volume)
    return Report(volume, known[volume].title, tuple(_reports(expected, known[volume], texts)))


def _reports(
    expected: Sequence[_Expected], volume: Volume, texts: Mapping[str, EssayText]
) -> Iterator[FileReport]:
    block: PdfFile | None = None
    for each in expected:
        file = measure(each.path)
        block = file if each.role == "block" else block
        yield file_report(
            Inspection(
                role=each.role,
                path=each.path,
                file=file,
                volume=volume,
                run=each.run,
                printer=asked(each.run),
                block=block,
                essays=tuple(texts[essay] for essay in each.essays if essay in texts),
            )
        )


def file_report(inspection: Inspection) -> FileReport:
    """What every check says of one file."""
    findings = inspect(inspection)
    for_printer = inspection.role in ("block", "cover")
    at_fault = sorted({page for finding in findings for page in finding.pages})
    return FileReport(
        role=inspection.role,
        path=inspection.path,
        pages=len(inspection.pages),
        size=inspection.file.size,
        printer=inspection.run.printer if for_printer else "",
        printer_name=inspection.printer.name if for_printer else "",
        findings=findings,
        media={number: inspection.pages[number - 1].media for number in at_fault},
    )


def _expected(volume: Volume, folder: Path, printer: str, printers_only: bool) -> Sequence[_Expected]:
    runs = [run for run in _runs(volume) if printer in ("", run.printer)]
    if printer and not runs:
        named = ", ".join(run.printer for run in _runs(volume))
        raise FlorilegeError(
            "printer-not-named", exit_code=2, printer=printer, volume=volume.id, known=named or "–"
        )
    found = [each for run in runs for each in _for_printer(volume, folder, run)]
    return found if printer or printers_only else [*_for_readers(volume, folder), *found]


def _runs(volume: Volume) -> tuple[PressRun, ...]:
    """The press runs of a volume; one for any printer where it names none."""
    return (volume.press or (NO_RUN,)) if "press" in volume.editions else ()


def _for_printer(volume: Volume, folder: Path, run: PressRun) -> Iterator[_Expected]:
    """The inside, then the cover that is held to it, unless the volume has none."""
    essays = volume.in_edition("press").essays
    yield _Expected("block", folder / f"{volume.id}-press-{run.printer}.pdf", essays, run)
    if volume.cover.template != "aucune":
        yield _Expected("cover", folder / f"{volume.id}-cover-{run.printer}.pdf", (), run)


def _for_readers(volume: Volume, folder: Path) -> Iterator[_Expected]:
    if "screen" in volume.editions:
        yield _Expected("screen", folder / f"{volume.id}.pdf", volume.in_edition("screen").essays)
    if "archive" in volume.editions:
        essays = volume.in_edition("archive").essays
        yield _Expected("archive", folder / f"{volume.id}-archive.pdf", essays)
    if "offprint" in volume.editions:
        held = volume.in_edition("offprint")
        for essay in (each for each in held.essays if volume.holds("offprint", each)):
            yield _Expected("offprint", folder / f"{volume.id}-essays" / f"{essay}.pdf", (essay,))
        for part in held.parts if len(held.parts) > 1 else ():
            if part.title and part.essays:
                yield _Expected("part", folder / f"{volume.id}-parts" / f"{part.id}.pdf", part.essays)
