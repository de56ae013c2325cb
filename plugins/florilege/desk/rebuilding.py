"""A frozen edition → the commit that it was made of, in a folder; and why it can't be made the same again."""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from pathlib import Path

from florilege.anthology import Anthology
from florilege.catalogue.frozen import FrozenEdition
from florilege.catalogue.volumes import Volume
from florilege.desk.freezing import engine, fonts, libraries
from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.faults import faults_at
from florilege.runtime.project import Project


def unpack_commit(root: Path, tag: str, folder: Path) -> None:
    """Put what a project held at a tag into a folder; nothing of the project itself changes.

    Raises `FlorilegeError` (2): `git-missing`, or `tag-missing` where the project's history has no such tag.
    """
    prefix = _git(root, tag, "rev-parse", "--show-prefix").decode().strip()
    packed = _git(root, tag, "archive", "--format=tar", f"refs/tags/{tag}:{prefix}")
    with faults_at(folder), tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter=_within)


def _within(member: tarfile.TarInfo, folder: str) -> tarfile.TarInfo | None:
    """What lies in the folder; links that lead out of it, to a `.venv` say, are left out."""
    try:
        return tarfile.data_filter(member, folder)
    except (tarfile.AbsoluteLinkError, tarfile.LinkOutsideDestinationError):
        return None


def _git(root: Path, tag: str, *command: str) -> bytes:
    try:
        done = subprocess.run(["git", *command], cwd=root, capture_output=True, check=False)
    except FileNotFoundError:
        raise FlorilegeError("git-missing", exit_code=2, tag=tag) from None
    if done.returncode:
        raise FlorilegeError("tag-missing", exit_code=2, tag=tag)
    return done.stdout


def other_tools(
    edition: FrozenEdition, project: Project, anthology: Anthology, volume: Volume
) -> Iterator[tuple[str, str]]:
    """What an edition was made with, and what there is instead of it now, where they differ."""
    if edition.engine != engine():
        yield f"Florilège {edition.engine}", f"Florilège {engine()}"
    yield from _others(edition.libraries, libraries())
    yield from _others(edition.fonts, fonts(project, anthology, volume))


def _others(then: tuple[str, ...], now: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    here = {each.rpartition(" ")[0]: each for each in now}
    for each in then:
        if each not in now:
            yield each, here.get(each.rpartition(" ")[0], "–")
