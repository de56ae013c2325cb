import subprocess
import sys
from pathlib import Path

import pytest

from florilege.book.press import require_press
from florilege.cli.machine import Requirement, conclusion, examine
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import languages, say
from florilege.printing.designs import DESIGNS, families
from florilege.runtime.libraries import LIBRARIES, require_libraries
from florilege.runtime.packages import INSTALL, PIP, Need, install_command, packages
from florilege.runtime.project import find_project

DOCTOR = [sys.executable, "-m", "florilege.cli", "doctor"]


def row(need: Need | None = None, *, is_met: bool = False) -> Requirement:
    return Requirement(label="", detail="", is_met=is_met, need=need)


def test_the_press_is_ready_here(toy: Path) -> None:
    assert len(require_press(find_project(toy), DESIGNS)) >= sum(
        len(family.names) for family in families(DESIGNS)
    )


def test_a_missing_library_is_named_with_the_command() -> None:
    broken = LIBRARIES | {"Pango": ("libnothing.so.0", "libnothing.dylib", "nothing")}
    with pytest.raises(FlorilegeError) as raised:
        require_libraries(broken)
    assert raised.value.exit_code == 3
    assert raised.value.code == "pango-missing"
    assert raised.value.values["library"] == "Pango"
    assert install_command("pango") in raised.value.message("fr")


def test_an_old_pango_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("florilege.runtime.libraries.PANGO", (999, 0))
    with pytest.raises(FlorilegeError, match="too old"):
        require_libraries()


@pytest.mark.parametrize("lang", languages())
def test_doctor_is_content_with_this_machine(toy: Path, lang: str) -> None:
    run = subprocess.run([*DOCTOR, "--lang", lang], cwd=toy, capture_output=True, text=True, check=False)
    assert run.returncode == 0
    assert "✗" not in run.stdout
    assert run.stdout.splitlines()[-1] == say("interface", "doctor.all-fine", lang)


def test_doctor_names_a_font_of_the_anthology_that_is_none_and_exits_3(toy: Path) -> None:
    (toy / "fonts").mkdir()
    (toy / "fonts" / "Broken.ttf").write_bytes(b"not a font")
    run = subprocess.run([*DOCTOR, "--lang", "en"], cwd=toy, capture_output=True, text=True, check=False)
    assert run.returncode == 3
    (line,) = (line for line in run.stdout.splitlines() if line.startswith("✗"))
    assert "Fonts" in line
    assert "Broken.ttf" in line
    assert run.stdout.splitlines()[-1] == "See the lines marked ✗."


def test_examine_looks_at_everything_in_order(toy: Path) -> None:
    labels = [found.label for found in examine(find_project(toy), "en")]
    assert labels[0] == "Python"
    assert labels[-5:] == ["Libraries", "Fonts", "Search", "Disk", "Language"]


@pytest.mark.parametrize(
    ("requirements", "expected"),
    [
        ((row(is_met=True),), "Everything is here."),
        ((row(),), "See the lines marked ✗."),
        ((row("engine"),), f"To have everything: {PIP}"),
        (
            (row("pango"), row("pango"), row("engine")),
            f"To have everything: {install_command('pango', 'engine')}",
        ),
    ],
)
def test_conclusion_names_one_command(requirements: tuple[Requirement, ...], expected: str) -> None:
    assert conclusion(requirements, "en") == expected


def test_every_manager_is_known_and_has_its_rows() -> None:
    assert {manager for manager, _ in packages()} == set(INSTALL)
    for manager in INSTALL:
        needs = {need for name, need in packages() if name == manager}
        assert needs - {"fonts"} == {"python", "pango", "tests"}
    assert "fonts-noto-cjk" in packages()["apt-get", "fonts"]


@pytest.mark.parametrize("manager", INSTALL)
def test_the_command_suits_the_manager(manager: str) -> None:
    command = install_command("pango", which={manager: manager}.get, root=False)
    assert command.startswith("brew install" if manager == "brew" else f"sudo {INSTALL[manager]}")
    assert "sudo" not in install_command("pango", which={manager: manager}.get, root=True)


@pytest.mark.parametrize("lang", languages())
def test_without_a_manager_a_sentence_names_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.setenv("PATH", "")
    broken = LIBRARIES | {"Pango": ("libnothing.so.0", "libnothing.dylib", "nothing")}
    with pytest.raises(FlorilegeError) as raised:
        require_libraries(broken)
    assert "Pango 1.44" in raised.value.message(lang)
    assert conclusion((row("pango"),), lang) == say("interface", "doctor.see-above", lang)
