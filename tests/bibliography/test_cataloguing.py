"""The block of cataloguing data in the imprint: in the signs of ISBD, of what the records say and no more."""

import zipfile
from pathlib import Path

import pytest

from commands import here
from epub.epubcheck import messages
from florilege.bibliography.cataloguing import cataloguing
from florilege.preflight.measurement.pdf_file import measure
from florilege.preflight.measurement.text_lines import lines_of
from florilege.reading.loader import read
from worlds import essay, small

VOLUME = """---
title: Le palier
number: 2
lang: {}
editors: [odile, Collectif du Quai]
editions: [screen, ebook]
cover: {{template: aucune}}
{}parts:
  - {{id: a, title: A, essays: [un, deux]}}
---

Un tome.
"""
FACTS = """subtitle: Récits de voisins
series: Paliers
issn: 2491-3529
date: 2026-09-01
publisher: {name: Palier, place: Lyon}
isbn: 978-2-9999999-0-9
ebook: {isbn: 978-2-9999999-2-3}
thema: [DNL]
clil: ['3643']
cataloguing: true
"""


def world(folder: Path, lang: str = "fr", facts: str = FACTS) -> Path:
    return small(
        folder,
        {
            "authors/odile.md": "---\nname: Odile Maurel\nsort_name: Maurel, Odile\n---\n\nElle lit.\n",
            "essays/un/index.md": essay("tags: [villes, bancs]"),
            "essays/deux/index.md": essay("tags: [portes, villes]"),
            "volumes/tome-1/index.md": VOLUME.format(lang, facts),
        },
    )


def block(root: Path) -> tuple[str, ...]:
    catalogue = read(root)[0]
    return cataloguing(catalogue.volumes["tome-1"], catalogue)


@pytest.mark.parametrize(
    ("lang", "edited", "printed"),
    [
        ("fr", "sous la direction d’Odile Maurel", "imprimé"),
        ("en", "edited by Odile Maurel", "print"),
    ],
)
def test_it_says_what_a_catalogue_takes(tmp_path: Path, lang: str, edited: str, printed: str) -> None:
    assert block(world(tmp_path, lang)) == (
        f"Le palier : Récits de voisins / {edited}, Collectif du Quai. – Lyon : Palier, 2026. – "
        "(Paliers, ISSN 2491-3529 ; 2)",
        f"ISBN 978-2-9999999-0-9 ({printed}). – ISBN 978-2-9999999-2-3 (EPUB)",
        "1. Villes. 2. Bancs. 3. Portes. I. Maurel, Odile. II. Collectif du Quai. III. Paliers.",
        "Thema DNL. – CLIL 3643",
    )


def test_what_is_not_known_leaves_no_sign_behind(tmp_path: Path) -> None:
    assert block(world(tmp_path, facts="cataloguing: true\n"))[0] == (
        "Le palier / sous la direction d’Odile Maurel, Collectif du Quai"
    )


def test_who_does_not_ask_has_none(tmp_path: Path) -> None:
    assert block(world(tmp_path, facts=FACTS.replace("cataloguing: true\n", ""))) == ()


@pytest.mark.press
def test_the_imprint_of_tome_and_e_book_has_it(tmp_path: Path) -> None:
    world(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("site_name: Essai\ndocs_dir: contributions\n", encoding="utf-8")
    done = here(tmp_path, "build", "--workers", "1")
    assert done.exit_code == 0, done.output
    pages = [
        "\n".join(line.text for line in lines_of(each))
        for each in measure(tmp_path / "tomes/tome-1.pdf").pages
    ]
    (imprint,) = [page for page in pages if "Notice de catalogage établie par l’éditeur" in page]
    assert "Maurel, Odile" in imprint
    assert "Thema DNL" in imprint
    assert "Florilège" in imprint  # all on one page
    with zipfile.ZipFile(tmp_path / "tomes/tome-1.epub") as opened:
        book = [opened.read(name).decode() for name in opened.namelist() if name.endswith("html")]
    assert sum("Notice de catalogage" in text and "Maurel, Odile" in text for text in book) == 1
    assert messages(tmp_path / "tomes/tome-1.epub") == []
