"""What the benches measure is sound: an anthology without a fault, the same each time."""

import doctest
import importlib
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from slugify import slugify

from book.printing import print_all
from book.reading import pages_of
from florilege.anthology import load
from florilege.runtime.project import project_at

BENCH = Path(__file__).parents[1] / "bench"


@pytest.fixture
def anthologies(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(BENCH)
    return importlib.import_module("anthologies")


def test_its_anthologies_are_without_fault(anthologies: ModuleType, tmp_path: Path) -> None:
    anthologies.write_contributions(tmp_path / "contributions", 6)
    anthology = load(project_at(tmp_path, tmp_path / "contributions"), workers=1)
    assert anthology.problems == ()
    assert [len(volume.essays) for volume in anthology.catalogue.volumes.values()] == [3, 3]


def test_an_essay_is_the_same_in_a_larger_anthology(anthologies: ModuleType, tmp_path: Path) -> None:
    texts = []
    for essays in (6, 12):
        anthologies.write_contributions(tmp_path / str(essays), essays)
        texts.append(anthologies.essay_file(tmp_path / str(essays), 2).read_text(encoding="utf-8"))
    smaller, larger = (text.splitlines() for text in texts)
    assert len(smaller) == len(larger)
    assert all(one == other or "[[" in one for one, other in zip(smaller, larger, strict=True))


def test_there_are_as_many_titles_and_authors_as_essays(anthologies: ModuleType) -> None:
    numbers = range(3 * anthologies.MOST)
    for names in (map(anthologies.title, numbers), map(anthologies.author, numbers)):
        assert len({slugify(name) for name in names}) == len(numbers)


@pytest.mark.parametrize("name", ["french", "results"])
def test_its_examples(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCH)
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_one_document_is_made_of_a_printed_tome(anthologies: ModuleType, tmp_path: Path) -> None:
    anthologies.write_contributions(tmp_path / "contributions", 2, volumes=1)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    (volume,) = print_all(tmp_path).tomes.values()
    command = [sys.executable, BENCH / "one_document.py", volume.volume, "one.pdf"]
    places = os.pathsep.join(str(BENCH.parent / name) for name in ("plugins", "tests"))
    subprocess.run(command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": places}, check=True)
    one, tome = (pages_of(file.read_bytes()) for file in (tmp_path / "one.pdf", volume.file))
    assert len(one) == len(tome) - 1, "all but the picture of the cover"


def line(text: str, width: float, right: float = 300) -> Any:
    """A line of letters 5 pt wide whose word spaces are `width` pt, which ends at `right`."""
    evenness = importlib.import_module("evenness")
    left, letters = 0.0, []
    for character in text:
        if character != " ":
            letters.append(evenness.Letter(character, left, left + 5, 700.0, 10.0))
        left += width if character == " " else 5
    moved = right - letters[-1].right
    return evenness.Line(
        [replace(each, left=each.left + moved, right=each.right + moved) for each in letters]
    )


def test_evenness_counts_what_stands_on_lines(anthologies: ModuleType) -> None:
    evenness = importlib.import_module("evenness")
    text = "mots et mots, encore : des mots"
    wide, own, narrow = (line(text, 2.5 * times) for times in (1.6, 1.0, 0.7))
    assert list(own.spaces) == [2.5] * 4, "what stands beside a colon is as wide in every line"
    found = evenness.Evenness()
    measure = evenness.Measure(space=2.5, size=10.0, edges=[(own.left, 300.0)] * 2)
    evenness._count_lines(
        [wide, own, narrow, line("fin-", 2.5), line("nir.", 2.5, own.left + 20)], measure, 0, found
    )
    assert (found.lines, found.loose, found.tight, found.hyphens) == (5, 1, 1, 1)
    assert (found.paragraphs, found.runts) == (1, 1)
