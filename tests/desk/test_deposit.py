"""The sheet for the legal deposit: what the declaration asks for, and what is still to be added."""

import datetime
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from commands import florilege, here
from florilege.catalogue.fingerprints import text_hash
from florilege.catalogue.frozen import FrozenEdition, PrintedEssay
from florilege.desk.deposit import as_text, facts, missing
from florilege.reading.loader import read
from worlds import small

VOLUME = """\
---
title: Le palier
subtitle: Anthologie
number: 2
series: Petites rencontres
issn: 2049-3630
editors: [Odile Maurel]
publisher: {name: Éditions du Palier, address: "3, quai des Toits, 38000 Grenoble"}
printer: {name: Imprimerie des Toits, place: Lyon}
isbn: 978-2-9999999-0-9
price: 12 €
date: 2026-06-01
printed: mai 2026
press: [{printer: kdp}]
parts:
  - essays: [un]
---

Un tome.
"""


def world(folder: Path, volume: str = VOLUME) -> Path:
    (folder / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    files = {"volumes/tome-1/index.md": volume, "volumes/tome-1/costs.yml": "copies: 300\n"}
    return small(folder, files)


def test_all_that_is_asked_for_is_said(tmp_path: Path) -> None:
    catalogue, problems = read(world(tmp_path))
    assert [each for each in problems if each.level == "error"] == []
    found = facts(catalogue, catalogue.volumes["tome-1"], 96)
    assert missing(found) == ()
    assert {fact.name: fact.value for fact in found} == {
        "publisher": "Éditions du Palier, 3, quai des Toits, 38000 Grenoble",
        "isbn": "978-2-9999999-0-9",
        "authors": "sous la direction d’Odile Maurel – Ada Lune",
        "title": "Le palier. Anthologie",
        "series": "Petites rencontres, tome 2, ISSN 2049-3630",
        "kind": "nouveauté",
        "size": "14,8 × 21 cm",
        "pages": "96",
        "binding": "broché",
        "printer": "Imprimerie des Toits, Lyon",
        "finished": "mai 2026",
        "copies": "300",
        "price": "12,00\u00a0€",
        "date": "1er juin 2026",
    }


@pytest.mark.parametrize(
    ("hashes", "kind"),
    [
        (("now",), "nouveauté"),
        (("now", "now"), "réimpression à l’identique"),
        (("old", "now"), "nouvelle édition"),
    ],
)
def test_a_reprint_is_of_the_same_texts(tmp_path: Path, hashes: tuple[str, ...], kind: str) -> None:
    catalogue, _ = read(world(tmp_path))
    day, now = datetime.date(2026, 6, 1), text_hash(catalogue.essays["un"])
    printings = tuple(
        FrozenEdition(
            volume="tome-1",
            number=number,
            date=day,
            title="Le palier",
            pages=8,
            tag=f"tome-1-edition-{number}",
            engine="0.1 a",
            essays=(
                PrintedEssay(
                    essay="un", title="Un", authors=(), first=5, last=5, hash=now if hash == "now" else hash
                ),
            ),
        )
        for number, hash in enumerate(hashes, start=1)
    )
    catalogue = replace(catalogue, frozen={"tome-1": printings})
    found = facts(catalogue, catalogue.volumes["tome-1"], 96)
    assert next(fact.value for fact in found if fact.name == "kind") == kind


def test_what_is_missing_is_named_with_what_to_add(tmp_path: Path) -> None:
    root = world(tmp_path, "---\ntitle: Tome\nparts:\n  - essays: [un]\n---\n\nUn tome.\n")
    (root / "volumes/tome-1/costs.yml").unlink()
    catalogue, _ = read(root)
    volume = catalogue.volumes["tome-1"]
    found = facts(catalogue, volume, None)
    lacking = {fact.name: fact.add for fact in missing(found)}
    assert [*lacking] == [
        *("publisher", "isbn", "pages", "binding", "printer", "finished", "copies", "price", "date"),
    ]
    assert lacking["copies"] == "copies – contributions/volumes/tome-1/costs.yml"
    text = as_text(volume, found)
    assert all(f"à ajouter\u00a0: {what}" in text for what in lacking.values())
    shown = here(tmp_path, "deposit", "tome-1", "--lang", "en")
    assert shown.exit_code == 0
    assert text in shown.output
    assert "9 facts are missing" in shown.output
    assert "volume-not-found" in str(here(tmp_path, "deposit", "tome-9").exception)


@pytest.mark.press
def test_the_sheet_is_one_page(tmp_path: Path) -> None:
    root = world(tmp_path)
    for part in range(3):
        crowd = ", ".join(f"Personne {30 * part + number} de La Rivière" for number in range(30))
        fields = f"title: Essai {part}\nauthors: [{crowd}]\nlicense: CC BY 4.0\nvolume: tome-1"
        file = root / f"essays/essai-{part}/index.md"
        file.parent.mkdir()
        file.write_text(f"---\n{fields}\n---\n\nIl était une fois.\n", encoding="utf-8")
    done = florilege(tmp_path, "deposit", "tome-1", "--output", "dépôt.pdf")
    assert done.returncode == 0, done.stderr
    document = pypdfium2.PdfDocument(tmp_path / "dépôt.pdf")
    text = " ".join(document[0].get_textpage().get_text_bounded().split())
    assert len(document) == 1
    assert "978-2-9999999-0-9" in text
    assert "Personne 89" in text
    document.close()


def test_a_text_in_error_is_told_instead_of_being_left_out(tmp_path: Path) -> None:
    root = world(tmp_path)
    (root / "essays/un/index.md").write_text("---\ntitle: Un\n---\n\nUn.\n", encoding="utf-8")
    shared = ("royalties", "tome-1", "--revenue", "9", "--period", "2026", "--by", "equal", "--out", "x")
    for command in (("deposit", "tome-1"), shared):
        refused = here(tmp_path, *command)
        assert refused.exit_code == 1
        assert "essays/un/index.md" in refused.output
