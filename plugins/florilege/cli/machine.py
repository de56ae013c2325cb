"""The machine → what of it works, and the one command for what doesn't.

The site and the checks need Python's packages only; the tomes need the *press*: Pango and the fonts.
"""

import platform
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

import yaml

from florilege.catalogue.model import Design
from florilege.diagnostics.problems import LANGUAGES, FlorilegeError, reader_language
from florilege.printing.fonts import faces, families
from florilege.reading.loader import read
from florilege.runtime.libraries import require_libraries
from florilege.runtime.packages import Need, install_command
from florilege.runtime.project import Project, project_at

PACKAGES = ("mkdocs-florilege", "mkdocs", "mkdocs-material", "weasyprint", "pikepdf", "markdown", "pydantic")
"""The packages whose versions tell most when a build behaves oddly."""

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
VERAPDF = ".venv/verapdf/greenfield-apps.jar"
"""Where scripts/setup puts veraPDF, which the tests hold tomes against, below a project's folder."""
ROOM = 500
"""MB that the fragments and the output of two tomes of 300 essays may take."""


class State(StrEnum):
    """`OPTIONAL`: missing, and only the tests want it."""

    FINE = "fine"
    MISSING = "missing"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One line of the report; `need` says what to install where something is missing."""

    label: str
    state: State
    detail: str
    need: Need | None = None


def examine(project: Project | None, lang: str) -> tuple[Requirement, ...]:
    """What `florilege doctor` looks at, in order; outside a project, the system's fonts and this folder."""
    designs = read(project.contributions)[0].designs if project else frozenset[Design]({"classique"})
    project = project or project_at(Path.cwd(), Path.cwd())
    say = sentences(lang)
    return (
        _python(),
        *(_package(name, say) for name in PACKAGES),
        _required(say["libraries"], "pango", lang, lambda: f"Pango {require_libraries()}"),
        _required(say["fonts"], "fonts", lang, lambda: ", ".join(families(faces(project, designs)))),
        _for_tests(say["browser"], BROWSERS, say),
        _for_tests(say["poppler"], ("pdftoppm",), say),
        _for_tests(say["zbar"], ("zbarimg",), say),
        _for_tests(say["java"], ("java",), say),
        _verapdf(project.root, say),
        _disk(project.root, say),
        Requirement(
            label=say["locale"],
            state=State.FINE,
            detail=f"{reader_language()}, {sys.getfilesystemencoding()}",
        ),
    )


def conclusion(requirements: tuple[Requirement, ...], lang: str) -> str:
    """The report's last line: all is well, or the one command to run."""
    say = sentences(lang)
    states = {each.state for each in requirements}
    needs = dict.fromkeys(each.need for each in requirements if each.state is State.MISSING and each.need)
    if needs:
        return say["mend"].format(command=install_command(*needs))
    if State.MISSING in states:
        return say["see-above"]
    if State.OPTIONAL in states:
        packaged = any(each.need for each in requirements if each.state is State.OPTIONAL)
        command = install_command("tests") if packaged else "scripts/setup --tests"
        return say["mend-tests"].format(command=command)
    return say["all-fine"]


@cache
def sentences(lang: str) -> Mapping[str, str]:
    """The words of machine.yml in French or English."""
    text = files("florilege.cli").joinpath("machine.yml").read_text(encoding="utf-8")
    table: dict[str, dict[str, str]] = yaml.safe_load(text)
    return table[lang if lang in LANGUAGES else "en"]


def _python() -> Requirement:
    detail = f"{platform.python_version()}, {platform.platform(terse=True)}"
    return Requirement(label="Python", state=State.FINE, detail=detail)


def _package(name: str, say: Mapping[str, str]) -> Requirement:
    try:
        return Requirement(label=name, state=State.FINE, detail=version(name))
    except PackageNotFoundError:
        return Requirement(label=name, state=State.MISSING, detail=say["absent"], need="engine")


def _required(label: str, need: Need, lang: str, look: Callable[[], str]) -> Requirement:
    try:
        return Requirement(label=label, state=State.FINE, detail=look())
    except FlorilegeError as error:
        return Requirement(label=label, state=State.MISSING, detail=error.message(lang), need=need)


def _for_tests(label: str, names: tuple[str, ...], say: Mapping[str, str]) -> Requirement:
    found = next(filter(None, map(shutil.which, names)), None)
    if found:
        return Requirement(label=label, state=State.FINE, detail=found)
    return Requirement(label=label, state=State.OPTIONAL, detail=say["for-tests"], need="tests")


def _verapdf(folder: Path, say: Mapping[str, str]) -> Requirement:
    if (folder / VERAPDF).is_file():
        return Requirement(label="veraPDF", state=State.FINE, detail=VERAPDF)
    return Requirement(label="veraPDF", state=State.OPTIONAL, detail=say["for-tests"])


def _disk(folder: Path, say: Mapping[str, str]) -> Requirement:
    free = shutil.disk_usage(folder).free // 10**6
    state, words = (State.FINE, "free") if free >= ROOM else (State.MISSING, "full")
    return Requirement(label=say["disk"], state=state, detail=say[words].format(free=free, needed=ROOM))
