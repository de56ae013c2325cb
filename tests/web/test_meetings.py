"""Meetings on the site: a page and a calendar each, by date and place; whoever came is where persons are."""

import datetime
import json
import re

import pytest
from icalendar import Calendar
from lxml import etree, html
from lxml.html import HtmlElement

from florilege.anthology import load
from florilege.runtime.project import project_at
from florilege.web.calendars import ALL, calendars
from florilege.web.feeds import feeds
from florilege.web.site import PERSONS, Site
from florilege.web.site_pages import menu, pages
from worlds import meeting, small

SITE = "https://a.example/"
FILES = {
    "authors/bob.md": "---\nname: Bob Roux\n---\n\nIl lit.\n",
    "essays/deux/index.md": "---\ntitle: Deux\nauthors: [bob]\nlicense: CC0\n---\n\nEncore.\n",
    "meetings/veillee/index.md": meeting(
        "date: 2026-06-20/2026-06-21\n"
        "place: {name: 'Bac <b>du</b> Nord; cale', town: Lanvrec, coordinates: [48.5, -4.5]}\n"
        "organisers: [ada]\npersons: [bob, ada, Rose O’Hara, Zoé <script>]\n"
        "excerpts: ['Qui lit, écoute ?']",
        "Avec [[Max Valland]].",
    ),
    "meetings/gare/index.md": meeting(
        "dates: [2025-03-08, 2025-03-01]\nplace: Gare, Valbrune\npersons: [ada, bob]"
    ),
    "meetings/annonce/index.md": meeting("date: 2027-01-02\nplace: Valbrune", ""),
    "meetings/plus-tard/index.md": meeting(
        "date: 2026-01-02\nplace: Valbrune\ndraft: true\npersons: [Kim Lu]"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("meetings")
    anthology = load(project_at(folder, small(folder, FILES)), workers=1)
    assert not anthology.errors
    return Site(anthology=anthology, name="Essai", url=SITE)


def page(site: Site, path: str) -> HtmlElement:
    return html.fromstring(next(each.html for each in pages(site) if each.path == path))


def test_a_page_says_when_where_and_who(site: Site) -> None:
    shown = page(site, "meetings/veillee/")
    text = " ".join(shown.text_content().split())
    assert "20–21 juin 2026, Bac <b>du</b> Nord ; cale, Lanvrec" in text.replace("\u202f", " ")
    company = shown.xpath("//p[@class='company']")[0]
    assert (
        company.text_content()
        == "Réunion organisée par Ada Lune. Avec Bob Roux, Rose O’Hara et Zoé <script>."
    )
    assert company.xpath(".//a/@href")[:2] == ["../../authors/ada/", "../../authors/bob/"]
    assert not shown.xpath("//b | //script")
    assert shown.xpath("//blockquote[@class='pullquote']/p/text()") == ["Qui lit, écoute\u202f?"]


def test_passages_to_ponder_are_kept_with_those_of_essays(site: Site) -> None:
    (kept,) = page(site, "quotes/").xpath("//figure")
    assert kept.xpath("blockquote")[0].text_content().strip() == "Qui lit, écoute\u202f?"
    (said,) = kept.xpath("figcaption")
    assert " ".join(said.text_content().split()) == "Veillée, 20–21 juin 2026 ¶"
    place, alone = said.xpath(".//a/@href")
    assert page(site, "meetings/veillee/").xpath(f"//blockquote[@id='{place.partition('#')[2]}']")
    assert place.startswith("../meetings/veillee/#")
    assert alone == "meetings/veillee/1/"
    own = page(site, f"quotes/{alone}")
    assert "Veillée, 20–21\u00a0juin 2026\n" in own.xpath("//pre")[0].text_content()


def test_no_id_of_a_page_stands_twice(site: Site) -> None:
    ids = page(site, "meetings/veillee/").xpath("//@id")
    assert len(ids) == len(set(ids))


def test_lists_have_them_by_date_and_by_place_without_drafts(site: Site) -> None:
    shown = page(site, "meetings/")
    assert shown.xpath("//h2/text()")[:3] == ["2027", "2026", "2025"]
    assert shown.xpath("//h3/text()") == ["Lanvrec", "Valbrune"]
    links = shown.xpath("//a[@class='fl-row__title']/@href")
    assert links == [f"{id}/" for id in ("annonce", "veillee", "gare", "veillee", "annonce", "gare")]
    assert ("Réunions", "meetings/index.md") in menu(site)


def test_who_came_is_in_the_index_and_among_the_encounters(site: Site) -> None:
    index = page(site, PERSONS)
    names = index.xpath(
        "//a[contains(@href, 'veillee/#')]/ancestor::li[@id]/span/descendant-or-self::*/text()"
    )
    assert {*names} == {"Lune, Ada", "Roux, Bob", "O’Hara, Rose", "<script>, Zoé", "Valland, Max"}
    (tie,) = site.encounters.ties
    assert {site.encounters.people[tie.one].name, site.encounters.people[tie.other].name} == {
        "Lune, Ada",
        "Roux, Bob",
    }
    assert tie.met == 2
    assert "Kim" not in index.text_content(), "who came to what is a draft"


def test_the_encounters_say_that_they_have_who_met_whom(site: Site) -> None:
    (lead,) = page(site, "encounters/").find_class("fl-lead")
    assert "qui a retrouvé qui" in lead.text_content()


def test_authors_pages_list_the_meetings_they_came_to(site: Site) -> None:
    links = page(site, "authors/bob/").xpath("//a[contains(@href, 'meetings/')]/@href")
    assert links == ["../../meetings/veillee/", "../../meetings/gare/"]


def test_calendars_have_each_run_of_days(site: Site) -> None:
    found = dict(calendars(site))
    (event,) = Calendar.from_ical(found["meetings/veillee/veillee.ics"]).walk("VEVENT")
    assert (event["dtstart"].dt, event["dtend"].dt) == (
        datetime.date(2026, 6, 20),
        datetime.date(2026, 6, 22),
    )
    assert (event["geo"].latitude, event["url"]) == (48.5, f"{SITE}meetings/veillee/")
    assert event["location"].replace("\u202f", " ") == "Bac <b>du</b> Nord ; cale, Lanvrec"
    days = [
        each["dtstart"].dt.day for each in Calendar.from_ical(found["meetings/gare/gare.ics"]).walk("VEVENT")
    ]
    assert days == [1, 8]
    events = Calendar.from_ical(found[ALL]).walk("VEVENT")
    assert len({str(each["uid"]) for each in events}) == len(events) == 4
    assert found == dict(calendars(site)), "the same at another hour"


def test_feeds_have_meetings(site: Site) -> None:
    made = dict(feeds(site))
    ids = [f"{SITE}meetings/{id}/" for id in ("annonce", "veillee", "gare")]
    entries = etree.fromstring(made["meetings/feed.xml"].encode()).findall("{*}entry")
    assert [entry.findtext("{*}id") for entry in entries] == ids
    assert {*ids} <= {item["id"] for item in json.loads(made["feed.json"])["items"]}


def test_machines_read_an_event(site: Site) -> None:
    head = next(each.head for each in pages(site) if each.path == "meetings/veillee/")
    data = [json.loads(each) for each in re.findall(r'ld\+json">(.*?)</script>', head)]
    (event,) = (each for each in data if each["@type"] == "Event")
    assert (event["startDate"], event["endDate"]) == ("2026-06-20", "2026-06-21")
    assert event["location"]["geo"]["longitude"] == -4.5
    assert len(event["attendee"]) == 4
    assert [each["name"] for each in event["organizer"]] == ["Ada Lune"]


def test_search_finds_whoever_came(site: Site) -> None:
    found = next(each.found for each in pages(site) if each.path == "meetings/veillee/")
    assert {"Ada Lune", "Bob Roux", "Max Valland"} <= {*found.persons}
    assert found.line.endswith("20–21 juin 2026")
