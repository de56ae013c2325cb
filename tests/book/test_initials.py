"""Initials, looked at on finished pages: where they stand, what they touch, which texts have one."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from ctypes import c_double
from dataclasses import dataclass
from pathlib import Path
from subprocess import run

import pypdfium2
import pytest
from lxml import html
from PIL import Image, ImageChops, ImageFilter
from pypdfium2 import raw

from book.printing import page_texts, print_all
from book.styles import DESIGNS, Style, set_one, sheet
from florilege.book.composing.body.initials import mark_initial
from florilege.book.composing.body.prose_to_html import Target, printed
from florilege.book.sheet import HUNG, MM
from florilege.prose.prose import Prose
from florilege.runtime.workers import Workers
from worlds import essay, small

pytestmark = pytest.mark.press

SCALE = 4
"""px for each pt."""
NEAR = 0.02
"""em: nearer than this, letters touch."""
GAP, ROUND = 0.36, 0.7
"""em: the white between an initial and what follows it at most, and beside the curve of a D."""
TALL = "bdhl klbd hfld blkh " * 30
"""Words whose letters reach as high as any."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top in pt."""


@dataclass(frozen=True)
class Opened:
    """A page whose text opens with an initial: its ink alone, that of all else, and the letter after it."""

    initial: Image.Image
    text: Image.Image
    after: Box

    def ink(self, box: Box | None = None) -> tuple[float, float]:
        """Left and right (pt) of the initial's ink, or of what of it is at the height of a box."""
        width, half = self.initial.size
        height = 2 * half
        rows = (0, round(height - box[3] * SCALE), width, round(height - box[1] * SCALE)) if box else None
        left, _, right, _ = self.initial.crop(rows).getbbox() or (0, 0, 0, 0)
        return left / SCALE, right / SCALE

    def parts(self) -> list[float]:
        """Where (pt) ink begins behind white, from left to right, what stands before the initial first."""
        _, top, _, bottom = self.initial.getbbox() or (0, 0, 0, 1)
        inked = self.initial.crop((0, top, self.initial.width, bottom))
        columns = [*inked.resize((inked.width, 1), Image.Resampling.BOX).get_flattened_data()]
        return [n / SCALE for n in range(1, len(columns)) if columns[n] and not columns[n - 1]]

    def touches(self, near: int = 0) -> bool:
        """Whether the initial and the rest are nearer than so many px."""
        grown = self.initial.filter(ImageFilter.MaxFilter(2 * near + 1))
        return ImageChops.multiply(grown, self.text).getbbox() is not None


def body(style: Style, source: str) -> str:
    return printed(
        Prose(prefix="a", html=source),
        target=lambda *_: Target(href=""),
        images={},
        geometry=style.geometry,
        page=str,
        initial=style.look.initial,
    )


def pages(pool: Workers, style: Style, sources: Sequence[str], css: str = "") -> pypdfium2.PdfDocument:
    """A page for each text, with room above it for an initial that rises."""
    room = f".text {{ padding-top: {4 * style.geometry.leading}pt }}"
    text = "".join(sheet(body(style, source)) for source in sources)
    html, *rest = style.call(f"<style>.sheet {{ break-before: page }} {room} {css}</style>{text}")
    return pypdfium2.PdfDocument(set_one(pool, (html, *rest)))


def ink(page: pypdfium2.PdfPage) -> Image.Image:
    """The upper half of a page in black and white."""
    upper = page.render(scale=SCALE, crop=(0, page.get_height() / 2, 0, 0))
    return upper.to_pil().convert("L").point(lambda value: 255 if value < 128 else 0)


def opened(pool: Workers, style: Style, sources: Sequence[str]) -> Iterator[Opened]:
    hidden, shown = "color: transparent !important", "color: #000 !important"
    letter = f"* {{ border: 0 !important; {hidden} }} .initial, .initial * {{ {shown} }}"
    others = f".initial, .initial * {{ {hidden} }}"
    with (
        closing(pages(pool, style, sources, letter)) as alone,
        closing(pages(pool, style, sources, others)) as rest,
    ):
        for initial, text in zip(alone, rest, strict=True):
            yield Opened(ink(initial), ink(text), _after(text.get_textpage(), style.geometry.size))


