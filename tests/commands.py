"""Commands, as an editor calls them: in an anthology's folder, on a French machine."""

import atexit
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping
from contextlib import chdir
from multiprocessing import forkserver, get_context, resource_tracker
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner, Result

from florilege.book.fragments import ENGINE
from florilege.cli import main
from florilege.runtime.workers import preload

SERVER = get_context("forkserver")
"""Starts processes that have loaded what most commands need, which takes two seconds: a test has many."""
preload("commands", "florilege.cli.fresh_build", "florilege.web.plugin", *ENGINE)


def run(root: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python there: a script and its arguments, or `-m` and a module; `variables` of the environment.

    The process is a new one, but in the state of a Python that has begun before: see `run_anew`.
    """
    environment = _environment() | variables
    forkserver.ensure_running()
    ours = vars(forkserver._forkserver)  # type: ignore[attr-defined]
    server = {name: ours[name] for name in ("_forkserver_address", "_forkserver_authkey") if name in ours}
    with TemporaryDirectory() as folder:
        said = [Path(folder) / name for name in ("stdout", "stderr")]
        process = SERVER.Process(target=_run, args=(root, environment, command, said, server))
        process.start()
        process.join()
        out, err = (file.read_text(encoding="utf-8") for file in said)
    return subprocess.CompletedProcess(command, process.exitcode or 0, out, err)


def run_anew(root: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run it in a Python of its own: another order of sets, the encoding that the environment asks for."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=root,
        env=_environment() | variables,
        capture_output=True,
        text=True,
        check=False,
    )


def _environment() -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    environment |= {"LANG": "fr_FR.UTF-8", "NO_MKDOCS_2_WARNING": "1", "COLUMNS": "120"}
    environment["SOURCE_DATE_EPOCH"] = "1767225600"  # the site map is dated
    return environment


def _run(
    root: Path,
    environment: Mapping[str, str],
    command: tuple[str, ...],
    said: list[Path],
    server: Mapping[str, object],
) -> None:
    """Become that command; its workers come from the same server."""
    vars(forkserver._forkserver).update(server)  # type: ignore[attr-defined]
    for place in (forkserver, forkserver._forkserver):  # type: ignore[attr-defined]
        place.ensure_running = resource_tracker.ensure_running
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(root)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, file in enumerate(said, 1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    try:
        if command[0] == "-m":
            sys.argv = [*command[1:]]
            runpy.run_module(command[1], run_name="__main__", alter_sys=True)
        else:
            sys.argv = [*command]
            runpy.run_path(command[0], run_name="__main__")
    finally:
        atexit._run_exitfuncs()


def florilege(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `florilege` there."""
    return run(root, "-m", "florilege.cli", *arguments)


def here(root: Path, *arguments: str) -> Result:
    """Run `florilege` there in this process, of which a test has changed something."""
    with chdir(root):
        return CliRunner().invoke(main.florilege, arguments)
