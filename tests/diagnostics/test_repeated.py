"""What comes on many lines is told once; what is quoted has its column; kinds count their levels."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.diagnostics.kinds import kinds
from florilege.diagnostics.problems import Level, Problem, problem
from florilege.diagnostics.repeated import told_once, with_column

PROBLEMS = st.builds(
    Problem,
    path=st.sampled_from(("essays/un/index.md", "essays/deux/index.md")),
    line=st.integers(1, 9),
    column=st.integers(0, 3),
    code=st.sampled_from(("heading-empty", "link-dead")),
    values=st.sampled_from(((), (("link", "a"),), (("link", "b"),))),
    aside=st.booleans(),
)


@given(st.lists(PROBLEMS))
def test_each_is_told_once_in_a_file_and_none_is_lost(found: list[Problem]) -> None:
    told = told_once(found)
    assert list(told) == sorted(told)
    said = {(each.path, each.code, each.values, each.aside) for each in found}
    assert len(told) == len(said)
    assert {
        (each.path, line, each.code, each.values, each.aside)
        for each in told
        for line in (each.line, *each.also)
    } == {(each.path, each.line, each.code, each.values, each.aside) for each in found}
    assert told_once(told) == told


@pytest.mark.parametrize(
    ("lang", "lines", "said"),
    [
        ("fr", (4,), "(de même ligne 4) [heading-empty]"),
        ("fr", (4, 7), "(de même lignes 4, 7) [heading-empty]"),
        ("en", tuple(range(4, 20)), "(also on lines 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, …) [heading-empty]"),
    ],
)
def test_the_other_lines_are_named(lang: str, lines: tuple[int, ...], said: str) -> None:
    one = replace(problem("heading-empty", "essays/un/index.md", 3), also=lines)
    assert one.line_for(lang).endswith(said)


@pytest.mark.parametrize(
    ("code", "values", "line", "column"),
    [
        ("link-dead", {"link": "a.md"}, "Voir [a.md](a.md).", 7),
        ("note-undefined", {"label": "1"}, "1 note[^1].", 7),
        ("tag-refused", {"tag": "u"}, "Du <u>mot</u>.", 4),
        ("anchor-unknown", {"anchor": "a", "near": "b"}, "a [b](#a)", 7),
        ("word-unread", {"words": "loin"}, "tout près", 0),
        ("table-cells", {"count": "3", "columns": "2"}, "| 3 | 2 | 1 |", 0),
    ],
)
def test_what_is_quoted_has_its_column(code: str, values: dict[str, str], line: str, column: int) -> None:
    assert with_column(problem(code, "essays/un/index.md", 5, **values), line).column == column
    known = problem(code, "essays/un/index.md", 5, 2, **values)
    assert with_column(known, line) == known


def test_a_kind_counts_what_stops_nothing_apart() -> None:
    one = problem("link-dead", "essays/un/index.md", 5, link="a")
    beside = replace(problem("link-dead", "essays/a.md", 5, link="b"), aside=True)
    (kind,) = kinds([beside, one, beside])
    assert (kind.level, kind.example) == (Level.ERROR, one)
    assert kind.levels == ((Level.ERROR, 1), (Level.WARNING, 2))
