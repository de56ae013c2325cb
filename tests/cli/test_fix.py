"""`florilege fix`, as its user types it: shown first, asked, and nothing else changed."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from florilege.cli.main import florilege
from florilege.diagnostics.problems import FlorilegeError
from florilege.mending import carrying_out
from florilege.mending.planning import Plan
from site_builds import edit

FILE = "contributions/essays/le-pain-partage/index.md"


def run(folder: Path, *arguments: str, answer: str = "") -> Result:
    return CliRunner().invoke(florilege, ["-C", str(folder), *arguments, "--lang", "en"], input=answer)


@pytest.fixture(autouse=True)
def stay_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """-C moves the whole process: move it back after each test."""
    monkeypatch.chdir(tmp_path)


def tree(toy: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in (toy / "contributions").rglob("*") if file.is_file()}


@pytest.fixture
def spoilt(toy: Path) -> Path:
    """The toy with a colon that isn't quoted, a picture of a telephone, and an essay that lies elsewhere."""
    edit(toy / FILE, "title: ", "title: Le soir: ")
    edit(toy / FILE, "miche.png", "Miche%201.PNG")
    picture = toy / "contributions/essays/le-pain-partage/miche.png"
    picture.rename(picture.with_name("Miche 1.PNG"))
    essay = toy / "contributions/essays/le-banc-vert/index.md"
    essay.rename(toy / "contributions/essays/le-banc-vert.md")
    essay.parent.rmdir()
    return toy


def test_what_changes_is_shown_first_and_nothing_is_done(spoilt: Path) -> None:
    before = tree(spoilt)
    result = run(spoilt, "fix", "--diff")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[-1] == "florilege fix would change this (3 files)"
    assert {
        "contributions/essays/le-banc-vert.md → contributions/essays/le-banc-vert/index.md",
        "contributions/essays/le-pain-partage/Miche 1.PNG → contributions/essays/le-pain-partage/miche-1.png",
        f"--- {FILE}",
    } <= {*lines}
    assert any(line.startswith('+title: "Le soir: ') for line in lines)
    assert tree(spoilt) == before


@pytest.mark.parametrize("answer", ["n\n", ""])
def test_nothing_is_changed_without_a_yes(spoilt: Path, answer: str) -> None:
    before = tree(spoilt)
    result = run(spoilt, "fix", answer=answer)
    assert result.exit_code == 1
    assert result.output.splitlines()[-1] == "nothing was changed; --yes changes it without asking"
    assert tree(spoilt) == before


@pytest.mark.parametrize(("options", "answer"), [(["--yes"], ""), ([], "y\n")])
def test_all_is_mended_with_a_yes(spoilt: Path, options: list[str], answer: str) -> None:
    assert "florilege fix corrects 3" in run(spoilt, "check").output
    result = run(spoilt, "fix", *options, answer=answer)
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "corrected (3 files)")
    assert run(spoilt, "check").output == "nothing to report in 9 essays\n"
    again = run(spoilt, "fix", "--yes")
    assert (again.exit_code, again.output) == (0, "nothing that florilege fix could correct\n")


def test_paths_limit_what_is_mended(spoilt: Path) -> None:
    result = run(spoilt, "fix", "--yes", str(spoilt / "contributions/essays/le-pain-partage"))
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "corrected (2 files)")
    assert (spoilt / "contributions/essays/le-banc-vert.md").is_file()


def test_the_rest_of_a_file_keeps_its_bytes(spoilt: Path) -> None:
    before = (spoilt / FILE).read_bytes().split(b"\n")
    run(spoilt, "fix", "--yes")
    after = (spoilt / FILE).read_bytes().split(b"\n")
    assert len(after) == len(before)
    assert {line for line, new in zip(before, after, strict=True) if line != new} == {
        line for line in before if line.startswith(b"title: ") or b"Miche" in line
    }


