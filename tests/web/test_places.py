"""Where essays happen: a page of places, what it ties together, and nothing of it where nobody says."""

import json
import re
from pathlib import Path

import pytest
from lxml import html

from florilege.anthology import load
from florilege.runtime.project import project_at
from florilege.web.page import WebPage
from florilege.web.site import Site
from florilege.web.site_pages import pages
from worlds import essay, meeting, small

FILES = {
    "essays/un/index.md": essay("place: L'écluse, Valbrune\nvolume: tome-1"),
    "essays/deux/index.md": essay("lieu: {ville: Valbrune}").replace("title: Un", "title: Deux"),
    "essays/trois/index.md": essay("location: Île d’Yeu").replace("title: Un", "title: Trois"),
    "essays/quatre/index.md": essay("tags: [nuit]").replace("title: Un", "title: Quatre"),
    "meetings/veillee/index.md": meeting("date: 2026-04-11\nplace: Fournil, Valbrune"),
}


def made(root: Path, files: dict[str, str]) -> dict[str, WebPage]:
    contributions = small(root, files)
    (root / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    anthology = load(project_at(root, contributions), workers=1)
    assert not anthology.errors
    return {
        page.path: page for page in pages(Site(anthology=anthology, name="Essai", url="https://a.example/"))
    }


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, WebPage]:
    return made(tmp_path_factory.mktemp("places"), FILES)


def parsed(page: WebPage) -> html.HtmlElement:
    return html.fragment_fromstring(page.html, create_parent="div")


def test_essays_and_meetings_stand_under_their_towns(found: dict[str, WebPage]) -> None:
    listed = {
        section.xpath("string(h2)"): [each.text for each in section.xpath(".//a[@class='fl-row__title']")]
        for section in parsed(found["places/"]).xpath("//section")
    }
    assert listed == {"Île d’Yeu": ["Trois"], "Valbrune": ["Deux", "Un", "Veillée"]}
    assert "../places/" in parsed(found["essays/"]).xpath("//ul[@class='fl-formats']//a/@href")


def test_an_essay_says_where_and_leads_to_what_happened_there_too(found: dict[str, WebPage]) -> None:
    page = parsed(found["essays/un/"])
    (link,) = page.xpath("//a[contains(@href, 'places/#')]")
    assert link.text == "L’écluse, Valbrune"
    anchor = link.get("href").partition("#")[2]
    assert parsed(found["places/"]).xpath(f"string(//h2[@id='{anchor}'])") == "Valbrune"
    why = {
        each.xpath("string(.//a)"): each.xpath("string(.//p)")
        for each in page.xpath("//section[@class='fl-related']//li")
    }
    assert "Même lieu\u00a0: Valbrune." in why["Deux"]
    data = json.loads(re.findall(r'ld\+json">(.*?)</script>', found["essays/un/"].head)[0])
    assert data["contentLocation"]["address"]["addressLocality"] == "Valbrune"


def test_there_is_no_page_of_places_where_no_essay_gives_one(tmp_path: Path) -> None:
    bare = made(tmp_path, {"meetings/veillee/index.md": FILES["meetings/veillee/index.md"]})
    assert "places/" not in bare
    assert "places/" not in bare["essays/"].html


def test_whoever_signs_is_a_voice_with_or_without_a_page(tmp_path: Path) -> None:
    several = essay("volume: tome-1").replace("[ada]", "[ada, Bob Rue, Zoé Mai]")
    page = parsed(made(tmp_path, {"essays/un/index.md": several})["volumes/"])
    assert "1 essai, 3 voix" in " ".join(page.text_content().split())
