"""All that goes into a build → the files that it gave, kept, so that one in which nothing changed makes none.

What goes in is known by its bytes: the anthology's files and settings, our own code, what is installed beside
it, what is asked for. So the files that are kept are those that a build would give, and nothing is read.
"""

import json
import os
import platform
import stat
import sys
import zlib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from florilege.diagnostics.problems import Problem
from florilege.runtime.cache import Store, code_version, digest, key_of
from florilege.runtime.housekeeping import now_of, use_again, used_since
from florilege.runtime.libraries import library_versions
from florilege.runtime.project import Project

MOST = 500_000_000
"""Bytes of an anthology of which builds are kept: to read more takes longer than to look what has changed."""

_MARKERS = (".dist-info", ".egg-info")
"""How the folder ends in which an installer notes a package and its version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file of a tome: its path in the folder of the tomes, and its key among the tomes in the cache."""

    name: str
    pages: int
    size: int
    """bytes"""
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptTome:
    """A tome of `sheets` sheets; `report` is what printers would say of it, as JSON, if one gets it."""

    files: tuple[KeptFile, ...]
    sheets: int
    report: str = ""


class KeptBuilds:
    """What the builds of one anthology gave, by what is `asked` for.

    Taken when a build begins: what it reads later may be other files, and then it isn't kept.
    """

    def __init__(self, project: Project, *asked: object) -> None:
        self._project = project
        self._store = Store(project.cache / "tomes")
        self._since = 0
        self._stamps = _stamps(project)
        with suppress(OSError):  # a cache that can't be written keeps nothing
            self._since = now_of(project)
        self._key = "" if self._stamps is None else key_of("build", asked, _machine(), _inputs(project))

    @property
    def newest(self) -> int:
        """When the last of the anthology's files was changed, in ns; 0 where builds aren't kept."""
        return max((changed for _, _, changed, _ in self._stamps or ()), default=0)

    def get(self) -> tuple[tuple[KeptTome, ...], dict[str, bytes], tuple[Problem, ...]] | None:
        """The tomes, the bytes of each of their files by its name, what was told; None where one isn't known.

        What the build used of the cache is used again: the next change needs it.
        """
        known = self._store.get(self._key) if self._key else None
        if known is None:
            return None
        try:
            facts = json.loads(known)
            tomes = tuple(_tome(each) for each in facts["tomes"])
            told = tuple(_problem(each) for each in facts["told"])
            use_again(self._project, facts["used"])
        except (KeyError, TypeError, ValueError):  # whole, but not what this version writes
            return None
        contents = {file.name: self._store.get(file.key) for tome in tomes for file in tome.files}
        found = {name: content for name, content in contents.items() if content is not None}
        return (tomes, found, told) if len(found) == len(contents) else None

    def put(self, tomes: Sequence[KeptTome], told: Sequence[Problem] = ()) -> None:
        """Keep what a build gave and told, unless a file changed meanwhile.

        Raises `FlorilegeError` as `Store.put`.
        """
        if self._key and _stamps(self._project) == self._stamps:
            facts = {
                "tomes": [asdict(tome) for tome in tomes],
                "told": [asdict(each) for each in told],
                "used": used_since(self._project, self._since),
            }
            self._store.put(self._key, json.dumps(facts).encode())


def _tome(facts: dict[str, object]) -> KeptTome:
    files = facts.pop("files")
    assert isinstance(files, list)
    return KeptTome(**facts, files=tuple(KeptFile(**file) for file in files))  # type: ignore[arg-type]


def _problem(facts: dict[str, object]) -> Problem:
    values, also = facts.pop("values"), facts.pop("also")
    assert isinstance(values, list)
    assert isinstance(also, list)
    return Problem(**facts, values=tuple(map(tuple, values)), also=tuple(also))  # type: ignore[arg-type]


Stamp = tuple[str, int, int, int]
"""A file's path, size, time of its last change, number on its disk."""


def _stamps(project: Project) -> tuple[Stamp, ...] | None:
    """What tells whether a file of the anthology is another than a moment ago.

    None where builds aren't kept: a link or what is no file is among them, or they are too large.
    """
    stamps = []
    for path in _paths(project):
        try:
            status = os.lstat(path)
        except OSError:
            return None
        if not stat.S_ISREG(status.st_mode):
            return None
        stamps.append((path, status.st_size, status.st_mtime_ns, status.st_ino))
    return tuple(stamps) if sum(size for _, size, _, _ in stamps) <= MOST else None


def _inputs(project: Project) -> Sequence[object]:
    """The settings, and the path and digest of each file."""
    return [repr(project), [(path, digest(Path(path).read_bytes())) for path in _paths(project)]]


def _paths(project: Project) -> Iterator[str]:
    """The files that a build may read, in the same order each time."""
    yield str(project.root / "mkdocs.yml")
    for place in (project.contributions, project.fonts, project.design, project.profiles):
        for folder, folders, names in os.walk(place):
            folders.sort()
            # A link to a folder isn't followed, and is told as what is no file.
            links = [name for name in folders if os.path.islink(os.path.join(folder, name))]
            yield from (os.path.join(folder, name) for name in sorted((*names, *links)))


def _machine() -> Sequence[object]:
    """Our code, and what else is installed that decides how a build comes out."""
    installed = (name for folder in sys.path if os.path.isdir(folder) for name in os.listdir(folder))
    return [
        code_version("."),
        sorted({name for name in installed if name.endswith(_MARKERS)}),
        sys.version,
        library_versions(),
        zlib.ZLIB_RUNTIME_VERSION,
        platform.machine(),
    ]
