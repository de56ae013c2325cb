"""`florilege build`, `florilege proof` and `build_pdf.py`, as an editor calls them."""

import shutil
from pathlib import Path

import pytest

from book.printing import Printed
from commands import florilege, run
from site_builds import edit
from worlds import small

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
def root(printed: Printed, tmp_path: Path) -> Path:
    """A copy of the printed anthology, its cache included."""
    return Path(shutil.copytree(printed.project.root, tmp_path / "again"))


def test_a_corrected_comma_is_one_sheet_and_says_so(root: Path) -> None:
    edit(root / "contributions/essays/letters-to-a-stranger/index.md", ",", ";")
    done = run(root, str(REPOSITORY / "build_pdf.py"), "tome-2")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("tomes/tome-2.pdf\u202f: 19 pages, ")
    assert "\u202f; 1 feuille composée, " in done.stdout
    assert done.stderr == ""


def test_a_build_in_which_nothing_changed_leaves_its_files(root: Path) -> None:
    """What printers say of them is told again, and a file that is gone or spoilt comes back."""
    volume = root / "contributions/volumes/tome-1/index.md"
    edit(volume, "trim: A5\n", "trim: A5\neditions: [screen, press, ebook]\npress: {printer: kdp}\n")
    first = florilege(root, "build", "tome-1", "--lang", "en")
    made = {file: file.read_bytes() for file in sorted((root / "tomes").glob("tome-1*"))}
    stamps = {file: file.stat().st_mtime_ns for file in made}
    assert first.returncode == 0, first.stdout + first.stderr
    assert {".epub", ".pdf"} == {file.suffix for file in made}
    again = florilege(root, "build", "tome-1", "--lang", "en")
    assert {file: file.stat().st_mtime_ns for file in made} == stamps
    (root / "tomes/tome-1.epub").unlink()
    (root / "tomes/tome-1.pdf").write_bytes(made[root / "tomes/tome-1.pdf"][::-1])
    repaired = florilege(root, "build", "tome-1", "--lang", "en")
    assert {file: file.read_bytes() for file in made} == made
    (line, *others), (line_again, *others_again) = first.stdout.splitlines(), again.stdout.splitlines()
    assert others_again == others
    assert others[-1].startswith("Amazon KDP")
    assert line.partition(";")[0] == line_again.partition(";")[0]
    assert "; 0 sheets set, " in line_again
    assert again.stdout == repaired.stdout
    assert (again.stderr, repaired.stderr) == ("", "")


def test_a_proof_of_an_essay(root: Path) -> None:
    done = florilege(root, "proof", "le-banc-vert", "--lang", "en")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("proofs/le-banc-vert.pdf: 2 pages, ")


def test_a_build_for_a_printer_ends_with_what_it_would_refuse(root: Path) -> None:
    volume = root / "contributions/volumes/tome-1/index.md"
    edit(volume, "trim: A5\n", "trim: A5\neditions: [screen, press]\npress: {printer: kdp, paper: cream}\n")
    build = ["build", "tome-1", "--edition", "press", "--lang", "en"]
    done = florilege(root, *build)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "tomes/tome-1-press-kdp.pdf: 28 pages, " in done.stdout
    assert "tomes/tome-1.pdf" not in done.stdout
    assert done.stdout.rstrip().splitlines()[-1].startswith("Amazon KDP (inside): ")
    edit(volume, "paper: cream}", "paper: cream, multiple: 40}")
    done = florilege(root, *build)
    assert done.returncode == 1
    assert "refused" in done.stdout.rstrip().splitlines()[-1]
    done = florilege(root, "build", "--edition", "archive", "--lang", "en")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "[edition-unlisted]" in done.stderr


def test_an_error_is_one_line_and_leaves_the_tomes(root: Path) -> None:
    before = (root / "tomes/tome-1.pdf").read_bytes()
    edit(root / "contributions/essays/le-banc-vert/index.md", "title:", "titel:")
    done = run(root, str(REPOSITORY / "build_pdf.py"))
    assert done.returncode == 1
    assert "contributions/essays/le-banc-vert/index.md:1: " in done.stderr
    assert "Traceback" not in done.stderr
    assert (root / "tomes/tome-1.pdf").read_bytes() == before


@pytest.mark.parametrize(
    ("command", "code"), [(["build", "tome-9"], "volume-not-found"), (["proof", "rien"], "essay-not-found")]
)
def test_an_unknown_name_is_one_line(root: Path, command: list[str], code: str) -> None:
    done = florilege(root, *command)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"[{code}]\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("volumes", "arguments", "code"),
    [
        ({}, [], "volumes-none"),
        ({"tome-1": "title: Tome\nnumber: 1"}, [], "tome-empty"),
        ({"tome-1": "title: Tome\nnumber: 1", "tome-2": "title: Deux\nnumber: 2"}, [], "tome-empty"),
        ({"tome-1": "title: Tome\nnumber: 1"}, ["--edition", "archive"], "tome-empty"),
        (
            {"tome-1": "title: Tome\nparts: [{title: A, essays: [un]}]"},
            ["--edition", "archive"],
            "edition-unlisted",
        ),
    ],
)
def test_why_there_is_nothing_to_print(
    tmp_path: Path, volumes: dict[str, str], arguments: list[str], code: str
) -> None:
    files: dict[str, str | bytes | None] = {"volumes/tome-1/index.md": None}
    small(tmp_path, files | {f"volumes/{id}/index.md": f"---\n{volumes[id]}\n---\n" for id in volumes})
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndocs_dir: contributions\nplugins: [florilege]\n")
    done = florilege(tmp_path, "build", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.endswith(f"[{code}]\n")


@pytest.mark.parametrize("command", [["build"], ["build", "tome-1"], ["proof", "tome-1", "--round", "1"]])
def test_what_may_have_emptied_a_tome_is_told(tmp_path: Path, command: list[str]) -> None:
    volume = "---\ntitle: Tome\nnumber: 1\nessays: [un]\n---\n"
    small(tmp_path, {"volumes/tome-1/index.md": volume})
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndocs_dir: contributions\nplugins: [florilege]\n")
    done = florilege(tmp_path, *command)
    why, empty = done.stderr.splitlines()
    assert "volumes/tome-1/index.md:4:1: " in why
    assert "parts: [{essays: […]}]" in why
    assert (done.returncode, empty.endswith("[tome-empty]")) == (2, True)
