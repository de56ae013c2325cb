"""The editions of a tome, its offprints and its parts: the same pages in all, and what each is for."""

import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from book.printing import Printed, page_texts
from book.reading import letters
from florilege.book.binding.binder import metadata
from florilege.book.pagination.numbering import Numbering
from florilege.book.prepress.book_block import BookBlock
from florilege.book.prepress.inks import Inks
from florilege.book.prepress.page_boxes import crop_marks
from florilege.book.press import Made, print_proofs, print_tomes
from florilege.book.sheet import MM
from florilege.catalogue.volumes import PressRun, Volume
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.printers import asked, paper_of

RUNS = (
    PressRun(printer="kdp", paper="cream"),
    PressRun(printer="ingramspark"),
    PressRun(printer="lulu"),
    PressRun(printer="offset", colour="cmyk"),
    PressRun(printer="custom", multiple=16, last_blank=True, bleed=5, marks=True),
)
RGB = re.compile(rb"(?<!\S)(?:rg|RG|cs|CS|scn|SCN|sh)(?!\S)")
FOUR_INKS = re.compile(rb"(\S+) (\S+) (\S+) (\S+) [kK](?!\S)")


def with_volume(printed: Printed, volume: Volume) -> Printed:
    """The same anthology with another volume in the place of one."""
    catalogue = printed.anthology.catalogue
    volumes = {**catalogue.volumes, volume.id: volume}
    return replace(
        printed, anthology=replace(printed.anthology, catalogue=replace(catalogue, volumes=volumes))
    )


@pytest.fixture(scope="module")
def place(printed: Printed, tmp_path_factory: pytest.TempPathFactory) -> Printed:
    """The toy with a cache of its own: what is set here is nothing to other tests."""
    cache = shutil.copytree(printed.project.cache, tmp_path_factory.mktemp("cache") / "cache")
    return replace(printed, project=replace(printed.project, cache=Path(cache)))


@pytest.fixture(scope="module")
def ordered(place: Printed) -> Printed:
    """The toy, whose first tome has all editions, for five printers."""
    volume = place.anthology.catalogue.volumes["tome-1"]
    return with_volume(
        place, replace(volume, editions=("screen", "press", "archive", "offprint"), press=RUNS)
    )


@pytest.fixture(scope="module")
def files(ordered: Printed, tmp_path_factory: pytest.TempPathFactory) -> Mapping[tuple[str, str], Made]:
    """(kind, of) → what was made of the first tome."""
    folder = tmp_path_factory.mktemp("editions")
    (tome,) = print_tomes(ordered.project, ordered.anthology, ["tome-1"], output=folder)
    return {(made.kind, made.of): made for made in tome.files}


def blocks(files: Mapping[tuple[str, str], Made]) -> Iterator[tuple[PressRun, Made]]:
    return ((run, files["press", run.printer]) for run in RUNS)


def folded(texts: Sequence[str]) -> list[str]:
    return [text.casefold() for text in texts]


def contents(pdf: pikepdf.Pdf) -> Iterator[bytes]:
    """What each page draws, and each form on it."""
    for page in pdf.pages:
        drawn = page.obj.get("/Contents", pikepdf.Array())
        for part in drawn if isinstance(drawn, pikepdf.Array) else [drawn]:
            yield part.read_bytes()
        for form in page.obj.get("/Resources", {}).get("/XObject", {}).values():
            if form.Subtype == pikepdf.Name.Form:
                yield form.read_bytes()


def test_each_file_has_its_place_and_says_how_it_is(
    files: Mapping[tuple[str, str], Made], ordered: Printed
) -> None:
    essays = ordered.anthology.catalogue.volumes["tome-1"].essays
    names = {made.file.relative_to(files["screen", ""].file.parent).as_posix() for made in files.values()}
    assert names == {
        "tome-1.pdf",
        "tome-1-archive.pdf",
        *(f"tome-1-press-{run.printer}.pdf" for run in RUNS),
        *(f"tome-1-essays/{id}.pdf" for id in essays),
        "tome-1-parts/seuils.pdf",
        "tome-1-parts/partages.pdf",
    }
    for made in files.values():
        assert made.size == made.file.stat().st_size
        with pikepdf.open(made.file) as pdf:
            assert made.pages == len(pdf.pages)


