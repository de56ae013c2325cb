"""Consents that are lacking for one edition: what becomes of that edition, read back from its files."""

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from commands import here
from epub.epubcheck import messages
from florilege.anthology import Anthology
from florilege.bibliography import bibtex, csl_json, ris
from florilege.bibliography.online import OnlineEdition
from florilege.preflight.measurement.pdf_file import measure
from florilege.preflight.measurement.text_lines import lines_of
from florilege.publishing.withheld import agreed_part
from florilege.reading.loader import read
from worlds import small

ESSAY = "---\ntitle: {}\nauthors: [{}]\nlicense: CC BY 4.0\n---\n\n{}\n"
VOLUME = """---
title: Le palier
number: 1
date: 2026-09-01
trim: A6
isbn: 978-2-9999999-0-9
price: 9 €
pdf: {{isbn: 978-2-9999999-1-6}}
ebook: {{isbn: 978-2-9999999-2-3}}
publisher: {{name: Palier, place: Lyon, address: "3, quai des Toits, Lyon"}}
editions: [screen, press, ebook, offprint]
press: [{{printer: custom}}]
cover: {{template: aucune}}
consents: {{needed: [site, print, ebook, offprint], lacking: {}}}
parts:
  - {{id: a, title: Dehors, essays: [un, deux]}}
  - {{id: b, title: Dedans, essays: [trois]}}
---

Un tome.
"""
LONG = "Un banc vert attend [[Zoé Pic]] au bord du quai, près de [la porte](../deux/index.md). " * 12
FILES = {
    "authors/bob.md": "---\nname: Bob Rue\n---\n\nIl écrit.\n",
    "authors/eva.md": "---\nname: Eva Noir\n---\n\nElle lit.\n",
    "essays/un/index.md": ESSAY.format("Le banc", "ada", LONG),
    "essays/deux/index.md": ESSAY.format("La porte", "bob", "Nul ne se plaint, sauf [[Ali Vic]]."),
    "essays/trois/index.md": ESSAY.format("Le pain", "eva", "Partagé avec [[Zoé Pic]], il a bon goût."),
}
TITLES = {"un": "Le banc", "deux": "La porte", "trois": "Le pain"}
GIVEN = {"un": "site print offprint", "deux": "site print ebook", "trois": "site ebook offprint"}
"""The first lacks the e-book, the second an offprint, the third the printed book."""


def world(folder: Path, lacking: str) -> Path:
    settings = "site_name: Essai\nsite_url: https://essai.example/\ndocs_dir: contributions\n"
    (folder / "mkdocs.yml").write_text(settings + "plugins: [florilege]\n", encoding="utf-8")
    root = small(folder, FILES | {"volumes/tome-1/index.md": VOLUME.format(lacking)})
    for essay, rights in GIVEN.items():
        options = [word for right in rights.split() for word in ("--right", right)]
        done = here(folder, "consent", essay, "--means", "mail", "--date", "2026-05-02", *options)
        assert done.exit_code == 0, done.output
    return root


def read_pdf(file: Path) -> list[str]:
    """Page by page, what preflight, which made none of it, reads."""
    return ["\n".join(line.text for line in lines_of(page)) for page in measure(file).pages]


def read_epub(file: Path) -> Mapping[str, str]:
    with zipfile.ZipFile(file) as opened:
        return {name: opened.read(name).decode() for name in opened.namelist() if name.endswith("html")}


def opens_on(pages: list[str], words: str) -> int:
    return next(number for number, page in enumerate(pages, 1) if words in page)


