"""Translations: a page each with a switch between languages, and the essay's place in a volume of theirs."""

import json
import re
from pathlib import Path

import pytest
from lxml import html
from lxml.html import HtmlElement

from book.printing import print_all
from florilege.anthology import load
from florilege.book.composing.compose import compose
from florilege.catalogue.fingerprints import fingerprint
from florilege.checks import rules
from florilege.cli.preflight import as_printed, essay_texts
from florilege.preflight.run import preflight
from florilege.reading.loader import read
from florilege.runtime.project import project_at
from florilege.runtime.workers import Workers
from florilege.web.feeds import feed_of_all, feeds
from florilege.web.page import WebPage
from florilege.web.records import records
from florilege.web.site import Site
from florilege.web.site_pages import pages
from mending.folders import mend
from worlds import GOOD, small

SITE = "https://a.example/"
EN = "---\ntitle: One\ntranslators: [Ruth Ashdown]\n{fields}---\n\n{body}\n"
FILES = {
    "essays/deux/index.md": (
        "---\ntitle: Deux\nauthors: [ada]\nlicense: CC BY 4.0\nvolume: tome-1\n---\n\n"
        "Voir [le puits](../un/index.md#le-puits).\n"
    ),
    "essays/un/index.md": GOOD["essays/un/index.md"] + "\n## Le puits\n\nDe l’eau.\n",
    "volumes/tome-1/index.md": GOOD["volumes/tome-1/index.md"].replace("---\n", "---\nlang: en\n", 1),
}


def translation(body: str = "Once upon a time.\n\n## The well\n\nWater.", fields: str = "") -> str:
    return EN.format(fields=fields, body=body)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An English volume with a translated essay and another that isn't."""
    root = tmp_path_factory.mktemp("translations")
    small(root, {**FILES, "essays/un/index.en.md": translation()})
    with Workers(1) as pool:
        mend(root, pool)
    (root / "mkdocs.yml").write_text(f"site_name: Essai\nsite_url: {SITE}\n", encoding="utf-8")
    return root


def told(root: Path) -> list[tuple[str, str]]:
    catalogue, found = read(root)
    return sorted((each.code, each.path) for each in (*found, *rules.check(catalogue)))


def test_mending_writes_what_is_translated_and_a_change_is_told(folder: Path, tmp_path: Path) -> None:
    file = folder / "contributions/essays/un/index.en.md"
    catalogue, _ = read(folder / "contributions")
    assert f"translates: {fingerprint(catalogue.essays['un'])}\n" in file.read_text(encoding="utf-8")
    assert told(folder / "contributions") == [("essay-untranslated", "essays/deux/index.md")]
    files = {"essays/un/index.en.md": file.read_text(encoding="utf-8")}
    essay = FILES["essays/un/index.md"]
    for change, code in (
        (essay.replace("\n\n", "\n\n\n"), []),
        (essay.replace("Il était", "Elle était"), ["translation-outdated"]),
        (essay.replace("title: Un", "title: Une"), ["translation-outdated"]),
    ):
        root = small(tmp_path, {**FILES, **files, "essays/un/index.md": change})
        assert [code for code, path in told(root) if path == "essays/un/index.en.md"] == code


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"essays/un/index.fr.md": translation()}, ["translation-same", "translation-unmarked"]),
        ({"essays/un/index.en.md": translation("")}, ["text-empty"]),
        (
            {"essays/un/index.en.md": translation(fields="volume: tome-1\n")},
            ["field-unknown", "translation-unmarked"],
        ),
        ({"essays/un/index.en.md": "---\ntitle: One\n---\n\nOnce.\n"}, ["field-missing"]),
        (
            {"essays/un/index.en.md": translation().replace("Ruth Ashdown", "bob-rue")},
            ["author-unknown", "translation-unmarked"],
        ),
    ],
)
def test_what_is_wrong_with_a_translation_is_told(
    tmp_path: Path, files: dict[str, str], said: list[str]
) -> None:
    assert [code for code, _ in told(small(tmp_path, files))] == said


@pytest.fixture(scope="module")
def site(folder: Path) -> Site:
    anthology = load(project_at(folder, folder / "contributions"), workers=1)
    assert not anthology.errors
    return Site(anthology=anthology, name="Essai", url=SITE)


def page(site: Site, path: str) -> tuple[WebPage, HtmlElement]:
    made = next(each for each in pages(site) if each.path == path)
    return made, html.fromstring(made.html)


def test_a_translation_has_its_page_and_each_leads_to_the_other(site: Site) -> None:
    _, original = page(site, "essays/un/")
    made, translated = page(site, "essays/un/en/")
    assert made.title == "One"
    assert "Traduit par Ruth Ashdown." in translated.text_content()
    assert translated.xpath("//*[@id='un--the-well']/text()") == ["The well"]
    assert original.xpath("//ul[@class='fl-versions']//a/@hreflang") == ["en"]
    assert original.xpath("//ul[@class='fl-versions']//a/@href") == ["en/"]
    assert translated.xpath("//ul[@class='fl-versions']//a/@href") == ["../"]
    assert translated.xpath("//*[@aria-current='page']/text()") == ["English"]
    prose = translated.xpath("//div[contains(@class, 'fl-prose--essay')]")
    assert [each.get("lang") for each in prose] == ["en"]


@pytest.mark.parametrize("path", ["essays/un/", "essays/un/en/"])
def test_search_engines_are_told_of_both(site: Site, path: str) -> None:
    links = re.findall(r'hreflang="(\w+)" href="([^"]+)"', page(site, path)[0].head)
    assert links == [("fr", f"{SITE}essays/un/"), ("en", f"{SITE}essays/un/en/")]


