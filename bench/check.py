"""What the check of N essays costs, the first time and again, beside an earlier commit's first time.

    python bench/check.py [COMMIT] [ESSAYS]

COMMIT is checked out into a folder of its own and run with the packages of this machine; without one, only
today's check is measured. Each check begins with an empty cache, each second one with what the first left.
The runs take turns, so that a machine which slows down slows both.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from anthologies import WORDS, write_contributions
from costs import Cost, measure, median

ESSAYS = 400
RUNS = 3
HERE = Path(__file__).resolve().parent.parent
SETTINGS = "site_name: Banc d’essai\ndocs_dir: contributions\nplugins: [florilege]\n"


def main(commit: str | None, essays: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_contributions(root / "contributions", essays)
        (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        code = {"today": HERE} | ({commit: checkout(commit, root / "before")} if commit else {})
        costs: dict[tuple[str, str], list[Cost]] = {}
        for _ in range(RUNS):
            for name, tree in code.items():
                shutil.rmtree(root / ".cache", ignore_errors=True)
                for turn in ("first", "again"):
                    costs.setdefault((name, turn), []).append(checked(root, tree))
        report(costs, commit or "today", essays)


def checkout(commit: str, folder: Path) -> Path:
    """The tree of a commit, written into a folder."""
    archive = subprocess.run(["git", "-C", HERE, "archive", commit], check=True, capture_output=True).stdout
    folder.mkdir()
    subprocess.run(["tar", "-x", "-C", folder], check=True, input=archive)
    return folder


def checked(root: Path, tree: Path) -> Cost:
    """What a check by a tree's code takes, which is compiled once as where it is installed."""
    command = [sys.executable, "-m", "florilege.cli", "check"]
    bytecode = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(root / "bytecode")}
    return measure(command, root, {"PYTHONPATH": str(tree / "plugins"), **bytecode})


def report(costs: Mapping[tuple[str, str], list[Cost]], baseline: str, essays: int) -> None:
    one = median(costs[baseline, "first"])
    print(f"{essays} essays of {WORDS} words, {os.cpu_count()} processors, {RUNS} runs, medians")
    for (name, turn), runs in costs.items():
        cost = median(runs)
        ratios = f"{cost.seconds / one.seconds:5.2f} ×  {cost.processors / one.processors:5.2f} ×"
        print(f"{name:12} {turn:6} {cost.seconds:6.2f} s  processors {cost.processors:6.2f} s  {ratios}")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None, int(sys.argv[2]) if len(sys.argv) > 2 else ESSAYS)