def test_a_file_is_titled_as_its_pages_are(files: Mapping[tuple[str, str], Made], ordered: Printed) -> None:
    volume = ordered.anthology.catalogue.volumes["tome-1"]
    said = metadata(ordered.anthology, replace(volume, title="L'heure", subtitle="D'un quai à l'autre"))
    assert said.title.startswith("L’heure")
    assert said.subject == "D’un quai à l’autre"
    with pikepdf.open(files["part", "seuils"].file) as pdf:
        assert str(pdf.docinfo.Title).startswith("Seuils – ")


def test_nothing_is_left_beside_them(files: Mapping[tuple[str, str], Made]) -> None:
    assert not [*files["screen", ""].file.parent.glob(".*")]


def test_printers_get_as_many_pages_as_they_ask_for(files: Mapping[tuple[str, str], Made]) -> None:
    read = files["screen", ""].pages
    for run, made in blocks(files):
        printer = asked(run)
        assert made.pages == printer.filled(read)
        blank = [number for number, text in enumerate(page_texts(made.file.read_bytes()), 1) if not text]
        if printer.last_blank:
            assert made.pages in blank
        assert made.pages % printer.multiple == 0


def test_a_block_has_its_boxes(files: Mapping[tuple[str, str], Made], ordered: Printed) -> None:
    trim = ordered.anthology.catalogue.volumes["tome-1"].trim
    for run, made in blocks(files):
        printer = asked(run)
        bleed = printer.bleed if printer.block_bleeds else 0
        slug = 8 if run.marks else 0
        edge = slug + bleed
        whole = [0, 0, (trim.width + 2 * edge) * MM, (trim.height + 2 * edge) * MM]
        bled = [slug * MM, slug * MM, (trim.width + edge + bleed) * MM, (trim.height + edge + bleed) * MM]
        cut = [edge * MM, edge * MM, (trim.width + edge) * MM, (trim.height + edge) * MM]
        with pikepdf.open(made.file) as pdf:
            for page in pdf.pages:
                assert [float(side) for side in page.obj.MediaBox] == pytest.approx(whole, abs=1e-4)
                assert [float(side) for side in page.obj.BleedBox] == pytest.approx(bled, abs=1e-4)
                assert [float(side) for side in page.obj.TrimBox] == pytest.approx(cut, abs=1e-4)


def test_crop_marks_point_at_the_trim_from_outside_the_bleed() -> None:
    block = BookBlock(inks=Inks(colour="grey", profile=b"", limit=300), standard="none", bleed=3, marks=True)
    drawn = crop_marks(width=100, height=150, block=block).decode()
    lines = [
        [float(part) / MM for part in line.split() if part not in "mlS"] for line in drawn.split("\n")[3:-2]
    ]
    assert len(lines) == 8
    cuts = {"x": {11, 111}, "y": {11, 161}}
    for x, y, end_x, end_y in lines:
        upright = x == pytest.approx(end_x, abs=0.01)
        across, along, far = (x, (y, end_y), 172) if upright else (y, (x, end_x), 122)
        assert round(across, 2) in cuts["x" if upright else "y"]
        assert all(part <= 8 or part >= far - 8 for part in along), "within the bleed"
        assert all(0 < part < far for part in along), "outside the page"


def test_a_block_is_of_ink(files: Mapping[tuple[str, str], Made]) -> None:
    """No colour of a screen is left, greys are black ink alone, pictures are opaque and in the same inks."""
    coloured = 0
    for run, made in blocks(files):
        spaces = {"/DeviceGray"} | ({"/DeviceCMYK"} if run.colour == "cmyk" else set())
        with pikepdf.open(made.file) as pdf:
            for stream in contents(pdf):
                assert not RGB.search(stream)
                for inks in FOUR_INKS.findall(stream):
                    assert run.colour == "cmyk"
                    assert inks[:3] == (b"0", b"0", b"0"), "the toy's type and rules are black"
            images = {
                image.objgen: image
                for page in pdf.pages
                for image in page.obj.get("/Resources", {}).get("/XObject", {}).values()
            }
            assert images
            for image in images.values():
                assert str(image.ColorSpace) in spaces
                assert "/SMask" not in image
                coloured += image.ColorSpace == "/DeviceCMYK"
    assert coloured


def test_a_block_has_nothing_to_click_and_nothing_to_see_through(
    files: Mapping[tuple[str, str], Made],
) -> None:
    for _, made in blocks(files):
        with pikepdf.open(made.file) as pdf:
            assert not {"/Names", "/Outlines", "/StructTreeRoot", "/AcroForm"} & set(pdf.Root.keys())
            for page in pdf.pages:
                assert "/Annots" not in page.obj
                assert "/ExtGState" not in page.obj.get("/Resources", {})
            assert not any(b" gs\n" in stream or b"BDC" in stream for stream in contents(pdf))


