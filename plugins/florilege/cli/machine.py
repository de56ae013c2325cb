"""The machine → what of it works, and the one command for what doesn't.

The site and the checks need Python's packages only; the tomes need the *press*: Pango.
"""

import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from florilege.catalogue.volumes import Design
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import reader_language, say
from florilege.printing.fonts import faces, families
from florilege.reading.loader import read_project
from florilege.runtime.libraries import require_libraries
from florilege.runtime.packages import Need, install_command
from florilege.runtime.project import Project, project_at
from florilege.runtime.search_engine import engine_version, search_engine

PACKAGES = ("mkdocs-florilege", "mkdocs", "mkdocs-material", "weasyprint", "pikepdf", "markdown", "pydantic")
"""The packages whose versions tell most when a build behaves oddly."""

ROOM = 500
"""MB that the fragments and the output of two tomes of 300 essays may take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One line of the report; `need` says what to install where something is missing."""

    label: str
    detail: str
    is_met: bool = True
    need: Need | None = None


def examine(project: Project | None, lang: str) -> tuple[Requirement, ...]:
    """What `florilege doctor` looks at, in order; outside a project, the engine's fonts and this folder."""
    designs = frozenset[Design]({"classique"})
    if project:
        designs = read_project(project)[0].designs
    project = project or project_at(Path.cwd(), Path.cwd())
    return (
        _python(),
        *(_package(name, lang) for name in PACKAGES),
        _required(
            say("interface", "doctor.libraries", lang), "pango", lang, lambda: f"Pango {require_libraries()}"
        ),
        _required(
            say("interface", "doctor.fonts", lang),
            None,
            lang,
            lambda: ", ".join(families(faces(project, designs))),
        ),
        _search(lang),
        _disk(project.root, lang),
        Requirement(
            label=say("interface", "doctor.locale", lang),
            detail=f"{reader_language()}, {sys.getfilesystemencoding()}",
        ),
    )


def conclusion(requirements: tuple[Requirement, ...], lang: str) -> str:
    """The report's last line: all is well, the one command to run, or, where there is none, where to look."""
    missing = [each for each in requirements if not each.is_met]
    if not missing:
        return say("interface", "doctor.all-fine", lang)
    command = install_command(*dict.fromkeys(each.need for each in missing if each.need))
    return (
        say("interface", "doctor.install", lang, command=command)
        if command
        else say("interface", "doctor.see-above", lang)
    )


def _python() -> Requirement:
    return Requirement(label="Python", detail=f"{platform.python_version()}, {platform.platform(terse=True)}")


def _package(name: str, lang: str) -> Requirement:
    try:
        return Requirement(label=name, detail=version(name))
    except PackageNotFoundError:
        absent = say("interface", "doctor.absent", lang)
        return Requirement(label=name, detail=absent, is_met=False, need="engine")


def _required(label: str, need: Need | None, lang: str, look: Callable[[], str]) -> Requirement:
    try:
        return Requirement(label=label, detail=look())
    except FlorilegeError as error:
        return Requirement(label=label, detail=error.message(lang), is_met=False, need=need)


def _search(lang: str) -> Requirement:
    label, engine = say("interface", "doctor.search", lang), search_engine()
    if engine is None:
        missing = say("interface", "doctor.search-missing", lang)
        return Requirement(label=label, detail=missing, is_met=False, need="engine")
    return Requirement(label=label, detail=f"Pagefind {engine_version(engine)}")


def _disk(folder: Path, lang: str) -> Requirement:
    free = shutil.disk_usage(folder).free // 10**6
    is_met = free >= ROOM
    detail = say("interface", "doctor.free" if is_met else "doctor.full", lang, free=free, needed=ROOM)
    return Requirement(label=say("interface", "doctor.disk", lang), detail=detail, is_met=is_met)
