"""Calls for workers, good and bad, and whether a process lives."""

import errno
import os
import re
import signal
import time
from pathlib import Path

from florilege.diagnostics.problems import FlorilegeError


def double(number: int) -> int:
    return 2 * number


def misbehave(how: str) -> str:
    """A call that does what a hostile text makes a library do."""
    match how:
        case "hang":
            time.sleep(1000)
        case "stall":  # in C, where no Python signal handler runs
            re.match(r"(a+)+$", "a" * 40 + "b")
        case "fill":
            return str(len(bytearray(4_000_000_000)))
        case "die":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "raise":
            raise ValueError("no")
        case "no room":
            raise FlorilegeError("cache-unwritable", folder="images", reason="no room")
        case "disk":
            raise OSError(errno.EIO, "Input/output error", "a module")
        case "too big":  # beyond the limit of a worker: of the call's making
            raise OSError(errno.EFBIG, "File too large")
    return how


def environment(name: str) -> str | None:
    return os.environ.get(name)


def pid(_: int) -> int:
    return os.getpid()


def two_at_work(folder: str) -> bool:
    """Whether another process has been called with this folder, too, or is before long."""
    (Path(folder) / str(os.getpid())).touch()
    end = time.monotonic() + 200
    while len(os.listdir(folder)) < 2 and time.monotonic() < end:
        time.sleep(0.05)
    return len(os.listdir(folder)) == 2


def alive(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def gone(process: int, *, seconds: float = 200) -> bool:
    """Whether it ends; so long is nobody kept waiting but by a fault."""
    end = time.monotonic() + seconds
    while alive(process):
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True