def test_machines_read_who_translated_what(site: Site) -> None:
    data = json.loads(re.findall(r'ld\+json">(.*?)</script>', page(site, "essays/un/en/")[0].head)[0])
    assert [each["name"] for each in data["translator"]] == ["Ruth Ashdown"]
    assert (data["inLanguage"], data["translationOfWork"]["url"]) == ("en", f"{SITE}essays/un/")


def test_a_translation_is_cited_with_who_translated_it(site: Site) -> None:
    made = dict(records(site))
    bib, ris = made["essays/un/en/un.bib"], made["essays/un/en/un.ris"]
    assert bib.startswith("@incollection{un-en,\n")
    for field in ("translator = {Ruth Ashdown}", "title = {{One}}", "origtitle = {{Un}}", "language = {en}"):
        assert f"  {field}" in bib
    assert "A4  - Ruth Ashdown\r\nTI  - One\r\nOP  - Un\r\n" in ris
    (item,) = json.loads(made["essays/un/en/un.csl.json"])
    assert item["translator"] == [{"literal": "Ruth Ashdown"}]
    assert (item["id"], item["original-title"], item["URL"]) == ("un-en", "Un", f"{SITE}essays/un/en/")
    assert "translator" not in made["essays/un/un.bib"]
    cited = page(site, "essays/un/en/")[1].xpath("//details[@class='fl-cite']")[-1]
    assert "« One »" in cited.text_content().replace("\u00a0", " ")
    assert "trad. par Ruth Ashdown" in cited.text_content()
    assert cited.xpath(".//ul//a/@href") == ["un.bib", "un.ris", "un.csl.json"]


def test_a_translation_that_no_volume_prints_is_cited_from_the_site(tmp_path: Path) -> None:
    french = {"volumes/tome-1/index.md": GOOD["volumes/tome-1/index.md"]}
    small(tmp_path, {**FILES, **french, "essays/un/index.en.md": translation()})
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Essai\nsite_url: {SITE}\n", encoding="utf-8")
    made = dict(
        records(
            Site(
                anthology=load(project_at(tmp_path, tmp_path / "contributions"), workers=1),
                name="Essai",
                url=SITE,
            )
        )
    )
    assert "booktitle = {{Essai}}" in made["essays/un/en/un.bib"]
    assert "booktitle = {{Essai}}" not in made["essays/un/un.bib"]


def test_feeds_list_translations_with_their_language(tmp_path: Path) -> None:
    small(tmp_path, {**FILES, "essays/un/index.en.md": translation(fields="date: 2026-03-01\n")})
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Essai\nsite_url: {SITE}\n", encoding="utf-8")
    anthology = load(project_at(tmp_path, tmp_path / "contributions"), workers=1)
    site = Site(anthology=anthology, name="Essai", url=SITE)
    found = feed_of_all(site).entries
    told = {(each.title, each.lang, each.translators) for each in found}
    assert ("One", "en", ("Ruth Ashdown",)) in told
    atom = dict(feeds(site))["feed.xml"]
    assert f"<id>{SITE}essays/un/en/</id>" in atom
    assert "<contributor><name>Ruth Ashdown</name></contributor>" in re.sub(r">\s+<", "><", atom)


def test_an_essay_without_translation_has_no_switch(site: Site) -> None:
    made, shown = page(site, "essays/deux/")
    assert not shown.xpath("//ul[@class='fl-versions']")
    assert "hreflang" not in made.head


def test_a_volume_prints_the_translation_into_its_language(folder: Path) -> None:
    printed = print_all(folder)
    anthology, volume = printed.anthology, printed.anthology.catalogue.volumes["tome-1"]
    sheets = {each.id: each for each in compose(volume, anthology.printed_in(volume), {})}
    assert "The well" in sheets["un"].html
    assert sheets["un"].title == "One"
    assert "Translated by Ruth Ashdown." in sheets["un"].html
    assert 'href="florilege:un"' in sheets["deux"].html, "that heading isn’t in the translation"
    texts = essay_texts(as_printed(anthology, "tome-1"))
    report = preflight(anthology.catalogue, texts, "tome-1", printed.tomes["tome-1"].folder)
    assert not [finding for file in report.files for finding in file.findings if "words" in finding.code]


def test_a_volume_in_the_author_s_language_prints_the_author_s_text(tmp_path: Path) -> None:
    catalogue, _ = read(small(tmp_path, {"essays/un/index.en.md": translation()}))
    assert catalogue.translations_for(catalogue.volumes["tome-1"]) == {}


def test_what_is_shared_of_a_translation_leads_to_it(site: Site) -> None:
    _, translated = page(site, "essays/un/en/")
    for id in ("share-html", "share-markdown", "share-social"):
        pasted = translated.xpath(f"//*[@id='{id}']")[0].text_content()
        assert f"{SITE}essays/un/en/" in pasted
        assert f"{SITE}essays/un/" not in pasted.replace(f"{SITE}essays/un/en/", "")


def test_a_page_says_in_which_language_the_volume_has_its_text(site: Site) -> None:
    for path, said in (("essays/un/", "Paru en anglais dans"), ("essays/un/en/", "Paru dans")):
        (line,) = page(site, path)[1].xpath("//p[@class='fl-extract']")
        assert line.text_content().split(" Tome")[0].strip().startswith(said)
