"""What only the whole catalogue shows. The sentences are in test_messages.py; here, when rules keep quiet."""

from pathlib import Path

import pytest

from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.checks import rules
from florilege.diagnostics.problems import Problem
from florilege.prose.prose import Mention, Prose
from florilege.reading.loader import read
from worlds import essay, small

TWO = "[ada, bob]"


def catalogue(folder: Path, files: dict[str, str]) -> Catalogue:
    found, problems = read(small(folder, files))
    assert problems == ()
    return found


def codes(found: Catalogue, prose: dict[str, Prose] | None = None) -> list[tuple[str, int, str]]:
    return [(each.path, each.line, each.code) for each in rules.check(found, prose)]


def checked(folder: Path, files: dict[str, str]) -> list[Problem]:
    """All that is said of a small anthology with these files."""
    found, problems = read(small(folder, files))
    return sorted({*problems, *rules.check(found)})


def author(name: str, more: str = "") -> str:
    return f"---\nname: {name}\n{more}\n---\n"


def two(name: str, other: str, first: str = "", second: str = "") -> dict[str, str]:
    """Two authors of one essay."""
    return {
        "authors/ada.md": author(name, first),
        "authors/bob.md": author(other, second),
        "essays/un/index.md": essay("lang: fr").replace("[ada]", TWO),
    }


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Élise Aubry", "Elise Aubry"),
        ("Élise Aubry", "ELISE AUBRY"),
        ("Élise Aubry", "Aubry Élise"),
        ("Élise Aubry", "Élise Aubri"),
        ("Élise Aubry", "Élise Auby"),
        ("Élise Aubry", "Élise Aurby"),
        ("Jean-Marc Roy", "Jean Marc Roy"),
        ("Élise Aubry", "Élise Aubry"),
    ],
)
def test_names_that_are_nearly_one(tmp_path: Path, name: str, other: str) -> None:
    assert codes(catalogue(tmp_path, two(name, other))) == [
        ("authors/ada.md", 2, "names-alike"),
        ("authors/bob.md", 2, "names-alike"),
    ]


@pytest.mark.parametrize(
    ("name", "other"), [("Anne", "Anna"), ("Odile Maurel", "Odile Morel"), ("Jean Petit", "Jeanne Petit")]
)
def test_names_that_differ_enough(tmp_path: Path, name: str, other: str) -> None:
    assert codes(catalogue(tmp_path, two(name, other))) == []


def test_two_people_may_nearly_share_a_name(tmp_path: Path) -> None:
    orcids = ("orcid: 0000-0002-1825-0097", "orcid: 0000-0002-1694-233X")
    assert codes(catalogue(tmp_path / "orcid", two("Élise Aubry", "Élise Aubri", *orcids))) == []


def test_nobody_takes_anothers_name(tmp_path: Path) -> None:
    """Who gives another's name for an other name of one's own gets neither the texts nor the mentions."""
    files = two("Zoé Roux", "Ada Lune", "also_known_as: [Ada Lune, Léa Petit]")
    read = catalogue(tmp_path, files)
    names = {author.name: author for author in read.authors.values()}
    assert codes(read) == [
        ("authors/ada.md", 3, "names-alike"),
        ("authors/bob.md", 2, "names-alike"),
    ]
    assert read.person("Ada Lune") == names["Ada Lune"]
    assert read.person("Léa Petit") == names["Zoé Roux"]


def test_a_name_without_a_file_is_compared_too_and_said_once(tmp_path: Path) -> None:
    files = {
        "authors/ada.md": author("Élise Aubry"),
        "essays/un/index.md": essay("lang: fr").replace("[ada]", "[ada, Elise Aubry]"),
        "essays/deux/index.md": essay("volume: tome-1").replace("[ada]", "[Elise Aubry]"),
    }
    found = rules.check(catalogue(tmp_path, files))
    assert [(each.path, each.line, each.code) for each in found] == [
        ("authors/ada.md", 2, "names-alike"),
        ("essays/deux/index.md", 4, "names-alike"),
    ]
    assert [dict(each.values)["path_of_other"] for each in found] == [
        "essays/deux/index.md",
        "authors/ada.md",
    ]


def test_editors_and_prefaces_name_authors_too(tmp_path: Path) -> None:
    files = {
        "volumes/tome-1/index.md": "---\ntitle: Tome\neditors: [ada, zoe]\nparts: [{essays: [un]}]\n---\n",
        "volumes/tome-1/preface.md": "---\nauthor: yves\n---\n\nBonjour.\n",
    }
    assert codes(catalogue(tmp_path, files)) == [
        ("volumes/tome-1/index.md", 3, "author-unknown"),
        ("volumes/tome-1/preface.md", 2, "author-unknown"),
    ]


def test_an_editor_needs_no_essay(tmp_path: Path) -> None:
    files = {
        "authors/bob.md": author("Bob Rue"),
        "volumes/tome-1/index.md": "---\ntitle: Tome\neditors: bob\nparts: [{essays: [un]}]\n---\n",
    }
    assert codes(catalogue(tmp_path, files)) == []


def test_a_draft_may_wait_in_silence(tmp_path: Path) -> None:
    draft = "---\ntitle: Deux\nauthors: [ada]\nvolume: tome-1\ndraft: true\n---\n"
    found = catalogue(tmp_path, {"essays/deux/index.md": draft})
    assert codes(found) == []
    assert found.volumes["tome-1"].essays == ("un",)


