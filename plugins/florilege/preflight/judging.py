"""Files of a volume, measured, held to every check → a report.

checks.yml says of each check how bad it is, which files it looks at, and its sentences.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml

from florilege.preflight import contents, covering, form, inking, layout
from florilege.preflight.cases import Case, Role, Spot
from florilege.preflight.facts import Box

Check = Callable[[Case], Iterable[Spot]]

CHECKS: Mapping[str, Check] = {
    "standard": form.standard,
    "output-intent": form.output_intent,
    "trapped": form.trapped,
    "pdf-version": form.version,
    "identifier": form.identifier,
    "encrypted": form.encrypted,
    "active": form.active,
    "archive-claim": form.archive,
    "accessible": form.accessible,
    "trim-size": form.trim_size,
    "page-sizes": form.page_sizes,
    "bleed-box": form.bleed,
    "bleed-reached": layout.bleed_reached,
    "marks": form.marks,
    "page-multiple": form.multiple,
    "pages-min": form.too_few,
    "pages-max": form.too_many,
    "last-page": form.last_blank,
    "blank-running": form.blank_running,
    "blank-end": form.blank_end,
    "links": form.links,
    "bookmarks": form.bookmarks,
    "file-weight": form.weight,
    "font-missing": inking.fonts,
    "type-size": inking.type_size,
    "colours": inking.colours,
    "picture-colours": inking.picture_colours,
    "grey-book": inking.grey_book,
    "rich-black": inking.rich_black,
    "ink": inking.ink,
    "picture-ink": inking.picture_ink,
    "picture-coarse": inking.coarse,
    "picture-fine": inking.fine,
    "transparency-refused": inking.transparency_refused,
    "transparency": inking.transparency,
    "text-margin": layout.text_margin,
    "text-gutter": layout.text_gutter,
    "picture-margin": layout.picture_margin,
    "cover-pages": covering.one_page,
    "cover-height": covering.height,
    "spine-width": covering.spine_width,
    "spine-text": covering.spine_text,
    "spine-clear": covering.spine_clear,
    "cover-margin": covering.margin,
    "barcode-missing": covering.no_barcode,
    "barcode-other": covering.other_barcode,
    "barcode-place": covering.barcode_place,
    "isbn-digit": contents.isbn_digit,
    "isbn-other": contents.isbn_other,
    "legal-mention": contents.mentions,
    "words": contents.words,
    "widow": layout.widow,
    "orphan": layout.orphan,
    "beyond-measure": layout.beyond_measure,
    "hyphens": layout.hyphens,
}


class Severity(StrEnum):
    """What becomes of a finding: the printer refuses the file, somebody should look, or it is a note."""

    REFUSED = "refused"
    LOOK = "look"
    NOTE = "note"


@cache
def table() -> Mapping[str, Mapping[str, Any]]:
    """Check → what checks.yml says of it, in the order of the file."""
    source = files("florilege.preflight").joinpath("checks.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, Mapping[str, Any]] = yaml.safe_load(source)
    return loaded


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found in a file, on one page or on several; of these, what is measured is the worst."""

    check: str
    file: str
    printer: str
    spots: tuple[Spot, ...]

    @property
    def severity(self) -> Severity:
        return Severity(table()[self.check]["severity"])

    @property
    def unit(self) -> str:
        return str(table()[self.check].get("unit", ""))

    @property
    def pages(self) -> tuple[int, ...]:
        """From 1; none where the whole file is meant."""
        return tuple(sorted({spot.page for spot in self.spots if spot.page}))

    @property
    def places(self) -> Mapping[int, tuple[Box, ...]]:
        """Page → where on it, in mm from the corner of the trimmed page."""
        found: dict[int, list[Box]] = {page: [] for page in self.pages}
        for spot in self.spots:
            if spot.box and spot.page:
                found[spot.page].append(spot.box)
        return {page: tuple(boxes) for page, boxes in found.items()}

    @property
    def worst(self) -> Spot:
        """The spot that is farthest from what is wanted."""
        return max(self.spots, key=_distance)

    def title(self, lang: str) -> str:
        return str(table()[self.check][lang]["title"])

    def about(self, lang: str) -> str:
        return str(table()[self.check][lang]["about"])

    def message(self, lang: str) -> str:
        """What is found, in one sentence."""
        spot = self.worst
        what = table()[self.check].get("what", {}).get(spot.what, {}).get(lang, spot.what)
        filled: str = table()[self.check][lang]["sentence"].format(
            measured=amount(spot.measured, self.unit, lang),
            wanted=amount(spot.wanted, self.unit, lang),
            what=what,
            printer=self.printer,
        )
        return filled


def _distance(spot: Spot) -> float:
    if isinstance(spot.measured, (int, float)) and isinstance(spot.wanted, (int, float)):
        return abs(spot.measured - spot.wanted)
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


@dataclass(frozen=True, slots=True)
class Judged:
    """A file that was looked at, and what was found; `printer` is an id and a name, empty for no printer."""

    role: Role
    path: Path
    pages: int
    size: int
    printer: str
    printer_name: str
    findings: tuple[Finding, ...]
    """The worst first."""
    media: Mapping[int, Box]
    """Each page at fault → its MediaBox as seen from the trimmed page, in mm."""

    @property
    def refused(self) -> bool:
        return self.worst is Severity.REFUSED

    @property
    def worst(self) -> Severity | None:
        """The worst that was found; None where nothing was."""
        return self.findings[0].severity if self.findings else None


@dataclass(frozen=True, slots=True)
class Report:
    """All files of a volume that were looked at."""

    volume: str
    title: str
    files: tuple[Judged, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The worst first, then by file."""
        return by_severity(finding for file in self.files for finding in file.findings)

    @property
    def refused(self) -> bool:
        """Whether a printer would send a file back."""
        return any(file.refused for file in self.files)


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The worst first."""
    order = list(Severity)
    return tuple(sorted(findings, key=lambda finding: order.index(finding.severity)))


def judge(case: Case) -> Judged:
    """Hold a file to every check that looks at files like it."""
    findings = by_severity(_findings(case))
    at_fault = sorted({page for finding in findings for page in finding.pages})
    return Judged(
        role=case.role,
        path=case.path,
        pages=len(case.pages),
        size=case.file.size,
        printer=case.run.printer if case.role in ("block", "cover") else "",
        printer_name=case.printer.name if case.role in ("block", "cover") else "",
        findings=findings,
        media={number: case.pages[number - 1].media for number in at_fault},
    )


def _findings(case: Case) -> Iterator[Finding]:
    role = "offprint" if case.role == "part" else case.role
    for id, check in CHECKS.items():
        if role in table()[id]["files"]:
            for spots in _alike(list(check(case))):
                yield Finding(id, case.file.name, case.printer.name, spots)


def _alike(spots: Sequence[Spot]) -> Iterator[tuple[Spot, ...]]:
    """Spots of which one sentence can speak: those that want the same of the same."""
    groups: dict[tuple[object, object], list[Spot]] = {}
    for spot in spots:
        measured = spot.measured if isinstance(spot.measured, str) else None
        groups.setdefault((spot.what, measured), []).append(spot)
    return (tuple(group) for group in groups.values())
