"""A command → what it costs: seconds on the clock, seconds of all processors, memory of its largest process.

The command runs below a small process of its own, this module's `main`. That process adopts the descendants
of the command that lose their parent (PR_SET_CHILD_SUBREAPER of prctl(2), Linux only) and waits for all; what
getrusage(2) then says of its children counts every process that has ended, the workers of a press too. The
largest is the one whose resident memory was highest. Linux starts that figure of a process with its parent's,
so that a worker never seems smaller than who started it: the largest of them is the right one all the same.
"""

import ctypes
import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

PR_SET_CHILD_SUBREAPER = 36
"""linux/prctl.h"""
UNIT = 1 if sys.platform == "darwin" else 1024
"""Bytes of one unit of `ru_maxrss`."""


class Cost(NamedTuple):
    """`seconds` on the clock, `processors` in seconds of them all, `memory` in MB of the largest process.

    On a machine that is busy with something else, the seconds of the processors say more.
    """

    seconds: float
    processors: float
    memory: float


def measure(
    command: Sequence[str | Path], folder: Path, environment: Mapping[str, str] | None = None
) -> Cost:
    """What a command costs that runs in a folder, and must succeed; only what it says of errors is shown."""
    done = subprocess.run(
        [sys.executable, __file__, *command],
        cwd=folder,
        env=os.environ | (environment or {}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Cost(**json.loads(done.stdout))


def median(costs: Iterable[Cost]) -> Cost:
    """Each figure's median."""
    return Cost(*(statistics.median(figures) for figures in zip(*costs, strict=True)))


def main(command: Sequence[str]) -> int:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    start = time.monotonic()
    code = subprocess.call(command, stdout=subprocess.DEVNULL)
    seconds = time.monotonic() - start
    wait_for_all()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cost = Cost(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss * UNIT / 1e6)
    print(json.dumps(cost._asdict()))
    return code


def wait_for_all() -> None:
    try:
        while True:
            os.wait()
    except ChildProcessError:
        pass


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