def test_one_essay_in_two_volumes(tmp_path: Path) -> None:
    files = {"volumes/tome-2/index.md": "---\ntitle: Deux\nparts:\n  - essays:\n      - un\n---\n"}
    found = rules.check(catalogue(tmp_path, files))
    assert [(each.path, each.line, each.code) for each in found] == [
        ("volumes/tome-1/index.md", 7, "essay-listed-twice"),
        ("volumes/tome-2/index.md", 5, "essay-listed-twice"),
    ]
    assert [dict(each.values)["where"] for each in found] == ["tome-2, part-1", "tome-1, a"]


def test_ranks_count_only_where_the_volume_orders_by_them(tmp_path: Path) -> None:
    wishes = {f"essays/{id}/index.md": essay("volume: tome-1\norder: 1") for id in ("deux", "trois")}
    by_date = {"volumes/tome-1/index.md": "---\ntitle: Tome\norder: date\nparts: [{essays: [un]}]\n---\n"}
    assert codes(catalogue(tmp_path / "rank", wishes)) == [
        ("essays/deux/index.md", 3, "order-twice"),
        ("essays/trois/index.md", 3, "order-twice"),
    ]
    assert codes(catalogue(tmp_path / "date", wishes | by_date)) == []


@pytest.mark.parametrize(
    ("unit", "count", "expected"),
    [
        ("words", 9, "essay-too-short-words"),
        ("words", 10, None),
        ("words", 20, None),
        ("words", 21, "essay-too-long-words"),
        ("signs", 9, "essay-too-short-signs"),
        ("signs", 21, "essay-too-long-signs"),
    ],
)
def test_lengths(tmp_path: Path, unit: str, count: int, expected: str | None) -> None:
    fields = f"title: Tome\nlength: {{min: 10, max: 20, unit: {unit}}}\nparts: [{{essays: [un]}}]"
    found = catalogue(tmp_path, {"volumes/tome-1/index.md": f"---\n{fields}\n---\n"})
    words, characters = (count, 15) if unit == "words" else (15, count)
    prose = {TextKey("essay", "un"): Prose(prefix="un", html="", words=words, characters=characters)}
    assert codes(found, prose) == ([("essays/un/index.md", 1, expected)] if expected else [])
    assert codes(found) == [], "what isn't set isn't measured"


def test_mentions_that_nearly_name_an_author(tmp_path: Path) -> None:
    found = catalogue(tmp_path, {"authors/ada.md": author("Ada Lunette", "also_known_as: [Adèle Moon]")})
    names = ["Ada Lunete", "adele moon", "Ada Lunette", "Lunette, Ada", "Victor Roche", "Lunette Ada"]
    mentions = tuple(
        Mention(id=f"un--person-{line}", person=name, printed=name, line=line)
        for line, name in enumerate(names, 10)
    )
    prose = {TextKey("essay", "un"): Prose(prefix="un", html="", mentions=mentions)}
    assert [(each.line, dict(each.values)["suggestion"]) for each in rules.check(found, prose)] == [
        (10, "Ada Lunette"),
        (11, "Adèle Moon"),
        (15, "Ada Lunette"),
    ]


def test_a_stranger_spelled_almost_like_one_named_more_often(tmp_path: Path) -> None:
    found = catalogue(tmp_path, {})
    names = ("Fernand Bazerolles", "Fernand Bazerolles", "Fernand Bazeroles", "Maïté Sanz")
    mentions = tuple(
        Mention(id=f"un--person-{n}", person=name, printed=name, line=n) for n, name in enumerate(names, 5)
    )
    (stranger,) = rules.check(found, {TextKey("essay", "un"): Prose(prefix="un", html="", mentions=mentions)})
    assert (stranger.code, stranger.line) == ("mention-near", 7)
    assert dict(stranger.values)["suggestion"] == "Fernand Bazerolles"


@pytest.mark.parametrize("field", ["date: 2026-03-01", "date: 32 mars"], ids=["good", "in error"])
@pytest.mark.parametrize("signed", ["Blé", "Blé Odile", "Odile Blé-Rue"])
def test_an_author_without_text_is_told_whose_it_may_be(tmp_path: Path, signed: str, field: str) -> None:
    files = {
        "authors/odile.md": "---\nname: Odile Blé\n---\n\nElle écrit.\n",
        "essays/deux/index.md": essay(field).replace("[ada]", f"[{signed}]"),
    }
    found = [each for each in checked(tmp_path, files) if each.code == "author-without-text"]
    (told,) = found
    asked = "essays/deux/index.md" in told.message("fr")
    assert asked == (signed != "Odile Blé-Rue")
    assert "authors: [odile]" in told.message("fr")


def test_an_author_whose_id_is_mistyped_is_told_of_once(tmp_path: Path) -> None:
    files = {
        "authors/odile.md": "---\nname: Odile Blé\n---\n\nElle écrit.\n",
        "essays/deux/index.md": essay("date: 2026-03-01").replace("[ada]", "[odil]"),
    }
    assert [each.code for each in checked(tmp_path, files) if "author" in each.code] == ["author-unknown"]


def test_what_an_essay_in_error_asks_for_is_told_with_its_error(tmp_path: Path) -> None:
    """Its volume, its part and its authors: nobody has to come back for them."""
    wrong = essay("date: 32 mars\nvolume: tome-9").replace("[ada]", "[adda]")
    told = {each.code for each in checked(tmp_path, {"essays/deux/index.md": wrong})}
    assert {"date-form", "volume-unknown", "author-unknown"} <= told


def test_problems_come_sorted_and_once(tmp_path: Path) -> None:
    files = {f"essays/{id}/index.md": essay("volume: tome-9") for id in ("zwei", "drei")}
    found = rules.check(catalogue(tmp_path, files))
    assert list(found) == sorted(set(found))
    assert [each.path for each in found] == ["essays/drei/index.md", "essays/zwei/index.md"]
