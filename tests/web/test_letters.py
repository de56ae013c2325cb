"""Letters on the site: under their essay, threaded, each with its address; in feeds, index and data."""

import json
import re
from pathlib import Path

import pytest
from lxml import etree, html
from lxml.html import HtmlElement

from florilege.anthology import load
from florilege.runtime.project import project_at
from florilege.web.feeds import THREADS, feeds
from florilege.web.site import PERSONS, Site
from florilege.web.site_pages import pages
from worlds import letter, small

SITE = "https://a.example/"
LETTERS = {
    "essays/un/letters/marthe.md": letter(
        "Marthe Olivier", "2026-03-03", "Lu avec [[Rose Valland]][^1].\n\n[^1]: Hier."
    ),
    "essays/un/letters/ada.md": letter("ada", "2026-03-05", "Voir [elle](marthe.md).", "answers: marthe"),
    "essays/un/letters/leo.md": letter("Léo Prat", "2026-03-04", "Bravo.", "title: Un mot\nlicense: CC0"),
    "essays/un/letters/plus-tard.md": letter("Zoé Roux", "2026-03-06", "Attendez.", "draft: true"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("letters")
    anthology = load(project_at(folder, small(folder, LETTERS)), workers=1)
    assert not anthology.problems
    return Site(anthology=anthology, name="Essai", url=SITE)


def page(site: Site, path: str) -> HtmlElement:
    return html.fromstring(next(each.html for each in pages(site) if each.path == path))


def test_letters_stand_under_their_essay_each_below_what_it_answers(site: Site) -> None:
    essay = page(site, "essays/un/")
    (thread,) = essay.xpath("//section[@class='fl-answers']/ol")
    assert [each.get("id") for each in thread.xpath("./li/article")] == ["letter-marthe", "letter-leo"]
    (answer,) = thread.xpath("./li/ol/li/article")
    assert answer.get("id") == "letter-ada"
    assert "À Marthe Olivier" in answer.text_content()
    assert answer.xpath(".//h3//a/@href") == ["../../authors/ada/"]
    assert answer.xpath(".//a[text()='elle']/@href") == ["#letter-marthe"] or answer.xpath(
        ".//a[text()='elle']/@href"
    ) == ["./#letter-marthe"]
    assert "Attendez" not in essay.text_content(), "what is a draft"
    assert essay.xpath("//a[@href='#letters']/text()") == ["3 réponses"]


def test_no_id_of_a_page_with_letters_stands_twice(site: Site) -> None:
    ids = page(site, "essays/un/").xpath("//@id")
    assert len(ids) == len(set(ids))


def test_whom_a_letter_names_is_in_the_index_of_persons(site: Site) -> None:
    (place,) = page(site, PERSONS).xpath("//a[contains(@href, '/un/')]")
    anchor = place.get("href").partition("#")[2]
    assert page(site, "essays/un/").get_element_by_id(anchor).text == "Rose Valland"
    assert "Marthe Olivier" in place.text_content()
    assert "Un" in place.text_content()


def test_an_author_s_page_lists_the_letters_that_they_wrote(site: Site) -> None:
    links = page(site, "authors/ada/").xpath("//a[contains(@href, '#letter-ada')]")
    assert [link.get("href") for link in links] == ["../../essays/un/#letter-ada"]


def test_feeds_have_letters_as_answers(site: Site) -> None:
    content = dict(feeds(site))["feed.xml"]
    entries = etree.fromstring(content.encode()).findall("{*}entry")
    ids = [entry.findtext("{*}id") for entry in entries]
    assert ids == [f"{SITE}essays/un/#letter-{id}" for id in ("ada", "leo", "marthe")]
    answered = [entry.find(f"{{{THREADS}}}in-reply-to").get("ref") for entry in entries]
    assert answered == [f"{SITE}essays/un/#letter-marthe", f"{SITE}essays/un/", f"{SITE}essays/un/"]
    items = json.loads(dict(feeds(site))["feed.json"])["items"]
    assert [item["id"] for item in items] == ids


def test_machines_read_who_answered_whom(site: Site) -> None:
    head = next(each.head for each in pages(site) if each.path == "essays/un/")
    data = [json.loads(each) for each in re.findall(r'ld\+json">(.*?)</script>', head)]
    (chapter,) = (each for each in data if each["@type"] == "Chapter")
    assert chapter["commentCount"] == 3
    first, second = chapter["comment"]
    assert (first["@type"], first["author"][0]["name"]) == ("Comment", "Marthe Olivier")
    assert first["comment"][0]["url"] == f"{SITE}essays/un/#letter-ada"
    assert second["license"].startswith("https://creativecommons.org/publicdomain/zero")


def test_the_day_of_a_page_is_that_of_its_newest_letter(site: Site) -> None:
    day = next(each.date for each in pages(site) if each.path == "essays/un/")
    assert day is not None
    assert day.isoformat() == "2026-03-05"


def test_without_letters_a_page_says_nothing_of_them(tmp_path: Path) -> None:
    anthology = load(project_at(tmp_path, small(tmp_path)), workers=1)
    made = next(each for each in pages(Site(anthology=anthology, name="Essai")) if each.path == "essays/un/")
    assert "fl-answer" not in made.html
    assert "omment" not in made.head
