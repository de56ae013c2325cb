"""No line ends too early: random paragraphs with elements and French punctuation, read back by PDFium."""

import re
from collections.abc import Iterator
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from florilege.book.weasyprint.replacements import CORRECTIONS
from florilege.printing.fonts import find_faces, write_fontconfig

MEASURE = 200.0
"""pt"""
SPACE = 4.0
"""pt; wider than Vollkorn’s, so that rounding blames nobody."""
STYLE = f"""
@page {{ margin: 20pt; size: {MEASURE + 40}pt 10000pt }}
body {{ margin: 0; font: 10pt/14pt Vollkorn; hyphens: auto; text-align: left }}
p {{ margin: 0 0 30pt; orphans: 1; widows: 1 }}
code {{ font-size: .9em }}
"""
"""Set flush left, so that spaces are as wide as they are; paragraphs are told by the room between them."""

WORDS = ["le", "un", "banc", "soir", "ville", "alors", "jardin", "fenêtre", "lumière", "rencontre"]
WORDS += ["promenade", "escalier", "compréhension"]
NARROW, WIDE = "\u202f", "\u00a0"

words = st.sampled_from(WORDS)
phrases = st.lists(words, min_size=1, max_size=3).map(" ".join)
inner = st.one_of(phrases, st.sampled_from([".le.banc.js", "x", "n’est", "(voir"]))
elements = st.builds(
    "<{0}>{1}</{0}>".format, st.sampled_from(["em", "strong", "code", "a", "q", "em><strong"]), inner
).map(lambda html: html.replace("</em><strong>", "</strong></em>"))
signs = st.sampled_from([",", ".", f"{NARROW};", f"{NARROW}?", f"{WIDE}:", f"{WIDE}—", f"{WIDE}»", ")", ""])
heads = st.sampled_from([f"Mme{WIDE}", f"«{WIDE}", f"n°{WIDE}", "l’", "(", "", "", ""])
tokens = st.one_of(words, words, words, st.builds("{}{}{}".format, heads, elements, signs))
paragraphs = st.lists(tokens, min_size=12, max_size=60).map(lambda some: f"<p>{' '.join(some)} fin.</p>")

Line = list[tuple[str, float, float]]
"""Characters from left to right, each with its left and right edge, pt."""


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FontConfiguration]:
    folder = tmp_path_factory.mktemp("fonts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FONTCONFIG_FILE", str(write_fontconfig(folder, find_faces(folder, ["classique"]))))
        yield FontConfiguration()


def pdf(body: str, fonts: FontConfiguration, *, corrected: bool) -> bytes:
    with pytest.MonkeyPatch.context() as patch:
        for each in CORRECTIONS if corrected else ():
            patch.setattr(each.owner, each.name, each.ours, raising=False)
        style = CSS(string=STYLE, font_config=fonts)
        html = HTML(string=f'<html lang="fr"><body>{body}')
        made: bytes = html.write_pdf(font_config=fonts, stylesheets=[style])
    return made


def printed_paragraphs(made: bytes) -> list[list[Line]]:
    """The lines of each paragraph of a document of one page, from its characters' places alone."""
    with pypdfium2.PdfDocument(made) as document:
        page = document[0].get_textpage()
        found = [
            (character, *page.get_charbox(index, loose=True))
            for index, character in enumerate(page.get_text_range(0, page.count_chars()))
            if character not in "\r\n"
        ]
    rows: dict[float, Line] = {}
    for character, left, bottom, right, top in found:
        middle = (bottom + top) / 2
        row = next((row for row in rows if abs(row - middle) < 4), middle)
        rows.setdefault(row, []).append((character, left, right))
    paragraphs: list[list[Line]] = []
    before = 0.0
    for row, line in sorted(rows.items(), reverse=True):
        if not paragraphs or before - row > 20:
            paragraphs.append([])
        paragraphs[-1].append(sorted(line, key=lambda each: each[1]))
        before = row
    return paragraphs


def edges(line: Line) -> tuple[float, float]:
    drawn = [each for each in line if not each[0].isspace()]
    return drawn[0][1], drawn[-1][2]


def first_unit(line: Line) -> float:
    """How wide is what no break parts at the head of a line: a word, and what signs follow it (UAX 14)."""
    text = "".join(character for character, _, _ in line)
    unit = re.match(r" *[^ ]+(?: [.,:;!?)»…][^ ]*)*", text)
    assert unit
    left, right = edges(line[: unit.end()])
    return right - left


def short_lines(made: bytes) -> list[str]:
    """Lines within a paragraph on which the next word would have fitted."""
    found = []
    for lines in printed_paragraphs(made):
        for line, following in pairwise(lines):
            left, right = edges(line)
            if right - left + SPACE + first_unit(following) < MEASURE:
                found.append("".join(character for character, _, _ in line))
    return found


def test_a_run_is_broken_after_its_first_word(fonts: FontConfiguration) -> None:
    """Relied on: `split_text_box(context, box, width, skip)` gives the box, and where its text goes on.

    If the first half fails, a space at the end of a run hangs: delete the correction.
    """
    body = "".join(
        f'<p style="width: {width}pt">le banc vert du jardin <em>calme</em>{NARROW}; puis la fin.</p>'
        for width in range(60, 200)
    )

    def words_of_first_lines(*, corrected: bool) -> list[int]:
        made = printed_paragraphs(pdf(body, fonts, corrected=corrected))
        return [len("".join(character for character, _, _ in lines[0]).split()) for lines in made]

    plain, ours = words_of_first_lines(corrected=False), words_of_first_lines(corrected=True)
    assert plain != sorted(plain)
    assert ours == sorted(ours)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some=st.lists(paragraphs, min_size=8, max_size=12))
def test_no_line_ends_where_the_next_word_fits(fonts: FontConfiguration, some: list[str]) -> None:
    made = pdf("".join(some), fonts, corrected=True)
    assert len(printed_paragraphs(made)) == len(some)
    assert short_lines(made) == []
