"""Every golden case of the stage « import », and what holds of any plain text."""

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

from florilege.intake.plain_text import draft, to_markdown
from florilege.language.sentences import languages
from typography_cases import Case, read_cases, reported

CASES = [case for case in read_cases() if case.stage == "import"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_import(case: Case) -> None:
    made = draft(case.input)
    assert made.markdown == case.expected
    assert draft(made.markdown) == draft(case.expected)
    assert reported(made.suggestions) == sorted(case.reports or ())
    lines = made.markdown.split("\n")
    for each in made.suggestions:
        assert lines[each.line - 1][each.column - 1 :].startswith(each.found)
        for lang in languages():
            assert each.problem("essays/un/index.md").message(lang)


LONG = "La grange avait été vidée la veille, et chacun portait sa chaise sous le bras en chantonnant. "
PIECES = (
    *("mot", "l'été", "#Tag", "@_nom_", "@nom_", "@Ada Bruyère", "&Or;", "&amp;", "<b>", "<a@b.fr>", "a < b"),
    *(
        "1987. Une",
        "1. Un",
        "2. Deux",
        "- un",
        "* deux",
        "!!! Halte",
        "    retrait",
        "\tretrait",
        "____",
        "=====",
    ),
    *(
        "Les 3 cahiers :",
        "Partenaire",
        "9 Octobre 2013",
        "Bravo Ada !",
        "Ton jardin",
        "😉",
        "...",
        LONG,
        "\\#Tag",
    ),
)
texts = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=10).map("\n".join),
    st.lists(st.sampled_from(PIECES), max_size=10).map("\n\n".join),
    st.lists(st.sampled_from((*PIECES, " ", "\n")), max_size=12).map("".join),
    st.text(alphabet="aé1. \n\t#@_&;<>-*!\\\r", max_size=30),
)


@given(texts)
def test_importing_twice_changes_nothing(text: str) -> None:
    once = to_markdown(text)
    assert to_markdown(once) == once


@given(texts)
def test_words_and_their_order_stay(text: str) -> None:
    def characters(markdown: str) -> str:
        plain = markdown.removeprefix("\ufeff").replace("&amp;", "&").replace("&lt;", "<")
        return re.sub(r"[\s\\]", "", plain)

    assert characters(to_markdown(text)) == characters(text)


@given(texts)
def test_places_are_those_of_the_draft(text: str) -> None:
    made = draft(text)
    lines = made.markdown.split("\n")
    for each in made.suggestions:
        assert "\n".join(lines[each.line - 1 :])[each.column - 1 :].startswith(each.found)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("#JardinsPartagés fête.", "<p>#JardinsPartagés fête.</p>"),
        ("1987. Une année sans pluie.", "<p>1987. Une année sans pluie.</p>"),
        ("Merci à @_zelie_ !", "<p>Merci à @_zelie_ !</p>"),
        ("Grain&Or; merci <truc>.", "<p>Grain&amp;Or; merci &lt;truc&gt;.</p>"),
        ("    Le premier hiver.", "<p>Le premier hiver.</p>"),
        ("Avis :\n1. Un\n2. Deux", "<p>Avis :</p>\n<ol>\n<li>Un</li>\n<li>Deux</li>\n</ol>"),
        ("\ufeffUn\r\n\r\nDeux\r", "<p>Un</p>\n<p>Deux</p>"),
    ],
)
def test_markdown_reads_what_was_meant(typed: str, html: str) -> None:
    assert markdown(to_markdown(typed), output_format="html") == html


def test_a_title_and_a_date() -> None:
    made = draft(f"Le 1er avril 2024\n\nLe banc vert\n\n{LONG}\n")
    assert made.title == "Le banc vert"
    assert made.date == datetime.date(2024, 4, 1)
    (date_line,) = made.suggestions
    assert dict(date_line.values)["shown"] == "1er\u00a0avril 2024"


def test_no_such_day_is_no_date() -> None:
    assert draft(f"31 février 2024\n\n{LONG}").date is None


def test_hard_wrapped_lines_and_verses_are_left_together() -> None:
    wrapped = "Un premier vers qui court,\nun second qui le suit,\nun troisième sans fin\n"
    mail = f"{LONG[:70].strip()}\n{LONG[10:75].strip()}\n{LONG[20:80].strip()}\n"
    assert to_markdown(wrapped) == wrapped
    assert to_markdown(mail) == mail


def test_nothing_gives_nothing() -> None:
    assert draft(" \n\n").markdown == draft("").markdown == ""


def test_a_text_whose_paragraphs_are_long_lines_is_set_apart_whatever_its_short_lines() -> None:
    long = "Le samedi où tout a commencé, il gelait, et personne n’avait pensé à la bâche. " * 3
    text = f"3 mars 2012\nMusique\n{long}\nDes voix !\n{long}\n"
    assert to_markdown(text).count("\n\n") == 4
