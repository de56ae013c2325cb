"""A report → lines and a table for a terminal."""

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
    """One line for each printer, then one for all files that are for none: what was found in them."""
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
    """How many findings of each severity some files have, in words."""
    found = [finding for file in files for finding in file.findings]
    counts = ((severity, sum(each.severity is severity for each in found)) for severity in Severity)
    said = [counted("preflight", f"count.{severity}", count, lang) for severity, count in counts if count]
    return ", ".join(said) or say("preflight", "report.fine", lang)


def table(report: Report, lang: str) -> Table:
    """A row for each finding, the worst first."""
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
