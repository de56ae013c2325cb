"""The pages of the site are valid by the Nu checker, the W3C's own; Material's part is Material's."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

NU = Path(sys.prefix) / "nu" / "vnu.jar"

OF_MATERIAL = {
    "autocomplete": "its check boxes, which open menus, ask browsers not to remember them",
    "md-nav__title": "the label of a contents that stands beside the text opens a menu which isn't there",
}
"""What stands in the source of what isn't ours → why it is there."""


def findings(folder: Path) -> list[dict[str, Any]]:
    """What the Nu checker says of the HTML files in a folder, errors and warnings."""
    java = shutil.which("java")
    assert java, "Java is missing: run scripts/setup --tests"
    assert NU.is_file(), "the Nu checker is missing: run scripts/setup --tests"
    command = [
        java,
        "-jar",
        str(NU),
        "--format",
        "json",
        "--exit-zero-always",
        "--skip-non-html",
        str(folder),
    ]
    run = subprocess.run(command, capture_output=True, text=True, check=True, stdin=subprocess.DEVNULL)
    found: list[dict[str, Any]] = json.loads(run.stderr)["messages"]
    return found


def ours(found: list[dict[str, Any]], folder: Path) -> list[str]:
    return sorted(
        f"{each['url'].partition(folder.name)[2]}:{each['lastLine']}: {each['message']} {each['extract']}"
        for each in found
        if not any(mark in each["extract"] for mark in OF_MATERIAL)
    )


@pytest.mark.standards
def test_every_page_is_valid(built: Path) -> None:
    found = findings(built)
    assert ours(found, built) == []
    assert all(any(mark in each["extract"] for each in found) for mark in OF_MATERIAL)


@pytest.mark.standards
def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = '<!doctype html><html lang="fr"><title>Un</title><p id="a"><div id="a"></div></p></html>'
    (tmp_path / "un.html").write_text(page, encoding="utf-8")
    assert any("Duplicate ID" in each for each in ours(findings(tmp_path), tmp_path))