def _after(text: pypdfium2.PdfTextPage, size: float) -> Box:
    """The ink of the letter that follows the initial, the page's first large one."""
    index = next(
        n for n in range(text.count_chars()) if raw.FPDFText_GetFontSize(text, n) * 0.75 > 1.9 * size
    )
    index = next(
        n
        for n in range(index + 1, text.count_chars())
        if raw.FPDFText_GetFontSize(text, n) * 0.75 < 1.9 * size and not text.get_text_range(n, 1).isspace()
    )
    left, right, bottom, top = (c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, index, left, right, bottom, top)
    return left.value, bottom.value, right.value, top.value


LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÇÉŒ"


@pytest.fixture(scope="module", params=range(3), ids=["classique", "contemporain", "revue"])
def style(request: pytest.FixtureRequest, styles: Sequence[Style]) -> Style:
    return styles[request.param]


def test_an_initial_hangs_at_the_edge_and_touches_nothing(pool: Workers, style: Style) -> None:
    """Nor what it has below its line, the line below; and what follows is near."""
    size, edge = style.geometry.size, style.geometry.side * MM
    sources = [f"<p>{letter}b {TALL}</p>" for letter in LETTERS]
    for letter, page in zip(LETTERS, opened(pool, style, sources), strict=True):
        left, right = page.ink()
        assert abs(left - edge) < 0.5, letter
        assert not page.touches(round(NEAR * size * SCALE)), letter
        assert page.after[0] - right < GAP * size, letter


SIGNS = ("– ", "—", "…", "...", "— …", "« …", "« — ", "“", "[…] ", "(")


def test_what_stands_before_an_initial_stands_beside_it(pool: Workers, style: Style) -> None:
    """Wherever a line might break between the two."""
    with closing(pages(pool, style, [f"<p>{sign}Et b {TALL}</p>" for sign in SIGNS])) as document:
        for sign, page in zip(SIGNS, document, strict=True):
            text = page.get_textpage()
            shown = text.get_text_range(0, 12)
            initial, before = shown.index("E"), shown.index(sign[0])
            (_, bottom, _, top), box = (text.get_charbox(n, loose=True) for n in (initial, before))
            assert bottom < (box[1] + box[3]) / 2 < top, sign
            following = next(n for n in range(initial + 1, 40) if text.get_text_range(n, 1) in "tT")
            assert text.get_charbox(following)[1] > bottom - 1, sign


@pytest.mark.parametrize("beginning", ["L’an b", "J’ai b", "D’ici b", "L’<em>an</em> b", "C’est b"])
def test_an_apostrophe_stands_beside_its_initial(pool: Workers, style: Style, beginning: str) -> None:
    size = style.geometry.size
    (page,) = opened(pool, style, [f"<p>{beginning} {TALL}</p>"])
    rises = style.look.design == "contemporain"
    _, right = page.ink(None if rises else page.after)
    assert 0 <= page.after[0] - right < ROUND * size


def test_a_word_of_one_letter_keeps_its_space(pool: Workers, style: Style) -> None:
    """Beside all of it: a word that stands above the foot of an « À » would seem to be its end."""
    letters = "ÀAIYÔLO"
    pages = [f"<p>{letter} b {TALL}</p>" for letter in letters]
    for letter, page in zip(letters, opened(pool, style, pages), strict=True):
        assert page.after[0] - page.ink()[1] > 0.15 * style.geometry.size, letter


TOGETHER = {
    "Nº 2, b": 2,
    "N° 2, b": 2,
    "M. Durand, b": 2,
    "É. Zola": 2,
    "3,5 % b": 3,
    "2\u202f000 b": 5,
    "X b": 1,
}
"""Beginning → how many signs of it make the initial."""


def test_signs_that_belong_together_are_large_together(pool: Workers, style: Style) -> None:
    sources = [f"<p>{beginning} {TALL}</p>" for beginning in TOGETHER]
    with closing(pages(pool, style, sources)) as document:
        assert large(document, style.geometry.size) == [*TOGETHER.values()]


