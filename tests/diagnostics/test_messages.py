"""Golden cases of what a reader is told: tests/golden/messages.yml, in French and in English."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from florilege.checks import rules
from florilege.diagnostics.problems import Problem, codes
from florilege.reading.loader import read
from worlds import small

HERE = Path(__file__).parents[1]
CASES = yaml.safe_load((HERE / "golden" / "messages.yml").read_text(encoding="utf-8"))
PACKAGE = HERE.parent / "plugins" / "florilege"
SPEAKING = (
    "reading/frontmatter",
    "reading/fieldtypes",
    "reading/fields",
    "reading/placefields",
    "reading/validation",
    "reading/survey",
    "reading/loader",
    "checks/rules",
    "checks/signatures",
    "checks/printer_rules",
    "checks/printed_texts",
    "checks/desk_records",
    "reading/scope",
    "book/cluster",
    "book/remote",
)
"""The modules whose every code has a case here."""


@pytest.mark.parametrize("case", CASES, ids=[f"{number}-{case['code']}" for number, case in enumerate(CASES)])
def test_message(tmp_path: Path, case: dict[str, Any]) -> None:
    problem = _direct(case) if "values" in case else _found(tmp_path, case)
    assert problem.line_for("fr") == case["fr"]
    assert problem.line_for("en") == case["en"]


def _direct(case: dict[str, Any]) -> Problem:
    return Problem("essays/un/index.md", 1, 0, case["code"], tuple(case["values"].items()))


def _found(folder: Path, case: dict[str, Any]) -> Problem:
    root = small(folder, case.get("files"))
    for path, target in case.get("symlinks", {}).items():
        (root / path).symlink_to(target)
    for path in case.get("fifos", ()):
        os.mkfifo(root / path)
    catalogue, problems = read(root, design=root.parent / "design")
    found = [each for each in {*problems, *rules.check(catalogue)} if each.code == case["code"]]
    if len(found) > 1:  # a conflict is told at both places
        found = [each for each in sorted(found) if case["fr"] == each.line_for("fr")][:1]
    (only,) = found
    return only


def test_every_code_of_these_modules_has_a_case() -> None:
    quoted = re.compile(r'"([a-z0-9]+(?:-[a-z0-9]+)+)"')
    spoken = {
        code
        for module in SPEAKING
        for code in quoted.findall((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
        if code in codes()
    }
    spoken |= {f"essay-too-{length}-{unit}" for length in ("long", "short") for unit in ("words", "signs")}
    assert len(spoken) > 60
    assert spoken <= {case["code"] for case in CASES}


def test_no_message_is_longer_than_anybody_reads() -> None:
    values = (("sheet", "x" * 200_000), ("failure", "error"), ("amount", "y" * 200_000))
    line = Problem("essays/un/index.md", 1, 0, "sheet-failed", values).line_for("en")
    assert len(line) < 3_000
    assert "x…" in line
    assert "y…" in line
