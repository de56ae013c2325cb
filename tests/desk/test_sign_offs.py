"""Who approves a proof: each author of the essay, then an editor of its volume, and nobody else."""

from pathlib import Path

import pytest
import yaml

from commands import here
from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.sign_offs import Unsigned, unsigned
from florilege.checks import rules
from florilege.desk.proof_rounds import unapproved
from florilege.diagnostics.problems import FlorilegeError
from florilege.reading.loader import read
from worlds import small

ROUND = "volumes/tome-1/rounds/1.yml"
FILES = {
    "authors/bob.md": "---\nname: Robert Rue\nalso_known_as: [Bob]\n---\n\nIl écrit.\n",
    "essays/un/index.md": (
        "---\ntitle: Un\nauthors: [ada, bob, Eva Noir]\nlicense: CC BY 4.0\n---\n\nIl était une fois.\n"
    ),
    "volumes/tome-1/index.md": (
        "---\ntitle: Tome\nnumber: 1\neditors: [Odile Maurel, ada]\neditions: [screen, press]\n"
        "parts:\n  - {id: a, title: A, essays: [un]}\n---\n\nUn tome.\n"
    ),
}


def world(folder: Path, plan: str = "") -> Path:
    (folder / "mkdocs.yml").write_text("site_name: Essai\nplugins: [florilege]\n", encoding="utf-8")
    root = small(folder, FILES | ({"volumes/tome-1/plan.yml": plan} if plan else {}))
    hash = text_hash(read(root)[0].essays["un"])
    file = root / ROUND
    file.parent.mkdir()
    file.write_text(
        f"date: 2026-08-20\nproofs:\n  - {{essay: un, hash: {hash}, code: K7QF-2DMW}}\n", encoding="utf-8"
    )
    return root


def lacking(root: Path) -> Unsigned:
    catalogue = read(root)[0]
    return unsigned(catalogue, catalogue.volumes["tome-1"], catalogue.essays["un"])


def approve(root: Path, name: str, *options: str) -> str:
    done = here(root.parent, "approve", "un", "--by", name, *options, "--lang", "fr")
    if done.exception and not isinstance(done.exception, SystemExit):
        assert isinstance(done.exception, FlorilegeError), done.exception
        return done.exception.message("fr")
    return done.output


def test_each_author_approves_then_an_editor(tmp_path: Path) -> None:
    root = world(tmp_path)
    names = ("Ada Lune", "Robert Rue", "Eva Noir")
    assert lacking(root) == Unsigned(names, editor=True)
    early = approve(root, "Odile Maurel")
    assert "[approval-early]" in early
    assert '--by "Ada Lune"' in early
    assert "`approvals: one-author`" in early
    assert "Robert Rue et Eva Noir" in approve(root, "ada")
    assert "Robert Rue, Eva Noir" in approve(root, "Odile Maurel")  # the others are named
    approve(root, "BOB")
    approve(root, "Robert Rue")  # the same, who needn't be noted twice
    assert lacking(root) == Unsigned(("Eva Noir",), editor=True)
    (found,) = unapproved(read(root)[0], read(root)[0].volumes["tome-1"])
    assert (found.code, "Eva Noir" in found.message("fr")) == ("essay-unapproved-by-author", True)
    assert "éditeur" in approve(root, "Eva Noir")
    assert lacking(root) == Unsigned((), editor=True)
    (found,) = unapproved(read(root)[0], read(root)[0].volumes["tome-1"])
    assert found.code == "essay-unapproved"
    # Who writes and edits signs as the one, and then as the other.
    approve(root, "ada")
    assert not lacking(root)
    assert unapproved(read(root)[0], read(root)[0].volumes["tome-1"]) == ()
    kept = yaml.safe_load((root / ROUND).read_text("utf-8"))["proofs"][0]["approvals"]
    assert [(each["by"], each["role"]) for each in kept] == [
        ("ada", "author"),
        ("BOB", "author"),
        ("Eva Noir", "author"),
        ("ada", "editor"),
    ]


def test_one_author_is_enough_where_the_plan_says_so(tmp_path: Path) -> None:
    root = world(tmp_path, "approvals: one-author\n")
    early = approve(root, "Odile Maurel")
    assert "[approval-early]" in early
    assert "one-author" not in early  # which it says already
    approve(root, "Eva Noir")
    approve(root, "Odile Maurel")
    assert not lacking(root)


@pytest.mark.parametrize(
    ("name", "options"), [("Zoé", ()), ("Zoé", ("--as", "author")), ("Odile Maurel", ("--as", "author"))]
)
def test_nobody_else_approves(tmp_path: Path, name: str, options: tuple[str, ...]) -> None:
    root = world(tmp_path)
    before = (root / ROUND).read_bytes()
    said = approve(root, name, *options)
    assert "[signatory-unknown]" in said
    assert "Eva Noir" in said
    assert "Odile Maurel" in said
    assert (root / ROUND).read_bytes() == before


def test_the_word_of_a_stranger_in_the_record_does_not_count_and_is_told(tmp_path: Path) -> None:
    root = world(tmp_path, "approvals: one-author\n")
    approve(root, "Eva Noir")
    approve(root, "Odile Maurel")
    file = root / ROUND
    file.write_text(file.read_text("utf-8").replace("Eva Noir", "Jo"), encoding="utf-8")
    assert lacking(root) == Unsigned(("Ada Lune", "Robert Rue", "Eva Noir"))
    catalogue = read(root)[0]
    told = [each for each in rules.check(catalogue) if each.code.startswith("approval")]
    assert [each.code for each in told] == ["approval-stranger"]
    assert "Ada Lune, Robert Rue, Eva Noir" in told[0].message("en")


def test_the_press_waits_for_both_and_status_shows_both(tmp_path: Path) -> None:
    root = world(tmp_path, "approvals: one-author\n")

    def steps() -> list[str]:
        done = here(tmp_path, "status", "--format", "json", "--today", "2026-09-01")
        (row,) = [each for each in yaml.safe_load(done.output)["volumes"][0]["rows"] if each["essay"] == "un"]
        return [step for step in ("author", "editor") if step in row["missing"]]

    for name, missing in (("", ["author", "editor"]), ("ada", ["editor"]), ("Odile Maurel", [])):
        if name:
            approve(root, name)
        assert steps() == missing
        if missing:
            done = here(tmp_path, "build", "--edition", "press", "--workers", "1")
            assert done.exit_code == 1
            assert "essay-unapproved" in done.output
            assert not (tmp_path / "tomes").exists()
