"""Verse, drama, letters and interviews: what each paragraph of a text is said to be."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.catalogue.model import Catalogue
from florilege.catalogue.writings import Body, Essay
from florilege.diagnostics.problems import Problem
from florilege.prose.genres import ALIASES, GENRES, arranged
from florilege.prose.prose import Prose
from florilege.prose.setting import set_text
from florilege.prose.texts import manuscripts

Setter = Callable[..., tuple[Prose, tuple[Problem, ...]]]


def words(html: str) -> list[str]:
    """What is read, tags aside."""
    return unescape(re.sub(r"<[^>]*>", "", html)).split()


def said(html: str) -> list[tuple[str, str]]:
    """The classes of each paragraph, and its words."""
    return [
        (re.sub(r'.*class="([^"]*)".*', r"\1", tag) if "class" in tag else "", " ".join(words(inner)))
        for tag, inner in re.findall(r"<p([^>]*)>(.*?)</p>", html, re.DOTALL)
    ]


def lines(html: str) -> list[str]:
    return [
        " ".join(words(line))
        for line in re.findall(r'<span class="line[^"]*">(.*?)</span>(?:<br>|</p>)', html)
    ]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Un vers,  \nun autre.", ["Un vers,", "un autre."]),
        ("Un vers,\\\nun autre.", ["Un vers,", "un autre."]),
        ("Un vers,<br>\nun autre.", ["Un vers,", "un autre."]),
        ("> Un vers,  \n> un autre.", ["Un vers,", "un autre."]),
        ("- Mot\n\n    Un vers,  \n    un autre.", ["Un vers,", "un autre."]),
        ("| Un vers,\n|  un autre.", ["Un vers,", "un autre."]),
        ("Un vers,\nun autre.\n{.vers}", ["Un vers,", "un autre."]),
        (
            "::: vers\nUn vers,\nun autre.\n\nLa *suite,\nla fin*.\n:::",
            ["Un vers,", "un autre.", "La suite,", "la fin."],
        ),
        ("M. Untel  \n12, rue du Port  \n59000 Lille", ["M. Untel", "12, rue du Port", "59000 Lille"]),
        ("6 h 10. Rien.  \n7 h 11. Rien non plus.", ["6 h 10. Rien.", "7 h 11. Rien non plus."]),
        (f"Mot {'mot ' * 30}  \nfin.  \nFin.", [("Mot " + "mot " * 30).strip(), "fin.", "Fin."]),
    ],
)
def test_lines_that_were_ended_are_verse(setter: Setter, markdown: str, expected: list[str]) -> None:
    prose = setter(markdown)[0]
    assert lines(prose.html.replace("\u202f", " ").replace("\u00a0", " ")) == expected


@pytest.mark.parametrize(
    "markdown",
    [
        "Une phrase qui va  \nà la ligne,\nmais une fois seulement.",
        f"Une phrase.  \n{'Un mot ' * 30}",
        "— Un mot.  \n— Un autre.",
        "Voici :\na) un\nb) deux",
        "- un  \n  deux",
        "| a | b |\n|---|---|\n| un<br>deux | c |",
        "Un mot  \nau milieu.\n{.center}",
    ],
)
def test_a_line_that_ends_in_prose_makes_no_verse(setter: Setter, markdown: str) -> None:
    assert 'class="line' not in setter(markdown)[0].html


def test_blanks_before_a_line_set_it_in(setter: Setter) -> None:
    prose = setter("Un vers,  \n  un cran,  \n    deux.  \nAucun.")[0]
    assert re.findall(r"class=\"(line[^\"]*)\"", prose.html) == ["line", "line in-1", "line in-2", "line"]


SCENE = """*Une cuisine.*

MARTHE. — Tu dors ?

GASPARD, *assis*. — Oui.

M. UNTEL. — Non.

**Odile** (elle rit) : Peut-être.

Élise : Je viens.

Élise : Je pars.

Elle dit : non.

(Noir.)

MARTHE

MARTHE
"""


@pytest.mark.parametrize("name", ["drama", "theatre", "théâtre"])
def test_drama_says_who_speaks_and_what_is_a_direction(setter: Setter, name: str) -> None:
    html = setter(f"::: {{.{name}}}\n{SCENE}\n:::")[0].html
    assert '<div class="drama">' in html
    names = re.findall(r'<span class="speaker[^"]*">([^<]*)</span>', html)
    expected = ["MARTHE", "GASPARD", "M. UNTEL", "Odile", "Élise", "Élise", "MARTHE", "MARTHE"]
    assert [name.replace("\u00a0", " ") for name in names] == expected
    kinds = [kind for kind, _ in said(html)]
    assert [kinds[0], kinds[-3], kinds[-4]] == ["direction", "direction", "speech goes-on"]
    assert "<em>(elle rit)</em>" in html


LETTER = """Lille, le 3 mars 1951

Madame Untel\\
12, rue du Port

Chère Odile,

Il fait beau, et la chaudière a repris.

À vous,

Gaspard

