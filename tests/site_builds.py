"""How tests build the site of a toy anthology, as its editor would."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

TOY = Path(__file__).parent / "toy"


def toy_in(folder: Path) -> Path:
    """A copy of the toy anthology, whose site is built without tomes."""
    root = Path(shutil.copytree(TOY, folder / "toy"))
    edit(root / "mkdocs.yml", "  - florilege", "  - florilege:\n      tomes: false")
    return root


def edit(file: Path, old: str, new: str) -> None:
    """Replace in a file what must stand there, once."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def build(root: Path, *options: str, command: str = "mkdocs") -> subprocess.CompletedProcess[str]:
    """Run `mkdocs build` there, in French."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    environment |= {"LANG": "fr_FR.UTF-8", "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1767225600"}
    return subprocess.run(
        [sys.executable, "-m", command, "build", *options],
        cwd=root,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
