"""Characters that no face of the book has."""

from pathlib import Path

import pytest

from florilege.checks import glyphs
from florilege.diagnostics.problems import Problem
from florilege.printing.fonts import faces
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
    assert found.message("fr").startswith("aucune police n’a le caractère «\u00a0椅\u00a0» (U+6905")


@pytest.mark.parametrize("text", ["😉", "👩‍🚀", "🇫🇷"])
def test_emoji_are_not_missed(toy: Path, text: str) -> None:
    assert problems(toy, "Le banc est resté vert", f"Le banc {text} est resté vert") == []


def test_a_field_that_is_printed_is_looked_at_where_it_stands(toy: Path) -> None:
    (found,) = problems(toy, "title: Le banc vert", "title: Le banc 椅 vert")
    line = (toy / "contributions" / found.path).read_text(encoding="utf-8").split("\n")[found.line - 1]
    assert line.startswith("title:")
