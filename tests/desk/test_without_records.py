"""Plans, consents and approvals are between an editor and her authors: nothing that is published shows them.

So an anthology that has them, all of them good, gives the same site and the same tomes, byte for byte, as
one that has none.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from commands import here, run
from florilege.catalogue.fingerprints import text_hash
from florilege.reading.loader import read
from worlds import small

SETTINGS = "site_name: Essai\nsite_url: https://essai.example/\ndocs_dir: contributions\n"
VOLUME = """---
title: Le palier
number: 1
date: 2026-09-01
trim: A6
editors: [Odile Maurel]
editions: [screen, press, ebook, offprint]
press: [{{printer: custom}}]
cover: {{template: aucune}}
{}parts:
  - {{id: a, title: Dehors, essays: [un, deux]}}
---

Un tome.
"""
FILES = {
    "volumes/tome-1/index.md": VOLUME.format(""),
    "essays/deux/index.md": (
        "---\ntitle: La porte\nauthors: [Bob Rue]\nlicense: CC BY 4.0\n---\n\nVoir [un](../un/index.md).\n"
    ),
}
PLAN = """call: {date: 2026-01-12, words: Racontez une porte à Zénobie.}
deadlines: {manuscripts: 2026-04-30, proofs: 2026-08-20, printing: 2026-09-15}
length: {min: 1, max: 900, unit: words}
invited:
  - {name: Ada Lune, author: ada, state: received, essay: un, note: Zénobie la connaît.}
  - {name: Zénobie Absente, state: declined}
"""


def begin(folder: Path) -> Path:
    folder.mkdir()
    (folder / "mkdocs.yml").write_text(SETTINGS + "plugins: [florilege]\n", encoding="utf-8")
    return small(folder, FILES)


def keep_records(root: Path) -> None:
    """A plan, all consents that the volume needs, a round of proofs with all approvals."""
    volume = root / "volumes/tome-1"
    needed = "consents: {needed: [site, print, ebook, offprint, sale], lacking: refuse}\n"
    (volume / "index.md").write_text(VOLUME.format(needed), encoding="utf-8")
    (volume / "plan.yml").write_text(PLAN, encoding="utf-8")
    for essay in ("un", "deux"):
        done = here(root.parent, "consent", essay, "--means", "paper", "--date", "2026-05-02")
        assert done.exit_code == 0, done.output
    hashes = {id: text_hash(essay) for id, essay in read(root)[0].essays.items()}
    rows = [f"  - {{essay: {id}, hash: {hash}, code: K7QF-2DMW}}\n" for id, hash in hashes.items()]
    (volume / "rounds").mkdir()
    (volume / "rounds/1.yml").write_text("date: 2026-08-20\nproofs:\n" + "".join(rows), encoding="utf-8")
    for essay, author in (("un", "ada"), ("deux", "Bob Rue")):
        for name in (author, "Odile Maurel"):
            done = here(root.parent, "approve", essay, "--by", name)
            assert done.exit_code == 0, done.output


def made(folder: Path) -> Mapping[str, str]:
    """Path → SHA-256 of all that a build gives: tomes and site."""
    done = here(folder, "build", "--workers", "1")
    assert done.exit_code == 0, done.output + str(done.exception)
    site = run(folder, "-m", "mkdocs", "build", "-q")
    assert site.returncode == 0, site.stderr
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for top in ("tomes", "site")
        for path in sorted((folder / top).rglob("*"))
        if path.is_file()
    }


@pytest.mark.press
def test_what_is_published_is_the_same_with_and_without_records(tmp_path: Path) -> None:
    plain = begin(tmp_path / "plain")
    kept = begin(tmp_path / "kept")
    keep_records(kept)
    without, with_records = made(plain.parent), made(kept.parent)
    assert {"tomes/tome-1-press-custom.pdf", "tomes/tome-1.epub", "site/index.html"} <= without.keys()
    assert [*without] == [*with_records]
    assert [path for path, digest in without.items() if with_records[path] != digest] == []
    for path in (kept.parent / "site").rglob("*"):
        assert not (path.is_file() and "Zénobie".encode() in path.read_bytes()), path
        assert path.name not in ("plan.yml", "consents", "rounds", "un.yml", "deux.yml")


def test_the_check_says_nothing_of_records_that_nobody_keeps(tmp_path: Path) -> None:
    root = begin(tmp_path / "plain")
    done = here(root.parent, "check", "--lang", "en")
    assert done.exit_code == 0
    for word in ("consent", "plan", "proof", "approv", "round", "edition", "deadline"):
        assert word not in done.output.lower(), done.output
    assert not (root / "consents").exists()
