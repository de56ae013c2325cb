"""Several texts in one document of the e-book: their notes are numbered on, each runs its own way."""

from pathlib import Path

from lxml import html

from florilege.anthology import load
from florilege.epub.documents import Ebook, documents, letters_document
from florilege.epub.printed_pages import PrintedPages
from florilege.runtime.project import project_at
from worlds import GOOD, letter, small

LETTERS = {
    "essays/un/letters/marthe.md": letter(
        "Marthe Olivier", "2026-03-03", "Lu[^1], relu[^2].\n\n[^1]: A.\n[^2]: B."
    ),
    "essays/un/letters/omar.md": letter("Omar", "2026-03-04", "السلام عليكم[^1].\n\n[^1]: نعم.", "lang: ar"),
    "volumes/tome-1/index.md": GOOD["volumes/tome-1/index.md"].replace("parts:", "letters: essay\nparts:"),
    "authors/ada.md": "---\nname: Ada Lune\n---\n\nElle écrit[^1].\n\n[^1]: Le soir.\n",
}


def test_notes_of_letters_are_told_apart_and_arabic_runs_from_right_to_left(tmp_path: Path) -> None:
    anthology = load(project_at(tmp_path, small(tmp_path, LETTERS)), workers=1)
    volume = anthology.catalogue.volumes["tome-1"]
    made = {
        each.id: each for each in documents(Ebook(volume=volume, anthology=anthology, pages=PrintedPages()))
    }
    letters = html.fragment_fromstring(made[letters_document("un")].body)
    assert letters.xpath("//a[@class='note-ref']/text()") == ["1", "2", "3"]
    assert letters.xpath("//aside//a/text()") == ["1.", "2.", "3."]
    targets = letters.xpath("//a[@class='note-ref']/@href")
    assert [f"#{note.get('id')}" for note in letters.iter("aside")] == targets
    assert letters.xpath("//div[@class='text']/@dir") == ["rtl"]
