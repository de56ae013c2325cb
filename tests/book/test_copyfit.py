"""The last page of an essay holds five lines or more, whatever was left over; read from finished pages."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pytest

from book.plain import set_whole
from book.reading import glyphs_of, letters
from book.styles import Style, sheet
from florilege.book.sheet import Fragment, Job
from florilege.book.weasyprint.copyfit import FEWEST, PAGES, changed
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


def test_pages_are_shortened_alike() -> None:
    assert changed("<section id=a><p>Un.</p></section>", {PAGES: -1, 0: 1}) == (
        '<section style="box-decoration-break: clone; padding-bottom: 1rlh" id=a>'
        '<p data-lines="1">Un.</p></section>'
    )
