"""Verse, drama, letters and interviews, read from finished pages in each design."""

from collections.abc import Sequence
from itertools import islice, product

import pytest

from book.lines import Letters, call, made
from book.reading import glyphs_of, pages_of
from book.styles import Style, set_one, sheet
from book.test_lists import names
from florilege.book.sheet import MM
from florilege.prose.genres import arranged
from florilege.runtime.workers import Workers

pytestmark = pytest.mark.press


BREAK = "<br>\n"


def verse(lines: Sequence[str]) -> str:
    return arranged(f"<p>{BREAK.join(lines)}</p>")


def lefts(read: Letters, said: str) -> list[float]:
    return [left for _, left in read.lines(said)]


PLACES = ("{}", "<blockquote>{}</blockquote>", "<blockquote><blockquote>{}</blockquote></blockquote>")


def test_turnovers_of_verse_hang_and_lines_begin_under_one_another(
    styles: Sequence[Style], pool: Workers
) -> None:
    """What is set in is set in by as much more; the lines before and after stand a line away."""
    words = names()
    poems = [[" ".join(islice(words, count)) for count in (4, 22, 4, 4)] for _ in PLACES]
    bodies = []
    for place, (first, long, inner, last) in zip(PLACES, poems, strict=True):
        poem = verse([first, long, f"    {inner}", last])
        bodies.append(f"<p>Avant.</p>{place.format(poem)}<p>Fin.</p>")
    for read in made(pool, [call(style, "".join(bodies)) for style in styles[:3]]):
        for first, long, inner, last in poems:
            (edge,), (other,), (further,) = lefts(read, first), lefts(read, last), lefts(read, inner)
            turned = lefts(read, long)
            assert abs(edge - other) < 3
            assert len(turned) > 1
            assert all(left > turned[0] + 10 for left in turned[1:])
            assert further > edge + 10


def test_no_page_parts_a_stanza_from_one_line_of_it(styles: Sequence[Style], pool: Workers) -> None:
    words = names()
    tried = [
        (left, [" ".join(islice(words, 3)) for _ in range(count)])
        for left, count in product(range(1, 8), (2, 3, 4, 5))
    ]
    calls = []
    for style in styles[:3]:
        pages = "".join(
            f'<div style="break-before: page">{"<p>Ligne.</p>" * (style.geometry.lines - left - 1)}'
            f"{verse(stanza)}<p>Fin.</p></div>"
            for left, stanza in tried
        )
        calls.append(call(style, pages))
    for read in made(pool, calls):
        parted = 0
        for left, stanza in tried:
            pages = [read.lines(line)[0][0] for line in stanza]
            assert all(pages.count(page) > 1 for page in pages), (left, len(stanza), pages)
            parted += len({*pages}) > 1
        assert parted > 0


PROSE = "Voici bien des mots de plus que les autres. " * 6


def test_no_page_has_of_a_letter_but_its_head_or_its_end(styles: Sequence[Style], pool: Workers) -> None:
    """What greets stands with three lines or more of what is said, what closes with as many."""
    words = names()
    tried = [(left, [next(words) for _ in range(5)]) for left in range(2, 16)]
    calls = []
    for style in styles[:3]:
        letters = (
            arranged(
                f'<blockquote class="letter"><p>Cher {first},</p><p>Oui.</p><p>{next_} {PROSE}{second}.</p>'
                f"<p>{third}.</p><p>{fourth}</p></blockquote>"
            )
            for _, (first, next_, second, third, fourth) in tried
        )
        calls.append(
            call(
                style,
                "".join(
                    f'<div style="break-before: page">{"<p>Ligne.</p>" * (style.geometry.lines - left)}'
                    f"{letter}<p>Fin.</p></div>"
                    for (left, _), letter in zip(tried, letters, strict=True)
                ),
            )
        )
    for read in made(pool, calls):
        parted = 0
        for left, (first, next_, second, third, fourth) in tried:
            pages = [read.lines(each)[0][0] for each in (first, next_, second, third, fourth)]
            assert pages[0] == pages[1], (left, pages)
            assert pages[2] == pages[3] == pages[4], (left, pages)
            parted += pages[0] < pages[2]
        assert parted > 0


@pytest.mark.parametrize("number", range(3))
def test_no_sign_that_parts_texts_heads_a_page(number: int, styles: Sequence[Style], pool: Workers) -> None:
    """Lines of what it parts stand before it."""
    style = styles[number]
    words = names()
    tried = [(left, next(words), next(words)) for left in range(2, 9)]
    pages = "".join(
        f'<div style="break-before: page">{"<p>Ligne.</p>" * (style.geometry.lines - left)}'
        f"<p>{PROSE}{before}.</p><hr><p>{after} {PROSE}</p></div>"
        for left, before, after in tried
    )
    (read,) = made(pool, [call(style, pages)])
    for left, before, after in tried:
        assert read.lines(before)[0][0] == read.lines(after)[0][0], left


