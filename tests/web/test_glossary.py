"""The glossary on the site and at the end of a tome: words explained where they stand."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from playwright.sync_api import Browser, expect

from browsing import opened, served
from florilege.anthology import Anthology, load
from florilege.book.composing.compose import compose
from florilege.runtime.project import project_at
from florilege.web.site import Site
from florilege.web.site_pages import pages
from site_builds import build
from worlds import essay, small

PAGE = (
    "---\ntitle: Glossaire\n---\n\n"
    "carré\n:   Signal d’arrêt. Voir [Deux](../essays/deux/index.md).\n\nquai\n:   Bord.\n"
)
FILES = {
    "essays/un/index.md": essay(
        "volume: tome-1", "Le carré était fermé[^1].\n\nUn TER passe.\n\n*[TER]: train\n\n[^1]: Oui."
    ),
    "essays/deux/index.md": essay("volume: tome-1\nlang: en", "A carré, which is a square.").replace(
        "title: Un", "title: Two"
    ),
    "volumes/tome-1/glossary.md": "---\ntitle: Les mots\n---\n",
    "pages/glossary.md": PAGE,
}


def anthology(root: Path, files: dict[str, str]) -> Anthology:
    contributions = small(root, files)
    (root / "mkdocs.yml").write_text(
        "site_name: Essai\ndocs_dir: contributions\ntheme: {name: material, language: fr, font: false}\n"
        "plugins:\n  - florilege: {tomes: false}\n",
        encoding="utf-8",
    )
    return load(project_at(root, contributions), workers=1)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("glossary")


@pytest.fixture(scope="module")
def known(folder: Path) -> Anthology:
    found = anthology(folder, FILES)
    assert not found.problems
    return found


def shown(known: Anthology) -> dict[str, html.HtmlElement]:
    site = Site(anthology=known, name="Essai", url="https://a.example/")
    return {page.path: html.fragment_fromstring(page.html, create_parent="div") for page in pages(site)}


def test_words_lead_to_the_page_that_names_the_essays_which_use_them(known: Anthology) -> None:
    made = shown(known)
    (link,) = made["essays/un/"].xpath("//a[@class='term']")
    assert link.text == "carré"
    assert link.get("href") == "../../pages/glossary/#pages--glossary--term-carre"
    (means,) = made["essays/un/"].xpath("//template")
    assert means.get("id") == link.get("href").partition("#")[2]
    assert means.text_content() == "Signal d’arrêt. Voir Deux."
    assert means.xpath(".//a/@href") == ["../deux/"]
    page = made["pages/glossary/"]
    assert [each.get("id") for each in page.xpath("//dt")] == [
        "pages--glossary--term-carre",
        "pages--glossary--term-quai",
    ]
    assert [each.text_content() for each in page.xpath("//dd[@class='term-uses']")] == ["On le lit dans Un."]
    assert not made["essays/deux/"].xpath("//a[@class='term']")
    assert not made["volumes/tome-1/"].xpath("//h2[@id='glossary']")


def test_without_its_page_nothing_is_explained(tmp_path: Path) -> None:
    bare = anthology(tmp_path, {key: text for key, text in FILES.items() if "glossary" not in key})
    assert not shown(bare)["essays/un/"].xpath("//a[@class='term'] | //template")


@pytest.mark.parametrize(
    ("path", "text", "told"),
    [
        ("pages/glossary.md", "---\ntitle: Glossaire\n---\n\nÀ venir.\n", ("glossary-empty", 5)),
        ("pages/glossary.md", "---\ntitle: A\n---\n\nbac\n:   A.\n\nbac\n:   B.\n", ("term-twice", 8)),
        ("volumes/tome-1/glossary.md", "---\ntitle: Les mots\n---\n", ("glossary-missing", 1)),
    ],
)
def test_what_is_wrong_with_a_glossary_is_told(
    tmp_path: Path, path: str, text: str, told: tuple[str, int]
) -> None:
    found = [each for each in anthology(tmp_path, {path: text}).problems if each.path == path]
    assert [(each.code, each.line) for each in found] == [told]


def printed(known: Anthology) -> dict[str, str]:
    volume = known.catalogue.volumes["tome-1"]
    held, own = known.in_edition(volume, "screen")
    return {sheet.id: sheet.html for sheet in compose(own, held, {})}


def test_a_tome_prints_the_terms_that_its_essays_use(known: Anthology, folder: Path) -> None:
    sheet = printed(known)["volumes--tome-1--glossary"]
    assert re.findall(r"<dt>(.*?)</dt>", sheet) == ["carré"]
    assert "Les mots" in sheet
    unused = {**known.prose}
    for key in unused:
        if key.kind == "essay":
            unused[key] = replace(unused[key], html="<p>Rien.</p>")
    assert "volumes--tome-1--glossary" not in printed(replace(known, prose=unused))


@pytest.fixture(scope="module")
def address(known: Anthology, folder: Path) -> Iterator[str]:
    result = build(folder, "--strict")
    assert result.returncode == 0, result.stderr
    yield from served(folder / "site")
    shutil.rmtree(folder / "site")


@pytest.mark.parametrize("width", [320, 1440])
def test_what_a_word_means_opens_at_its_line(browser: Browser, address: str, width: int) -> None:
    for page in opened(browser, viewport={"width": width, "height": 800}):
        page.goto(f"{address}essays/un/")
        opened_at = page.locator(".fl-note")
        for call, said in (("a.term", "Signal d’arrêt. Voir Deux."), ("abbr", "train")):
            page.locator(call).first.press("Enter")
            expect(opened_at).to_be_visible()
            assert opened_at.inner_text() == said
            assert opened_at.get_attribute("aria-label") == page.locator(call).first.inner_text()
            page.keyboard.press("Escape")
            expect(opened_at).to_be_hidden()
            expect(page.locator(call).first).to_be_focused()


def test_without_scripts_a_word_leads_to_its_place_on_the_page(browser: Browser, address: str) -> None:
    for page in opened(browser, java_script_enabled=False):
        page.goto(f"{address}essays/un/")
        page.locator("a.term").click()
        assert page.url.endswith("pages/glossary/#pages--glossary--term-carre")
        expect(page.locator("dt:target")).to_have_text("carré")
