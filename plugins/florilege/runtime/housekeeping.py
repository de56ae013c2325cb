"""The cache folder → what is kept in it; and less of it: what was used longest ago goes, or everything.

A file's time of modification says when it was last used. An entry of a store may go at any time: whoever
wants it makes it again. Images and fonts are read by their path as long as a build lasts, so they stay while
another process uses the cache, which it tells by a shared lock on the folder. Nothing is deleted through a
symbolic link.
"""

import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.cache import touch
from florilege.runtime.faults import faults_at
from florilege.runtime.locks import FolderLock
from florilege.runtime.project import Project

Result = TypeVar("Result")

LIMIT = 2_000_000_000
"""Bytes that the cache may take, where FLORILEGE_CACHE_LIMIT doesn't say otherwise."""

STORES = ("entries", "fragments", "tomes")
"""The folders whose files are read whole and made again where they are missing."""

STALE = 3600 * 10**9
"""ns after which a file that is being written has been left by a process that was killed."""

_UNITS = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}


@dataclass(frozen=True, slots=True)
class CachedFile:
    """A file of the cache."""

    path: str
    kind: str
    """The folder of the cache that it is in."""
    size: int
    """Bytes."""
    used: int
    """When it was last used, in ns since 1970."""

    @property
    def is_temporary(self) -> bool:
        """Whether it is still being written, or was when its process was killed."""
        return os.path.basename(self.path).startswith(".")


def size_limit(environ: Mapping[str, str] = os.environ) -> int:
    """How many bytes the cache may take: FLORILEGE_CACHE_LIMIT, a number with a unit (10³) or without.

    Raises `FlorilegeError` (2) where it can't be read.

    >>> size_limit({"FLORILEGE_CACHE_LIMIT": "500MB"}), size_limit({"FLORILEGE_CACHE_LIMIT": "1,5 Go"})
    (500000000, 1500000000)
    """
    text = environ.get("FLORILEGE_CACHE_LIMIT", "").strip()
    if not text:
        return LIMIT
    read = re.fullmatch(r"([0-9]{1,15}(?:[.,][0-9]{1,15})?)\s*([kmgt]?)[bo]?", text.lower())
    if read is None:
        raise FlorilegeError("cache-limit", exit_code=2, value=text)
    return int(float(read[1].replace(",", ".")) * _UNITS[read[2]])


class UsedCache:
    """The cache of a build; a temporary folder, gone afterwards, takes its place where it can't be written.

    `project` is the build's; `warn` is told why the cache was given up.
    """

    def __init__(self, project: Project, warn: Callable[[FlorilegeError], None], stack: ExitStack) -> None:
        self.project = project
        self._warn, self._stack = warn, stack
        self._is_given_up = False

    def run(self, work: Callable[[Project], Result]) -> Result:
        """What `work` gives; it is done once more, and all that follows, without the cache if that fails.

        Raises `FlorilegeError` (3), `cache-unwritable`, where the temporary folder can't be written either.
        """
        try:
            return work(self.project)
        except FlorilegeError as error:
            if error.code != "cache-unwritable" or self._is_given_up:
                raise
            self._give_up(error)
        return work(self.project)

    def _give_up(self, error: FlorilegeError) -> None:
        with faults_at(Path(tempfile.gettempdir()), "cache-unwritable"):
            folder = tempfile.TemporaryDirectory(prefix="florilege-", ignore_cleanup_errors=True)
        self.project = replace(self.project, cache=Path(self._stack.enter_context(folder)))
        self._is_given_up = True
        self._warn(error)


@contextmanager
def in_use(project: Project, warn: Callable[[FlorilegeError], None]) -> Iterator[UsedCache]:
    """Have other processes leave in place what is read from the cache in this block, and trim it at the end.

    Raises `FlorilegeError` (2) for a limit that can't be read.
    """
    limit = size_limit()
    with ExitStack() as stack:
        with suppress(OSError):  # where nothing can be written, the first entry says so
            project.cache.mkdir(parents=True, exist_ok=True)
            lock = FolderLock(project.cache)
            stack.callback(_leave, project, lock, limit, now_of(project))
            lock.share()
        yield UsedCache(project, warn, stack)


