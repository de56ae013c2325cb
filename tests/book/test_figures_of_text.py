"""Old-style figures on finished pages: a one is no capital I; lining in tables."""

from collections.abc import Mapping, Sequence

import pytest
from fontTools.ttLib import TTFont

from book.reading import pages_of
from book.styles import Style, set_one, sheet
from florilege.printing.fonts import FACES
from florilege.runtime.workers import Workers

pytestmark = pytest.mark.press

ONES: Mapping[str, tuple[str, str]] = {
    "text": ("<p>x1111.</p>", "one.ss11"),
    "quotation": ("<blockquote><p>x1111.</p></blockquote>", "one.ss11"),
    "item": ("<ul><li>x1111.</li></ul>", "one.ss11"),
    "verse": ('<p class="verse"><span class="line">x1111.</span></p>', "one.ss11"),
    "heading": ("<h3>x1111.</h3>", "one.ss11"),
    "table": ("<table><tr><td>x1111.</td></tr></table>", "one.tf"),
}
"""Place → what stands there, and the glyph that a one has."""


@pytest.mark.parametrize("place", ONES)
def test_a_one_is_told_from_a_capital(styles: Sequence[Style], pool: Workers, place: str) -> None:
    body, glyph = ONES[place]
    (page,) = pages_of(set_one(pool, styles[0].call(sheet(body))))
    ones = [word.x for word in page.words if word.text == "1"]
    face = "Vollkorn-Italic.ttf" if place == "heading" else "Vollkorn-Regular.ttf"
    with TTFont(FACES / "vollkorn" / face) as font:
        width = font["hmtx"][glyph][0] / font["head"].unitsPerEm
    share = {"table": 0.88, "quotation": 0.92}.get(place, 1)
    step = (ones[-1] - ones[0]) / 3
    assert len(ones) == 4
    assert abs(step - width * styles[0].geometry.size * share) < 0.03
