"""Spoiled files: each names its fault, the page it is on, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from florilege.catalogue.volumes import Imprint
from florilege.diagnostics.findings import finding_codes
from florilege.preflight.inspection.inspection import Role
from florilege.printing.printers import BarcodeField, Pages
from preflight.shop import MM, Change, Marks, Shop, cover, draw, found, picture, spoil, words

SQUARE = "60 80 20 20 re f"
"""Well within the margins of A5."""


def painted(content: str, page: int = 15, **resources: Any) -> Change:
    """Something drawn on a page."""
    return lambda pdf: draw(pdf, page, content, **resources)


def said(
    text: str, size: float, x: float, y: float, *, page: int = 15, colour: str = "0 g", turn: str = ""
) -> Change:
    return lambda pdf: draw(pdf, page, words(pdf, text, size, x, y, colour, turn))


def placed(side: int, space: str, sample: bytes, matrix: str, page: int = 15) -> Change:
    """A picture of one colour, `side` px wide, under a matrix in mm."""

    def change(pdf: Pdf) -> None:
        image = picture(pdf, side, space, sample)
        draw(pdf, page, f"{matrix} cm /Spoil Do", XObject={"/Spoil": image})

    return change


def boxed(page: int, name: str, left: float, bottom: float, right: float, top: float) -> Change:
    """A box of a page moved inwards by so many mm on each side."""

    def change(pdf: Pdf) -> None:
        target = pdf.pages[page - 1].obj
        box = [float(side) for side in target[name]]
        by = (left * MM, bottom * MM, -right * MM, -top * MM)
        target[name] = Array([side + move for side, move in zip(box, by, strict=True)])

    return change


def lower(pdf: Pdf) -> None:
    """A cover lower than the tome by 1 mm."""
    for name in ("/BleedBox", "/TrimBox"):
        boxed(1, name, 0, 0, 0, 1)(pdf)


def without_bleed(pdf: Pdf) -> None:
    page = pdf.pages[14].obj
    page.BleedBox = page.TrimBox


def larger(pdf: Pdf) -> None:
    """Room around the bleed of every page, and a crop mark in it."""
    for page in pdf.pages:
        left, bottom, right, top = (float(side) for side in page.obj.MediaBox)
        page.obj.MediaBox = Array([left - 20, bottom - 20, right + 20, top + 20])
    draw(pdf, 15, "0 g -9 105 3 0.2 re f")


def another_size(pdf: Pdf) -> None:
    left, bottom, right, top = (float(side) for side in pdf.pages[14].obj.MediaBox)
    pdf.pages[14].obj.MediaBox = Array([left - 10, bottom, right, top])


def blank_pages(count: int, before: int | None = None) -> Change:
    def change(pdf: Pdf) -> None:
        like = pdf.pages[-1].obj
        for _ in range(count):
            page = Dictionary(
                Type=Name.Page, MediaBox=like.MediaBox, TrimBox=like.TrimBox, BleedBox=like.BleedBox
            )
            pages = pdf.pages
            pages.insert(len(pages) if before is None else before - 1, pikepdf.Page(pdf.make_indirect(page)))

    return change


def without(*path: str) -> Change:
    """The file's root without an entry."""

    def change(pdf: Pdf) -> None:
        *above, last = path
        holder: Any = pdf.Root
        for name in above:
            holder = holder[name]
        del holder[last]

    return change


def claiming_nothing(pdf: Pdf) -> None:
    del pdf.docinfo["/GTS_PDFXVersion"]
    del pdf.Root["/Metadata"]


def untrapped(pdf: Pdf) -> None:
    del pdf.docinfo["/Trapped"]


def linked(pdf: Pdf) -> None:
    link = Dictionary(
        Type=Name.Annot,
        Subtype=Name.Link,
        Rect=[100, 100, 150, 112],
        A=Dictionary(S=Name.URI, URI=String("https://example.org/")),
    )
    pdf.pages[14].obj.Annots = Array([pdf.make_indirect(link)])


