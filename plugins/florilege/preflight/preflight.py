"""A volume's finished files → a report: which files there should be, each measured once and inspected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from florilege.anthology import Anthology
from florilege.catalogue.model import PressRun, Volume
from florilege.diagnostics.problems import FlorilegeError
from florilege.preflight.inspection.checklist import inspect
from florilege.preflight.inspection.inspection import NO_RUN, Inspection, Role
from florilege.preflight.measurement.measurements import PdfFile
from florilege.preflight.measurement.pdf_file import measure
from florilege.preflight.report.report import FileReport, Report
from florilege.printing.printers import asked
from florilege.runtime.project import Project


@dataclass(frozen=True, slots=True)
class _Due:
    """A file that a volume should have."""

    role: Role
    path: Path
    essays: tuple[str, ...] = ()
    run: PressRun = NO_RUN


def preflight(
    project: Project,
    anthology: Anthology,
    volume: str,
    folder: Path,
    *,
    printer: str = "",
    printers_only: bool = False,
) -> Report:
    """Look at every file of a volume in `folder`, or at those for printers, or for one printer, alone.

    Raises `FlorilegeError`: `volume-not-found` (2), `printer-not-named` (2), `preflight-file-missing` (1),
    `pdf-unreadable` (1).
    """
    known = anthology.catalogue.volumes
    if volume not in known:
        raise FlorilegeError("volume-not-found", exit_code=2, volume=volume, known=", ".join(known))
    due = _wanted(known[volume], folder, printer, printers_only)
    return _look(project, anthology, known[volume], due)


def _look(project: Project, anthology: Anthology, volume: Volume, due: Sequence[_Due]) -> Report:
    for each in due:
        if not each.path.is_file():
            raise FlorilegeError(
                "preflight-file-missing", exit_code=1, file=_shown(each.path, project), volume=volume.id
            )
    reports = []
    block: PdfFile | None = None
    for each in due:
        file = measure(each.path)
        block = file if each.role == "block" else block
        inspection = Inspection(
            role=each.role,
            path=each.path,
            file=file,
            volume=volume,
            anthology=anthology,
            run=each.run,
            printer=asked(each.run),
            block=block,
            essays=each.essays,
        )
        reports.append(file_report(inspection))
    return Report(volume.id, volume.title, tuple(reports))


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


def _shown(path: Path, project: Project) -> str:
    return path.relative_to(project.root).as_posix() if path.is_relative_to(project.root) else str(path)


def _wanted(volume: Volume, folder: Path, printer: str, printers_only: bool) -> Sequence[_Due]:
    runs = [run for run in _runs(volume) if printer in ("", run.printer)]
    if printer and not runs:
        named = ", ".join(run.printer for run in _runs(volume))
        raise FlorilegeError(
            "printer-not-named", exit_code=2, printer=printer, volume=volume.id, known=named or "–"
        )
    due = [each for run in runs for each in _for_printer(volume, folder, run)]
    return due if printer or printers_only else [*_others(volume, folder), *due]


def _runs(volume: Volume) -> tuple[PressRun, ...]:
    """The printers of a volume; where it names none, any."""
    return (volume.press or (NO_RUN,)) if "press" in volume.editions else ()


def _for_printer(volume: Volume, folder: Path, run: PressRun) -> Iterator[_Due]:
    """The inside, then the cover that is held to it, unless the volume has none."""
    yield _Due("block", folder / f"{volume.id}-press-{run.printer}.pdf", volume.essays, run)
    if volume.cover.template != "aucune":
        yield _Due("cover", folder / f"{volume.id}-cover-{run.printer}.pdf", (), run)


def _others(volume: Volume, folder: Path) -> Iterator[_Due]:
    if "screen" in volume.editions:
        yield _Due("screen", folder / f"{volume.id}.pdf", volume.essays)
    if "archive" in volume.editions:
        yield _Due("archive", folder / f"{volume.id}-archive.pdf", volume.essays)
    if "offprint" in volume.editions:
        for essay in volume.essays:
            yield _Due("offprint", folder / f"{volume.id}-essays" / f"{essay}.pdf", (essay,))
        for part in volume.parts if len(volume.parts) > 1 else ():
            if part.title and part.essays:
                yield _Due("part", folder / f"{volume.id}-parts" / f"{part.id}.pdf", part.essays)