def _leave(project: Project, lock: FolderLock, limit: int, since: int) -> None:
    with lock, suppress(FlorilegeError, OSError):  # a link, or what can't be read: its owner looks after it
        trim(project, limit, since=since, alone=lock.take())


def trim(project: Project, limit: int, *, since: int, alone: bool) -> None:
    """Drop what was used longest ago until the rest takes `limit` bytes, and what killed processes left.

    Nothing used at `since` (ns since 1970) or later goes. `alone`: no other process uses the cache.
    """
    files = cached_files(project)
    if alone:  # a whole folder that is being filled
        for folder in {file.kind for file in files if file.kind.startswith(".")}:
            shutil.rmtree(project.cache / folder, ignore_errors=True)
        files = [file for file in files if not file.kind.startswith(".")]
    excess = sum(file.size for file in files) - limit
    for file in files:
        if file.used >= since:
            break
        is_wanted = excess <= 0 or file.kind == project.published.name
        if (file.is_temporary or not is_wanted) and (alone or _is_free(file, since)):
            with suppress(OSError):  # another process was first, or it is another user's
                os.unlink(file.path)
                excess -= file.size


def empty(project: Project) -> tuple[list[CachedFile], list[CachedFile]]:
    """Remove what is kept: what was removed, and what stays because another process may be reading it.

    Raises `FlorilegeError` (3) where the folder can't be written or is a symbolic link.
    """
    try:
        with faults_at(project.cache, "cache-unwritable"), FolderLock(project.cache) as lock:
            return _remove(project, alone=lock.take())
    except FlorilegeError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return [], []
        raise


def _remove(project: Project, *, alone: bool) -> tuple[list[CachedFile], list[CachedFile]]:
    files, now = cached_files(project), now_of(project)
    free = {file: alone or _is_free(file, now) for file in files}
    for file in files:
        if free[file]:
            with suppress(FileNotFoundError):
                os.unlink(file.path)
    if alone:
        _remove_empty_folders(str(project.cache))
    return [file for file in files if free[file]], [file for file in files if not free[file]]


def _remove_empty_folders(root: str) -> None:
    """All below `root`, which itself stays: it bears the lock."""
    for folder, _, _ in os.walk(root, topdown=False):
        if folder != root:
            with suppress(OSError):
                os.rmdir(folder)


def used_since(project: Project, since: int) -> list[str]:
    """The paths, below the cache, of what was used at `since` (ns since 1970) or later."""
    return [
        os.path.relpath(file.path, project.cache)
        for file in cached_files(project)
        if file.used >= since and not file.is_temporary
    ]


def use_again(project: Project, paths: Iterable[str]) -> None:
    """Note files of the cache as used now; those that are gone stay so."""
    for path in paths:
        touch(project.cache / path)


def cached_files(project: Project) -> list[CachedFile]:
    """The files of the cache, what was used longest ago first.

    Raises `FlorilegeError` (3) where a symbolic link leads to another folder instead.
    """
    root, folder = str(project.root), str(project.cache)
    if os.path.realpath(folder) != os.path.join(os.path.realpath(root), os.path.relpath(folder, root)):
        raise FlorilegeError("cache-linked", folder=folder)
    return sorted(_files(folder), key=lambda file: (file.used, file.path))


def _files(root: str) -> Iterator[CachedFile]:
    for folder, _, names in os.walk(root):
        kind = folder[len(root) + 1 :].partition(os.sep)[0]
        for name in names:
            path = os.path.join(folder, name)
            try:
                status = os.lstat(path)
            except FileNotFoundError:  # another process was first
                continue
            yield CachedFile(path, kind, status.st_size, status.st_mtime_ns)


def _is_free(file: CachedFile, now: int) -> bool:
    """Whether a file can go while another process uses the cache."""
    return file.used < now - STALE if file.is_temporary else file.kind in STORES


def now_of(project: Project) -> int:
    """The time, in ns, by the clock of the file system, which runs a little behind Python's."""
    os.utime(project.cache)
    return project.cache.stat().st_mtime_ns
