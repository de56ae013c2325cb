"""What a tome costs, beside one WeasyPrint document made of the same sheets.

    python bench/tome.py [N]

One run on one machine, with two workers: a tome of N essays printed cold, again with nothing changed, with
one word changed, and with an essay in the middle grown by a page; then the same sheets as one document.
Seconds are those on the clock; memory is that of the largest process, in MB.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from anthologies import essay_file, write_contributions
from french import sentences

ESSAYS = 306
ROOT = Path(__file__).parents[1]
SETTINGS = """site_name: Banc d’essai
site_url: https://bench.example/
docs_dir: contributions
theme: {name: material, language: fr, font: false}
plugins: [search, florilege]
"""

ONE_DOCUMENT = """
import collections
import sys
from pathlib import Path

sys.path.insert(0, sys.argv[1])
if __name__ == "__main__":
    from book.oracle import one_document

    from florilege.anthology import load
    from florilege.book.compose import compose
    from florilege.book.fragments import render_job
    from florilege.book.sheet import Job
    from florilege.project import find_project

    project = find_project(Path.cwd())
    anthology = load(project)
    volume = anthology.catalogue.volumes["tome-1"]
    sheets = compose(volume, anthology, {}, site_url=project.site_url)
    numbers = collections.defaultdict(lambda: 100)
    job = Job(html=one_document(sheets, volume, numbers))
    Path("one.pdf").write_bytes(render_job((job, str(project.cache / "fonts" / "fonts.conf"))).pdf)
"""


class Cost(NamedTuple):
    seconds: float
    memory: float
    """MB of the largest process."""


def main(essays: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write_contributions(root / "contributions", essays, volumes=1)
        (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
        (root / "one.py").write_text(ONE_DOCUMENT, encoding="utf-8")
        build = [sys.executable, "-m", "florilege.cli", "build", "--workers", "2", "--lang", "en"]
        middle = essay_file(root / "contributions", essays // 2)
        rows = {"cold": measure(root, build), "nothing changed": measure(root, build)}
        text = middle.read_text(encoding="utf-8")
        middle.write_text(text.replace("\n\n[^1]:", " Silence.\n\n[^1]:"), encoding="utf-8")
        rows["one word changed"] = measure(root, build)
        middle.write_text(f"{text}\n\n{sentences(random.Random(1), 400)}\n", encoding="utf-8")
        rows["one essay grown by a page"] = measure(root, build)
        one = measure(root, [sys.executable, "one.py", str(ROOT / "tests")])
        print(f"{essays} essays, {os.cpu_count()} processors")
        print(f"{'one WeasyPrint document':28}{one.seconds:8.1f} s   1.00 ×  {one.memory:6.0f} MB")
        for name, cost in rows.items():
            print(
                f"{name:28}{cost.seconds:8.1f} s  {cost.seconds / one.seconds:5.2f} ×  {cost.memory:6.0f} MB"
            )
        ours, theirs = (root / "tomes/tome-1.pdf").stat().st_size, (root / "one.pdf").stat().st_size
        print(f"size                        {ours / 1e6:8.1f} MB {ours / theirs:5.2f} ×")


def measure(root: Path, command: list[str]) -> Cost:
    """What a command takes; a process of its own waits for each, so that its memory is its own."""
    start = time.monotonic()
    wrapper = (
        "import resource, subprocess, sys; code = subprocess.call(sys.argv[1:], stdout=sys.stderr);"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", wrapper, *command], cwd=root, stdout=subprocess.PIPE, text=True, check=True
    )
    unit = 1024 if sys.platform != "darwin" else 1
    return Cost(time.monotonic() - start, int(done.stdout) * unit / 1e6)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ESSAYS)
