"""Meetings in tomes and e-books: minutes as essays of a part, a chronology in the back matter, or nothing."""

from collections.abc import Mapping
from pathlib import Path

import pypdfium2
import pytest

from book.printing import Printed, print_all
from epub.epubcheck import messages
from epub.reading import ReadEbook
from worlds import essay, meeting, small

VOLUME = (
    "---\ntitle: Tome\nnumber: 1\nmeetings: {place}\neditions: [screen, ebook]\n"
    "parts:\n  - {{id: a, title: A, essays: [un]}}\n---\n\nUn tome.\n"
)
FILES = {
    "essays/un/index.md": essay("lang: fr", "Comme à [la veillée](../../meetings/veillee/index.md)."),
    "meetings/veillee/index.md": meeting(
        "date: 2026-06-20/2026-06-21\nplace: Bac du Nord, Lanvrec\norganisers: [ada]\n"
        "persons: [Rose Valland]\nexcerpts: [Qui lit se tait.]",
        "Il pleuvait[^1].\n\n[^1]: À verse.",
    ),
    "meetings/gare/index.md": meeting("date: 2025-03-08\nplace: Gare").replace("Veillée", "En gare"),
    "meetings/ailleurs/index.md": meeting("date: 2024-03-08\nplace: X\nvolume: tome-2").replace(
        "Veillée", "Ailleurs"
    ),
    "meetings/brouillon/index.md": meeting("date: 2024-03-08\nplace: X\ndraft: true").replace(
        "Veillée", "Caché"
    ),
    "essays/deux/index.md": "---\ntitle: Deux\nauthors: [ada]\nlicense: CC0\n---\n\nDeux.\n",
    "volumes/tome-2/index.md": (
        "---\ntitle: Autre\nnumber: 2\neditions: [screen]\nparts: [{essays: [deux]}]\n---\n\nAutre.\n"
    ),
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Printed]:
    made = {}
    for place in ("part", "calendar"):
        root = tmp_path_factory.mktemp(place)
        small(root, {**FILES, "volumes/tome-1/index.md": VOLUME.format(place=place)})
        (root / "mkdocs.yml").write_text("site_name: Essai\nsite_url: https://a.example/\n", encoding="utf-8")
        made[place] = print_all(root)
    return made


def pages(printed: Printed) -> list[str]:
    """The text of each page of the tome, on one line."""
    document = pypdfium2.PdfDocument(printed.pdf("tome-1"))
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def ebook(printed: Printed) -> Path:
    return next(each.file for each in printed.tomes["tome-1"].files if each.kind == "ebook")


def test_minutes_are_essays_of_a_part_of_their_own(books: Mapping[str, Printed]) -> None:
    printed = pages(books["part"])
    whole = " ".join(printed)
    for words in (
        "Bac du Nord, Lanvrec, 20–21 juin 2026",
        "Réunion organisée par Ada Lune. Avec Rose Valland.",
        "À verse.",
        "Qui lit se tait.",
    ):
        assert words in whole
    assert "Ailleurs" not in whole, "what another volume has"
    assert "Caché" not in whole
    (number,) = (n for n, text in enumerate(printed) if "Il pleuvait" in text)
    (first,) = (n for n, text in enumerate(printed) if "Comme à" in text)
    assert f"la veillée (p. {number})" in printed[first]
    index = next(text for text in printed if "Index des personnes" in text and "Valland, Rose" in text)
    assert f"Valland, Rose {number}" in index
    contents = next(text for text in printed if "Table des matières" in text and "En gare" in text)
    assert contents.casefold().index("réunions") < contents.index("En gare") < contents.index("Veillée")


def test_the_chronology_says_when_where_and_with_whom(books: Mapping[str, Printed]) -> None:
    printed = pages(books["calendar"])
    (text,) = (text for text in printed if "Chronologie des réunions" in text and "20–21 juin 2026" in text)
    assert text.index("8 mars 2025") < text.index("En gare") < text.index("20–21 juin 2026")
    assert "Veillée. Bac du Nord, Lanvrec. Réunion organisée par Ada Lune. Avec Rose Valland." in text
    assert "Il pleuvait" not in " ".join(printed)
    assert any("Index des personnes" in text and "Valland, Rose" in text for text in printed)


@pytest.mark.parametrize(
    ("place", "document", "words"),
    [
        ("part", "meetings--veillee.xhtml", "Il pleuvait"),
        ("calendar", "volumes--tome-1--chronology.xhtml", "Bac du Nord, Lanvrec"),
    ],
)
def test_e_books_have_them_where_tomes_do(
    books: Mapping[str, Printed], place: str, document: str, words: str
) -> None:
    assert messages(ebook(books[place])) == []
    book = ReadEbook(ebook(books[place]).read_bytes())
    assert words in " ".join(book.pages[document].itertext())
