"""CONTRIBUTING.md: it says what the anthology has switched on, in the language of each file, and no more."""

from pathlib import Path

import pytest

from commands import here
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.sentences import sentences

FRENCH, ENGLISH = sentences("contributing", "fr"), sentences("contributing", "en")


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A new anthology, with a guide in a second language."""
    assert here(tmp_path, "init", "new", "--lang", "fr", "--desk").exit_code == 0
    root = tmp_path / "new"
    text = "Mine.\n\n<!-- florilege contributing -->\n<!-- /florilege contributing -->\n\nMine too.\n"
    (root / "CONTRIBUTING.en.md").write_text(text, encoding="utf-8")
    (root / "CONTRIBUTING.draft.md").write_text("Not a language.\n", encoding="utf-8")
    assert here(root, "contributing", "--lang", "en").exit_code == 0
    return root


def test_a_new_anthology_has_a_current_one(tmp_path: Path) -> None:
    assert here(tmp_path, "init", "new", "--lang", "de").exit_code == 0
    assert here(tmp_path / "new", "contributing", "--check", "--lang", "en").exit_code == 0


def test_it_follows_the_settings_and_the_volumes_and_leaves_the_rest(begun: Path) -> None:
    own, english = begun / "CONTRIBUTING.md", begun / "CONTRIBUTING.en.md"
    assert english.read_text("utf-8").startswith("Mine.\n\n<!-- florilege contributing:")
    assert english.read_text("utf-8").endswith("<!-- /florilege contributing -->\n\nMine too.\n")
    assert (FRENCH["way.form"] in own.read_text("utf-8"), FRENCH["way.issue"] in own.read_text("utf-8")) == (
        False,
        True,
    )
    assert "pour mon texte ces droits" in own.read_text("utf-8"), "the workflow that notes it is there"
    settings = begun / "mkdocs.yml"
    typed = settings.read_text("utf-8").replace(
        "  - florilege:", "  - florilege:\n      form: lire@essai.example"
    )
    typed = "site_url: https://essai.example/a\nrepo_url: https://forge.example/a/\n" + typed
    settings.write_text(typed, encoding="utf-8")
    volume = next((begun / "contributions/volumes").glob("*/index.md"))
    fields = volume.read_text("utf-8").replace(
        "---\n", "---\nlength: {max: 900}\nconsents: {needed: [sale]}\n", 1
    )
    volume.write_text(fields, encoding="utf-8")
    before = own.read_bytes()
    told = here(begun, "contributing", "--check", "--lang", "en")
    assert (told.exit_code, told.output.count("no longer says")) == (1, 2)
    assert own.read_bytes() == before
    assert here(begun, "contributing", "--lang", "en").exit_code == 0
    assert here(begun, "contributing", "--check", "--lang", "en").exit_code == 0
    french = own.read_text("utf-8")
    assert f"## {FRENCH['way.form']}" in french
    assert "(https://essai.example/a/form/)" in french
    assert "(https://forge.example/a/issues/new?template=essay.yml)" in french
    assert "au plus 900 mots" in french
    assert "ces droits\u00a0: vente." in french
    assert f"## {ENGLISH['way.form']}" in english.read_text("utf-8")
    assert (begun / "CONTRIBUTING.draft.md").read_text("utf-8") == "Not a language.\n"


@pytest.mark.parametrize(("text", "code"), [(None, "guide-missing"), ("Mine.\n", "guide-unmarked")])
def test_nothing_is_written_where_no_place_is_made_for_it(begun: Path, text: str | None, code: str) -> None:
    for file in begun.glob("CONTRIBUTING*.md"):
        file.unlink()
    if text:
        (begun / "CONTRIBUTING.md").write_text(text, encoding="utf-8")
    done = here(begun, "contributing")
    assert isinstance(done.exception, FlorilegeError)
    assert done.exception.code == code
    assert [file.read_text("utf-8") for file in begun.glob("CONTRIBUTING*.md")] == ([text] if text else [])
