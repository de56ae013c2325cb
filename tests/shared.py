"""Folders that take long to make, made once for all the processes of a run."""

import fcntl
from collections.abc import Callable
from pathlib import Path

import pytest


def once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of this name: the first process that asks for it makes it, the others wait.

    Nothing but caches may be written into it afterwards.
    """
    folders = factory.getbasetemp()
    if folders.name.startswith("popen-"):  # that of one process of pytest-xdist, below that of the run
        folders = folders.parent
    folder, made = folders / name, folders / f"{name}.made"
    with (folders / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            make(folder)
            made.touch()
    return folder
