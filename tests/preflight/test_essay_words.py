"""Whether pages say all that an essay says."""

from hypothesis import given
from hypothesis import strategies as st

from florilege.preflight.inspection.essay_words import EssayText, search


def missing(html: str, *pages: str, notes: tuple[str, ...] = ()) -> list[tuple[int, str]]:
    """Page and words of what pages lack of an essay."""
    found = search(pages, [EssayText("un", "Un", html, notes)]).missing
    return [(each.page, each.words) for each in found]


TEXT = (
    "<p>Le banc est resté vert dix ans sans que personne ne s’y assoie un seul soir.</p>"
    "<p>Puis il fut peint.</p>"
)


def test_hyphens_heads_notes_and_folios_are_not_missed() -> None:
    assert not missing(
        TEXT,
        "Le banc vert\nLe banc est resté vert dix ans sans que per\u2010",
        "Titre courant\nsonne ne s’y assoie un seul soir.\nPuis il fut peint.\n1. Une note\n12",
    )


def test_notes_below_and_images_between_do_not_matter() -> None:
    assert not missing(
        TEXT,
        "Le banc est resté vert dix ans sans que personne ne s’y\n1. En bas de page, une note.",
        "",
        "Une légende de figure\nassoie un seul soir.\nPuis il fut peint.",
    )


def test_a_note_on_many_pages_parts_no_text() -> None:
    call = '<a class="note-ref" href="#n1">1</a>'
    html = f"<p>Le banc{call} est resté vert dix ans sans que personne ne s’y assoie.</p><p>Une ligne.</p>"
    words = [f"mot{number}" for number in range(60)]
    notes = [f"Titre courant\n{' '.join(words[start : start + 10])}\n12" for start in range(0, 60, 10)]
    pages = ["Le banc1 est resté vert dix ans sans que personne ne s’y assoie.", *notes, "Une ligne."]
    assert not missing(html, *pages, notes=(f"<p>{' '.join(words)}</p>",))
    assert missing(html, *pages[:-1], "Une autre.", notes=(f"<p>{' '.join(words)}</p>",)) == [
        (1, "Une ligne.")
    ]


def test_a_lost_word_is_missing_where_it_was() -> None:
    page = "Le banc est resté dix ans sans que personne ne s’y assoie un seul soir. Puis il fut peint."
    assert missing(TEXT, page) == [(1, "banc est resté vert dix ans sans que personne")]


def test_paragraphs_that_changed_places_are_missing() -> None:
    first, second = (
        "Puis il fut peint.",
        "Le banc est resté vert dix ans sans que personne ne s’y assoie un seul soir.",
    )
    assert missing(TEXT, f"{first}\n{second}")


def test_a_lost_note_is_missing() -> None:
    html = '<p>Le banc<a class="note-ref" href="#n1">1</a> est vert.</p>'
    page = "Le banc1 est vert.\n1. Peint en mai."
    assert not missing(html, page, notes=("<p>Peint en mai.</p>",))
    assert missing(html, page, notes=("<p>Peint en juin.</p>",)) == [(1, "Peint en juin.")]


def test_what_the_tome_puts_behind_a_link_does_not_matter() -> None:
    html = '<p>Voyez <a href="florilege:essays/deux">le pain</a>, plus loin.</p>'
    assert not missing(html, "Voyez le pain (p. 34), plus loin.")


def test_what_the_tome_makes_of_emoji_does_not_matter() -> None:
    html = "<p>Un clin d’œil 😉 puis 👩🏽‍🚀, 1️⃣, ©️, ❤ et 🇫🇷 enfin ①.</p>"
    assert not missing(
        html, "Un clin d’œil [sourire] puis [femme], [un], [droits], [cœur] et [France] enfin ①."
    )
    assert not missing(html, "Un clin d’œil puis,,, et enfin 1.")
    assert missing(html, "Un clin d’œil puis,,, et 1.") == [(1, "enfin ①.")]


WORDS = st.lists(st.text("abcdefghij", min_size=2, max_size=9), min_size=30, max_size=80)


@given(WORDS, st.integers(1, 29), st.integers(0, 29))
def test_any_text_is_found_whole_and_missed_without_a_word(words: list[str], cut: int, lost: int) -> None:
    html = f"<p>{' '.join(words)}</p>"
    assert not missing(html, " ".join(words[:cut]), " ".join(words[cut:]))
    words[lost] = "zzz"
    assert missing(html, " ".join(words[:cut]), " ".join(words[cut:]))


def test_words_from_right_to_left_are_found_in_whatever_order_they_are_read() -> None:
    essay = EssayText("a", "A", "<p>En arabe : السلام عليكم, dit-on, et שלום עליכם ailleurs.</p><p>Fin.</p>")
    good = "En arabe : عليكم السلام, dit-on, et\nעליכם שלום ailleurs. Fin."
    assert search([good], [essay]).missing == ()
    for bad in (good.replace("السلام", ""), good.replace("dit-on", "")):
        assert search([bad], [essay]).missing != ()


def test_an_essay_that_is_not_there_takes_no_other_with_it() -> None:
    def essay(title: str) -> EssayText:
        said = "".join(f"<p>{title} {number}, mot pour mot.</p>" for number in range(9))
        return EssayText(
            title, title, f"<p>Tout le monde commence par les mêmes quarante lettres ici.</p>{said}"
        )

    essays = [essay(title) for title in ("Un", "Deux", "Trois")]
    pages = [f"{each.title} {each.html}" for each in essays]
    found = search([pages[0], pages[2]], essays)
    assert {passage.essay.id for passage in found.missing} == {"Deux"}
    assert (found.spans["Un"], found.spans["Trois"]) == ((1, 1), (2, 2))
