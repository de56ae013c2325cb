"""Text from right to left stands as its mirror image does from left to right, read from finished pages.

Each kind of block is set twice, in each design on each trim size: as French, and as if it ran from right to
left. Where its lines, marks, cells, bars and pictures begin must be as far from the right then as they
are from the left.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from ctypes import c_double
from itertools import groupby

import pypdfium2
import pytest
from pypdfium2 import raw

from book.lines import call
from book.plain import set_whole
from book.reading import pages_of
from book.styles import DESIGNS, PICTURE, TRIMS, Style
from florilege.book.sheet import MM
from florilege.prose.prose import Note
from florilege.runtime.workers import Workers

pytestmark = pytest.mark.press

LONG = "Au fond de la cour, une porte ouvrait sur un jardin que personne ne voyait de la rue. " * 3
VERSE = "".join(f'<span class="line{indent}">{LONG[:150]}</span><br>' for indent in ("", " in-1", " in-3"))
BLOCKS: Mapping[str, str] = {
    "paragraphs": f"<p>{LONG}</p><p>{LONG}</p>",
    "bullets": f"<ul><li>mot</li><li>{LONG}<ul><li>mot</li><li>{LONG}</li></ul></li></ul>",
    "numbers": f'<ol start="9"><li>mot</li><li>{LONG}<ol><li>mot</li><li>{LONG}</li></ol></li></ol>',
    "definitions": f"<dl><dt>mot</dt><dd>{LONG}</dd><dt>{LONG}</dt><dd>mot</dd></dl>",
    "quotations": f"<blockquote><p>{LONG}</p><blockquote><p>{LONG}</p></blockquote></blockquote>",
    "verse": f'<p class="verse">{VERSE}</p><blockquote><p class="verse">{VERSE}</p></blockquote>',
    "drama": f'<div class="drama"><p class="speech"><span class="speaker">ANNE.</span> {LONG}</p>'
    f'<p class="direction">{LONG}</p></div>',
    "a letter": '<div class="letter"><p class="dateline">Lundi</p><p class="salutation">Amie,</p>'
    f'<p>{LONG}</p><p class="closing">Adieu</p><p class="signature">Anne</p></div>',
    "an interview": f'<div class="interview"><p class="question">{LONG}</p>'
    f'<p class="answer">{LONG}</p></div>',
    "an aside": f'<div class="admonition"><p class="admonition-title">Mot</p><p>{LONG}</p>'
    f"<p>{LONG}</p></div>",
    "an epigraph": f'<p class="epigraph">{LONG}</p>',
    "a quotation set large": '<blockquote class="pullquote"><p>Mot</p></blockquote>',
    "headings": "<p>Mot</p><h2>Titre</h2><h3>Titre</h3><h4>Titre</h4><p>Mot</p>",
    "a table": "<table><thead><tr><th>aa</th><th>bbbb</th><th>c</th></tr></thead><tbody><tr><td>dd</td>"
    "<td>eeeeeee</td><td>ffff</td></tr><tr><td>ggg</td><td>h</td><td>ii</td></tr></tbody></table>",
    "a figure": "<figure>@<figcaption>Mot</figcaption></figure>",
    "a pause": "<p>Mot</p><hr><p>Mot</p>",
}
NOTES: Mapping[str, str] = {
    "a note": f"<p>{LONG}</p><p>{LONG}</p>",
    "lists in a note": f"<p>Mot</p><ul><li>mot</li><li>{LONG}</li></ul><ol><li>mot</li></ol>",
    "a quotation in a note": f"<p>Mot</p><blockquote><p>{LONG}</p></blockquote>",
}
APART = 0.33
"""em: what stands so far apart on a line that isn't filled is cells of a table, or a mark and its text."""
FILLED = 15
"""Letters that a filled line has at least."""
NEAR = 1.4
"""pt: where two lines begin at one place, though a letter leans."""

Run = tuple[float, ...]
"""Where (pt) something begins and ends on a line, and how large its letters are."""


def test_each_kind_of_block_is_the_mirror_of_itself(styles: Sequence[Style]) -> None:
    kinds = [*BLOCKS, *NOTES]
    # Each kind in each design, on one size after the other.
    cases = [
        (kind, styles[(rank + number) % len(TRIMS) * len(DESIGNS) + number])
        for rank, kind in enumerate(kinds)
        for number, _ in enumerate(DESIGNS)
    ]
    calls = [
        (html.replace(">@<", f'><img src="{PICTURE}" alt=""><'), *others)
        for kind, style in cases
        for html, *others in (call(style, *text(kind, way)) for way in ("ltr", "rtl"))
    ]
    with Workers() as pool:
        made = [*pool.run(set_whole, calls, seconds=200)]
    wrong = []
    for (kind, style), rightward, leftward in zip(cases, made[::2], made[1::2], strict=True):
        assert isinstance(rightward, bytes), rightward
        assert isinstance(leftward, bytes), leftward
        width = style.geometry.width * MM
        wanted, found = [*begun(rightward)], [*begun(leftward, width)]
        if odd := [*missing(wanted, found), *missing(found, wanted)]:
            wrong.append((kind, style.look.design, style.geometry.width, odd))
    assert not wrong, "\n".join(map(str, wrong))


def text(kind: str, way: str) -> tuple[str, *tuple[Note, ...]]:
    """The HTML of a kind of block that runs this way, and its note."""
    if kind in BLOCKS:
        return (f'<div dir="{way}">{BLOCKS[kind]}</div>',)
    note = '<a class="note-ref" id="a--noteref-1" href="#a--note-1">1</a>'
    return f'<div dir="{way}"><p>Mot{note}</p></div>', Note(id="a--note-1", number=1, html=NOTES[kind])


def begun(pdf: bytes, mirrored: float = 0.0) -> Iterator[float]:
    """How far (pt) each line, mark, cell, bar and picture begins from the left of its page.

    From the right, if `mirrored` says how wide the page is.
    """
    runs = [run for page in lines_of(pdf) for line in page for run in parts(line)]
    runs += [(each.box[0], each.box[2], 0) for page in pages_of(pdf) for each in page.drawings]
    return (mirrored - end if mirrored else start for start, end, *_ in runs)


def lines_of(pdf: bytes) -> Iterator[list[list[Run]]]:
    """Page by page, the letters of each line from left to right, each with its advance."""
    y = c_double()
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            text, found = page.get_textpage(), list[Run]()
            for index in range(text.count_chars()):
                if not raw.FPDFText_IsGenerated(text, index) and text.get_text_range(index, 1).strip():
                    raw.FPDFText_GetCharOrigin(text, index, c_double(), y)
                    left, _, right, _ = text.get_charbox(index, loose=True)
                    size = raw.FPDFText_GetFontSize(text, index) * 0.75
                    found.append((round(y.value, 1), left, right, size))
            yield [[each[1:] for each in line] for _, line in groupby(sorted(found), lambda each: each[0])]


def parts(line: Sequence[Run]) -> Iterator[Run]:
    """What stands by itself on a line."""
    start, end, size = line[0]
    for left, right, size in line[1:]:
        if len(line) < FILLED and left - end > APART * size:
            yield start, end, size
            start = left
        end = max(end, right)
    yield start, end, size


def missing(of: Sequence[float], among: Sequence[float]) -> list[float]:
    return [round(each, 1) for each in of if min(abs(each - other) for other in among) > NEAR]
