"""What a page says against what the sheet says."""

import pytest

from florilege.book.place import place
from florilege.book.preflight import Loss, letters, losses
from florilege.book.sheet import Fragment, Sheet

NOTE = '<span class="footnote">Une note.</span>'


def check(html: str, *pages: str, heads: tuple[str, str] = ("Zoé", "Le banc")) -> list[Loss]:
    sheet = Sheet(id="a", title="A", html=f"<section>{html}</section>", lang="fr", folios="all", heads=heads)
    return list(losses(place([(sheet, Fragment(pdf=b"", pages=len(pages), anchors={}))]), pages))


@pytest.mark.parametrize(
    ("html", "pages"),
    [
        ("<p>Deux mots.</p>", ["Deux mots. 1"]),
        ("<p>Un extraor\u00addinaire.</p>", ["Un extraor‐\ndi‐ 1", "naire. Zoé 2"]),
        (f"<p>Mot{NOTE}, suite.</p>", ["Mot1, 1.\u00a0Une note. 1", "suite. Zoé 2"]),
        (f"<p>Un{NOTE} mot.</p>", ["Un1 mot. 1. Une 1", "note. Zoé 2"]),
        ("<ol start='4'><li>a</li><li>b</li></ol>", ["4. a 5. b 1"]),
        (
            "<table><thead><tr><th>Date</th></tr></thead><tr><td>un</td></tr><tr><td>deux</td></tr></table>",
            ["Date un 1", "Date deux Zoé 2"],
        ),
        ("<p>ﬁn, 1<sup>re</sup></p>", ["fin, 1re 1"]),
    ],
)
def test_all_is_there(html: str, pages: list[str]) -> None:
    assert check(html, *pages) == []


@pytest.mark.parametrize(
    ("html", "pages", "page", "word"),
    [
        ("<p>Deux mots.</p>", ["Deux 1"], 1, "mots"),
        ("<p>Deux mots.</p>", ["mots Deux 1"], 1, "Deux"),
        ("<p>Deux mots.</p>", ["Deux mots mots 1"], 1, ""),
        ("<p>Deux mots.</p>", ["Deux mots."], 1, "Deux"),
        (f"<p>Mot{NOTE}</p>", ["Mot1 1. Une 1"], 1, "note"),
        ("<p>Un deux trois.</p>", ["Un 1", "trois. Zoé 2"], 2, "deux"),
    ],
)
def test_a_loss_is_named(html: str, pages: list[str], page: int, word: str) -> None:
    (loss,) = check(html, *pages)
    assert loss.page == page
    assert word in loss.context


def test_letters_leave_spaces_case_and_forms_aside() -> None:
    assert letters("L’ŒUVRE\u202f: ﬂeur n°\u00a01") == "lœuvrefleurn1"
