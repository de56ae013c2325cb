"""Encounters: counted right, drawn so that names can be read, and the same bytes wherever they are drawn."""

import os
import re
import subprocess
import sys
from collections.abc import Sequence
from itertools import pairwise
from math import pi
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from florilege.anthology import Anthology
from florilege.catalogue.keys import TextKey
from florilege.encounters.drawing import drawing
from florilege.encounters.encounters import Encounters, encounters_of
from florilege.encounters.persons import NamedPerson
from florilege.web import site_pages
from florilege.web.site import Site
from florilege.web.site_pages import pages

READABLE = 14.0
"""px: the type of names; nearer than that, two would touch."""


def made(signed: Sequence[Sequence[int]], naming: Sequence[tuple[int, int]]) -> Encounters:
    """The encounters of essays by so many persons each, which name such others: essay, person."""
    signing = {f"e{index}": [f"P{n:03}" for n in names] for index, names in enumerate(signed)}
    places: dict[str, dict[TextKey, tuple[str, ...]]] = {}
    for essay, person in naming:
        found = places.setdefault(f"P{person:03}", {})
        key = TextKey("essay", f"e{essay}")
        found[key] = (*found.get(key, ()), f"m{len(found)}")
    persons = [
        NamedPerson(slug=name, name=name, spoken=name, author=None, places=tuple(by.items()))
        for name, by in places.items()
    ]
    return encounters_of(signing, persons, (), {})


def world(people: int) -> Encounters:
    """As many authors, each with an essay that names a few others, in circles of about twelve."""
    naming = [
        (n, (n // 12 * 12 + (n * 7 + step * 5) % 12) % people) for n in range(people) for step in range(3)
    ]
    naming += [(n, (n * 31) % people) for n in range(0, people, 9)]
    return made([(n, (n + 1) % people) if n % 10 == 0 else (n,) for n in range(people)], naming)


ESSAYS = st.lists(st.lists(st.integers(0, 7), min_size=1, max_size=3, unique=True), min_size=1, max_size=6)
NAMING = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 7)), max_size=30)


@settings(deadline=None)
@given(ESSAYS, NAMING)
def test_every_mention_and_every_shared_essay_is_counted(
    signed: list[list[int]], naming: list[tuple[int, int]]
) -> None:
    naming = [(essay, person) for essay, person in naming if essay < len(signed)]
    met = made(signed, naming)
    numbers = {each.name: number for number, each in enumerate(met.people)}
    everyone = {person for names in signed for person in names}
    for one in everyone:
        for other in everyone - {one}:
            named = sum(person == other and one in signed[essay] for essay, person in naming)
            together = sum({one, other} <= {*names} for names in signed)
            places = [numbers.get(f"P{each:03}") for each in (one, other)]
            if None in places:
                assert (named, together) == (0, 0)
                continue
            first, second = (place for place in places if place is not None)
            names, _, beside, _ = met.of(first)
            assert (names.get(second, 0), beside.get(second, 0)) == (named, together)
            assert met.of(second)[1].get(first, 0) == named
    assert sorted(n for group in met.groups for n in group) == [*range(len(met.people))]


@pytest.mark.parametrize("people", [2, 3, 28, 300])
def test_names_around_the_circle_do_not_touch(people: int) -> None:
    met = world(people)
    svg = etree.fromstring(str(drawing(met, "Rencontres", lambda each: f"#{each.name}")))
    ways = [float(turn[7:-1]) for turn in svg.xpath("//a/g/@transform")]
    dots = [float(x) for x in svg.xpath("//a/g/circle/@cx")]
    angles = sorted((way + (180 if dot < 0 else 0)) % 360 for way, dot in zip(ways, dots, strict=True))
    assert len(angles) == len(met.people)
    apart = [after - before for before, after in pairwise([*angles, angles[0] + 360])]
    assert min(apart) * pi / 180 * abs(dots[0]) >= READABLE
    assert all(-90.1 <= (way + 180) % 360 - 180 <= 90.1 for way in ways)  # none upside down


def test_a_drawing_has_the_same_bytes_whatever_the_process() -> None:
    code = (
        "from web.test_encounters import world; from florilege.encounters.drawing import drawing;"
        "print(drawing(world(60), '', lambda met: met.name))"
    )
    folders = [str(Path(__file__).parents[1]), *sys.path]
    drawn = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(folders)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    (only,) = drawn
    assert re.search(r"\d\.\d\d", only) is None


def test_the_page_has_a_link_for_each_name_and_a_row_in_the_table(anthology: Anthology) -> None:
    site = Site(anthology=anthology, name="Petites rencontres", url="https://toy.example/")
    found = {page.path: html.fragment_fromstring(page.html, create_parent="div") for page in pages(site)}
    shown = found["encounters/"]
    names = [each.spoken for each in site.encounters.people]
    assert sorted(shown.xpath("//*[local-name()='svg']//a//text()")) == sorted(names)
    assert len(shown.xpath("//tbody/tr")) == len(names)
    for author in anthology.catalogue.authors.values():
        drawn = found[f"authors/{author.id}/"].xpath("//*[local-name()='svg']//text()")
        assert (author.name in drawn) == (site.encounters.number(author.id) is not None)
        around = site.encounters.around(author.id)
        listed = found[f"authors/{author.id}/"].xpath("//dl[@class='fl-imprint']//dd/a/text()")
        own = around.number(author.id) if around else None
        met = [others for others in around.of(own) if others] if around and own is not None else []
        assert listed == [around.people[each].spoken for others in met for each in others] if around else []


def test_of_very_many_persons_the_page_shows_the_strongest_and_says_so(
    anthology: Anthology, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = Site(anthology=anthology, name="Petites rencontres", url="https://toy.example/")
    monkeypatch.setattr(site_pages, "DRAWN", 3)
    monkeypatch.setattr(site_pages, "LISTED", 4)
    (shown,) = (
        html.fragment_fromstring(page.html, create_parent="div") for page in site_pages.encounter_list(site)
    )
    strongest = [site.encounters.people[place].name for place in site.encounters.foremost(4)]
    assert shown.xpath("//tbody/tr/th//text()") == strongest
    drawn = shown.xpath("//*[local-name()='svg']//a")
    assert 2 <= len(drawn) <= 3
    said = [text for each in shown.find_class("fl-facts") for text in each.itertext()]
    assert [re.findall(r"\d+", text) for text in said] == [[str(len(drawn))], ["4"]]
    assert shown.get_element_by_id(shown.find_class("fl-skip")[0][0].get("href")[1:]).text


def test_the_foremost_are_those_with_the_strongest_ties() -> None:
    met = world(60)
    weight = [sum(tie.strength for tie in met.ties if place in (tie.one, tie.other)) for place in range(60)]
    kept = met.foremost(20)
    assert [*kept] == sorted(kept)
    assert min(weight[place] for place in kept) >= max(weight[each] for each in {*range(60)} - {*kept})
    assert met.foremost(100) == tuple(range(60))
