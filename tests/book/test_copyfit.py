"""The last page of an essay holds five lines or more, whatever was left over; read from finished pages."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import SimpleNamespace
from typing import cast

import pytest
from weasyprint import Document

from book.plain import set_whole
from book.reading import glyphs_of, letters, pages_of
from book.styles import Style, sheet
from florilege.book.sheet import Fragment, Job
from florilege.book.weasyprint.copyfit import (
    FEWEST,
    KEPT,
    MOST,
    PAGES,
    Changes,
    _LaidOut,
    changed,
    fitted,
)
from florilege.book.weasyprint.render import render
from florilege.runtime.workers import Workers

WORDS = """le la une quai porte lettre regardait silencieusement voisine inconnu longtemps parler écoute les
des de et promenade qui sur ensemble maison avec petite demandait toujours comprendre""".split()  # noqa: SIM905


@dataclass(frozen=True)
class Finished:
    """The pages of a text, and how many lines of text each has."""

    said: str
    lines: Sequence[int]


def paragraphs(seed: int, count: int) -> list[str]:
    chance = random.Random(seed)
    return [" ".join(chance.choices(WORDS, k=chance.randint(20, 90))) for _ in range(count)]


def body(texts: Sequence[str]) -> str:
    return sheet("".join(f"<p>{text}.</p>" for text in texts))


def finished(pool: Workers, calls: Sequence[tuple[Style, str]]) -> list[Finished]:
    """Texts as they are, without any fitting but what they say."""
    pdfs = [*pool.run(set_whole, [style.call(html) for style, html in calls], seconds=100)]
    found = []
    for pdf in pdfs:
        assert isinstance(pdf, bytes), pdf
        pages = glyphs_of(pdf)
        said = letters("".join(glyph.text for page in pages for glyph in page))
        found.append(Finished(said, [len({round(glyph.y) for glyph in page}) for page in pages]))
    return found


def left_over(pool: Workers, style: Style, seed: int) -> Mapping[int, str]:
    """Texts of which 1 to 4 lines are left over for a last page."""
    texts = paragraphs(seed, 30)
    (made,) = finished(pool, [(style, body(texts))])
    filled, found = [*texts], {}
    while made.lines[-1] < style.geometry.lines:  # lines of one word each, up to the foot of the page
        filled += ["Oui"] * (style.geometry.lines - made.lines[-1])
        (made,) = finished(pool, [(style, body(filled))])
    tries = {lines: body([*filled, *["Non"] * lines]) for lines in range(1, FEWEST)}
    for (lines, html), each in zip(
        tries.items(), finished(pool, [(style, html) for html in tries.values()]), strict=True
    ):
        assert each.lines[-1] == lines
        found[lines] = html
    return found


@pytest.mark.parametrize("number", range(4))
def test_no_last_page_is_short(
    number: int, styles: Sequence[Style], pool: Workers, plain: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In each design, and on another size."""
    style = styles[number]
    texts = left_over(plain, style, number)
    monkeypatch.setenv("FONTCONFIG_FILE", style.fontconfig)
    jobs = [Job(html=html, style=style.css, lang="fr") for html in texts.values()]
    fragments = [*pool.run(render, jobs, seconds=100)]
    fitted = []
    for fragment, html in zip(fragments, texts.values(), strict=True):
        assert isinstance(fragment, Fragment), fragment
        assert fragment.fitted
        assert {*fragment.fitted.values()} <= {-1, 1}
        fitted.append((style, changed(html, fragment.fitted)))
    before = finished(plain, [(style, html) for html in texts.values()])
    for made, plainly in zip(finished(plain, fitted), before, strict=True):
        assert made.lines[-1] >= FEWEST
        assert made.said == plainly.said
        assert len(made.lines) <= len(plainly.lines)


