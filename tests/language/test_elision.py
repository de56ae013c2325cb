"""« de » and « que » before names: golden cases, and what holds for any name."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from florilege.language.elision import joined, with_name

PERSONS, ORGANISATIONS = (
    [line for line in block.splitlines() if not line.startswith("#")]
    for block in (Path(__file__).parents[1] / "golden" / "names.txt").read_text("utf-8").split("\n\n")
)


def of(name: str, *, organisation: bool = False) -> str:
    return "".join(joined("de", name, "fr", organisation=organisation))


def test_persons() -> None:
    assert len(PERSONS) > 200
    assert [of(line.removeprefix("d’").removeprefix("de ")) for line in PERSONS] == PERSONS


def test_organisations() -> None:
    cases = [line.split("|") for line in ORGANISATIONS]
    assert [of(given, organisation=True) for _, given in cases] == [written for written, _ in cases]


def test_a_common_noun_tells_an_organisation_that_no_file_does() -> None:
    assert [of(name) for name in ("Collectif Rivages", "La rédaction", "Amis du canal", "L’atelier")] == [
        "du Collectif Rivages",
        "de la rédaction",
        "des Amis du canal",
        "de l’atelier",
    ]
    assert [of(name) for name in ("Le Clézio", "La Bruyère", "Rivages")] == [
        "de Le Clézio",
        "de La Bruyère",
        "de Rivages",
    ]


def test_par_brings_the_article_of_an_organisation() -> None:
    names = ("Imprimerie du Pont", "Presses du port", "Club du puits", "Maison Lys", "Ada Lune", "Le Club")
    assert ["".join(joined("parrainé par", name, "fr")).removeprefix("parrainé ") for name in names] == [
        "par l’Imprimerie du Pont",
        "par les Presses du port",
        "par le Club du puits",
        "par la Maison Lys",
        "par Ada Lune",
        "par Le Club",
    ]


def test_que_elides_as_de_does() -> None:
    names = [line.removeprefix("d’").removeprefix("de ") for line in PERSONS]
    assert ["".join(joined("dit que", name, "fr")) for name in names] == [
        line.replace("d’", "dit qu’", 1) if line.startswith("d’") else line.replace("de ", "dit que ", 1)
        for line in PERSONS
    ]


@given(st.text(), st.sampled_from(["en", "de", "es-ES"]), st.booleans())
def test_no_other_language_changes_a_name(name: str, lang: str, organisation: bool) -> None:
    assert joined("edición de", name, lang, organisation=organisation) == ("edición de ", name)


@given(st.text(), st.booleans())
def test_a_name_ends_as_it_is_given(name: str, organisation: bool) -> None:
    before, rest = joined("portrait de", name, "fr", organisation=organisation)
    assert before.startswith("portrait d")
    assert name.endswith(rest)


def test_a_sentence_without_a_word_before_the_name() -> None:
    assert with_name("{name} : portrait", "Ada", "fr") == "Ada : portrait"
    assert (
        with_name("Portrait de {name} (1920)", "Le Cercle", "fr", organisation=True)
        == "Portrait du Cercle (1920)"
    )
    said = with_name("{essay} : il manque l’accord de {name} ({code})", "Ada {x}", "fr", essay="un", code="2")
    assert said == "un : il manque l’accord d’Ada {x} (2)"


def test_nouns_with_a_silent_h_and_a_finn() -> None:
    names = ("Hospice de Lille", "Hôpital Nord", "Honnêteté", "Horizon", "Ville de Lens", "Ville Korhonen")
    assert [of(name) for name in names] == [
        "de l’Hospice de Lille",
        "de l’Hôpital Nord",
        "d’Honnêteté",
        "d’Horizon",
        "de la Ville de Lens",
        "de Ville Korhonen",
    ]
