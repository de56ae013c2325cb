"""Anthologies that tests spoil and mend."""

from pathlib import Path

from florilege import anthology
from florilege.anthology import Anthology
from florilege.mending.carrying_out import carry_out
from florilege.mending.planning import Plan, plan
from florilege.reading.scope import Scope
from florilege.runtime.project import Project, project_at
from florilege.runtime.workers import Workers


def project_in(folder: Path) -> Project:
    """The anthology whose contributions lie in a folder."""
    return project_at(folder, folder / "contributions")


def check(folder: Path, pool: Workers) -> Anthology:
    """Its texts, and all its problems."""
    return anthology.load(project_in(folder), pool=pool, with_suggestions=True)


def mend(folder: Path, pool: Workers, *paths: str) -> Plan:
    """Mend it, or some paths below its contributions."""
    project = project_in(folder)
    made = plan(project, Scope(root="contributions", paths=paths), pool=pool)
    carry_out(made, project.contributions)
    return made


def tree(folder: Path) -> dict[str, bytes]:
    """The files of its contributions."""
    root = folder / "contributions"
    return {
        file.relative_to(root).as_posix(): file.read_bytes()
        for file in sorted(root.rglob("*"))
        if file.is_file()
    }
