"""A text that can't be set: it is named, and the rest goes on or nothing changes."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest
from click.testing import CliRunner

from book.failing import Failing, crash, grow, hang
from book.printing import Printed, page_texts
from commands import run
from florilege.book.press import print_proofs, print_tomes
from florilege.cli import fresh_build
from florilege.cli.main import florilege
from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.project import Project, project_at
from florilege.runtime.workers import Workers
from site_builds import edit

DEEDS = {"le-banc-vert": hang, "la-fenetre-du-quatrieme": grow, "letters-to-a-stranger": crash}


@pytest.fixture
def cold(printed: Printed, tmp_path: Path) -> Project:
    """The project of the toy, with a cache and an output of its own."""
    return project_at(tmp_path, printed.project.contributions)


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    with Workers(1) as pool:
        yield pool


def test_what_fails_is_named_and_left_out(printed: Printed, cold: Project, pool: Workers) -> None:
    failures: list[FlorilegeError] = []
    tomes = print_tomes(
        cold,
        printed.anthology,
        ["tome-1", "tome-2"],
        pool=cast(Workers, Failing(pool, DEEDS)),
        on_failure=failures.append,
    )
    words = re.compile("can’t be set: (.*?);")
    said = {failure.values["sheet"]: words.findall(str(failure))[0] for failure in failures}
    assert {path.split("/")[1] for path in said} == set(DEEDS)
    assert {path.split("/")[1]: reason for path, reason in said.items()} == {
        "le-banc-vert": "not done within 1\u00a0s",
        "la-fenetre-du-quatrieme": "more than 1500\u00a0MB of memory would be needed",
        "letters-to-a-stranger": "its process ended (exit -6)",
    }
    assert [tome.volume for tome in tomes] == ["tome-1", "tome-2"]
    text = " ".join(page_texts(tomes[0].file.read_bytes()))
    assert "Le pain partagé" in text
    assert "Le banc vert" not in text


def test_without_leave_to_go_on_nothing_is_written(printed: Printed, cold: Project, pool: Workers) -> None:
    failing = cast(Workers, Failing(pool, {"le-banc-vert": crash}))
    with pytest.raises(FlorilegeError, match="le-banc-vert") as caught:
        print_tomes(cold, printed.anthology, pool=failing)
    assert (caught.value.code, caught.value.exit_code) == ("sheet-failed", 1)
    assert not cold.tomes.exists()


def test_all_that_fails_is_named_where_nothing_may(printed: Printed, cold: Project, pool: Workers) -> None:
    failures: list[FlorilegeError] = []
    tomes = print_tomes(
        cold,
        printed.anthology,
        pool=cast(Workers, Failing(pool, DEEDS)),
        on_failure=failures.append,
        all_or_nothing=True,
    )
    assert {failure.values["sheet"].split("/")[1] for failure in failures} == set(DEEDS)
    assert (tomes, cold.tomes.exists()) == ((), False)


def test_a_tome_whose_own_sheet_fails_is_left_as_it_was(
    printed: Printed, cold: Project, pool: Workers
) -> None:
    failing = cast(Workers, Failing(pool, {"tome--notices": crash}))
    (cold.tomes).mkdir()
    (cold.tomes / "tome-1.pdf").write_bytes(b"as it was")
    failures: list[FlorilegeError] = []
    print_tomes(cold, printed.anthology, ["tome-1"], pool=failing, on_failure=failures.append)
    assert len(failures) == 1
    assert (cold.tomes / "tome-1.pdf").read_bytes() == b"as it was"
    assert [file.name for file in cold.tomes.iterdir()] == ["tome-1.pdf"]


def test_a_proof_of_what_fails_alone_is_told_as_any(printed: Printed, cold: Project, pool: Workers) -> None:
    failures: list[FlorilegeError] = []
    proofs = print_proofs(
        cold,
        printed.anthology,
        ["le-banc-vert", "le-pain-partage"],
        output=cold.tomes,
        pool=cast(Workers, Failing(pool, {"le-banc-vert": crash})),
        on_failure=failures.append,
    )
    assert [failure.code for failure in failures] == ["sheet-failed"]
    assert [made.file.name for proof in proofs for made in proof.files] == ["le-pain-partage.pdf"]


def test_a_text_in_error_leaves_itself_out_of_its_tome(printed: Printed, tmp_path: Path) -> None:
    root = Path(shutil.copytree(printed.project.root, tmp_path / "toy"))
    edit(root / "contributions/essays/le-banc-vert/index.md", "title:", "titel:")
    before = (root / "tomes/tome-1.pdf").read_bytes()
    done = run(root, "-m", "florilege.cli", "build", "tome-1")
    assert done.returncode == 1
    assert "rien n’a été publié" in done.stderr.splitlines()[-1]
    assert (root / "tomes/tome-1.pdf").read_bytes() == before
    done = run(root, "-m", "florilege.cli", "build", "tome-1", "--keep-going", "--lang", "en")
    assert done.returncode == 1
    assert "contributions/essays/le-banc-vert/index.md:1: " in done.stderr
    assert done.stderr.splitlines()[-1].endswith("left out, the rest is published")
    text = " ".join(page_texts((root / "tomes/tome-1.pdf").read_bytes()))
    assert "Le pain partagé" in text
    assert "Le banc vert" not in text


def test_the_command_says_it_and_exits_1(
    printed: Printed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = Path(shutil.copytree(printed.project.root, tmp_path / "toy"))
    shutil.rmtree(root / ".cache" / "plugin" / "florilege" / "fragments")
    given = fresh_build.print_tomes

    def failing(*arguments: Any, pool: Workers, **options: Any) -> Any:
        return given(*arguments, pool=cast(Workers, Failing(pool, {"le-banc-vert": crash})), **options)

    monkeypatch.setattr(fresh_build, "print_tomes", failing)
    monkeypatch.chdir(root)
    done = CliRunner().invoke(florilege, ["build", "tome-1", "--keep-going", "--lang", "en"])
    assert done.exit_code == 1
    assert re.search(
        r"contributions/essays/le-banc-vert/index\.md:\d+: .* can’t be set: its process ended", done.output
    )
    assert "tomes/tome-1.pdf" in done.output
    assert done.output.splitlines()[-1].startswith("1 error in ")