def bookmarked(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Un", 0))


def blotted(pdf: Pdf) -> None:
    """A page has an empty stream besides: saved, it says that it is packed, and isn't."""
    pdf.pages[14].obj.Contents.append(pdf.make_stream(b""))


def scripted(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=String("app.beep()"))


def without_a_font(pdf: Pdf) -> None:
    """The file of the font in which the half-title is set is missing."""
    fonts = pdf.pages[0].obj.Resources.Font
    for _, font in fonts.items():
        if str(font.BaseFont).endswith("+Vollkorn-Italic"):
            del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def without_a_paragraph(pdf: Pdf) -> None:
    """Five lines of the first essay are gone, far enough from the head of their page."""
    stream = pdf.pages[9].obj.Contents[1]
    parts = stream.read_bytes().split(b" TJ\n")
    assert len(parts) > 30
    gone = [part[: part.rindex(b"[")] + b"[]" for part in parts[20:25]]
    stream.write(b" TJ\n".join(parts[:20] + gone + parts[25:]))


def transparent(pdf: Pdf) -> None:
    draw(pdf, 15, f"/Veil gs 0.5 g {SQUARE}", ExtGState={"/Veil": Dictionary(ca=0.5)})


@dataclass(frozen=True, kw_only=True)
class Broken:
    """What is done to a good file, and the check that must name it, on the page."""

    change: Change = lambda pdf: None
    role: Role = "block"
    printer: str = "offset"
    page: int = 15
    volume: Mapping[str, Any] = field(default_factory=dict)
    asks: Mapping[str, Any] = field(default_factory=dict)
    saving: Mapping[str, Any] = field(default_factory=dict)


CMYK_BLACK = b"\xf2\xf2\xf2\xf2"

BROKEN: Mapping[str, Broken] = {
    "standard": Broken(change=claiming_nothing, page=0),
    "output-intent": Broken(change=without("/OutputIntents"), page=0),
    "trapped": Broken(change=untrapped, page=0),
    "pdf-version": Broken(saving={"force_version": "1.7"}, page=0),
    "encrypted": Broken(saving={"encryption": pikepdf.Encryption(owner="o", R=4)}, page=0),
    "stream-damaged": Broken(change=blotted),
    "active": Broken(change=scripted, page=0),
    "trim-size": Broken(change=boxed(15, "/TrimBox", 0, 1, 0, 1)),
    "page-sizes": Broken(change=another_size),
    "bleed-box": Broken(change=without_bleed),
    "bleed-reached": Broken(change=painted("0.5 g 100 100 49 20 re f")),
    "marks": Broken(change=larger),
    "page-multiple": Broken(change=blank_pages(1), page=0),
    "pages-min": Broken(asks={"bindings": {"paperback": Pages(min=40)}}, page=0),
    "pages-max": Broken(asks={"bindings": {"paperback": Pages(max=30)}}, page=0),
    "blank-running": Broken(change=blank_pages(4, before=31), asks={"blank_running": 2}, page=30),
    "links": Broken(change=linked),
    "bookmarks": Broken(change=bookmarked, page=0),
    "file-weight": Broken(asks={"weight": 0}, page=0),
    "font-missing": Broken(change=without_a_font, page=1),
    "type-size": Broken(change=said("escalier", 4, 60, 80)),
    "colours": Broken(change=painted(f"1 0 0 rg {SQUARE}")),
    "picture-colours": Broken(change=placed(300, "DeviceRGB", b"\x90\x40\x40", "20 0 0 20 60 80")),
    "grey-book": Broken(change=painted(f"0.5 0.5 0 0 k {SQUARE}"), printer="ingramspark"),
    "rich-black": Broken(change=said("escalier", 10, 60, 80, colour="0.4 0.3 0.3 1 k")),
    "ink": Broken(change=painted(f"0.95 0.95 0.95 0.95 k {SQUARE}")),
    "picture-ink": Broken(change=placed(300, "DeviceCMYK", CMYK_BLACK, "20 0 0 20 60 80")),
    "picture-coarse": Broken(change=placed(100, "DeviceGray", b"\x80", "20 0 0 20 60 80")),
    "picture-fine": Broken(change=placed(600, "DeviceGray", b"\x80", "20 0 0 20 60 80"), printer="lulu"),
    "transparency-refused": Broken(change=transparent, printer="ingramspark"),
    "transparency": Broken(change=transparent, asks={"standard": "none"}),
    "text-margin": Broken(change=said("escalier", 10, 60, 3)),
    "text-gutter": Broken(change=said("escalier", 10, 8, 80)),
    "picture-margin": Broken(change=placed(300, "DeviceGray", b"\x80", "20 0 0 20 125 80")),
    "isbn-digit": Broken(volume={"isbn": "978-2-9999999-2-4"}, page=0),
    "isbn-other": Broken(volume={"isbn": "978-2-9999999-1-6"}, page=4),
    "legal-mention": Broken(volume={"printer": Imprint(name="Imprimerie du Pont", address="Lyon")}, page=0),
    "words": Broken(change=without_a_paragraph, page=10),
    "cover-pages": Broken(change=blank_pages(1), role="cover", page=0),
    "cover-height": Broken(change=lower, role="cover", page=1),
    "spine-text": Broken(
        change=said("douze", 1, 149.3, 100, turn="0 1 -1 0", page=1),
        role="cover",
        page=1,
        asks={"spine_text_clear": 0.1, "type": 0},
    ),
    "spine-clear": Broken(
        change=said("douze", 1, 148.5, 100, turn="0 1 -1 0", page=1),
        role="cover",
        page=1,
        asks={"spine_text_pages": 20, "type": 0},
    ),
    "cover-margin": Broken(change=said("escalier", 10, 20, 3, page=1), role="cover", page=1),
    "barcode-missing": Broken(change=painted("0 g 60 10 85 30 re f", page=1), role="cover", page=1),
}
"""Check → a volume in which it alone finds something."""


def test_a_good_file_is_where_all_begins(shop: Shop) -> None:
    """Saved again, or drawn over with something harmless, a good file is as good as before."""
    assert fresh(shop, Broken(change=painted(f"0.5 g {SQUARE}")), shop.project.cache / "same.pdf") == set()


@pytest.mark.parametrize("check", BROKEN)
def test_a_fault_is_named_and_nothing_else(shop: Shop, tmp_path: Path, check: str) -> None:
    broken = BROKEN[check]
    found = fresh(shop, broken, tmp_path / "bad.pdf")
    assert found - {("signature", 0)} == {(check, broken.page)}


def test_a_page_more_than_whole_sections_is_told(shop: Shop, tmp_path: Path) -> None:
    assert ("signature", 0) in fresh(shop, BROKEN["page-multiple"], tmp_path / "bad.pdf")


def fresh(shop: Shop, broken: Broken, bad: Path) -> Marks:
    """What is found in a spoiled file that isn't in the good one."""
    good = shop.file(broken.role, broken.printer)
    spoil(good, bad, broken.change, **broken.saving)
    inspection = shop.inspection(broken.role, broken.printer, bad, volume=broken.volume, asks=broken.asks)
    return found(inspection) - shop.found(broken.role, broken.printer)


def test_a_last_page_that_is_not_blank(shop: Shop, tmp_path: Path) -> None:
    last = shop.pages("ingramspark")
    broken = Broken(change=painted(f"0 g {SQUARE}", page=last), printer="ingramspark")
    assert fresh(shop, broken, tmp_path / "bad.pdf") == {("last-page", last)}


def test_too_many_blank_pages_at_the_end(shop: Shop, tmp_path: Path) -> None:
    printed = [page.number for page in shop.inspection("block").pages if not page.blank]
    broken = Broken(change=blank_pages(12), asks={"blank_end": 10})
    assert fresh(shop, broken, tmp_path / "bad.pdf") == {("blank-end", printed[-1] + 1)}


def test_the_barcode_of_another_book(shop: Shop, tmp_path: Path) -> None:
    bad = cover(shop, "offset", tmp_path / "bad.pdf", pages=shop.pages("offset"), number="9782999999909")
    assert found(shop.inspection("cover", path=bad)) == {("barcode-other", 1)}


def test_a_barcode_at_the_edge(shop: Shop, tmp_path: Path) -> None:
    bad = cover(shop, "offset", tmp_path / "bad.pdf", pages=shop.pages("offset"))
    asks = {"barcode": BarcodeField(width=38, height=27, clear=20)}
    assert found(shop.inspection("cover", path=bad, asks=asks)) == {("barcode-place", 1)}


def test_a_cover_made_for_fewer_pages(shop: Shop, tmp_path: Path) -> None:
    bad = cover(shop, "offset", tmp_path / "bad.pdf", pages=24)
    assert found(shop.inspection("cover", path=bad)) == {("spine-width", 1)}


def test_a_screen_edition_without_structure_and_an_archive_that_is_none(shop: Shop) -> None:
    screen = shop.file("screen")
    assert ("archive-claim", 0) in found(shop.inspection("archive", path=screen))
    with Pdf.open(screen) as pdf:
        bare = "/StructTreeRoot" not in pdf.Root
    assert (("accessible", 0) in found(shop.inspection("screen"))) is bare


def test_crop_marks_that_an_editor_asked_for(shop: Shop, tmp_path: Path) -> None:
    inspection = shop.inspection(
        "block", path=spoil(shop.file("block", "offset"), tmp_path / "marked.pdf", larger)
    )
    asked_for = replace(inspection, run=replace(inspection.run, marks=True))
    assert found(asked_for) == shop.found("block", "offset")


def test_a_file_without_an_identifier(shop: Shop) -> None:
    inspection = shop.inspection("block")
    conformance = replace(inspection.file.conformance, identified=False)
    assert found(replace(inspection, file=replace(inspection.file, conformance=conformance))) - shop.found(
        "block", "offset"
    ) == {("identifier", 0)}


ELSEWHERE = {
    "widow",
    "orphan",
    "short-last-page",
    "empty-lines",
    "beyond-measure",
    "hyphens",
    "language-lost",
    "language-doubtful",
    "note-away",
    "note-long",
}
"""Checks of lines, languages and notes, whose cases have files of their own."""


def test_every_check_has_a_broken_file() -> None:
    here = {
        "spine-width",
        "identifier",
        "last-page",
        "blank-end",
        "barcode-other",
        "barcode-place",
        "archive-claim",
        "accessible",
        "signature",
        "paper-condition",
    }
    assert {*BROKEN, *here, *ELSEWHERE} == set(finding_codes())