def test_what_is_written_meanwhile_is_not_lost(spoilt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody saves a file while the changes are being read: nothing is changed at all."""
    carry_out = carrying_out.carry_out

    def later(plan: Plan, contributions: Path) -> None:
        edit(spoilt / FILE, "title: ", "title: Tôt, ")
        carry_out(plan, contributions)

    monkeypatch.setattr("florilege.cli.fix.carry_out", later)
    result = run(spoilt, "fix", "--yes")
    assert isinstance(result.exception, FlorilegeError)
    assert (result.exception.code, result.exception.exit_code) == ("fix-changed", 2)
    assert (spoilt / "contributions/essays/le-banc-vert.md").is_file()
    assert "title: Tôt, Le soir: " in (spoilt / FILE).read_text(encoding="utf-8")


def test_no_file_is_overwritten(spoilt: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    carry_out = carrying_out.carry_out
    other = spoilt / "contributions/essays/le-banc-vert/index.md"

    def later(plan: Plan, contributions: Path) -> None:
        other.parent.mkdir()
        other.write_text("Un autre.", encoding="utf-8")
        carry_out(plan, contributions)

    monkeypatch.setattr("florilege.cli.fix.carry_out", later)
    result = run(spoilt, "fix", "--yes")
    assert isinstance(result.exception, FlorilegeError)
    assert (result.exception.code, result.exception.exit_code) == ("fix-in-the-way", 2)
    assert other.read_text(encoding="utf-8") == "Un autre."


def test_colours_are_for_a_terminal(spoilt: Path) -> None:
    command = ["-C", str(spoilt), "fix", "--diff", "--lang", "en"]
    shown = CliRunner().invoke(florilege, command, color=True).output
    assert "\x1b[32m+title: " in shown
    assert "\x1b" not in CliRunner().invoke(florilege, command).output


def test_a_strangers_text_commands_no_terminal(toy: Path) -> None:
    edit(toy / FILE, "un soir de panne.", "un soir.\n\n• \x1b[2Jde \u202epanne\n")
    assert "\\u202e" in (shown := run(toy, "fix", "--diff").output)
    assert "\x1b" not in shown


def test_words_that_go_are_named_and_those_of_attributes_stay(toy: Path) -> None:
    edit(toy / FILE, "\n---\n", "\nstatus: Publiées\n---\n\n# Le pain partagé\n")
    edit(toy / FILE, "un soir de panne.", 'un <span title="mot à mot">soir</span> de panne, le 3 Mars.')
    shown = run(toy, "fix", "--yes").output.splitlines()
    assert {
        f"{FILE}: without “# Le pain partagé”, which the title says already",
        f"{FILE}: “Publiées” becomes “published”",
        f"{FILE}: “Mars” becomes “mars”",
    } == {line for line in shown if line.startswith(f"{FILE}: ")}
    assert 'title="mot à mot"' in (toy / FILE).read_text(encoding="utf-8")
    assert "“mot à mot”, within <span>, is printed nowhere" in run(toy, "check").output


@pytest.mark.parametrize(
    ("options", "answer", "times"),
    [(["--yes"], "", 1), ([], "y\n", 2), ([], "n\n", 1), (["--diff"], "", 1)],
)
def test_it_says_how_many_errors_there_are_afterwards(
    options: list[str], answer: str, times: int, toy: Path
) -> None:
    """What is wrong with a text that lies where nothing is published from is a warning until it is moved."""
    wrong = "---\ntitle: Deux\nauthors: [personne]\ndate: 32 mars\nlicense: CC BY 4.0\n---\n\nOui.\n"
    (toy / "contributions/essays/deux.md").write_text(wrong, encoding="utf-8")
    before = run(toy, "check").output
    assert "error" not in before.splitlines()[-1]
    said = run(toy, "fix", *options, answer=answer).output
    assert said.count("after this florilege check finds 2 errors, instead of 0: ") == times
    if "--yes" in options:
        assert said.splitlines()[-1].startswith("after this florilege check finds 2 errors")
        assert "2 errors" in run(toy, "check").output.splitlines()[-1]
