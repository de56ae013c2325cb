"""Plain texts as they are copied from a blog or a book: what stands around the text is told apart."""

from florilege.intake.arrival import Arrival, Remarks
from florilege.intake.plain_arrivals import text_arrival

LONG = "La grange avait été vidée la veille, et chacun portait sa chaise sous le bras en chantonnant. " * 3
RULE = "_" * 57


def read(text: str) -> Arrival:
    return text_arrival(text, "texte.txt", Remarks())


def test_where_a_text_was_taken_from_is_no_title() -> None:
    above = f"Extrait du recueil « Cent granges »\n{RULE}\nTexte de Inès Cordier\n{RULE}\nVider et remplir"
    made = read(f"{above}\n{LONG}\n{LONG}")
    assert (made.title, made.authors) == ("Vider et remplir", ("Inès Cordier",))
    assert made.markdown == f"{LONG.strip()} \n\n{LONG.strip()} \n"
    assert [each.code for each in made.remarks] == ["origin"]
    assert made.lost == ()


def test_a_title_that_was_shared_stands_above_once() -> None:
    made = read(f"[#Granges] Vider et remplir via @ines\n\nVider et remplir\n\n{LONG}\n\n{LONG}")
    assert made.title == "Vider et remplir"
    assert made.markdown.startswith("La grange")
    assert {each.code for each in made.remarks} == {"title-twice"}
    assert made.lost == ()


def test_a_date_above_a_text_is_its_date() -> None:
    made = read(f"3 Décembre 2012\n{LONG}\n{LONG}")
    assert (made.date, made.title) == ("2012-12-03", "")
    assert made.markdown.startswith("La grange")


def test_comments_that_were_copied_too_are_pointed_at_even_with_a_slip() -> None:
    made = read(f"{LONG}\n\n{LONG}\n\nFéliciitations Inès !\n\n{LONG * 2}Tu as raison.\n\nMerci à toi.")
    (boundary,) = [each for each in made.suggestions if each.code == "comment-boundary"]
    assert boundary.line + 1 == made.markdown.split("\n").index("Féliciitations Inès !") + 1


def test_a_block_of_a_sponsor_is_pointed_at() -> None:
    made = read(f"{LONG}\n\n{RULE}\n\nSponsor du blog\nGrain&Or\n{RULE}\n\n{LONG}")
    assert "sponsor-block" in {each.code for each in made.suggestions}


def test_a_name_below_a_text_is_its_author() -> None:
    long = "Le quai se vide vers sept heures, quand les derniers bacs ont rendu leurs cordes. " * 3
    made = text_arrival(
        f"La halle\n\n{long}\n\n{long}\n\n— Inès Cordier, Nantes, le 3 mars 2026\n", "a", Remarks()
    )
    assert (made.title, made.authors, made.date) == ("La halle", ("Inès Cordier",), "2026-03-03")
    assert "Inès" not in made.markdown
    assert [each.code for each in made.remarks] == ["signed-below"]
    assert made.lost == ()


def test_a_name_below_the_title_is_doubtful() -> None:
    long = "Le quai se vide vers sept heures, quand les derniers bacs ont rendu leurs cordes. " * 3
    made = text_arrival(f"La halle\n\nInès Cordier\n\n{long}\n", "a", Remarks())
    assert (made.title, made.authors) == ("La halle", ("Inès Cordier",))
    assert [each.code for each in made.remarks] == ["author-guessed"]
    assert made.lost == ()
