"""A report → lines and a table for a terminal, and JSON."""

import json
from collections.abc import Sequence
from itertools import groupby

from rich.table import Table
from rich.text import Text

from florilege.diagnostics.findings import Finding, Severity
from florilege.language.formats import runs, span
from florilege.language.sentences import counted, say
from florilege.preflight.report.report import FileReport, Report

_STYLES = {Severity.REFUSED: "bold red", Severity.LOOK: "yellow", Severity.NOTE: "dim"}


def summary(report: Report, lang: str) -> list[str]:
    """One line for each printer, then one for all that is for none: how its files fare."""
    return [
        say("preflight", "report.line", lang, files=_names(files, lang), verdict=verdict(files, lang))
        for files in _by_printer(report)
        if files
    ]


def _by_printer(report: Report) -> list[list[FileReport]]:
    named = [file for file in report.files if file.printer]
    printers = [list(files) for _, files in groupby(named, key=lambda file: file.printer)]
    return [*printers, [file for file in report.files if not file.printer]]


def _names(files: Sequence[FileReport], lang: str) -> str:
    roles = dict.fromkeys(say("preflight", f"roles.{file.role}", lang) for file in files)
    return f"{files[0].printer_name} ({', '.join(roles)})" if files[0].printer else ", ".join(roles)


def verdict(files: Sequence[FileReport], lang: str) -> str:
    """How many findings of each severity, in words."""
    found = [finding for file in files for finding in file.findings]
    counts = ((severity, sum(each.severity is severity for each in found)) for severity in Severity)
    said = [counted("preflight", f"count.{severity}", count, lang) for severity, count in counts if count]
    return ", ".join(said) or say("preflight", "report.fine", lang)


def table(report: Report, lang: str) -> Table:
    """Every finding, the worst first."""
    shown = Table(box=None, pad_edge=False, header_style="bold")
    shown.add_column(say("preflight", "report.verdict", lang), no_wrap=True)
    shown.add_column(say("preflight", "report.file", lang), overflow="fold")
    shown.add_column(say("preflight", "report.pages", lang), overflow="fold", max_width=16)
    shown.add_column(say("preflight", "report.finding", lang), overflow="fold", ratio=1)
    for finding in report.findings:
        sentence = Text(finding.message(lang))
        sentence.append(f" [{finding.code}]", style="dim")
        label = Text(say("preflight", f"severity.{finding.severity}", lang), style=_STYLES[finding.severity])
        shown.add_row(label, finding.file, pages(finding, lang), sentence)
    return shown


def pages(finding: Finding, lang: str) -> str:
    """The pages of a finding, those that follow one another as « 3–7 »; empty for the whole file."""
    if not finding.pages:
        return ""
    found = ", ".join(span(first, last) for first, last in runs(finding.pages))
    return say("preflight", "report.page", lang, pages=found)


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
