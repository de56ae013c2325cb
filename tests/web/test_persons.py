"""Who is named in texts → the index of persons of the site, and links between it and the texts."""

import re
from dataclasses import replace
from html import unescape

import pytest

from florilege.anthology import Anthology
from florilege.catalogue.keys import TextKey
from florilege.encounters.persons import persons_of
from florilege.prose.index_of_persons import index_of_persons, indexed_name
from florilege.web.page import WebPage
from florilege.web.site import Site
from florilege.web.site_pages import essays, pages, person_list


@pytest.fixture(scope="module")
def site(anthology: Anthology) -> Site:
    return Site(anthology=anthology, name="Petites rencontres", url="https://toy.example/")


@pytest.fixture(scope="module")
def made(site: Site) -> dict[str, WebPage]:
    return {page.path: page for page in pages(site)}


def test_the_index_has_each_mention_of_each_text_once(site: Site, made: dict[str, WebPage]) -> None:
    texts = [key for key in site.texts if key.kind in ("essay", "matter") and key in site.anthology.prose]
    mentions = {mention.id for key in texts for mention in site.prose(key).mentions}
    assert len(mentions) > 5
    led_to = re.findall(r'href="[^"]*#([^"]+)"', made["persons/"].html)
    assert sorted(anchor for anchor in led_to if anchor in mentions) == sorted(mentions)


def test_every_mention_leads_to_who_it_is(site: Site, made: dict[str, WebPage]) -> None:
    """An author has a page; all others stand in the index."""
    seen = {"author": 0, "other": 0}
    for key in site.texts:
        if key.kind != "essay":
            continue
        html = made[f"essays/{key.id}/"].html
        for mention in site.prose(key).mentions:
            found = re.search(rf'<a class="mention" id="{re.escape(mention.id)}" href="([^"]+)"', html)
            assert found, (key, mention)
            author = site.catalogue.person(mention.person)
            if author is not None:
                assert found[1] == f"../../authors/{author.id}/"
                seen["author"] += 1
            else:
                page, _, anchor = unescape(found[1]).partition("#")
                assert page == "../../persons/"
                assert f'id="{anchor}"' in made["persons/"].html
                seen["other"] += 1
    assert all(seen.values()), seen


def test_of_a_long_index_each_letter_has_a_page_and_every_link_leads_to_its_person(
    site: Site, made: dict[str, WebPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("florilege.web.site.PERSONS_PARTED", 0)
    long = replace(site)
    parted = {page.path: page for make in (person_list, essays) for page in make(long)}
    whole = re.findall(r'<li id="(person-[^"]+)"', made["persons/"].html)
    names = parted.pop("persons/").html
    letters = {path: page.html for path, page in parted.items() if path.startswith("persons/")}
    assert len(letters) > 2
    assert re.findall(r'<li id="(person-[^"]+)"', names) == whole, "addresses of before lead to the name"
    assert [id for html in letters.values() for id in re.findall(r'<li id="(person-[^"]+)"', html)] == whole
    led_to = re.findall(
        r'href="(?:\.\./)*(persons/\w+/)#([^"]+)"', "".join(page.html for page in parted.values())
    )
    led_to += [(f"persons/{path}", id) for path, id in re.findall(r'href="(\w+/)#([^"]+)"', names)]
    assert len(led_to) > len(whole)
    assert all(f'id="{id}"' in letters[path] for path, id in led_to)
    between = set(re.findall(r'<li><a href="([^"]*)"', next(iter(letters.values()))))
    assert len(between & {f"../{path[8:]}" for path in letters}) == len(letters) - 1


def test_persons_stand_in_the_order_of_the_index_of_the_tomes(site: Site) -> None:
    prose = [site.prose(key) for key in site.anthology.prose if key.kind in ("essay", "matter")]
    printed = index_of_persons(prose, site.catalogue, {}, lang="fr")
    keys = [key for key in site.anthology.prose if key.kind in ("essay", "matter")]
    shown = persons_of(((key, site.prose(key)) for key in keys), site.catalogue, "fr")
    assert [person.name for letter in printed for person in letter.persons] == [each.name for each in shown]


def test_all_spellings_of_an_author_are_one_person(site: Site) -> None:
    author = next(iter(site.catalogue.authors.values()))
    names = (author.name, author.sort_name, author.name.upper())
    assert {indexed_name(name, site.catalogue, "fr") for name in names} == {author.sort_name}


def test_an_essay_in_no_list_is_not_in_the_index_nor_leads_to_it(site: Site) -> None:
    alone = next(
        essay
        for essay in site.in_lists.values()
        if any(site.catalogue.person(each.person) is None for each in site.prose(essay.key).mentions)
    )
    essays = {**site.catalogue.essays, alone.id: replace(alone, unlisted=True)}
    catalogue = replace(site.catalogue, essays=essays)
    hidden = replace(site, anthology=replace(site.anthology, catalogue=catalogue))
    assert all(TextKey("essay", alone.id) not in dict(person.places) for person in hidden.persons)
    made = {page.path: page for page in pages(hidden)}
    for anchor in re.findall(r'persons/#([^"]+)"', made[f"essays/{alone.id}/"].html):
        assert f'id="{anchor}"' in made["persons/"].html


def test_home_offers_essays_and_a_tome_says_what_is_in_it(site: Site, made: dict[str, WebPage]) -> None:
    home = made[""].html
    offered = re.findall(r'<h3[^>]*><a href="(essays/[^"]+)"', home)
    assert 3 <= len(offered) <= 6
    assert len(set(offered)) == len(offered)
    for volume in site.volumes:
        html = made[f"volumes/{volume.id}/"].html
        for essay in site.essays_in(volume):
            assert not essay.abstract or view_words(essay.abstract) in view_words(html)
        assert html.count("fl-row--face") == len(site.essays_in(volume)) == html.count("fl-portrait--small")


def view_words(text: str) -> str:
    """Letters alone: typography changes spaces and quotes."""
    return re.sub(r"[\W_]", "", unescape(re.sub("<[^>]*>", "", text)))


def test_the_foot_of_an_essay_says_what_belongs_with_it_and_why(site: Site, made: dict[str, WebPage]) -> None:
    found = 0
    for essay in site.in_lists.values():
        html = made[f"essays/{essay.id}/"].html
        related = site.related[essay.id]
        found += len(related)
        assert html.count("fl-related__why") == len(related)
        for reason in re.findall(r'fl-related__why">([^<]*)<', html):
            assert reason.endswith(".")
    assert found
