"""The zip of a site, opened from a disk: every link leads to a file, and a browser complains of nothing."""

import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from zipfile import ZipFile

import pytest
from playwright.sync_api import Page

from commands import florilege, run_anew


@pytest.fixture(scope="module")
def opened_zip(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The toy's site, out of the zip that a reader has been given."""
    folder = tmp_path_factory.mktemp("offline")
    result = florilege(built.parent, "offline", "--output", str(folder / "recueil.zip"))
    assert result.returncode == 0, result.stderr
    with ZipFile(folder / "recueil.zip") as archive:
        archive.extractall(folder)
    return folder / "recueil"


def test_every_link_of_the_zip_leads_to_a_file(opened_zip: Path) -> None:
    pages = [*opened_zip.rglob("*.html")]
    assert len(pages) > 10
    dead = []
    for page in pages:
        html = page.read_text(encoding="utf-8")
        for written in re.findall(r'\s(?:href|src|action)="([^"]*)"', html):
            path = unquote(unescape(written)).partition("#")[0].partition("?")[0]
            if path and ":" not in path and not (page.parent / path).is_file():
                dead.append((page.relative_to(opened_zip).as_posix(), written))
    assert dead == []


def test_what_only_a_server_can_serve_is_left_out(opened_zip: Path) -> None:
    assert not (opened_zip / "pagefind").exists()
    assert not (opened_zip / "404.html").exists()
    assert not (opened_zip / ".florilege").exists()


def test_a_browser_reads_on_from_page_to_page(page: Page, opened_zip: Path) -> None:
    wrong: list[str] = []
    page.on("requestfailed", lambda request: wrong.append(request.url))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((opened_zip / "index.html").as_uri())
    page.get_by_role("link", name="Tous les essais").first.click()
    page.get_by_role("link", name="Le banc vert").first.click()
    page.wait_for_url("**/essays/le-banc-vert/index.html")
    page.locator("a[rel=author]").first.click()
    page.wait_for_url("**/authors/elise-aubry/index.html")
    assert page.locator("h1").inner_text() == "Élise Aubry"
    page.get_by_role("searchbox").fill("pain")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=pain")
    assert "que sur le site en ligne" in page.inner_text(".fl-search__said")
    assert wrong == []


def test_the_zip_is_the_same_bytes_twice(built: Path, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        file = str(tmp_path / name / "x.zip")
        done = run_anew(built.parent, "-m", "florilege.cli", "offline", "--output", file)
        assert done.returncode == 0
    assert (tmp_path / "a/x.zip").read_bytes() == (tmp_path / "b/x.zip").read_bytes()


def test_without_a_site_one_line_says_what_to_do(tmp_path: Path) -> None:
    result = florilege(tmp_path, "offline")
    assert result.returncode == 2
    assert "mkdocs build" in result.stderr
    assert "[site-not-built]" in result.stderr
