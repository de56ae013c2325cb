"""One anthology broken in fifteen ways at once: all are said in one run, and what was good before stays."""

import shutil
import sys
from pathlib import Path

import pytest

from book.printing import Printed
from commands import run
from florilege.cli.main import main
from site_builds import edit

ESSAYS = "contributions/essays"
WARNINGS = ("field-unknown", "file-stray", "front-matter-unclosed", "name-reserved")
"""What of it stops nothing."""


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def essay(front: str, body: str = "Un texte.") -> str:
    return f"---\n{front}\n---\n\n{body}\n"


def break_it(root: Path) -> dict[str, str]:
    """Break the anthology; `path:line` → the code that must be said there."""
    essays = root / ESSAYS
    good = "title: T\nauthors: [elise-aubry]\nlicense: CC-BY-4.0\nvolume: tome-1\npart: seuils"
    edit(essays / "le-banc-vert/index.md", "authors: [elise-aubry]", "authors: [elise-obry]")
    edit(essays / "le-banc-vert/index.md", "tags: [voisinage, silence]", "tgas: [voisinage]")
    edit(essays / "le-pain-partage/index.md", "(../letters-to-a-stranger/index.md)", "(../lettres/index.md)")
    edit(essays / "le-pain-partage/index.md", "![Une miche dorée, trois fois grignée]", "![]")
    edit(root / "contributions/volumes/tome-1/index.md", "978-2-9999999-0-9", "978-2-9999999-0-8")
    (essays / "la-fenetre-du-quatrieme/fenetre.png").write_bytes(b"GIF89a")
    write(essays / "date/index.md", essay(f"{good}\ndate: 2020-02-30"))
    write(essays / "twice/index.md", essay(f"{good}\ntitle: U"))
    write(essays / "script/index.md", essay(good, "Bonjour.\n\n<script>alert(1)</script>"))
    write(essays / "link/index.md", essay(good, "Un [lien](javascript:alert(1))."))
    write(essays / "note/index.md", essay(good, "Un mot[^rien]."))
    write(essays / "tag/index.md", essay(f"{good}\nabstract: !!python/object/apply:os.system [true]"))
    write(essays / "open/index.md", "---\ntitle: Jamais fermé\n\nUn texte.\n")
    write(essays / "CON/index.md", essay(good))
    write(root / "contributions/CNAME", "exemple.org\n")
    return {
        f"{ESSAYS}/le-banc-vert/index.md:3": "author-unknown",
        f"{ESSAYS}/le-banc-vert/index.md:5": "field-unknown",
        f"{ESSAYS}/le-pain-partage/index.md:27": "link-dead",
        f"{ESSAYS}/le-pain-partage/index.md:13": "image-alt-missing",
        "contributions/volumes/tome-1/index.md:12": "isbn-invalid",
        f"{ESSAYS}/la-fenetre-du-quatrieme/fenetre.png:1": "image-unknown",
        f"{ESSAYS}/date/index.md:7": "date-unknown",
        f"{ESSAYS}/twice/index.md:7": "field-twice",
        f"{ESSAYS}/script/index.md:11": "tag-refused",
        f"{ESSAYS}/link/index.md:9": "link-scheme",
        f"{ESSAYS}/note/index.md:9": "note-undefined",
        f"{ESSAYS}/tag/index.md:7": "yaml-tag",
        f"{ESSAYS}/open/index.md:3": "front-matter-unclosed",
        f"{ESSAYS}/CON:1": "name-reserved",
        "contributions/CNAME:1": "file-stray",
    }


def snapshot(*folders: Path) -> dict[Path, bytes]:
    return {
        file: file.read_bytes() for folder in folders for file in sorted(folder.rglob("*")) if file.is_file()
    }


@pytest.fixture(scope="module")
def broken(
    printed: Printed, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, dict[str, str], dict[Path, bytes]]:
    """An anthology with its site and tomes, then broken; what must be said; what was good before."""
    root = Path(shutil.copytree(printed.project.root, tmp_path_factory.mktemp("broken") / "toy"))
    assert run(root, "-m", "mkdocs", "build").returncode == 0
    before = snapshot(root / "site", root / "tomes")
    assert len(before) > 20
    return root, break_it(root), before


@pytest.mark.parametrize(
    "command", [["florilege.cli", "check"], ["florilege.cli", "build"], ["mkdocs", "build"]]
)
def test_all_fifteen_are_said_and_nothing_is_lost(
    broken: tuple[Path, dict[str, str], dict[Path, bytes]], command: list[str]
) -> None:
    root, expected, before = broken
    assert len(expected) == 15
    done = run(root, "-m", *command)
    said = (done.stdout + done.stderr).splitlines()
    missing = {
        place: code
        for place, code in expected.items()
        # A build says what stops it; what stops nothing is for the check and for the site.
        if not ("build" in command and "mkdocs" not in command and code in WARNINGS)
        and not any(f"{place}:" in line and line.endswith(f"[{code}]") for line in said)
    }
    assert missing == {}, "\n".join(said)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert snapshot(root / "site", root / "tomes") == before


def test_help_needs_no_anthology(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["florilege", "--help"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert "check" in capsys.readouterr().out
