"""The toy anthology, read once; and its site, built once, as readers get it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from browsing import opened, served
from florilege.anthology import Anthology, load
from florilege.runtime.project import find_project
from shared import once
from site_builds import build, edit, without_tomes


@pytest.fixture(scope="session")
def anthology(read_toy: Path) -> Anthology:
    anthology = load(find_project(read_toy))
    assert not anthology.problems
    return anthology


@pytest.fixture(scope="session")
def built(read_toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy's site, as `mkdocs build --strict` leaves it."""

    def build_site(folder: Path) -> None:
        result = build(without_tomes(Path(shutil.copytree(read_toy, folder))), "--strict")
        assert result.returncode == 0, result.stderr

    return once(tmp_path_factory, "built", build_site) / "site"


@pytest.fixture(scope="session")
def offered(read_toy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy's site with its tomes; the second is an e-book too, and has offprints and a cover."""

    def build_site(folder: Path) -> None:
        root = Path(shutil.copytree(read_toy, folder))
        volume = root / "contributions/volumes/tome-2/index.md"
        edit(volume, "cover: aucune", "editions: [screen, offprint, ebook]")
        result = build(root, "--strict")
        assert result.returncode == 0, result.stderr

    return once(tmp_path_factory, "offered", build_site) / "site"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    yield from opened(browser)


@pytest.fixture(scope="module")
def address(built: Path) -> Iterator[str]:
    yield from served(built)
