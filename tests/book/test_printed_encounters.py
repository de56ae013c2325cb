"""Who names whom, on a double page of a tome (`encounters.md`), and in the e-book."""

import re
from collections.abc import Mapping
from math import cos, pi, sin

import pypdfium2
import pytest
from lxml import html

from book.printing import Printed, print_all
from epub.epubcheck import messages
from epub.reading import ReadEbook
from florilege.encounters.drawing import PRINTED, printed_drawing
from web.test_encounters import world
from worlds import small

PEOPLE = 28
NAMES = [f"Personne Numéro-{chr(65 + n % 26)}{'x' * (n // 26)}" for n in range(PEOPLE)]
SIDE = 290.0
"""pt: the measure of A5."""


def book(encounters: str, naming: bool = True) -> dict[str, str | bytes | None]:
    """An anthology of 28 authors, each of whom names two others."""
    files: dict[str, str | bytes | None] = {"volumes/tome-1/encounters.md": encounters}
    for n, name in enumerate(NAMES):
        others = (NAMES[(n // 7 * 7 + (n + step) % 7) % PEOPLE] for step in (1, 3))
        said = " et ".join(f"[[{other}]]" if naming else other for other in others)
        files[f"authors/p{n}.md"] = f"---\nname: {name}\n---\n\nUne vie.\n"
        files[f"essays/e{n}/index.md"] = (
            f"---\ntitle: Essai {n}\nauthors: [p{n}]\nlicense: CC0\n---\n\nAvec {said}.\n"
        )
    essays = ", ".join(f"e{n}" for n in range(PEOPLE))
    files["volumes/tome-1/index.md"] = (
        "---\ntitle: Tome\nnumber: 1\neditions: [screen, ebook]\n"
        f"parts: [{{id: a, title: A, essays: [{essays}]}}]\n---\n\nUn tome.\n"
    )
    return files


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Printed]:
    made = {}
    for kind, files in {
        "drawn": book("---\ntitle: Qui nomme qui\n---\n\nVoici qui parle de qui.\n"),
        "nobody": book("---\ntitle: Qui nomme qui\n---\n", naming=False),
        "said of nobody": book("---\ntitle: Qui nomme qui\n---\n\nVoici [[Ana Bo]].\n", naming=False),
    }.items():
        root = tmp_path_factory.mktemp(kind)
        small(root, files)
        (root / "mkdocs.yml").write_text("site_name: Essai\nsite_url: https://a.example/\n", encoding="utf-8")
        made[kind] = print_all(root)
    return made


def texts(printed: Printed) -> list[str]:
    document = pypdfium2.PdfDocument(printed.pdf("tome-1"))
    return ["".join(page.get_textpage().get_text_range().split()) for page in document]


@pytest.mark.press
def test_a_double_page_draws_who_names_whom_and_says_it(printed: Mapping[str, Printed]) -> None:
    pages = texts(printed["drawn"])
    listed = next(n for n, page in enumerate(pages) if "Voiciquiparledequi" in page)
    assert listed % 2 == 1, "the list is on the right: the cover stands before page 1"
    assert "Quinommequi" in pages[listed - 1]
    assert "Numéro-A,Personne" in pages[listed]
    document = pypdfium2.PdfDocument(printed["drawn"].pdf("tome-1"))
    left = document[listed - 1]
    letters = left.get_textpage()
    drawn = [
        letters.get_charbox(n) for n in range(letters.count_chars()) if letters.get_text_range(n, 1) == "é"
    ]
    assert len(drawn) == PEOPLE, "each name once"
    width, height = left.get_size()
    margin = 30
    assert all(
        margin < x0 < x1 < width - margin and margin < y0 < y1 < height - margin for x0, y0, x1, y1 in drawn
    )


@pytest.mark.press
def test_the_table_and_the_outline_name_the_double_page(printed: Mapping[str, Printed]) -> None:
    document = pypdfium2.PdfDocument(printed["drawn"].pdf("tome-1"))
    assert "Qui nomme qui" in [each.get_title() for each in document.get_toc()]
    assert sum("Quinommequi" in page for page in texts(printed["drawn"])) >= 3


@pytest.mark.press
def test_nothing_is_printed_where_nobody_names_anybody(printed: Mapping[str, Printed]) -> None:
    for kind in ("nobody", "said of nobody"):
        assert not any("Quinommequi" in page for page in texts(printed[kind])), kind


@pytest.mark.standards
@pytest.mark.press
def test_the_ebook_says_who_names_whom(printed: Mapping[str, Printed]) -> None:
    file = next(each.file for each in printed["drawn"].tomes["tome-1"].files if each.kind == "ebook")
    assert messages(file) == []
    (page,) = (each for path, each in ReadEbook(file.read_bytes()).pages.items() if "encounters" in path)
    said = " ".join(" ".join(page.itertext()).split())
    assert "Voici qui parle de qui." in said
    assert "Numéro-A, Personne Personne Numéro-B, Personne Numéro-D" in said


def placed(people: int) -> tuple[list[tuple[str, float, float, float]], float]:
    """Each name with its angle in degrees, its distance from the centre and its width; the type, in pt."""
    tree = html.fragment_fromstring(str(printed_drawing(world(people), "Dessin", side=SIDE)))
    style = tree.get("style") or ""
    (size,) = (float(each) for each in re.findall(r"font-size: ([\d.]+)pt", style))
    found = []
    for name in tree.iter("p"):
        turn, distance = (float(each) for each in re.findall(r"\((-?[\d.]+)", name.get("style") or ""))
        away = 180.0 if name.get("class") == "turned" else 0.0
        found.append((name.text_content(), turn - away, abs(distance), 0.5 * size * len(name.text_content())))
    return found, size


@pytest.mark.parametrize("people", [2, 9, 28, 44, 300])
def test_names_are_apart_and_within_the_page(people: int) -> None:
    names, size = placed(people)
    assert PRINTED[1] <= size <= PRINTED[0]
    assert all(distance + width <= SIDE / 2 + 0.1 for _, _, distance, width in names)
    ends = [
        (distance * cos(turn * pi / 180), distance * sin(turn * pi / 180)) for _, turn, distance, _ in names
    ]
    for (x, y), (other_x, other_y) in zip(ends, ends[1:] + ends[:1], strict=True):
        assert len(names) < 3 or (x - other_x) ** 2 + (y - other_y) ** 2 >= (1.1 * size) ** 2
    assert len(names) == people or people == 300
    assert len(names) >= min(people, 60)


def test_twenty_eight_names_are_as_large_as_notes() -> None:
    assert placed(28)[1] >= 8


def test_who_draws_what_isnt_there_is_told(printed: Mapping[str, Printed]) -> None:
    told = {
        kind: [each.path for each in made.anthology.problems if each.code == "encounters-missing"]
        for kind, made in printed.items()
    }
    here = "volumes/tome-1/encounters.md"
    assert told == {"drawn": [], "nobody": [here], "said of nobody": [here]}