def test_what_is_not_short_is_left_alone(
    styles: Sequence[Style], pool: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FONTCONFIG_FILE", styles[0].fontconfig)
    texts = paragraphs(9, 2)
    (fragment,) = pool.run(render, [Job(html=body(texts), style=styles[0].css, lang="fr")], seconds=60)
    assert isinstance(fragment, Fragment)
    assert fragment.fitted == {}


def test_a_long_text_is_not_laid_out_anew_over_and_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """However short its last page is, and however many pages lack lines."""
    laid_out: list[Changes] = []

    def lay_out(changes: Changes) -> Document:
        laid_out.append(changes)
        return cast("Document", SimpleNamespace(pages=[None] * (MOST // 2 + 1)))

    monkeypatch.setattr(_LaidOut, "is_short", True)
    monkeypatch.setattr(_LaidOut, "lines", 2)
    monkeypatch.setattr(_LaidOut, "lack", 100)
    monkeypatch.setattr(_LaidOut, "candidates", lambda _self, _change: range(100))
    monkeypatch.setattr(_LaidOut, "ways_to_fill", lambda _self, _changes: ({number: 1} for number in count()))
    monkeypatch.setattr(_LaidOut, "is_better_than", lambda _self, _other: False)
    monkeypatch.setattr(_LaidOut, "pages", [None] * 10)
    monkeypatch.setattr(_LaidOut, "freed", {})
    fitted(lay_out, 0)
    assert len(laid_out) == 2


def test_pages_are_shortened_alike() -> None:
    assert changed("<section id=a><p>Un.</p></section>", {PAGES: -1, 0: 1}) == (
        '<section style="box-decoration-break: clone; padding-bottom: 1rlh" id=a>'
        '<p data-lines="1">Un.</p></section>'
    )


ANNOUNCED = "<p>{}\u00a0:</p><ul>{}</ul>"
ITEM = "maison " * 40


def lacking(style: Style, made: Finished) -> int:
    """Lines that the first page lacks."""
    return style.geometry.lines - made.lines[0]


@pytest.mark.parametrize("number", range(3))
def test_what_announces_ends_a_page_rather_than_leave_a_hole(
    number: int, styles: Sequence[Style], pool: Workers, plain: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the list that comes next has no room: its first item is several lines, which stand together."""
    style = styles[number]
    monkeypatch.setenv("FONTCONFIG_FILE", style.fontconfig)
    announced = ANNOUNCED.format(
        "Voici " + "promenade " * 9, f'<li style="break-inside: avoid">{ITEM}.</li>' * 6
    )
    announced = announced.replace("<p>", '<p class="announcing">', 1)
    after = "".join(f"<p>{text}.</p>" for text in paragraphs(3, 6))
    texts = [sheet("<p>Oui.</p>" * (style.geometry.lines - left) + announced + after) for left in (2, 3, 4)]
    before = finished(plain, [(style, html) for html in texts])
    assert all(lacking(style, each) >= 2 for each in before)
    fitted = []
    for fragment, html in zip(
        pool.run(render, [Job(html=html, style=style.css, lang="fr") for html in texts], seconds=100),
        texts,
        strict=True,
    ):
        assert isinstance(fragment, Fragment), fragment
        fitted.append((style, changed(html, fragment.fitted)))
    for made, plainly in zip(finished(plain, fitted), before, strict=True):
        assert lacking(style, made) <= lacking(style, plainly) - 2
        assert made.said == plainly.said


def test_pages_are_filled(
    styles: Sequence[Style], pool: Workers, plain: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In texts with lists whose items are whole, fewer lines lack than as they were, on no more pages."""
    style = styles[0]
    monkeypatch.setenv("FONTCONFIG_FILE", style.fontconfig)
    texts = []
    for seed in range(6):
        blocks = [f"<p>{text}.</p>" for text in paragraphs(seed, 18)]
        for place in (13, 9, 4):
            texts_of = paragraphs(seed + place, 3)
            items = "".join(f'<li style="break-inside: avoid">{text}.</li>' for text in texts_of)
            blocks.insert(
                place, f'<p class="announcing">Voici ce que dit la lettre\u00a0:</p><ul>{items}</ul>'
            )
        texts.append(sheet("".join(blocks)))
    before = finished(plain, [(style, html) for html in texts])
    fragments = [
        *pool.run(render, [Job(html=html, style=style.css, lang="fr") for html in texts], seconds=100)
    ]
    fitted = []
    for fragment, html in zip(fragments, texts, strict=True):
        assert isinstance(fragment, Fragment), fragment
        fitted.append((style, changed(html, fragment.fitted)))
    after = finished(plain, fitted)

    def holes(made: Finished) -> list[int]:
        missing = (style.geometry.lines - lines for lines in made.lines[:-1])
        return [lines for lines in missing if lines >= 2]

    for made, plainly in zip(after, before, strict=True):
        assert made.said == plainly.said
        assert len(made.lines) <= len(plainly.lines)
        assert sum(each**2 for each in holes(made)) <= sum(each**2 for each in holes(plainly))
    assert sum(map(sum, map(holes, after))) < sum(map(sum, map(holes, before)))


def test_no_table_parts_a_dialogue(
    styles: Sequence[Style], pool: Workers, plain: Workers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It stands at the head of a page; what was said before it, if that is little, goes below it."""
    style = styles[0]
    monkeypatch.setenv("FONTCONFIG_FILE", style.fontconfig)
    rows = "<tr><td>cellule</td><td>autre</td></tr>" * 8
    dialogue = '<p class="reply">— Oui ?</p><p class="reply">— Non.</p>' * 5
    texts = [
        sheet(
            f"{'<p>Ligne.</p>' * (style.geometry.lines - left)}<p>Colonne.</p>"
            f'<div class="table"><table><tbody>{rows}</tbody></table></div>{dialogue}{"<p>Fin.</p>" * 5}'
        )
        for left in (3, 4, 5)
    ]
    jobs = [Job(html=html, style=style.css, lang="fr") for html in texts]
    fragments = [*pool.run(render, jobs, seconds=100)]
    assert all(isinstance(each, Fragment) and {*each.fitted.values()} == {KEPT} for each in fragments)
    whole = [changed(html, made.fitted) for html, made in zip(texts, fragments, strict=True)]
    for pdf in plain.run(set_whole, [style.call(html) for html in whole], seconds=100):
        first, second = (letters("".join(word.text for word in page.words)) for page in pages_of(pdf))
        assert first.endswith("lignecolonne")
        assert second.startswith("celluleautre")
