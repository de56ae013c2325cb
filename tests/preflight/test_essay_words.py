"""Whether pages say all that an essay says."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from florilege.preflight.inspection.essay_words import MissingPassage, search
from florilege.preflight.measurement.measurements import BLACK, PdfPage, Rectangle, TextRun
from florilege.prose.prose import Note, Prose

WHOLE = Rectangle(0, 0, 148, 210)


def pages(*texts: str) -> list[PdfPage]:
    """Pages, each with lines of text."""
    return [
        PdfPage(number, 148, 210, WHOLE, WHOLE, runs=tuple(map(_run, enumerate(text.split("\n")))))
        for number, text in enumerate(texts, 1)
    ]


def _run(line: tuple[int, str]) -> TextRun:
    number, text = line
    return TextRun(
        tuple(text),
        Rectangle(20, 190 - 5 * number, 130, 194 - 5 * number),
        191 - 5 * number,
        10,
        "F",
        BLACK,
        True,
        False,
    )


def gaps(html: str, shown: Sequence[PdfPage], *notes: str) -> tuple[MissingPassage, ...]:
    found = tuple(Note(id=f"n{number}", number=number, html=note) for number, note in enumerate(notes, 1))
    return search(shown, [("un", Prose(prefix="un", html=html, notes=found), "fr")], "text").gaps


TEXT = (
    "<p>Le banc est resté vert dix ans sans que personne ne s’y assoie un seul soir.</p>"
    "<p>Puis il fut peint.</p>"
)


def test_hyphens_heads_notes_and_folios_are_no_gap() -> None:
    shown = pages(
        "Le banc vert\nLe banc est resté vert dix ans sans que per\u2010",
        "Titre courant\nsonne ne s’y assoie un seul soir.\nPuis il fut peint.\n1. Une note\n12",
    )
    assert gaps(TEXT, shown) == ()


def test_notes_below_and_pictures_between_do_not_matter() -> None:
    shown = pages(
        "Le banc est resté vert dix ans sans que personne ne s’y\n1. En bas de page, une note.",
        "",
        "Une légende de figure\nassoie un seul soir.\nPuis il fut peint.",
    )
    assert gaps(TEXT, shown) == ()


def test_a_lost_word_is_a_gap_where_it_was() -> None:
    shown = pages(
        "Le banc est resté dix ans sans que personne ne s’y assoie un seul soir. Puis il fut peint."
    )
    assert gaps(TEXT, shown) == (MissingPassage("un", 1, "banc est resté vert dix ans sans que personne"),)


def test_paragraphs_that_changed_places_are_a_gap() -> None:
    first, second = (
        "Puis il fut peint.",
        "Le banc est resté vert dix ans sans que personne ne s’y assoie un seul soir.",
    )
    assert gaps(TEXT, pages(f"{first}\n{second}")) != ()


def test_a_lost_note_is_a_gap() -> None:
    html = '<p>Le banc<a class="note-ref" href="#n1">1</a> est vert.</p>'
    shown = pages("Le banc1 est vert.\n1. Peint en mai.")
    assert gaps(html, shown, "<p>Peint en mai.</p>") == ()
    assert gaps(html, shown, "<p>Peint en juin.</p>") == (MissingPassage("un", 1, "Peint en juin."),)


def test_what_the_tome_puts_behind_a_link_is_no_gap() -> None:
    html = '<p>Voyez <a href="florilege:essays/deux">le pain</a>, plus loin.</p>'
    assert gaps(html, pages("Voyez le pain (p. 34), plus loin.")) == ()


WORDS = st.lists(st.text("abcdefghij", min_size=2, max_size=9), min_size=30, max_size=80)


@given(WORDS, st.integers(1, 29), st.integers(0, 29))
def test_any_text_is_found_whole_and_missed_without_a_word(words: list[str], cut: int, lost: int) -> None:
    html = f"<p>{' '.join(words)}</p>"
    assert gaps(html, pages(" ".join(words[:cut]), " ".join(words[cut:]))) == ()
    words[lost] = "zzz"
    assert gaps(html, pages(" ".join(words[:cut]), " ".join(words[cut:]))) != ()
