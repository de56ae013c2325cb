"""Passages that readers may keep: which ones, under which id, in which words."""

import pytest

from florilege.catalogue.keys import TextKey
from florilege.catalogue.writings import Body
from florilege.prose.manuscript import Manuscript
from florilege.prose.prose import Prose
from florilege.prose.setting import set_text


def prose(markdown: str) -> Prose:
    body = Body(path="essays/un/index.md", line=1, markdown=markdown, lang="fr")
    made = set_text(Manuscript(key=TextKey("essay", "un"), body=body, locale="fr"))
    assert made.prose, made.problems
    assert not made.problems
    return made.prose


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("Une phrase.\n{.extrait}", "<p>Une phrase.</p>"),
        ("> Une phrase.\n{.pullquote}", "<p>Une phrase.</p>"),
        ("> Une.\n>\n> Deux.\n\n{.extrait}", "<p>Une.</p>\n<p>Deux.</p>"),
        ("::: extrait\nUne.\n\nDeux.\n:::", "<p>Une.</p>\n<p>Deux.</p>"),
        ("Une [phrase *à soi*]{.extrait}.", "<p>phrase <em>à soi</em></p>"),
        (
            "[[Ada Lune]]^[Une note.], [un lien](https://example.org).\n{.extrait}",
            "<p>Ada Lune, un lien.</p>",
        ),
        ("« Oui. »\n{.extrait}", "<p>«\u00a0Oui.\u00a0»</p>"),
        ('<div class="extrait"><div>Une.</div><div>Deux.</div></div>', "<p>Une.Deux.</p>"),
    ],
)
def test_a_passage_is_what_its_author_marks(markdown: str, html: str) -> None:
    (quote,) = prose(f"Avant.\n\n{markdown}\n\nAprès.").quotes
    assert quote.html == html


def test_a_passage_has_the_id_that_it_is_given_or_its_number() -> None:
    found = prose("Une.\n{.extrait #une}\n\nDeux [mots]{.extrait}.\n\nTrois.\n{.extrait}")
    assert [each.id for each in found.quotes] == ["un--une", "un--quote-2", "un--quote-3"]
    assert all(found.html.count(f'id="{each.id}"') == 1 for each in found.quotes)


def test_a_phrase_looks_like_the_rest_of_its_paragraph() -> None:
    assert prose("Deux [mots]{.extrait}.").html == '<p>Deux <span id="un--quote-1">mots</span>.</p>'


def test_a_text_without_one_is_as_it_was() -> None:
    assert not prose("Un mot, [deux]{.smallcaps}.").quotes
