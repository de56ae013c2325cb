"""A line that announces by a colon what comes next never ends a page: read from finished pages."""

from collections.abc import Sequence

import pytest

from book.plain import set_whole
from book.reading import letters, pages_of
from book.styles import Style, sheet
from florilege.book.composing.body.prose_to_html import Target, printed
from florilege.book.sheet import Geometry
from florilege.prose.prose import Prose
from florilege.runtime.workers import Workers

AFTER = {
    "list": "<ul><li>Après un.</li><li>Après deux.</li></ul>",
    "quotation": "<blockquote><p>Après une citation, qui est bien plus longue que cela.</p></blockquote>",
    "dialogue": "<p>— Après quoi, dit-il ?</p>",
    "paragraph": f"<p>Après {'bien des mots de plus ' * 30}.</p>",
}


def composed(source: str, geometry: Geometry) -> str:
    prose = Prose(prefix="a", html=source)
    return printed(
        prose, target=lambda *_: Target(href=""), images={}, geometry=geometry, page=lambda _: "p. 1"
    )


@pytest.mark.parametrize("design", range(3))
def test_what_announces_stands_with_what_it_announces(
    design: int, styles: Sequence[Style], plain: Workers
) -> None:
    style = styles[design]
    lines = style.geometry.lines
    before = ["<p>Oui.</p>" * count for count in range(lines - 5, lines + 1)]
    texts = [
        composed(f"{filled}<p>Voici ce qui vient\u00a0:</p>{after}", style.geometry)
        for filled in before
        for after in AFTER.values()
    ]
    pdfs = [*plain.run(set_whole, [style.call(sheet(text)) for text in texts], seconds=100)]
    for pdf in pdfs:
        assert isinstance(pdf, bytes), pdf
        pages = [letters("".join(word.text for word in page.words)) for page in pages_of(pdf)]
        (page,) = (page for page in pages if "voicicequivient" in page)
        assert page.partition("voicicequivient")[2].startswith("apr"), page[-60:]


def test_only_what_ends_in_a_colon_and_has_something_behind_announces(styles: Sequence[Style]) -> None:
    assert composed("<p>Un :</p><p>Deux.</p><p>Trois :</p>", styles[0].geometry) == (
        '<p class="announcing">Un :</p><p>Deux.</p><p>Trois :</p>'
    )
