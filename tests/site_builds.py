"""How tests build the site of a toy anthology, as its editor would."""

import subprocess
from pathlib import Path

from commands import run, run_anew


def without_tomes(root: Path) -> Path:
    """A copy of the toy anthology, its site to be built without tomes."""
    edit(root / "mkdocs.yml", "  - florilege", "  - florilege:\n      tomes: false")
    return root


def edit(file: Path, old: str, new: str) -> None:
    """Replace in a file what must stand there, once."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def build(root: Path, *options: str, command: str = "mkdocs") -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build` there, in French; its fork in a Python that hasn't loaded MkDocs."""
    start = run if command == "mkdocs" else run_anew
    return start(root, "-m", command, "build", *options)
