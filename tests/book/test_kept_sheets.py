"""A sheet from the cache is the one that would be composed, whatever has changed since."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from book.printing import Printed
from florilege.anthology import Anthology
from florilege.book.composing.compose import compose
from florilege.book.composing.kept_sheets import kept_sheets
from florilege.book.composing.look import Look, look
from florilege.book.cover.covers import flat_sheet, front_sheet
from florilege.book.sheet import Sheet
from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import PressRun, Volume
from florilege.printing.fonts import Face, find_faces
from florilege.runtime.cache import Store

ESSAY = "le-banc-vert"
KEY = TextKey("essay", ESSAY)
AUTHOR = "elise-aubry"
NUMBERS = {ESSAY: 9, "la-fenetre-du-quatrieme": 99, "le-pain-partage": 100}
SITE = "https://essays.example/"


def composed(
    anthology: Anthology,
    store: Store | None,
    numbers: Mapping[str, int] = NUMBERS,
    *,
    volume: Volume | None = None,
    site_url: str = SITE,
    closeness: Mapping[str, int] | None = None,
) -> tuple[Sheet, ...]:
    """The first tome's sheets, those in a store among them."""
    volume = volume or anthology.catalogue.volumes["tome-1"]
    style = look(volume, None, anthology.scripts)
    kept = store and kept_sheets(store, anthology, volume, style, site_url=site_url)
    return compose(
        volume, anthology, numbers, look=style, site_url=site_url, closeness=closeness, library=kept
    )


