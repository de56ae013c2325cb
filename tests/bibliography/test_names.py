"""Names in records: organisations whole, suffixes where each format wants them, and no name made two."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import Person, parse_string
from pylatexenc.latex2text import LatexNodes2Text

from florilege.bibliography import bibtex, highwire, schema_org
from florilege.bibliography.online import OnlineEdition
from florilege.catalogue.model import Catalogue
from florilege.catalogue.writings import Author, Body, Byline, Essay

BODY = Body(path="index.md", line=1, markdown="", lang="fr")


def edition(name: str, sort_name: str, *, organisation: bool = False) -> OnlineEdition:
    author = Author(id="a", name=name, sort_name=sort_name, body=BODY, organisation=organisation)
    essay = Essay(
        id="un",
        title="Un",
        bylines=(Byline(name=name, author="a", organisation=organisation), Byline(name="Zoé Roux")),
        body=BODY,
    )
    catalogue = Catalogue(title="", home=BODY, authors={"a": author}, essays={"un": essay})
    return OnlineEdition(catalogue=catalogue, name="Essai", lang="fr")


def read_latex(latex: str) -> str:
    lone = r"\textbraceleft{}", r"\textbraceright{}"  # which this reader doesn't know
    return str(LatexNodes2Text().latex_to_text(latex.replace(lone[0], "").replace(lone[1], "")))


def person(edition: OnlineEdition) -> Person:
    record = bibtex.record(edition, edition.catalogue.essays["un"])
    (entry,) = parse_string(record, "bibtex").entries.values()
    first, second = entry.persons["author"]
    assert str(second) == "Roux, Zoé"
    return first


@pytest.mark.parametrize(
    ("name", "sort_name", "family", "given", "suffix", "cited"),
    [
        ("Ada Lune", "Lune, Ada", "Lune", "Ada", "", "Lune, Ada"),
        ("Ana Luz Vera Paz", "Vera Paz, Ana Luz", "Vera Paz", "Ana Luz", "", "Vera Paz, Ana Luz;"),
        ("Jo Marsh, Jr.", "Marsh, Jo, Jr.", "Marsh", "Jo", "Jr.", "Marsh Jr., Jo;"),
        ("Jo Marsh Jr.", "Marsh Jr., Jo", "Marsh", "Jo", "Jr.", "Marsh Jr., Jo;"),
        ("Jo Marsh III", "Marsh, III, Jo", "Marsh", "Jo", "III", "Marsh III, Jo;"),
        ("Colette", "Colette", "Colette", "", "", "Colette"),
        *(
            (name, sort, family, given, "", f"{sort}{';' if ' ' in sort.replace(', ', '') else ''}")
            for name, sort, family, given in (
                ("Paul-Henri de La Brosse", "La Brosse, Paul-Henri de", "La Brosse", "Paul-Henri de"),
                ("Joachim du Bellay", "Du Bellay, Joachim", "Du Bellay", "Joachim"),
                ("Camille d’Arbois", "Arbois, Camille d’", "Arbois", "Camille d’"),
                ("Vincent van Gogh", "van Gogh, Vincent", "van Gogh", "Vincent"),
                ("bell hooks", "hooks, bell", "hooks", "bell"),
                ("Zoé Les Bras and Jambes", "Les Bras and Jambes, Zoé", "{Les Bras and Jambes}", "Zoé"),
            )
        ),
    ],
)
def test_a_person_is_one_person(
    name: str, sort_name: str, family: str, given: str, suffix: str, cited: str
) -> None:
    site = edition(name, sort_name)
    read = person(site)
    assert " ".join([*read.prelast_names, *read.last_names]) == family
    assert " ".join([*read.first_names, *read.middle_names]) == given
    assert " ".join(read.lineage_names) == suffix
    tags = highwire.essay_tags(site, site.catalogue.essays["un"])
    assert [content for key, content in tags if key == "citation_author"] == [cited, "Zoé Roux"]
    assert schema_org.chapter(site, site.catalogue.essays["un"])["author"][0]["@type"] == "Person"


@pytest.mark.parametrize("name", ["Club du puits, Ville de Lens", "Bras and jambes", "Éditions & fils"])
def test_an_organisation_is_one_name(name: str) -> None:
    site = edition(name, name, organisation=True)
    assert person(site).last_names == ["{" + bibtex.escape(name) + "}"]
    authors = schema_org.chapter(site, site.catalogue.essays["un"])["author"]
    assert [(each["@type"], each["name"]) for each in authors] == [
        ("Organization", name),
        ("Person", "Zoé Roux"),
    ]
    assert schema_org.person(site, site.catalogue.authors["a"])["@type"] == "Organization"


PIECES = ["Ada", "de", "d’", "La Brosse", "Jr.", ",", "and", "others", "&", "{", "}", "\\", "von", "III", "_"]


@given(
    orders=st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).flatmap(
        lambda pieces: st.tuples(st.just(pieces), st.permutations(pieces))
    ),
    known=st.booleans(),
)
def test_whatever_the_name_it_is_one_and_whole(orders: tuple[list[str], list[str]], known: bool) -> None:
    """BibTeX finds two people, for there are two, and each letter of the name."""
    name, sort_name = map(" ".join, orders)
    site = edition(name, sort_name)
    if not known:
        site = replace(site, catalogue=replace(site.catalogue, authors={}))
    letters = sorted(each for each in name if each.isalpha())
    assert sorted(each for each in read_latex(str(person(site))) if each.isalpha()) == letters
