"""What a tome costs, beside one WeasyPrint document made of the same sheets: one run, one table.

    python bench/tome.py [--essays 306] [--large] [--peers] [--write]

Each row is the real command in a process of its own, with two workers, on an anthology that anthologies.py
makes up; costs.py says how time and memory are taken. Ratios are against the one document of the same run,
for which one_document.py finds the texts already set. What takes seconds is done three times and the median
taken: each time another word is changed, or another essay in the middle grown. Targets are for 306 essays.

`--large` adds 612 essays in one tome and 3,000 in ten; `--peers` adds mkdocs-to-pdf and Typst, where they are
installed (peers.py); `--write` writes the table into RESULTS.md, with the machine and the versions.
"""

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import peers
from anthologies import MOST, essay_file, write_contributions
from costs import Cost, measure, median
from french import sentences
from results import Row, pages_of, table, timed, write

ROOT = Path(__file__).parents[1]
SETTINGS = """site_name: Banc d’essai
site_url: https://bench.example/
docs_dir: contributions
theme: {name: material, language: fr, font: false}
plugins: [florilege]
"""
PLACES = [str(ROOT / "plugins"), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")]
ENVIRONMENT = {"PYTHONPATH": os.pathsep.join(filter(None, PLACES)), "PYTHONDONTWRITEBYTECODE": ""}
"""So that the code beside this file is measured, whatever is installed; and compiled once, as anywhere."""
TIMES = 3
"""How often a short row is measured."""
HEAVY = {"weasyprint", "mkdocs", "pydantic", "pikepdf", "markdown", "lxml", "PIL"}
"""What `--help` should not import."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """An anthology in a folder, printed cold, and its first tome as one document."""

    root: Path
    essays: int
    cold: Cost
    one: Cost

    @property
    def pdf(self) -> Path:
        return self.root / "tomes" / "tome-1.pdf"

    @property
    def one_pdf(self) -> Path:
        return self.root / "one.pdf"

    @property
    def middle(self) -> range:
        """The numbers of some essays in the middle of the tome."""
        first = (self.essays - TIMES) // 2
        return range(first, first + TIMES)


def rows(folder: Path, *, essays: int, with_large: bool, with_peers: bool) -> Iterator[Row]:
    """What is measured, in the order in which it is."""
    build(made(folder / "warm", 2))  # so that Python's own caches are nobody's cost
    book = printed(folder / "book", essays)
    yield from cold(book)
    yield from again(book)
    yield from start(folder)
    if with_large:
        yield from large(folder, book)
    if with_peers:
        yield from peers.rows(made(folder / "peers", essays), book.one)


def cold(book: Book) -> Iterator[Row]:
    yield timed(f"one WeasyPrint document of {book.essays} essays", book.one, book.one, pdf=book.one_pdf)
    yield timed("cold, nothing cached", book.cold, book.one, most=0.33, pdf=book.pdf)
    yield Row("cold, memory of the largest process", book.cold.memory / book.one.memory, 0.5)
    yield Row("size of the file", size(book.pdf) / size(book.one_pdf), 1.12)


def again(book: Book) -> Iterator[Row]:
    yield timed("nothing changed", unchanged(book), book.one, most=0.012, pdf=book.pdf)
    yield timed("one word changed in one essay", changed(book), book.one, most=0.025, pdf=book.pdf)
    yield timed("an essay in the middle grown by a page", grown(book), book.one, most=0.035, pdf=book.pdf)


def start(folder: Path) -> Iterator[Row]:
    """How long `--help` takes, and what it imports."""
    script = str(ROOT / "build_pdf.py")
    command = [sys.executable, script, "--help"]
    cost = median(measure(command, folder, ENVIRONMENT) for _ in range(TIMES))
    yield Row("build_pdf.py --help", cost.seconds, 0.3, "s", cost)
    found = sorted(HEAVY & imports(command))
    yield Row(f"heavy libraries that it imports: {', '.join(found) or 'none'}", len(found), 0, "")


def imports(command: Sequence[str]) -> set[str]:
    """The modules without a dot that a Python command imports."""
    environment = os.environ | ENVIRONMENT | {"PYTHONPROFILEIMPORTTIME": "1"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return set(re.findall(r"\| +(\w+)$", done.stderr, re.MULTILINE))


def large(folder: Path, book: Book) -> Iterator[Row]:
    double = printed(folder / "double", 2 * book.essays)
    yield timed(f"one document of {double.essays} essays", double.one, book.one, pdf=double.one_pdf)
    what = f"{double.essays} essays, cold, against"
    yield timed(f"{what} {book.essays}", double.cold, book.cold, most=2.1, pdf=double.pdf)
    yield timed(f"{what} their one document", double.cold, double.one, most=0.27)
    cost = build(made(folder / "many", MOST, volumes=10))
    what = f"{MOST} essays in ten tomes, cold"
    yield Row(f"{what}: largest process", cost.memory, 400, "MB", cost)
    each = (cost.seconds / MOST) / (book.cold.seconds / book.essays)
    yield Row(f"{what}: time for each essay, against {book.essays}", each, 1.10)


def made(root: Path, essays: int, *, volumes: int = 1) -> Path:
    """An anthology that was never built."""
    write_contributions(root / "contributions", essays, volumes=volumes)
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    return root


def printed(root: Path, essays: int) -> Book:
    made(root, essays)
    cold = build(root)
    command = [sys.executable, str(ROOT / "bench/one_document.py"), "tome-1", "one.pdf"]
    one = measure(command, root, ENVIRONMENT)
    return Book(root=root, essays=essays, cold=cold, one=one)


def build(root: Path) -> Cost:
    return measure([*florilege("build"), "--workers", "2"], root, ENVIRONMENT)


def florilege(command: str) -> list[str]:
    return [sys.executable, "-m", "florilege.cli", command]


def unchanged(book: Book) -> Cost:
    return median(build(book.root) for _ in range(TIMES))


def changed(book: Book) -> Cost:
    """The same essay each time, and another word."""
    file = essay_file(book.root / "contributions", book.middle[0])

    def once() -> Cost:
        head, rule, body = file.read_text(encoding="utf-8").partition("---\n\n")
        file.write_text(head + rule + body.replace(" de ", " sans ", 1), encoding="utf-8")
        return build(book.root)

    return median(once() for _ in range(TIMES))


def grown(book: Book) -> Cost:
    """Each time another essay, after which the one that grew before stays as it is."""
    texts = longer(book)

    def once(file: Path, text: str) -> Cost:
        file.write_text(text, encoding="utf-8")
        return build(book.root)

    return median(once(file, text) for file, text in texts.items())


def longer(book: Book) -> dict[Path, str]:
    """Essays' files → their texts, so much longer that each takes one page more, as proofs of them show.

    The proofs are made in a copy, so that the cache of the anthology knows nothing of them.
    """
    twin = book.root.with_name("twin")
    shutil.copytree(book.root, twin)
    files = [essay_file(twin / "contributions", number) for number in book.middle]
    before = proofs(twin, files)
    chance = Random(book.essays)
    for _ in range(8):
        short = [file for file, pages in proofs(twin, files).items() if pages == before[file]]
        if not short:
            break
        for file in short:
            added = sentences(chance, 80)
            text = file.read_text(encoding="utf-8").replace("\n\n[^1]:", f" {added}\n\n[^1]:")
            file.write_text(text, encoding="utf-8")
    after = proofs(twin, files)
    if any(after[file] != before[file] + 1 for file in files):
        raise SystemExit(f"these essays did not grow by a page each: {before} {after}")
    return {book.root / file.relative_to(twin): file.read_text(encoding="utf-8") for file in files}


def proofs(root: Path, files: Iterable[Path]) -> dict[Path, int]:
    """How many pages each essay takes."""
    ids = {file: file.parent.name for file in files}
    measure([*florilege("proof"), *ids.values()], root, ENVIRONMENT)
    return {file: pages_of(root / "proofs" / f"{id}.pdf") for file, id in ids.items()}


def size(file: Path) -> int:
    return file.stat().st_size


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--essays", type=int, default=306)
    for flag in ("--large", "--peers", "--write"):
        parser.add_argument(flag, action="store_true")
    options = parser.parse_args()
    done, load = [], os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(
            Path(folder), essays=options.essays, with_large=options.large, with_peers=options.peers
        ):
            print(*filter(None, row.cells), sep="  ", file=sys.stderr)
            done.append(row)
    print(table(done))
    if options.write:
        command = shlex.join(["python", "bench/tome.py", *sys.argv[1:]])
        write(done, command, peers.versions() if options.peers else {}, load)


if __name__ == "__main__":
    main()
