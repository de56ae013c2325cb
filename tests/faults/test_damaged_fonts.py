"""A font of the anthology's own of which any table is damaged: a tome, or one line of whose fault it is."""

import random
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.building import TOMES, build, made, restore, world
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.fonts import FACES, find_faces

FONT = FACES / "vollkorn" / "Vollkorn-Regular.ttf"

DAMAGES = ("noise", "zeros", "cut")


def tables(font: bytes) -> Iterator[tuple[str, int, int]]:
    """Name, offset and length of each table (OpenType 1.9, “Table directory”)."""
    (count,) = struct.unpack_from(">H", font, 4)
    for index in range(count):
        name, _, offset, length = struct.unpack_from(">4sLLL", font, 12 + 16 * index)
        yield name.decode(), offset, length


def damaged(font: bytes, how: str) -> Iterator[tuple[str, bytes]]:
    """The font with one table after another in ruins."""
    for name, offset, length in tables(font):
        ruins = {
            "zeros": bytes(length) + font[offset + length :],
            "noise": random.Random(name).randbytes(length) + font[offset + length :],
            "cut": font[offset : offset + length // 2],
        }
        yield name, font[:offset] + ruins[how]


def refusal(folder: Path, font: bytes) -> FlorilegeError | None:
    """What is said of this font as soon as it is found."""
    (folder / "own.ttf").write_bytes(font)
    try:
        find_faces(folder)
    except FlorilegeError as error:
        return error
    return None


@pytest.mark.parametrize("how", DAMAGES)
def test_a_damaged_table_is_the_fault_of_the_file(tmp_path: Path, how: str) -> None:
    found = {name: refusal(tmp_path, font) for name, font in damaged(FONT.read_bytes(), how)}
    errors = {name: error for name, error in found.items() if error}
    assert "cmap" in errors
    assert {error.exit_code for error in errors.values()} == {3}
    assert {error.code for error in errors.values()} <= {"font-unreadable", "font-unfit"}
    assert {error.values["file"] for error in errors.values()} == {str(tmp_path / "own.ttf")}


@pytest.mark.press
def test_a_tome_with_a_damaged_font_is_made_or_refused_in_one_line(tmp_path: Path) -> None:
    """Each table in the first way that isn't refused at once."""
    begun = world(tmp_path)
    fonts = begun / "anthology/fonts"
    fonts.mkdir()
    tried = set[str]()
    for how in DAMAGES:
        for name, font in damaged(FONT.read_bytes(), how):
            if name in tried or refusal(fonts, font):
                continue
            tried.add(name)
            restore(begun)
            done = build(begun, TOMES)
            assert done.returncode in (0, 3), f"{name} ({how}): {done.stderr}"
            assert len(done.stderr.splitlines()) == (done.returncode == 3), f"{name} ({how}): {done.stderr}"
            assert bool(made(begun)) == (done.returncode == 0), f"{name} ({how})"
    assert len(tried) > 8
    (fonts / "own.ttf").unlink()
    assert build(begun, TOMES).returncode == 0
