"""Opening pages, read from the finished files: title, byline and the first lines of the text on one page."""

from collections.abc import Iterable
from contextlib import closing
from io import BytesIO
from pathlib import Path
from subprocess import run

import pytest
from PIL import Image
from pypdfium2 import PdfDocument

from book.anthologies import png
from book.printing import print_all
from book.reading import Drawn, drawn_of, edges_of, letters, pages_of
from florilege.book.composing.openings import ENOUGH, shown
from florilege.book.sheet import MM, geometry
from florilege.catalogue.volumes import Design
from florilege.catalogue.writings import Author, Body, Byline
from florilege.printing.designs import DESIGNS
from florilege.reading.fieldtypes import TRIMS
from many_hands import MOST, NAMES, TITLES, WORD, authors, essay
from worlds import small

SIZES = sorted(TRIMS, key=lambda name: TRIMS[name].width * TRIMS[name].height)
SMALLEST, LARGEST = SIZES[0], SIZES[-1]
PAIRS = [(design, size) for design in DESIGNS for size in (SMALLEST, LARGEST)]
WIDTHS = range(7, 16, 2)
"""Letters of the words of names that may be wider than a place in a row."""
WIDE = [(letters_of, count) for letters_of in WIDTHS for count in (2, 3, 4)]
CASES = [(kind, count) for kind in NAMES for count in range(1, MOST + 1)]
TALL = "tall"
"""An essay that begins with a picture, kept in its place, for which no opening leaves room."""


def portrait() -> bytes:
    buffer = BytesIO()
    Image.new("L", (240, 300), 128).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture(scope="module")
def offprints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Essay → its offprint: a title page, then its pages."""
    files: dict[str, str | bytes | None] = dict(authors(portrait()))
    for letters_of in WIDTHS:
        for number, letter in enumerate("mnow"):
            name = f"{letter.upper()}{letter * 3} {letter.upper()}{letter * (letters_of - 1)}"
            files[f"authors/wide-{letters_of}-{number}.md"] = f"---\nname: {name}\n---\n"
            files[f"authors/wide-{letters_of}-{number}.png"] = portrait()
    for rank, (design, size) in enumerate(PAIRS, 1):
        essays = {f"{design}-{size}-{kind}-{count}".lower(): (kind, count) for kind, count in CASES}
        files |= {f"essays/{id}/index.md": essay(kind, count) for id, (kind, count) in essays.items()}
        for letters_of, count in WIDE:
            names = ", ".join(f"wide-{letters_of}-{number}" for number in range(count))
            id = f"{design}-{size}-wide-{letters_of}-{count}".lower()
            essays[id] = ("wide", count)
            text = essay("short", 1).replace("authors: [short-0]", f"authors: [{names}]")
            files[f"essays/{id}/index.md"] = text
        tall = f"{design}-{size}-{TALL}".lower()
        tower = essay("short", 2, "![Une tour](vue.png){.ici}\n\n")
        tower = tower.replace("license:", f"abstract: {'Un long résumé. ' * 60}\nlicense:")
        files[f"essays/{tall}/index.md"] = tower
        files[f"essays/{tall}/vue.png"] = png(1200, 1200)
        fields = f"title: Tome\nnumber: {rank}\ndesign: {design}\ntrim: {size}\neditions: [offprint]"
        parts = f"parts:\n  - {{id: p{rank}, essays: [{', '.join([*essays, tall])}]}}"
        files[f"volumes/{design}-{size}/index.md".lower()] = (
            f"---\n{fields}\ncover: {{template: aucune}}\n{parts}\n---\n\nUn tome.\n"
        )
    root = tmp_path_factory.mktemp("openings")
    small(root, files | {"volumes/tome-1/index.md": None, "essays/un/index.md": None, "authors/ada.md": None})
    (root / "mkdocs.yml").write_text("site_name: x\nsite_url: https://x.example/\n", encoding="utf-8")
    printed = print_all(Path(root))
    made = (file for tome in printed.tomes.values() for file in tome.files)
    return {file.of: file.file.read_bytes() for file in made if file.kind == "offprint"}


def drawn(glyphs: Iterable[Drawn]) -> str:
    """The letters of a page in the order in which they are drawn."""
    return letters("".join(glyph.text for glyph in glyphs))


def lines_of_text(glyphs: Iterable[Drawn]) -> int:
    """How many lines of a page hold words of the text."""
    lines: dict[float, list[Drawn]] = {}
    for glyph in glyphs:
        lines.setdefault(round(glyph.y, 1), []).append(glyph)
    return sum(WORD in drawn(line) for line in lines.values())


def lacking(glyphs: Iterable[Drawn], kind: str, count: int) -> list[str]:
    """What of title and names doesn't stand on a page."""
    text = drawn(glyphs)
    return [each for each in (TITLES[kind], *NAMES[kind][:count]) if letters(each) not in text]


