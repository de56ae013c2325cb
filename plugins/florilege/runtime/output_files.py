"""A command's finished files → the places that its call names, over nothing that people have written.

A file that is there already gives way only where it holds what a command has left there, which the cache
remembers by its digest; or where the call says `--force`, and then none of the anthology's own sources.
"""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.cache import Store, digest, key_of
from florilege.runtime.faults import faults_at
from florilege.runtime.project import Project
from florilege.runtime.publication import publish_file

SETTINGS = ("mkdocs.yml", "pyproject.toml", "Makefile", "README.md")
"""What lies beside contributions/ and is written by people, besides the folders that a project names."""
TEMPLATES = "letters"
"""The folder beside mkdocs.yml whose files, `<kind>.<language>.txt`, go before our words of letters."""


class OutputFiles:
    """What a command writes where it is told to, and what was written there before.

    `project` is None outside of an anthology, where nothing is remembered. `force`: what is there gives way.
    `option` is what names the place, for the remedy that is told.
    """

    def __init__(self, project: Project | None, *, force: bool = False, option: str = "--output") -> None:
        self._project, self._force, self._option = project, force, option
        self._known = Store(project.cache / "written") if project else None

    def require_free(self, *files: Path) -> None:
        """Raise `FlorilegeError` (2) for a file that stays as it is.

        `output-is-source` for one of the anthology's sources, `output-not-ours` for any other that no command
        has left there as it is; (3) where it can't be read.
        """
        for file in files:
            with faults_at(file):
                place = file.resolve()
                if not place.is_file() or self._is_as_left(place):
                    continue
            if self._is_source(place):
                raise FlorilegeError("output-is-source", exit_code=2, file=place, option=self._option)
            if not self._force:
                raise FlorilegeError("output-not-ours", exit_code=2, file=place, option=self._option)

    def write_all(self, made: Mapping[Path, bytes]) -> None:
        """Put files into their places, none where one of them isn't free; raises as `write` does."""
        self.require_free(*(file for file, content in made.items() if not _holds(file.resolve(), content)))
        for file, content in made.items():
            self.write(file, content)

    def write(self, file: Path, content: bytes) -> None:
        """Put a file into its place in one step, and remember it. Raises as `require_free` does, and (3)."""
        place = file.resolve()
        if not _holds(place, content):
            self.require_free(place)
        if place.exists() and not place.is_file():  # a terminal or a pipe; a folder is refused by the system
            with faults_at(place.parent):
                place.write_bytes(content)
            return
        beside = place.with_name(f"._{place.name}.florilege")
        with faults_at(place.parent):
            place.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content)
        publish_file(beside, place)
        self.remember(place)

    def remember(self, *files: Path) -> None:
        """Take files for left as they are now."""
        for file in files:
            place = file.resolve()
            if self._known and place.is_file():
                with faults_at(place):
                    content = place.read_bytes()
                with suppress(FlorilegeError):  # without a cache the next call asks for --force
                    self._known.put(_key(place), digest(content).encode())

    def _is_as_left(self, place: Path) -> bool:
        left = self._known.get(_key(place)) if self._known else None
        return left is not None and left.decode() == digest(place.read_bytes())

    def _is_source(self, place: Path) -> bool:
        own = sources(self._project) if self._project else ()
        return any(place.is_relative_to(each.resolve()) for each in own)


def sources(project: Project) -> tuple[Path, ...]:
    """What people write, whether it is there or not: folders, then files beside them."""
    folders = (project.contributions, project.design, project.fonts, project.profiles)
    return (*folders, project.root / TEMPLATES, *(project.root / name for name in SETTINGS))


def require_outside(folder: Path, project: Project, option: str = "--output") -> None:
    """Raise `FlorilegeError` (2), `output-in-sources`, for a folder of many files among what people write."""
    place = folder.resolve()
    sources = (project.contributions, project.design, project.fonts, project.profiles)
    if any(place.is_relative_to(each.resolve()) for each in sources):
        raise FlorilegeError("output-in-sources", exit_code=2, folder=os.path.relpath(place), option=option)


def _holds(place: Path, content: bytes) -> bool:
    """Whether a file is there with this content. Raises `FlorilegeError` (3) where it can't be read."""
    with faults_at(place):
        return place.is_file() and place.stat().st_size == len(content) and place.read_bytes() == content


def _key(place: Path) -> str:
    return key_of(str(place))
