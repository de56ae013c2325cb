"""What is told of a volume's files once they are inspected."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from florilege.diagnostics.findings import Finding, Severity, by_severity
from florilege.preflight.inspection.inspection import Role
from florilege.preflight.measurement.measurements import Rectangle


@dataclass(frozen=True, slots=True)
class FileReport:
    """A file that was inspected, and what was found."""

    role: Role
    path: Path
    pages: int
    size: int
    """In bytes."""
    printer: str
    """The id of a printer; empty for a file that is for none."""
    printer_name: str
    findings: tuple[Finding, ...]
    """The worst first."""
    media: Mapping[int, Rectangle]
    """Each page at fault → its MediaBox, in mm from the lower left corner of the trimmed page."""

    @property
    def refused(self) -> bool:
        return self.worst is Severity.REFUSED

    @property
    def worst(self) -> Severity | None:
        """The worst that was found; None where nothing was."""
        return self.findings[0].severity if self.findings else None


@dataclass(frozen=True, slots=True)
class Report:
    """All files of a volume that were inspected."""

    volume: str
    title: str
    files: tuple[FileReport, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The worst first, then by file."""
        return by_severity(finding for file in self.files for finding in file.findings)

    @property
    def refused(self) -> bool:
        """Whether a printer would send a file back."""
        return any(file.refused for file in self.files)