P.-S. — Le chat va mieux.
"""


@pytest.mark.parametrize("name", ["letter", "lettre"])
def test_a_letter_has_a_head_and_an_end(setter: Setter, name: str) -> None:
    html = setter(f"::: {name}\n{LETTER}\n:::")[0].html
    kinds = [kind for kind, _ in said(html)]
    assert kinds == ["dateline", "address", "salutation", "", "closing", "signature", ""]


@pytest.mark.parametrize("greeting", ["Madame,", "Cher Monsieur,", "Ma chère Odile,", "Dear Sir,"])
@pytest.mark.parametrize("name", ["J. Baudry, arbitre", "Yvonne Corvec", "H. V.", "[[Yvonne Corvec]]"])
def test_a_letter_that_is_quoted_is_one(setter: Setter, greeting: str, name: str) -> None:
    html = setter(f"> {greeting}\n>\n> Il fait beau.\n>\n> Un mot encore.\n>\n> {name}\n")[0].html
    assert [kind for kind, _ in said(html)] == ["salutation", "", "", "signature"]
    assert '<blockquote class="letter">' in html


@pytest.mark.parametrize("name", ["J. Vautrin", "Jean de La Boétie", "Élise Aubry, *Carnets*"])
def test_a_quotation_is_signed_as_a_letter_is(setter: Setter, name: str) -> None:
    html = setter(f"> Que celui qui rouvrira me pardonne.\n>\n> {name}\n")[0].html
    assert [kind for kind, _ in said(html)] == ["", "signature"]
    assert "letter" not in html


@pytest.mark.parametrize(
    "last", ["Une suite", "Pluie", "Jean Untel est venu", "Il pleut.", "« Oui »", "1923"]
)
def test_a_short_paragraph_is_no_signature(setter: Setter, last: str) -> None:
    html = setter(f"> Monsieur, vous avez tort.\n>\n> {last}\n")[0].html
    assert [kind for kind, _ in said(html)] == ["", ""]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("**Où ?**\n\nIci.\n\nEt là.\n\n**Quand ?**\n\nHier.", "qaaqa"),
        ("*Où ?*\n\nIci.", "qa"),
        ("— Où ?\n\nIci.\n\nEt là.\n\n— Quand ?\n\nHier.", "qaaqa"),
        ("— Où ?\n\n— Ici.\n\n— Quand ?\n\n— Hier.", "qaqa"),
        (
            "**Élise Aubry :** Où ?\n\n**Gaspard de Neuville :** Ici.\n\nÉ. A. : Quand ?\n\nG. N. : Hier.",
            "qaqa",
        ),
        ("Q. Où ?\n\nR. Ici.\n\nR. Là.\n\nQ. Quand ?", "qaaq"),
        ("Où ?\n{.question}\n\nIci.", "?a"),
    ],
)
def test_an_interview_has_questions(setter: Setter, markdown: str, expected: str) -> None:
    html = setter(f"::: entretien\n{markdown}\n:::")[0].html
    assert [kind for kind, _ in said(html)] == [
        {"q": "question", "a": "answer", "?": "question"}[sign] for sign in expected
    ]


@pytest.mark.parametrize("name", [*GENRES, *ALIASES])
def test_one_paragraph_may_be_of_a_kind(setter: Setter, name: str) -> None:
    html = setter(f"MARTHE. — Tu dors ?\n{{.{name}}}")[0].html
    assert f'<p class="{ALIASES.get(name, name)}' in html


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("vres", "vers"), ("entretiens", "entretien"), ("theatr", "theatre"), ("lettres", "lettre")],
)
def test_a_kind_that_is_mistyped_is_named(setter: Setter, typed: str, meant: str) -> None:
    _, problems = setter(f"Mot.\n{{.{typed}}}")[:2]
    assert [(each.code, dict(each.values)["suggestion"]) for each in problems] == [("class-mistyped", meant)]


PARTS = st.sampled_from(
    [
        *(
            "MARTHE",
            "É. A.",
            "Élise : ",
            ". — ",
            "<em>",
            "</em>",
            "<strong>Où ?</strong>",
            "<br>\n",
            "\n",
            "  ",
        ),
        *("(", ")", "mot, ", "Lille, 3 mars 1951", "Chère Odile,", "— "),
        '<a class="note-ref" href="#n">1</a>',
    ]
)


def balanced(parts: list[str]) -> str:
    """A paragraph of these parts, its emphasis closed."""
    made, depth = "", 0
    for part in parts:
        if part == "</em>" and not depth:
            continue
        depth += {"<em>": 1, "</em>": -1}.get(part, 0)
        made += part
    return f"<p>{made}{'</em>' * depth}</p>"


@pytest.mark.parametrize("genre", GENRES)
def test_a_whole_essay_may_be_of_a_genre(genre: str) -> None:
    catalogue = Catalogue(
        title="x",
        home=Body(path="index.md", line=1, markdown="", lang="fr"),
        essays={
            "a": Essay(
                id="a",
                title="A",
                bylines=(),
                genre=genre,  # type: ignore[arg-type]
                body=Body(path="essays/a/index.md", line=1, markdown=SCENE, lang="fr"),
            )
        },
    )
    (essay,) = (each for each in manuscripts(catalogue) if each.key.kind == "essay")
    prose = set_text(essay).prose
    assert prose is not None
    assert prose.html.startswith(f'<div class="{genre}">')


@given(st.lists(st.lists(PARTS, max_size=8).map(balanced), max_size=5), st.sampled_from([None, *GENRES]))
def test_no_word_is_lost_and_every_element_is_closed(paragraphs: list[str], kind: str) -> None:
    html = "\n".join(paragraphs)
    made = arranged(html, kind)
    assert words(made) == words(html)
    open_elements: list[str] = []
    for closing, name in re.findall(r"<(/?)(\w+)", made):
        if closing:
            assert open_elements.pop() == name
        elif name != "br":
            open_elements.append(name)
    assert open_elements == []
