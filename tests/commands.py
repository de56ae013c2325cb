"""Commands, as an editor calls them: in an anthology's folder, on a French machine."""

import os
import subprocess
import sys
from contextlib import chdir
from pathlib import Path

from click.testing import CliRunner, Result

from florilege.cli import main


def run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run Python there: a script and its arguments, or `-m` and a module."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    environment |= {"LANG": "fr_FR.UTF-8", "NO_MKDOCS_2_WARNING": "1", "COLUMNS": "120"}
    environment["SOURCE_DATE_EPOCH"] = "1767225600"  # the site map is dated
    return subprocess.run(
        [sys.executable, *command], cwd=root, env=environment, capture_output=True, text=True, check=False
    )


def florilege(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `florilege` there."""
    return run(root, "-m", "florilege.cli", *arguments)


def here(root: Path, *arguments: str) -> Result:
    """Run `florilege` there in this process, of which a test has changed something."""
    with chdir(root):
        return CliRunner().invoke(main.florilege, arguments)
