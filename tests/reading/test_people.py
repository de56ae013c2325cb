"""Who signs: names and ids in whatever way they are joined; nobody is made of two."""

from hypothesis import given
from hypothesis import strategies as st

from florilege.catalogue.model import Catalogue
from florilege.catalogue.writings import Author, Body, Byline
from florilege.checks import signatures
from florilege.reading.fields import BylineFields
from florilege.reading.people import bylines, split_names

BODY = Body(path="index.md", line=1, markdown="", lang="fr")
AUTHORS = {
    "ada-lune": ("Ada Lune", "Lune, Ada"),
    "zoe-oeillet": ("Zoé Œillet", "Œillet, Zoé"),
    "jo-marsh": ("Jo Marsh, Jr.", "Marsh, Jo, Jr."),
    "club-du-puits": ("Club du puits, Ville de Lens", "Club du puits, Ville de Lens"),
}
PEOPLE = Catalogue(
    title="",
    home=BODY,
    authors={
        id: Author(id=id, name=name, sort_name=sort_name, body=BODY, organisation=name == sort_name)
        for id, (name, sort_name) in AUTHORS.items()
    },
)
KNOWN = st.sampled_from(
    [
        ("ada-lune", "ada-lune"),
        ("Ada-Lune", "ada-lune"),
        ("Ada Lune", "ada-lune"),
        ("ada lune", "ada-lune"),
        ("zoé-œillet", "zoe-oeillet"),
        ("Zoé Œillet", "zoe-oeillet"),
        ("zoe_oeillet", "zoe-oeillet"),
        ("Jo Marsh, Jr.", "jo-marsh"),
    ]
)
BETWEEN = st.sampled_from([", ", ",", "; ", " et ", " and ", " & ", "&", " / ", ", et ", ", and "])


def signed(text: object) -> tuple[Byline, ...]:
    return bylines([BylineFields.model_validate(text)], PEOPLE)


@given(st.lists(KNOWN, min_size=1, max_size=4), st.data())
def test_known_people_are_understood_however_they_are_joined(
    people: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = people[0][0]
    for written, _ in people[1:]:
        text += data.draw(BETWEEN) + written
    assert [byline.author for byline in signed(text)] == [id for _, id in people]
    assert all(
        byline.name in {"ada lune", *(name for name, _ in AUTHORS.values())} for byline in signed(text)
    )


@given(st.lists(KNOWN, max_size=2), BETWEEN, st.sampled_from(["Bob Rue", "Colette", "Dupont"]))
def test_one_unknown_name_among_others_makes_no_person(
    people: list[tuple[str, str]], between: str, stranger: str
) -> None:
    text = between.join([*(written for written, _ in people), stranger, "Eva Blanc"])
    (byline,) = signed(text)
    assert (byline.name, byline.author) == (text.replace("'", "’"), None)
    assert len(split_names(text)) == len(people) + 2
    catalogue = Catalogue(
        title="",
        home=BODY,
        authors=PEOPLE.authors,
        faulty_bylines={"essays/un/index.md": (byline,)},
    )
    (problem,) = signatures.names(catalogue, {})
    assert problem.code == "names-joined"
    line = dict(problem.values)["entry"].removeprefix("authors: [").removesuffix("]")
    named = [id for _, id in people] + [stranger, "Eva Blanc"]
    if stranger != "Bob Rue" and not people and between == ", ":
        named = [f"Eva Blanc {stranger}"]
    assert line.split(", ") == named


def test_an_organisation_says_so_and_is_never_cut() -> None:
    whole = "Bras & jambes, atelier"
    for fields in (
        {"name": whole, "organisation": "true"},
        {"name": {"literal": whole}},
        {"nom": whole, "collectif": "oui"},
    ):
        assert signed(fields) == (Byline(name=whole, organisation=True),)
    assert signed("club-du-puits") == (
        Byline(name="Club du puits, Ville de Lens", author="club-du-puits", organisation=True),
    )
    assert signed("Club du puits, Ville de Lens") == signed("club-du-puits")


def test_a_name_turned_round_is_printed_as_its_author_writes_it() -> None:
    assert signed("Lune, Ada") == signed("ada-lune") == (Byline(name="Ada Lune", author="ada-lune"),)
    assert signed({"given": "Ada", "family": "Lune"}) == signed("ada-lune")


def test_an_id_with_accents_that_nobody_has_is_no_name() -> None:
    catalogue = Catalogue(title="", home=BODY, faulty_bylines={"x.md": signed("hélène-vasseur")})
    assert [each.code for each in signatures.names(catalogue, {})] == ["author-unknown"]
