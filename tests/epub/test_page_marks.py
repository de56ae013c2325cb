"""Wherever a page begins, its mark stands before the word, and no word of the text changes."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from florilege.book.sheet import TextPlace
from florilege.book.structure.page_starts import FOLLOWING, page_starts
from florilege.epub.chapters import inner
from florilege.epub.printed_pages import PageStart, mark_pages

WORDS = st.sampled_from(
    [
        "le",
        "la",
        "d’abord",
        "anticonstitutionnellement",
        "œuvre",
        "«\u202fOui\u202f»",
        "7\u00a0h",
        "—",
        "x²",
        "ﬁn",
    ]
)
RUNS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
PIECES = st.one_of(
    RUNS,
    RUNS.map("<em>{}</em>".format),
    RUNS.map('<a href="#x"><strong>{}</strong></a>'.format),
    st.just('<a class="note-ref" href="#n">1</a>'),
    st.just("<br>"),
)
PARAGRAPHS = st.lists(PIECES, min_size=1, max_size=6).map(lambda pieces: f"<p>{' '.join(pieces)}</p>")
TEXTS = st.lists(PARAGRAPHS, min_size=1, max_size=5).map("".join)


def said(source: str) -> str:
    """The characters of a text, spaces and the calls of notes apart."""
    root = html.fragment_fromstring(source, create_parent="div")
    return "".join("".join(root.xpath('.//text()[not(ancestor::a[@class="note-ref"])]')).split())


@given(TEXTS, st.lists(st.floats(0, 1), max_size=5), st.integers(-9, 9))
def test_marks_change_no_word(source: str, shares: list[float], drift: int) -> None:
    """Though the count be somewhat wrong, because paper has other signs than the e-book."""
    whole = said(source)
    places = sorted(int(share * len(whole)) for share in shares)
    starts = [
        PageStart(page, max(place + drift, 0), whole[place : place + FOLLOWING])
        for page, place in enumerate(places, 2)
    ]
    root = html.fragment_fromstring(source, create_parent="div")
    mark_pages(root, starts)
    marks = root.xpath('.//span[@role="doc-pagebreak"]')
    assert [mark.get("aria-label") for mark in marks] == [str(start.page) for start in starts]
    for mark in marks:
        mark.drop_tree()
    assert said(inner(root)) == whole
    plain = html.fragment_fromstring(source, create_parent="div")
    assert inner(root) == inner(plain)


@given(TEXTS, st.floats(0, 1))
def test_a_mark_stands_before_the_word_that_begins_its_page(source: str, share: float) -> None:
    whole = said(source)
    place = int(share * max(len(whole) - 1, 0))
    root = html.fragment_fromstring(source, create_parent="div")
    mark_pages(root, [PageStart(2, place, whole[place:])])
    if place >= len(whole):
        return
    (mark,) = root.xpath('.//span[@role="doc-pagebreak"]')
    mark.text = "\ue000"
    before, _, after = said(inner(root)).partition("\ue000")
    assert before + after == whole
    assert len(before) <= place
    behind = "".join(root.xpath(".//text()")).partition("\ue000")[2]
    word = "".join(behind.lstrip(" ").partition(" ")[0].split())
    assert place - len(before) <= len(word)


def test_titles_notes_and_numbers_count_for_nothing() -> None:
    """The text is that of the author: page 2 begins at « quatre », behind 14 characters of it."""
    sheet = (
        '<section class="sheet essay"><h1>Le titre</h1><div class="text"><p>Un deux<span class="footnote">'
        'La note.</span> trois <span class="page-ref">(p. <span class="number">12</span>)</span> quatre cinq'
        '</p><ol><li data-number="1">six</li></ol></div><p class="license">Licence</p></section>'
    )
    # letitre + undeux + 1 (the call) + trois + p12 (the page) = 7 + 6 + 1 + 5 + 3
    assert page_starts(sheet, [22, 100]) == (TextPlace(11, "quatrecinqsix"),)
    assert page_starts(sheet, [7, 13, 22 + 10, 100])[0] == TextPlace(0, "Undeuxtroisquatrecinqsix")
    assert page_starts(sheet, [7, 13, 22 + 10, 100])[2] == TextPlace(21, "six")
    assert page_starts(sheet, [100]) == ()
