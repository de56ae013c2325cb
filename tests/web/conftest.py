"""The toy anthology, read once; and its site, built once, as readers get it."""

from pathlib import Path

import pytest

from florilege.anthology import Anthology, load
from florilege.runtime.project import project_at
from site_builds import build, toy_in


@pytest.fixture(scope="session")
def anthology(tmp_path_factory: pytest.TempPathFactory) -> Anthology:
    root = toy_in(tmp_path_factory.mktemp("read"))
    anthology = load(project_at(root, root / "contributions"))
    assert not anthology.problems
    return anthology


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy's site, as `mkdocs build --strict` leaves it."""
    root = toy_in(tmp_path_factory.mktemp("built"))
    result = build(root, "--strict")
    assert result.returncode == 0, result.stderr
    return root / "site"
