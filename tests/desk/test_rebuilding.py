"""An edition printed with other tools than those that are here: this is said before anything is made."""

import subprocess
from pathlib import Path

import pytest
import yaml

from commands import here
from florilege.anthology import Anthology
from florilege.catalogue.fingerprints import text_hash
from florilege.desk.freezing import engine, fonts, libraries
from florilege.reading.loader import read
from florilege.runtime.project import find_project
from worlds import small


def world(folder: Path, **other: object) -> Path:
    """An anthology with a printing, made with the tools that are here or others; its commit has a tag."""
    (folder / "mkdocs.yml").write_text(
        "site_name: Essai\ndocs_dir: contributions\nplugins: [florilege]\n", encoding="utf-8"
    )
    root = small(folder)
    catalogue = read(root)[0]
    volume, essay = catalogue.volumes["tome-1"], catalogue.essays["un"]
    record = {
        "date": "2026-09-15",
        "title": "Tome",
        "pages": 8,
        "tag": "tome-1-edition-1",
        "engine": engine(),
        "libraries": [*libraries()],
        "fonts": [*fonts(find_project(folder), Anthology(catalogue=catalogue), volume)],
        "essays": [{"essay": "un", "title": "Un", "first": 5, "last": 5, "hash": text_hash(essay)}],
        "files": [{"name": "tome-1.pdf", "size": 1, "sha256": "0" * 64}],
        **other,
    }
    file = root / "volumes/tome-1/editions/1.yml"
    file.parent.mkdir()
    file.write_text(yaml.safe_dump(record, allow_unicode=True), encoding="utf-8")
    (folder / ".venv").symlink_to("/nowhere")  # which is of the machine, and no part of the edition
    name = ("-c", "user.name=Odile", "-c", "user.email=odile@example.org")
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "1"], ["tag", "tome-1-edition-1"]):
        subprocess.run(["git", *name, *command], cwd=folder, check=True, capture_output=True)
    return folder


def rebuild(folder: Path, *options: str) -> tuple[int, str]:
    done = here(folder, "rebuild", "tome-1", "--workers", "1", "--lang", "fr", *options)
    return done.exit_code, done.output


@pytest.mark.press
def test_other_tools_are_named_before_anything_is_made(tmp_path: Path) -> None:
    was = {
        "engine": "0.1 abcdef012345",
        "libraries": ["weasyprint 60.0", "gone 1.0"],
        "fonts": ["Old.otf 0123"],
    }
    folder = world(tmp_path, **was)
    code, said = rebuild(folder)
    assert code == 1
    assert f"alors Florilège 0.1 abcdef012345, maintenant Florilège {engine()}" in said
    assert "alors weasyprint 60.0, maintenant weasyprint 7" in said
    assert "alors gone 1.0, maintenant –" in said
    assert "alors Old.otf 0123" in said
    assert "--anyway" in said
    assert not (folder / "rebuilt").exists() or not [*(folder / "rebuilt").iterdir()]

    code, said = rebuild(folder, "--anyway")
    assert code == 1  # the files are others, and are there
    assert "weasyprint 60.0" in said
    assert "tome-1.pdf" in said
    assert (folder / "rebuilt/tome-1.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.press
def test_with_the_same_tools_other_files_are_not_kept(tmp_path: Path) -> None:
    folder = world(tmp_path)
    code, said = rebuild(folder)
    assert code == 1
    assert "alors" not in said
    assert "tome-1.pdf" in said
    assert not (folder / "rebuilt/tome-1.pdf").exists()
