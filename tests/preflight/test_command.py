"""`florilege preflight`, and the end of `florilege build`, as an editor calls them."""

import json
import re
import shutil
from pathlib import Path

import pytest

from commands import florilege
from preflight.shop import Shop, draw, spoil


@pytest.fixture
def root(shop: Shop, tmp_path: Path) -> Path:
    """A copy of the printed anthology, its cache included."""
    return Path(shutil.copytree(shop.project.root, tmp_path / "again"))


def test_a_tome_that_no_printer_refuses(root: Path) -> None:
    done = florilege(root, "preflight", "tome-3")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Offset (France, Europe) (intérieur, couverture)\u00a0: " in done.stdout
    assert done.stdout.endswith("tomes/tome-3-preflight.html\n")
    assert '<html lang="fr">' in (root / "tomes/tome-3-preflight.html").read_text(encoding="utf-8")


def test_a_printer_that_refuses_is_exit_1_and_named(root: Path, shop: Shop) -> None:
    spoil(
        shop.file("block", "lulu"),
        root / "tomes/tome-3-press-lulu.pdf",
        lambda pdf: draw(pdf, 15, "0.95 0.95 0.95 0.95 k 60 80 20 20 re f"),
    )
    done = florilege(
        root, "preflight", "tome-3", "--printer", "lulu", "--no-html", "--json", "report.json", "--lang", "en"
    )
    assert (done.returncode, done.stderr) == (1, "")
    assert "Lulu (inside, cover): 1 refused" in done.stdout
    assert "[ink]" in done.stdout
    assert not (root / "tomes/tome-3-preflight.html").exists()
    (told,) = json.loads((root / "report.json").read_text(encoding="utf-8"))
    assert [file["refused"] for file in told["files"]] == [True, False]


def test_json_on_the_terminal_is_json_alone(root: Path) -> None:
    done = florilege(root, "preflight", "tome-3", "--printer", "offset", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)[0]["volume"] == "tome-3"


@pytest.mark.parametrize(
    ("arguments", "code", "exit_code"),
    [
        (["tome-9"], "volume-not-found", 2),
        (["tome-3", "--printer", "kdp"], "printer-not-named", 2),
        (["tome-3", "--output", "elsewhere"], "preflight-file-missing", 1),
    ],
)
def test_what_is_missing_is_one_line(root: Path, arguments: list[str], code: str, exit_code: int) -> None:
    done = florilege(root, "preflight", *arguments)
    assert (done.returncode, done.stdout) == (exit_code, "")
    assert done.stderr.endswith(f"[{code}]\n")
    assert done.stderr.count("\n") == 1


def test_a_press_build_ends_with_a_line_for_each_printer(root: Path) -> None:
    done = florilege(root, "build", "tome-3", "--workers", "2")
    assert done.returncode == 0, done.stderr
    printers = ("Offset (France, Europe)", "IngramSpark", "Lulu")
    lines = done.stdout.splitlines()
    assert [
        line.partition(" (intérieur, couverture)\u00a0: ")[0] for line in lines if "intérieur" in line
    ] == [*printers]


def test_a_press_build_that_a_printer_would_refuse_is_exit_1(root: Path) -> None:
    """Lines that no margin ends run off the page."""
    style = root / "design/styles/custom.css"
    style.parent.mkdir(parents=True)
    style.write_text(".essay p { white-space: nowrap }\n", encoding="utf-8")
    done = florilege(root, "build", "tome-3", "--workers", "2", "--lang", "en")
    assert (done.returncode, done.stderr) == (1, "")
    assert re.search(r"Lulu \(inside, cover\): \d+ refused", done.stdout)
