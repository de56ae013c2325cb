"""Where commands write: each that is told a place by its call takes care of what is there."""

import email
from pathlib import Path

import click
import pytest

from cli.test_help import names_and_commands
from commands import here
from worlds import small

MAKES_MANY = {"build"}
"""Commands whose folder holds what they make and is made anew: they only keep out of contributions/."""


def test_every_command_that_is_told_a_place_asks_before_it_writes_over() -> None:
    told = {
        name: {option for each in command.params for option in each.opts}
        for name, command in names_and_commands()
        if any(each.name in ("output", "out", "copy") for each in command.params)
    }
    assert {name for name, options in told.items() if "--force" not in options} == MAKES_MANY
    assert {"deposit", "metadata", "form", "letters", "royalties", "proof", "archive"} <= told.keys()


@pytest.fixture
def made(tmp_path: Path) -> Path:
    (tmp_path / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    small(tmp_path)
    return tmp_path


CALLS = (
    ("form",),
    ("status", "--format", "html"),
    ("deposit", "tome-1"),
    ("metadata", "tome-1", "--format", "bibtex"),
    ("preflight", "tome-1", "--no-html"),
)


@pytest.mark.parametrize("call", CALLS, ids=[call[0] for call in CALLS])
@pytest.mark.parametrize("file", ["contributions/essays/un/index.md", "mkdocs.yml", "notes.txt"])
def test_no_command_writes_over_what_people_have_written(
    made: Path, call: tuple[str, ...], file: str
) -> None:
    (made / "notes.txt").write_text("Les miennes.\n", encoding="utf-8")
    before = (made / file).read_bytes()
    option = "--json" if call[0] == "preflight" else "--output"
    done = here(made, *call, option, file)
    code = "output-not-ours" if file == "notes.txt" else "output-is-source"
    assert code in str(done.exception), done.output
    assert (made / file).read_bytes() == before


def test_a_folder_of_tomes_lies_outside_of_the_sources(made: Path) -> None:
    for call in (("build",), ("proof", "un"), ("preflight", "tome-1")):
        done = here(made, *call, "--output", "contributions/essays/un")
        assert "output-in-sources" in str(done.exception), call


def test_a_board_is_renewed_until_the_editor_writes_on_it(made: Path) -> None:
    board = ("status", "--format", "html", "--today")
    assert here(made, *board, "2026-05-01").exit_code == 0
    assert here(made, *board, "2026-05-02").exit_code == 0
    file = made / "status.html"
    file.write_text(file.read_text("utf-8") + "<!-- rappeler Ada -->\n", "utf-8")
    assert "output-not-ours" in str(here(made, *board, "2026-05-03").exception)
    assert "rappeler" in file.read_text("utf-8")
    assert here(made, *board, "2026-05-03", "--force").exit_code == 0
    assert "rappeler" not in file.read_text("utf-8")


def test_letters_that_were_edited_stay_and_those_of_before_are_named(
    made: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("office")
    (elsewhere / "contacts.csv").write_text("author,mail\nada,ada@lune.example\nbo,bo@x.example\n", "utf-8")

    def write(volume: str, *more: str, kind: str = "reminder") -> click.testing.Result:  # type: ignore[name-defined]
        options = ("--contacts", str(elsewhere / "contacts.csv"), "--out", str(elsewhere / "mail"))
        return here(made, "letters", volume, "--kind", kind, *options, *more, "--lang", "en")

    assert write("tome-1").exit_code == 0
    (letter,) = (elsewhere / "mail").iterdir()
    assert email.message_from_bytes(letter.read_bytes())["X-Florilege"] == "reminder tome-1"
    letter.write_bytes(letter.read_bytes() + b"P.S.\r\n")
    small(made, {"contributions/volumes/tome-1/plan.yml": None})
    (made / "contributions/volumes/tome-1/plan.yml").write_text(
        "deadlines: {manuscripts: 2026-04-30}\n", "utf-8"
    )
    assert "output-not-ours" in str(write("tome-1").exception)
    assert letter.read_bytes().endswith(b"P.S.\r\n")
    # the same author, another volume
    other = "---\ntitle: Deux\nnumber: 2\nparts:\n  - essays: [un]\n---\n\nUn tome.\n"
    small(made, {"volumes/tome-2/index.md": other})
    assert "output-not-ours" in str(write("tome-2").exception)
    # somebody else has to be reminded now
    deux = "---\ntitle: Deux\nauthors: [bo]\nvolume: tome-1\n---\n\nUn, deux.\n"
    bare = "---\ntitle: Tome\nnumber: 1\n---\n\nUn tome.\n"
    files = {
        "essays/deux/index.md": deux,
        "authors/bo.md": "---\nname: Bo\n---\n",
        "volumes/tome-2/index.md": other,
    }
    small(made, files | {"volumes/tome-1/index.md": bare})
    done = write("tome-1")
    assert "reminder-bo.eml" in done.output
    assert "reminder-ada.eml is of an earlier call" in done.output
