"""What is wrong with a finished file, as values.

A preflight check that fails gives a `Finding`: collected, sorted by severity, shown with all the others. The
codes, with their severity, the files that they are looked for in, the unit of their figures and their
sentences, stand in `findings.yml`; docs/preflight.md and docs/controle.md are made from it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


class Severity(StrEnum):
    """How bad: the printer refuses the file, somebody should look at it, or it is good to know."""

    REFUSED = "refused"
    LOOK = "look"
    NOTE = "note"


@cache
def finding_codes() -> Mapping[str, Mapping[str, Any]]:
    """Code → {severity, files, unit, what, fr: {title, sentence, about}, en: {…}}, as in findings.yml."""
    source = files("florilege.diagnostics").joinpath("findings.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, Any]] = yaml.safe_load(source)
    return loaded


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a finding is so, and what was measured there."""

    page: int = 0
    """From 1; 0 for the whole file."""
    box: tuple[float, float, float, float] | None = None
    """mm: left, bottom, right, top, from the lower left corner of the trimmed page."""
    measured: float | str | None = None
    wanted: float | str | None = None
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
        return str(finding_codes()[self.code][lang]["title"])

    def about(self, lang: str) -> str:
        """Why it matters, and what to do."""
        return str(finding_codes()[self.code][lang]["about"])

    def message(self, lang: str) -> str:
        """One sentence about the worst occurrence."""
        worst, entry = self.worst, finding_codes()[self.code]
        sentence: str = entry[lang]["sentence"]
        return sentence.format(
            measured=amount(worst.measured, self.unit, lang),
            wanted=amount(worst.wanted, self.unit, lang),
            what=entry.get("what", {}).get(worst.what, {}).get(lang, worst.what),
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


_UNITS = {"fr": {"MB": "Mo", "dpi": "ppp"}, "en": {"dpi": "ppi"}}


def amount(value: float | str | None, unit: str, lang: str) -> str:
    """A figure with its unit, as a language writes it.

    >>> amount(3.2, "mm", "fr"), amount(310.0, "%", "en"), amount(47, "pages", "fr"), amount("RGB", "", "fr")
    ('3,2\\xa0mm', '310%', '47\\xa0pages', 'RGB')
    """
    if value is None:
        return ""
    text = value if isinstance(value, str) else f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")
    if unit == "pages" and value == 1:
        unit = "page"
    if lang == "fr":
        text = re.sub(r"(?<=\d)\.(?=\d)", ",", text) if unit or "×" in text else text
    unit = _UNITS[lang].get(unit, unit)
    space = "" if not unit or (unit == "%" and lang == "en") else "\u00a0"
    return f"{text}{space}{unit}"
