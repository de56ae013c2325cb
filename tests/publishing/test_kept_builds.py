"""A build is known by all that goes into it, and by nothing else."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from florilege.diagnostics.problems import Problem
from florilege.publishing import kept_builds
from florilege.publishing.kept_builds import KeptBuilds, KeptFile, KeptTome
from florilege.runtime.cache import Store, digest
from florilege.runtime.project import Project, find_project

CONTENT = b"%PDF-1.7"
KEY = digest(CONTENT)
TOME = KeptTome(
    files=(KeptFile(name="tome-1.pdf", pages=2, size=len(CONTENT), key=KEY),), sheets=3, report='{"a": 1}'
)
FILES = {
    "mkdocs.yml": "site_name: Essais\n",
    "contributions/index.md": "---\ntitle: Essais\n---\n",
    "contributions/essays/un/index.md": "---\ntitle: Un\n---\nUn.\n",
    "contributions/essays/un/image.png": "image",
    "fonts/Own.ttf": "font",
    "design/own/book.css": "p {}",
    "profiles/paper.icc": "profile",
}

TOLD = Problem("consents/un.yml", 1, 0, "consent-left-out", (("author", "Ada"), ("essay", "un")), also=(3,))
"""What was told besides."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An anthology of which a build is kept."""
    for path, text in FILES.items():
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    made = find_project(tmp_path)
    Store(made.cache / "tomes").put(KEY, CONTENT)
    KeptBuilds(made, "tome-1").put([TOME], [TOLD])
    return made


def test_what_is_kept_comes_back(project: Project) -> None:
    assert KeptBuilds(project, "tome-1").get() == ((TOME,), {"tome-1.pdf": CONTENT}, (TOLD,))
    for path in FILES:  # when a file was written says nothing
        os.utime(project.root / path)
    assert KeptBuilds(project, "tome-1").get() is not None


@pytest.mark.parametrize("path", FILES)
def test_a_changed_file_is_another_build(project: Project, path: str) -> None:
    """Even one that keeps its size and the time of its last change."""
    file = project.root / path
    before = file.stat()
    text = file.read_text(encoding="utf-8")
    file.write_text(text[:-2] + "\t" + text[-1], encoding="utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert KeptBuilds(project, "tome-1").get() is None
    file.write_text(text, encoding="utf-8")
    assert KeptBuilds(project, "tome-1").get() is not None


@pytest.mark.parametrize(
    "path", ["contributions/essays/deux/index.md", "fonts/A.otf", "design/page.css", "profiles/b.icc"]
)
def test_a_new_file_is_another_build(project: Project, path: str) -> None:
    file = project.root / path
    file.parent.mkdir(exist_ok=True)
    file.touch()
    assert KeptBuilds(project, "tome-1").get() is None


def test_a_moved_file_is_another_build(project: Project) -> None:
    (project.fonts / "Own.ttf").rename(project.fonts / "Else.ttf")
    assert KeptBuilds(project, "tome-1").get() is None


def test_other_wishes_and_settings_are_another_build(project: Project) -> None:
    assert KeptBuilds(project, "tome-2").get() is None
    assert KeptBuilds(replace(project, lang="en"), "tome-1").get() is None


def test_another_machine_is_another_build(
    project: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path_factory.mktemp("packages")
    (installed / "weasyprint-99.dist-info").mkdir()
    with monkeypatch.context() as patched:
        patched.syspath_prepend(installed)
        assert KeptBuilds(project, "tome-1").get() is None
    monkeypatch.setattr(kept_builds, "library_versions", lambda: {"Pango": "1.99"})
    assert KeptBuilds(project, "tome-1").get() is None


def test_what_changes_during_a_build_isnt_kept(project: Project) -> None:
    begun = KeptBuilds(project, "tome-2")
    (project.contributions / "index.md").write_text("---\ntitle: Poèmes\n---\n", encoding="utf-8")
    begun.put([TOME])
    assert begun.get() is None
    assert KeptBuilds(project, "tome-2").get() is None


def _link_to_file(project: Project) -> None:
    (project.contributions / "essays/un/linked.png").symlink_to(project.root / "mkdocs.yml")


def _link_to_folder(project: Project) -> None:
    (project.design / "linked").symlink_to(project.fonts)


def _pipe(project: Project) -> None:
    os.mkfifo(project.contributions / "pipe.md")


def _no_settings(project: Project) -> None:
    (project.root / "mkdocs.yml").unlink()


@pytest.mark.parametrize("spoil", [_link_to_file, _link_to_folder, _pipe, _no_settings])
def test_what_isnt_a_file_is_never_kept(project: Project, spoil: Callable[[Project], None]) -> None:
    """Nor waited for."""
    spoil(project)
    builds = KeptBuilds(project, "tome-1")
    builds.put([TOME])
    assert builds.get() is None


def test_much_is_never_kept(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_builds, "MOST", 20)
    assert KeptBuilds(project, "tome-1").get() is None


def test_a_tome_that_the_cache_lost_is_made_again(project: Project) -> None:
    (project.cache / "tomes" / KEY[:2] / KEY).unlink()
    assert KeptBuilds(project, "tome-1").get() is None
