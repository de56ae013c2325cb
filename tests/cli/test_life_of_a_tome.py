"""The whole life of a small tome, as its editor lives it: docs/*/guides/printings.md tells it."""

import json
import subprocess
import zipfile
from pathlib import Path

import bagit
import pytest
import yaml

from commands import florilege, run
from commands import here as call
from florilege.diagnostics.problems import FlorilegeError
from florilege.preflight.measurement.pdf_file import measure
from florilege.preflight.measurement.text_lines import lines_of
from worlds import small

REBUILD = ("rebuild", "tome-1", "--edition", "1", "--output", "tomes", "--workers", "1")
SETTINGS = (
    "site_name: Essai\nsite_url: https://essai.example/\ndocs_dir: contributions\nplugins: [florilege]\n"
)
VOLUME = """---
title: Le palier
number: 1
date: 2026-09-01
trim: A6
isbn: 978-2-9999999-0-9
editors: [Odile Maurel]
publisher: {name: Palier, place: Lyon, address: "3, quai des Toits, Lyon"}
printer: {name: Presses du Quai, place: Lyon, address: "4, quai des Toits, Lyon"}
printed: septembre 2026
legal_deposit: septembre 2026
price: 9 €
editions: [screen, press, archive]
press: [{printer: custom}]
cover: {template: aucune}
consents: {needed: [site, print], lacking: leave-out}
parts:
  - id: a
    essays: [un, deux, trois, quatre]
---

Un tome.
"""
PLAN = """call: {date: 2026-01-12, words: Racontez une porte.}
deadlines: {manuscripts: 2026-04-30, proofs: 2026-08-20, printing: 2026-09-15}
invited:
  - {name: Ada Lune, author: ada, state: received}
  - {name: Bob Rue, author: bob, state: received, essay: deux}
  - {name: Eva Noir, state: promised}  # relancée au marché
"""
ESSAY = "---\ntitle: {}\nauthors: [{}]\nlicense: CC BY 4.0\n---\n\n{}\n"
FILES = {
    "authors/bob.md": "---\nname: Bob Rue\n---\n\nIl écrit.\n",
    "essays/un/index.md": ESSAY.format("Le banc", "ada", "Un banc vert attend au bord du quai. " * 2),
    "essays/deux/index.md": ESSAY.format("La porte", "bob", "— Elle ne ferme plus.\n\nNul ne s’en plaint."),
    "essays/trois/index.md": ESSAY.format("Le pain", "ada", "Partagé, il a meilleur goût."),
    "essays/quatre/index.md": None,
    "volumes/tome-1/index.md": VOLUME.replace(", quatre]", "]"),
    "volumes/tome-1/plan.yml": PLAN,
}


def git(root: Path, *command: str) -> None:
    name = ("-c", "user.name=Odile", "-c", "user.email=odile@example.org")
    subprocess.run(["git", *name, *command], cwd=root, check=True, capture_output=True)


def pages(file: Path) -> list[list[tuple[str, float]]]:
    """Page by page, what preflight, which made none of it, reads: text and baseline of each line."""
    return [[(line.text.strip(), line.baseline) for line in lines_of(page)] for page in measure(file).pages]


