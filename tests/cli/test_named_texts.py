"""A volume or an essay in error is told to be so, by every command that is about it: it isn't missing."""

from pathlib import Path

import pytest

from commands import here
from worlds import GOOD, small

SPOILT = {"volume": "volumes/tome-1/index.md", "essay": "essays/un/index.md"}
ROYALTIES = ("royalties", "tome-1", "--revenue", "10", "--period", "2026", "--by", "equal", "--out", "r")
OF_VOLUME = (
    ("order", "tome-1"),
    ("status", "tome-1"),
    ("costs", "tome-1"),
    ("letters", "tome-1", "--kind", "thanks", "--contacts", "../adresses.csv", "--out", "l"),
    ("preflight", "tome-1"),
    ("proof", "tome-1", "--round", "1"),
    ("archive", "tome-1"),
    ("rebuild", "tome-1"),
)
OF_ESSAY = (
    ("consent", "un", "--means", "mail", "--right", "print"),
    ("approve", "un", "--by", "Ada Lune"),
    ("corrections", "un"),
    ("order", "tome-1", "--move", "un", "--to", "a"),
)
WHOLE = (ROYALTIES, ("deposit", "tome-1"), ("errata", "tome-1"), ("freeze", "tome-1", "--as", "1"))
"""Commands that begin with all that is in error."""


def world(folder: Path, spoilt: str) -> Path:
    """An anthology in which a text is in error, and addresses beside it."""
    (folder / "adresses.csv").write_text("name,mail\nAda Lune,ada@example.org\n", encoding="utf-8")
    project = folder / "projet"
    project.mkdir()
    (project / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    text = GOOD[spoilt].replace("title: ", "x: ", 1)
    small(project, {spoilt: text})
    return project


def contents(project: Path) -> dict[Path, bytes]:
    """All files that people write."""
    return {each: each.read_bytes() for each in (project / "contributions").rglob("*") if each.is_file()}


@pytest.mark.parametrize(
    ("command", "file"),
    [
        *((command, SPOILT["volume"]) for command in OF_VOLUME),
        *((command, SPOILT["essay"]) for command in OF_ESSAY),
    ],
    ids=lambda each: each[0] if isinstance(each, tuple) else each.split("/")[0],
)
def test_what_is_in_error_isnt_called_missing(tmp_path: Path, command: tuple[str, ...], file: str) -> None:
    project = world(tmp_path, file)
    before = contents(project)
    error = here(project, *command).exception
    assert str(error) == (
        f"contributions/{file} is in error; "
        "florilege check says what is wrong in it; correct it, and ask again [file-faulty]"
    )
    assert error.exit_code == 1
    assert contents(project) == before


@pytest.mark.parametrize("command", WHOLE, ids=lambda command: command[0])
def test_what_needs_all_texts_names_the_line(tmp_path: Path, command: tuple[str, ...]) -> None:
    project = world(tmp_path, SPOILT["volume"])
    done = here(project, *command)
    assert done.exit_code == 1
    assert "contributions/volumes/tome-1/index.md:" in done.output


@pytest.mark.parametrize("spoilt", SPOILT.values())
def test_a_table_of_all_names_what_it_leaves_out(tmp_path: Path, spoilt: str) -> None:
    project = world(tmp_path, spoilt)
    done = here(project, "status", "--format", "json", "--lang", "fr")
    assert done.exit_code == 1
    assert f"contributions/{spoilt} est en erreur" in done.stderr


def test_letters_name_the_records_in_error_that_they_dont_follow(tmp_path: Path) -> None:
    project = world(tmp_path, SPOILT["essay"])
    (project / "contributions/volumes/tome-1/plan.yml").write_text("deadlines: demain\n", encoding="utf-8")
    done = here(project, *OF_VOLUME[3], "--lang", "en")
    assert done.exit_code == 1
    for file in ("essays/un/index.md", "volumes/tome-1/plan.yml"):
        assert f"contributions/{file} is in error" in done.stderr


@pytest.mark.parametrize(
    ("record", "command"),
    [
        ("volumes/tome-1/rounds/1.yml", ("approve", "un", "--by", "Ada Lune")),
        ("volumes/tome-1/rounds/2.yml", ("corrections", "un")),
        ("volumes/tome-1/rounds/2.yml", ("corrections", "un", "--round", "2")),
        ("volumes/tome-1/editions/1.yml", ("rebuild", "tome-1")),
        ("volumes/tome-1/editions/1.yml", ("archive", "tome-1", "--edition", "1")),
    ],
)
def test_a_record_in_error_isnt_called_missing(tmp_path: Path, record: str, command: tuple[str, ...]) -> None:
    project = world(tmp_path, SPOILT["volume"])
    small(project, {record: "date: hier\n"})
    error = here(project, *command).exception
    assert (error.code, error.exit_code) == ("file-faulty", 1)
    assert error.values["file"] == f"contributions/{record}"
    assert (project / "contributions" / record).read_text(encoding="utf-8") == "date: hier\n"


def test_what_isnt_there_is_still_missing(tmp_path: Path) -> None:
    project = world(tmp_path, SPOILT["volume"])
    for command in OF_VOLUME:
        error = here(project, command[0], "tome-9", *command[2:]).exception
        assert (error.code, error.exit_code) == ("volume-not-found", 2)
    for command in OF_ESSAY[:3]:
        error = here(project, command[0], "deux", *command[2:]).exception
        assert (error.code, error.exit_code) == ("essay-not-found", 2)


@pytest.mark.parametrize("command", [OF_VOLUME[0], OF_VOLUME[1], OF_VOLUME[3]], ids=lambda each: each[0])
def test_an_author_in_error_is_named_and_not_written_to(tmp_path: Path, command: tuple[str, ...]) -> None:
    project = world(tmp_path, SPOILT["essay"])
    small(project, {"authors/ada.md": "---\nheadline: Luthière\n---\n\nElle écrit.\n"})
    (project.parent / "adresses.csv").write_text("author,mail\nada,ada@example.org\n", encoding="utf-8")
    done = here(project, *command, "--lang", "en")
    assert done.exit_code == 1
    assert "contributions/authors/ada.md is in error" in done.stderr
    assert not [*(project / "l").glob("*.eml")]
