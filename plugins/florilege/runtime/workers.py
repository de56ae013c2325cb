"""Processes that can be killed: calls of a function → their results in order, or why there is none.

Texts, images and sheets come from strangers, and no library that turns them into something else is safe
against every input: Python-Markdown stalls on brackets, Pillow and WeasyPrint fill the memory. So they run in
worker processes with limits: seconds of the processor per call, bytes of address space, size of files, no
core dumps, and an environment without the parent's secrets. Processes are started with the first call, not
before, and kept for all that follows: one `Workers` serves texts, images and sheets. Nothing runs in the
parent even where there is one small text, since that may be the hostile one.

WeasyPrint's native libraries don't bear that a process which uses them is forked, nor does Python one with
threads. So no worker is forked from this process, but all are from a server of multiprocessing's, a process
that has loaded what `preload` names, uses none of it, and has one thread: the two seconds that loading takes
are spent once, however many workers there are and however often one is replaced. Where the system's
libraries don't bear even that (macOS, says multiprocessing's documentation), or the folder for temporary
files has no place for the server's socket, each is spawned, and loads for itself. Either way, a script that
uses this module needs its `if __name__ == "__main__":`.
"""

import contextlib
import os
import resource
import signal
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures import TimeoutError as FutureTimeout
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import forkserver, parent_process
from multiprocessing.context import BaseContext, ForkServerProcess, SpawnProcess
from multiprocessing.synchronize import RLock
from pathlib import Path
from types import TracebackType
from typing import Literal, Self, TypeVar

from pebble import CONSTS, ProcessExpired, ProcessFuture, ProcessPool

from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.faults import DENIED, EXHAUSTED, fault_of

Call = TypeVar("Call")
Result = TypeVar("Result")

MEMORY = 1_500_000_000
"""Bytes of address space of a worker; a sheet of 60 pages takes some 300 MB."""
FILE_SIZE = 200_000_000
"""Bytes of the largest file that a worker may write."""
OPEN_FILES = 256
MAX_WORKERS = 8
AHEAD = 4
"""Calls that wait for each process, so that none waits for a call."""
EACH = 4
"""Calls at once for which it is worth it to start a process more, which finds the fonts by itself."""
PATROL = 5.0
"""Seconds after which it is looked whether the pool still lives."""
BUSY = 6
"""How often the seconds of the processor that a call is given it may last by the clock: that the machine has
much else to do makes no text a hostile one."""
PATIENT, LEAST, MOST = 3, 1.0, 60
"""How many calls may stall before others get less time, the seconds that each gets even then, and after how
many none is tried any more: with 30 s for a call, what stalls takes some three minutes and a half."""

CONSTS.term_timeout = 0.5
"""Seconds that a process gets to end itself before it is killed; there is nothing that it must still do."""

_ENVIRONMENT = ("HOME", "LANG", "LANGUAGE", "PATH", "SOURCE_DATE_EPOCH", "TMPDIR", "TZ")
_ENVIRONMENT_PREFIXES = ("FONTCONFIG_", "LC_", "PYTHON", "XDG_")


_preloaded: dict[str, None] = {}


