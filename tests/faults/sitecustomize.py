"""Has a call of a build to the file system fail, or the build end there: all its processes read this.

A Python that starts reads its orders in the environment, and a process that is forked from the tests' server
in the file `ORDERS` (`faults.orders`). `WATCHED` is the folder that holds all that a build may write; without
it nothing happens. A *place* is what
is done, the line of the code outside Python's own library that does it, and in which folder of it. The place
`FAULT` fails as on a full disk, and says so in `hit.log`; where it is empty, each place that is come by is
noted in `places.log`. Before change number `MOMENT`, counted in `count.log` over all processes of a build,
its main process gets the signal `SIGNAL`.
"""

import builtins
import errno
import io
import os
import re
import sys
import sysconfig
import time
from collections.abc import Mapping
from types import FrameType
from typing import Any

WATCHED = FAULT = ""
MOMENT = SIGNAL = MAIN = 0
LIBRARY = sysconfig.get_paths()["stdlib"]
PACKAGES = sysconfig.get_paths()["purelib"]

_PATHS = {
    **dict.fromkeys(("os.mkdir", "os.remove", "os.rmdir", "os.utime", "os.truncate", "os.chmod"), 0),
    **dict.fromkeys(("os.rename", "os.link", "os.symlink"), 1),
}
"""Event of sys.audit(3) → the argument that says what changes."""

_WITH_FOLDER = ("os.mkdir", "os.remove", "os.rmdir")
"""Those whose last argument may be an open folder that the path is in."""

MOST = 60
"""Seconds that a process waits for its end."""

_open, _fsync, _sendfile = io.open, os.fsync, os.sendfile


def _is_foreign(frame: FrameType) -> bool:
    """Whether this is code of Python's library, or of this file."""
    file = frame.f_code.co_filename
    in_library = file.startswith(LIBRARY) and not file.startswith(PACKAGES)
    return file == __file__ or file.startswith("<frozen") or in_library


def _place(event: str, path: str) -> str:
    frame: FrameType | None = sys._getframe(2)
    while frame is not None and _is_foreign(frame):
        frame = frame.f_back
    if frame is None:
        return ""
    code = frame.f_code
    module = re.sub(r".*/(?=florilege/|mkdocs/|site-packages/)", "", code.co_filename)
    top, *rest = os.path.relpath(path, WATCHED).split(os.sep)
    folder = top if top == "temporary" else f"{top}/{rest[0]}"
    return f"{event} {module}:{code.co_name}:{frame.f_lineno} {folder}"


def _come_by(event: str, path: Any, folder: int = -1) -> None:
    """Note a place, or have it fail; `path` may be an open file, and in an open `folder`."""
    if isinstance(path, int):
        path = os.readlink(f"/proc/self/fd/{path}")
        if not path.startswith("/"):  # a pipe
            return
    inside = os.readlink(f"/proc/self/fd/{folder}") if folder >= 0 else os.getcwd()
    path = os.path.join(inside, os.fsdecode(path))
    if not path.startswith(WATCHED + os.sep) or os.path.dirname(path) == WATCHED:
        return
    if event in ("os.remove", "os.rmdir") and "/temporary/pymp-" in path:
        return  # multiprocessing tidies up as Python ends, when all is done and nothing can be said any more
    if MOMENT:
        if _append("count.log", "") == MOMENT:
            os.kill(MAIN, SIGNAL)
            if os.getpid() != MAIN:
                time.sleep(MOST)  # ends with the build
        return
    place = _place(event, path)
    if not FAULT:
        _append("places.log", place)
    elif place == FAULT:
        _append("hit.log", place)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), path)


def _append(name: str, line: str) -> int:
    """Add a line to a file, which other processes do, too: how long it is then."""
    descriptor = os.open(os.path.join(WATCHED, name), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(descriptor, f"{line}\n".encode())
    length = os.lseek(descriptor, 0, os.SEEK_CUR)
    os.close(descriptor)
    return length


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open" and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        _come_by("open", arguments[0])
    elif event in _PATHS:
        _come_by(event, arguments[_PATHS[event]], arguments[-1] if event in _WITH_FOLDER else -1)
    elif event == "ctypes.dlsym" and arguments[1] == "renameat2":
        _come_by("renameat2", os.path.join(WATCHED, "site", "exchanged"))


class _Writing:
    """A file opened for writing, whose writes can fail."""

    def __init__(self, file: Any, path: Any) -> None:
        self._file, self._path = file, path

    def write(self, content: Any) -> Any:
        _come_by("write", self._path)
        return self._file.write(content)

    def __enter__(self) -> "_Writing":
        return self

    def __exit__(self, *exception: object) -> None:
        self._file.close()

    def __iter__(self) -> Any:
        return iter(self._file)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _opened(file: Any, mode: str = "r", *arguments: Any, **options: Any) -> Any:
    opened = _open(file, mode, *arguments, **options)
    return _Writing(opened, file) if set(mode) & set("wax+") else opened


def _synced(descriptor: int) -> None:
    _come_by("fsync", descriptor)
    _fsync(descriptor)


def _sent(out: int, *arguments: Any, **options: Any) -> int:
    _come_by("sendfile", out)
    return _sendfile(out, *arguments, **options)


def watch(orders: Mapping[str, str]) -> None:
    """Have a hand in all that this process does from now on."""
    global WATCHED, FAULT, MOMENT, SIGNAL, MAIN
    WATCHED, FAULT = orders["WATCHED"], orders.get("FAULT", "")
    MOMENT, SIGNAL = int(orders.get("MOMENT", "0")), int(orders.get("SIGNAL", "0"))
    MAIN = int(orders.get("MAIN_PROCESS", str(os.getpid())))
    sys.addaudithook(_watch)
    builtins.open = io.open = _opened  # type: ignore[assignment]
    os.fsync, os.sendfile = _synced, _sent


if "WATCHED" in os.environ:
    watch(os.environ)
    os.environ["MAIN_PROCESS"] = str(MAIN)
