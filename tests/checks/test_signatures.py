"""Who signs, however it is written: understood, or refused with the line to write; nobody is made of two."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.catalogue.writings import Byline
from florilege.checks import signatures
from florilege.diagnostics.problems import Problem
from florilege.reading.loader import read
from florilege.reading.people import plain_name, split_names
from worlds import small

PEOPLE: dict[str, str | bytes | None] = {
    "authors/ada.md": "---\nname: Ada Lune\nalso_known_as: A. Lune\n---\n\nx\n",
    "authors/bob-rue.md": "---\nname: Bob Rue\n---\n\nx\n",
    "authors/zoe-oeillet.md": "---\nname: Zoé Œillet\n---\n\nx\n",
    "authors/jean-pierre-dupont.md": "---\nname: Jean-Pierre Dupont\n---\n\nx\n",
    "authors/marsh.md": "---\nname: Jo Marsh, Jr.\n---\n\nx\n",
    "authors/club.md": "---\nname: Simon & fils, atelier\norganisation: true\n---\n\nx\n",
}


def read_authors(
    lines: str, files: dict[str, str | bytes | None] = PEOPLE
) -> tuple[tuple[Byline, ...], list[Problem]]:
    """Who signs an essay with these lines of front matter, and what is said of them."""
    text = f"---\ntitle: Un\n{lines}\nlicense: CC BY 4.0\n---\n\nIl était une fois.\n"
    with tempfile.TemporaryDirectory() as folder:
        catalogue, problems = read(small(Path(folder), {**files, "essays/un/index.md": text}))
    told = [*problems, *(each for rule in signatures.RULES for each in rule(catalogue, {}))]
    essay = catalogue.essays.get("un")
    return essay.bylines if essay else (), [each for each in told if each.path == "essays/un/index.md"]


BOTH = ["ada", "bob-rue"]
UNDERSTOOD: dict[str, list[str]] = {
    # several in one text
    "authors: ada, bob-rue": BOTH,
    'authors: "ada, bob-rue"': BOTH,
    "authors: ada,bob-rue,": BOTH,
    "authors: ada bob-rue": BOTH,
    "authors: ada et bob-rue": BOTH,
    "authors: Ada Lune et Bob Rue": BOTH,
    "authors: Ada Lune & Bob Rue": BOTH,
    "authors: Ada Lune and Bob Rue": BOTH,
    "authors: Ada Lune, and Bob Rue": BOTH,
    "authors: Ada Lune ET Bob Rue": BOTH,
    "authors: Ada Lune avec Bob Rue": BOTH,
    "authors: Ada Lune with Bob Rue": BOTH,
    "authors: Ada Lune und Bob Rue": BOTH,
    "authors: Ada Lune y Bob Rue": BOTH,
    "authors: Ada Lune / Bob Rue": BOTH,
    "authors: Ada Lune + Bob Rue": BOTH,
    "authors: Ada Lune – Bob Rue": BOTH,
    "authors: Ada Lune · Bob Rue": BOTH,
    "authors: Ada Lune | Bob Rue": BOTH,
    "authors: Lune, Ada; Rue, Bob": BOTH,
    "authors: Lune, Ada and Rue, Bob": BOTH,
    "authors: Lune, Ada, Rue, Bob": BOTH,
    "authors: Jean-Pierre Dupont, Ada Lune et Bob Rue": ["jean-pierre-dupont", *BOTH],
    "authors: Jo Marsh, Jr., Ada Lune & Simon & fils, atelier": ["marsh", "ada", "club"],
    "authors: Ada Lune <ada@lune.example>, Bob Rue (bob@rue.example)": BOTH,
    "authors: Ada Lune¹, Bob Rue²": BOTH,
    # lines of a text
    "authors: |\n  Ada Lune\n  Bob Rue": BOTH,
    "authors: |\n  1. Ada Lune\n  2. Bob Rue": BOTH,
    "authors: |\n  - ada\n  - bob-rue": BOTH,
    "authors: |\n  * Ada Lune, Zoé Œillet\n\n  * Bob Rue": ["ada", "zoe-oeillet", "bob-rue"],
    "authors: >\n  Ada Lune\n  Bob Rue": BOTH,
    'authors: "1. Ada Lune 2. Bob Rue"': BOTH,
    'authors: "1) Ada Lune, 2) Bob Rue"': BOTH,
    # ids and names in other forms
    "authors: [zoé-œillet]": ["zoe-oeillet"],
    "authors: [Zoé-Œillet]": ["zoe-oeillet"],
    "authors: [zoe_oeillet]": ["zoe-oeillet"],
    "authors: [zoe oeillet]": ["zoe-oeillet"],
    "authors: [ZOÉ ŒILLET]": ["zoe-oeillet"],
    "authors: [BOB-RUE]": ["bob-rue"],
    "authors: [Lune, Ada]": [],
    'authors: ["Lune, Ada"]': ["ada"],
    "authors: [ada.md]": ["ada"],
    "authors: authors/ada.md": ["ada"],
    "authors: ../../authors/ada.md": ["ada"],
    "authors: '@ada'": ["ada"],
    "authors: '[ada, bob-rue]'": BOTH,
    "authors: Par Ada Lune": ["ada"],
    "authors: by Ada Lune": ["ada"],
    "authors: 'Authors: Ada Lune, Bob Rue'": BOTH,
    "authors: Dr Ada Lune": ["ada"],
    "authors: Mme A. Lune": ["ada"],
    "authors: Ada Lune (texte) et Bob Rue (photos)": BOTH,
    "authors: Ada Lune <ada@lune.example>": ["ada"],
    "authors: Ada Lune, ada@lune.example": ["ada"],
    "authors: Ada Lune https://lune.example": ["ada"],
    "authors: '[Ada Lune](../../authors/ada.md)'": ["ada"],
    "authors: '[[Ada Lune]]'": ["ada"],
    "authors: '**Ada Lune**'": ["ada"],
    "authors: Ada Lune*": ["ada"],
    "authors: Ada Lune[^1]": ["ada"],
    # fields
    "author: Ada Lune": ["ada"],
    "author: [Ada Lune, Bob Rue]": BOTH,
    "auteurs: ada et bob-rue": BOTH,
    "authors: {name: Ada Lune}": ["ada"],
    "authors:\n  name: Ada Lune\n  email: ada@lune.example": ["ada"],
    "author:\n  - name: Ada Lune\n    affiliation: CNRS\n  - name: Bob Rue": BOTH,
    "authors: [{given: Ada, family: Lune}]": ["ada"],
    "authors:\n  ada:\n  bob-rue:": BOTH,
    "authors: {ada: Ada Lune, bob-rue: ''}": BOTH,
    "authors:\n  Ada Lune: {email: ada@lune.example}\n  Bob Rue: {}": BOTH,
    "authors:\n  - ada: Ada Lune\n  - bob-rue": BOTH,
    "authors: [[ada], [bob-rue]]": BOTH,
}
"""Lines → the authors whom they name; nobody where they are refused."""


@pytest.mark.parametrize("lines", UNDERSTOOD)
def test_people_are_understood(lines: str) -> None:
    bylines, problems = read_authors(lines)
    errors = [each for each in problems if each.level == "error"]
    if UNDERSTOOD[lines]:
        assert [each.author for each in bylines] == UNDERSTOOD[lines]
        assert errors == []
    else:
        assert errors


PRINTED = {
    "authors: ZOE OEILLET": "Zoé Œillet",
    "authors: Lune, Ada": "Ada Lune",
    "authors: A. Lune": "A. Lune",
    "authors: Dr Ada Lune": "Dr Ada Lune",
    "authors: '**Ada Lune** (texte)'": "Ada Lune (texte)",
    "authors: [{id: ada, name: A. L.}]": "A. L.",
    "authors: [{id: ada, name: 'Lune, Ada'}]": "Ada Lune",
    "authors: [{id: ada, name: Ada Lune <ada@lune.example>}]": "Ada Lune",
    "authors: Léa Petit <lea@petit.example>": "Léa Petit",
    "authors: [Léa d'Arc]": "Léa d’Arc",
    "authors: Martin Luther King, Jr.": "Martin Luther King, Jr.",
    "authors: Jane Doe, Ph.D.": "Jane Doe, Ph.D.",
    "authors: Ortega y Gasset": "Ortega y Gasset",
    "authors: Anna (Anouk) Petit": "Anna (Anouk) Petit",
    "authors: Karl Freiherr von und zu Stein": "Karl Freiherr von und zu Stein",
}


@pytest.mark.parametrize("lines", PRINTED)
def test_a_name_is_printed_as_it_was_meant(lines: str) -> None:
    bylines, problems = read_authors(lines)
    assert [each.name for each in bylines] == [PRINTED[lines]]
    assert problems == []


REFUSED: dict[str, tuple[str, str]] = {
    "authors: Léa Petit et Tom Grand": ("names-joined", "authors: [Léa Petit, Tom Grand]"),
    "authors: Léa Petit avec Tom Grand": ("names-joined", "authors: [Léa Petit, Tom Grand]"),
    "authors: Ada Lune, Tom Grand": ("names-joined", "authors: [ada, Tom Grand]"),
    "authors: Petit, Léa": ("names-joined", "authors: [Léa Petit]"),
    "authors: Petit, Léa; Grand, Tom": ("names-joined", "authors: [Léa Petit, Tom Grand]"),
    "authors: Léa Petit <lea@x.example>, Ada Lune": ("names-joined", "authors: [Léa Petit, ada]"),
    'authors: "1. Léa Petit 2. Ada Lune"': ("names-joined", "authors: [Léa Petit, ada]"),
    "authors: Ada Lune et al.": ("names-joined", "authors: [ada]"),
    "editors: x\nauthors: [{id: ada, name: 'Ada Lune, Bob Rue'}]": (
        "names-joined",
        "authors: [ada, bob-rue]",
    ),
    "authors: [Lune, Ada]": ("name-split", "authors: [ada]"),
    "authors: [Rue, Bob]": ("name-split", "authors: [bob-rue]"),
    "authors: ada@lune.example": ("name-address", ""),
    "authors: mailto:ada@lune.example": ("name-address", ""),
    "authors: https://lune.example/": ("name-address", ""),
    "authors: hélène-vasseur": ("author-unknown", ""),
}
"""Lines → the code of what is said of them, and the line to write."""


@pytest.mark.parametrize("lines", REFUSED)
def test_who_is_not_understood_is_refused_with_the_line_to_write(lines: str) -> None:
    code, entry = REFUSED[lines]
    _, problems = read_authors(lines)
    (told,) = (each for each in problems if each.level == "error")
    assert told.code == code
    assert dict(told.values).get("entry", "") == entry
    assert told.line == 3 + lines.count("\n")
    if entry:
        assert [each for each in read_authors(entry)[1] if each.level == "error"] == []


def test_a_name_of_two_authors_is_nobodys() -> None:
    twins = PEOPLE | {"authors/ada-bis.md": "---\nname: Ada Lune\n---\n\nx\n"}
    bylines, (told,) = read_authors("authors: Ada Lune", twins)
    assert [each.author for each in bylines] == [None]
    assert (told.code, dict(told.values)["entry"], dict(told.values)["others"]) == (
        "author-ambiguous",
        "authors: [ada]",
        "ada-bis",
    )
    assert [each.author for each in read_authors("authors: [ada-bis]", twins)[0]] == ["ada-bis"]


@pytest.mark.parametrize(
    "name", ["Ada Lune, Bob Rue", "Lune, Ada", "Ada Lune et Bob Rue", "ada@lune.example"]
)
def test_an_author_is_one_person(name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        catalogue, _ = read(small(Path(folder), {"authors/ada.md": f"---\nname: {name}\n---\n\nx\n"}))
    (told,) = signatures.author_names(catalogue, {})
    assert (told.level, told.path, told.line) == ("error", "authors/ada.md", 2)


def test_more_people_than_a_name_is_long_are_understood() -> None:
    bylines, problems = read_authors(f"authors: {', '.join(['ada', 'bob-rue', 'Zoé Œillet'] * 12)}")
    assert len(bylines) == 36
    assert [each.code for each in problems] == ["person-twice"] * 33


NAMES = [
    "Ada Lune",
    "bob-rue",
    "Zoé Œillet",
    "Léa Petit",
    "Tom",
    "Lune, Ada",
    "ada@lune.example",
    "CNRS",
    "Jr.",
]
BETWEEN = [
    ", ",
    " et ",
    " & ",
    "; ",
    " - ",
    " ",
    "/",
    " avec ",
    " <x@y.example>",
    " (photos)",
    "1. ",
    "*",
    "\n",
]


@pytest.mark.parametrize("between", [", ", ", et ", " & ", " "])
def test_a_stranger_after_many_is_found_out_at_once(between: str) -> None:
    text = between.join([*["ada", "Bob Rue"] * 20, "Tom Grand"])
    _, problems = read_authors(f"authors: {text}")
    assert [each.code for each in problems if each.level == "error"] == (
        ["names-joined"] if between != " " else ["field-too-long"]
    )


PIECES = st.sampled_from([*NAMES, *BETWEEN])


@given(st.lists(PIECES, min_size=1, max_size=7).map("".join))
def test_nobody_is_made_of_two_and_no_address_is_printed(text: str) -> None:
    """Whatever is typed: what nothing is said of is a name of one person, without an address."""
    quoted = text.replace("\n", "\\n")
    bylines, problems = read_authors(f'authors: "{quoted}"')
    if not any(each.level == "error" for each in problems):
        for byline in bylines:
            known = byline.author is not None and byline.name in ("Jo Marsh, Jr.", "Simon & fils, atelier")
            assert known or len(split_names(byline.name)) == 1
            assert "@" not in byline.name
            assert plain_name(byline.name)


PARTED = {
    "authors: [Dupont, Jean]": ["authors: [Jean Dupont]"],
    "authors: [Petit, J.-P.]": ["authors: [J.-P. Petit]"],
    "authors: [J., Petit]": ["authors: [J. Petit]"],
    "authors: [García Márquez, Gabriel]": ["authors: [Gabriel García Márquez]"],
    "authors: [de la Tour, Zoé]": ["authors: [Zoé de la Tour]"],
    "authors: [Dupont, Jean, Grand, Tom]": ["authors: [Jean Dupont, Tom Grand]"] * 2,
    "authors: [ada, Dupont, Jean]": ["authors: [ada, Jean Dupont]"],
    "authors:\n  - Dupont\n  - Jean": ["authors: [Jean Dupont]"],
    "authors: [Léa Petit, Tom Grand]": [],
    'authors: ["Léa Petit","Ben Ray"]': [],
    "authors: [Ben Ray, Zoé]": ["authors: [Zoé Ben Ray]"],
    "authors: [Colette]": [],
    "authors: [ada, Colette]": [],
    "authors: [山田エミ, 鈴木]": [],
    "authors: [{name: Dupont, organisation: true}, {name: Jean, organisation: true}]": [],
}
"""Lines → the lines to write for each pair of parts that may be one person."""


@pytest.mark.parametrize("lines", PARTED)
def test_a_person_in_two_halves_is_told(lines: str) -> None:
    bylines, problems = read_authors(lines)
    told = [dict(each.values)["entry"] for each in problems if each.code == "name-parted"]
    assert told == PARTED[lines]
    assert len(bylines) > len(told), "until it is changed, it is read as it stands"
    if told:
        assert read_authors(told[0])[1] == []
