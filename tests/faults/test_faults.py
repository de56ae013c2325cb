"""Whatever the disk refuses, a build ends in one line and the next one is whole: each place in turn.

`sitecustomize.py` finds the places, and has them fail; no place of our code that writes is left out.
"""

import ast
import hashlib
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from worlds import small

HERE = Path(__file__).parent
PACKAGE = HERE.parents[1] / "plugins" / "florilege"

TOMES = ("-m", "florilege.cli", "build", "--workers", "1", "--lang", "en")
SITE = ("-m", "mkdocs", "build", "--quiet")

SHARES = 4
"""How many tests share the places of a build."""

SETTINGS = """\
site_name: Essai
docs_dir: contributions
theme:
  name: material
  font: false
plugins:
  - search
  - florilege:
      tomes: false
"""

CALLS = {"os.replace", "os.rename", "os.link", "open"}
METHODS = {
    *("write_bytes", "write_text", "mkdir", "unlink", "touch", "utime", "fsync", "sync", "hardlink_to"),
    *("mkstemp", "fdopen", "rmdir", "rmtree", "copyfile", "copytree", "copymode", "renameat2", "symlink_to"),
    *("TemporaryDirectory", "NamedTemporaryFile", "mkdtemp", "removedirs", "makedirs", "truncate"),
}
"""Functions and methods that change something on the disk."""

ELSEWHERE = {
    "cli/check.py:check": "the summary of a step on GitHub, which is there",
    "cli/help.py:format_help_text": "a formatter’s `write_text`",
    "cli/preflight.py:preflight": "no build: `florilege preflight`",
    "cli/reference.py:schema": "no build: `florilege schema`",
    "images/copies.py:_kept": "notes a use by `cache.touch`",
    "intake/fixing.py:_rewrite": "no build: `florilege check --fix`",
    "intake/template.py:write": "no build: `florilege new`",
    "printing/fonts.py:_keep": "notes a use by `cache.touch`",
    "runtime/cache.py:get": "notes a use by `cache.touch`",
    "runtime/housekeeping.py:_give_up": "only where the cache can’t be written",
    "runtime/housekeeping.py:_remove": "no build: `florilege cache --empty`",
    "runtime/housekeeping.py:_remove_empty_folders": "no build: `florilege cache --empty`",
    "runtime/housekeeping.py:trim": "only removes, and what it can’t remove it leaves",
    "runtime/publication.py:_empty": "only after a killed build",
    "runtime/publication.py:publish": "`os.sync`, which never fails",
    "runtime/regular_files.py:_read": "opens to read",
}
"""Function that names one of them and is no place of these builds → why."""


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A folder with the smallest anthology, a portrait included, and a folder for temporary files."""
    png = io.BytesIO()
    Image.new("RGB", (40, 50), "grey").save(png, "PNG")
    author = "---\nname: Ada Lune\nportrait: ada.png\n---\n\nElle écrit.\n"
    small(tmp_path / "anthology", {"authors/ada.md": author, "authors/ada.png": png.getvalue()})
    (tmp_path / "anthology" / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "temporary").mkdir()
    return tmp_path


def build(
    world: Path, command: tuple[str, ...], fault: str | None = None
) -> subprocess.CompletedProcess[str]:
    """Build there; `fault` is the place that fails, or nothing to note all places."""
    environment = {**os.environ, "LANG": "en_GB.UTF-8", "LC_ALL": "en_GB.UTF-8", "NO_MKDOCS_2_WARNING": "1"}
    environment |= {"SOURCE_DATE_EPOCH": "1767225600", "TMPDIR": str(world / "temporary")}
    if fault is not None:
        path = os.pathsep.join(filter(None, [str(HERE), os.environ.get("PYTHONPATH")]))
        environment |= {"PYTHONPATH": path, "FAULTS": str(world), "FAULT": fault}
    return subprocess.run(
        [sys.executable, *command], cwd=world / "anthology", env=environment, capture_output=True, text=True
    )


def made(world: Path) -> dict[str, str]:
    """What readers and printers get: path → digest."""
    root = world / "anthology"
    return {
        file.relative_to(root).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for folder in ("site", "tomes")
        for file in sorted((root / folder).rglob("*"))
        if file.is_file()
    }


def clean(world: Path) -> None:
    for name in ("anthology/.cache", "anthology/site", "anthology/tomes", "temporary"):
        shutil.rmtree(world / name, ignore_errors=True)
    (world / "temporary").mkdir()
    for name in ("places", "hit"):
        (world / name).unlink(missing_ok=True)


def places(world: Path, command: tuple[str, ...]) -> list[str]:
    """Every place of a build on a cold cache, and of one after it, as a recording run finds them."""
    for _ in range(2):
        done = build(world, command, fault="")
        assert done.returncode == 0, done.stderr
    return sorted(set((world / "places").read_text(encoding="utf-8").splitlines()))


def fail_each(world: Path, command: tuple[str, ...], share: int, code: int) -> Iterator[str]:
    """Have each place fail in turn; what is wrong, if anything. Outside the cache, `code` may be the end."""
    found = places(world, command)
    good = made(world)
    for place in found[share::SHARES]:
        clean(world)
        done = build(world, command, fault=place)
        if not (world / "hit").exists():  # only on a warm cache
            done = build(world, command, fault=place)
        results = made(world)
        if not (world / "hit").exists():
            yield f"not come by: {place}"
        elif done.returncode not in ({0} if ".cache" in place else {0, code}):
            yield f"exit {done.returncode}: {place}: {done.stderr[-300:]}"
        elif not is_one_line(done):
            yield f"said: {place}: {done.stderr[-300:]}"
        elif not results.items() <= good.items() or (not done.returncode and results != good):
            yield f"not whole: {place}"
        elif "temporary" not in place and (left := [*(world / "temporary").iterdir()]):
            yield f"left: {place}: {left}"
        again = build(world, command)
        if (again.returncode, again.stderr) != (0, "") or made(world) != good:
            yield f"the next build: {place}: {again.stderr[-300:]}"


def is_one_line(done: subprocess.CompletedProcess[str]) -> bool:
    """Whether a build says one thing at most; MkDocs names the page that it was at before."""
    lines = [
        line for line in done.stderr.splitlines() if line and not line.startswith("ERROR   -  Error build")
    ]
    return len(lines) == 1 and "MB free" in lines[0] if done.returncode else len(lines) <= 1


@pytest.mark.press
@pytest.mark.parametrize("share", range(SHARES))
def test_each_place_of_the_tomes(world: Path, share: int) -> None:
    assert list(fail_each(world, TOMES, share, 3)) == []


@pytest.mark.press
@pytest.mark.parametrize("share", range(SHARES))
def test_each_place_of_the_site(world: Path, share: int) -> None:
    assert list(fail_each(world, SITE, share, 1)) == []


@pytest.mark.press
def test_no_function_that_writes_is_left_out(world: Path) -> None:
    found = {*places(world, TOMES), *places(world, SITE)}
    lines = [place.split()[1] for place in found if " florilege/" in place]
    tried = {line.removeprefix("florilege/").rpartition(":")[0] for line in lines}
    assert set(writing_functions()) - tried == set(ELSEWHERE)


def writing_functions() -> Iterator[str]:
    """`file:function` of all of our code that names a function which changes something on the disk."""
    for path in PACKAGE.rglob("*.py"):
        name = path.relative_to(PACKAGE).as_posix()
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                calls = [ast.unparse(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)]
                if any(call in CALLS or call.rpartition(".")[2] in METHODS for call in calls):
                    yield f"{name}:{function.name}"
