"""Paths that somebody names on the command line → the files of `contributions/` that are meant."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which files a report speaks of, and what it calls the folder they are in."""

    root: str
    """The contributions, as seen from the folder in which one works."""
    paths: tuple[str, ...] = ()
    """Paths below contributions/; none means all."""

    @classmethod
    def of(cls, project: Project, paths: Sequence[Path], start: Path) -> "Scope":
        """The scope of some paths; raises `FlorilegeError` (2) for one outside the contributions."""
        folder = project.contributions.resolve()
        inside = []
        for path in paths:
            absolute = Path(os.path.abspath(start / path))
            whole = folder.is_relative_to(absolute)
            if not whole and not absolute.is_relative_to(folder):
                raise FlorilegeError("path-outside", exit_code=2, path=path, folder=folder)
            inside.append("." if whole else absolute.relative_to(folder).as_posix())
        return cls(
            root=Path(os.path.relpath(folder, start)).as_posix(), paths=() if "." in inside else tuple(inside)
        )

    def holds(self, path: str) -> bool:
        """Whether the file at this path, below contributions/, is meant."""
        return not self.paths or any(PurePosixPath(path).is_relative_to(scope) for scope in self.paths)
