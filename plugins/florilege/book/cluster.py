"""Sheets → fragments on other machines: calls are handed to a `distributed` scheduler, which has workers.

Nothing is scheduled here. A call travels whole, HTML and pictures, with what it needs of the machine that
runs it; what becomes of it there is in remote.py. Sheets are set once and kept here as always, so that a
build that is broken off loses what was on its way and no more.
"""

import asyncio
import logging
import pickle
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from florilege.book import remote
from florilege.book.fragments import Call, Result
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.fonts import Face
from florilege.runtime.workers import Failure

if TYPE_CHECKING:
    from distributed import Client, Future, Worker

CONNECT = 5
"""Seconds that a scheduler may take to answer, and to have a worker."""
PATIENCE = 60
"""Seconds without a result after which it is looked whether any worker is left."""
UNDER_WAY = 200_000_000
"""Bytes of calls that are with the scheduler and its workers at a time."""

_LOGGERS = ("asyncio", "distributed", "distributed.client", "tornado", "tornado.application")


class Cluster:
    """The workers of the scheduler at `address`, as `Workers` are those of this machine.

    Entering the `with` block raises `FlorilegeError` (3): `cluster-package`, `cluster-unreachable`,
    `cluster-empty`, or why a worker won't do: `cluster-differs`, `cluster-fonts`, `cluster-daemon`,
    `cluster-worker`. `run` raises the last four too, since workers come and go, and `cluster-broken`.
    """

    def __init__(self, address: str, faces: Iterable[Face]) -> None:
        self.address = address
        self._faces = tuple(faces)

    def __enter__(self) -> Self:
        with ExitStack() as stack:
            self._client = stack.enter_context(_connected(self.address))
            self._needs = remote.needs(self._faces)
            self._require_fit()
            self._open = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def run(
        self, function: Callable[[Call], Result], calls: Iterable[Call], *, seconds: float
    ) -> Iterator[Result | Failure]:
        """As `Workers.run`; a worker puts a fontconfig file of its own in the place of the call's.

        Results are fetched as they come, in any order, and wait here for their turn.
        """
        waiting = enumerate(pickle.dumps((function, call)) for call in calls)
        under_way: dict[Future[Any], tuple[int, int]] = {}
        arrived: SimpleQueue[Future[Any]] = SimpleQueue()
        outcomes: dict[int, Result | Failure] = {}
        turn = 0
        while self._submit(waiting, under_way, arrived, seconds):
            futures = self._wait(arrived)
            for future, outcome in zip(futures, self._fetch(futures), strict=True):
                number, _ = under_way.pop(future)
                outcomes[number] = outcome
            while turn in outcomes:
                yield outcomes.pop(turn)
                turn += 1

    def _submit(
        self,
        waiting: Iterator[tuple[int, bytes]],
        under_way: "dict[Future[Any], tuple[int, int]]",
        arrived: "SimpleQueue[Future[Any]]",
        seconds: float,
    ) -> bool:
        """Hand over calls as long as there is room; whether any is under way.

        They go as arguments: data that is scattered first would be lost with the worker that holds it.
        """
        room = UNDER_WAY - sum(size for _, size in under_way.values())
        while room > 0 and (following := next(waiting, None)):
            number, call = following
            future = self._client.submit(_there("run_call"), self._needs, call, seconds, pure=False)
            future.add_done_callback(arrived.put)
            under_way[future] = (number, len(call))
            room -= len(call)
        return bool(under_way)

    def _wait(self, arrived: "SimpleQueue[Future[Any]]") -> "list[Future[Any]]":
        """The calls that are done, at least one."""
        while True:
            try:
                futures = [arrived.get(timeout=PATIENCE)]
            except Empty:
                if not self._client.scheduler_info()["workers"]:
                    raise FlorilegeError("cluster-empty", address=self.address) from None
            else:
                while not arrived.empty():
                    futures.append(arrived.get())
                return futures

    def _fetch(self, futures: "list[Future[Any]]") -> list[Result | Failure]:
        """What calls gave. What a worker says is a value; an exception is the cluster's own."""
        from distributed import CancelledError, KilledWorker

        for future in futures:
            if future.status == "error":
                raise self._broken(future.exception())
        try:
            answers = self._client.gather(futures)
        except (CancelledError, KilledWorker, OSError) as error:
            raise self._broken(error) from error
        for node, answer in answers:
            _raise_refusal(node, answer)
        return [outcome for _, outcome in answers]

    def _broken(self, error: BaseException | None) -> FlorilegeError:
        return FlorilegeError("cluster-broken", address=self.address, reason=_reason(error))

    def _require_fit(self) -> None:
        """Ask scheduler and workers what they have. Each call asks again, for workers that come later."""
        versions = self._client.get_versions()
        wanted = _versions(versions["client"])
        for node, found in {self.address: versions["scheduler"], **versions["workers"]}.items():
            if parts := remote.differing(_versions(found), wanted):
                raise FlorilegeError("cluster-differs", node=node, parts=parts)
        answers = self._client.run(_there("examine"), self._needs, on_error="return")
        for node, answer in sorted(answers.items()):
            if isinstance(answer, Exception):
                raise FlorilegeError("cluster-worker", node=node, reason=_reason(answer))
            _raise_refusal(*answer)


