"""A report → lines and a table for a terminal, and JSON."""

import json
from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.table import Table
from rich.text import Text

from florilege.diagnostics.findings import Finding, Severity
from florilege.preflight.report.report import FileReport, Report

WORDS = {
    "fr": {
        "title": "Contrôle avant impression",
        Severity.REFUSED: "refusé",
        Severity.LOOK: "à voir",
        Severity.NOTE: "note",
        "fine": "rien à signaler",
        "screen": "Édition écran",
        "block": "Intérieur",
        "cover": "Couverture",
        "archive": "Édition de dépôt",
        "offprint": "Tiré à part",
        "part": "Partie",
        "file": "Fichier",
        "for": "Pour",
        "page": "p.\u00a0",
        "pages": "Pages",
        "size": "Poids",
        "verdict": "Verdict",
        "finding": "Constat",
        "megabytes": "Mo",
        "kilobytes": "ko",
        "colon": "\u00a0: ",
        "comma": ",",
        "passes": "Rien ne sera refusé.",
        "stops": "Un imprimeur refuserait un fichier au moins.",
        "place": "Page {page} de {file}, l’endroit marqué",
        "whole": "Page {page} de {file}",
        "more": "et {count} autres pages",
        "of_pages": "Pages en cause",
        "files": "{count} fichiers",
        "summary": "Fichiers contrôlés",
    },
    "en": {
        "title": "Preflight",
        Severity.REFUSED: "refused",
        Severity.LOOK: "to look at",
        Severity.NOTE: "note",
        "fine": "nothing to report",
        "screen": "Screen edition",
        "block": "Inside",
        "cover": "Cover",
        "archive": "Edition for deposit",
        "offprint": "Offprint",
        "part": "Part",
        "file": "File",
        "for": "For",
        "page": "p.\u00a0",
        "pages": "Pages",
        "size": "Size",
        "verdict": "Verdict",
        "finding": "Finding",
        "megabytes": "MB",
        "kilobytes": "kB",
        "colon": ": ",
        "comma": ".",
        "passes": "Nothing will be refused.",
        "stops": "A printer would refuse one file at least.",
        "place": "Page {page} of {file}, the place marked",
        "whole": "Page {page} of {file}",
        "more": "and {count} more pages",
        "of_pages": "Pages at fault",
        "files": "{count} files",
        "summary": "Files looked at",
    },
}

_STYLES = {Severity.REFUSED: "bold red", Severity.LOOK: "yellow", Severity.NOTE: "dim"}


def summary(report: Report, lang: str) -> list[str]:
    """One line for each printer, then one for all that is for none: how its files fare."""
    return [
        f"{_names(files, lang)}{WORDS[lang]['colon']}{verdict(files, lang)}"
        for files in _by_printer(report)
        if files
    ]


def _by_printer(report: Report) -> list[list[FileReport]]:
    named = [file for file in report.files if file.printer]
    printers = [list(files) for _, files in groupby(named, key=lambda file: file.printer)]
    return [*printers, [file for file in report.files if not file.printer]]


def _names(files: Sequence[FileReport], lang: str) -> str:
    roles = dict.fromkeys(WORDS[lang][file.role].lower() for file in files)
    return f"{files[0].printer_name} ({', '.join(roles)})" if files[0].printer else ", ".join(roles)


def verdict(files: Sequence[FileReport], lang: str) -> str:
    """How many findings of each severity, in words."""
    found = [finding for file in files for finding in file.findings]
    counts = ((severity, sum(each.severity is severity for each in found)) for severity in Severity)
    said = [f"{count} {_counted(severity, count, lang)}" for severity, count in counts if count]
    return ", ".join(said) or WORDS[lang]["fine"]


def _counted(severity: Severity, count: int, lang: str) -> str:
    """« 2 refusés », « 1 note »: only some of these words have a plural."""
    plural = severity is Severity.NOTE or (severity is Severity.REFUSED and lang == "fr")
    return f"{WORDS[lang][severity]}{'s' if plural and count > 1 else ''}"


def table(report: Report, lang: str) -> Table:
    """Every finding, the worst first."""
    words = WORDS[lang]
    shown = Table(box=None, pad_edge=False, header_style="bold")
    shown.add_column(words["verdict"], no_wrap=True)
    shown.add_column(words["file"], overflow="fold")
    shown.add_column(words["pages"], overflow="fold", max_width=16)
    shown.add_column(words["finding"], overflow="fold", ratio=1)
    for finding in report.findings:
        sentence = Text(finding.message(lang))
        sentence.append(f" [{finding.code}]", style="dim")
        label = Text(words[finding.severity], style=_STYLES[finding.severity])
        shown.add_row(label, finding.file, pages(finding, lang), sentence)
    return shown


def pages(finding: Finding, lang: str) -> str:
    """The pages of a finding, those that follow one another as « 3–7 »; empty for the whole file."""
    if not finding.pages:
        return ""
    return WORDS[lang]["page"] + ", ".join(
        str(first) if first == last else f"{first}–{last}" for first, last in spans(finding.pages)
    )


def spans(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Sorted numbers as first and last of those that follow one another.

    >>> list(spans([1, 2, 3, 7, 9, 10]))
    [(1, 3), (7, 7), (9, 10)]
    """
    for _, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        found = [number for _, number in run]
        yield found[0], found[-1]


def size(count: int, lang: str) -> str:
    """A size in bytes, as people say it.

    >>> size(98_372, "fr"), size(1_240_000, "en")
    ('98\\xa0ko', '1.2\\xa0MB')
    """
    words = WORDS[lang]
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))}\u00a0{words['kilobytes']}"
    return f"{count / 1_000_000:.1f}\u00a0{words['megabytes']}".replace(".", words["comma"])


def as_json(reports: Sequence[Report], lang: str) -> str:
    """An array of objects: volume, refused, files, each with its findings; places in mm from the trim."""
    return json.dumps([_report(report, lang) for report in reports], ensure_ascii=False, indent=2)


def _report(report: Report, lang: str) -> dict[str, object]:
    files = [
        {
            "file": file.path.name,
            "role": file.role,
            "printer": file.printer,
            "pages": file.pages,
            "size": file.size,
            "refused": file.refused,
            "findings": [_object(finding, lang) for finding in file.findings],
        }
        for file in report.files
    ]
    return {"volume": report.volume, "refused": report.refused, "files": files}


def _object(finding: Finding, lang: str) -> dict[str, object]:
    worst = finding.worst
    return {
        "check": finding.code,
        "severity": str(finding.severity),
        "pages": list(finding.pages),
        "measured": worst.measured,
        "wanted": worst.wanted,
        "unit": finding.unit,
        "what": worst.what,
        "message": finding.message(lang),
        "places": [
            {"page": each.page, "box": [round(side, 2) for side in each.box]}
            for each in finding.occurrences
            if each.box
        ],
    }
