"""Covers: exact to the hundredth of a millimetre, whole, within the safe area, and readable by a scanner."""

import io
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from importlib.resources import files
from itertools import cycle
from pathlib import Path
from typing import Any, get_args

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageCms, ImageOps

from book.covers import Letter, Shop, letters_of, names, overlapping, rendered, said, shop, write
from book.printing import page_texts
from book.reading import glyphs_of
from florilege.book.cover.back import barcode_field
from florilege.book.cover.barcode import LEAST, ean13, scale_in
from florilege.book.cover.blurb import blurb
from florilege.book.cover.content import CoverContent
from florilege.book.cover.covers import CoverSheet, picture_of
from florilege.book.cover.measure import fit, poster
from florilege.book.even_lines import even
from florilege.book.ruler import ruler
from florilege.book.sheet import MM
from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import Cover, CoverTemplate, PressRun, Trim, Volume
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.palettes import PALETTES
from florilege.printing.printers import asked, printers, spine_of
from florilege.prose.prose import Prose
from florilege.runtime.workers import Workers

TRIMS = {
    "A5": Trim(width=148, height=210),
    "6x9in": Trim(width=152.4, height=228.6),
    "17x24cm": Trim(width=170, height=240),
}
TEMPLATES = [template for template in get_args(CoverTemplate) if template != "aucune"]
KDP = PressRun(printer="kdp", paper="cream")
OVERHANG = 0.3
"""mm: how far the ink of a letter may stand out of its box, such as the foot of an italic f."""
ISBN = "978-2-9990010-1-5"
FIELDS = f"""title: Le pas de la porte
number: 1
series: Les rencontres ordinaires
subtitle: Anthologie
editors: [Hélène Vasseur]
isbn: {ISBN}
price: 18 €
publisher: {{name: Éditions de la Mue claire, place: Valbrune}}"""
BLURB = (
    "Une *aiguilleuse* retient un train quatre minutes.[^1]\n\n- Un facteur.\n- Un banc.\n\n[^1]: Une note."
)


pytestmark = pytest.mark.press


