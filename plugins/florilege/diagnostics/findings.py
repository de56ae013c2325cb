"""What is wrong with a finished file, as values.

A preflight check that fails gives a `Finding`: collected, sorted by severity, shown with all the others. The
codes stand in `findings.yml` with their severity, the files that they are looked for in and the unit of their
figures, and in language/*/findings.po with their sentences.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from florilege.language.formats import decimal
from florilege.language.own_data import read_table
from florilege.language.sentences import counted, say, sentences


class Severity(StrEnum):
    """How bad: the printer refuses the file, somebody should look at it, or it is good to know."""

    REFUSED = "refused"
    LOOK = "look"
    NOTE = "note"


@cache
def finding_codes() -> Mapping[str, Mapping[str, Any]]:
    """Code → {severity, files, unit}, as in findings.yml."""
    source = files("florilege.diagnostics").joinpath("findings.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, Any]] = read_table(source)
    return loaded


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a finding is so, and what was measured there."""

    page: int = 0
    """From 1; 0 for the whole file."""
    box: tuple[float, float, float, float] | None = None
    """mm: left, bottom, right, top, from the lower left corner of the trimmed page."""
    measured: int | float | str | None = None
    wanted: int | float | str | None = None
    """Figures in the unit of the code, or words."""
    what: str = ""
    """The word that the sentence needs: a font, a legal mention, an essay."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a file, on one page or on several.

    `file` is a file's name, `printer` the name of the printer that would say so.
    """

    code: str
    file: str
    printer: str
    occurrences: tuple[Occurrence, ...]
    """At least one."""

    @property
    def severity(self) -> Severity:
        return Severity(finding_codes()[self.code]["severity"])

    @property
    def unit(self) -> str:
        """`mm`, `pt`, `%`, `dpi`, `MB`, `pages`, or nothing."""
        return str(finding_codes()[self.code].get("unit", ""))

    @property
    def pages(self) -> tuple[int, ...]:
        """From 1, sorted; none where the whole file is meant."""
        return tuple(sorted({each.page for each in self.occurrences if each.page}))

    def boxes(self, page: int) -> list[tuple[float, float, float, float]]:
        """Where on a page, in mm from the lower left corner of the trimmed page."""
        return [each.box for each in self.occurrences if each.page == page and each.box]

    @property
    def worst(self) -> Occurrence:
        """The occurrence that is farthest from what is wanted."""
        return max(self.occurrences, key=_distance)

    def title(self, lang: str) -> str:
        return say("findings", f"{self.code}.title", lang)

    def about(self, lang: str) -> str:
        """Why it matters, and what to do."""
        return sentences("findings", lang)[f"{self.code}.about"]

    def message(self, lang: str) -> str:
        """One sentence about the worst occurrence."""
        worst = self.worst
        return say(
            "findings",
            f"{self.code}.sentence",
            lang,
            measured=amount(worst.measured, self.unit, lang),
            wanted=amount(worst.wanted, self.unit, lang),
            what=sentences("findings", lang).get(f"{self.code}.what.{worst.what}", worst.what),
            printer=self.printer,
        )


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The worst first, otherwise in the order given."""
    order = list(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))


def _distance(occurrence: Occurrence) -> float:
    measured, wanted = occurrence.measured, occurrence.wanted
    if isinstance(measured, (int, float)) and isinstance(wanted, (int, float)):
        return abs(measured - wanted)
    return 0.0


def amount(value: float | str | None, unit: str, lang: str) -> str:
    """A figure with its unit, as a language writes it.

    >>> amount(3.2, "mm", "fr"), amount(310.0, "%", "en"), amount(47, "pages", "fr"), amount("RGB", "", "fr")
    ('3,2\\xa0mm', '310%', '47\\xa0pages', 'RGB')
    """
    if value is None:
        return ""
    if unit == "pages" and not isinstance(value, str):
        return counted("findings", "unit.pages", round(value), lang)
    text = value if isinstance(value, str) else f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
    if unit or "×" in text:
        text = decimal(text, lang)
    return say("findings", f"unit.{unit}", lang, n=text) if unit else text
