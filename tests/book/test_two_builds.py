"""Builds at the same time on one cache, in processes of their own, all end right."""

import os
import subprocess
import sys
from pathlib import Path

from book.printing import Printed
from florilege.book.press import Tome, _publish
from florilege.workers import Workers


def start(root: Path, *command: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "florilege.cli", *command],
        cwd=root,
        env={**os.environ, "LC_ALL": "fr_FR.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_two_builds_at_once_on_a_cold_cache(printed: Printed, toy: Path) -> None:
    """Into the same folder: both print what a build alone does."""
    builds = [start(toy, "build", "--workers", "1") for _ in range(2)]
    outputs = [build.communicate() for build in builds]
    assert [build.returncode for build in builds] == [0, 0], outputs
    assert [error for _, error in outputs] == ["", ""]
    assert {file.name: file.read_bytes() for file in (toy / "tomes").iterdir()} == {
        f"{id}.pdf": printed.pdf(id) for id in printed.tomes
    }


def publish_often(call: tuple[Path, int]) -> int:
    """Put one tome into its place again and again, once the other process is there too; its smallest size."""
    file, number = call
    (file.parent / f"ready-{number}").touch()
    while not (file.parent / f"ready-{1 - number}").exists():
        pass
    pdf = bytes(100_000)
    tome = Tome(volume="tome-1", file=file, pages=1, size=len(pdf), rendered=0, reused=0)
    return min(_publish(pdf, tome).file.stat().st_size for _ in range(100))


def test_two_builds_publish_one_tome(tmp_path: Path) -> None:
    file = tmp_path / "tome-1.pdf"
    with Workers(2) as pool:
        assert list(pool.run(publish_often, [(file, 0), (file, 1)], seconds=60)) == [100_000, 100_000]
    assert {each.name for each in tmp_path.iterdir()} == {"tome-1.pdf", "ready-0", "ready-1"}
