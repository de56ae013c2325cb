"""Characters that no face of the book has."""

from pathlib import Path

import pytest

from florilege.anthology import load
from florilege.book.press import print_tomes
from florilege.checks import glyphs
from florilege.diagnostics.problems import FlorilegeError, Problem
from florilege.printing.fonts import faces
from florilege.prose.emojis import print_emoji
from florilege.reading.loader import read
from florilege.runtime.project import find_project


def problems(toy: Path, old: str, new: str) -> list[Problem]:
    file = toy / "contributions/essays/le-banc-vert/index.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    project = find_project(toy)
    catalogue = read(project.contributions)[0]
    return list(glyphs.check(catalogue, faces(project, catalogue.designs)))


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
    han, katakana = problems(toy, "Le banc est resté vert", "Le 椅子椅子 est ツテツテ, 長椅子")
    assert dict(han.values) | {"characters": ""} == {"characters": "", "count": "3", "script": "Han"}
    assert dict(katakana.values)["characters"] == "ツ U+30C4, テ U+30C6"
    assert (han.column, katakana.column) == (4, 13)
    assert han.level == "warning", "the site shows what paper can't"


def test_dots_of_inclusive_writing_have_a_stand_in_on_paper(toy: Path) -> None:
    assert problems(toy, "Le banc est resté vert", "Les habitant⸱es, resté‧es verts") == []
    assert print_emoji("habitant⸱es", "text", "fr") == "habitant·es"


def test_a_tome_with_such_a_text_is_not_printable_and_the_others_are(toy: Path) -> None:
    file = toy / "contributions/essays/le-banc-vert/index.md"
    file.write_text(file.read_text(encoding="utf-8") + "\n\n椅子\n", encoding="utf-8")
    author = toy / "contributions/authors/nora-whitlock.md"
    author.write_text(author.read_text(encoding="utf-8") + "\n\nツ\n", encoding="utf-8")
    loaded = load(find_project(toy), workers=1)
    assert loaded.errors == ()
    blamed = {id: loaded.unprintable(volume) for id, volume in loaded.catalogue.volumes.items()}
    assert blamed["tome-1"] == ("essays/le-banc-vert/index.md",)
    assert any("authors/nora-whitlock.md" in paths for paths in blamed.values())
    with pytest.raises(FlorilegeError) as raised:
        print_tomes(find_project(toy), loaded, ["tome-1"], workers=1)
    assert (raised.value.code, raised.value.exit_code) == ("not-printable", 1)


@pytest.mark.parametrize("text", ["😉", "👩‍🚀", "🇫🇷"])
def test_emoji_are_not_missed(toy: Path, text: str) -> None:
    assert problems(toy, "Le banc est resté vert", f"Le banc {text} est resté vert") == []


def test_a_field_that_is_printed_is_looked_at_where_it_stands(toy: Path) -> None:
    (found,) = problems(toy, "title: Le banc vert", "title: Le banc 椅 vert")
    line = (toy / "contributions" / found.path).read_text(encoding="utf-8").split("\n")[found.line - 1]
    assert line.startswith("title:")
