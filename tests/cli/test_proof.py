"""`florilege proof`: the pages of an essay, whatever is wrong elsewhere."""

import subprocess
from pathlib import Path

import pytest

from commands import florilege
from worlds import essay, small

SETTINGS = "site_name: x\ndocs_dir: contributions\nplugins: [florilege]\n"
BAD = "date: 32 mars"
ELSEWHERE: dict[str, dict[str, str | bytes | None]] = {
    "an essay": {"essays/deux/index.md": essay(BAD)},
    "front matter beyond us": {"essays/deux/index.md": "---\n: : :\n---\n\nOui.\n"},
    "bytes": {"essays/deux/index.md": b"\x81\x8d\x8f"},
    "an author": {"authors/bob.md": "---\nname: Bob Rue\norcid: x\n---\n\nIl écrit.\n"},
    "the home page": {"index.md": "---\ntitle: Essai\n---\n\n<script>x</script>\n"},
    "its tome": {
        "volumes/tome-1/index.md": "---\ntitle: Tome\nnumber: 1\ntrim: [1, 2]\nparts: []\n---\n\nUn.\n"
    },
}


def proof(folder: Path, *arguments: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
    (folder / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    return florilege(folder, "proof", *arguments, "--lang", lang, "--workers", "1")


@pytest.mark.press
@pytest.mark.parametrize("where", ELSEWHERE)
def test_a_good_essay_is_set_whatever_is_wrong_elsewhere(where: str, tmp_path: Path) -> None:
    small(tmp_path, ELSEWHERE[where])
    done = proof(tmp_path, "un")
    assert (done.returncode, done.stderr.count("\n")) == (0, 1), done.stderr
    assert done.stderr.endswith(" elsewhere: this stops no proof; florilege check shows it\n")
    assert done.stdout.startswith("proofs/un.pdf: ")
    assert (tmp_path / "proofs/un.pdf").is_file()


@pytest.mark.press
def test_an_essay_in_error_is_told_and_the_other_one_is_set(tmp_path: Path) -> None:
    small(tmp_path, {"essays/deux/index.md": essay(BAD), "essays/trois/index.md": essay(BAD)})
    done = proof(tmp_path, "deux", "un")
    assert done.returncode == 1
    told, elsewhere = done.stderr.splitlines()
    assert told.startswith("contributions/essays/deux/index.md:2")
    assert elsewhere.startswith("1 error elsewhere")
    assert [file.name for file in (tmp_path / "proofs").iterdir()] == ["un.pdf"]


@pytest.mark.press
def test_what_keeps_an_essay_back_is_told_though_it_is_not_in_its_file(tmp_path: Path) -> None:
    """Its only author has no name."""
    small(tmp_path, {"authors/ada.md": "---\nname: ''\n---\n\nElle écrit.\n"})
    done = proof(tmp_path, "un")
    assert done.returncode == 1
    assert "contributions/authors/ada.md:2" in done.stderr
    assert not (tmp_path / "proofs").exists()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("le-ban-vert", "the closest: le-banc-vert, le-banc-rouge"),
        ("Le banc vert", "the closest: le-banc-vert, le-banc-rouge"),
        ("banc", "the closest: le-banc-rouge, le-banc-vert"),
        ("xyz", "give the name of its folder in essays/"),
    ],
)
def test_an_unknown_essay_is_told_before_any_error(asked: str, said: str, tmp_path: Path) -> None:
    names = ("le-banc-vert", "le-banc-rouge")
    small(tmp_path, {f"essays/{name}/index.md": essay(BAD) for name in names})
    done = proof(tmp_path, "un", asked)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"florilege: no essay “{asked}”; {said} [essay-not-found]\n"
    assert not (tmp_path / "proofs").exists()
