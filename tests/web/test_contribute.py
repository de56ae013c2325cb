"""How to contribute: a page with what is switched on and nothing else, and the form on the site."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from florilege.anthology import Anthology, load
from florilege.contributing.form_page import form_page
from florilege.contributing.guide import guide_part
from florilege.contributing.ways import FORM, ISSUES, KINDS, WayKind
from florilege.language.sentences import sentences
from florilege.runtime.project import project_at
from florilege.scaffold.new_anthology import FORGES, new_files
from florilege.web.site import CONTRIBUTE, Site
from florilege.web.site_pages import at_the_foot, contribute, pages
from site_builds import build
from worlds import GOOD, letter, small

FILES = {
    "volumes/tome-2/index.md": "---\ntitle: À venir\n---\n",
    "volumes/tome-2/plan.yml": "length: {min: 400, max: 1300, unit: words}\n",
    "volumes/tome-1/index.md": GOOD["volumes/tome-1/index.md"].replace(
        "number: 1", "number: 1\nlength: {min: 1, max: 900, unit: signs}"
    ),
}


def site(folder: Path, ways: dict[WayKind, str]) -> Site:
    anthology = load(project_at(folder, small(folder, FILES)), workers=1)
    return Site(anthology=anthology, name="Essai", ways=ways, contribute_url="https://forge.example/a")


@pytest.mark.parametrize("on", [{"form"}, {"editor", "issue"}, {"form", "editor", "issue", "repository"}])
def test_a_page_tells_the_ways_that_are_switched_on(tmp_path: Path, on: set[WayKind]) -> None:
    addresses: dict[WayKind, str] = {
        "form": FORM,
        "editor": "contribuer/",
        "issue": "https://forge.example/a/issues/new?template=essay.yml",
        "repository": "https://forge.example/a",
    }
    shown = site(tmp_path, {way: addresses[way] if way in on else "" for way in KINDS})
    made = {page.path: page for page in pages(shown)}
    page = html.fromstring(made[CONTRIBUTE].html)
    assert [each for each in page.xpath("//h2/@id") if each in KINDS] == [
        each for each in KINDS if each in on
    ]
    links = {"form": "../form/", "editor": "../contribuer/"}
    assert page.xpath("//a[contains(@class, 'fl-button')]/@href") == [
        links.get(way, addresses[way]) for way in KINDS if way in on
    ]
    assert "de 1 à 900 signes, espaces comprises" in page.text_content()
    assert page.xpath("//section[h2/@id = 'volumes']//*[@class='fl-row__names']/text()")[1:] == [
        "de 400 à 1\u202f300 mots"
    ], "as its plan wishes, though no page shows it yet"
    assert 'href="contribute/"' in made[""].html
    assert ("Comment contribuer", "contribute/") in [*at_the_foot(shown, ())]


def test_a_volume_takes_texts_until_a_day_of_its_plan_is_past(tmp_path: Path) -> None:
    plan = "deadlines: {manuscripts: 2026-06-30, printing: 2026-09-28}\n"
    none_open = sentences("contributing", "fr")["ways.none-open"]
    files = FILES | {"volumes/tome-1/plan.yml": plan, "volumes/tome-2/plan.yml": plan}
    catalogue = load(project_at(tmp_path, small(tmp_path, files)), workers=1).catalogue
    for day, asked in ((date(2026, 6, 30), "jusqu’au 30\u00a0juin 2026"), (date(2026, 7, 1), none_open)):
        looked_at = replace(catalogue, day=day)
        anthology = Anthology(catalogue=looked_at, prose={}, images={})
        page = next(contribute(Site(anthology=anthology, name="Essai", ways={"form": FORM})))
        assert asked.replace("\u00a0", " ") in html.fromstring(page.html).text_content().replace(
            "\u00a0", " "
        )
        guide = guide_part(looked_at, {}, tmp_path, "fr")
        assert (none_open in guide) == (asked == none_open) == ("2026" not in guide)
        assert ('id="essay-volume"' in form_page(looked_at, "fr")) == (asked != none_open)


def test_without_any_there_is_no_such_page(tmp_path: Path) -> None:
    shown = site(tmp_path, {"repository": "https://forge.example/a"})
    made = {page.path: page for page in pages(shown)}
    assert CONTRIBUTE not in made
    assert 'href="https://forge.example/a"' in made[""].html


def test_new_anthologies_have_their_form_of_issues_where_the_page_looks_for_it() -> None:
    for forge in FORGES:
        made = new_files("fr", forge, version="1", day=date(2026, 1, 1))
        assert {*ISSUES} & made.keys()


@pytest.mark.parametrize(
    ("option", "fault"), [("redaction@essai.example", False), ("true", False), ("a b@c", True)]
)
def test_the_form_is_on_the_site(tmp_path: Path, option: str, fault: bool) -> None:
    small(tmp_path, {"essays/un/letters/zoe.md": letter("Zoé", "2026-01-01", "D’accord.")})
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Essai\ndocs_dir: contributions\ntheme: {name: material, language: fr, font: false}\n"
        f"plugins:\n  - florilege: {{tomes: false, form: {option}}}\n",
        encoding="utf-8",
    )
    done = build(tmp_path)
    assert (done.returncode != 0) == fault, done.stderr
    if fault:
        assert "a b@c" in done.stderr
        assert not (tmp_path / "site").exists()
    else:
        form = (tmp_path / "site" / FORM / "index.html").read_text(encoding="utf-8")
        assert ("redaction@essai.example" in form) == (option != "true")
        assert (tmp_path / "site" / CONTRIBUTE / "index.html").is_file()
        page = (tmp_path / "site/essays/un/index.html").read_text(encoding="utf-8")
        links = re.findall(r'href="([^"]+)"[^>]*>Répondre</a>', page)
        assert links == ["../../form/?essay=un&amp;letter=zoe", "../../form/?essay=un"]


def test_nobody_is_asked_to_answer_where_there_is_no_form(tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Essai\ndocs_dir: contributions\ntheme: {name: material, language: fr, font: false}\n"
        "plugins:\n  - florilege: {tomes: false}\n",
        encoding="utf-8",
    )
    assert build(tmp_path).returncode == 0
    assert "Répondre" not in (tmp_path / "site/essays/un/index.html").read_text(encoding="utf-8")