def preload(*modules: str) -> None:
    """Have workers find these modules loaded, too; what is named after the first of them started counts no
    more, and is imported by each that needs it."""
    _preloaded.update(dict.fromkeys(modules))
    forkserver.set_forkserver_preload([*_preloaded])


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a call has no result."""

    kind: Literal["timeout", "memory", "crash", "error", "untried"]
    detail: str
    """The limit, in seconds or MB; the exit code; the exception's name and message, cut short; how many
    stalled before."""


def processors() -> int:
    """How many processors this process is confined to (CPU affinity, cpusets); quotas of time don't count."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers:
    """Worker processes, started with the first call and gone when the `with` block ends.

    `count` is the number of processes (all cores, but at most 8) that there may be, one for `each` calls at
    once. Each is replaced after `max_tasks` calls where that isn't 0, which gives back the memory that
    WeasyPrint and Pillow keep.

    All calls together have a budget of time for what stalls: each that does after the first three halves the
    time that is given to those that follow, down to a second, and after sixty none is tried.
    """

    def __init__(
        self,
        count: int | None = None,
        *,
        each: int = EACH,
        memory: int = MEMORY,
        max_tasks: int = 0,
    ) -> None:
        self.count = count or min(processors(), MAX_WORKERS)
        self.each = each
        self.memory = memory
        self.max_tasks = max_tasks
        self._pool: ProcessPool | None = None
        self._size = 1
        self._runs = 0
        self._context: _Context | None = None
        self._stalled = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def start(self) -> None:
        """Begin to load what the first call will need, where there is something else to do until then.

        To ask the server for a process would be to wait until it has loaded; a spawned one loads for itself.
        """
        if _has_server():
            return
        try:
            self._started().schedule(os.getpid)
        except (RuntimeError, BrokenProcessPool):
            self.close()  # the first call tries again, and says why

    def close(self) -> None:
        """Stop every process, at work or not; a later call starts new ones."""
        if self._pool is not None:
            pool, self._pool = self._pool, None
            pool.stop()  # type: ignore[no-untyped-call]
            pool.join()
            self._context = None

    def run(
        self, function: Callable[[Call], Result], calls: Iterable[Call], *, seconds: float
    ) -> Iterator[Result | Failure]:
        """The result of `function(call)` for each call, in order; a `Failure` where there is none.

        `function` is a module's, and calls and results can be pickled. `seconds` of the processor are for
        each call alone, less where others have stalled. Raises `FlorilegeError` (3) where processes can't be
        started, or where the machine refuses one what it needs.
        """
        waiting = list(calls)
        under_way: dict[ProcessFuture[Result], tuple[int, float]] = {}
        finished: dict[int, Result | Failure | FlorilegeError] = {}
        scheduled = done = 0
        broken_at = -1
        self._widen(len(waiting))
        self._runs += 1
        try:
            while done < len(waiting):
                try:
                    while scheduled < len(waiting) and len(under_way) < AHEAD * self._size:
                        if self._stalled < MOST:
                            limit = self._limit(seconds)
                            future = self._schedule(function, waiting[scheduled], limit)
                            under_way[future] = scheduled, limit
                        else:
                            finished[scheduled] = Failure("untried", str(self._stalled))
                        scheduled += 1
                    arrived = wait(under_way, timeout=PATROL, return_when=FIRST_COMPLETED).done
                    if under_way and not arrived and not self._started().active:
                        raise BrokenProcessPool("calls are left behind")  # scheduled as Pebble gave up
                    for future in [future for future in under_way if future.done()]:
                        index, limit = under_way[future]
                        try:
                            outcome: Result | Failure = self._outcome(future, limit)
                            finished[index] = outcome
                        except FlorilegeError as error:  # told when it is its turn
                            finished[index] = error
                        del under_way[future]
                except BrokenProcessPool as error:
                    # Pebble gives up when a process ends before it is known to be at work. Once that is bad
                    # luck; a second time without a result between, processes don't start.
                    self.close()
                    if broken_at == done:
                        raise FlorilegeError("workers-broken", reason=error) from error
                    broken_at = scheduled = done
                    under_way, finished = {}, {}
                while done in finished:
                    result = finished.pop(done)
                    if isinstance(result, FlorilegeError):
                        raise result
                    yield result
                    done += 1
        finally:
            self._runs -= 1
            for future in under_way:
                future.cancel()  # type: ignore[no-untyped-call]

    def _limit(self, seconds: float) -> float:
        """Half of it for each call that stalled after the first ones, but enough for what is honest."""
        return max(seconds * 0.5 ** max(0, self._stalled - PATIENT), min(seconds, LEAST))

    def _schedule(
        self, function: Callable[[Call], Result], call: Call, seconds: float
    ) -> "ProcessFuture[Result]":
        try:
            return self._started().schedule(_guarded, args=(function, call, seconds), timeout=BUSY * seconds)
        except RuntimeError as error:  # Pebble has given up already
            raise BrokenProcessPool(str(error)) from error

    def _outcome(self, future: "ProcessFuture[Result]", seconds: float) -> Result | Failure:
        """What became of a call that is done."""
        try:
            return future.result()
        except (FutureTimeout, TimeoutError):
            return self._timeout(seconds)
        except MemoryError:
            return Failure("memory", str(self.memory // 10**6))
        except ProcessExpired as error:
            if error.exitcode == -signal.SIGPROF:
                return self._timeout(seconds)
            return Failure("crash", f"exit {error.exitcode}")
        except (BrokenProcessPool, FlorilegeError):  # the machine's, whatever the input
            raise
        except OSError as error:
            if error.errno in EXHAUSTED | DENIED:
                raise fault_of(error, Path.cwd()) from error
            return Failure("error", _said(error))
        except Exception as error:  # whatever the library made of a stranger's input
            return Failure("error", _said(error))

    def _timeout(self, seconds: float) -> Failure:
        self._stalled += 1
        return Failure("timeout", f"{seconds:g}")

    def _widen(self, calls: int) -> None:
        """Have as many processes as this many calls are worth, from the next that starts; none is stopped at
        work."""
        size = min(self.count, -(-calls // self.each))
        if size > self._size and not self._runs:
            self.close()
            self._size = size

    def _started(self) -> ProcessPool:
        if self._pool is None:
            self._context = _Context()
            self._pool = ProcessPool(
                max_workers=self._size,
                max_tasks=self.max_tasks,
                initializer=_set_limits,
                initargs=(self.memory, _environment()),
                context=self._context,
            )
        return self._pool


class _Context(BaseContext):
    """Keeps the locks of a pool until its processes are gone: Pebble gives them up before it stops those, and
    one that is still starting then finds none and prints a traceback."""

    def __init__(self) -> None:
        self.locks: list[RLock] = []
        is_forked = _has_server()
        self._name = "forkserver" if is_forked else "spawn"
        self.Process = ForkServerProcess if is_forked else SpawnProcess

    def RLock(self) -> RLock:
        self.locks.append(lock := super().RLock())
        return lock


def _has_server() -> bool:
    """Whether there is a process to fork workers from, started if need be."""
    if sys.platform != "linux":
        return False
    try:
        forkserver.ensure_running()
    except OSError:  # TMPDIR is full, can't be written, or is too long for the address of a socket (unix(7))
        return False
    return True


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:120]


def _guarded(function: Callable[[Call], Result], call: Call, seconds: float) -> Result:
    """The call under a limit of CPU time, which ends it even where nobody is left to stop it."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        return function(call)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _environment() -> dict[str, str]:
    """Of this process's, what a worker is told."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in _ENVIRONMENT or name.startswith(_ENVIRONMENT_PREFIXES)
    }


def _set_limits(memory: int, environment: Mapping[str, str]) -> None:
    """Set up a new worker process."""
    os.environ.clear()
    os.environ.update(environment)
    _limit(resource.RLIMIT_AS, memory)
    _limit(resource.RLIMIT_FSIZE, FILE_SIZE)
    _limit(resource.RLIMIT_NOFILE, OPEN_FILES)
    _limit(resource.RLIMIT_CORE, 0)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _limit(what: int, amount: int) -> None:
    """Lower the soft limit; never above the hard one, which may be lower."""
    hard = resource.getrlimit(what)[1]
    soft = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS knows no limit of address space
        resource.setrlimit(what, (soft, hard))


def _end_with_parent() -> None:
    """End this process when its parent is gone, even killed."""
    if parent := parent_process():
        parent.join()
    os._exit(1)
