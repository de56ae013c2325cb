"""Golden cases of what a reader is told: tests/golden/messages.yml, in French and in English."""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
import yaml

from florilege.checks import rules
from florilege.diagnostics.problems import LANGUAGES, Level, Problem, codes
from florilege.reading.loader import read
from worlds import small

HERE = Path(__file__).parents[1]
CASES = yaml.safe_load((HERE / "golden" / "messages.yml").read_text(encoding="utf-8"))
PACKAGE = HERE.parent / "plugins" / "florilege"
SPEAKING = (
    "reading/frontmatter",
    "reading/fieldtypes",
    "reading/fields",
    "reading/validation",
    "reading/tree",
    "reading/loader",
    "checks/rules",
    "checks/printer_rules",
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
    catalogue, problems = read(root)
    (only,) = [each for each in {*problems, *rules.check(catalogue)} if each.code == case["code"]]
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


def test_every_problem_is_said_in_every_language() -> None:
    assert [f"{code}: {fault}" for code in codes() for fault in faults(code)] == []


def faults(code: str) -> Iterator[str]:
    """What the sentences of a code lack, and what a careful typist would not have typed."""
    entry: dict[str, Any] = codes()[code]
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code):
        yield "a code is made of words and hyphens"
    if entry["level"] not in set(Level):
        yield f"the level {entry['level']}"
    if entry["about"].keys() != set(LANGUAGES):
        yield "explained in other languages"
    for lang in LANGUAGES:
        said = entry[lang]
        if not said.get("message") or not said.get("hint", "…"):
            yield f"{lang}: no message, or an empty hint"
        if braces(said) != braces(entry["fr"]):
            yield f"{lang}: other braces than in French"
        if not entry["about"][lang].endswith((".", "?", "!")):
            yield f"{lang}: an explanation without its full stop"
        for text in (*said.values(), entry["about"][lang]):
            if "'" in re.sub(r"`[^`]*`", "", text):
                yield f"{lang}: a straight apostrophe in {text!r}"
            if lang == "fr" and re.search("« | »", text):
                yield f"fr: a quotation mark that can part from its word in {text!r}"


def braces(sentences: Mapping[str, str]) -> set[str]:
    return {name for text in sentences.values() for _, name, _, _ in Formatter().parse(text) if name}


def test_the_words_of_every_language_are_the_same_ones() -> None:
    files = sorted((PACKAGE / "language/words").glob("*.yml"))
    tables = {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in files}
    assert set(tables) >= set(LANGUAGES)
    for lang, table in tables.items():
        assert table.keys() == tables["en"].keys(), lang
        assert all(isinstance(word, str) and word for word in table.values()), lang