def _raise_refusal(node: str, answer: object) -> None:
    """Raise what a worker says that won't do."""
    if isinstance(answer, remote.Refusal):
        raise FlorilegeError(answer.code, exit_code=3, node=node, **answer.values)


def _there(name: str) -> Callable[..., Any]:
    """A function of remote.py, to be called by a worker; gives the worker's address and the answer.

    It is nested so that its code is sent, not its name: the scheduler unpickles what it hands on, and has
    no Florilège.
    """

    def call(*arguments: object, dask_worker: "Worker | None" = None) -> tuple[str, Any]:
        from distributed import get_worker

        from florilege.book import remote

        worker = dask_worker or get_worker()  # `Client.run` gives it, a task asks for it
        return worker.address, getattr(remote, name)(*arguments, worker.local_directory)

    return call


@contextmanager
def _connected(address: str) -> "Iterator[Client]":
    """A client of the scheduler, which has at least one worker."""
    try:
        from distributed import Client
    except ModuleNotFoundError as error:
        raise FlorilegeError("cluster-package", command="pip install 'mkdocs-florilege[cluster]'") from error
    with ExitStack() as stack:
        stack.enter_context(_silence())
        try:
            asyncio.run(_knock(address))
            client = stack.enter_context(Client(address, timeout=CONNECT, set_as_default=False))
        except (OSError, ValueError, TypeError, RuntimeError) as error:
            raise FlorilegeError("cluster-unreachable", address=address, reason=_reason(error)) from error
        try:
            client.wait_for_workers(1, timeout=CONNECT)
        except TimeoutError as error:
            raise FlorilegeError("cluster-empty", address=address) from error
        yield client


async def _knock(address: str) -> None:
    """Connect and hang up: a `Client` that fails hangs for seconds, and for good where nobody answers."""
    from distributed import Security
    from distributed.comm import connect

    async with asyncio.timeout(CONNECT):
        comm = await connect(address, timeout=CONNECT, **Security().get_connection_args("client"))
        await comm.close()


@contextmanager
def _silence() -> Iterator[None]:
    """Let the libraries of the cluster log and warn nothing: what matters of it is raised, in one line."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    levels = [logger.level for logger in loggers]
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module="distributed")
        for logger in loggers:
            logger.setLevel(logging.CRITICAL + 1)
        try:
            yield
        finally:
            for logger, level in zip(loggers, levels, strict=True):
                logger.setLevel(level)


def _versions(found: dict[str, Any]) -> dict[str, str]:
    """What `Client.get_versions` tells of a machine, as far as it is compared."""
    packages = found["packages"]
    python = ".".join(str(packages["python"]).split(".")[:2])
    return {"Python": python, "distributed": str(packages["distributed"])}


def _reason(error: BaseException | None) -> str:
    """An exception on one line."""
    said = str(error).strip().partition("\n")[0]
    return said or type(error).__name__
