"""The sheets of a volume: their order, their sides, what they bear."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from book.printing import Printed
from florilege.book.composing.compose import compose
from florilege.book.sheet import Sheet


def sheets(printed: Printed, /, **changes: Any) -> Mapping[str, Sheet]:
    """The sheets of the toy's first tome, by id, with changes to the volume."""
    volume = replace(printed.anthology.catalogue.volumes["tome-1"], **changes)
    return {sheet.id: sheet for sheet in compose(volume, printed.anthology, {})}


def test_the_order_is_that_of_french_custom(printed: Printed) -> None:
    assert list(sheets(printed)) == [
        "tome--half-title",
        "tome--title",
        "tome--imprint",
        "tome--contents",
        "volumes--tome-1--preface",
        "part--seuils",
        "le-banc-vert",
        "la-fenetre-du-quatrieme",
        "part--partages",
        "le-pain-partage",
        "volumes--tome-1--acknowledgements",
        "tome--sponsors",
        "tome--notices",
        "tome--index",
        "tome--table",
        "tome--printing",
    ]


@pytest.mark.parametrize(("opening", "second"), [("next-page", "any"), ("recto", "recto")])
def test_essays_open_where_the_volume_says_and_the_first_of_a_part_on_a_recto(
    printed: Printed, opening: str, second: str
) -> None:
    made = sheets(printed, opening=opening)
    sides = {id: made[id].side for id in ("le-banc-vert", "la-fenetre-du-quatrieme", "le-pain-partage")}
    assert sides == {"le-banc-vert": "recto", "la-fenetre-du-quatrieme": second, "le-pain-partage": "recto"}


def test_folios_and_heads_are_absent_where_custom_has_none(printed: Printed) -> None:
    made = sheets(printed)
    bare = {id for id, sheet in made.items() if not sheet.folios}
    assert bare == {
        "tome--half-title",
        "tome--title",
        "tome--imprint",
        "part--seuils",
        "part--partages",
        "tome--printing",
    }
    assert all(made[id].heads is None for id in bare)
    assert made["le-banc-vert"].heads == ("Élise Aubry", "Le banc vert")


def test_what_a_volume_has_not_has_no_sheet(printed: Printed) -> None:
    nothing = {
        "publisher": None,
        "printer": None,
        "isbn": "",
        "price": "",
        "printed": "",
        "legal_deposit": "",
    }
    made = sheets(printed, matters=(), sponsors=(), **nothing)
    gone = {
        "tome--sponsors",
        "tome--printing",
        "volumes--tome-1--preface",
        "volumes--tome-1--acknowledgements",
    }
    assert not gone & set(made)


def test_a_licence_of_its_own_is_printed_under_the_essay(printed: Printed) -> None:
    made = sheets(printed)
    assert "CC BY 4.0" in made["le-banc-vert"].html
    assert "Texte sous licence" not in made["le-pain-partage"].html


@pytest.mark.parametrize(("license", "mostly"), [("CC-BY-4.0", True), ("CC-BY-SA-4.0", False)])
def test_the_imprint_says_that_some_texts_have_another_licence(
    printed: Printed, license: str, mostly: bool
) -> None:
    catalogue = printed.anthology.catalogue
    essays = {id: replace(each, license=license) for id, each in catalogue.essays.items()}
    anthology = replace(printed.anthology, catalogue=replace(catalogue, essays=essays))
    made = {sheet.id: sheet.html for sheet in compose(catalogue.volumes["tome-1"], anthology, {})}
    assert ("Sauf mention contraire, textes" in made["tome--imprint"]) == mostly
