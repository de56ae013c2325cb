"""The toy anthology, printed once for all tests of the book."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from book.printing import Printed, print_all
from florilege.workers import Workers

TOY = Path(__file__).parents[1] / "toy"


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
