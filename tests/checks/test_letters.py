"""What is said of letters: whom they answer, when, and what of their authors must not be published."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.anthology import load
from florilege.catalogue.keys import TextKey
from florilege.catalogue.threads import DEEPEST, Thread, threads
from florilege.checks import rules
from florilege.reading.loader import read
from florilege.reading.private_addresses import private_addresses
from florilege.runtime.project import project_at
from worlds import letter, picture, small

FOLDER = "essays/un/letters"


def problems(folder: Path, files: dict[str, str | bytes | None]) -> list[tuple[str, str, int]]:
    catalogue, found = read(small(folder, files))
    told = sorted((*found, *rules.check(catalogue)))
    return [(each.code, each.path.removeprefix(f"{FOLDER}/"), each.line) for each in told]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a.md": letter("Jo Marsh", "2026-03-03", "Oui.")}, []),
        ({"a.md": letter("Jo Marsh", "2026-03-03", "Oui.", "answers: b")}, [("letter-unknown", "a.md", 4)]),
        ({"a.md": letter("Jo Marsh", "2026-03-03", "Oui.", "answers: a")}, [("letter-circle", "a.md", 4)]),
        (
            {
                "a.md": letter("Jo Marsh", "2026-03-03", "Oui.", "answers: b"),
                "b.md": letter("Al Roux", "2026-03-03", "Non.", "answers: a"),
            },
            [("letter-circle", "a.md", 4), ("letter-circle", "b.md", 4)],
        ),
        (
            {
                "a.md": letter("Jo Marsh", "2026-03-03", "Oui."),
                "b.md": letter("Al Roux", "2026-03-02", "Non.", "answers: a"),
            },
            [("letter-early", "b.md", 3)],
        ),
        ({"a.md": letter("Jo Marsh", "2026-03-03", "")}, [("text-empty", "a.md", 5)]),
        ({"a.md": letter("bob-rue", "2026-03-03", "Oui.")}, [("author-unknown", "a.md", 2)]),
        ({"a.md": "---\nauthors: [Jo Marsh]\n---\n\nOui.\n"}, [("field-missing", "a.md", 1)]),
        ({"Une lettre.md": letter("Jo Marsh", "2026-03-03", "Oui.")}, [("name-invalid", "Une lettre.md", 1)]),
    ],
)
def test_what_is_wrong_with_a_letter_is_told_at_its_line(
    tmp_path: Path, files: dict[str, str], said: list[tuple[str, str, int]]
) -> None:
    assert problems(tmp_path, {f"{FOLDER}/{name}": text for name, text in files.items()}) == said


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        (letter("Jo Marsh", "2026-03-03", "Oui,\njo@marsh.example."), "mail-address", 7),
        (letter("Jo Marsh", "2026-03-03", "[moi](mailto:jo@marsh.example)"), "mail-address", 6),
        (letter("Jo Marsh", "2026-03-03", "jo&#64;marsh.example"), "mail-address", 6),
        (letter("Jo Marsh", "2026-03-03", "jo [at] marsh [dot] example"), "mail-address", 6),
        (letter("Jo Marsh", "2026-03-03", "jo arobase marsh.example"), "mail-address", 6),
        (letter("Jo Marsh", "2026-03-03", "jo＠marsh.example"), "mail-address", 6),
        (letter("Jo Marsh", "2026-03-03", "Oui.", "email: jo@marsh.example"), "mail-address", 4),
        (letter("Jo Marsh", "2026-03-03", "Oui.", "# jo@marsh.example"), "mail-address", 4),
        (
            letter("Jo Marsh", "2026-03-03", "Oui.", "comment_author_IP: 192.0.2.7"),
            "machine-address",
            4,
        ),
        (letter("Jo Marsh", "2026-03-03", "Oui.", 'ip: "2001:db8::1:7"'), "machine-address", 4),
        (letter("Jo Marsh", "2026-03-03", "<!-- ::ffff:192.0.2.7 -->"), "machine-address", 6),
    ],
)
def test_addresses_are_found_wherever_they_stand_and_not_repeated(
    tmp_path: Path, text: str, code: str, line: int
) -> None:
    catalogue, problems = read(small(tmp_path, {f"{FOLDER}/a.md": text}))
    (found,) = (each for each in problems if each.code.endswith("-address"))
    assert (found.code, found.line) == (code, line)
    for lang in ("fr", "en"):
        assert "192.0" not in found.message(lang)
        assert "marsh" not in found.message(lang)
    assert TextKey("letter", "un", "a") in catalogue.refused


@given(
    st.text(alphabet="ab c'é.:0123456789-", max_size=60)
    | st.sampled_from(
        [
            "À 12:30:45, le 3.4.2026, v. 1.2.3",
            "Tél. 01.23.45.67.89",
            "@ada vous répond",
            "3 pommes @ 2 € pièce",
            "std::vector et A::B",
            "a.b.c",
        ]
    )
)
def test_no_time_number_or_word_is_an_address_of_mail(text: str) -> None:
    assert [each.kind for each in private_addresses(text) if each.kind == "mail"] == []


@pytest.mark.parametrize("text", ["12:30:45", "1.2.3", "01.23.45.67.89", "A::B", "256.1.1.1", "::", "ab:cd"])
def test_no_time_version_or_telephone_is_a_machine(text: str) -> None:
    assert [*private_addresses(f"Voilà : {text}.")] == []


def test_a_letter_to_an_essay_that_is_missing_is_told_as_that(tmp_path: Path) -> None:
    said = problems(tmp_path, {"essays/deux/letters/a.md": letter("Jo Marsh", "2026-03-03", "Oui.")})
    assert said == [("text-missing", "essays/deux/index.md", 1)]


def test_an_anthology_without_letters_has_none(tmp_path: Path) -> None:
    catalogue, _ = read(small(tmp_path))
    assert (catalogue.letters, catalogue.threads) == ({}, {})


def test_links_and_pictures_of_a_letter_are_those_beside_it(tmp_path: Path) -> None:
    body = "[là](b.md) et [ici](../index.md).\n\n![Vue](vue.jpg)\n\n![Rien](rien.jpg)"
    files = {f"{FOLDER}/a.md": letter("Jo Marsh", "2026-03-03", body), f"{FOLDER}/vue.jpg": picture()}
    found = load(project_at(tmp_path, small(tmp_path, files)), workers=1).problems
    assert [(each.code, each.line) for each in found] == [("link-dead", 6), ("image-missing", 10)]


@given(st.dictionaries(st.integers(0, 30).map(str), st.none() | st.integers(0, 40).map(str), max_size=20))
def test_each_thing_is_once_in_a_thread_unless_it_answers_itself(answered: dict[str, str | None]) -> None:
    found = threads({id: id for id in answered}, lambda id: answered[id])
    shown = [id for thread in found for id in thread]
    assert len(shown) == len(set(shown))
    assert {*answered} - {*shown} == {id for id in answered if _is_in_circle(id, answered)}
    assert all(shown.index(answered[id] or "") < shown.index(id) for id in shown if answered[id] in answered)
    assert max(map(_depth, found), default=0) <= DEEPEST


def _is_in_circle(id: str, answered: dict[str, str | None]) -> bool:
    """Whether the way back from an answer never ends."""
    passed: list[str] = []
    at: str | None = id
    while at is not None and at in answered:
        if at in passed:
            return True
        passed.append(at)
        at = answered[at]
    return False


def _depth(thread: Thread[str]) -> int:
    return 1 + max(map(_depth, thread.answers), default=0)