@pytest.mark.press
@pytest.mark.parametrize(("design", "size"), PAIRS)
def test_title_byline_and_text_hold_on_the_opening_page(
    offprints: dict[str, bytes], design: str, size: str
) -> None:
    wrong = []
    for kind, count in CASES:
        title_page, opening = drawn_of(offprints[f"{design}-{size}-{kind}-{count}".lower()])[:2]
        found = lacking(title_page, kind, count), lacking(opening, kind, count), lines_of_text(opening)
        if found[:2] != ([], []) or found[2] < ENOUGH:
            wrong.append((kind, count, *found))
    assert wrong == []


@pytest.mark.press
@pytest.mark.parametrize(("design", "size"), PAIRS)
def test_up_to_four_people_are_shown_with_their_portraits(
    offprints: dict[str, bytes], design: str, size: str
) -> None:
    def portraits(id: str) -> int:
        drawings = pages_of(offprints[f"{design}-{size}-{id}".lower()])[1].drawings
        return sum(drawing.kind == "picture" for drawing in drawings)

    found = [portraits(f"short-{count}") for count in range(1, MOST + 1)]
    assert found == [1, 2, 3, 4, *[0] * (MOST - 4)]
    assert size == LARGEST or portraits(TALL) == 2, "no step leaves room for its picture"


@pytest.mark.press
@pytest.mark.parametrize(("design", "size"), PAIRS)
def test_the_first_word_is_read_whole(offprints: dict[str, bytes], design: Design, size: str) -> None:
    """The initial and what follows it, on two lines: by PDFium, in which browsers search, and Poppler."""
    torn = []
    for kind, count in CASES:
        with closing(PdfDocument(offprints[f"{design}-{size}-{kind}-{count}".lower()])) as document:
            text = document[1].get_textpage().get_text_range()
        if WORD.title() not in text:
            torn.append((kind, count))
    assert torn == []
    piped = run(
        ["pdftotext", "-f", "2", "-l", "2", "-", "-"],
        input=offprints[f"{design}-{size}-short-1".lower()],
        capture_output=True,
        check=True,
    )
    assert f"{WORD.title()} {WORD} {WORD}" in piped.stdout.decode()


@pytest.mark.press
@pytest.mark.parametrize(("design", "size"), PAIRS)
def test_names_stay_within_the_measure(offprints: dict[str, bytes], design: Design, size: str) -> None:
    measure = geometry(TRIMS[size], facts=DESIGNS[design]).measure * MM
    ids = [f"{kind}-{count}" for kind, count in CASES] + [
        f"wide-{letters_of}-{count}" for letters_of, count in WIDE
    ]
    beyond = {}
    for id in ids:
        offprint = offprints[f"{design}-{size}-{id}".lower()]
        left, right = edges_of(offprint)[1]
        boxes = [drawing.box for drawing in pages_of(offprint)[1].drawings if drawing.kind == "picture"]
        beyond[id] = max(right, *(box[2] for box in boxes), 0) - left - measure
    assert {id: over for id, over in beyond.items() if over > 1} == {}


def test_long_names_stand_in_no_row() -> None:
    body = Body(path="", line=1, markdown="", lang="fr")
    ada = Author(id="ada", name="Ada", sort_name="Ada", body=body, portrait="authors/ada.png")
    wide, narrow = (geometry(TRIMS[size]) for size in (LARGEST, SMALLEST))

    def of(names: list[str]) -> list[tuple[Byline, Author | None]]:
        return [(Byline(name=name, author="ada"), ada) for name in names]

    classique = DESIGNS["classique"]
    middle = [Byline(name="Jean-Baptiste Lamartine", author="ada")] * 3
    assert shown([(byline, ada) for byline in middle], wide, classique, 0) == "row"
    assert shown(of(NAMES["long"][:3]), narrow, classique, 0) == "run"
    assert shown(of(NAMES["short"][:4]), narrow, classique, 0) == "row"
    assert shown(of(NAMES["short"][:4]), narrow, classique, 1) == "run"
    assert shown([(byline, None) for byline, _ in of(NAMES["short"][:3])], wide, classique, 0) == "run"
