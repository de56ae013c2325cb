"""The search of a site in a browser: what readers type finds the page that they look for."""

import filecmp
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from browsing import opened, served
from commands import run_anew
from florilege.web.page import FoundAs
from florilege.web.search_words import FOLDED, FoundPage, document, folded
from site_builds import build, edit

ROOT = Path(__file__).parents[2]
MISSES = 2
"""How many of the queries may fail."""


def queries() -> list[tuple[str, str, set[str]]]:
    """Kind, what is typed, and the pages of which one is to come first or second."""
    text = Path(__file__).with_name("queries.txt").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line and not line.startswith("#")]
    return [(kind, typed, set(pages.split())) for kind, typed, pages in rows]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the sample, without tomes."""
    root = tmp_path_factory.mktemp("sample") / "sample"
    root.mkdir()
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "contributions", root / "contributions")
    edit(root / "mkdocs.yml", "tomes: true", "tomes: false")
    result = build(root, "--strict")
    assert result.returncode == 0, result.stderr
    return root / "site"


@pytest.fixture(scope="module")
def there(sample: Path) -> Iterator[str]:
    yield from served(sample)


def search(page: Page, address: str, typed: str, **chosen: str) -> list[str]:
    """The paths of the pages that a search finds, in order."""
    more = "".join(f"&{kind}={quote(value)}" for kind, value in chosen.items())
    page.goto(f"{address}search/?q={quote(typed)}{more}")
    page.wait_for_function(DONE)
    return found(page, address)


DONE = """() => document.querySelector(".fl-search__said").textContent
    && !document.querySelector(".fl-search").hasAttribute("aria-busy")"""


def found(page: Page, address: str) -> list[str]:
    links = page.eval_on_selector_all(".fl-search__found > li > a", "all => all.map(link => link.href)")
    return [link.removeprefix(address).partition("#")[0] for link in links]


def test_what_readers_type_finds_the_page(page: Page, there: str) -> None:
    asked = queries()
    assert len(asked) >= 30
    missed = {
        (kind, typed): first
        for kind, typed, pages in asked
        if not pages & set(first := search(page, there, typed)[:2])
    }
    assert len(missed) <= MISSES, missed


def test_both_apostrophes_and_none_find_the_same(page: Page, there: str) -> None:
    for one, other in (("l’horlogère", "l'horlogère"), ("d’Arbois", "d'arbois"), ("œuvre", "OEUVRE")):
        assert search(page, there, one) == search(page, there, other) != []


def test_a_word_comes_before_those_that_begin_like_it(page: Page, there: str) -> None:
    found_there = search(page, there, "bac")
    french, english = "essays/existence-douteuse/", "essays/the-long-path/"
    assert found_there.index(french) < found_there.index(english), "which has « back »"


def test_a_result_says_who_where_and_what(page: Page, there: str) -> None:
    search(page, there, "frasil")
    result = page.locator(".fl-search__found > li").first
    assert result.locator("a").first.inner_text() == "Neuf hivers de mains"
    line = result.locator(".fl-search__line").inner_text()
    assert "Marguerite Ouellet" in line
    assert "tome 2" in line
    assert [mark.strip(",.") for mark in result.locator("mark").all_inner_texts()] == ["frasil"]


def test_a_passage_reads_as_the_text_does(page: Page, there: str) -> None:
    """No sign that was put in for the index, and what was taken apart is whole again."""
    for typed in ("oeuvre", "noeud", "aujourd’hui", "l’eau"):
        search(page, there, typed)
        said = page.inner_text(".fl-search__found")
        assert not set(said) & set("\u2060\u2064\u200b"), typed
        assert "’ " not in said, typed
    search(page, there, "noeud")
    assert "nœud" in page.inner_text(".fl-search__found mark")


def test_a_search_is_narrowed_down(page: Page, there: str) -> None:
    everything = search(page, there, "nuit")
    options = page.eval_on_selector_all("select[name=theme] option", "all => all.map(each => each.value)")
    assert "nuit" in options
    page.select_option("select[name=theme]", "nuit")
    page.wait_for_function("() => location.search.includes('theme=nuit')")
    page.wait_for_function(DONE)
    narrowed = found(page, there)
    assert narrowed
    assert set(narrowed) != set(everything)
    assert search(page, there, "nuit", theme="nuit") == narrowed, "the address keeps the choice"
    assert {path.split("/")[0] for path in narrowed} == {"essays"}
    english = search(page, there, "Leeds", lang="Anglais")
    assert "essays/a-quantity-of-leeks/" in english
    assert not {"volumes/tome-1/", "volumes/tome-2/"} & set(english)


def test_words_that_no_page_has_are_said_to_be_missing(page: Page, there: str) -> None:
    search(page, there, "xylophoniste")
    assert page.inner_text(".fl-search__said").startswith("Aucune page n’a tous ces mots")


def test_words_that_are_but_like_those_asked_for_are_said_to_be(page: Page, there: str) -> None:
    """Another form of a word, its beginning, a word without its accents are that word."""
    for typed, said in (
        ("poireaux", "Aucune page n’a tous ces mots\u202f; pages qui en ont de proches"),
        *((word, "Pages trouvées") for word in ("poire", "poir", "ecluse", "OEUVRE", "l’horlogère")),
    ):
        search(page, there, typed)
        assert page.inner_text(".fl-search__said").startswith(said), typed


def test_a_search_begins_in_the_header_of_every_page(page: Page, there: str) -> None:
    page.goto(there + "essays/desherbage/")
    page.get_by_role("searchbox").fill("konate")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=konate")
    page.wait_for_function(DONE)
    assert found(page, there)[0] == "essays/l-autre-konate/"


def test_the_keyboard_reaches_results_and_a_screen_reader_hears_of_them(page: Page, there: str) -> None:
    search(page, there, "konate")
    assert page.get_by_role("status").inner_text() == "Pages trouvées\u00a0: 5"
    page.get_by_role("searchbox").focus()
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.fl-search__found a')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/essays/l-autre-konate/**")


def test_nothing_is_fetched_before_a_reader_searches(page: Page, there: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path in ("", "essays/desherbage/", "search/"):
        page.goto(there + path, wait_until="networkidle")
    assert not [url for url in asked if "pagefind" in url or "search_index" in url]
    page.get_by_role("searchbox").press_sequentially("konate")
    page.wait_for_function(DONE)
    assert [url for url in asked if "pagefind" in url]
    assert not [url for url in asked if not url.startswith((there, "blob:", "data:"))]


def test_without_javascript_the_page_says_so(browser: Browser, there: str) -> None:
    for page in opened(browser, java_script_enabled=False):
        page.goto(there + "search/")
        assert "La recherche a besoin de JavaScript" in page.inner_text(".fl-search")
        assert page.get_by_role("link", name="Autrices et auteurs").count()


def test_from_a_disk_the_page_says_so(page: Page, sample: Path) -> None:
    page.goto((sample / "search/index.html").as_uri() + "?q=konate")
    assert "que sur le site en ligne" in page.inner_text(".fl-search__said")


def test_the_index_is_the_same_bytes_twice(built: Path, read_toy: Path, tmp_path: Path) -> None:
    root = Path(shutil.copytree(read_toy, tmp_path / "toy"))
    edit(root / "mkdocs.yml", "  - florilege", "  - florilege:\n      tomes: false")
    assert run_anew(root, "-m", "mkdocs", "build").returncode == 0
    compared = filecmp.dircmp(built / "pagefind", root / "site/pagefind")
    files = [path for path in (built / "pagefind").rglob("*") if path.is_file()]
    assert files
    assert not compared.left_only + compared.right_only
    for path in files:
        other = root / "site/pagefind" / path.relative_to(built / "pagefind")
        assert path.read_bytes() == other.read_bytes(), path.name


def test_materials_own_search_is_off(built: Path, read_toy: Path, tmp_path: Path) -> None:
    """Also where mkdocs.yml names it."""
    root = Path(shutil.copytree(read_toy, tmp_path / "toy"))
    edit(root / "mkdocs.yml", "  - florilege", "  - search\n  - florilege:\n      tomes: false")
    assert build(root).returncode == 0
    for site in (built, root / "site"):
        assert not [*site.rglob("search_index.json")]
        assert "md-search__input" not in (site / "index.html").read_text(encoding="utf-8")


def test_a_machine_without_the_program_builds_a_site_without_search(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And says what to install: a warning, which stops strict builds alone."""
    shim = tmp_path / "shim"
    shim.mkdir()
    (shim / "pagefind_bin.py").write_text("raise ImportError\n", encoding="utf-8")
    edit(toy / "mkdocs.yml", "  - florilege", "  - florilege:\n      tomes: false")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(shim), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    result = run_anew(toy, "-m", "mkdocs", "build")
    assert result.returncode == 0, result.stderr
    assert "pip install pagefind_bin" in result.stderr
    home = (toy / "site/index.html").read_text(encoding="utf-8")
    assert "fl-find" not in home
    assert not (toy / "site/search").exists()


@given(st.text(alphabet="lLdœŒæßøŁđaé'’ʼ &<", max_size=30))
def test_what_is_folded_can_be_made_whole_again(text: str) -> None:
    """As assets/search.js does it; a letter in two comes back in one."""
    again = folded(text).replace("\u2060 ", "")
    for letter, letters in FOLDED.items():
        again = again.replace(letters, letter)
    assert again == text


def test_no_field_of_a_page_ends_its_file() -> None:
    hostile = '"><script>x</script>'
    text = document(
        FoundPage(path="a/", title=hostile, html="<p>&lt;b&gt; l’eau</p>", found=FoundAs(line=hostile))
    )
    assert "<script>" not in text
    assert "<p>&lt;b&gt; l’\u2060 eau</p>" in text