@pytest.fixture(scope="module")
def few(pool: Workers, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Five authors, three of them with a portrait."""
    root = tmp_path_factory.mktemp("few") / "few"
    return shop(write(root, 5, fields=FIELDS, blurb=BLURB, portraits=3), pool)


@pytest.fixture(scope="module")
def many(pool: Workers, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """Three hundred authors, forty of them with a portrait."""
    root = tmp_path_factory.mktemp("many") / "many"
    return shop(write(root, 300, fields=FIELDS, blurb=BLURB, portraits=40), pool)


def volume_of(place: Shop, template: CoverTemplate = "sobre", **changes: Any) -> Volume:
    volume = place.anthology.catalogue.volumes["tome-1"]
    return replace(volume, **({"cover": Cover(template=template)} | changes))


def size_of(pdf: bytes) -> tuple[float, float]:
    """mm"""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        left, bottom, right, top = (float(side) / MM for side in opened.pages[0].MediaBox)
        return right - left, top - bottom


@pytest.mark.parametrize("printer", printers())
def test_sizes_are_exact(few: Shop, printer: str) -> None:
    run, volume = PressRun(printer=printer), volume_of(few)
    made = few.flat(volume, run, 240)
    bleed, spine = asked(run).bleed, spine_of(run, 240)
    asked_for = (2 * (148 + bleed) + spine, 210 + 2 * bleed)
    assert (made.geometry.width, made.geometry.height) == pytest.approx(asked_for, abs=0.01)
    assert size_of(few.pdf(made, volume)) == pytest.approx(asked_for, abs=0.01)
    left, bottom, right, top = (side / MM for side in made.geometry.trim_box)
    assert (left, bottom) == pytest.approx((bleed, bleed), abs=0.01)
    assert (right - left, top - bottom) == pytest.approx((2 * 148 + spine, 210), abs=0.01)
    assert [side / MM for side in made.geometry.bleed_box] == pytest.approx([0, 0, *asked_for], abs=0.01)


def test_the_front_alone_is_as_large_as_a_page(few: Shop) -> None:
    volume = volume_of(few, "noms")
    pdf = few.pdf(few.front(volume, KDP), volume)
    assert size_of(pdf) == pytest.approx((148, 210), abs=0.01)
    assert "isbn" not in said(letters_of(pdf))
    picture = Image.open(io.BytesIO(picture_of(pdf)))
    assert (picture.width / picture.height, picture.height) == (pytest.approx(148 / 210, abs=0.001), 1199)
    assert picture_of(pdf) == picture_of(pdf)


def test_the_spine_follows_the_pages(few: Shop) -> None:
    volume = volume_of(few)
    spines = [few.flat(volume, KDP, pages).geometry.spine for pages in (100, 200, 400)]
    assert spines == pytest.approx([6.35, 12.7, 25.4], abs=0.01)
    assert few.flat(volume, replace(KDP, spine=9.5), 400).geometry.spine == 9.5


def on_spine(made: CoverSheet, pdf: bytes) -> list[Letter]:
    back, front = made.geometry.folds
    return [letter for letter in letters_of(pdf) if back < (letter.left + letter.right) / 2 < front]


@pytest.mark.parametrize(
    ("printer", "pages", "bears"), [("kdp", 78, False), ("kdp", 110, True), ("lulu", 80, False)]
)
def test_the_spine_bears_text_where_it_may(few: Shop, printer: str, pages: int, bears: bool) -> None:
    volume = volume_of(few)
    made = few.flat(volume, PressRun(printer=printer), pages)
    letters = on_spine(made, few.pdf(made, volume))
    assert ("lepasdelaporte" in said(letters)) == bears
    assert bool(letters) == bears


@pytest.mark.parametrize(
    ("lang", "said_of_it", "up"),
    [("fr", None, True), ("en", None, False), ("en", "up", True), ("fr", "down", False)],
)
def test_the_spine_is_read_in_the_right_direction(few: Shop, lang: str, said_of_it: Any, up: bool) -> None:
    base = volume_of(few)
    volume = replace(
        base,
        cover=Cover(spine_text=said_of_it),
        body=replace(base.body, lang=lang),
        number=None,
        publisher=None,
    )
    made = few.flat(volume, KDP, 300)
    letters = on_spine(made, few.pdf(made, volume))
    heights = [letter.bottom + letter.top for letter in letters]
    assert said(letters) == "lepasdelaportelesrencontresordinaires"
    assert heights == sorted(heights, reverse=not up)


@pytest.mark.parametrize(("reading", "first"), [("up", True), ("down", False)])
def test_the_publisher_stands_at_the_foot_of_the_spine(few: Shop, reading: Any, first: bool) -> None:
    volume = replace(volume_of(few), cover=Cover(spine_text=reading))
    made = few.flat(volume, KDP, 300)
    letters = on_spine(made, few.pdf(made, volume))
    heights = [letter.bottom for letter in letters]
    start = said(letters).index("éditionsdelamueclaire")
    house, title = heights[start : start + 21], heights[:start]
    assert max(house) < min(title)
    assert (house == sorted(house)) == first


@pytest.mark.parametrize("template", TEMPLATES)
def test_letterspaced_words_read_whole(few: Shop, template: CoverTemplate) -> None:
    """Their letters stand nearer than those that readers take for words of one letter."""
    volume = volume_of(few, template)
    pages = page_texts(few.pdf(few.flat(volume, KDP, 300), volume))
    text = " ".join(" ".join(pages).split()).casefold()
    assert 0 < text.count("éditions de la mue claire") == text.count("ditions")
    assert "tome 1" in text


@pytest.mark.parametrize("printer", ["kdp", "ingramspark", "offset"])
def test_no_type_of_a_spine_is_smaller_than_the_printer_allows(few: Shop, printer: str) -> None:
    """However thin it is: the publisher's name, in smaller type, is the first to go."""
    volume, least = volume_of(few), printers()[printer].type
    shown = set()
    for pages in range(80, 200, 10):
        made = few.flat(volume, PressRun(printer=printer), pages)
        (glyphs,) = glyphs_of(few.pdf(made, volume))
        assert min(glyph.size for glyph in glyphs if glyph.text.strip()) > least - 0.05, pages
        shown.add("éditionsdelamueclaire" in said(on_spine(made, few.pdf(made, volume))))
    assert True in shown


def outside(made: CoverSheet, letters: list[Letter]) -> Iterator[Letter]:
    """The letters that no safe area holds."""
    page = made.geometry
    edge, margin, (back, front) = page.edge, page.margin, page.folds
    areas = [
        (edge + margin, back - margin),
        (back + page.clear, front - page.clear),
        (front + margin, page.width - edge - margin),
    ]
    for letter in letters:
        upright = edge + margin - OVERHANG <= letter.bottom
        upright = upright and letter.top <= page.height - edge - margin + OVERHANG
        if not upright or not any(
            left - OVERHANG <= letter.left and letter.right <= right + OVERHANG for left, right in areas
        ):
            yield letter


@pytest.mark.parametrize(("trim", "lang"), [*zip(TRIMS, cycle(["fr", "en"]))])
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("count", [5, 300])
def test_templates_hold(
    few: Shop, many: Shop, template: CoverTemplate, trim: str, lang: str, count: int
) -> None:
    place = few if count == 5 else many
    base = volume_of(place, template, trim=TRIMS[trim])
    volume = replace(base, body=replace(base.body, lang=lang))
    made = place.flat(volume, PressRun(printer="lulu"), 400)
    letters = letters_of(place.pdf(made, volume))
    assert list(outside(made, letters)) == []
    assert overlapping(letters) == []
    text = said(letters)
    for name in names(count):
        assert name.replace(" ", "").casefold() in text
    assert text.count("lepasdelaporte") == 3  # back, spine, front


TITLE = "De quelques rencontres qui n’auraient jamais dû avoir lieu, et de ce qu’il en est advenu depuis lors"
LONG = Prose(prefix="volumes--tome-1", html="<p>" + "Un banc, deux voisins, trois étages. " * 200 + "</p>")


@pytest.mark.parametrize("template", TEMPLATES)
def test_much_or_little_may_be_said(few: Shop, template: CoverTemplate) -> None:
    """A title of a hundred letters, a blurb longer than the page; or no more than a title."""
    much = volume_of(few, template, title=TITLE, subtitle=TITLE, series=TITLE)
    little = volume_of(
        few, template, series="", subtitle="", editors=(), isbn="", price="", publisher=None, number=None
    )
    for volume, prose in ((much, LONG), (little, replace(LONG, html=""))):
        texts = {**few.anthology.prose, TextKey("volume", "tome-1"): prose}
        place = replace(few, anthology=replace(few.anthology, prose=texts))
        made = place.flat(volume, PressRun(printer="offset"), 120)
        letters = letters_of(place.pdf(made, volume))
        assert list(outside(made, letters)) == []
        assert overlapping(letters) == []


def decoded(picture: Image.Image, folder: Path) -> str:
    """What zbar reads in a picture."""
    zbar = shutil.which("zbarimg")
    assert zbar, "zbarimg isn't installed: run scripts/setup"
    picture.save(folder / "cover.png")
    command = [zbar, "--quiet", "--raw", "-Sdisable", "-Sean13.enable", str(folder / "cover.png")]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


@pytest.mark.parametrize("printer", printers())
def test_the_barcode_is_the_isbn(few: Shop, printer: str, tmp_path: Path) -> None:
    run, volume = PressRun(printer=printer), volume_of(few, "portraits")
    made = few.flat(volume, run, 240)
    picture = rendered(few.pdf(made, volume), 300)
    assert decoded(picture, tmp_path) == ISBN.replace("-", "")
    field = barcode_field(
        CoverContent(anthology=few.anthology, volume=volume, faces=few.faces, printer=asked(run))
    )
    edge, dots = made.geometry.edge, 300 / 25.4
    corner = picture.getpixel((round((edge + field.left + 1) * dots), round((edge + field.top + 25) * dots)))
    assert corner == (255, 255, 255)


@pytest.mark.parametrize("printer", printers())
def test_bars_stand_in_the_middle_of_their_field_clear_of_all_else(few: Shop, printer: str) -> None:
    """The quiet zone is white, no letter of ISBN and digits comes near an edge, and the digits are OCR-B."""
    run, volume = PressRun(printer=printer), volume_of(few, "portraits")
    made = few.flat(volume, run, 240)
    pdf = few.pdf(made, volume)
    digits = [glyph.text for glyph in glyphs_of(pdf)[0] if "OCR" in glyph.face]
    assert "".join(digits) == ISBN.replace("-", "")
    field = barcode_field(
        CoverContent(anthology=few.anthology, volume=volume, faces=few.faces, printer=asked(run))
    )
    edge, dots = made.geometry.edge, 600 / 25.4
    left, top = round((edge + field.left) * dots), round((edge + field.top) * dots)
    box = (left + 2, top + 2, round(left + field.width * dots) - 2, round(top + field.height * dots) - 2)
    shown = ImageOps.invert(rendered(pdf, 600).crop(box).convert("L")).point(lambda grey: grey > 128 and 255)
    ink = shown.getbbox()
    assert ink
    assert min(ink[1], shown.height - ink[3]) / dots > 0.9
    middle = round(shown.height / 2)
    bars = shown.crop((0, middle, shown.width, middle + 1)).getbbox()
    assert bars
    assert (bars[0] + bars[2]) / 2 == pytest.approx(shown.width / 2, abs=0.1 * dots)
    module = (bars[2] - bars[0]) / 95
    assert bars[0] > 11 * module


def test_a_blurb_is_ragged_and_no_word_of_it_is_cut(few: Shop) -> None:
    volume = volume_of(few, "portraits")
    texts = {**few.anthology.prose, TextKey("volume", "tome-1"): LONG}
    place = replace(few, anthology=replace(few.anthology, prose=texts))
    made = place.flat(volume, KDP, 240)
    with closing(pypdfium2.PdfDocument(place.pdf(made, volume))) as document:
        text = document[0].get_textpage().get_text_range()
    assert "\x02" not in text
    assert "text-align: justify" not in made.style.partition("/* The back */")[2]


def test_barcodes_are_as_large_as_the_field_lets_them() -> None:
    whole = ean13(ISBN)
    assert (whole.width, whole.height) == pytest.approx((37.29, 25.93))
    assert (scale_in(50.8, 27.4), scale_in(38, 23.9)) == (1, pytest.approx(0.92, abs=0.01))
    assert scale_in(10, 10) == LEAST
    assert (whole.bars[0].x, whole.bars[-1].x + whole.bars[-1].width) == (11, 106)


def test_no_barcode_without_isbn_or_against_the_editors_wish(few: Shop) -> None:
    for volume in (volume_of(few, isbn=""), volume_of(few, cover=Cover(barcode=False))):
        page = few.flat(volume, KDP, 240).sheet.html
        assert "svg" not in page
        assert "18 €" in page.replace("\u00a0", " ")


def drawn(pdf: bytes) -> set[int]:
    """The kinds of things on the page (pypdfium2.raw.FPDF_PAGEOBJ_…)."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return {thing.type for thing in document[0].get_objects()}


@pytest.mark.parametrize("template", ["sobre", "noms"])
def test_all_is_vector_but_pictures(few: Shop, template: CoverTemplate) -> None:
    volume = volume_of(few, template)
    kinds = drawn(few.pdf(few.flat(volume, KDP, 240), volume))
    assert kinds == {pypdfium2.raw.FPDF_PAGEOBJ_TEXT, pypdfium2.raw.FPDF_PAGEOBJ_PATH}


def test_guides_are_on_their_own_page_alone(few: Shop) -> None:
    volume = volume_of(few)
    plain, guided = few.flat(volume, KDP, 240), few.flat(volume, KDP, 240, guides=True)
    assert "guides" not in plain.sheet.html
    text = said(letters_of(few.pdf(guided, volume)))
    assert f"{plain.geometry.trimmed:.2f}×210,00mm".replace(".", ",") in text
    assert (guided.geometry.width - plain.geometry.width) == pytest.approx(2 * guided.geometry.slug)
    assert guided.geometry.trimmed == plain.geometry.trimmed


def with_picture(place: Shop, size: tuple[int, int], **cover: Any) -> tuple[Shop, Volume]:
    """The anthology with a picture: blue on the left, red on the right."""
    path = "volumes/tome-1/mer.png"
    picture = Image.new("RGB", size, (0, 0, 255))
    picture.paste((255, 0, 0), (size[0] // 2, 0, *size))
    file = place.project.root / "contributions" / path
    picture.save(file)
    own = shop(place.project.root, place.pool)
    file.unlink()
    return own, volume_of(own, cover=Cover(picture=path, **cover))


def colour_at(picture: Image.Image, x: float, y: float) -> Any:
    """The colour at a place in mm, at 72 dpi."""
    return picture.getpixel((round(x * MM), round(y * MM)))


def test_a_picture_bleeds_over_the_front(few: Shop) -> None:
    place, volume = with_picture(few, (600, 800))
    made = place.flat(volume, KDP, 240)
    page = rendered(place.pdf(made, volume), 72)
    front = made.geometry.folds[1]
    assert colour_at(page, front + 2, 1) == (0, 0, 255)
    assert colour_at(page, made.geometry.width - 1, 1) == (255, 0, 0)
    assert colour_at(page, front - 20, 60) != (0, 0, 255)


def test_a_picture_may_be_the_whole_cover(few: Shop) -> None:
    place, volume = with_picture(few, (1600, 1100), whole=True)
    made = place.flat(volume, KDP, 240)
    pdf = place.pdf(made, volume)
    page = rendered(pdf, 72)
    assert colour_at(page, 1, 1) == (0, 0, 255)
    assert colour_at(page, made.geometry.width - 1, made.geometry.height - 1) == (255, 0, 0)
    assert said(letters_of(pdf)).startswith("isbn978")
    front = place.front(volume, KDP, 240)
    assert colour_at(rendered(place.pdf(front, volume), 72), 4, 100) == (255, 0, 0)


def own_files(place: Shop, root: Path, **sources: str) -> Shop:
    """The shop with templates of the anthology: `cover_html`, `cover_css` …"""
    folder = root / "design" / "cover"
    folder.mkdir(parents=True)
    for name, source in sources.items():
        (folder / name.replace("_", ".")).write_text(source, encoding="utf-8")
    return replace(place, project=replace(place.project, root=root, cache=place.project.cache))


OWN = '<section id="{{ id }}"><p class="mine">{{ front.title.lines[0] }}, {{ people|length }}</p></section>'


def test_an_anthology_may_bring_its_own_cover(few: Shop, tmp_path: Path) -> None:
    place = own_files(few, tmp_path, cover_html=OWN, cover_css=".mine { padding: {{ margin|mm }}; }")
    volume = volume_of(few)
    made = place.flat(volume, KDP, 240)
    assert said(letters_of(place.pdf(made, volume))) == "lepasdelaporte,5"
    assert made.style.endswith(".mine { padding: 11.100mm; }")


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("<p>\n{% endif %}</p>", 2),
        ("<p>{{ nobody }}</p>", 1),
        ("<p>\n\n{{ parts.anthology.images.__class__.__mro__ }}</p>", 3),
        ("{{ parts.faces[0].file.read_bytes() }}", 1),
    ],
)
def test_a_template_that_cannot_be_used_is_named(few: Shop, tmp_path: Path, source: str, line: int) -> None:
    place = own_files(few, tmp_path, cover_html=source)
    with pytest.raises(FlorilegeError) as caught:
        place.flat(volume_of(few), KDP, 240)
    assert (caught.value.code, caught.value.values["line"]) == ("design-broken", str(line))
    assert caught.value.values["file"].endswith("design/cover/cover.html")


@pytest.mark.parametrize("name", PALETTES)
def test_palettes_are_printable(name: Any) -> None:
    """No colour needs more ink than the most careful printer takes; text is black or white."""
    profile = ImageCms.ImageCmsProfile(
        io.BytesIO(
            files("florilege.book.prepress").joinpath("profiles/ISOcoated_v2_300_bas.icc").read_bytes()
        )
    )
    change = ImageCms.buildTransform(
        ImageCms.createProfile("sRGB"), profile, "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC
    )
    colours = PALETTES[name]
    least = min(printer.ink for printer in printers().values())
    for colour in (colours.ground, colours.strong, colours.accent, colours.paper):
        swatch = ImageCms.applyTransform(Image.new("RGB", (1, 1), colour), change)
        assert swatch
        inks: Any = swatch.getpixel((0, 0))
        assert sum(inks) / 2.55 <= least, colour
    assert colours.ink in ("#000", "#fff")


def test_a_blurb_is_paragraphs_and_emphasis() -> None:
    html = (
        '<p>Un <em>banc</em>, <a href="x">deux</a> voix.<a class="note-ref" href="#n">1</a></p>'
        "<ul><li>A</li><li><p>B &amp; C</p></li></ul><p></p>"
    )
    assert blurb(Prose(prefix="v", html=html), str) == ["Un <em>banc</em>, deux voix.", "A", "B &amp; C"]
    assert blurb(None, str) == []


def test_titles_are_broken_evenly_and_not_after_an_article(few: Shop) -> None:
    measure = ruler(few.faces, "Vollkorn", 700)
    block = fit("Le pas de la porte et le bout du quai", measure, width=170, height=200, most=16)
    assert block.lines == ("Le pas de la porte", "et le bout du quai")
    assert fit("mot " * 90, measure, width=60, height=20, most=12, least=8).lines[-1].endswith("…")
    assert even([1] * 6, 0, 4) == [(0, 3), (3, 6)]


@pytest.mark.parametrize("count", [*range(1, 31), 300])
def test_names_fill_their_field(few: Shop, count: int) -> None:
    rulers = [ruler(few.faces, "Vollkorn", weight) for weight in (700, 400)]
    rows = poster(names(count), rulers, width=374, height=425)
    sizes = [row.size for row in rows]
    assert max(sizes) <= 1.61 * min(sizes), "equals"
    assert 0.45 * 425 < sum(row.size for row in rows) * 1.06 <= 425 or count < 4
    said_names = " ".join(text for row in rows for text, _ in row.pieces)
    assert said_names == " ".join(names(count)), "each whole, on one line"