@pytest.fixture(scope="module")
def store(printed: Printed, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the sheets of the toy's first tome."""
    made = Store(tmp_path_factory.mktemp("sheets"))
    composed(printed.anthology, made)
    return made


@pytest.fixture(scope="module")
def faces(printed: Printed) -> Sequence[Face]:
    """What covers are measured in."""
    return find_faces(printed.project.fonts, ["classique"])


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that are filled in."""
    names: list[str] = []
    given = Look.fill

    def fill(self: Look, name: str, values: Mapping[str, object]) -> str:
        names.append(name)
        return given(self, name, values)

    monkeypatch.setattr(Look, "fill", fill)
    return names


def test_what_didnt_change_isnt_composed_again(printed: Printed, store: Store, filled: list[str]) -> None:
    assert composed(printed.anthology, store) == composed(printed.anthology, None)
    anew = filled[: len(filled) // 2]
    assert {"essay.html", "entries.html", "index.html", "notices.html"}.isdisjoint(anew)
    assert "title-page.html" in anew


def test_one_text_is_one_essay(printed: Printed, store: Store, filled: list[str]) -> None:
    composed(with_words(printed.anthology), store)
    assert filled.count("essay.html") == 1
    assert {"entries.html", "index.html", "notices.html"}.isdisjoint(filled)


def with_prose(anthology: Anthology, key: TextKey, **facts: Any) -> Anthology:
    changed = replace(anthology.prose[key], **facts)
    return replace(anthology, prose={**anthology.prose, key: changed})


def with_words(anthology: Anthology) -> Anthology:
    """A text that changes comes last among those that are set."""
    others = {key: prose for key, prose in anthology.prose.items() if key != KEY}
    html = anthology.prose[KEY].html.replace("</p>", " Enfin.</p>", 1)
    return replace(anthology, prose={**others, KEY: replace(anthology.prose[KEY], html=html)})


def of_catalogue(anthology: Anthology, **facts: Any) -> Anthology:
    return replace(anthology, catalogue=replace(anthology.catalogue, **facts))


def with_essay(anthology: Anthology, id: str, **facts: Any) -> Anthology:
    essays = anthology.catalogue.essays
    return of_catalogue(anthology, essays={**essays, id: replace(essays[id], **facts)})


def with_author(anthology: Anthology, **facts: Any) -> Anthology:
    authors = anthology.catalogue.authors
    return of_catalogue(anthology, authors={**authors, AUTHOR: replace(authors[AUTHOR], **facts)})


def with_volume(anthology: Anthology, **facts: Any) -> Anthology:
    volumes = anthology.catalogue.volumes
    return of_catalogue(anthology, volumes={**volumes, "tome-1": replace(volumes["tome-1"], **facts)})


def without_mention(anthology: Anthology) -> Anthology:
    key = TextKey("essay", "la-fenetre-du-quatrieme")
    return with_prose(anthology, key, mentions=anthology.prose[key].mentions[1:])


def without_notice(anthology: Anthology) -> Anthology:
    key = TextKey("author", AUTHOR)
    return with_prose(anthology, key, html="<p>Autre notice.</p>")


def without_other_tome(anthology: Anthology) -> Anthology:
    volumes = anthology.catalogue.volumes
    return of_catalogue(anthology, volumes={"tome-1": volumes["tome-1"]})


def without_text(anthology: Anthology) -> Anthology:
    """A text left out, to which others may have links."""
    gone = TextKey("essay", "douze-etages")
    return replace(anthology, prose={key: one for key, one in anthology.prose.items() if key != gone})


def other_pictures(anthology: Anthology) -> Anthology:
    images = {
        path: replace(image, width=image.width * 2, height=image.height + 7)
        for path, image in anthology.images.items()
    }
    return replace(anthology, images=images)


CHANGES: Mapping[str, Callable[[Anthology], Anthology]] = {
    "words": with_words,
    "title": lambda each: with_essay(each, ESSAY, title="Le banc bleu"),
    "title of a text elsewhere": lambda each: with_essay(each, "douze-etages", title="Treize étages"),
    "language": lambda each: with_essay(
        each, ESSAY, body=replace(each.catalogue.essays[ESSAY].body, lang="en")
    ),
    "people": lambda each: with_essay(each, ESSAY, bylines=each.catalogue.essays["le-pain-partage"].bylines),
    "licence": lambda each: with_essay(each, ESSAY, license="CC0-1.0"),
    "name": lambda each: with_author(each, name="Lise Aubry", sort_name="Aubry, Lise"),
    "headline": lambda each: with_author(each, headline="Pianiste"),
    "portrait": lambda each: with_author(each, portrait=None),
    "notice": without_notice,
    "mention": without_mention,
    "series and title": lambda each: with_volume(each, emoji="drop", spacing="author", title="Petits riens"),
    "design": lambda each: with_volume(each, design="revue"),
    "opening": lambda each: with_volume(each, opening="recto"),
    "other tome": without_other_tome,
    "text left out": without_text,
    "pictures": other_pictures,
    "letters without face": lambda each: replace(each, without_face=frozenset("b")),
    "scripts": lambda each: replace(
        each, scripts=replace(each.scripts, families={"Latn": "Charis SIL"}, letters=frozenset("é"))
    ),
}


ELSEWHERE = ("title of a text elsewhere", "text left out")
"""What nothing of this tome leads to."""


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_gives_what_would_be_composed(printed: Printed, store: Store, change: str) -> None:
    changed = CHANGES[change](printed.anthology)
    assert composed(changed, store) == composed(changed, None)
    assert (composed(changed, None) == composed(printed.anthology, None)) == (change in ELSEWHERE)


@pytest.mark.parametrize("flat", [False, True])
@pytest.mark.parametrize("change", CHANGES)
def test_a_cover_is_what_would_be_composed(
    printed: Printed, store: Store, faces: Sequence[Face], change: str, *, flat: bool
) -> None:
    """Its names are measured once, and again where anything of it changes."""
    made = []
    for anthology in (printed.anthology, CHANGES[change](printed.anthology)):
        volume = anthology.catalogue.volumes["tome-1"]
        volume = replace(volume, cover=replace(volume.cover, template="noms"))
        style = look(volume, None, anthology.scripts)
        library = kept_sheets(store, anthology, volume, style, site_url=SITE)
        compose_cover = flat_sheet if flat else front_sheet
        for pages in (30, 60):
            facts = (anthology, volume, PressRun(), pages)
            fresh = compose_cover(*facts, faces=faces, own=())
            assert compose_cover(*facts, faces=faces, own=(), library=library) == fresh
            assert compose_cover(*facts, faces=faces, own=(), library=library) == fresh
            made.append(fresh)
    assert (made[0] == made[1]) != flat


def test_page_numbers(printed: Printed, store: Store) -> None:
    """Those of the index are in its words; elsewhere, only how many digits they have counts."""
    anchors = [mention.id for prose in printed.anthology.prose.values() for mention in prose.mentions]
    for numbers in ({}, {ESSAY: 7}, dict.fromkeys((*NUMBERS, *anchors), 123), dict.fromkeys(anchors, 4)):
        fresh = composed(printed.anthology, None, numbers)
        assert composed(printed.anthology, store, numbers) == fresh


def test_addresses_and_closeness(printed: Printed, store: Store) -> None:
    for facts in ({"site_url": ""}, {"closeness": {ESSAY: 2, "tome--table": 1, "tome--contents": 2}}):
        fresh = composed(printed.anthology, None, **facts)  # type: ignore[arg-type]
        assert composed(printed.anthology, store, **facts) == fresh  # type: ignore[arg-type]


def test_a_template_of_the_anthology_sees_all(printed: Printed, tmp_path: Path) -> None:
    (tmp_path / "design" / "templates").mkdir(parents=True)
    volume = printed.anthology.catalogue.volumes["tome-1"]
    style = look(volume, tmp_path / "design")
    assert kept_sheets(Store(tmp_path), printed.anthology, volume, style, site_url="") is None


def test_what_waits_for_page_numbers_is_stood_in_for(printed: Printed) -> None:
    volume = printed.anthology.catalogue.volumes["tome-1"]
    first = compose(volume, printed.anthology, NUMBERS, later=True)
    all_of_them = compose(volume, printed.anthology, NUMBERS, before=first)
    assert [(each.id, each.side, each.late) for each in first] == [
        (each.id, each.side, each.late) for each in all_of_them
    ]
    assert {each.id for each in first if not each.html} == {each.id for each in all_of_them if each.late}
    assert all_of_them == compose(volume, printed.anthology, NUMBERS)
