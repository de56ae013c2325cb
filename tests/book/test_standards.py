"""What the files claim is true: veraPDF says so, and so does a look of our own at what is read aloud."""

import io
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from pikepdf import Name, Pdf

from book.printing import Printed, bound, print_all
from book.reading import letters, pages_of
from book.tree import Element, tree_of
from book.verapdf import failures
from florilege.book.binding.assemble import assemble
from florilege.book.binding.binding import Binding
from shared import once

EVERYTHING = """
## Titre

#### Un titre qui saute un rang

Un *mot <span lang="en">in English, *twice* over</span>*, une <abbr title="organisation">ONG</abbr>.

- Un[^un]

    1. Onze
    2. Douze, [un lien](../le-pain-partage/index.md) suivi de quelques mots, et encore

        Un second alinéa.

- Deux

Terme
:   Description

    - Une liste dans une description

Second terme
:   Autre description
:   Et une autre

> Citation
>
> > Dans la citation

!!! note "Aparté"
    Avec une liste :

    - un ;
    - deux.

***

| Heure | Note |
|-------|------|
{rows}

<table><caption>Légende</caption>
<tr><th></th><th>A</th><th>B</th></tr>
<tr><th>Un</th><td rowspan="2">deux</td><td></td></tr>
<tr><th>Trois</th><td>quatre</td></tr>
<tr><td colspan="3">cinq</td></tr>
<tr><td>six</td></tr></table>

<p dir="rtl" lang="ar">صباح الخير يا جارتي</p>

<div>Un texte sans alinéa <p>puis un alinéa</p> puis plus.</div>

[^un]: Une note avec [un lien](https://loin.example/).

    - Et une liste
    - de deux
""".replace("{rows}", "\n".join(f"| {hour} h | la |" for hour in range(60)))


@pytest.fixture(scope="module", params=["tome-1", "tome-2", "tome-3"])
def binding(request: pytest.FixtureRequest, printed: Printed) -> Binding:
    return bound(printed.project, printed.anthology, request.param)


