"""Builds at the same time on one cache, in processes of their own, all end right."""

import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from book.printing import Printed
from florilege.runtime.housekeeping import cached_files
from florilege.runtime.project import find_project
from florilege.runtime.publication import publish_file, workshop
from florilege.runtime.workers import Workers
from site_builds import edit


def start(root: Path, *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "florilege.cli", *command, "--lang", "en"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(process: subprocess.Popen[str]) -> str:
    """What a command has printed; it must end well."""
    output, errors = process.communicate()
    assert (process.returncode, errors) == (0, "")
    return output


def tomes(root: Path) -> dict[str, bytes]:
    return {file.stem: file.read_bytes() for file in (root / "tomes").iterdir()}


def test_two_builds_at_once_on_a_cold_cache(printed: Printed, unread_toy: Path) -> None:
    for build in [start(unread_toy, "build", "tome-2", "--workers", "1") for _ in range(2)]:
        end(build)
    assert tomes(unread_toy) == {"tome-2": printed.pdf("tome-2")}


def test_a_build_while_the_cache_is_emptied_again_and_again(printed: Printed, unread_toy: Path) -> None:
    build = start(unread_toy, "build", "tome-2", "--workers", "1")
    while build.poll() is None:
        assert end(start(unread_toy, "cache", "--empty")).startswith("freed: ")
    end(build)
    assert tomes(unread_toy) == {"tome-2": printed.pdf("tome-2")}


def test_what_a_build_has_used_stays_beyond_the_limit(
    printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(shutil.copytree(printed.project.root, tmp_path / "again"))
    monkeypatch.setenv("FLORILEGE_CACHE_LIMIT", "0")

    def after_building(new_sheets: int) -> set[str]:
        output = end(start(root, "build", "tome-2"))
        assert sum(int(count) for count in re.findall(r"(\d+) sheets? set", output)) == new_sheets
        return {file.path for file in cached_files(find_project(root))}

    first = after_building(new_sheets=0)
    assert after_building(new_sheets=0) == first
    edit(root / "contributions/essays/letters-to-a-stranger/index.md", ",", ";")
    changed = after_building(new_sheets=1)
    assert len(first - changed) == 5, "the text, its sheet, its fragment, its tome and the build of before"
    assert after_building(new_sheets=0) == changed, "what a build is kept with is used again"


def publish_often(call: tuple[Path, int]) -> int:
    """Put one tome into its place again and again, once the other process is there too; its smallest size."""
    file, number = call
    (file.parent / f"ready-{number}").touch()
    while not (file.parent / f"ready-{1 - number}").exists():
        time.sleep(0.01)
    pdf = bytes(100_000)
    sizes = []
    for _ in range(100):
        with workshop(file.parent) as folder:
            built = folder / file.name
            built.write_bytes(pdf)
            publish_file(built, file)
        sizes.append(file.stat().st_size)
    return min(sizes)


def test_two_builds_publish_one_tome(tmp_path: Path) -> None:
    file = tmp_path / "tome-1.pdf"
    with Workers(2, each=1) as pool:
        assert list(pool.run(publish_often, [(file, 0), (file, 1)], seconds=200)) == [100_000, 100_000]
    assert {each.name for each in tmp_path.iterdir()} == {"tome-1.pdf", "ready-0", "ready-1"}