@pytest.mark.press
def test_an_essay_is_left_out_of_one_edition_alone(tmp_path: Path) -> None:
    world(tmp_path, "leave-out")
    done = here(tmp_path, "build", "--workers", "1", "--lang", "fr")
    tomes = tmp_path / "tomes"
    press, screen = read_pdf(tomes / "tome-1-press-custom.pdf"), read_pdf(tomes / "tome-1.pdf")
    assert done.exit_code == 0, done.output + str(done.exception)
    assert done.output.count("[consent-left-out]") == 3, done.output
    # Contents, notices, index and pages are those of what the edition holds.
    for pages, titles in ((press, {"un", "deux"}), (screen, {"un", "deux", "trois"})):
        whole = "\n".join(pages)
        assert {id for id, title in TITLES.items() if title.casefold() in whole.casefold()} == titles
        assert ("Eva" in whole) == ("trois" in titles)
        assert ("il a bon goût" in whole.replace("\u202f", " ")) == ("trois" in titles)
        index = next(page for page in pages if re.search(r"Pic", page) and "Zoé" in page and "Vic" in page)
        first, *rest = map(int, re.findall(r"\d+", next(t for t in index.splitlines() if "Pic" in t)))
        assert "Un banc vert" in pages[first - 1]
        assert bool(rest and rest[-1] == opens_on(pages, "bon goût")) == ("trois" in titles)
    assert len(press) < len(screen)

    book = read_epub(tomes / "tome-1.epub")
    words = "\n".join(book.values())
    assert {id for id, title in TITLES.items() if title in words} == {"deux", "trois"}
    assert "Ada" not in words
    # Its marks are those of the pages that are cited: of paper, where the third essay stands on none.
    own = next(text for text in book.values() if "Nul ne se plaint" in text)
    assert f'id="page.{opens_on(press, "Nul ne se plaint")}"' in own
    assert "page." not in next(text for text in book.values() if "il a bon goût" in text)
    with zipfile.ZipFile(tomes / "tome-1.epub") as opened:
        assert all(
            "Le banc" not in opened.read(name).decode("utf-8", "replace") for name in opened.namelist()
        )
    assert messages(tomes / "tome-1.epub") == []

    assert {each.stem for each in (tomes / "tome-1-essays").iterdir()} == {"un", "trois"}
    offprint = "\n".join(read_pdf(tomes / "tome-1-essays/trois.pdf"))
    assert str(opens_on(screen, "bon goût")) in offprint

    # Preflight knows what each file must hold; records say of each product what is in it.
    checked = here(tmp_path, "preflight", "tome-1", "--no-html", "--format", "json")
    assert "word-lost" not in checked.output
    assert "essay-missing" not in checked.output
    onix = here(tmp_path, "metadata", "tome-1", "--format", "onix", "--workers", "1")
    assert onix.exit_code == 0, onix.output + str(onix.exception)
    record = etree.fromstring(onix.output[onix.output.index("<?xml") :].encode())
    held = {
        product.findtext("{*}RecordReference").rpartition("#")[2]: [
            title.text for title in product.iterfind(".//{*}ContentItem//{*}TitleText")
        ]
        for product in record.iterfind("{*}Product")
    }
    every = [*TITLES.values()]
    assert held == {"print": every[:2], "pdf": every, "epub": every[1:]}


def test_an_essay_is_cited_under_the_isbn_of_what_holds_it(tmp_path: Path) -> None:
    root = world(tmp_path, "leave-out")
    agreed = agreed_part(Anthology(catalogue=read(root)[0]), of_print=False).catalogue
    online = OnlineEdition(catalogue=agreed, name="Essai", lang="fr")
    volume = agreed.volumes["tome-1"]
    for essay, isbn in (("un", volume.isbn), ("deux", volume.isbn), ("trois", volume.pdf.isbn)):
        text = agreed.essays[essay]
        said = (bibtex.record(online, text), ris.record(online, text), csl_json.record(online, text))
        assert all(isbn in each for each in map(str, said)), said
        assert all(
            other not in each for each in map(str, said) for other in volume.isbns.values() if other != isbn
        )


@pytest.mark.press
def test_an_edition_alone_is_refused(tmp_path: Path) -> None:
    world(tmp_path, "refuse")
    refused = here(tmp_path, "build", "--workers", "1", "--lang", "fr")
    made = {each.name for each in (tmp_path / "tomes").iterdir()}
    assert refused.exit_code == 1
    assert made == {"tome-1.pdf"}
    told = re.findall(r"refuse\W+([\w, ]+)", refused.output)
    assert sorted(each.strip() for each in told) == ["ebook", "offprint", "press"]
    one = here(tmp_path, "build", "--edition", "ebook", "--workers", "1", "--lang", "fr")
    assert one.exit_code == 1
    assert "consents/un.yml:1" in one.output
    assert "consents/trois.yml" not in one.output
    assert not (tmp_path / "tomes/tome-1.epub").exists()
    assert here(tmp_path, "build", "--edition", "screen", "--workers", "1").exit_code == 0
    assert here(tmp_path, "check").exit_code == 1

    # Once the right is there, so is the edition.
    given = ("--means", "mail", "--date", "2026-05-03", "--right", "ebook")
    here(tmp_path, "consent", "un", *given)
    assert here(tmp_path, "build", "--edition", "ebook", "--workers", "1").exit_code == 0
    words = str(read_epub(tmp_path / "tomes/tome-1.epub"))
    assert all(title in words for title in TITLES.values())