def test_a_block_claims_the_standard_that_the_printer_asks_for(files: Mapping[tuple[str, str], Made]) -> None:
    for run, made in blocks(files):
        standard = asked(run).standard
        with pikepdf.open(made.file) as pdf:
            claimed = str(pdf.docinfo.get("/GTS_PDFXVersion", ""))
            assert claimed == {"none": "", "pdf/x-4": "PDF/X-4", "pdf/x-1a": "PDF/X-1:2001"}[standard]
            assert pdf.pdf_version == {"none": "1.6", "pdf/x-4": "1.6", "pdf/x-1a": "1.3"}[standard]
            if standard == "none":
                assert "/OutputIntents" not in pdf.Root
                assert not len(pdf.docinfo)
                continue
            (intent,) = pdf.Root.OutputIntents
            assert intent.S == "/GTS_PDFX"
            profile = intent.get("/DestOutputProfile")
            found = str(intent.OutputConditionIdentifier), profile and int(profile.N)
            if paper_of(run).surface == "coated" or run.colour != "grey":
                assert found == ("FOGRA29", 4)
                assert len(profile.read_bytes()) > 100_000
            else:
                assert found == (("FOGRA52", None) if standard == "pdf/x-1a" else ("Custom", 1))
            assert pdf.docinfo["/Trapped"] == "/False"
            if standard == "pdf/x-4":
                with pdf.open_metadata() as xmp:
                    assert xmp["pdfxid:GTS_PDFXVersion"] == "PDF/X-4"
                    assert xmp["xmpMM:DocumentID"].startswith("uuid:")
                    assert xmp["dc:title"] == str(pdf.docinfo["/Title"])


def test_all_editions_have_one_text_on_one_page(files: Mapping[tuple[str, str], Made]) -> None:
    """A press file, which nobody searches, joins no initial to its word: there it is read in two parts."""
    read = [letters(text) for text in page_texts(files["screen", ""].file.read_bytes())]
    for made in (files["archive", ""], *(made for _, made in blocks(files))):
        texts = [letters(text) for text in page_texts(made.file.read_bytes())]
        assert texts[: len(read)] == read
        assert not any(texts[len(read) :])


def test_an_offprint_keeps_its_page_numbers_and_says_how_to_cite_it(
    files: Mapping[tuple[str, str], Made], ordered: Printed
) -> None:
    read = [*page_texts(files["screen", ""].file.read_bytes())]
    for id in ordered.anthology.catalogue.volumes["tome-1"].essays:
        made = files["offprint", id]
        title, *texts = page_texts(made.file.read_bytes())
        with pikepdf.open(made.file) as pdf:
            labels = [*pdf.Root.PageLabels.Nums]
            assert labels[1].S == "/r"
            first = int(labels[3].St)
            assert str(pdf.docinfo.Title) == ordered.anthology.catalogue.essays[id].title.replace("'", "’")
        # A small capital is one glyph of two letters: which of them it is read as, the file's first decides.
        assert folded(texts) == folded(read[first - 1 : first - 1 + len(texts)])
        last = first + len(texts) - 1
        assert f"p. {first}" in title.replace("\u00a0", " ")
        assert str(last) in title
        assert "tiréàpart" in "".join(title.split()).casefold()
        assert f"https://toy.example/essays/{id}/" in title


def test_a_proof_has_the_lines_of_the_tome(
    files: Mapping[tuple[str, str], Made], ordered: Printed, tmp_path: Path
) -> None:
    """The margins that printers ask for too; page numbers are its own."""
    (proof,) = print_proofs(ordered.project, ordered.anthology, ["le-banc-vert"], output=tmp_path)
    _, *pages = page_texts(files["offprint", "le-banc-vert"].file.read_bytes())
    assert [made.kind for made in proof.files] == ["proof"]
    assert lines(page_texts(proof.file.read_bytes())) == lines(pages)


def lines(pages: Iterable[str]) -> list[list[str]]:
    """The lines of each page but for its number, and for what references say."""
    return [re.sub(r"\((?:tome|p\.)[^)]*\)", "", text).casefold().split("\r\n")[:-1] for text in pages]


def test_links_of_an_offprint_lead_into_it_or_to_the_site(files: Mapping[tuple[str, str], Made]) -> None:
    outside = set()
    for (kind, _), made in files.items():
        if kind not in ("offprint", "part"):
            continue
        with pikepdf.open(made.file) as pdf:
            names = set(pikepdf.NameTree(pdf.Root.Names.Dests))
            for page in pdf.pages:
                for link in page.obj.get("/Annots", []):
                    if "/Dest" in link:
                        assert str(link.Dest) in names
                    else:
                        outside.add(str(link.A.URI))
    assert any(uri.startswith("https://toy.example/essays/") for uri in outside)


