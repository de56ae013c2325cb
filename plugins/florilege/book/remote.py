"""What a worker of a cluster does: a call, packed → its fragment, or why this machine refuses it.

A call is run as it would be where it came from: in a process with limits, one for each thread of the worker,
so that no sheet can end the worker itself. The process compares engine and fonts before it unpacks anything.
"""

import pickle
import platform
import threading
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import version
from multiprocessing import current_process
from pathlib import Path
from typing import NamedTuple

from florilege.book.fragments import SHEETS, Call, Result, engine
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.fonts import Face, describe, faces_by_digest, write_fontconfig
from florilege.runtime.cache import code_version
from florilege.runtime.workers import Failure, Workers

_CODE = ("book/fragments.py", "book/remote.py", "printing/fonts.py", "runtime/workers.py")
"""Our code that a call meets on its way, besides the engine's."""
_SHOWN = 16
"""Characters of a version or a digest that people are shown."""

_of_thread = threading.local()


class Needs(NamedTuple):
    """What a machine must have to set sheets as another does."""

    machine: dict[str, str]
    faces: dict[str, str]
    """Digest → what people call the face."""


class Refusal(NamedTuple):
    """Why a machine won't do: a code of problems.yml and the words of its sentence."""

    code: str
    values: dict[str, str]


class PackedCall(NamedTuple):
    """A call, on its way from the worker to its process; `needs` and `call` are packed."""

    needs: bytes
    call: bytes
    folder: str
    """Where the worker may write."""


def needs(faces: Iterable[Face]) -> bytes:
    """What other machines need to set sheets with these faces as this one does, packed."""
    names = {face.digest: describe((face.family, face.style, face.weight)) for face in faces}
    return pickle.dumps(Needs(machine(), names))


@cache
def machine() -> dict[str, str]:
    """What this machine sets sheets with, part by part."""
    return {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "distributed": version("distributed"),
        **engine(),
        **{file: code_version(file) for file in _CODE},
    }


def differing(found: dict[str, str], wanted: dict[str, str]) -> str:
    """The parts that differ, for people.

    >>> differing({"Pango": "1.50.12", "zlib": "1.3"}, {"Pango": "1.50.12", "zlib": "1.2.13"})
    'zlib 1.3 ≠ 1.2.13'
    """
    return ", ".join(
        f"{part} {found.get(part, '–')[:_SHOWN]} ≠ {value[:_SHOWN]}"
        for part, value in wanted.items()
        if found.get(part) != value
    )


def examine(needs: bytes, folder: str) -> Refusal | None:
    """Whether the worker in whose process this runs will do, and if not, why."""
    if current_process().daemon:
        return Refusal("cluster-daemon", {})
    ready = _prepare(needs, folder)
    return ready if isinstance(ready, Refusal) else None


def run_call(needs: bytes, call: bytes, seconds: float, folder: str) -> Result | Failure | Refusal:
    """What a call of `fragments.render_job` gives on this machine."""
    if current_process().daemon:
        return Refusal("cluster-daemon", {})
    if not hasattr(_of_thread, "workers"):
        _of_thread.workers = Workers(1, max_tasks=SHEETS)
    workers: Workers = _of_thread.workers
    try:
        (outcome,) = workers.run(_set, [PackedCall(needs, call, folder)], seconds=seconds)
    except FlorilegeError as error:
        return Refusal("cluster-worker", {"reason": str(error)})
    if isinstance(outcome, Refusal):
        workers.close()  # once the machine is put right, the next process sees it
    return outcome


_prepared: dict[tuple[bytes, str], str | Refusal] = {}


def _set(packed: PackedCall) -> Result | Refusal:
    """In the process: the call, with this machine's own fontconfig file."""
    place = (packed.needs, packed.folder)
    if place not in _prepared:
        _prepared[place] = _prepare(*place)
    ready = _prepared[place]
    if isinstance(ready, Refusal):
        return ready
    function: Callable[[Call], Result]
    function, (job, _) = pickle.loads(packed.call)
    return function((job, ready))


def _prepare(needs: bytes, folder: str) -> str | Refusal:
    """A fontconfig file that knows the faces needed, on a machine that has them and the same engine."""
    wanted = Needs(*pickle.loads(needs))
    try:
        if parts := differing(machine(), wanted.machine):
            return Refusal("cluster-differs", {"parts": parts})
        found = faces_by_digest(wanted.faces, Path("fonts"))
        if missing := [name for digest, name in wanted.faces.items() if digest not in found]:
            return Refusal("cluster-fonts", {"faces": ", ".join(missing)})
        return str(write_fontconfig(Path(folder, "florilege"), found.values()))
    except (FlorilegeError, ImportError, OSError) as error:
        return Refusal("cluster-worker", {"reason": str(error)})
