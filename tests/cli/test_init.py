"""`florilege init`: what it says to do next can be typed as it stands."""

import os
import subprocess
from pathlib import Path

import pytest

from commands import florilege


def init(inside: Path, *arguments: str, lang: str) -> subprocess.CompletedProcess[str]:
    return florilege(inside, "init", "--lang", lang, *arguments)


NAMES = ("livre", "mon livre", "l'été", "-x", "a/b c", "$HOME", 'un "livre"', "a;b", "~", "../autre")


@pytest.mark.parametrize(("lang", "word"), [("fr", "Ensuite\u00a0: "), ("en", "Next: ")])
@pytest.mark.parametrize("name", NAMES)
def test_the_command_that_comes_next_leads_into_the_folder(
    name: str, lang: str, word: str, tmp_path: Path
) -> None:
    inside = tmp_path / "ici"
    inside.mkdir()
    done = init(inside, "--", name, lang=lang)
    last = done.stdout.splitlines()[-1]
    assert (done.returncode, done.stderr) == (0, "")
    assert last.startswith(word)
    assert last.endswith(" && make")
    command = last.removeprefix(word).removesuffix("make") + "pwd"
    led = subprocess.run(["sh", "-c", command], cwd=inside, capture_output=True, text=True, check=True)
    assert led.stdout == f"{os.path.realpath(inside / name)}\n"
    assert (inside / name / "mkdocs.yml").is_file()


@pytest.mark.parametrize("name", [".", "./", "../ici"])
def test_in_the_folder_where_one_is_nothing_leads_elsewhere(name: str, tmp_path: Path) -> None:
    inside = tmp_path / "ici"
    inside.mkdir()
    assert init(inside, name, lang="fr").stdout.splitlines()[-1] == "Ensuite\u00a0: make"


@pytest.mark.parametrize("name", ["", " ", "\u00a0"])
def test_without_a_name_nothing_is_begun(name: str, tmp_path: Path) -> None:
    done = init(tmp_path, name, lang="fr")
    assert (done.returncode, done.stdout) == (2, "")
    assert "aucun nom n’est donné" in done.stderr
    assert [*tmp_path.iterdir()] == []
