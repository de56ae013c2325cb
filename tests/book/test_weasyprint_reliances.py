"""What book/weasyprint/ relies on, one test for each thing: where one fails, WeasyPrint has changed there."""

import base64
import builtins
import hashlib
import io
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from PIL import Image
from weasyprint import CSS, HTML, Document
from weasyprint.formatting_structure import boxes
from weasyprint.text.fonts import FontConfiguration

from book.reading import glyphs_of, pages_of
from book.styles import sheet
from book.test_notes import Writer
from florilege.book.letters import alphabet, letters
from florilege.book.pagination.folios import Folio, digits_job, reference_digits
from florilege.book.sheet import Fragment
from florilege.book.structure.word_order import lost_words
from florilege.book.weasyprint import shortcuts
from florilege.book.weasyprint.digits import DIGITS, DigitRun
from florilege.book.weasyprint.font_usage import fonts_of
from florilege.book.weasyprint.fragment import destinations, fragment_of
from florilege.book.weasyprint.page_content import OPAQUE, compact, read, without_marks, without_opacity
from florilege.book.weasyprint.references import colour, placeholder, renumber
from florilege.book.weasyprint.render import HEADS_ONCE
from florilege.book.weasyprint.replacements import ALL, CORRECTIONS, SHORTCUTS, TAGS, Replacement
from florilege.printing.fonts import find_faces, write_fontconfig

STYLE = """
@page { size: 90mm 120mm; margin: 10mm }
@page running { margin: 0 10mm }
body { font: 10pt/13pt Vollkorn }
p { margin: 0; text-align: justify }
.footnote { float: footnote }
::footnote-marker { content: counter(footnote) ". " }
.running { break-before: page; page: running }
"""
RUNNING = '<p class="running">Titre</p>'
SENTENCE = "Une lettre, deux lettres : l’efficacité du quai. "
PARAGRAPH = f"<p>{SENTENCE * 12}</p>"

Set = Callable[..., Document]