def test_the_sign_of_a_number_is_level_with_its_capital(pool: Workers, style: Style) -> None:
    with closing(pages(pool, style, [f"<p>{sign} 2, b {TALL}</p>" for sign in ("N°", "Nº")])) as document:
        for page in document:
            text = page.get_textpage()
            first = next(n for n in range(40) if text.get_text_range(n, 1) == "N")
            capital, sign = text.get_charbox(first), text.get_charbox(first + 1)
            assert abs(sign[3] - capital[3]) < 0.12 * (capital[3] - capital[1])


def test_as_many_lines_stand_beside_an_initial_as_it_has(pool: Workers, style: Style) -> None:
    """Whatever it has below its line."""
    rises = style.look.design == "contemporain"
    beside = style.geometry.side * MM + 0.3 * style.geometry.size
    with closing(pages(pool, style, [f"<p>{letter}b {TALL}</p>" for letter in LETTERS])) as document:
        for letter, page in zip(LETTERS, document, strict=True):
            begins = [left for left in line_starts(page.get_textpage(), style.geometry.size) if left > beside]
            assert len(begins) == (1 if rises else style.look.facts.initial), letter


def line_starts(text: pypdfium2.PdfTextPage, size: float) -> Iterator[float]:
    """Where (pt) each line of small letters begins."""
    lines: dict[int, float] = {}
    x, y = c_double(), c_double()
    for n in range(text.count_chars()):
        if raw.FPDFText_GetFontSize(text, n) * 0.75 < 1.9 * size and not text.get_text_range(n, 1).isspace():
            raw.FPDFText_GetCharOrigin(text, n, x, y)
            lines[round(y.value)] = min(lines.get(round(y.value), x.value), x.value)
    yield from lines.values()


@pytest.mark.parametrize(
    "before",
    ["«\u202f", "—\u00a0", "— ", "“", "(", "[", "¿", "¡", "‘", "„", "‹\u202f", "…", "«\u202f“", "«\u202f¿"],
)
def test_what_stands_before_an_initial_hangs_in_the_margin(pool: Workers, style: Style, before: str) -> None:
    edge = style.geometry.side * MM
    (page,) = opened(pool, style, [f"<p>{before}Un {TALL}</p>"])
    sign, *_, initial = page.parts()
    assert edge - HUNG * style.geometry.size < sign < edge - 1
    assert abs(initial - edge) < 0.9


READ = {
    "À Rosario on": "À Rosario on",
    "À *Tours* on": "À Tours on",
    "Y aller à": "Y aller à",
    "N° 12, place": "N° 12, place",
    "**N° 2.** Homme": "N° 2. Homme",
    "M. Durand sort": "M. Durand sort",
    "1951, mars": "1951, mars",
    "J’ai su": "J’ai su",
    "Élise dort": "Élise dort",
    "« Un homme": "« Un homme",
    "« À quoi": "« À quoi",
    "« Y *être* ou": "« Y être ou",
    "— Oui, dit": "— Oui, dit",
    "(Non, fit": "(Non, fit",
    "[Elle rit": "[Elle rit",
    "… Peut-être": "… Peut-être",
    "Quand nous": "Quand nous",
}
"""What essays begin with → how it reads."""


def test_a_beginning_reads_as_it_is_written(tmp_path: Path) -> None:
    """By PDFium, in which browsers search, and by Poppler, in the order of columns and in that of drawing."""
    files: dict[str, str | None] = {"volumes/tome-1/index.md": None, "essays/un/index.md": None}
    for rank, design in enumerate(DESIGNS, 1):
        essays = {f"{design}-{n}": essay("", f"{each} {TALL}") for n, each in enumerate(READ)}
        files |= {f"essays/{id}/index.md": text for id, text in essays.items()}
        files[f"volumes/{design}/index.md"] = (
            f"---\ntitle: Tome\nnumber: {rank}\ndesign: {design}\ncover: {{template: aucune}}\n"
            f"parts:\n  - {{id: p{rank}, essays: [{', '.join(essays)}]}}\n---\n\nUn tome.\n"
        )
    small(tmp_path, files)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\nsite_url: https://x.example/\n", encoding="utf-8")
    torn = []
    for design, tome in print_all(tmp_path).tomes.items():
        texts = {"PDFium": " ".join(page_texts(tome.file.read_bytes()))}
        for order in ((), ("-raw",)):
            piped = run(["pdftotext", *order, tome.file, "-"], capture_output=True, check=True)
            texts[" ".join(("Poppler", *order))] = piped.stdout.decode()
        for reader, text in texts.items():
            words = " ".join(text.split())
            torn += [(design, reader, each) for each in READ.values() if each not in words]
    assert torn == []


