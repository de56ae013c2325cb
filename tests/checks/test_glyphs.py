"""Characters that no face of the book has."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest

from florilege.anthology import load
from florilege.book.press import print_tomes
from florilege.checks import glyphs
from florilege.diagnostics.problems import Problem
from florilege.printing import scripts
from florilege.printing.fonts import faces, missing_characters
from florilege.prose.emojis import print_emoji
from florilege.reading.loader import read
from florilege.runtime.project import find_project
from worlds import essay, small


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without fonts of its own."""
    scripts._installed.cache_clear()
    monkeypatch.setattr(scripts, "INSTALLED", ())
    yield
    scripts._installed.cache_clear()


def problems(toy: Path, old: str, new: str) -> list[Problem]:
    file = toy / "contributions/essays/le-banc-vert/index.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    project = find_project(toy)
    catalogue = read(project.contributions)[0]
    characters = "".join(glyphs.printed_characters(catalogue, {}))
    return list(glyphs.check(catalogue, missing_characters(characters, faces(project, catalogue.designs))))


def test_a_text_in_latin_greek_and_cyrillic_is_covered(toy: Path) -> None:
    assert problems(toy, "Le banc est resté vert", "Le banc, σκαμνί, скамья, est resté vert") == []


def test_a_character_of_no_face_is_named_with_its_line(toy: Path) -> None:
    (found,) = problems(toy, "Le banc est resté vert", "Le banc 椅 est resté vert")
    line = (toy / "contributions" / found.path).read_text(encoding="utf-8").split("\n")[found.line - 1]
    assert line.index("椅") + 1 == found.column
    assert found.message("fr").startswith(
        "aucune police des tomes n’a\u00a0: 椅 U+6905 (Han\u202f; 1 en tout)"
    )


def test_a_script_is_one_message_whatever_the_number_of_its_characters(toy: Path) -> None:
    han, bengali = problems(toy, "Le banc est resté vert", "Le 椅子椅子ツ est কখকখ, 長椅子")
    assert dict(han.values) | {"characters": ""} == {
        "characters": "",
        "count": "4",
        "script": "Han",
        "point": "U+6905",
        "package": "fonts-noto-cjk",
    }
    assert dict(bengali.values)["characters"] == "ক U+0995, খ U+0996"
    assert "(fonts-noto-core)" in bengali.message("fr")
    assert (han.column, bengali.column) == (4, 14)
    assert han.level == "warning", "the site shows what paper can't"


def test_dots_of_inclusive_writing_have_a_stand_in_on_paper(toy: Path) -> None:
    assert problems(toy, "Le banc est resté vert", "Les habitant⸱es, resté‧es verts") == []
    assert print_emoji("habitant⸱es", "text", "fr") == "habitant·es"


@pytest.mark.press
@pytest.mark.usefixtures("bare")
def test_what_the_check_warns_of_is_printed_by_its_code(toy: Path) -> None:
    file = toy / "contributions/essays/le-banc-vert/index.md"
    text = file.read_text(encoding="utf-8").replace("title: Le banc vert", "title: Le banc 椅 vert")
    file.write_text(f"{text}\n\nUn 椅, deux &#26885;, trois \U000130b8 **ツ**.\n", encoding="utf-8")
    author = toy / "contributions/authors/elise-aubry.md"
    author.write_text(author.read_text(encoding="utf-8") + "\n\nFin ツ.\n", encoding="utf-8")
    loaded = load(find_project(toy), workers=1)
    assert loaded.errors == ()
    assert loaded.without_face == set("椅\U000130b8ツ")
    (tome,) = print_tomes(find_project(toy), loaded, ["tome-1"], editions=["screen"], workers=1)
    document = pypdfium2.PdfDocument(tome.files[0].file)
    words = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    assert "Un[U+6905],deux[U+6905],trois[U+130B8][U+30C4]." in words
    assert "Lebanc[U+6905]vert" in words
    assert "Fin[U+30C4]." in words


SPACES = [chr(code) for code in range(0x3001) if unicodedata.category(chr(code)) == "Zs"]


@pytest.mark.press
def test_every_space_is_printed_as_a_space_of_its_width(tmp_path: Path) -> None:
    lines = "\n\n".join(["Avant.", *(f"{ord(space):04X}N{space}N" for space in SPACES)])
    small(tmp_path, {"essays/un/index.md": essay("date: 2026-01-01", lines)})
    (tmp_path / "mkdocs.yml").write_text("docs_dir: contributions\n", encoding="utf-8")
    project = find_project(tmp_path)
    loaded = load(project, workers=1)
    assert [each.code for each in loaded.problems if each.code == "character-missing"] == []
    (tome,) = print_tomes(project, loaded, editions=["screen"], workers=1)
    document = pypdfium2.PdfDocument(tome.files[0].file)
    widths: dict[str, float] = {}
    for page in document:
        text = page.get_textpage()
        boxes = [text.get_charbox(number) for number in range(text.count_chars())]
        shown = "".join(text.get_text_range(number, 1) or " " for number in range(len(boxes)))
        for match in re.finditer(r"([0-9A-F]{4})N.N", shown):
            widths[match[1]] = boxes[match.end() - 1][0] - boxes[match.end() - 3][2]
    assert widths.keys() == {f"{ord(space):04X}" for space in SPACES}
    assert widths["3000"] == pytest.approx(widths["2003"], abs=0.1)
    assert widths["1680"] == pytest.approx(widths["2002"], abs=0.1)
    assert widths["200A"] < widths["2009"] < widths["0020"] < widths["2002"] < widths["2003"]


@pytest.mark.parametrize("text", ["😉", "👩‍🚀", "🇫🇷"])
def test_emoji_are_not_missed(toy: Path, text: str) -> None:
    assert problems(toy, "Le banc est resté vert", f"Le banc {text} est resté vert") == []


def test_a_field_that_is_printed_is_looked_at_where_it_stands(toy: Path) -> None:
    (found,) = problems(toy, "title: Le banc vert", "title: Le banc 椅 vert")
    line = (toy / "contributions" / found.path).read_text(encoding="utf-8").split("\n")[found.line - 1]
    assert line.startswith("title:")
