"""Reports → JSON, for other programs."""

import json
from collections.abc import Sequence

from florilege.diagnostics.findings import Finding
from florilege.preflight.report.report import Report


def as_json(reports: Sequence[Report], lang: str) -> str:
    """An array with an object for each report: volume, refused, files, each file with its findings.

    Boxes are in mm from the lower left corner of the trimmed page; messages are in the language `lang`.
    """
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
