"""What all tests share: deterministic properties, and the toy anthology, small but whole."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from book.printing import Printed, print_all
from florilege.runtime.workers import Workers

settings.register_profile("florilege", derandomize=True, deadline=None, print_blob=False)
settings.register_profile("thorough", settings.get_profile("florilege"), derandomize=False, max_examples=2500)
settings.load_profile("florilege")

TOY = Path(__file__).parent / "toy"


@pytest.fixture
def toy(tmp_path: Path) -> Path:
    """A fresh copy of tests/toy: an anthology's folder, with mkdocs.yml and contributions/."""
    return Path(shutil.copytree(TOY, tmp_path / "toy"))


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The toy anthology and its tomes."""
    return print_all(Path(shutil.copytree(TOY, tmp_path_factory.mktemp("printed") / "toy")))


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    """Workers for all tests of a module, since each takes a while to start."""
    with Workers(2) as workers:
        yield workers


@pytest.fixture(scope="module")
def plain() -> Iterator[Workers]:
    """A worker for all oracles of a module, which knows nothing of ours."""
    with Workers(1) as workers:
        yield workers


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache for all tests of a module, which share their plain sheets."""
    return tmp_path_factory.mktemp("cache")