def test_what_links_say_is_no_anchor(files: Mapping[tuple[str, str], Made]) -> None:
    """It is read aloud: a title, or an address."""
    said = set()
    for (kind, _), made in files.items():
        if kind in ("screen", "offprint", "part"):
            with pikepdf.open(made.file) as pdf:
                for page in pdf.pages:
                    said |= {str(link.Contents) for link in page.obj.get("/Annots", [])}
    assert said
    assert not [each for each in said if "--" in each]


def test_an_offprint_has_the_same_bytes_whatever_was_kept(place: Printed, tmp_path: Path) -> None:
    """The glyphs that it shares with the whole tome are those of today."""
    volume = replace(place.anthology.catalogue.volumes["tome-1"], editions=("offprint",))
    some = volume.parts[:1]

    def offprint(volume: Volume, cache: Path) -> bytes:
        other = with_volume(place, volume)
        project = replace(other.project, cache=cache)
        (tome,) = print_tomes(project, other.anthology, ["tome-1"], output=tmp_path)
        (made,) = (each for each in tome.files if each.of == "la-fenetre-du-quatrieme")
        return made.file.read_bytes()

    kept = tmp_path / "cache"
    before = offprint(replace(volume, parts=some), kept)
    after = offprint(volume, kept)
    assert after == offprint(volume, tmp_path / "empty")
    assert after != before


def test_a_part_opens_with_its_title_and_holds_its_essays(files: Mapping[tuple[str, str], Made]) -> None:
    read = [*page_texts(files["screen", ""].file.read_bytes())]
    part = [*page_texts(files["part", "partages"].file.read_bytes())]
    assert "Partages" in part[0]
    first = next(number for number, text in enumerate(read) if folded([text]) == folded(part[:1]))
    assert folded(part) == folded(read[first : first + len(part)])


def test_only_the_editions_that_are_wanted_are_made(ordered: Printed, tmp_path: Path) -> None:
    (tome,) = print_tomes(
        ordered.project, ordered.anthology, ["tome-1"], output=tmp_path, editions=["offprint"]
    )
    assert {made.kind for made in tome.files} == {"offprint", "part"}
    assert (
        print_tomes(ordered.project, ordered.anthology, ["tome-2"], output=tmp_path, editions=["press"]) == ()
    )


def test_the_inner_margin_follows_the_pages(
    place: Printed, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The margin for so many pages, once these are set with it."""
    seen = []

    def gutter(pages: int) -> float:
        seen.append(pages)
        return 12.0 if pages < 15 else 26.0

    volume = place.anthology.catalogue.volumes["tome-1"]
    other = with_volume(place, replace(volume, editions=("press",), press=(PressRun(printer="kdp"),)))
    monkeypatch.setattr("florilege.printing.printers.Printer.gutter", lambda _, pages: gutter(pages))
    margins = []
    number = Numbering.number

    def numbered(numbering: Numbering) -> object:
        placed = number(numbering)
        margins.append(numbering.volume.margins.inner)
        return placed

    monkeypatch.setattr(Numbering, "number", numbered)
    (tome,) = print_tomes(other.project, other.anthology, ["tome-1"], output=tmp_path)
    assert margins == [26.0]
    assert seen[0] == 0
    assert len(seen) >= 3
    assert tome.pages >= 15


@pytest.mark.parametrize(("content", "code"), [(None, "profile-missing"), (b"no profile", "profile-unfit")])
def test_a_profile_that_is_none_is_named(
    place: Printed, tmp_path: Path, content: bytes | None, code: str
) -> None:
    project = replace(place.project, profiles=tmp_path)
    if content is not None:
        (tmp_path / "press.icc").write_bytes(content)
    volume = place.anthology.catalogue.volumes["tome-1"]
    run = PressRun(printer="offset", colour="cmyk", profile="press.icc")
    other = with_volume(place, replace(volume, editions=("press",), press=(run,)))
    with pytest.raises(FlorilegeError) as caught:
        print_tomes(project, other.anthology, ["tome-1"], output=tmp_path / "tomes")
    assert (caught.value.code, caught.value.exit_code) == (code, 1)
    assert "press.icc" in caught.value.message("fr")
    assert not [*tmp_path.glob("tomes/*")]
