"""A project and a scope → the plan of all that mends it, made on a copy of its contributions.

The copy is read, checked and mended again and again until nothing changes any more, so that what one answer
brings to light is answered too, and a folder that was mended once is the same when it is mended again. In
the copy pictures are links to the originals; nothing of the anthology itself is touched.
"""

import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from florilege import anthology
from florilege.anthology import Anthology
from florilege.mending.decoding import Decoded, decoded
from florilege.mending.editing import changed_words, edited
from florilege.mending.menders import BY_MOVES
from florilege.mending.remedies import Remedies, all_files
from florilege.reading.frontmatter import read_bytes
from florilege.reading.scope import Scope
from florilege.reading.survey import is_markdown
from florilege.runtime.faults import faults_at
from florilege.runtime.project import Project
from florilege.runtime.workers import Workers

ROUNDS = 12
"""More than any folder was seen to need; each costs a check."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """What becomes of one file; paths are below contributions/."""

    old: str
    new: str
    is_copy: bool = False
    """Whether the old one stays."""
    was: tuple[str, ...] = ()
    """What its bytes were like (decoding.Decoded)."""
    before: str | None = None
    """Its text; None where that doesn't change, or can't be told."""
    after: str | None = None
    data: bytes = b""
    """The bytes that are there, where the text changes."""
    said: tuple[tuple[str, str], ...] = ()
    """The words that go, each time, and what stands there then: nothing, or a date as it is written, say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All that is to change, sorted by path."""

    changes: tuple[FileChange, ...]
    errors: tuple[int, int] = (0, 0)
    """How many the anthology has before, and after."""


def plan(project: Project, scope: Scope, *, pool: Workers | None = None) -> Plan:
    """The plan of what mends the files of a scope; links of others follow what moves."""
    with _copied(project) as copy, nullcontext(pool) if pool else Workers() as processes:
        mending = _Mending(project, copy, scope, processes)
        for _ in range(ROUNDS):
            if not mending.go_on():
                break
        else:
            mending.read()
        changes = tuple(sorted(mending.changes(), key=lambda each: (each.old, each.new)))
        return Plan(changes=changes, errors=(mending.errors[0], mending.errors[-1]))


@contextmanager
def _copied(project: Project) -> Iterator[Path]:
    """A copy of the contributions, in a folder that is removed in the end."""
    place = project.cache.parent
    with faults_at(place):
        place.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix="florilege-fix-", dir=place))
    try:
        copy = folder / "contributions"
        with faults_at(folder):
            shutil.copytree(project.contributions, copy, symlinks=True, copy_function=_copy, ignore=_special)
        yield copy
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _copy(source: str, target: str) -> None:
    """A text is copied; of any other file there is a second name, where the file system has such."""
    if is_markdown(source):
        shutil.copyfile(source, target)
        return
    try:
        os.link(source, target, follow_symlinks=False)
    except OSError:
        shutil.copyfile(source, target, follow_symlinks=False)


def _special(folder: str, names: list[str]) -> list[str]:
    """What is no file, folder or link, and waits for ever when it is opened."""
    return [name for name in names if not (Path(folder, name).is_symlink() or _is_plain(Path(folder, name)))]


def _is_plain(path: Path) -> bool:
    return path.is_file() or path.is_dir()


class _Mending:
    """The copy, and where each of its files comes from."""

    def __init__(self, project: Project, copy: Path, scope: Scope, pool: Workers) -> None:
        self.project = replace(project, contributions=copy)
        self.source = project.contributions
        self.root = copy
        self.pool = pool
        self.origins = {path: path for path in all_files(copy)}
        """Path in the copy → path of the original."""
        self.copies: set[str] = set()
        self.scope = scope
        self.texts: dict[str, Decoded] = {}
        """Path of the original of each text that may change → what it said."""
        self.said: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        """The same → the words that went, and what came."""
        self.errors: list[int] = []
        """How many there were, each time."""

    def go_on(self) -> bool:
        """Mend what the check finds now; whether anything was mended."""
        loaded = self.read()
        if self._decode():
            loaded = self.read()
        scope = self._scope()
        problems = [each for each in loaded.problems if scope.holds(each.path)]
        remedies = Remedies(self.root, loaded.catalogue, problems)
        changed = False
        for path, edits in remedies.edits(scope).items():
            file = remedies.file(path)
            if file and (made := edited(file.text, edits)) != file.text:
                (self.root / path).write_bytes(made.encode("utf-8"))
                self.said[self.origins[path]] += changed_words(file.text, edits)
                changed = True
        # Addresses are followed in texts that can be read: once nothing else changes.
        return changed or self._move(remedies)

    def read(self) -> Anthology:
        """The copy as it is now."""
        loaded = anthology.load(self.project, pool=self.pool, with_suggestions=True)
        self.errors.append(len(loaded.errors))
        return loaded

    def changes(self) -> Iterator[FileChange]:
        """What the copy has that the original hasn't."""
        for new, old in self.origins.items():
            before = after = None
            data = b""
            if is_markdown(new) and old in self.texts:
                data = (self.source / old).read_bytes()
                made = (self.root / new).read_bytes()
                if made != data:
                    before, after = self.texts[old].text, made.decode("utf-8")
            if new != old or after is not None:
                yield FileChange(
                    old=old,
                    new=new,
                    is_copy=new in self.copies,
                    was=self.texts[old].was if after is not None else (),
                    before=before,
                    after=after,
                    data=data,
                    said=tuple(self.said[old]) if after is not None else (),
                )

    def _scope(self) -> Scope:
        """The scope, and what of it lies elsewhere by now."""
        if not self.scope.paths:
            return self.scope
        moved = [
            new for new, old in self.origins.items() if self.scope.holds(old) and not self.scope.holds(new)
        ]
        return replace(self.scope, paths=(*self.scope.paths, *sorted(moved)))

    def _decode(self) -> bool:
        """Write every text of the scope in UTF-8, in NFC, with LF; whether any wasn't so."""
        scope = self._scope()
        changed = False
        for path, old in self.origins.items():
            if is_markdown(path) and old not in self.texts and scope.holds(path):
                data, _ = read_bytes(self.root / path, path)
                found = None if data is None else decoded(data)
                if found is not None:
                    self.texts[old] = found
                    (self.root / path).write_bytes(found.text.encode("utf-8"))
                    changed = changed or bool(found.was)
        return changed

    def _move(self, remedies: Remedies) -> bool:
        if not any(each.code in BY_MOVES for each in remedies.problems):
            return False
        moves = remedies.moves
        for path, edits in moves.edits.items():
            file = remedies.file(path)
            if file:
                self.texts.setdefault(self.origins[path], Decoded(file.text))
                (self.root / path).write_bytes(edited(file.text, edits).encode("utf-8"))
        for new, old in moves.copied.items():
            (self.root / new).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.root / old, self.root / new)
            self.copies.add(new)
            self.origins[new] = self.origins[old]
        for old, new in moves.moved.items():
            move(self.root, old, new)
            self.origins[new] = self.origins.pop(old)
            if old in self.copies:
                self.copies.symmetric_difference_update((old, new))
        return bool(moves.moved or moves.copied or moves.edits)


def move(root: Path, old: str, new: str) -> None:
    """Give a file another place below a folder; the folders that it leaves empty go."""
    target = root / new
    target.parent.mkdir(parents=True, exist_ok=True)
    (root / old).rename(target)
    folder = (root / old).parent
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
