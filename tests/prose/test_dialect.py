"""The dialect, case by case: tests/golden/dialect.md."""

from pathlib import Path

import pytest

from florilege.diagnostics.problems import Problem
from florilege.prose.prose import Prose, Reference
from golden_cases import Case, read_cases

CASES = read_cases(Path(__file__).parents[1] / "golden" / "dialect.md")


def target(one: Reference) -> str:
    """A reference as Prose writes it, behind `florilege:`."""
    return one.image or f"{one.text}#{one.anchor}".removesuffix("#")


def shown(prose: Prose | None, problems: tuple[Problem, ...]) -> str:
    """All that setting a text gave, as the golden file shows it."""
    lines = []
    if prose:
        lines += prose.html.split("\n")
        for note in prose.notes:
            lines += [f"note {note.number} {note.id}", *note.html.split("\n")]
        lines += [f"heading {one.level} {one.id} {one.html}" for one in prose.headings]
        lines += [f"mention {one.line} {one.id} {one.person} | {one.printed}" for one in prose.mentions]
        lines += [f"{'image' if one.image else 'link'} {one.line} {target(one)}" for one in prose.references]
    lines += [f"{one.line}: {one.level} {one.code}" for one in problems]
    return "\n".join(lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_case(case: Case, setter) -> None:
    assert shown(*setter(case.input)) == case.expected
