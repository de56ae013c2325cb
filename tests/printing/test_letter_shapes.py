"""The shapes of initials: as measured."""

from pathlib import Path

from scripts import letter_shapes


def test_shapes_are_those_of_the_faces() -> None:
    file = Path(letter_shapes.FOLDER) / "letter_shapes.yml"
    assert file.read_text(encoding="utf-8") == letter_shapes.written(), "run: python scripts/letter_shapes.py"
