"""Ace, the DAISY Consortium's checker of accessibility, reads the e-books in Chromium: no violation."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from epub.reading import ReadEbook

ACE = Path(sys.prefix) / "ace/node_modules/.bin/ace-puppeteer"


def violations(file: Path, folder: Path) -> list[str]:
    """What Ace says against a book, each with its document; it leaves its report in a folder."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: run scripts/setup --tests"
    assert ACE.exists(), "Ace is missing: run scripts/setup --tests"
    command = [str(ACE), "--force", "--silent", "--outdir", str(folder), str(file)]
    where = {"PUPPETEER_EXECUTABLE_PATH": chromium, "HOME": str(folder)}
    subprocess.run(command, env=os.environ | where, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert report["assertions"]
    return [
        f"{document['earl:testSubject']['url']}: {each['earl:test']['dct:title']}"
        for document in report["assertions"]
        for each in document["assertions"]
    ]


@pytest.mark.standards
def test_ace_finds_no_violation(toy_ebooks: Mapping[str, ReadEbook], tmp_path: Path) -> None:
    file = tmp_path / "tome-1.epub"
    file.write_bytes(toy_ebooks["tome-1"].content)
    assert violations(file, tmp_path / "report") == []


@pytest.mark.standards
def test_ace_would_find_one(toy_ebooks: Mapping[str, ReadEbook], tmp_path: Path) -> None:
    good, bad = tmp_path / "good.epub", tmp_path / "bad.epub"
    good.write_bytes(toy_ebooks["tome-1"].content)
    with zipfile.ZipFile(good) as book, zipfile.ZipFile(bad, "w") as broken:
        for entry in book.infolist():
            data = book.read(entry)
            if entry.filename.endswith(".opf"):
                data = data.replace(b"schema:accessModeSufficient", b"schema:accessibilityAPI")
            broken.writestr(entry, data)
    assert any(
        "accessModeSufficient" in each or "metadata" in each for each in violations(bad, tmp_path / "r")
    )
