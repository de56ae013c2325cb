"""A picture of a contributor: where it lies, what a worker is given, and the one way to open it."""

from dataclasses import dataclass
from pathlib import Path

from florilege.diagnostics.problems import Problem, problem
from florilege.runtime.regular_files import NotRegular, TooLarge, read_regular

MAX_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of a contributor, re-encoded: `file` is our own copy, named by its digest."""

    path: str
    """Where it lies, relative to `contributions/`."""
    file: Path
    digest: str
    mime: str
    width: int
    """px"""
    height: int
    """px"""
    drawing: bool = False
    """Whether it is drawn on white paper, in few colours: by night its paper may be dark."""


@dataclass(frozen=True, slots=True)
class Vetting:
    """What a worker is given: a file, its path below `contributions/`, the folder for the copy."""

    file: Path
    path: str
    folder: Path


def read(file: Path, path: str) -> bytes | Problem:
    """The bytes of an image file: a regular file of at most `MAX_BYTES`, no link followed; or the problem."""
    try:
        return read_regular(file, MAX_BYTES)
    except NotRegular:
        return problem("image-unreadable", path)
    except TooLarge as error:
        return problem("image-too-heavy", path, count=f"{error.size / 1e6:.0f}", limit=MAX_BYTES // 1_000_000)
    except OSError:
        return problem("image-unreadable", path)