@pytest.mark.parametrize("number", range(3))
def test_a_sign_that_may_be_parted_from_what_follows_ends_a_page(
    number: int, styles: Sequence[Style], pool: Workers
) -> None:
    """As copyfit.py has it where a page has a hole else; it heads none then either."""
    style = styles[number]
    bodies = "".join(
        f'<div style="break-before: page">{"<p>Ligne.</p>" * (style.geometry.lines - left)}'
        f'<p>{PROSE}.</p><hr><p data-lines="0">{PROSE}</p></div>'
        for left in range(2, 9)
    )
    found = []
    for page in pages_of(set_one(pool, call(style, bodies))):
        signs = {round(word.y) for word in page.words if word.text in "∗•"}
        signs |= {round(drawing.box[1]) for drawing in page.drawings}
        lines = [word.y for word in page.words if word.text.isalpha()]
        found += [(any(y > sign for y in lines), any(y < sign for y in lines)) for sign in signs]
    assert len(found) == 7
    assert all(above for above, _ in found)
    assert not all(below for _, below in found)


def test_who_speaks_stands_at_the_edge_and_turnovers_hang(styles: Sequence[Style], pool: Workers) -> None:
    words = names()
    speeches = [" ".join(islice(words, 30)) for _ in range(3)]
    body = arranged("".join(f"<p>MARTHE. — {each}.</p>" for each in speeches), "drama")
    for read in made(pool, [call(style, body) for style in styles[:3]]):
        for speech in speeches:
            name, *turned = lefts(read, f"Marthe {speech}")
            assert turned
            assert all(left > name + 5 for left in turned)


LETTER = (
    "<p>Lille, le 3 mars 1951</p><p>Chère Odile,</p><p>{}.</p>"
    "<p>À toi,</p><p>Gaspard</p><p>P.-S. — Le chat va.</p>"
)


def test_a_letter_is_dated_and_signed_at_the_right(styles: Sequence[Style], pool: Workers) -> None:
    body = arranged(LETTER.format(" ".join(islice(names(), 60))), "letter")
    for style, read in zip(styles[:3], made(pool, [call(style, body) for style in styles[:3]]), strict=True):
        middle = style.geometry.side * MM + style.geometry.measure * MM / 2
        for said in ("Lille", "À toi", "Gaspard"):
            assert lefts(read, said)[0] > middle - 1, said
        assert lefts(read, "Chère Odile")[0] < middle / 2


def test_questions_are_told_from_answers(styles: Sequence[Style], pool: Workers) -> None:
    """In another face than the text, and on the page of their answers."""
    body = arranged("<p><strong>Bxxx ?</strong></p><p>Dyyy.</p>" * 2, "interview")
    for style in styles[:3]:
        (page,) = glyphs_of(set_one(pool, style.call(sheet(body))))
        faces = {letter: {glyph.face for glyph in page if glyph.text == letter} for letter in "xy"}
        assert faces["x"].isdisjoint(faces["y"])


@pytest.mark.parametrize("rank", range(3))
def test_all_lines_stand_on_the_grid(styles: Sequence[Style], pool: Workers, rank: int) -> None:
    style = styles[rank]
    page = style.geometry
    pieces = [
        verse(["Un vers,", "un autre."]),
        arranged("<p><em>Une cuisine.</em></p><p>MARTHE, <em>assise</em>. — Oui.</p><p>(Noir.)</p>", "drama"),
        arranged(LETTER.format("Mot"), "letter"),
        arranged("<p><strong>Où ?</strong></p><p>Ici.</p><p>Là.</p>", "interview"),
        arranged("<p>É. A. : Où ?</p><p>G. N. : Ici.</p><p>É. A. : Là ?</p><p>G. N. : Oui.</p>", "interview"),
        "<blockquote><p>Mot.</p><blockquote><p>Mot.</p></blockquote><p>Mot.</p></blockquote>",
    ]
    body = "".join(f"<p>Avant.</p>{piece}" for piece in pieces) + "<p>Fin.</p>"
    first = (page.height - page.top) * MM - page.baseline
    checked = 0
    for glyphs in glyphs_of(set_one(pool, style.call(sheet(body)))):
        for glyph in glyphs:
            if abs(glyph.size - page.size) < 0.01:
                lines = (first - glyph.y) / page.leading
                assert abs(lines - round(lines)) * page.leading < 0.3, glyph
                checked += 1
    assert checked > 150
