"""tests/golden/typography-cases.md → cases; a title, mode, stage, locale or escape that is misspelt fails."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import golden_cases
from florilege.prose.typography.suggestions import Suggestion

FILE = Path(__file__).parent / "golden" / "typography-cases.md"
LOCALES = ("fr-FR", "fr-CA", "fr-CH")
MODES = frozenset({"auto", "suggest", "guard"})
STAGES = frozenset({"import", "fix", "fix-plain", "print=text", "print=drop"})

_TITLE = re.compile(r"(\w+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \| (.+)")
_REPEAT = re.compile(r"\{REPEAT (\d+)\|([^{}]*)\}")
_ESCAPES = {"{NBSP}": "\u00a0", "{NNBSP}": "\u202f", "{SP}": " ", "{NOEOL}\n": ""}

Report = tuple[str, str, str]
"""Rule, found, proposal."""


@dataclass(frozen=True)
class Case:
    """One case; `reports` is None where the file says nothing of the report, () where it must be empty."""

    id: str
    mode: str
    locales: tuple[str, ...]
    stage: str
    label: str
    input: str
    expected: str
    reports: tuple[Report, ...] | None


def reported(suggestions: Iterable[Suggestion]) -> list[Report]:
    """What suggestions say, as the file shows it: the words proposed, or else the hint of the sentence."""
    return sorted((each.rule, each.found, _proposal(each)) for each in suggestions)


def _proposal(suggestion: Suggestion) -> str:
    hint = suggestion.problem("index.md").message("en").partition("; ")[2]
    return dict(suggestion.values).get("proposal") or hint


def read_cases(file: Path = FILE) -> tuple[Case, ...]:
    """All cases of the file; one title, one case."""
    raw = golden_cases.read_cases(file)
    titles = [line for line in file.read_text(encoding="utf-8").split("\n") if _TITLE.fullmatch(line)]
    if titles != [case.title for case in raw]:
        raise ValueError("a title has no case, or a case no title")
    return tuple(_case(case.title, case.input.split("\n"), case.expected.split("\n")) for case in raw)


def _case(title: str, typed: list[str], wanted: list[str]) -> Case:
    match = _TITLE.fullmatch(title)
    assert match is not None
    id, mode, locale, stage, label = match.groups()
    locales = LOCALES if locale == "any" else (locale,)
    if mode not in MODES or stage not in STAGES or not set(locales) <= set(LOCALES):
        raise ValueError(f"unknown mode, stage or locale: {title!r}")
    expected = [line for line in wanted if not line.startswith("%%")]
    reports = _reports([line for line in wanted if line.startswith("%%")])
    case = Case(id, mode, locales, stage, label, _decode(typed), _decode(expected), reports)
    if (mode == "auto") == (case.input == case.expected):
        raise ValueError(f"{id}: the mode {mode} contradicts the blocks")
    if mode == "suggest" and not reports:
        raise ValueError(f"{id}: nothing is suggested")
    return case


def _reports(lines: list[str]) -> tuple[Report, ...] | None:
    if not lines:
        return None
    if lines == ["%% none"]:
        return ()
    reports = []
    for line in lines:
        rule, found, proposal = line.removeprefix("%% ").split(" | ")
        reports.append((rule, _escapes(found), _escapes(proposal)))
    return tuple(reports)


def _decode(lines: list[str]) -> str:
    return _escapes("".join(f"{line}\n" for line in lines))


def _escapes(text: str) -> str:
    text = _REPEAT.sub(lambda match: match[2] * int(match[1]), text)
    for escape, character in _ESCAPES.items():
        text = text.replace(escape, character)
    if re.search(r"\{[A-Z]+[ }]", text):
        raise ValueError(f"unknown escape in {text!r}")
    return text
