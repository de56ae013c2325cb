"""Checks of fonts and sizes of type."""

from collections.abc import Iterator

from florilege.diagnostics.findings import Occurrence
from florilege.preflight.inspection.inspection import Inspection

SIZE_ERROR = 0.05
"""pt: by so much, type may be smaller than the printer asks."""
SHORTEST = 4
"""Letters: a shorter text may be the call of a note, or an exponent, which nobody takes for type."""


def missing(inspection: Inspection) -> Iterator[Occurrence]:
    """A font isn't in the file."""
    for font in inspection.file.fonts:
        if not font.embedded:
            pages = (page.number for page in inspection.pages for run in page.runs if run.font == font.name)
            yield Occurrence(next(pages, 0), what=font.name.rpartition("+")[2])


def size(inspection: Inspection) -> Iterator[Occurrence]:
    """Text smaller than the printer can print."""
    least = inspection.printer.type
    for page in inspection.pages:
        for run in page.runs:
            if sum(map(str.isalnum, run.text)) >= SHORTEST and run.size < least - SIZE_ERROR:
                yield Occurrence(page.number, run.box, round(run.size, 1), least)
