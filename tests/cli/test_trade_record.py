"""`florilege metadata`: what a command needs of a volume, and what it writes with the pages of the tome."""

import json
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from commands import florilege
from worlds import small

SETTINGS = "site_name: x\ndocs_dir: contributions\nplugins: [search, florilege]\n"
KNOWN = """---
title: Tome
number: 1
date: 2026-06-01
publisher: Éditions du Palier
isbn: 978-2-9999999-0-9
price: 12 €
doi: 10.5555/palier
parts: [{essays: [un]}]
---

Un tome.
"""


def metadata(folder: Path, *arguments: str, site: str = "") -> subprocess.CompletedProcess[str]:
    address = f"site_url: {site}\n" if site else ""
    (folder / "mkdocs.yml").write_text(SETTINGS + address, encoding="utf-8")
    return florilege(folder, "metadata", *arguments, "--lang", "en", "--workers", "1")


def test_all_that_a_format_lacks_is_told_at_once(tmp_path: Path) -> None:
    small(tmp_path)
    done = metadata(tmp_path, "tome-1", "--format", "onix")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        f"contributions/volumes/tome-1/index.md:1: error: the format onix can’t do without “{field}”, which "
        f"isn’t there; add a line {field}: … to this file [metadata-lacks]"
        for field in ("isbn", "publisher", "date")
    ]
    done = metadata(tmp_path, "tome-1", "--format", "datacite")
    assert [line.partition(":")[0] for line in done.stderr.splitlines()] == [
        *["contributions/volumes/tome-1/index.md"] * 2,
        "mkdocs.yml",
    ]


@pytest.mark.parametrize("depositor", [None, "Odile Maurel", "odile@example.org"])
def test_crossref_wants_to_know_who_deposits(tmp_path: Path, depositor: str | None) -> None:
    small(tmp_path)
    option = ["--depositor", depositor] if depositor else []
    done = metadata(tmp_path, "tome-1", "--format", "crossref", *option)
    assert done.returncode == 2
    assert "Odile Maurel <odile@example.org>" in done.stderr


def test_a_volume_that_there_is_not_is_named(tmp_path: Path) -> None:
    small(tmp_path)
    done = metadata(tmp_path, "tome-9", "--format", "marc")
    assert done.returncode == 2
    assert "tome-9" in done.stderr


@pytest.mark.press
def test_a_record_has_the_pages_of_the_tome(tmp_path: Path) -> None:
    small(tmp_path, {"volumes/tome-1/index.md": KNOWN})
    done = metadata(tmp_path, "tome-1", "--format", "onix", "--output", "onix.xml")
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    message = etree.parse(tmp_path / "onix.xml")
    (count,) = {each.text for each in message.iter("{*}ExtentValue")}
    assert int(count or 0) % 2 == 0, "leaves have two pages, and the front of the cover is none of them"
    pages = {each.text for each in message.iter("{*}FirstPageNumber")}
    assert pages
    assert all(int(page) > 4 for page in pages)
    done = metadata(tmp_path, "tome-1", "--format", "csl")
    (book, chapter) = json.loads(done.stdout)
    assert (book["type"], book["DOI"]) == ("book", "10.5555/palier")
    assert chapter["page"].partition("-")[0] in pages
