"""contributions/ → Anthology: read, checked and set, ready for every room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from florilege.model import Catalogue
from florilege.problems import Level, Problem
from florilege.prose.model import Prose


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


@dataclass(frozen=True, kw_only=True)
class Anthology:
    """All that rooms need, and all that is wrong.

    `prose` maps a text's key to its `Prose`: `essays/<id>`, `authors/<id>` (the bio), `volumes/<id>` (the
    blurb), `volumes/<id>/<kind>` (preface …) and `index` (the home page).
    """

    catalogue: Catalogue
    prose: Mapping[str, Prose] = field(default_factory=dict)
    images: Mapping[str, Image] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(problem for problem in self.problems if problem.level is Level.ERROR)