LONG = f"<p>Un {TALL}</p>"
BEGINNINGS = [
    LONG,
    f'<p class="epigraph">Mot.</p>{LONG}',
    f"<blockquote><p>Mot.</p></blockquote>{LONG}",
    f'<p class="verse"><span class="line">Un vers.</span></p>{LONG}',
    f"<ul><li>Mot.</li></ul>{LONG}",
    f'<h2 id="a">Titre</h2>{LONG}',
    f"<p>Non.</p>{LONG}",
    "<p>Non.</p><h2>Titre</h2><p>Oui.</p>",
    "<p>Non.</p><ul><li>Mot.</li></ul>",
    f"<p><em>Un</em> {TALL}</p>",
    f'<p><span class="mention" id="m">Élise</span> {TALL}</p>',
    f"<p>1951, {TALL}</p>",
    f'<div class="letter"><p class="dateline">Lille</p><p class="salutation">Chère Zoé,</p>{LONG}</div>',
    f"<p>« Un {TALL}</p>",
]
NONE = [
    '<p class="verse"><span class="line">Un vers.</span></p>',
    '<div class="drama"><p class="speech">Un mot.</p></div>',
    f"<p>un {TALL}</p>",
    f"<p>1.1.1. {TALL}</p>",
    f"<p><code>Un</code> {TALL}</p>",
    f'<p dir="rtl">بئر {TALL}</p>',
]


def test_a_paragraph_with_a_picture_has_no_initial() -> None:
    """The picture may take its line to another page, where the initial wouldn't follow."""
    root = html.fragment_fromstring(f'<div><p>Un <em><img src="a"></em> {TALL}</p></div>')
    mark_initial(root, lambda before, letter: "")
    assert root.find_class("initial") == []


def large(document: pypdfium2.PdfDocument, size: float) -> list[int]:
    """How many large letters each page has."""
    texts = [page.get_textpage() for page in document]
    return [
        sum(raw.FPDFText_GetFontSize(text, n) * 0.75 > 1.9 * size for n in range(text.count_chars()))
        for text in texts
    ]


def test_every_text_with_prose_has_an_initial(pool: Workers, style: Style) -> None:
    with closing(pages(pool, style, [*BEGINNINGS, *NONE])) as document:
        found = [min(count, 1) for count in large(document, style.geometry.size)]
    assert found == [1] * len(BEGINNINGS) + [0] * len(NONE)


DEEP = "pgjqy " * 8
"""Words whose letters reach as low as any."""


def test_an_initial_touches_nothing_before_it(pool: Workers, style: Style) -> None:
    """Nor its accent, which is above the capitals of the line."""
    accented = [source.replace("Un ", "À ").replace("Mot.", DEEP) for source in BEGINNINGS]
    for source, page in zip(sources := [*BEGINNINGS, *accented], opened(pool, style, sources), strict=True):
        assert not page.touches(round(NEAR * style.geometry.size * SCALE)), source


def test_a_short_paragraph_is_as_high_as_its_initial(pool: Workers, style: Style) -> None:
    """What follows it stands beside the initial as a paragraph, or below it: on the lines of the page."""
    after = ["<h2>Bdhl</h2>", "<ul><li>Bdhl</li></ul>", "<blockquote><p>Bdhl</p></blockquote>", "<p>Bdhl</p>"]
    for source, page in zip(after, opened(pool, style, [f"<p>Un.</p>{each}" for each in after]), strict=True):
        assert not page.touches(), source
