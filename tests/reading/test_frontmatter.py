"""Reading one file: fields as text, with their places; the body, with its line."""

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from florilege.diagnostics.problems import Problem
from florilege.reading import frontmatter
from florilege.reading.frontmatter import MarkdownFile, parse, read

SAMPLE = """---
# a comment
title: Le banc
authors:
  - id: ada
    name: A. Lune
  - bob
tags: [a, "b: c"]
empty:
quoted: ""
folded: >
  deux
  lignes
---


Première ligne.

    du code

---
Fin.
"""


def text_of(data: str | bytes) -> MarkdownFile:
    text, problems = parse(data.encode() if isinstance(data, str) else data, "x.md")
    assert problems == ()
    assert text is not None
    return text


def test_values_stay_text_and_nothing_is_an_absent_value() -> None:
    assert text_of(SAMPLE).fields == {
        "title": "Le banc",
        "authors": [{"id": "ada", "name": "A. Lune"}, "bob"],
        "tags": ["a", "b: c"],
        "empty": None,
        "quoted": "",
        "folded": "deux lignes\n",
    }


def test_every_key_and_value_has_its_place() -> None:
    text = text_of(SAMPLE)
    assert text.place(("title",), of_key=True) == (3, 1)
    assert text.place(("title",)) == (3, 8)
    assert text.place(("authors", 0, "name")) == (6, 11)
    assert text.place(("authors", 1)) == (7, 5)
    assert text.place(("tags", 1)) == (8, 11)
    assert text.place(("authors", 1, "id")) == (7, 5), "what isn't there stands where its holder does"
    assert text.place(("absent",)) == (1, 0)


def test_the_body_keeps_its_lines() -> None:
    text = text_of(SAMPLE)
    assert text.line == 17
    assert text.markdown == "Première ligne.\n\n    du code\n\n---\nFin."
    assert SAMPLE.split("\n")[text.line - 1] == text.markdown.split("\n")[0]


def test_a_body_may_begin_with_spaces_and_the_front_matter_may_be_all() -> None:
    assert text_of("---\na: b\n---\n\n    code\n").markdown == "    code"
    assert text_of("---\na: b\n---").markdown == ""
    assert text_of("---\n---\nx\n").fields == {}


def test_both_yaml_parsers_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = [
        SAMPLE,
        "---\ntitle: Ici: là\n---\n",
        '---\ntitle: "Ici\n---\n',
        "---\na: [b\n---\n",
        "---\na: *b*\n---\n",
        "---\na: [b, c}\n---\n",
        "---\ntags:\n\t- a\n---\n",
        "---\na: &x b\n---\n",
        "---\na: !x b\n---\n",
    ]
    found = [parse(each.encode(), "x.md") for each in documents]
    monkeypatch.setattr(frontmatter, "_Loader", yaml.SafeLoader)
    again = [parse(each.encode(), "x.md") for each in documents]
    assert [[each.code for each in problems] for _, problems in again] == [
        [each.code for each in problems] for _, problems in found
    ]
    assert [[each.line for each in problems] for _, problems in again] == [
        [each.line for each in problems] for _, problems in found
    ]
    assert again[0] == found[0]


def test_a_duplicate_deep_inside_is_seen_and_all_of_them_are_said() -> None:
    _, problems = parse(b"---\na: {b: 1, b: 2}\nc: 1\nc: 2\n---\n", "x.md")
    assert [(each.code, each.line, each.column) for each in problems] == [
        ("field-twice", 2, 11),
        ("field-twice", 4, 1),
    ]


def test_a_big_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "x.md"
    with file.open("wb") as stream:
        stream.truncate(100 * 1024 * 1024)
    opened: list[int] = []
    monkeypatch.setattr(frontmatter, "MAX_FILE", 1024)
    monkeypatch.setattr(os, "read", lambda *_: opened.append(1))
    text, (problem,) = read(file, "x.md")
    assert text is None
    assert problem == Problem("x.md", 1, 0, "file-too-big", (("size", "102400"), ("max", "1")))
    assert not opened


FENCED = st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"#%@,? \n\t\r\\é\ufeff\u202e\x00"), max_size=120)


@given(FENCED)
def test_whatever_the_front_matter_only_problems_come_out(noise: str) -> None:
    text, problems = parse(f"---\n{noise}\n---\nFin.\n".encode(), "x.md")
    assert (text is None) == bool(problems)
    for problem in problems:
        assert 1 <= problem.line <= noise.count("\n") + noise.count("\r") + 3
        assert problem.line_for("fr")


@given(st.binary(max_size=200))
def test_whatever_the_bytes_only_problems_come_out(data: bytes) -> None:
    text, problems = parse(data, "x.md")
    assert (text is None) == bool(problems)
    for problem in problems:
        assert problem.line_for("en")


PLAIN = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")),
    max_size=60,
).filter(lambda text: not frontmatter.FORBIDDEN.search(text))


@given(st.dictionaries(PLAIN.filter(lambda key: key not in ("", "<<")), PLAIN, min_size=1, max_size=5), PLAIN)
def test_what_yaml_writes_is_read_back_as_text(fields: dict[str, str], line: str) -> None:
    written = yaml.safe_dump(fields, allow_unicode=True, default_style='"')
    text = text_of(f"---\n{written}---\n\n{line}\n")
    assert text.fields == fields
    assert text.markdown.strip() == line.strip()
