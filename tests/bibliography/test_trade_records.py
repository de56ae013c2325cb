"""What bookshops, registries and libraries are told of a tome, read back by readers that aren't ours.

onixcheck holds ONIX to EDItEUR's own schemas, datacite a record to DataCite's; pymarc reads MARC, pybtex
and citeproc-py what lists of references take. The schema of Crossref is a part of a package
that scripts/setup fetches.
"""

import datetime
import io
import json
import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import onixcheck
import pymarc
import pytest
from citeproc.source.json import CiteProcJSON
from datacite import schema45
from lxml import etree
from pybtex.database import parse_string

from florilege.bibliography import bibtex, crossref, csl_json, datacite, marc21, onix
from florilege.bibliography.finished_tome import FinishedTome
from florilege.bibliography.online import OnlineEdition
from florilege.catalogue.model import Catalogue
from florilege.catalogue.prices import price_of
from florilege.catalogue.volumes import Imprint, Offer, Part, Volume
from florilege.catalogue.writings import Author, Body, Byline, Essay

ODD = "R&D <em> « 100 % » \u202b\u05d0\u05d1\u202c ]]>"
"""What markup, quotation marks and writing from right to left make of a title."""


def body(lang: str) -> Body:
    return Body(path="index.md", line=1, markdown="", lang=lang)


AUTHORS = {
    "paul": Author(
        id="paul",
        name="Paul-Henri de La Brosse",
        sort_name="La Brosse, Paul-Henri de",
        body=body("fr"),
        orcid="0000-0002-1825-0097",
        isni="0000 0001 2103 2683",
    ),
    "club": Author(id="club", name="Collectif", sort_name="Collectif", body=body("fr"), organisation=True),
    "jo": Author(id="jo", name="Jo Marsh, Jr.", sort_name="Marsh, Jo, Jr.", body=body("en")),
}


def tome(**facts: Any) -> FinishedTome:
    signed = {id: Byline(name=each.name, author=id) for id, each in AUTHORS.items()}
    essays = {
        "banc": Essay(
            id="banc",
            title="Le banc",
            bylines=(signed["paul"], signed["jo"]),
            body=body("fr"),
            abstract="Deux voisins.\n\nUn banc.",
            tags=("voisinage", "bois"),
            license="CC-BY-4.0",
            doi="10.5555/palier.banc",
        ),
        "leeks": Essay(id="leeks", title=ODD, bylines=(signed["jo"],), body=body("en")),
    }
    volume = Volume(
        id="tome-1",
        title="Le palier",
        number=1,
        series="Petites rencontres",
        subtitle="Anthologie",
        editors=(signed["club"],),
        parts=(Part(id="", title="", essays=tuple(essays)),),
        date=datetime.date(2026, 6, 1),
        publisher=Imprint(name="Éditions du Palier", place="Lyon"),
        isbn="978-2-9990010-1-5",
        price="18 €",
        pdf=Offer(isbn="978-2-9990010-3-9", price="0 €"),
        ebook=Offer(isbn="978-2-9990010-4-6", price="6,99 €"),
        doi="10.5555/palier",
        issn="2049-3630",
        thema=("DNL", "DQ"),
        clil=("3146",),
        license="CC-BY-SA-4.0",
        body=body("fr"),
    )
    volume = replace(volume, **facts)
    catalogue = Catalogue(
        title="Petites rencontres",
        home=body("fr"),
        authors=AUTHORS,
        essays=essays,
        volumes={"tome-1": volume},
    )
    online = OnlineEdition(
        catalogue=catalogue,
        name=catalogue.title,
        lang="fr",
        url="https://palier.example/",
        pages={"banc": (9, 12), "leeks": (13, 13)},
    )
    return FinishedTome(
        online=online,
        volume=volume,
        essays=tuple(essays.values()),
        about="Un immeuble, trois textes.",
        notices={"paul": "Menuisier à Lens."},
        page_count=96,
        sizes={"pdf": 123_456, "epub": 65_432},
        accessibility={"00": "Tout se lit.", "11": ""},
        now=datetime.datetime(2026, 7, 1, 12, 30, tzinfo=datetime.UTC),
        depositor=("Odile Maurel", "odile@palier.example"),
    )


BARE: Mapping[str, Any] = {
    "editors": (),
    "publisher": None,
    "series": "",
    "number": None,
    "price": "sur demande",
    "thema": (),
    "clil": (),
    "issn": "",
    "pdf": Offer(),
    "ebook": Offer(),
    "license": "",
    "date": datetime.date(2027, 1, 1),
}
"""A volume of which little is known, and that isn't out yet."""


@pytest.mark.parametrize("facts", [{}, BARE, {"title": ODD, "price": "USD 12"}], ids=["all", "bare", "odd"])
def test_onix_is_valid_by_the_schemas_of_the_trade(tmp_path: Path, facts: Mapping[str, Any]) -> None:
    file = tmp_path / "onix.xml"
    file.write_text(onix.message(tome(**facts)), encoding="utf-8")
    assert [str(each) for each in onixcheck.validate(str(file), schemas=("xsd", "rng"))] == []


