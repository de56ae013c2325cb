"""Reading one file: fields as text, with their places; the body, with its line."""

import json
import os
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from florilege.diagnostics.problems import Problem
from florilege.reading import characters, frontmatter, yaml_fields
from florilege.reading.characters import composed
from florilege.reading.frontmatter import MarkdownFile, is_error, parse, read

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
    monkeypatch.setattr(yaml_fields, "_Loader", yaml.SafeLoader)
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


def assert_told(text: MarkdownFile | None, problems: tuple[Problem, ...]) -> None:
    """Without an error there is a text; with one there are no fields."""
    assert text is not None or is_error(problems)
    assert not (text and is_error(problems) and text.fields)


FENCED = st.text(alphabet=st.sampled_from("ab:-[]{}&*!|>'\"#%@,? \n\t\r\\é\ufeff\u202e\x00"), max_size=120)


@given(FENCED)
def test_whatever_the_front_matter_only_problems_come_out(noise: str) -> None:
    text, problems = parse(f"---\n{noise}\n---\nFin.\n".encode(), "x.md")
    assert_told(text, problems)
    for problem in problems:
        assert 1 <= problem.line <= noise.count("\n") + noise.count("\r") + 3
        assert problem.line_for("fr")


@given(st.binary(max_size=200))
def test_whatever_the_bytes_only_problems_come_out(data: bytes) -> None:
    text, problems = parse(data, "x.md")
    assert_told(text, problems)
    for problem in problems:
        assert problem.line_for("en")


PLAIN = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp")),
    max_size=60,
).filter(lambda text: not characters.FORBIDDEN.search(text))


@given(st.dictionaries(PLAIN.filter(lambda key: key not in ("", "<<")), PLAIN, min_size=1, max_size=5), PLAIN)
@example({"PDF:": "", "title:One": "", "lang:\u00a0fr": "x"}, "")
def test_what_yaml_writes_is_read_back_as_text(fields: dict[str, str], line: str) -> None:
    written = yaml.safe_dump(fields, allow_unicode=True, default_style='"')
    text = text_of(f"---\n{written}---\n\n{line}\n")
    assert text.fields == {composed(key): composed(value) for key, value in fields.items()}
    assert text.markdown.strip() == composed(line).strip()


WRITTEN = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z]{1,6}", fullmatch=True), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), WRITTEN, min_size=1, max_size=5))
def test_json_and_toml_say_what_yaml_says(fields: dict[str, object]) -> None:
    body = "\n\nFin.\n"
    expected = json.loads(composed(json.dumps(fields, ensure_ascii=False)))
    for data in (json.dumps(fields, indent=2), json.dumps(fields, ensure_ascii=False, indent="\t")):
        assert text_of(data + body).fields == expected
    toml = "".join(f"{key} = {as_toml(value)}\n" for key, value in fields.items())
    read_back = text_of(f"+++\n{toml}+++{body}")
    assert read_back.fields == expected
    assert [read_back.keys[key,] for key in fields] == [(line, 1) for line in range(2, len(fields) + 2)]
    assert read_back.markdown == "Fin."


def as_toml(value: object) -> str:
    """A value on one line, in TOML."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    assert isinstance(value, dict)
    return "{" + ", ".join(f"{key} = {as_toml(each)}" for key, each in value.items()) + "}"


def test_both_yaml_parsers_read_json_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    escaped = r"Le \u00e9 \ud83d\ude00 \/"
    data = f'{{\n\t"title":"{escaped}","draft":true,"tags":["a", "b"],\n\t"none": null\n}}\n\nFin.\n'
    first = text_of(data)
    assert first.fields == {"title": "Le é 😀 /", "draft": "true", "tags": ["a", "b"], "none": None}
    assert (first.line, first.keys["none",]) == (6, (3, 2))
    monkeypatch.setattr(yaml_fields, "_Loader", yaml.SafeLoader)
    assert text_of(data) == first


TOML = """+++
title = "Le banc"
date = 2026-03-01T10:00:00Z
draft = false
weight = 3

[taxonomies]
tags = ["pain"]

[[authors]]
name = "Ada"

[[authors]]
name = "Bob"
+++

Fin.
"""


def test_toml_has_types_and_tables_and_places() -> None:
    text = text_of(TOML)
    assert text.fields == {
        "title": "Le banc",
        "date": "2026-03-01 10:00:00+00:00",
        "draft": "false",
        "weight": "3",
        "taxonomies": {"tags": ["pain"]},
        "authors": [{"name": "Ada"}, {"name": "Bob"}],
    }
    assert text.place(("taxonomies", "tags")) == (8, 8)
    assert text.place(("authors", 1, "name")) == (14, 8)
    assert (text.markdown, text.line) == ("Fin.", 17)


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        ("+++\ntitle = Un\n+++\n\nFin.\n", "front-matter-toml", 2),
        ("+++\na = 1\na = 2\n+++\n\nFin.\n", "front-matter-toml", 3),
        ("+++\ntitle = 'Un'\n", "front-matter-endless", 1),
        ('{"title": "Un"', "front-matter-json", 1),
        ('{"title": "Un",\n"b" 2}\n\nFin.\n', "front-matter-json", 2),
        ('{"title": "Un"} et la suite\n', "front-matter-json", 1),
        ("+++\na = " + "[" * 400 + "]" * 400 + "\n+++\n", "yaml-depth", 2),
        ('{"a": ' + "[" * 9000 + "]" * 9000 + "}\n", "yaml-depth", 1),
        ('{"a": 1, "a": 2}\n\nFin.\n', "field-twice", 1),
    ],
)
def test_what_is_wrong_with_toml_and_json_has_its_line(data: str, code: str, line: int) -> None:
    _, problems = parse(data.encode(), "x.md")
    assert [(each.code, each.line) for each in problems] == [(code, line)]


def test_the_body_is_known_where_the_front_matter_is_wrong() -> None:
    for data, line in (("---\na\n---\n\nFin.\n", 5), ("+++\na\n+++\nFin.\n", 4), ("\nFin.\n", 2)):
        text, problems = parse(data.encode(), "x.md")
        assert is_error(problems)
        assert text is not None
        assert (text.fields, text.markdown, text.line) == ({}, "Fin.", line)


def test_blank_lines_before_and_three_stops_after_are_taken() -> None:
    text = text_of("\n\n---\na: b\nn: ~\n...\nFin.\n")
    assert (text.fields, text.place(("a",)), text.line) == ({"a": "b", "n": None}, (4, 4), 7)


@given(st.text(st.characters(codec="utf-8", categories=("Ll", "Mn", "Lo")), max_size=12))
def test_whatever_comes_is_composed(word: str) -> None:
    decomposed = unicodedata.normalize("NFD", word)
    text, problems = parse(f'---\ntitle: "{decomposed}"\n---\n\n{decomposed}.\n'.encode(), "x.md")
    if text and not problems:
        assert text.fields["title"] == unicodedata.normalize("NFC", word)
        assert text.markdown == unicodedata.normalize("NFC", word) + "."


def test_quotation_marks_of_windows_are_read_and_named_once() -> None:
    text, problems = parse("---\ntitle: \x93Un\x94\n---\n\nC\x92est l\x92été.\n".encode(), "x.md")
    assert text is not None
    assert (text.fields["title"], text.markdown) == ("“Un”", "C’est l’été.")
    assert [(each.code, each.line, each.column) for each in problems] == [
        ("character-windows", 2, 8),
        ("value-curly", 2, 8),
    ]