@pytest.mark.press
def test_from_the_call_to_the_second_printing(tmp_path: Path) -> None:
    root = small(tmp_path, FILES)
    volume = root / "volumes/tome-1"
    (tmp_path / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / ".gitignore").write_text(".cache/\ntomes/\nproofs/\nrebuilt/\n", encoding="utf-8")
    git(tmp_path, "init", "-q")

    def here(*command: str, code: int = 0) -> str:
        """What a command says, in this process: to begin another takes longer than what most of them do."""
        done = call(tmp_path, *command, "--lang", "fr")
        error = done.exception
        failed = error.exit_code if isinstance(error, FlorilegeError) else done.exit_code
        told = str(error) if isinstance(error, FlorilegeError) else done.output
        assert failed == code, f"{told} {error!r}"
        return told

    def agree(essay: str, *options: str) -> None:
        here("consent", essay, "--means", "mail", "--date", "2026-05-02", *options)

    def missing(essay: str) -> list[str]:
        status = json.loads(here("status", "tome-1", "--format", "json", "--today", "2026-04-01"))
        return next(row["missing"] for row in status["volumes"][0]["rows"] if row["essay"] == essay)

    # The call has gone out, three essays are in, a fourth arrives; its author hasn't agreed, then has, and
    # takes it back. What is printed goes on without it.
    for essay in ("un", "deux", "trois"):
        agree(essay)
    assert "plan-arrived" not in here("check")
    index = volume / "index.md"
    fourth = root / "essays/quatre/index.md"
    fourth.parent.mkdir()
    fourth.write_text(ESSAY.format("Le seuil", "Eva Noir", "On y reste."), encoding="utf-8")
    index.write_text(VOLUME, encoding="utf-8")
    said = here("check")
    assert "plan-arrived" in said
    assert "consent-left-out" in said
    plan = volume / "plan.yml"
    plan.write_text(plan.read_text("utf-8").replace("promised", "received, essay: quatre"), encoding="utf-8")
    assert "consent" in missing("quatre")
    assert "consent" not in missing("un")
    agree("quatre")
    assert "consent-left-out" not in here("check")
    agree("quatre", "--withdrawn")
    said = here("check")
    assert "consent-left-out" in said
    assert "plan-" not in said

    # Proofs: each line has its number, each page the code that the record has.
    here("proof", "tome-1", "--round", "1", "--workers", "1")
    record = yaml.safe_load((volume / "rounds/1.yml").read_text(encoding="utf-8"))
    codes = {proof["essay"]: proof["code"] for proof in record["proofs"]}
    assert [*codes] == ["un", "deux", "trois", "quatre"]
    proof = tmp_path / "proofs/tome-1-round-1/deux.pdf"
    (page,) = pages(proof)
    told = [row.split("\t") for row in proof.with_suffix(".txt").read_text("utf-8").splitlines()[1:]]
    numbers = {text: height for text, height in page if text.isdigit()}
    for place, text in told:
        height = numbers[place.removeprefix("1:")]
        beside = "".join(line for line, at in page if abs(at - height) < 1 and not line.isdigit())
        assert text.split()[-1] in beside, place
    assert any(codes["deux"] in text for text, _ in page)

    # A correction, which stands beside its line; approvals, the author's first.
    place = next(place for place, text in told if "plaint" in text)
    shown = here("corrections", "deux", "--add", f"{place} lire « Personne »", "--by", "Bob Rue")
    assert "Nul ne s’en plaint" in shown
    assert "→ lire « Personne » (Bob Rue)" in shown
    assert "correction-nowhere" in here("corrections", "deux", "--add", "7:1 non", code=2)
    assert "approval-early" in here("approve", "un", "--by", "Odile Maurel", code=2)
    assert "signatory-unknown" in here("approve", "un", "--by", "Zoé", code=2)
    for essay, author in (("un", "ada"), ("deux", "Bob Rue"), ("trois", "Ada Lune")):
        here("approve", essay, "--by", author)
        here("approve", essay, "--by", "Odile Maurel")

    # What is corrected has to be approved anew: nothing goes to press before, unless each page says so.
    essay = root / "essays/deux/index.md"
    essay.write_text(essay.read_text("utf-8").replace("Nul", "Personne"), encoding="utf-8")
    assert "consent" in missing("deux")
    agree("deux")
    assert here("check").count("approval-other-text") == 2
    refused = here("build", "--edition", "press", "--workers", "1", code=1)
    assert "[essay-unapproved-by-author]" in refused
    assert not (tmp_path / "tomes").exists()
    here("build", "--edition", "press", "--unapproved", "--workers", "1")
    stamped = pages(tmp_path / "tomes/tome-1-press-custom.pdf")
    assert all(any("sans bon à tirer" in text for text, _ in page) for page in stamped)
    kept = here("proof", "tome-1", "--round", "1", "--workers", "1", code=1)
    assert "La porte" in kept
    here("proof", "tome-1", "--round", "2", "--workers", "1")
    assert "--round 3" in here("proof", "tome-1", "--round", "1", "--workers", "1", code=1)
    here("approve", "deux", "--by", "Bob Rue")
    here("approve", "deux", "--by", "Odile Maurel")
    assert "approval" not in here("check")

    # The first printing.
    assert "edition-number" in here("freeze", "tome-1", "--as", "2", code=2)
    frozen = here("freeze", "tome-1", "--as", "1", "--date", "2026-09-15", "--workers", "1")
    assert "[consent-left-out]" in frozen, "the fourth, which was taken back"
    assert "git add contributions mkdocs.yml && git commit -m tome-1-edition-1" in frozen
    assert "nouveauté" in here("deposit", "tome-1")
    assert "edition-frozen" in here("freeze", "tome-1", "--as", "1", code=2)
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "tome-1-edition-1")
    assert "tag-missing" in here("rebuild", "tome-1", code=2)
    git(tmp_path, "tag", "tome-1-edition-1")

    # An erratum, on the site and on a leaf; a second printing, which has none, and whose pages have moved.
    first = yaml.safe_load((volume / "editions/1.yml").read_text(encoding="utf-8"))
    assert [each["essay"] for each in first["essays"]] == ["un", "deux", "trois"]
    essay = root / "essays/un/index.md"
    longer = "Un banc rouge attend au bord du quai. " * 2 + "\n\nOn s’y assied." * 40
    essay.write_text(ESSAY.format("Le banc", "ada", longer), encoding="utf-8")
    agree("un")
    here("errata", "tome-1", "--output", str(volume / "errata.md"))
    leaf = (volume / "errata.md").read_text("utf-8").replace("\u00a0", " ")
    said = "Au lieu de « Un banc vert attend au », lire « Un banc rouge attend au »"
    assert leaf.count(said) == 1, "a refrain, of which one line is enough"
    assert run(tmp_path, "-m", "mkdocs", "build", "-q").returncode == 0
    site = tmp_path / "site"
    changes = (site / "volumes/tome-1/changes/index.html").read_text("utf-8")
    assert "<del>vert</del> <ins>rouge</ins>" in changes
    cited = (site / "essays/trois/index.html").read_text("utf-8")
    assert f"imprimé le 15 septembre 2026, p. {first['essays'][2]['first']}" in cited.replace("\u00a0", " ")
    here("proof", "tome-1", "--round", "3", "--workers", "1")
    here("approve", "un", "--by", "ada")
    here("approve", "un", "--by", "Odile Maurel")
    assert "errata-corrected" in here("freeze", "tome-1", "--as", "2", "--workers", "1", code=1)
    (volume / "errata.md").unlink()
    moved = here("freeze", "tome-1", "--as", "2", "--date", "2027-02-01", "--workers", "1")
    assert "\n  trois: " in moved
    assert "[consent-left-out]" in moved
    assert any("Deuxième tirage" in text for page in pages(tmp_path / "tomes/tome-1.pdf") for text, _ in page)
    assert "archive-differs" in here("archive", "tome-1", "--edition", "1", code=1)

    # The first one, byte by byte, from its commit; and for a library a bag of what it was made of, which the
    # Library of Congress's own program takes.
    assert florilege(tmp_path, *REBUILD).returncode == 0
    here("archive", "tome-1", "--edition", "1")
    with zipfile.ZipFile(tmp_path / "tome-1-edition-1.zip") as packed:
        packed.extractall(tmp_path / "rebuilt")
    bag = bagit.Bag(str(tmp_path / "rebuilt/tome-1-edition-1"))
    assert bag.validate()
    assert {"data/editions/tome-1-archive.pdf", "data/licences.csv"} <= {*bag.payload_entries()}
    source = tmp_path / "rebuilt/tome-1-edition-1/data/sources/contributions/essays/un/index.md"
    assert "Un banc vert" in source.read_text("utf-8")

    # What the trade must know, and what the check says where a printed essay is gone.
    assert "978-2-9999999-0-9".replace("-", "") in here(
        "metadata", "tome-1", "--format", "onix", "--workers", "1"
    )
    index.write_text(index.read_text("utf-8").replace("un, deux, trois", "un, deux"), encoding="utf-8")
    assert "printed-essay-left-out" in here("check")
