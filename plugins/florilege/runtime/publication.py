"""A finished folder or file → its public place, in one step: readers see the old or the new, never a mixture.

A folder is built beside the one it replaces, in `<name>.building/`, under a lock that the kernel frees
should its owner die. Then the two are exchanged: on Linux `renameat2(2)` with RENAME_EXCHANGE, elsewhere
two renames. A published folder holds `.florilege`, the list of the files we made; whatever else lies there
isn't ours, and a folder with such a file is never replaced.
"""

import atexit
import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from uuid import uuid4

from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.faults import faults_at
from florilege.runtime.locks import FolderLock

MARKER = ".florilege"
_WORKSHOP = ".building-"

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_EXCHANGE_UNKNOWN = {errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM}


class StagedFolder:
    """A folder that is being built to take the place of `target`.

    Fill `folder`, then call `publish`; or `abandon`, and nothing has happened. A process that ends in good
    order (interruption.py) abandons it too. Raises `FlorilegeError` (3) if another process is building
    `target`, or if `target` holds what we didn't make.
    """

    def __init__(self, target: Path) -> None:
        self.target = target.resolve()
        self._staging = self.target.with_name(self.target.name + ".building")
        self.folder = self._staging / "new"
        _refuse_foreign_files(self.target)
        with faults_at(self._staging):
            self._lock = _locked(self._staging)
            _empty(self._staging)  # what a killed build has left
            (self._staging / "pid").write_text(str(os.getpid()), encoding="ascii")
            self.folder.mkdir()
        self._is_over = False
        atexit.register(self.abandon)

    def publish(self) -> bool:
        """Put `folder` in the place of `target`; true if that took one step, false if it took two renames."""
        try:
            with faults_at(self.target):
                _refuse_foreign_files(self.target)
                _write_marker(self.folder)
                os.sync()  # the new files are on the disk before the name points to them
                return _replace(self.folder, self.target)
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Remove whatever is left beside `target`, and let others build. May be called again."""
        if not self._is_over:
            shutil.rmtree(self._staging, ignore_errors=True)
            self._lock.close()
            atexit.unregister(self.abandon)
            self._is_over = True


@contextmanager
def workshop(output: Path) -> Iterator[Path]:
    """A folder below `output` for files that aren't published yet, of this block alone: it goes at the end.

    What killed processes have left there goes too, and `output` itself if it was made here and holds nothing.
    Raises `FlorilegeError` (3) where it can't be written.
    """
    is_new = not output.exists()
    with faults_at(output):
        for left in output.glob(f"{_WORKSHOP}*"):
            _sweep(left)
        folder, lock = _locked_workshop(output)
    remove = partial(shutil.rmtree, folder, ignore_errors=True)
    atexit.register(remove)  # for where a signal ends the one below
    try:
        yield folder
    finally:
        remove()
        atexit.unregister(remove)
        lock.close()
        if is_new:
            with suppress(OSError):
                output.rmdir()


def _locked_workshop(output: Path) -> tuple[Path, FolderLock]:
    """A new folder there, locked before another build could take it for one that the killed have left."""
    while True:
        folder = output / f"{_WORKSHOP}{uuid4().hex}"
        folder.mkdir(parents=True)
        with suppress(FileNotFoundError):
            lock = FolderLock(folder)
            lock.share()
            if lock.is_of(folder):
                return folder, lock
            lock.close()


def _sweep(folder: Path) -> None:
    """Remove a folder that no process has locked."""
    with suppress(OSError), FolderLock(folder) as lock:
        if lock.take():
            shutil.rmtree(folder, ignore_errors=True)


def publish_file(built: Path, target: Path) -> None:
    """Move a finished file into its place in one step, and onto the disk.

    Both must be on one file system. Raises `FlorilegeError` (3) where the place can't be written.
    """
    with faults_at(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        _sync(built)
        os.replace(built, target)
        _sync(target.parent)


def _locked(staging: Path) -> FolderLock:
    """The folder, which is made if need be, for this process alone."""
    while True:
        staging.mkdir(parents=True, exist_ok=True)
        try:
            lock = FolderLock(staging)
        except FileNotFoundError:
            continue
        if not lock.take():
            lock.close()
            raise FlorilegeError("build-running", pid=_owner(staging), folder=staging)
        # Its last owner may have removed the folder between our opening and our locking it.
        if lock.is_of(staging):
            return lock
        lock.close()


def _owner(staging: Path) -> str:
    try:
        return (staging / "pid").read_text(encoding="ascii")
    except OSError:
        return "?"


def _empty(folder: Path) -> None:
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        else:
            entry.unlink()


def _files(folder: Path) -> list[str]:
    """The paths of the files below a folder, sorted, POSIX; symbolic links are not followed."""
    found = [
        Path(root, name).relative_to(folder).as_posix()
        for root, folders, names in os.walk(folder)
        for name in (*names, *(each for each in folders if Path(root, each).is_symlink()))
    ]
    return sorted(found)


def _write_marker(folder: Path) -> None:
    text = "".join(f"{path}\n" for path in _files(folder))
    (folder / MARKER).write_text(text, encoding="utf-8", errors="surrogateescape")


def _refuse_foreign_files(target: Path) -> None:
    """Raise unless `target` is absent, empty, or only holds what its marker lists."""
    if not target.exists():
        return
    if not target.is_dir():
        raise FlorilegeError("target-not-ours", folder=target, file=target.name)
    marker = target / MARKER
    ours = {MARKER}
    if marker.is_file():
        ours.update(marker.read_text(encoding="utf-8", errors="surrogateescape").splitlines())
    foreign = next((path for path in _files(target) if path not in ours), None)
    if foreign is not None:
        raise FlorilegeError("target-not-ours", folder=target, file=foreign)


def _replace(new: Path, target: Path) -> bool:
    if not target.exists():
        os.rename(new, target)
        return True
    if _exchange(new, target):
        return True
    aside = new.with_name("old")
    os.rename(target, aside)
    try:
        os.rename(new, target)
    except OSError:
        os.rename(aside, target)
        raise
    return False


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; false where the system can't."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:  # a C library without it
        return False
    if renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0:
        return True
    code = ctypes.get_errno()
    if code in _EXCHANGE_UNKNOWN:
        return False
    raise OSError(code, os.strerror(code), str(other))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
