"""The last good version of each text that was published: kept in the cache, to stand in for a bad one.

What is kept are the author's own files, below `published/` as they lie below `contributions/`. So a version
that stands in is read, checked and set like any other, by the engine of today.
"""

import os
import re
import shutil
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from florilege.anthology import Anthology
from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue, ExtraPage, Text
from florilege.catalogue.writings import NOT_READY, Essay
from florilege.diagnostics.problems import FlorilegeError
from florilege.reading.schema import EssayFields
from florilege.reading.survey import LETTERS
from florilege.runtime.cache import write_whole
from florilege.runtime.faults import faults_at
from florilege.runtime.project import Project

KINDS = ("author", "essay", "home", "page")
"""What a last good version is kept of: a tome's own files say how it is made today, or not at all."""


def _names(*fields: str) -> str:
    """All spellings of some fields, as a pattern."""
    spellings = EssayFields.spellings()
    names = (re.escape(spelling) for spelling, field in spellings.items() if field in fields)
    return "|".join(names).replace("_", "[_ -]")


_HELD_BACK = re.compile(
    rf"""^\s*["']?(?:(?:{_names("status")})["']?\s*[:=](?!\s*["']?(?:publi|accept|retenu))"""
    rf"""|(?:{_names("draft", "embargo", "unlisted")})["']?\s*[:=]"""
    r"""|published["']?\s*[:=]\s*(?:false|no))""".encode(),
    re.MULTILINE | re.IGNORECASE,
)
"""A line by which an essay asks not to be published: looked for in bytes, since the file is in error."""


def remember(
    project: Project, whole: Catalogue, published: Anthology, except_for: Collection[TextKey]
) -> None:
    """Keep the files of what is now published, save those that are last good versions themselves.

    `whole` is the anthology with all that is in error. What is no longer in it, or no longer to be published,
    is forgotten. A disk that takes nothing changes nothing: there is then no last good version.
    """
    held_back = {text.key for text in whole.texts() if not _is_ready(text)}
    known = ({text.key for text in whole.texts()} | whole.refused) - held_back
    with suppress(OSError, FlorilegeError):
        for text in published.catalogue.texts():
            if text.key.kind in KINDS and text.key in (known & published.prose.keys()).difference(except_for):
                _keep(project, _files(published, text))
        for kept in _kept(project.published):
            if kept not in known:
                _forget(project.published, kept)


def _is_ready(text: Text) -> bool:
    return not (isinstance(text.of, Essay | ExtraPage) and text.of.status in NOT_READY)


def _files(anthology: Anthology, text: Text) -> set[str]:
    """The text's file and, of an essay, the pictures beside it that it shows."""
    pictures = anthology.prose[text.key].images if text.key.kind == "essay" else ()
    return {text.body.path, *(path for path in pictures if path.startswith(f"{text.key.folder}/"))}


def _keep(project: Project, files: Iterable[str]) -> None:
    """Copy the files that have changed since, by their size and time."""
    for path in files:
        source, copy = project.contributions / path, project.published / path
        now, before = source.stat(), copy.stat() if copy.is_file() else None
        if before is None or (before.st_size, before.st_mtime_ns) != (now.st_size, now.st_mtime_ns):
            write_whole(copy, source.read_bytes())
            os.utime(copy, ns=(now.st_atime_ns, now.st_mtime_ns))


def _kept(folder: Path) -> Iterator[TextKey]:
    for file in [*folder.rglob("*.md")]:
        if key := TextKey.of_path(file.relative_to(folder).as_posix()):
            yield key


def _forget(folder: Path, key: TextKey) -> None:
    if key.kind == "essay":
        shutil.rmtree(folder / key.folder)
    else:
        (folder / key.path).unlink()


def last_good(project: Project, bad: Iterable[TextKey]) -> tuple[TextKey, ...]:
    """Those of some bad texts that have a last good version; none taken away or held back."""
    return tuple(
        sorted(
            key
            for key in bad
            if key.kind in KINDS
            and (project.published / key.path).is_file()
            and not _is_held_back(project, key)
        )
    )


def _is_held_back(project: Project, key: TextKey) -> bool:
    """Whether a text isn't where it was, or says that it isn't to be published."""
    try:
        return _HELD_BACK.search((project.contributions / key.path).read_bytes()) is not None
    except FileNotFoundError:
        return key.kind != "home"
    except OSError:
        return False


@contextmanager
def with_last_good(project: Project, keys: Collection[TextKey]) -> Iterator[Path]:
    """`contributions/` as it would be with the last good versions of some texts: a folder for this block.

    Raises `FlorilegeError` (3), `cache-unwritable`.
    """
    with faults_at(project.cache, "cache-unwritable"):
        folder = TemporaryDirectory(dir=project.cache, prefix=".", ignore_cleanup_errors=True)
    with folder:
        with faults_at(project.cache, "cache-unwritable"):
            _fill(Path(folder.name), project, keys)
        yield Path(folder.name)


def _fill(folder: Path, project: Project, keys: Collection[TextKey]) -> None:
    kept = project.published
    replaced = tuple(f"{key.folder}/" for key in keys if key.kind == "essay")
    around = tuple(f"{folder}{LETTERS}/" for folder in replaced)
    for path in _regular_files(project.contributions):
        key = TextKey.of_path(path)
        is_translation = key is not None and key.kind == "translation"
        if is_translation or path.startswith(around) or not path.startswith(replaced):
            _link(project.contributions / path, folder / path)
    for key in keys:
        if key.kind == "essay":
            shutil.copytree(kept / key.folder, folder / key.folder, dirs_exist_ok=True)
        else:
            (folder / key.path).parent.mkdir(parents=True, exist_ok=True)
            (folder / key.path).unlink(missing_ok=True)
            shutil.copyfile(kept / key.path, folder / key.path)


def _regular_files(root: Path) -> Iterator[str]:
    for folder, _, names in os.walk(root):
        for name in names:
            file = Path(folder, name)
            if file.is_file() and not file.is_symlink():
                yield file.relative_to(root).as_posix()


def _link(file: Path, beside: Path) -> None:
    """The same file at another place: by a hard link or, where the disk has none, as a copy."""
    beside.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(file, beside)
    except OSError:
        shutil.copyfile(file, beside)
