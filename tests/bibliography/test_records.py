"""How an essay is cited, in every format, read back by readers that aren't ours.

pybtex reads BibTeX, rispy RIS, citeproc-py CSL-JSON; a sentence is read as text.
"""

import datetime
import json
import re
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from florilege.bibliography import bibtex, csl_json, highwire, iso690, ris
from florilege.bibliography.online import OnlineEdition
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Imprint, Part, Volume
from florilege.catalogue.writings import Author, Body, Byline, Essay

BODY = Body(path="index.md", line=1, markdown="", lang="fr")


def author(id: str, name: str, sort_name: str, *, organisation: bool = False) -> Author:
    return Author(id=id, name=name, sort_name=sort_name, body=BODY, organisation=organisation)


AUTHORS = (
    author("paul", "Paul-Henri de La Brosse", "La Brosse, Paul-Henri de"),
    author("club", "Collectif du palier", "Collectif du palier", organisation=True),
    author("jo", "Jo Marsh, Jr.", "Marsh, Jo, Jr."),
)


def edition(*, pages: tuple[int, int] | None = (13, 15), **facts: Any) -> OnlineEdition:
    essay = Essay(
        id="le-banc",
        title="Le banc de Lens",
        bylines=(Byline(name=AUTHORS[0].name, author="paul"), Byline(name=AUTHORS[2].name, author="jo")),
        body=BODY,
        abstract="Deux voisins\nassis.",
        tags=("voisinage", "bois"),
    )
    volume = Volume(
        id="tome-1",
        title="Le palier",
        number=1,
        series="Petites rencontres",
        editors=(Byline(name=AUTHORS[1].name, author="club", organisation=True),),
        parts=(Part(id="", title="", essays=("le-banc",)),),
        date=datetime.date(2026, 6, 1),
        publisher=Imprint(name="Éditions du Palier", place="Lyon"),
        isbn="978-2-9999999-0-9",
        body=BODY,
    )
    catalogue = Catalogue(
        title="",
        home=BODY,
        authors={each.id: each for each in AUTHORS},
        essays={"le-banc": replace(essay, **facts)},
        volumes={"tome-1": volume},
    )
    return OnlineEdition(
        catalogue=catalogue,
        name="Rencontres",
        lang="fr",
        url="https://toy.example/",
        pages={"le-banc": pages} if pages else {},
    )


@dataclass(frozen=True)
class Record:
    """What a reader finds in a record."""

    title: str
    book: str
    series: str
    volume: str
    pages: Sequence[str]
    """The first and the last."""
    authors: Sequence[str]
    editors: Sequence[str]
    publisher: str
    place: str
    year: str
    isbn: str
    address: str


def by_pybtex(edition: OnlineEdition) -> Record:
    text = bibtex.record(edition, edition.catalogue.essays["le-banc"])
    (entry,) = parse_string(text, "bibtex").entries.values()
    fields = {name: value.replace("{", "").replace("}", "") for name, value in entry.fields.items()}
    return Record(
        title=fields["title"],
        book=fields["booktitle"],
        series=fields["series"],
        volume=fields["volume"],
        pages=[each for each in fields.get("pages", "").split("--") if each],
        authors=[_in_order(str(person)) for person in entry.persons["author"]],
        editors=[str(person).strip("{}") for person in entry.persons["editor"]],
        publisher=fields["publisher"],
        place=fields["address"],
        year=fields["year"],
        isbn=fields["isbn"],
        address=fields["url"],
    )


def _in_order(name: str) -> str:
    """« Family, Suffix, Given » as the other formats have it."""
    parts = name.split(", ")
    return ", ".join((parts[0], parts[2], parts[1])) if len(parts) > 2 else name


def by_rispy(edition: OnlineEdition) -> Record:
    (entry,) = rispy.loads(ris.record(edition, edition.catalogue.essays["le-banc"]))
    assert entry["type_of_reference"] == "CHAP"
    assert entry["keywords"] == ["voisinage", "bois"]
    assert entry["abstract"] == "Deux voisins assis."
    return Record(
        title=entry["title"],
        book=entry["secondary_title"],
        series=entry["tertiary_title"],
        volume=entry["volume"],
        pages=list(dict.fromkeys(entry[name] for name in ("start_page", "end_page") if name in entry)),
        authors=entry["authors"],
        editors=[name.removesuffix(",") for name in entry["secondary_authors"]],
        publisher=entry["publisher"],
        place=entry["place_published"],
        year=entry["year"],
        isbn=entry["issn"],
        address=entry["urls"][0],
    )


