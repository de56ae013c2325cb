"""The space in guillemets and after the dash of a dialogue, on finished pages: the same on every line."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from ctypes import c_double

import pypdfium2
import pytest
from pypdfium2 import raw

from book.lines import call
from book.plain import set_whole
from book.styles import DESIGNS, Style
from florilege.prose.prose import Note
from florilege.runtime.workers import Workers

pytestmark = pytest.mark.press

SAID = "Au fond de la cour, une porte de «\u00a0fer\u00a0» donnait sur un jardin que nul ne voyait de la rue"
LONG = f"{SAID}. " * 7
PLACES = {
    "a paragraph": f"<p>{LONG}</p>",
    "a dialogue": f"<p>Mot.</p><p>—\u00a0{LONG}</p><p>— {LONG}</p><p>–\u00a0{LONG}</p>",
    "a quotation": f"<blockquote><p>{LONG}</p></blockquote>",
    "an item": f"<ul><li>{LONG}</li></ul>",
    "other elements": f"<p><em>{LONG}</em> {LONG.replace('fer', '<strong>fer</strong>')}</p>",
    "a note": '<p>Mot<a class="note-ref" id="a--noteref-1" href="#a--note-1">1</a></p>',
}


@pytest.mark.parametrize("place", PLACES)
def test_the_space_within_guillemets_is_fixed(styles: Sequence[Style], pool: Workers, place: str) -> None:
    notes = [Note(id="a--note-1", number=1, html=f"<p>{LONG}</p>")] if place == "a note" else []
    calls = [call(style, PLACES[place], *notes) for style in styles[: len(DESIGNS)]]
    for pdf in pool.run(set_whole, calls, seconds=200):
        assert isinstance(pdf, bytes), pdf
        within, between = list[float](), list[float]()
        for before, gap, after in gaps(pdf):
            if before in "«—–" or after == "»":
                within.append(gap)
            elif before.isalpha() and after.isalpha():
                between.append(gap)
        assert len(within) > 12
        assert max(between) - min(between) > 0.06, "the lines have no spaces of different widths"
        # Letters may be a hundredth wider or narrower; italics are apart from the rest.
        for gap in within:
            assert min(abs(gap - each) for each in within[:2] + within[-2:]) < 0.02


def gaps(pdf: bytes) -> Iterator[tuple[str, float, str]]:
    """A sign, the white behind it in em from advance to origin, and the sign that follows it on the line."""
    x, y = c_double(), c_double()
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            text = page.get_textpage()
            last = ("", 0.0, 0.0)
            for index in range(text.count_chars()):
                sign = text.get_text_range(index, 1)
                if raw.FPDFText_IsGenerated(text, index) or not sign.strip():
                    continue
                raw.FPDFText_GetCharOrigin(text, index, x, y)
                size = raw.FPDFText_GetFontSize(text, index) * 0.75
                if last[0] and abs(last[2] - y.value) < 0.1 and x.value - last[1] > 0.05 * size:
                    yield last[0], (x.value - last[1]) / size, sign
                last = sign, text.get_charbox(index, loose=True)[2], y.value
