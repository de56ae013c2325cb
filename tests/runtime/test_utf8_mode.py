"""A locale without UTF-8 changes nothing: names and texts with accents, in every command that builds."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from worlds import essay, small

LOCALES = [
    {"LC_ALL": "C", "PYTHONUTF8": "0"},
    {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
]

SETTINGS = """\
site_name: Été
docs_dir: contributions
theme:
  name: material
  font: false
plugins:
  - florilege:
      tomes: false
"""


@pytest.fixture
def accented(tmp_path: Path) -> Path:
    """An anthology below a folder with accents, of a text that has some."""
    root = tmp_path / "À l’été"
    png = io.BytesIO()
    Image.new("RGB", (40, 50), "grey").save(png, "PNG")
    text = essay("tags: [forêt]", "Déjà l’œuvre : « ça » !\n\n![Un chêne](foret.png)")
    small(root, {"essays/un/index.md": text, "essays/un/foret.png": png.getvalue()})
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    return root


def run(root: Path, locale: dict[str, str], *command: str) -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    environment |= {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1767225600", **locale}
    return subprocess.run([sys.executable, *command], cwd=root, env=environment, capture_output=True)


@pytest.mark.parametrize("locale", LOCALES, ids=lambda locale: locale["LC_ALL"])
def test_check_and_site_under_a_locale_without_utf8(accented: Path, locale: dict[str, str]) -> None:
    checked = run(accented, locale, "-m", "florilege.cli", "check", "--lang", "fr")
    assert (checked.returncode, checked.stderr) == (0, b"")
    assert "rien à signaler" in checked.stdout.decode()
    built = run(accented, locale, "-m", "mkdocs", "build", "--quiet")
    assert (built.returncode, built.stderr) == (0, b"")
    page = (accented / "site/essays/un/index.html").read_text(encoding="utf-8")
    assert "Déjà l’œuvre" in page
    assert 'alt="Un chêne"' in page


def test_what_is_wrong_is_said_under_a_locale_without_utf8(accented: Path) -> None:
    text = accented / "contributions/essays/un/index.md"
    text.write_text(text.read_text(encoding="utf-8") + "\n![Une forêt](forêt.png)\n", encoding="utf-8")
    checked = run(accented, LOCALES[0], "-m", "florilege.cli", "check", "--lang", "fr")
    assert checked.returncode == 1
    assert "forêt.png" in (checked.stdout + checked.stderr).decode()


@pytest.mark.press
def test_tomes_under_a_locale_without_utf8_are_the_same(accented: Path) -> None:
    tomes = []
    for locale in ({"LC_ALL": "C.UTF-8"}, LOCALES[0]):
        built = run(accented, locale, "-m", "florilege.cli", "build", "--lang", "fr", "--workers", "1")
        assert (built.returncode, built.stderr) == (0, b"")
        tomes.append({file.name: file.read_bytes() for file in (accented / "tomes").iterdir()})
    assert tomes[0] == tomes[1]
