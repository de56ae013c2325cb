"""Meetings that are refused, each in a line: absurd days, places that are none, addresses, wrong names."""

from pathlib import Path

import pytest

from florilege.catalogue.model import Catalogue
from florilege.checks import rules
from florilege.diagnostics.problems import Problem
from florilege.reading.loader import read
from worlds import meeting, picture, small


def judged(folder: Path, text: str) -> tuple[Catalogue, list[Problem]]:
    catalogue, problems = read(small(folder, {"meetings/veillee/index.md": text}))
    return catalogue, [*problems, *rules.check(catalogue)]


@pytest.mark.parametrize(
    ("fields", "code", "line"),
    [
        ("date: 2026-02-31\nplace: Lyon", "date-unknown", 3),
        ("date: 0001-01-01\nplace: Lyon", "day-far", 3),
        ("date: 2026-04-12/2026-04-11\nplace: Lyon", "days-inverted", 3),
        ("date: [2026-04-11, 2062-04-12]\nplace: Lyon", "days-apart", 3),
        ("date: 2026-04-11/9999-12-31\nplace: Lyon", "day-far", 3),
        ("date: 2026-04-11/../../etc\nplace: Lyon", "date-form", 3),
        ("place: Lyon", "field-missing", 1),
        ("date: 2026-04-11\nplace: {coordinates: [45.7, 4.8]}", "place-empty", 4),
        ("date: 2026-04-11\nplace: {town: Lyon, coordinates: [145.7, 4.8]}", "coordinates-invalid", 4),
        ("date: 2026-04-11\nplace: Lyon\npersons: [ada, bob@rue.example]", "mail-address", 5),
        ("date: 2026-04-11\nplace: 192.0.2.7", "machine-address", 4),
    ],
)
def test_is_left_out_with_one_line(tmp_path: Path, fields: str, code: str, line: int) -> None:
    catalogue, problems = judged(tmp_path, meeting(fields))
    assert [(each.code, each.line) for each in problems] == [(code, line)]
    assert not catalogue.meetings


def test_names_and_volumes_must_be_there(tmp_path: Path) -> None:
    _, problems = judged(tmp_path, meeting("date: 2026-04-11\nplace: Lyon\npersons: [adda]\nvolume: tome-2"))
    told = {(each.code, each.line) for each in problems}
    assert told == {("author-unknown", 5), ("volume-unknown", 6)}


def test_a_place_is_written_in_a_line_or_in_fields(tmp_path: Path) -> None:
    catalogue, problems = judged(tmp_path, meeting("jours: 2026-04-11\nlieu: Café du Palier, 3e étage, Lyon"))
    assert not problems
    place = catalogue.meetings["veillee"].place
    assert (place.name, place.town) == ("Café du Palier, 3e étage", "Lyon")


def test_files_of_a_meeting_are_its_text_and_its_pictures(tmp_path: Path) -> None:
    root = small(
        tmp_path,
        {
            "meetings/veillee/index.md": meeting("date: 2026-04-11\nplace: Lyon"),
            "meetings/veillee/groupe.jpg": picture(),
            "meetings/veillee/notes.txt": "x",
            "meetings/La veillée/index.md": meeting("date: 2026-04-11\nplace: Lyon"),
            "meetings/autre.md": meeting("date: 2026-04-11\nplace: Lyon"),
        },
    )
    catalogue, problems = read(root)
    assert catalogue.images == ("meetings/veillee/groupe.jpg",)
    assert [*catalogue.meetings] == ["veillee"]
    assert sorted(each.code for each in problems) == ["file-stray", "file-stray", "name-invalid"]
