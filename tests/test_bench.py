"""What the benches measure is sound: an anthology without a fault, the same each time."""

import doctest
import importlib
from pathlib import Path
from types import ModuleType

import pytest

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
    titles, names = anthologies.titles()[: anthologies.MOST], anthologies.names()[: anthologies.MOST]
    assert len(set(titles)) == len(set(names)) == anthologies.MOST


@pytest.mark.parametrize("name", ["french", "results"])
def test_its_examples(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(BENCH)
    assert doctest.testmod(importlib.import_module(name)).failed == 0
