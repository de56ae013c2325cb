"""What the system refuses → the machine's fault, as one line: never a mistake of an author.

Whoever knows where it reads or writes says so with `faults_at`; whatever else escapes becomes a fault at the
edges, in `machine_faults`: the command line and the plugin.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from florilege.diagnostics.problems import FlorilegeError

EXHAUSTED = frozenset(
    {
        *(errno.EDQUOT, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENODEV),
        *(errno.ENOSPC, errno.ENXIO, errno.EROFS, errno.ESTALE),
    }
)
"""What no file of a contributor can make a call of the system say (errno(3))."""

DENIED = frozenset({errno.EACCES, errno.EPERM})
"""What the permissions of a file can."""


def fault(code: str, place: str | Path, error: OSError) -> FlorilegeError:
    """The fault of this code (3): in which folder, why, and how many MB are free there."""
    reason = error.strerror or str(error) or type(error).__name__
    return FlorilegeError(code, folder=place, reason=reason, free=_free(Path(place)))


@contextmanager
def faults_at(place: Path, code: str = "target-unwritable") -> Iterator[None]:
    """Whatever the system refuses in this block is a fault at this place. Raises `FlorilegeError` (3)."""
    try:
        yield
    except OSError as error:
        raise fault(code, place, error) from error


@contextmanager
def machine_faults(place: Path) -> Iterator[None]:
    """The edge: what the system or a library refuses and nobody has named; at `place` where it has no path.

    Raises `FlorilegeError` (3). FLORILEGE_TRACEBACK lets it through as it is.
    """
    try:
        yield
    except FlorilegeError:
        raise
    except Exception as error:
        if os.environ.get("FLORILEGE_TRACEBACK"):
            raise
        raise fault_of(error, place) from error


def fault_of(error: Exception, place: Path) -> FlorilegeError:
    """What escaped, as a fault of the machine."""
    if isinstance(error, FlorilegeError):
        return error
    if isinstance(error, OSError):
        name = error.filename
        at = Path(os.fsdecode(name)) if isinstance(name, (str, bytes)) else place
        return fault("machine-fault", at, error)
    if isinstance(error, MemoryError):
        return FlorilegeError("memory-full")
    said = " ".join(str(error).split())[:200]
    return FlorilegeError("unexpected", error=f"{type(error).__name__}: {said}", place=_raised_in(error))


def _raised_in(error: Exception) -> str:
    """The file and line of the innermost call."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "?"
    return f"{os.path.basename(trace.tb_frame.f_code.co_filename)}:{trace.tb_lineno}"


def _free(place: Path) -> str:
    """The MB that are free where a path is, or would be."""
    for folder in (place, *place.parents):
        try:
            return str(shutil.disk_usage(folder).free // 10**6)
        except OSError:
            continue
    return "?"
