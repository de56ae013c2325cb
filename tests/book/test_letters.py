"""Letters in tomes and e-books: behind their essay, in a part of their own, or nowhere."""

import io
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from book.printing import Printed, print_all
from epub.epubcheck import messages
from epub.reading import ReadEbook
from worlds import essay, letter, small

VOLUME = (
    "---\ntitle: Tome\nnumber: 1\nletters: {place}\ndesign: {design}\neditions: [screen, ebook, offprint]\n"
    "parts:\n  - {{id: a, title: A, essays: [un]}}\n"
    "  - {{id: b, title: B, essays: [deux]}}\n---\n\nUn tome.\n"
)
FILES = {
    "essays/un/index.md": essay("date: 2026-01-03", "Voir [la lettre](letters/marthe.md)."),
    "essays/un/letters/marthe.md": letter(
        "Marthe Olivier", "2026-03-03", "Lue avec [[Rose Valland]][^1].\n\n[^1]: Le soir.", "title: En face"
    ),
    "essays/un/letters/ada.md": letter(
        "ada", "2026-03-05", "D’accord avec [vous](marthe.md).", "answers: marthe"
    ),
    "essays/un/letters/tom.md": letter("Tom Whitlock", "2026-04-01", "Well said.", "lang: en\nlicense: CC0"),
    "essays/deux/index.md": essay("lang: fr", "Deux fois.").replace("title: Un", "title: Deux"),
}


class Book(dict[str, Printed]):
    """Place of the letters → the anthology, printed."""


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Printed]:
    made = Book()
    for place, design in (("online", "classique"), ("essay", "contemporain"), ("part", "revue")):
        root = tmp_path_factory.mktemp(place)
        volume = VOLUME.format(place=place, design=design)
        small(root, {**FILES, "volumes/tome-1/index.md": volume})
        (root / "mkdocs.yml").write_text("site_name: Essai\nsite_url: https://a.example/\n", encoding="utf-8")
        made[place] = print_all(root)
    return made


def pages(printed: Printed) -> list[str]:
    """The text of each page of the tome, on one line."""
    document = pypdfium2.PdfDocument(printed.pdf("tome-1"))
    return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def page_with(printed: Printed, *words: str) -> int:
    """The number of the only page that has all these words."""
    (found,) = (number for number, text in enumerate(pages(printed)) if all(each in text for each in words))
    return found


def label(printed: Printed, page: int) -> str:
    """The number that a viewer shows for a page."""
    with pikepdf.open(io.BytesIO(printed.pdf("tome-1"))) as document:
        return document.pages[page].label


def _epub(printed: Printed) -> Path:
    return next(each.file for each in printed.tomes["tome-1"].files if each.kind == "ebook")


def test_a_volume_that_asks_for_none_prints_none(books: Mapping[str, Printed]) -> None:
    whole = " ".join(pages(books["online"]))
    assert "Marthe" not in whole
    assert "Valland" not in whole, "whom only a letter names"
    document = pikepdf.open(io.BytesIO(books["online"].pdf("tome-1")))
    links = [
        str(a.A.URI) for page in document.pages for a in page.get("/Annots", []) if "/URI" in a.get("/A", {})
    ]
    assert "https://a.example/essays/un/#letter-marthe" in links


def test_letters_stand_behind_their_essay_before_what_follows_it(books: Mapping[str, Printed]) -> None:
    book = books["essay"]
    answers = page_with(
        book, "Réponses", "Marthe Olivier, le 3 mars 2026", "En face", "Lue avec Rose Valland"
    )
    assert page_with(book, "Voir la lettre") < answers < page_with(book, "Deux fois.")
    text = pages(book)[answers]
    order = ["Marthe Olivier, le 3 mars", "Ada Lune, le 5 mars", "À Marthe Olivier", "Well said."]
    assert sorted(order, key=text.index) == order


def test_letters_may_stand_in_a_part_of_their_own(books: Mapping[str, Printed]) -> None:
    book = books["part"]
    assert page_with(book, "Deux fois.") < page_with(
        book, "Marthe Olivier, le 3 mars 2026", "D’accord avec vous"
    )
    contents = pages(book)[page_with(book, "Table des matières", "Marthe Olivier")]
    assert contents.casefold().index("courrier") < contents.index("Marthe Olivier")


@pytest.mark.parametrize("place", ["essay", "part"])
def test_links_lead_to_the_page_of_the_letter(books: Mapping[str, Printed], place: str) -> None:
    book = books[place]
    number = label(book, page_with(book, "Marthe Olivier, le 3"))
    assert f"la lettre (p. {number})" in pages(book)[page_with(book, "Voir la lettre")]


@pytest.mark.parametrize("place", ["essay", "part"])
def test_the_index_covers_printed_letters(books: Mapping[str, Printed], place: str) -> None:
    book = books[place]
    index = pages(book)[page_with(book, "Index des personnes", "Valland, Rose")]
    number = label(book, page_with(book, "Marthe Olivier, le 3"))
    assert f"Valland, Rose {number}" in index


@pytest.mark.parametrize("place", ["essay", "part"])
def test_e_books_have_them_where_tomes_do(books: Mapping[str, Printed], place: str) -> None:
    assert messages(_epub(books[place])) == []
    book = ReadEbook(_epub(books[place]).read_bytes())
    shown = [name for name in book.pages if name in ("un.xhtml", "letters--un.xhtml", "deux.xhtml")]
    behind = ["un.xhtml", "letters--un.xhtml", "deux.xhtml"]
    assert shown == (behind if place == "essay" else sorted(behind, key=lambda name: "letters" in name))
    (link,) = (a for a in book.pages["un.xhtml"].iter("{*}a") if a.text == "la lettre")
    assert link.get("href") == "letters--un.xhtml#essays--un--letters--marthe"


def test_every_word_of_a_letter_is_printed(books: Mapping[str, Printed]) -> None:
    for place in ("essay", "part"):
        whole = " ".join(pages(books[place]))
        for words in ("Le soir.", "D’accord avec vous", "Well said.", "Tom Whitlock, le 1er avril 2026"):
            assert words in whole, (place, words)
