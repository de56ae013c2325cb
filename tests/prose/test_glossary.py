"""The words of a text that the glossary explains."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body
from florilege.prose.glossary import (
    GLOSSARY,
    Glossary,
    alphabetical,
    anchored,
    glossary,
    repeated_forms,
    with_terms,
)
from florilege.prose.manuscript import Manuscript
from florilege.prose.prose import Prose
from florilege.prose.setting import set_text

BANC, QUAI = TextKey("essay", "banc"), TextKey("essay", "quai")
WORDS = """
[carré](../essays/banc/index.md)
:   Signal d'arrêt absolu.

bac
bac à chaîne
:   Il va d’une rive à l’autre, sans [pont](../essays/quai/index.md).

    On y est debout.

coup de bélier
:   Un choc[^1].

TER
:   Train express régional.

[^1]: De l’eau.
"""


def prose(key: TextKey, markdown: str, lang: str = "fr") -> Prose:
    body = Body(path=key.path, line=1, markdown=markdown, lang=lang)
    done = set_text(Manuscript(key=key, body=body, locale=lang))
    assert done.prose, done.problems
    return done.prose


@pytest.fixture(scope="module")
def known() -> Glossary:
    return glossary(prose(GLOSSARY, WORDS), "fr")


def test_entries_stand_in_the_order_of_the_alphabet_and_notes_in_that_of_their_calls() -> None:
    page = alphabetical(
        prose(GLOSSARY, f"Avant[^2].\n{WORDS}\nétale\n:   Ni flot[^3].\n\n[^2]: A.\n[^3]: B[^1].\n"), "fr"
    )
    assert [term.forms[0] for term in glossary(page, "fr").terms] == [
        *("bac", "carré", "coup de bélier", "étale", "TER")
    ]
    assert re.findall(r'href="#([^"]+)" id="([^"]+)"', page.html) == [
        (f"pages--glossary--note-{number}", f"pages--glossary--noteref-{number}") for number in (1, 2, 3)
    ]
    assert re.findall(r'class="note-ref"[^>]*>(\d+)<', page.html) == ["1", "2", "3"]
    assert [(note.number, note.html[:9]) for note in page.notes] == [
        (1, "<p>A.</p>"),
        (2, "<p>De l’e"),
        (3, "<p>B<a cl"),
    ]
    assert alphabetical(page, "fr") is page
    swedish = prose(GLOSSARY, "ö\n:   A.\n\nzon\n:   B.\n\nåtta\n:   C.\n", "sv")
    assert [term.forms[0] for term in glossary(alphabetical(swedish, "sv"), "sv").terms] == [
        "zon",
        "åtta",
        "ö",
    ]


def linked(known: Glossary, markdown: str, key: TextKey = BANC, lang: str = "fr") -> list[str]:
    html = known.explained(key, prose(key, markdown, lang).html, lang)
    return re.findall(
        r'<a class="term" href="florilege:pages/glossary#pages--glossary--term-[\w-]+">([^<]*)</a>', html
    )


def test_entries_have_their_forms_and_what_they_mean_without_notes(known: Glossary) -> None:
    assert [term.forms for term in known.terms] == [
        ("carré",),
        ("bac", "bac à chaîne"),
        ("coup de bélier",),
        ("TER",),
    ]
    assert known.terms[0].html == "Signal d’arrêt absolu."
    assert known.terms[1].html.count("<p>") == 2
    assert known.terms[2].html == "Un choc."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le carré, puis un autre carré.", ["carré"]),
        ("Carrés et bacs.", ["Carrés", "bacs"]),
        ("Ce carré-là, l’un des bacs à chaîne, un bac-citerne.", ["carré", "bacs"]),
        ("Un bac à chaîne n’est pas un bac.", ["bac à chaîne"]),
        ("Des coups de bélier ; un *coup* de bélier ; un coup\nde bélier.", ["coup\nde bélier"]),
        ("Le TER est un ter.", ["TER"]),
        ("Le bacon, l’embac et le_bac.", []),
        ("`bac`, [bac](https://a.example/) et [[Bac]].\n\n## Bac\n\n    bac\n", []),
        ("Le bac.\n\n*[bac]: Bateau", []),
    ],
)
def test_the_first_use_of_a_term_is_linked(known: Glossary, text: str, found: list[str]) -> None:
    assert linked(known, text) == found


def test_a_term_that_is_a_link_to_a_text_is_explained_there_alone(known: Glossary) -> None:
    assert linked(known, "Le carré et le bac.", QUAI) == ["bac"]


def test_a_text_in_another_language_uses_no_term(known: Glossary) -> None:
    assert linked(known, "Le bac.", lang="en") == []


@given(
    st.lists(
        st.sampled_from(["bac", "BAC", "bacs à", "à chaîne", "carré", "&", "<", "*de*", "`bac`", "’", "\n\n"])
    )
)
def test_nothing_but_links_is_added(pieces: list[str]) -> None:
    known = glossary(prose(GLOSSARY, WORDS), "fr")
    text = prose(BANC, " ".join(("Un", *pieces)).replace("<", "\\<"))
    explained = known.explained(BANC, text.html, "fr")
    assert re.sub(r'<a class="term"[^>]*>([^<]*)</a>', r"\1", explained) == text.html


def test_each_entry_of_the_page_has_its_anchor_and_what_follows_it(known: Glossary) -> None:
    page = anchored(prose(GLOSSARY, WORDS), known, {known.terms[0].id: "Là."})
    assert re.findall(r'<dt id="([^"]+)">', page.html) == [term.id for term in known.terms]
    assert page.html.count('<dd class="term-uses">Là.</dd>') == 1


def test_the_glossary_of_a_volume_has_the_notes_of_its_terms() -> None:
    words = "aber\n: Une vallée[^1], un[^1] lieu[^2].\n\nria\n: Elle aussi[^1].\n\n"
    notes = "[^1]: Zèbre[^3].\n\n[^2]: Deux.\n\n[^3]: Trois."
    known = glossary(prose(GLOSSARY, words + notes), "fr")
    page = with_terms(prose(TextKey.parse("volumes/t/glossary"), "Mots[^1].\n\n[^1]: Une."), known.terms)
    assert [re.sub(r"<[^>]*>", "", note.html) for note in page.notes] == [
        "Une.",
        "Zèbre4.",
        "Deux.",
        "Trois.",
    ]
    assert [note.number for note in page.notes] == [1, 2, 3, 4]
    whole = page.html + "".join(note.html for note in page.notes)
    targets = re.findall(r'class="note-ref" href="#([^"]+)"', whole)
    assert targets == [page.notes[n - 1].id for n in (1, 2, 2, 3, 2, 4)]
    ids = re.findall(r' id="([^"]+)"', whole)
    assert len(ids) == len({*ids}), "each id is there once"
    assert all(id.startswith(page.prefix) for id in ids)


def test_a_form_that_two_entries_have_is_told() -> None:
    twice = glossary(prose(GLOSSARY, "bac\n:   Un.\n\nbateau\nbac\n:   Deux.\n"), "fr")
    assert [*repeated_forms(twice)] == ["bac"]
    assert len({term.id for term in twice.terms}) == 2