@pytest.fixture(scope="module")
def everything(printed: Printed, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All editions of the toy for readers, one of whose essays holds all that an essay may hold."""

    def print_everything(root: Path) -> None:
        shutil.copytree(printed.project.root, root)
        with (root / "contributions/essays/le-banc-vert/index.md").open("a", encoding="utf-8") as essay:
            essay.write(EVERYTHING)
        for volume in root.glob("contributions/volumes/*/index.md"):
            text = volume.read_text(encoding="utf-8")
            editions = "---\neditions: [screen, archive, offprint]\n"
            volume.write_text(text.replace("---\n", editions, 1), encoding="utf-8")
        print_all(root)

    tomes = once(tmp_path_factory, "everything", print_everything) / "tomes"
    return sorted(tomes.rglob("*.pdf"))


@pytest.fixture(scope="module")
def essay(everything: list[Path]) -> Iterator[Element]:
    """That essay."""
    with tree_of(next(file for file in everything if file.name == "tome-1.pdf").read_bytes()) as document:
        yield next(each for each in document.walk() if each.kind == "Art")


@pytest.mark.standards
def test_all_that_readers_get_is_accessible(everything: list[Path]) -> None:
    """Tomes, archives, offprints and parts."""
    assert {file.parent.name.rpartition("-")[2] for file in everything} == {"tomes", "essays", "parts"}
    assert failures("ua1", *everything) == []


def test_every_structure_tree_is_sound(everything: list[Path]) -> None:
    for file in everything:
        with tree_of(file.read_bytes()) as document:
            assert document.letters()


@pytest.mark.standards
def test_archives_can_be_kept(everything: list[Path]) -> None:
    archives = [file for file in everything if "archive" in file.name]
    assert len(archives) == 3
    assert failures("2u", *archives) == []


def test_an_archive_is_the_same_whenever_it_is_made(binding: Binding) -> None:
    archive = replace(binding, standards=("pdf/a-2u", "pdf/ua-1"))
    assert assemble(archive) == assemble(archive)


@pytest.mark.standards
def test_verapdf_finds_faults(everything: list[Path], tmp_path: Path) -> None:
    """An offprint that claims nothing, and whose pictures say nothing."""
    file = tmp_path / "mute.pdf"
    with Pdf.open(next(file for file in everything if file.stem == "la-fenetre-du-quatrieme")) as pdf:
        for each in pdf.objects:
            if getattr(each, "S", None) == Name.Figure:
                del each.Alt
        del pdf.Root.Metadata
        pdf.save(file)
    assert {("7.3", 1), ("7.1", 8)} == {(failure.clause, failure.test) for failure in failures("ua1", file)}
    assert failures("2u", file)


def test_a_tome_claims_what_it_is_told_to(binding: Binding) -> None:
    def metadata(*standards: str) -> str:
        bare = replace(binding, standards=standards)  # type: ignore[arg-type]
        with Pdf.open(io.BytesIO(assemble(bare))) as pdf:
            assert ("/OutputIntents" in pdf.Root) == ("pdf/a-2u" in standards)
            return pdf.Root.Metadata.read_bytes().decode()

    assert "pdfaid" not in metadata("pdf/ua-1")
    assert "pdfuaid" not in metadata("pdf/a-2u")
    assert not {"pdfaid", "pdfuaid"} & set(metadata().replace(":", " ").split())


def test_sheets_are_where_they_belong(printed: Printed) -> None:
    with tree_of(printed.pdf("tome-1")) as document:
        parts = [each for each in document.elements if each.kind == "Part"]
        assert [len(part.all_of("Art")) for part in parts] == [2, 1]
        assert [part.elements[1].kind for part in parts] == ["H1", "H1"]
        assert [each.kind for each in document.all_of("Art")[0].elements][:4] == ["Figure", "P", "P", "H2"]
        (preface,) = [each for each in document.elements if each.letters().startswith("préface")]
        assert preface.kind == "Sect"


def test_headings_leave_no_rank_out(essay: Element) -> None:
    ranks = [each.kind for each in essay.walk() if each.kind in ("H1", "H2", "H3", "H4", "H5", "H6")]
    assert ranks == ["H2", "H3", "H3", "H3", "H4"]


def test_languages(essay: Element) -> None:
    spoken = {each.letters(): str(each.source.Lang) for each in essay.walk() if "/Lang" in each.source}
    assert spoken["inenglishtwiceover"] == "en"
    assert "صباحالخيرياجارتي" in spoken
    assert spoken["صباحالخيرياجارتي"] == "ar"


def spoken(file: Path) -> Iterator[tuple[str, str]]:
    """Each piece of text of a file, and its language."""
    with Pdf.open(file) as pdf, tree_of(file.read_bytes()) as document:
        yield from document.pieces(str(pdf.Root.Lang))


def test_every_essay_is_read_in_its_language(everything: list[Path], printed: Printed) -> None:
    """In tomes, archives, parts and offprints, whatever language these are in; but what isn't its text."""
    essays = printed.anthology.catalogue.essays.values()
    openings = {
        letters(html.fromstring(printed.anthology.prose[each.key].html).text_content())[:40]: each
        for each in essays
    }
    found = set()
    for file in everything:
        pieces = [*spoken(file)]
        whole = "".join(text for text, _ in pieces)
        for opening, essay in openings.items():
            if (start := whole.find(opening)) >= 0:
                langs = {lang for text, lang in within(pieces, start, start + len(opening))}
                assert langs == {essay.lang}, (file.name, essay.id)
                found.add((file.parent.name, essay.lang))
    folders = {"tomes", "tome-1-essays", "tome-2-essays", "tome-3-essays", "tome-3-parts"}
    assert {(folder, "fr") for folder in folders} <= found
    assert {
        ("tomes", "en"),
        ("tome-2-essays", "en"),
        ("tome-3-essays", "en"),
        ("tome-3-parts", "en"),
    } <= found


def within(pieces: Sequence[tuple[str, str]], start: int, end: int) -> Iterator[tuple[str, str]]:
    """The pieces that hold the letters from one to another of all of them."""
    before = 0
    for text, lang in pieces:
        if before < end and before + len(text) > start:
            yield text, lang
        before += len(text)


def test_names_are_read_in_their_own_language(everything: list[Path], printed: Printed) -> None:
    """Wherever a tome prints the name of an author by itself: opening, table, notices."""
    authors = printed.anthology.catalogue.authors
    foreign = {letters(author.name) for author in authors.values() if author.body.lang == "en"}
    native = {letters(author.name) for author in authors.values()} - foreign
    assert foreign
    assert native
    said = [piece for file in everything if file.parent.name == "tomes" for piece in spoken(file)]
    for name in foreign:
        assert len([lang for text, lang in said if name in text and lang == "en"]) >= 6
        assert {lang for text, lang in said if text in (name, f"{name},")} == {"en"}
    assert {lang for text, lang in said if text in native} == {"fr"}


def test_lists_have_items_with_labels_and_bodies(essay: Element) -> None:
    lists = essay.all_of("L")
    assert len(lists) == 6
    for each in lists:
        assert {item.kind for item in each.elements} == {"LI"}
        for item in each.elements:
            assert {part.kind for part in item.elements} <= {"Lbl", "LBody"}
    inner = next(each for each in lists if each.letters().startswith("1onze"))
    assert [kid.kind for kid in inner.elements[1].elements] == ["Lbl", "LBody"]
    assert inner.source.A.ListNumbering == Name.Decimal
    terms = next(each for each in lists if each.letters().startswith("terme"))
    assert [len(item.elements) for item in terms.elements] == [2, 3]


def test_a_table_that_goes_on_overleaf_is_one_and_has_one_head(essay: Element) -> None:
    long, drawn = essay.all_of("Table")
    assert [each.kind for each in long.elements] == ["THead", "TBody"]
    assert long.letters().count("heure") == 1
    pages = {page.objgen for page in _pages(long)}
    assert len(pages) > 1
    assert [each.kind for each in drawn.elements] == ["Caption", "TBody"]
    rows = drawn.all_of("TR")
    scopes = [str(cell.source.A.Scope) for cell in drawn.all_of("TH")]
    assert scopes == ["/Column"] * 3 + ["/Row"] * 2
    assert rows[1].elements[1].source.A.RowSpan == 2
    assert rows[3].elements[0].source.A.ColSpan == 3
    assert [cell.letters() for cell in rows[4].elements] == ["six", "", ""]


def _pages(element: Element) -> Iterator[object]:
    return (each.source.Pg for each in element.walk() if "/Pg" in each.source)


def test_a_note_is_read_where_it_is_called(essay: Element) -> None:
    notes = essay.all_of("Note")
    assert [str(note.source.ID) for note in notes] == ["le-banc-vert--note-1", "le-banc-vert--note-2"]
    for number, note in enumerate(notes, 1):
        assert note.elements[0].kind == "Lbl"
        assert note.elements[0].letters() == str(number)
        around = next(each for each in essay.walk() if note in each.elements)
        place = around.kids.index(note)
        assert around.elements[around.elements.index(note) - 1].letters() == str(number)
        assert place > 0


def test_pictures_say_what_they_show_and_where(binding: Binding) -> None:
    """A picture that is cut to its place is larger than that."""
    tome = assemble(binding)
    pictures = [
        (number, drawing.box)
        for number, page in enumerate(pages_of(tome))
        for drawing in page.drawings
        if drawing.kind == "picture"
    ]
    with Pdf.open(io.BytesIO(tome)) as pdf, tree_of(tome) as document:
        numbers = {page.objgen: number for number, page in enumerate(pdf.pages)}
        figures = [each.source for each in document.all_of("Figure")]
        assert all(len(str(figure.Alt)) > 5 for figure in figures)
        placed = [(numbers[figure.Pg.objgen], [float(side) for side in figure.A.BBox]) for figure in figures]
        for (page, box), (number, picture) in zip(sorted(placed), sorted(pictures), strict=True):
            assert page == number
            assert box[0] + box[2] == pytest.approx(picture[0] + picture[2], abs=0.1)
            assert box[1] + box[3] == pytest.approx(picture[1] + picture[3], abs=0.1)
            assert picture[0] - 0.1 < box[0]
            assert picture[1] - 0.1 < box[1]


def test_links_say_where_they_lead(essay: Element) -> None:
    told = {
        (link.letters(), str(kid.Obj.Contents))
        for link in essay.all_of("Link")
        for kid in link.source.K
        if not isinstance(kid, int) and "/Obj" in kid
    }
    assert {("unlien", "https://loin.example/"), ("unlien", "Le pain partagé")} <= told
