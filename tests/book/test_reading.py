"""What pages say against what the sheet says."""

import pytest

from florilege.book.letters import TextLine, letters
from florilege.book.structure.word_order import LostWords, lost_words

NOTE = '<span class="footnote">Une note.</span>'

ROW = "<table><thead><tr><th>Date</th></tr></thead><tr><td>{}</td><td>{}</td></tr></table>"
HIGH = ROW.format("Le quai dort sous la pluie.", "La voisine regarde les barques.")
NOTED = ROW.format(f"Le quai{NOTE} dort sous la pluie{NOTE}.", f"La voisine{NOTE} regarde{NOTE} les barques.")


def check(html: str, *pages: str) -> LostWords | None:
    lines = [[TextLine(letters(page), letters(page), None)] for page in pages]
    return lost_words(f"<section>{html}</section>", lines)


@pytest.mark.parametrize(
    ("html", "pages"),
    [
        ("<p>Deux mots.</p>", ["Deux mots. "]),
        ("<p>Un extraor\u00addinaire.</p>", ["Un extraor‐\ndi‐ ", "naire."]),
        (f"<p>Mot{NOTE}, suite.</p>", ["Mot1, 1.\u00a0Une note. ", "suite."]),
        (f"<p>Un{NOTE} mot.</p>", ["Un1 mot. 1. Une ", "note."]),
        ("<ol><li data-number='4'>a</li><li data-number='5'>b</li></ol>", ["4. a 5. b "]),
        (
            "<table><thead><tr><th>Date</th></tr></thead><tr><td>un</td></tr><tr><td>deux</td></tr></table>",
            ["Date un ", "Date deux"],
        ),
        (
            f"<p>Un{NOTE}</p><table><thead><tr><th>Heure{NOTE}</th></tr></thead><tr><td>a</td></tr><tr><td>b</td></tr></table>",
            ["Un1 Heure2 a 1. Une note. 2. Une note. ", "Heure2 b"],
        ),
        ("<p>ﬁn, 1<sup>re</sup></p>", ["fin, 1re "]),
        (f"<p>Mot{NOTE}.</p><p>10 mots.</p>", ["Mot1. 1. ", "10 mots. Une note."]),
        (f"<p>Mot{NOTE}.</p><p>10 mots.</p>", ["Mot1. 1", "0 mots. 1. Une note."]),
        ('<p>Mot<span class="footnote"></span>.</p><p>10 mots.</p>', ["Mot1. 1. ", "10 mots."]),
        (HIGH, ["Date Le quai La voisine ", "Date dort sous regarde ", "Date la pluie. les barques."]),
        (HIGH, ["Date Le quai La voisine regarde les barques. ", "Date dort sous la pluie."]),
        (HIGH, ["Date Le quai dort sous la pluie. La voisine ", "Date regarde les barques."]),
        (
            f"<p>Un.</p>{HIGH}<p>Fin{NOTE}.</p>",
            [
                "Un. Date Le La ",
                "quai dort sous voisine regarde",
                "la pluie. les barques. Fin1. 1. Une note.",
            ],
        ),
        (
            NOTED,
            [
                "Date Le quai1 dort La voisine3 1. Une note. 3. Une ",
                "Date sous la pluie2. regarde4 les barques. note. 2. Une note. 4. Une note.",
            ],
        ),
        (
            ROW.format("Le quai dort.", HIGH + "<p>Fin.</p>"),
            [
                "Date Le quai Date Le quai La voisine ",
                "Date dort. dort sous la pluie. regarde les barques. Fin.",
            ],
        ),
    ],
)
def test_all_is_there(html: str, pages: list[str]) -> None:
    assert check(html, *pages) is None


@pytest.mark.parametrize(
    ("html", "pages", "page", "word"),
    [
        ("<p>Deux mots.</p>", ["Deux "], 0, "mots"),
        ("<p>Deux mots.</p>", ["mots Deux "], 0, "Deux"),
        ("<p>Deux mots.</p>", ["Deux mots mots "], 0, ""),
        (f"<p>Mot{NOTE}</p>", ["Mot1 1. Une "], 0, "note"),
        ("<p>Un deux trois.</p>", ["Un ", "trois."], 1, "deux"),
        (HIGH, ["Date Le quai La voisine ", "Date dort sous regarde ", "Date la pluie. barques."], 2, "les"),
        (HIGH, ["Date Le quai La voisine ", "Date sous la pluie. regarde les barques."], 1, "dort"),
        (HIGH, ["Date La voisine Le quai ", "Date dort sous la pluie. regarde les barques."], 0, "Le"),
        (HIGH, ["Date Le quai La voisine ", "Date regarde les barques. dort sous la pluie."], 1, "dort"),
        (NOTED, ["Date Le quai1 La voisine3 1. Une note. 2. Une note. ", "Date dort"], 0, ""),
    ],
)
def test_a_loss_is_named(html: str, pages: list[str], page: int, word: str) -> None:
    found = check(html, *pages)
    assert found
    assert found.page == page
    assert word in found.context


def test_what_runs_from_right_to_left_is_read_as_its_paragraph_runs() -> None:
    forwards = TextLine("שלוםpdfעולם", "עולםpdfשלום", None)
    for text in ("שלום PDF עולם", "עולם PDF שלום"):
        assert lost_words(f"<section><p>{text}</p></section>", [[forwards]]) is None
    assert lost_words("<section><p>PDF שלום עולם</p></section>", [[forwards]])


@pytest.mark.parametrize(
    ("said", "drawn"), [("שלום (hello) 123 סוף.", "שלום123helloסוף"), ("(a) 1 סוף", "1aסוף")]
)
def test_words_and_numbers_beside_each_other_may_change_places(said: str, drawn: str) -> None:
    """In a line that runs from right to left; none of them may be lacking, or another."""

    def found(backwards: str) -> LostWords | None:
        lines = [TextLine(each, each, None) for each in ("avant", "ici")]
        lines.insert(1, TextLine(backwards[::-1], backwards, None))
        return lost_words(f"<section><p>Avant {said} Ici</p></section>", [lines])

    assert found(drawn) is None
    assert found(drawn[:-1])
    assert found(drawn.replace("1", "2"))
    assert found(drawn[:-1] + "ב")
