"""Whenever a build is ended, the site and each tome are whole, old or new, and the next build makes all anew.

A moment is a change of the disk by any process of the build: between two of them there is nothing to be seen.
`KILLS=200 pytest -m "" tests/faults/test_ends.py -k kill` tries 200 of them.

What comes before the first change is MkDocs' own start. Until it loads our plugin, half a second, nothing of
ours runs there, and click ends it on SIGINT with 1 (`test_an_interrupted_start_says_so_once_it_is_ours`).
"""

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree, rmtree

import pytest

from faults.building import SITE, TOMES, build, build_anew, is_whole, made, restore, world, write
from runtime.processes import gone

KILLS = int(os.environ.get("KILLS", "10"))

ENDS = {signal.SIGINT: 130, signal.SIGTERM: 143}


@pytest.fixture(autouse=True)
def heeds_interruption() -> Iterator[None]:
    """Builds inherit it where SIGINT is ignored, as by what a shell starts in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


class Ended:
    """A published anthology, of which a text has changed since, and its next build, which is ended."""

    def __init__(self, folder: Path, command: tuple[str, ...], *, cold: bool) -> None:
        self._command = command
        self.world = world(folder, tomes=True)
        assert build(self.world, SITE).returncode == 0
        self.before = made(self.world)
        write(self.world, "tags: [mer]", "Il était une fois la mer.\n\n## Après\n\nLe soir.")
        if cold:
            rmtree(self.world / "anthology/.cache")
        self._start = Path(copytree(self.world / "anthology", folder / "start"))
        with build_anew(self.world, command, MOMENT=str(sys.maxsize)) as started:
            assert started.wait() == 0
        self.changes = (self.world / "count.log").stat().st_size
        self.after = made(self.world)

    def end(self, number: signal.Signals, moment: int) -> int:
        """Build, and send a signal at this moment: the exit code, once all its processes are gone."""
        restore(self.world, self._start)
        with build_anew(self.world, self._command, MOMENT=str(moment), SIGNAL=str(int(number))) as started:
            code = started.wait()
        assert all(gone(process) for process in processes_of(started.pid))
        return code

    def faults(self) -> Iterator[str]:
        """What is wrong now, and with what the next build makes of it."""
        if not is_whole(made(self.world), self.before, self.after):
            yield "not whole"
        done = build(self.world, self._command)
        if (done.returncode, done.stderr) != (0, ""):
            yield f"the next build: {done.stderr[-300:]}"
        if made(self.world) != self.after:
            yield "the next build made something else"
        root = self.world / "anthology"
        if left := [*root.glob("*.building"), *(root / "tomes").glob(".*")]:
            yield f"left: {left}"


START = """
import os, signal, sys

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == sys.argv[1]:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupt())
from mkdocs.__main__ import cli
cli(["build", "--quiet"])
"""
"""`mkdocs build` that gets SIGINT when it imports a module for the first time."""


@pytest.mark.parametrize(("module", "code"), [("mkdocs.commands.build", 1), ("florilege.anthology", 130)])
def test_an_interrupted_start_says_so_once_it_is_ours(tmp_path: Path, module: str, code: int) -> None:
    """The first of these MkDocs loads before our plugin, which imports the other."""
    folder = world(tmp_path)
    with build_anew(folder, ("-c", START, module)) as started:
        _, stderr = started.communicate()
    assert started.returncode == code
    assert "Traceback" not in stderr
    assert made(folder) == {}


def processes_of(session: int) -> list[int]:
    """The processes of a session (proc(5): `stat`)."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # gone since
            continue
        if int(fields[3]) == session:
            found.append(int(stat.parent.name))
    return found


def spread(changes: int, count: int) -> list[int]:
    """The numbers of `count` moments, as even as can be, from the first change to the last."""
    return [1 + round(each * (changes - 1) / (count - 1)) for each in range(count)]


@pytest.mark.press
@pytest.mark.timeout(120 * KILLS)
@pytest.mark.parametrize("cold", [False, True], ids=["warm", "cold"])
def test_a_killed_build_leaves_all_whole(tmp_path: Path, cold: bool) -> None:
    ended = Ended(tmp_path, SITE, cold=cold)
    wrong = {}
    for moment in spread(ended.changes, KILLS // 2):
        code = ended.end(signal.SIGKILL, moment)
        found = [] if code == -signal.SIGKILL else [f"exit {code}"]
        if found := [*found, *ended.faults()]:
            wrong[moment] = found
    assert wrong == {}


@pytest.mark.press
@pytest.mark.parametrize("number", ENDS)
@pytest.mark.parametrize("command", [SITE, TOMES], ids=["site", "tomes"])
def test_an_interrupted_build_says_so_and_leaves_nothing(
    tmp_path: Path, command: tuple[str, ...], number: signal.Signals
) -> None:
    ended = Ended(tmp_path, command, cold=True)
    for moment in spread(ended.changes, 4):
        assert ended.end(number, moment) == ENDS[number]
        assert is_whole(made(ended.world), ended.before, ended.after)
        root = ended.world / "anthology"
        assert [*root.glob("*.building"), *(root / "tomes").glob(".*")] == []
        assert [*(ended.world / "temporary").glob("florilege-*")] == []