def read(text: str) -> Any:
    return etree.fromstring(text.encode())


def texts(element: Any, tag: str) -> list[str]:
    return [each.text for each in element.iter(f"{{*}}{tag}")]


def test_onix_has_a_product_for_each_isbn_with_its_price() -> None:
    message = read(onix.message(tome()))
    products = list(message.iter("{*}Product"))
    assert [texts(each, "IDValue")[0] for each in products] == [
        "9782999001015",
        "9782999001039",
        "9782999001046",
    ]
    assert [texts(each, "ProductForm") for each in products] == [["BC"], ["ED"], ["ED"]]
    assert [texts(each, "PriceAmount") for each in products] == [["18.00"], [], ["6.99"]]
    assert [texts(each, "PriceType") for each in products] == [["04"], [], ["04"]]
    assert [texts(each, "UnpricedItemType") for each in products] == [[], ["01"], []]
    assert [texts(each, "ProductFormFeatureValue") for each in products] == [[], [], ["00", "11"]]
    assert texts(products[0], "SubjectCode") == ["DNL", "DQ", "3146"]
    assert ODD in texts(products[0], "TitleText")
    assert texts(products[0], "FirstPageNumber") == ["9", "13"]
    assert texts(products[0], "LastPageNumber") == ["12"]  # an essay of one page has no last page of its own


def test_onix_says_who_did_what() -> None:
    product = next(read(onix.message(tome())).iter("{*}Product"))
    description = next(product.iter("{*}DescriptiveDetail"))
    assert texts(description, "ContributorRole") == ["B01", "A01", "A01"]
    assert texts(description, "CorporateName") == ["Collectif"]
    assert texts(description, "KeyNames") == ["La Brosse", "Marsh"]
    assert texts(description, "SuffixToKey") == ["Jr."]
    assert {"0000000218250097", "0000000121032683"} <= set(texts(description, "IDValue"))


def test_a_price_that_nobody_can_count_is_not_made_up() -> None:
    product = next(read(onix.message(tome(**BARE))).iter("{*}Product"))
    assert texts(product, "UnpricedItemType") == ["02"]
    assert texts(product, "PublishingStatus") == ["02"]
    assert texts(product, "ProductAvailability") == ["10"]


@pytest.mark.parametrize(
    ("said", "amount", "currency"),
    [
        ("1 250,00 €", "1250.00", "EUR"),
        ("CHF 24", "24.00", "CHF"),
        ("24 fr.", "24.00", "CHF"),
        ("$9.5", "9.50", "USD"),
        ("12.345 €", None, None),
        ("gratuit", None, None),
        ("18 € en librairie", None, None),
        ("", None, None),
    ],
)
def test_prices(said: str, amount: str | None, currency: str | None) -> None:
    price = price_of(said)
    assert (price and price.amount, price and price.currency) == (amount, currency)


def test_crossref_registers_the_tome_and_the_essays_that_have_a_doi() -> None:
    batch = read(crossref.batch(tome()))
    assert texts(batch, "doi") == ["10.5555/palier", "10.5555/palier.banc"]
    assert texts(batch, "resource") == [
        "https://palier.example/volumes/tome-1/",
        "https://palier.example/essays/banc/",
    ]
    assert texts(batch, "timestamp") == ["20260701123000000"]
    assert texts(batch, "email_address") == ["odile@palier.example"]
    assert texts(batch, "surname") == ["La Brosse", "Marsh"]
    assert texts(batch, "ORCID") == ["https://orcid.org/0000-0002-1825-0097"]
    assert texts(batch, "license_ref") == [
        "https://creativecommons.org/licenses/by-sa/4.0/",
        "https://creativecommons.org/licenses/by/4.0/",
    ]
    (item,) = batch.iter("{*}content_item")
    assert (texts(item, "first_page"), texts(item, "last_page")) == (["9"], ["12"])


CROSSREF = Path(sys.prefix) / "crossref/commonmeta/resources/crossref/crossref5.4.0.xsd"


@pytest.mark.standards
@pytest.mark.parametrize(
    "essay",
    [
        {},
        {"title": ODD, "subtitle": ODD, "abstract": ODD, "license": ""},
        {
            "title": "The Bench",
            "body": body("en"),
            "translators": (Byline(name="Ruth Ashdown"), Byline(name="Collectif", author="club")),
        },
    ],
    ids=["all", "odd", "translated"],
)
def test_crossref_deposits_are_valid_by_its_schema(
    crossref_schema: etree.XMLSchema, essay: Mapping[str, Any]
) -> None:
    """Of tomes with and without series, people, licence and each of the products."""
    wholly = tome()
    cited = {"banc": ("10.1000/182", "10.1002/(SICI)1097<1::AID>2")}
    for facts in (
        {},
        {**BARE, "publisher": wholly.volume.publisher},
        {"isbn": "", "title": ODD},
        {"ebook": Offer()},
    ):
        it = tome(**facts)
        it = replace(it, essays=(replace(it.essays[0], **essay), *it.essays[1:]), references=cited)
        crossref_schema.validate(read(crossref.batch(it)))
        assert [str(each) for each in crossref_schema.error_log] == []


