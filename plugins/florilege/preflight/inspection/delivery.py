"""Checks of a file as a whole: the standard that it claims, locks, scripts, navigation, weight."""

from collections.abc import Iterable, Iterator

from florilege.diagnostics.findings import Occurrence
from florilege.preflight.inspection.inspection import Inspection
from florilege.printing.printers import paper_of

VERSIONS = {"pdf/x-4": "1.6", "pdf/x-1a": "1.4"}
"""The latest version of PDF that a standard allows (ISO 15930-7, 15930-1 and -4)."""


def standard(inspection: Inspection) -> Iterator[Occurrence]:
    """The file doesn't claim the standard that the printer asks for."""
    wanted, claimed = inspection.printer.standard, inspection.file.conformance.standards
    if wanted != "none" and wanted not in claimed:
        yield Occurrence(measured=_names(claimed), wanted=_names([wanted]))


def _names(standards: Iterable[str]) -> str:
    """Standards as people write them: « PDF/X-4, PDF/UA-1 »."""
    return ", ".join(f"PDF/{each[4].upper()}{each[5:]}" for each in sorted(standards)) or "PDF"


def _is_pdfx(inspection: Inspection) -> bool:
    return any(each.startswith("pdf/x") for each in inspection.file.conformance.standards)


def output_intent(inspection: Inspection) -> Iterator[Occurrence]:
    """A file of PDF/X doesn't say for which printing condition it is made."""
    claimed = inspection.file.conformance
    if _is_pdfx(inspection) and not ("/GTS_PDFX" in claimed.intents and claimed.profile):
        yield Occurrence(what=_names(claimed.standards))


_ON = {
    **dict.fromkeys(("FOGRA27", "FOGRA39", "FOGRA51"), "coated"),
    **dict.fromkeys(("FOGRA29", "FOGRA30", "FOGRA47", "FOGRA52"), "uncoated"),
}
"""Printing condition → the paper that it is characterised on (the ICC's registry)."""


def paper_condition(inspection: Inspection) -> Iterator[Occurrence]:
    """Colours are made for another kind of paper than they are printed on; a cover's is coated."""
    claimed = inspection.file.conformance.condition
    surface = "coated" if inspection.role == "cover" else paper_of(inspection.run).surface
    if _ON.get(claimed, surface) != surface:
        yield Occurrence(measured=claimed, what=surface)


def trapped(inspection: Inspection) -> Iterator[Occurrence]:
    """A file of PDF/X doesn't say whether it is trapped."""
    claimed = inspection.file.conformance
    if _is_pdfx(inspection) and not claimed.trapped:
        yield Occurrence(what=_names(claimed.standards))


def version(inspection: Inspection) -> Iterator[Occurrence]:
    """A file of PDF/X is of a version of PDF that the standard doesn't know."""
    claimed = inspection.file.conformance
    for name, latest in VERSIONS.items():
        if name in claimed.standards and claimed.version > latest:
            yield Occurrence(measured=claimed.version, wanted=latest, what=_names([name]))


def identifier(inspection: Inspection) -> Iterator[Occurrence]:
    """A file of PDF/X has no identifier."""
    claimed = inspection.file.conformance
    if _is_pdfx(inspection) and not claimed.identified:
        yield Occurrence(what=_names(claimed.standards))


def encrypted(inspection: Inspection) -> Iterator[Occurrence]:
    """The file is encrypted."""
    if inspection.file.conformance.encrypted:
        yield Occurrence()


def damaged(inspection: Inspection) -> Iterator[Occurrence]:
    """A page, or something else in the file, can't be unpacked."""
    for page in inspection.file.damaged:
        yield Occurrence(page)


def active(inspection: Inspection) -> Iterator[Occurrence]:
    """The file does something when it is opened."""
    if inspection.file.conformance.active:
        yield Occurrence()


def archive(inspection: Inspection) -> Iterator[Occurrence]:
    """The edition for deposit doesn't claim PDF/A, or has no output intent of that kind."""
    claimed = inspection.file.conformance
    claims = any(each.startswith("pdf/a") for each in claimed.standards)
    if not claims or "/GTS_PDFA1" not in claimed.intents:
        yield Occurrence(measured=_names(claimed.standards), wanted="PDF/A")


def accessible(inspection: Inspection) -> Iterator[Occurrence]:
    """The edition for the screen lacks what a screen reader needs."""
    claimed = inspection.file.conformance
    for entries, present in (
        ("MarkInfo, StructTreeRoot", claimed.tagged),
        ("Lang", claimed.lang),
        ("Title", claimed.title),
    ):
        if not present:
            yield Occurrence(what=entries)


def links(inspection: Inspection) -> Iterator[Occurrence]:
    """A page has links, notes or fields, which the printer doesn't take."""
    for page in inspection.pages:
        if page.annotations and not inspection.printer.navigation:
            yield Occurrence(page.number, page.annotations[0], measured=len(page.annotations))


def bookmarks(inspection: Inspection) -> Iterator[Occurrence]:
    """The file has bookmarks, which the printer doesn't take."""
    if inspection.file.conformance.outline and not inspection.printer.navigation:
        yield Occurrence(measured=inspection.file.conformance.outline)


def weight(inspection: Inspection) -> Iterator[Occurrence]:
    """The file is larger than the printer takes."""
    megabytes = inspection.file.size / 1_000_000
    if megabytes > inspection.printer.weight:
        yield Occurrence(measured=round(megabytes), wanted=inspection.printer.weight)
