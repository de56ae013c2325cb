"""Fields without markup: what is taken away, what stays, and what another reader makes of them."""

from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from florilege.reading.characters import FORBIDDEN, decoded
from florilege.reading.loader import read
from florilege.reading.plain_words import words_of
from worlds import essay, small

WORD = st.text("aé1", min_size=1, max_size=3)
PHRASE = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
MARKED = st.builds(
    str.replace,
    st.sampled_from(
        [
            *("*x*", "**x**", "***x***", "_x_", "__x__", "`x`", "**_x_**", "<em>x</em>", "![x](é.png)"),
            *('<span class="y">x</span>', "[x](https://a.e/b_c)", "[*x*](../é/index.md)"),
        ]
    ),
    st.just("x"),
    PHRASE,
)
SIGNS = st.sampled_from(
    [",", " ?", " : ", " & ", "(", ")", "« ", " »", "’", "5*", "2 * 3", "a_b", "a < b", "<3", "#"]
)
TITLES = st.lists(st.one_of(PHRASE, MARKED, SIGNS), min_size=1, max_size=6).map(" ".join)


def read_by_another(text: str) -> str:
    """The words of a line of Markdown, by markdown-it-py."""
    tokens = MarkdownIt("commonmark").parseInline(text)[0].children or []
    return "".join(token.content for token in tokens if token.type in ("text", "code_inline", "image"))


@given(TITLES)
def test_another_reader_finds_the_same_words(title: str) -> None:
    plain, marked = words_of(title)
    assert plain == read_by_another(title)
    assert marked == (plain != title)


@given(st.text("ab *_`~=[]()<>&;\\#!^{}.\n", max_size=40))
def test_whatever_comes_no_letter_is_lost(title: str) -> None:
    plain, marked = words_of(title)
    assert marked or plain == title.replace("\\*", "*") or "\\" in title
    if not {*"<[{"} & {*title}:  # tags, addresses and names of classes are no words
        assert [each for each in plain if each.isalpha()] == [each for each in title if each.isalpha()]


@given(st.text(max_size=20))
def test_what_html_escapes_is_read_back_in_fields(text: str) -> None:
    assert decoded(escape(text)) == text
    assert decoded("".join(f"&#{ord(each)};" for each in text if not FORBIDDEN.match(each))) == "".join(
        each for each in text if not FORBIDDEN.match(each)
    )


@pytest.mark.parametrize(
    ("field", "shown", "told"),
    [
        ("abstract: Un *banc*, deux voisins", "Un banc, deux voisins", True),
        ("subtitle: R&amp;D &lt;b&gt;", "R&D <b>", False),
        ("subtitle: Le <Nom> manquant", "Le <Nom> manquant", False),
        (r"subtitle: La méthode \_\_init\_\_", "La méthode __init__", False),
        ("excerpt: Un **banc**", "Un banc", True),
        ("tags: [R&amp;D, a_b_c]", ("R&D", "a_b_c"), False),
    ],
)
def test_a_field_is_read_as_words(tmp_path: Path, field: str, shown: object, told: bool) -> None:
    catalogue, problems = read(small(tmp_path, {"essays/un/index.md": essay(field)}))
    name = field.partition(":")[0]
    assert getattr(catalogue.essays["un"], name) == shown
    assert [(each.line, each.code) for each in problems if each.code != "field-foreign"] == (
        [(2, "field-markup")] if told else []
    )