@pytest.fixture(scope="session")
def fontconfig(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A fontconfig file that knows the faces of two designs."""
    folder = tmp_path_factory.mktemp("fonts")
    return str(write_fontconfig(folder, find_faces(folder, ["classique", "contemporain"])))


@pytest.fixture
def set_html(fontconfig: str, monkeypatch: pytest.MonkeyPatch) -> Set:
    """Sets a body with WeasyPrint in this process, some of it replaced."""
    monkeypatch.setenv("FONTCONFIG_FILE", fontconfig)
    fonts = FontConfiguration()

    def document(
        body: str, style: str = "", replaced: Iterable[Replacement] = (), dpi: int | None = None
    ) -> Document:
        with monkeypatch.context() as patch:
            for each in replaced:
                patch.setattr(each.owner, each.name, each.ours, raising=False)
            sheets = [CSS(string=STYLE + style, font_config=fonts)]
            html = HTML(string=f'<html lang="fr"><body data-depth="1">{body}', base_url="florilege:")
            made = html.render(font_config=fonts, stylesheets=sheets, dpi=dpi)
            made.pdf = made.write_pdf(pdf_version="1.7", pdf_tags=True)
        return made

    return document


def opened(document: Document) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(document.pdf))


def contents(document: Document) -> list[bytes]:
    with opened(document) as pdf:
        return [page.Contents.read_bytes() for page in pdf.pages]


def shown(document: Document) -> list[str]:
    """Page by page, the letters that page_content.py reads."""
    alphabets = {key: alphabet(use.characters) for key, use in fonts_of(document, "").items()}
    return ["".join(line.letters for line in read(content, alphabets)) for content in contents(document)]


def is_lost(document: Document, html: str, running: int = 1) -> bool:
    """Whether the pages of a sheet lack a word of it, or have one in another place."""
    fragment, lines = fragment_of(document.pdf, fonts=fonts_of(document, ""), running=running)
    return lost_words(html, lines[: fragment.pages]) is not None


# Replaced functions


@pytest.mark.parametrize("each", ALL, ids=lambda each: each.name)
def test_what_is_replaced_is_there(each: Replacement) -> None:
    """Relied on: the attribute exists, under this name, and is still WeasyPrint's own before `install`.

    If this fails, it was renamed or moved: read the function anew at `link` and replace its successor.
    """
    found = getattr(each.owner, each.name, None) or getattr(builtins, each.name)
    assert found is not each.ours
    assert callable(found) == callable(each.ours)


@pytest.mark.parametrize("seed", [5, 6])
def test_notes_are_lost_or_change_places(set_html: Set, seed: int) -> None:
    """Relied on: `LayoutContext.footnotes`, `current_page_footnotes` and `reported_footnotes` hold the
    notes that wait, that stand on the page and that move to the next; `make_page(context, root, page
    type, …)` makes one page, `layout_footnote` is called first for what is reported; a page's children are
    its root, its notes and one more.

    If the first half fails, WeasyPrint keeps notes in order by itself: delete the correction. If the
    second does, it keeps them elsewhere.
    """
    writer = Writer(random.Random(seed), 8_000, longest=800)
    html = sheet("".join(f"<p>{writer.text(500)}</p>" for _ in range(8)))
    assert is_lost(set_html(html + RUNNING, replaced=[TAGS]), html)
    assert not is_lost(set_html(html + RUNNING, replaced=[*CORRECTIONS, TAGS]), html)


def test_notes_left_over_are_set_behind_running_elements(set_html: Set) -> None:
    """Relied on: `page_type.name` is the name given by the property `page`.

    As for the test before; the note of the last line has no room on its page.
    """
    note = '<span class="footnote">' + "quai " * 120 + "</span>"
    html = f"<section>{PARAGRAPH}<p>mot{note} fin</p></section>"
    plain = set_html(html + RUNNING, replaced=[TAGS])
    assert [page._page_box.page_type.name for page in plain.pages] == ["", "running"]
    corrected = set_html(html + RUNNING, replaced=[*CORRECTIONS, TAGS])
    assert [page._page_box.page_type.name for page in corrected.pages] == ["", "", "running"]
    assert not is_lost(corrected, html)


def test_rounding_moves_notes_away_from_their_page(set_html: Set) -> None:
    """Relied on: `_update_footnote_area` says whether the area of the notes is too small for them.

    If the first half fails, it no longer compares two sums of heights: delete `return False` from the
    correction.
    """
    notes = "".join(f'mot<span class="footnote">note {number}</span> ' for number in range(3))
    style = "@page { @footnote { padding-top: 13pt } } .footnote { margin-bottom: 1.1pt }"
    assert len(set_html(f"<p>{notes}</p>", style).pages) > 1
    assert len(set_html(f"<p>{notes}</p>", style, CORRECTIONS).pages) == 1


def test_a_figure_without_room_leaves_a_hole(set_html: Set) -> None:
    """Relied on: `_in_flow_layout(context, box, index, child, children before, …)` lays out one block and
    says whether to abort or to stop, and where to go on; `make_page` lays out the root by
    `block_level_layout`.

    If the first half fails, WeasyPrint has page floats: delete figure_placement.py.
    """
    figure = '<figure><div style="height: 60mm">vue</div></figure>'
    html = f'<section><div class="text">{PARAGRAPH}{figure}<p>fin</p>{PARAGRAPH * 2}</div></section>'
    holes, filled = (
        [len(page) for page in shown(set_html(html + RUNNING, "figure { break-inside: avoid }", replaced))]
        for replaced in ([TAGS], [*CORRECTIONS, TAGS])
    )
    assert holes[0] < filled[0]
    assert sum(holes) == sum(filled)
    moved = set_html(html + RUNNING, "figure { break-inside: avoid }", [*CORRECTIONS, TAGS])
    assert shown(moved)[1].startswith("vue")


def test_a_floated_initial_is_drawn_before_all_lines(set_html: Set) -> None:
    """Relied on: `_dispatch(box, …)` sorts the boxes of a page into layers, floats below lines.

    If the first half fails, floats are drawn in the order of the text: delete the correction.
    """
    body = '<p>avant</p><p><span class="initial">U</span>ne lettre</p>'
    style = ".initial { float: left; font-size: 20pt }"
    assert shown(set_html(body, style)) == ["uavantnelettre"]
    assert shown(set_html(body, style, CORRECTIONS)) == ["avantunelettre"]


def test_a_fallback_face_moves_the_baseline(set_html: Set) -> None:
    """Relied on: `split_text_box` gives the box first, whose `baseline` is where its line is aligned.

    If the first half fails, the strut decides alone (CSS 2.1, 10.8.1): delete the correction.
    """

    style = "body { font-family: Lato, DejaVu Sans Mono }"

    def baselines(body: str, replaced: Iterable[Replacement] = ()) -> set[float]:
        return {round(word.y, 2) for word in pages_of(set_html(body, style, replaced).pdf)[0].words}

    assert baselines("<p>═ mot</p>") != baselines("<p>mot</p>")
    assert baselines("<p>═ mot</p>", CORRECTIONS) == baselines("<p>mot</p>")


def test_no_font_file_is_written(set_html: Set) -> None:
    """Relied on: `Font.clean` makes `file_content`, which is all that the file holds of a font.

    If this fails, fragments carry font files, and files of tomes grow.
    """

    def size(document: Document) -> int:
        with opened(document) as pdf:
            fonts = [font.DescendantFonts[0].FontDescriptor for font in pdf.pages[0].Resources.Font.values()]
            return sum(len(font.FontFile2.read_bytes()) for font in fonts if "/FontFile2" in font)

    assert size(set_html(PARAGRAPH)) > 1000
    assert size(set_html(PARAGRAPH, replaced=SHORTCUTS)) == 0


VARIETY = f"""
<h1 style="font-variant-caps: small-caps; letter-spacing: 1pt">Titre en capitales</h1>{PARAGRAPH}
<p style="font-variant-numeric: oldstyle-nums">En 1926, <em>l’affût</em> <strong>ﬁn</strong> <sup>12</sup></p>
<p lang="he" dir="rtl">שלום 12 עולם</p>
<p style="font-kerning: none; hyphens: auto; width: 20mm">anticonstitutionnel</p>
"""


@pytest.mark.parametrize("each", SHORTCUTS, ids=lambda each: each.name)
def test_a_shortcut_gives_the_same_page(set_html: Set, each: Replacement) -> None:
    """Relied on: for `Layout.setup`, which Pango calls a style asks for and that styles keep attributes;
    for `draw_first_line`, the operators that it writes and that fonts keep attributes; for `page_rules`,
    that the style of a margin box is computed for rules alone; for `Font.clean`, that nothing else is
    written there.

    If this fails, compare `link` with the replacement: WeasyPrint sets or draws something more, or
    otherwise.
    """
    plain, short = set_html(VARIETY), set_html(VARIETY, replaced=[each])
    assert shown(plain) == shown(short)
    places, others = (
        [(glyph.text, glyph.face, round(glyph.size, 2)) for page in glyphs_of(document.pdf) for glyph in page]
        for document in (plain, short)
    )
    if each.name != "clean":  # without its font file, PDFium puts another face in its place
        assert places == others
        for one, other in zip(pages_of(plain.pdf), pages_of(short.pdf), strict=True):
            assert all(word.is_at(twin) for word, twin in zip(one.words, other.words, strict=True))


def test_most_lines_are_drawn_in_short(set_html: Set, monkeypatch: pytest.MonkeyPatch) -> None:
    """Relied on: a PangoGlyphInfo is five 32-bit integers, of which the fourth is the y offset.

    If this fails, every line is drawn as WeasyPrint does it, and setting takes longer.
    """
    drawn: list[str] = []

    def draw_as_it_is(stream: object, box: Any, *rest: object) -> list[object]:
        drawn.append(box.text)
        return []

    monkeypatch.setattr(shortcuts, "_draw_as_it_is", draw_as_it_is)
    set_html(f"{PARAGRAPH}<p>☎ 1926</p>", replaced=SHORTCUTS)
    assert drawn == []


@pytest.mark.parametrize("text", ["ß", "ﬁn", "ŉ ǰ", "ọ̀rọ̀ o ọ", "x̣ e̊ n̄", "Straße Œuvre fin"])
@pytest.mark.parametrize("style", ["", "font-style: italic", "font-weight: bold"])
def test_every_letter_of_a_cluster_is_read(set_html: Set, text: str, style: str) -> None:
    """Relied on: `log_clusters` gives, for each glyph, where in the text its cluster begins.

    Pango draws « ß » as two capitals where an italic face has no small ones, and a letter and its accents one
    by one where the face has no letter for both. If this fails, glyphs lose letters: read `_characters` anew.
    """
    caps = f"{style}; font-variant-caps: small-caps" if style else style
    body = "".join(f'<p style="{each}">{text} fin s</p>' for each in (style, caps))
    assert "".join(shown(set_html(body, replaced=SHORTCUTS))) == letters(f"{text} fin s") * 2


def test_the_head_of_a_table_is_lost_where_no_row_fits_below_it(set_html: Set) -> None:
    """Relied on: `thead` is the head of a table by its `display` alone, and is left out where it leaves a
    page no room for a row; rows may be parted by `break_inside` alone, and `table_layout` is given a table
    whose children are its groups of rows, to be measured on a page without end.

    If the first part fails, WeasyPrint keeps heads: delete `HEADS_ONCE`. If the second does, it tells them
    otherwise. If the third does, read `table_layout` anew for table_breaks.py.
    """
    row = "<tr><td>" + "quai " * 150 + "</td></tr>"
    html = f"<table><thead><tr><th>{'date ' * 60}</th></tr></thead><tbody>{row}</tbody></table>"
    style = "tr { break-inside: avoid } table { width: 40mm }"
    assert is_lost(set_html(html, style), html, running=0)
    assert not is_lost(set_html(html, style + HEADS_ONCE), html, running=0)
    assert not is_lost(set_html(html, style, replaced=[*CORRECTIONS, TAGS]), html, running=0)


@pytest.mark.parametrize("margin", ["margin-left: 40pt", "margin: 0 0 0 40pt", "margin-inline-start: 40pt"])
@pytest.mark.parametrize("name", ["p", ".a"])
def test_the_later_of_two_rules_wins_be_it_logical_or_not(set_html: Set, name: str, margin: str) -> None:
    """Relied on: what `Matcher.match` gives begins with a specificity and an order, and weights are compared
    as tuples.

    If this fails, `margin-left` in an anthology’s own sheet changes nothing.
    """

    def left(style: str) -> float:
        document = set_html('<p class="a">Mot</p>', f"p {{ margin: 0 }} {style}", replaced=CORRECTIONS)
        return min(word.x for word in pages_of(document.pdf)[0].words)

    first = f"{name} {{ margin-inline-start: 20pt }}"
    assert left(f"{first} {name} {{ {margin} }}") - left(first) == pytest.approx(20, abs=0.1)
    assert left(f"{name} {{ {margin} }} {first}") == pytest.approx(left(first), abs=0.1)


def test_a_column_may_be_narrower_than_a_word_that_may_be_broken(set_html: Set) -> None:
    """Relied on: `preferred` splits text by `split_first_line` for the least width of a column, and asks for
    breaks within words only at the beginning of the cell.

    If the first half fails, WeasyPrint asks for them everywhere: delete the correction. If the second does,
    it asks otherwise.
    """
    cell = f"<td>un mot<em> {'a' * 400}</em></td>"
    body = f'<table style="overflow-wrap: anywhere; max-width: 100%"><tr>{cell}<td>b</td></tr></table>'
    for replaced, is_wider in ((), True), (CORRECTIONS, False):
        page = set_html(body, replaced=[*replaced, TAGS]).pages[0]._page_box
        table = next(box for box in page.descendants() if isinstance(box, boxes.TableBox))
        assert (table.width > page.width) == is_wider


def test_no_style_of_margin_boxes_is_left(set_html: Set) -> None:
    """Relied on: a rule of `page_rules` has, second, selectors; their second part names a margin box or
    is None.

    If this fails, sixteen styles are computed again for each page.
    """
    rules = next(each for each in SHORTCUTS if each.name == "page_rules")
    assert len(rules.owner.page_rules) - len(rules.ours) == 16


def test_the_structure_tree_is_ours(set_html: Set) -> None:
    """Relied on: `add_tags(pdf, document, version, streams)` is called when all pages are drawn and none
    is written; `stream._tags` are the boxes that were marked, in order, and `stream.stream` has `/Span
    <</MCID n>> BDC … EMC` around each; links have `link_annotation`.

    If this fails, tomes can't be read aloud: read `link` anew.
    """
    body = f'<section id="a"><p>{SENTENCE * 40}</p><p><a href="#a">lien</a></p></section>'
    document = set_html(body, replaced=[TAGS])
    with opened(document) as pdf:
        assert len(pdf.pages) == 2
        assert [page.StructParents for page in pdf.pages] == [0, 1]
        (section,) = pdf.Root.StructTreeRoot.K
        overleaf, last = section.K
        assert [str(element.S) for element in (section, overleaf, last)] == ["/Sect", "/P", "/P"]
        assert [overleaf.Pg.objgen, overleaf.K[1].Pg.objgen] == [page.objgen for page in pdf.pages]
        assert (str(last.K[0].S), str(last.K[0].K[1].Type)) == ("/Link", "/OBJR")


# The form of what it writes


def test_text_is_shown_by_one_form_of_operators(set_html: Set) -> None:
    """Relied on: operators end lines; text is `1 0 0 -1 x y Tm`, `/font size Tf`, `[<hex> number …] TJ`.

    If this fails, `page_content.read` no longer finds words: every sheet is refused as one that lost them.
    """
    for replaced in ((), ALL):
        document = set_html(PARAGRAPH, replaced=replaced)
        assert shown(document) == [letters(SENTENCE * 12)]
        for content in contents(document):
            operators = [line.rpartition(b" ")[2] for line in content.splitlines()]
            assert {b"Tm", b"Tf", b"TJ", b"BT", b"ET"} <= {*operators}
            assert not {b"Tj", b"Td", b"TD", b"T*", b"'"} & {*operators}


def test_compact_content_draws_the_same_page(set_html: Set) -> None:
    """Relied on: an adjustment by 0 is `0`, an empty string is `<>`; fractions have more digits than
    needed.

    If the first half fails, pydyf writes short numbers by itself: delete `page_content.compact`.
    """
    document = set_html(VARIETY, replaced=CORRECTIONS)
    content = contents(document)[0]
    assert len(compact(content)) < len(content) * 0.8
    with opened(document) as pdf:
        for page in pdf.pages:
            page.obj.Contents = pdf.make_stream(compact(page.Contents.read_bytes()))
        pdf.save(buffer := io.BytesIO())
    for one, other in zip(pages_of(document.pdf), pages_of(buffer.getvalue()), strict=True):
        assert all(word.is_at(twin) for word, twin in zip(one.words, other.words, strict=True))


def digits_of(set_html: Set) -> Fragment:
    job = digits_job("")
    document = set_html(
        job.html + "".join(job.running),
        ".running { font-kerning: none; text-align: left } .end { text-align: right }",
        ALL,
    )
    fragment, _ = fragment_of(document.pdf, fonts=fonts_of(document, ""), running=len(job.running))
    return fragment


def test_the_ten_digits_are_one_run(set_html: Set) -> None:
    """Relied on: digits that aren't kerned are one string of glyphs, of four hexadecimal digits each.

    If this fails, no folio can be written: `digits.DigitRun` must read another form.
    """
    fragment = digits_of(set_html)
    run = DigitRun.find(fragment.running[0])
    characters = fragment.fonts[run.font].characters
    assert "".join(characters[int(run.glyphs[digit], 16)] for digit in DIGITS) == DIGITS
    lines = list(read(Folio.read(fragment, 0).draw(1926), {run.font: alphabet(characters)}))
    assert [line.letters for line in lines] == ["1926"]


def test_a_colour_stands_in_front_of_its_run(set_html: Set) -> None:
    """Relied on: text of another colour is `0 green blue rg`, `BT`, its matrix, its font and one `TJ`.

    If this fails, references keep their placeholder digits: `references.renumber` must find another form.
    """
    style = ".number { font-kerning: none }"
    number = f'<span class="number" style="color: {colour(0)}">{placeholder(42)}</span>'
    document = set_html(f"<p>avant (p. {number}) après</p>", style, ALL)
    digits = reference_digits(digits_of(set_html))
    content = renumber(compact(contents(document)[0]), ["a"], {"a": 42}, digits)
    characters = {key: alphabet(use.characters) for key, use in fonts_of(document, "").items()}
    for key, table in digits.items():
        characters[key] = {
            **characters.get(key, {}),
            **{int(glyph, 16): digit for digit, glyph in table.items()},
        }
    assert "".join(line.letters for line in read(content, characters)) == "avantp42après"
    assert {line.mark for line in read(content, characters)} == {None}


def test_pages_name_two_states_of_opacity(set_html: Set) -> None:
    """Relied on: what is opaque is drawn under `/a1.0 gs` or `/A1.0 gs`, which say no more than that.

    If this fails, pages name states that the tome doesn't have: correct `page_content.OPAQUE`.
    """
    document = set_html('<p style="border: 1pt solid rgb(9 9 9); background: rgb(200 200 200)">mot</p>')
    with opened(document) as pdf:
        states = pdf.pages[0].Resources.get("/ExtGState", {})
        found = {name: dict(state.items()) for name, state in states.items()}
    assert found.items() <= OPAQUE.items()
    assert b" gs" not in without_opacity(contents(document)[0])


def test_marks_stand_on_lines_of_their_own(set_html: Set) -> None:
    """Relied on: `BDC` and `BMC` end a line and stand behind one operand or two; `EMC` stands alone.

    If this fails, files for the press keep marks without a structure: correct `page_content.without_marks`.
    """
    (content,) = contents(set_html("<p>un <em>mot</em></p><hr>", replaced=ALL))
    marks = (b"BDC", b"BMC", b"EMC")
    assert all(mark in content for mark in marks)
    assert not any(mark in without_marks(content) for mark in marks)


def test_destinations_are_one_flat_array(set_html: Set) -> None:
    """Relied on: `/Names /Dests /Names` holds every id that something leads to, with [page /XYZ x y
    zoom].

    If this fails, no anchor is found, and nothing has a page number: correct `fragment.destinations`.
    """
    document = set_html(
        '<p id="a">un <a href="#b">deux</a></p><p id="b" style="break-before: page">trois</p>'
    )
    with opened(document) as pdf:
        found = destinations(pdf)
        assert {id: page for id, (page, _, _) in found.items()} == {"a": 0, "b": 1}
        assert all(isinstance(annotation.Dest, pikepdf.String) for annotation in pdf.pages[0].Annots)
    fragment, _ = fragment_of(document.pdf, fonts=fonts_of(document, ""), running=0)
    with pikepdf.open(io.BytesIO(fragment.pdf)) as pdf:
        assert [str(annotation.A.URI) for annotation in pdf.pages[0].Annots] == ["florilege:b"]


def test_a_font_tells_its_file_and_its_glyphs(set_html: Set, fontconfig: str) -> None:
    """Relied on: `Font.hash` names its resource; `hb_face` is its whole file; `widths` and `to_unicode`
    are by glyph of that file.

    If this fails, subsets of a tome lack glyphs, or have those of another face.
    """
    document = set_html("<p>mot</p>")
    ((key, use),) = fonts_of(document, fontconfig).items()
    files = {
        hashlib.sha256(file.read_bytes()).hexdigest(): file
        for file in Path(fontconfig).parent.rglob("*")
        if file.suffix in (".otf", ".ttf")
    }
    face = TTFont(files[use.digest])
    names = {glyph: face.getGlyphName(glyph) for glyph in use.widths}
    assert set(use.characters.values()) == {"m", "o", "t"}
    assert {names[glyph]: text for glyph, text in use.characters.items()} == {c: c for c in "mot"}
    unit = face["head"].unitsPerEm
    for glyph, width in use.widths.items():
        assert width == pytest.approx(face["hmtx"][names[glyph]][0] * 1000 / unit, abs=1)
    with opened(document) as pdf:
        assert list(pdf.pages[0].Resources.Font.keys()) == [f"/{key}"]


# What it does with what it can't do


@pytest.mark.parametrize(
    "body",
    ['<img src="nowhere.png">', '<a href="#nowhere">mot</a>', '<p style="colour: red">mot</p>'],
    ids=["image", "link", "style"],
)
def test_what_is_dropped_is_logged(set_html: Set, body: str, caplog: pytest.LogCaptureFixture) -> None:
    """Relied on: whatever WeasyPrint can't follow is logged by `weasyprint`, as a warning or an error.

    If this fails, a sheet may lose something and nobody is told.
    """
    set_html(body)
    assert [record.name for record in caplog.records if record.levelname in ("WARNING", "ERROR")]


def test_images_are_placed_with_no_more_than_is_asked(set_html: Set) -> None:
    """Relied on: the option `dpi` bounds the density of images.

    If this fails, files of tomes grow.
    """
    Image.new("RGB", (1000, 1000), "red").save(buffer := io.BytesIO(), "PNG")
    source = f"data:image/png;base64,{base64.b64encode(buffer.getvalue()).decode()}"
    document = set_html(f'<img style="width: 25.4mm" src="{source}">', dpi=300)
    with opened(document) as pdf:
        (image,) = pdf.pages[0].Resources.XObject.values()
        assert image.Width == 300


# Faults that sheets go round (composing/body/)


def test_white_space_in_a_note_is_kept(set_html: Set) -> None:
    """Gone round: the end of a typed line ends a printed one in a footnote, but in no paragraph.

    If this fails, it no longer does: delete `_collapsed`.
    """
    note = '<p>mot<span class="footnote">une\nnote</span></p>'
    assert len({word.y for word in pages_of(set_html(note).pdf)[0].words}) == 4
    assert len({word.y for word in pages_of(set_html(note.replace("\n", " ")).pdf)[0].words}) == 3


def test_the_first_line_runs_under_a_floated_first_letter(set_html: Set) -> None:
    """Gone round: https://github.com/Kozea/WeasyPrint/issues/1859; the initial is an element instead.

    If this fails, that is fixed: an initial may be `::first-letter`.
    """

    def first_line(body: str, style: str) -> float:
        words = pages_of(set_html(body, style + "{ float: left; font-size: 30pt }").pdf)[0].words
        return min(word.x for word in words if word.text == "n")

    assert (
        first_line("<p>Une lettre</p>", "p::first-letter") < first_line("<p><b>U</b>ne lettre</p>", "b") - 10
    )