def by_citeproc(edition: OnlineEdition) -> Record:
    items = json.loads(csl_json.record(edition, edition.catalogue.essays["le-banc"]))
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # a field that the reader doesn't know
        entry = CiteProcJSON(items)["le-banc"]
    page = entry.get("page")
    return Record(
        title=str(entry.title),
        book=str(entry.container_title),
        series=str(entry.collection_title),
        volume=str(entry.volume),
        pages=[] if page is None else re.findall(r"\d+", str(page)),
        authors=[_csl_name(name) for name in entry.author],
        editors=[_csl_name(name) for name in entry.editor],
        publisher=str(entry.publisher),
        place=str(entry.publisher_place),
        year=str(entry.issued.year),
        isbn=str(entry["ISBN"]),
        address=str(entry["URL"]),
    )


def _csl_name(name: Any) -> str:
    parts = (name.get(part) for part in ("family", "given", "suffix"))
    return ", ".join(str(part) for part in parts if part) or str(name["literal"])


READERS = [by_pybtex, by_rispy, by_citeproc]


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize(("pages", "read_pages"), [((13, 15), ["13", "15"]), ((7, 7), ["7"]), (None, [])])
def test_a_record_is_read_back(read: Any, pages: tuple[int, int] | None, read_pages: list[str]) -> None:
    assert read(edition(pages=pages)) == Record(
        title="Le banc de Lens",
        book="Le palier",
        series="Petites rencontres",
        volume="1",
        pages=read_pages,
        authors=["La Brosse, Paul-Henri de", "Marsh, Jo, Jr."],
        editors=["Collectif du palier"],
        publisher="Éditions du Palier",
        place="Lyon",
        year="2026",
        isbn="978-2-9999999-0-9",
        address="https://toy.example/essays/le-banc/",
    )


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1).filter(str.strip))
def test_any_title_is_one_field_of_ris_and_of_csl(title: str) -> None:
    """Whatever it looks like: a tag, the end of a record, JSON."""
    site = edition(title=title)
    assert by_rispy(site).title == " ".join(title.split())
    essay = site.catalogue.essays["le-banc"]
    (item,) = json.loads(csl_json.record(site, essay))
    assert item["title"] == title


@pytest.mark.parametrize(
    "title", ["TY  - BOOK", "ER  - ", "A\nER  - \nTY  - BOOK\nTI  - Autre", "Fin\r\nER  -"]
)
def test_no_title_ends_a_record_of_ris(title: str) -> None:
    assert by_rispy(edition(title=title)).title == " ".join(title.split())


def test_a_style_changes_no_title() -> None:
    """Nor that of the book, nor that of the series: each stands in braces of its own."""
    site = edition()
    (entry,) = parse_string(bibtex.record(site, site.catalogue.essays["le-banc"]), "bibtex").entries.values()
    for name in ("title", "booktitle", "series"):
        assert re.fullmatch(r"\{[^{}]*\}", entry.fields[name]), name


def test_the_sentence_has_tome_editors_and_pages() -> None:
    site = edition()
    essay, volume = site.catalogue.essays["le-banc"], site.catalogue.volumes["tome-1"]
    sentence = re.sub("<[^>]*>", "", iso690.reference(essay, volume, "fr", pages=(13, 15)))
    assert " ".join(sentence.split()) == (
        "Paul-Henri de La Brosse et Jo Marsh, Jr., « Le banc de Lens », dans Collectif du palier (dir.), "
        "Petites rencontres, tome 1 : Le palier, Lyon, Éditions du Palier, 2026, p. 13–15."
    )


def zotero(content: str) -> list[tuple[str, str]]:
    """The people whom Zotero finds in a `citation_author`: family and given name.

    Its translator parts names at semicolons; without any, at a comma between names of several words. What is
    left is turned round at a comma, else its last word is the family name.
    """
    names = [name for name in re.split(r"\s*;\s*", content) if name]
    if ";" not in content:
        pieces = re.split(r"\s*,\s*", content)
        if len(pieces) > 1 and " " in pieces[0] and " " in pieces[1]:
            names = pieces
    found = []
    for name in names:
        bare = name.strip(" ,")
        if "," in name:
            family, _, given = bare.partition(",")
        else:
            given, _, family = bare.rpartition(" ")
        found.append((family.strip(), given.strip()))
    return found


def test_zotero_parts_no_name() -> None:
    site = edition(bylines=tuple(Byline(name=each.name, author=each.id) for each in AUTHORS))
    tags = highwire.essay_tags(site, site.catalogue.essays["le-banc"])
    people = [zotero(content) for name, content in tags if name == "citation_author"]
    assert people == [
        [("La Brosse", "Paul-Henri de")],
        [("Collectif du palier", "")],
        [("Marsh Jr.", "Jo")],
    ]


@pytest.mark.parametrize(("pages", "shown"), [((13, 15), ["13", "15"]), ((7, 7), ["7", "7"]), (None, [])])
def test_highwire_has_the_pages(pages: tuple[int, int] | None, shown: list[str]) -> None:
    site = edition(pages=pages)
    tags = highwire.essay_tags(site, site.catalogue.essays["le-banc"])
    assert [content for name, content in tags if name in ("citation_firstpage", "citation_lastpage")] == shown
