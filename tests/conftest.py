"""What all tests share: deterministic properties, and the toy anthology, small but whole."""

import os
import pickle
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from book.printing import Printed, print_all
from browsing import LONG
from commands import florilege
from florilege.runtime.workers import Workers
from shared import once

settings.register_profile("florilege", derandomize=True, deadline=None, print_blob=False)
settings.register_profile("thorough", settings.get_profile("florilege"), derandomize=False, max_examples=2500)
settings.load_profile("florilege")

TOY = Path(__file__).parent / "toy"

NEEDS = {"printed": "press", "shop": "press", "plain": "press", "offered": "press", "browser": "browser"}
"""Fixture → the marker of the tests that ask for it; what else is marked says so itself."""


def pytest_configure(config: pytest.Config) -> None:
    """Give each process of pytest-xdist a processor of its own, and so one worker to what it starts.

    As many workers as processors would take as long to start, and none of the work off another.
    """
    name = os.environ.get("PYTEST_XDIST_WORKER", "")
    if name and hasattr(os, "sched_setaffinity"):
        mine = sorted(os.sched_getaffinity(0))
        os.sched_setaffinity(0, {mine[int(name.removeprefix("gw")) % len(mine)]})


@pytest.hookimpl(tryfirst=True)  # before `-m` chooses
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for fixture in NEEDS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(NEEDS[fixture])


@pytest.fixture(scope="session")
def read_toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy anthology with the cache of a first check: copy it, so that no text is set again."""

    def check(folder: Path) -> None:
        shutil.copytree(TOY, folder)
        assert florilege(folder, "check").returncode == 0

    return once(tmp_path_factory, "read", check)


@pytest.fixture
def toy(read_toy: Path, tmp_path: Path) -> Path:
    """A fresh copy of tests/toy, read before: an anthology's folder, with mkdocs.yml and contributions/."""
    return Path(shutil.copytree(read_toy, tmp_path / "toy"))


@pytest.fixture
def unread_toy(tmp_path: Path) -> Path:
    """A fresh copy of tests/toy without a cache."""
    return Path(shutil.copytree(TOY, tmp_path / "toy"))


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The toy anthology and its tomes, printed once."""

    def print_toy(folder: Path) -> None:
        done = print_all(Path(shutil.copytree(TOY, folder / "toy")))
        (folder / "printed").write_bytes(pickle.dumps(done))

    folder = once(tmp_path_factory, "printed", print_toy)
    made: Printed = pickle.loads((folder / "printed").read_bytes())
    return made


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    """Workers for all tests of a module, since each takes a while to start."""
    with Workers() as workers:
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium")
    assert path, "Chromium is missing: run scripts/setup --tests"
    arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments, timeout=LONG)
        yield browser
        browser.close()