@pytest.fixture(scope="module")
def crossref_schema() -> etree.XMLSchema:
    assert CROSSREF.is_file(), "the schema of Crossref is missing: run scripts/setup --tests"
    return etree.XMLSchema(etree.parse(CROSSREF, etree.XMLParser(no_network=True)))


def test_crossref_is_told_the_series_of_a_tome_that_has_an_issn() -> None:
    batch = read(crossref.batch(tome()))
    assert (texts(batch, "issn"), texts(batch, "volume")) == (["2049-3630"], ["1"])
    batch = read(crossref.batch(tome(**BARE)))
    assert (texts(batch, "issn"), texts(batch, "volume")) == ([], [])


def test_an_essay_that_is_printed_in_another_language_is_told_as_it_stands_on_paper(tmp_path: Path) -> None:
    it = tome()
    banc, leeks = it.essays
    translated = replace(banc, title="The Bench", body=body("en"), translators=(Byline(name="Ruth Ashdown"),))
    it = replace(it, essays=(translated, leeks), references={"banc": ("10.1000/182", "10.1002/x")})
    batch = read(crossref.batch(it))
    (item,) = batch.iter("{*}content_item")
    assert item.get("language") == "en"
    (titles,) = item.iter("{*}titles")
    assert (texts(titles, "title"), texts(titles, "original_language_title")) == (["The Bench"], ["Le banc"])
    roles = [each.get("contributor_role") for each in item.iter("{*}contributors") for each in each]
    assert roles == ["author", "author", "translator"]
    citations = [(each.get("key"), *texts(each, "doi")) for each in item.iter("{*}citation")]
    assert citations == [("ref1", "10.1000/182"), ("ref2", "10.1002/x")]
    assert etree.QName(item[-1]).localname == "citation_list"
    file = tmp_path / "onix.xml"
    file.write_text(onix.message(it), encoding="utf-8")
    assert [str(each) for each in onixcheck.validate(str(file), schemas=("xsd", "rng"))] == []
    product = next(read(file.read_text("utf-8")).iter("{*}Product"))
    assert "B06" in texts(next(product.iter("{*}DescriptiveDetail")), "ContributorRole")
    assert "Ashdown" in marc(marc21.record(it)).get_fields("700")[-1]["a"]


@pytest.mark.parametrize("facts", [{}, BARE, {"title": ODD}], ids=["all", "bare", "odd"])
def test_datacite_is_valid_by_its_schema(facts: Mapping[str, Any]) -> None:
    record = json.loads(datacite.record(tome(**facts)))
    schema45.validator.validate(record)
    assert record["doi"] == "10.5555/palier"
    assert [each["name"] for each in record["creators"]] == ["La Brosse, Paul-Henri de", "Marsh, Jo Jr."]


def marc(text: str) -> pymarc.Record:
    (record,) = pymarc.parse_xml_to_array(io.BytesIO(text.encode()))
    assert record is not None
    return record


def test_marc_is_read_by_libraries() -> None:
    record = marc(marc21.record(tome()))
    assert record.title == "Le palier Anthologie"
    assert [field["a"] for field in record.get_fields("020")] == [
        "9782999001015",
        "9782999001039",
        "9782999001046",
    ]
    assert [field["a"] for field in record.get_fields("700")] == [
        "La Brosse, Paul-Henri de",
        "Marsh, Jo, Jr.",
    ]
    assert [field["a"] for field in record.get_fields("710")] == ["Collectif"]
    assert record["490"]["v"] == "1"
    assert record["041"].get_subfields("a") == ["fre", "eng"]
    assert len(record["008"].data) == 40
    assert record["008"].data[35:38] == "fre"
    assert ODD in record["505"]["a"]
    assert pymarc.Record(data=record.as_marc())["245"]["a"] == "Le palier"


def test_marc_of_a_volume_of_which_little_is_known() -> None:
    record = marc(marc21.record(tome(**BARE | {"date": None})))
    assert record["245"]["a"] == "Le palier"
    assert len(record["008"].data) == 40


def test_lists_of_references_have_the_tome_and_its_essays() -> None:
    it = tome()
    entries = parse_string(bibtex.book(it.online, it.volume, it.essays), "bibtex").entries
    assert {key: entry.type for key, entry in entries.items()} == {
        "tome-1": "book",
        "banc": "incollection",
        "leeks": "incollection",
    }
    assert entries["tome-1"].fields["doi"] == "10.5555/palier"
    items = CiteProcJSON(json.loads(csl_json.book(it.online, it.volume, it.essays)))
    assert {key: str(item.type) for key, item in items.items()} == {
        "tome-1": "book",
        "banc": "chapter",
        "leeks": "chapter",
    }
