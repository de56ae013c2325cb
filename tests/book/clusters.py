"""What the tests of the cluster share: a real scheduler and real workers on this machine, and bad calls."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Self

import florilege
from florilege.book.fragments import Call
from florilege.book.sheet import Fragment, Job
from runtime.processes import misbehave

PLUGINS = Path(florilege.__file__).parents[1]
TESTS = Path(__file__).parents[1]

LONG = 200
"""Seconds that nothing takes, on however busy a machine."""


def act(call: Call) -> Fragment:
    """A call whose job says how it behaves."""
    return Fragment(pdf=misbehave(call[0].html).encode(), pages=1, anchors={})


def calls(*names: str) -> list[Call]:
    return [(Job(html=name, style="", lang="fr"), "") for name in names]


class Worker(NamedTuple):
    pid: int
    address: str


class Dask:
    """A scheduler that hasn't Florilège, and workers: processes, each with a folder, gone in the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        for process in self.processes:
            process.kill()
        for process in self.processes:
            process.wait()

    def start(self) -> None:
        """Start the scheduler, on a port that is free."""
        options = ("--host", "127.0.0.1", "--port", "0", "--dashboard-address", "127.0.0.1:0")
        options += ("--idle-timeout", "900")  # it and its workers end even where the tests are killed
        blind = self._patched("blind", "import sys; sys.modules['florilege'] = None")
        self.scheduler = self._start("scheduler", "scheduler", *options, path=[blind])
        self.address = self._said("scheduler", "Scheduler at:")

    def worker(
        self, name: str, *options: str, patch: str = "", environment: Mapping[str, str] | None = None
    ) -> Worker:
        """A worker, registered; `patch` is run first of all in each of its processes."""
        path = [self._patched(name, patch), PLUGINS, TESTS]
        command = ("worker", self.address, "--nthreads", "1", "--no-dashboard", "--death-timeout", "900")
        command += ("--local-directory", str(self.folder / name), *options)
        process = self._start(name, *command, path=path, environment=environment)
        self._said(name, "Registered to:")
        return Worker(process.pid, self._said(name, "Start worker at:"))

    def _patched(self, name: str, code: str) -> Path:
        folder = self.folder / f"{name}-patch"
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(code, encoding="utf-8")
        return folder

    def _start(
        self, name: str, *arguments: str, path: list[Path], environment: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        (self.folder / name).mkdir()
        python_path = os.pathsep.join([*map(str, path), os.environ.get("PYTHONPATH", "")])
        variables = {**os.environ, **(environment or {}), "PYTHONPATH": python_path}
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", *arguments],
                cwd=self.folder / name,
                env=variables,
                stdout=log,
                stderr=log,
            )
        self.processes.append(process)
        return process

    def _said(self, name: str, label: str, *, seconds: float = LONG) -> str:
        """What follows a label in the log of a process, once it is there."""
        end = time.monotonic() + seconds
        while True:
            log = (self.folder / f"{name}.log").read_text(encoding="utf-8")
            if label in log and (found := log.partition(label)[2].partition("\n"))[1]:
                return found[0].strip()
            assert time.monotonic() < end, log
            assert self.processes[-1].poll() is None, log
            time.sleep(0.05)
