"""Lines of front matter that YAML can't read: read as they are meant, and told with the line to write."""

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from florilege.diagnostics.problems import Level
from florilege.reading.field_forms import people_fields, word_fields
from florilege.reading.frontmatter import MarkdownFile, is_error, parse
from florilege.reading.schema import KINDS, EssayFields
from florilege.reading.validation import validate

REST = "authors: [ada]\ntags:\n  - banc\n"


def read(fields: str, fence: str = "---") -> tuple[MarkdownFile | None, list[tuple[str, int, str]]]:
    """The file, and of each problem its code, its line and the line to write."""
    text, problems = parse(f"{fence}\n{fields}{fence}\n\nTexte.\n".encode(), "x.md")
    return text, sorted(
        (each.code, each.line, dict(each.values).get("written", "")) for each in sorted(problems)
    )


@pytest.mark.parametrize(
    ("line", "code", "written"),
    [
        ("title: Le banc : le soir", "yaml-colon", 'title: "Le banc : le soir"'),
        ("title: Le banc:", "yaml-colon", 'title: "Le banc:"'),
        ("title:\u00a0Le banc", "yaml-space", "title: Le banc"),
        ("title\u00a0:\u202fLe banc", "yaml-space", "title: Le banc"),
        ("title:\u00a0Le banc : le soir", "yaml-colon", 'title: "Le banc : le soir"'),
        ("title:Le banc", "yaml-glued", "title: Le banc"),
        ("title: “Le banc : le soir”", "yaml-curly", 'title: "Le banc : le soir"'),
        ('title: "Le banc', "yaml-quote", 'title: "Le banc"'),
        ('title: "Le banc”', "yaml-curly", 'title: "Le banc"'),
        ('title: "Le "banc" vert"', "yaml-quote", "title: 'Le \"banc\" vert'"),
        ("title: 'L'été'", "yaml-quote", 'title: "L\'été"'),
        ("title: [Le banc] vert", "yaml-sign", 'title: "[Le banc] vert"'),
        ("title: *Ici*", "yaml-sign", 'title: "*Ici*"'),
        ('title:"Le banc : le soir"', "yaml-glued", 'title: "Le banc : le soir"'),
        ("title: @ada", "yaml-sign", 'title: "@ada"'),
        ("title: - Le banc", "yaml-sign", 'title: "- Le banc"'),
        ("title: [Le banc]", "yaml-sign", 'title: "[Le banc]"'),
        ("title: {{ page.title }}", "yaml-sign", 'title: "{{ page.title }}"'),
        ("title: | Le banc", "yaml-sign", 'title: "| Le banc"'),
        ("title: > Le banc", "yaml-sign", 'title: "> Le banc"'),
        ("title: La chambre # 5", "yaml-comment", 'title: "La chambre # 5"'),
        ("title: Oui, #metoo, et après", "yaml-comment", 'title: "Oui, #metoo, et après"'),
        ("title: #metoo", "yaml-comment", 'title: "#metoo"'),
        ("**title**: Le banc", "field-name-signs", "title: Le banc"),
        ("**title:** Le banc", "field-name-signs", "title: Le banc"),
        ("`title`: Le banc", "field-name-signs", "title: Le banc"),
        ("_title_: Le banc", "field-name-signs", "title: Le banc"),
        ("title:: Le banc", "field-name-signs", "title: Le banc"),
        ("title :: Le banc : le soir", "field-name-signs", 'title: "Le banc : le soir"'),
        ("title：Le banc", "field-name-signs", "title: Le banc"),
        ("\u200btitle: Le banc", "field-name-signs", "title: Le banc"),
        ("ti\u2060tle: Le banc", "field-name-signs", "title: Le banc"),
        ("title\u00ad: Le banc", "field-name-signs", "title: Le banc"),
        ("title: Le banc #", "yaml-comment", 'title: "Le banc #"'),
        ("title: Le banc #2: le soir", "yaml-comment", 'title: "Le banc #2: le soir"'),
        ("title: Le banc # note: y", "yaml-comment", 'title: "Le banc # note: y"'),
        ('title: "Le banc # 5', "yaml-quote", 'title: "Le banc # 5"'),
        ("title: “Le banc # 5”", "yaml-curly", 'title: "Le banc # 5"'),
        ("title: Le banc# Titre.", "yaml-comment-glued", "title: Le banc  # Titre."),
    ],
)
def test_a_line_is_read_as_it_is_meant(line: str, code: str, written: str) -> None:
    text, told = read(f"{line}\n{REST}")
    assert told == [(code, 2, written)]
    assert text is not None
    assert text.fields == yaml.safe_load(f"{written}\n{REST}")


def test_all_lines_are_told_at_once() -> None:
    wrong = "title: Ici : là\nsubtitle:\u00a0Un\nauthors: [ada, bob\ntags:\n\t- banc\nabstract: “A : b”\n"
    text, told = read(wrong)
    assert [(code, line) for code, line, _ in told] == [
        ("yaml-colon", 2),
        ("yaml-curly", 7),
        ("yaml-quote", 4),
        ("yaml-space", 3),
        ("yaml-tab", 6),
    ]
    assert text is not None
    assert text.fields == {
        "title": "Ici : là",
        "subtitle": "Un",
        "authors": ["ada", "bob"],
        "tags": ["banc"],
        "abstract": "A : b",
    }


@given(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=30),
    st.sampled_from(("title: {}", "title:\u00a0{}", "title:{}", "title: “{}”", 'title: "{}', "title: '{}'")),
)
def test_what_is_to_be_written_is_right(value: str, form: str) -> None:
    """Whoever writes the lines that he is told has the fields that were read, and is told nothing more."""
    line = form.format(value)
    text, told = read(f"{line}\n{REST}")
    told = [each for each in told if each[0].startswith("yaml-") and each[2]]
    if text is None or not text.fields or not told:
        return
    (_, number, written), *others = told
    assert (number, others) == (2, [])
    again, still = read(f"{written}\n{REST}")
    assert again is not None
    assert again.fields == text.fields
    assert [code for code, _, _ in still if code.startswith("yaml-")] == []


@pytest.mark.parametrize("fence", ["———", "–––", "----", "––"])
def test_lines_of_other_dashes_are_taken_for_hyphens(fence: str) -> None:
    text, told = read(f"title: Un\n{REST}", fence)
    assert text is not None
    assert (text.fields["title"], text.markdown, text.line) == ("Un", "Texte.", 8)
    assert [(code, line) for code, line, _ in told] == [
        ("front-matter-dashes", 1),
        ("front-matter-dashes", 6),
    ]


def test_fields_without_their_first_line_are_read_and_without_both_told() -> None:
    text, problems = parse(b"title: Un\nauthors: [ada]\n---\n\nTexte.\n", "x.md")
    assert text is not None
    assert (text.fields, text.markdown, text.line) == ({"title": "Un", "authors": ["ada"]}, "Texte.", 5)
    assert [(each.code, each.level) for each in problems] == [("front-matter-unopened", Level.WARNING)]
    _, problems = parse(b"\ntitle: Un\n\nTexte.\n", "x.md")
    assert [(each.code, each.line) for each in problems] == [("front-matter-unfenced", 2)]


def test_a_file_of_windows_is_judged_as_well() -> None:
    text, problems = parse("---\ntitle: L’été : ici\n---\n\nÀ l’été.\n".encode("cp1252"), "x.md")
    assert text is not None
    assert (text.fields, text.markdown) == ({"title": "L’été : ici"}, "À l’été.")
    assert [(each.code, each.line) for each in problems] == [("not-utf-8", 2), ("yaml-colon", 2)]
    assert is_error(problems)
    assert dict(problems[0].values)["found"] == "title: L’été : ici"


@pytest.mark.parametrize(
    ("fields", "told", "read_as"),
    [
        ("tags: [#a, b]", [("yaml-comment", 2, 'tags: ["#a", b]')], {"tags": ["#a", "b"]}),
        ("tags: [a, b #1, c]", [("yaml-comment", 2, 'tags: [a, "b #1", c]')], {"tags": ["a", "b #1", "c"]}),
        ("tags:\n  - #a\n  - b", [("yaml-comment", 3, '- "#a"')], {"tags": ["#a", "b"]}),
        ("tags: #c2\n  - a", [("yaml-comment-glued", 2, "tags:  # c2")], {"tags": ["a"]}),
        ('tags: "a", “b”', [("yaml-quote", 2, 'tags: ["a", "b"]')], {"tags": ["a", "b"]}),
        ("tags: [\"a', 'b\"]", [("yaml-quote", 2, 'tags: ["a", "b"]')], {"tags": ["a", "b"]}),
        (
            "tags: ['l'été', \"d'ici\"]",
            [("yaml-quote", 2, 'tags: ["l\'été", "d\'ici"]')],
            {"tags": ["l'été", "d'ici"]},
        ),
        (
            "tags: ['a' «b, c»; d]",
            [("yaml-quote", 2, 'tags: ["a", "b, c", "d"]')],
            {"tags": ["a", "b, c", "d"]},
        ),
        (
            'tags:\n  - "a\n  - b"',
            [("yaml-quote", 3, '- "a"'), ("yaml-quote", 4, '- "b"')],
            {"tags": ["a", "b"]},
        ),
        (
            "authors:\n  - name: Ada\n    id: #moi",
            [("yaml-comment", 4, 'id: "#moi"')],
            {"authors": [{"name": "Ada", "id": "#moi"}]},
        ),
        ("authors:\n  - id #moi", [("yaml-comment", 3, '- "id #moi"')], {"authors": ["id #moi"]}),
        (
            "**title: Le banc**\n*subtitle: Vert*",
            [("field-name-signs", 2, "title: Le banc"), ("field-name-signs", 3, "subtitle: Vert")],
            {"title": "Le banc", "subtitle": "Vert"},
        ),
        (
            "publisher: {name: Quai #1, place: Lyon}",
            [("yaml-comment", 2, 'publisher: {name: "Quai #1", place: Lyon}')],
            {"publisher": {"name": "Quai #1", "place": "Lyon"}},
        ),
        (
            "parts:\n  - title: Quai #1\n    essays: [un] # sic",
            [("yaml-comment", 3, '- title: "Quai #1"')],
            {"parts": [{"title": "Quai #1", "essays": ["un"]}]},
        ),
        ("excerpt: Oui #a", [("yaml-comment", 2, 'excerpt: "Oui #a"')], {"excerpt": "Oui #a"}),
        ("abstract: Un\ndeux", [("yaml-indent", 3, "deux")], {"abstract": "Un deux"}),
        (
            "abstract: Un\n  deux : trois\n  quatre",
            [("yaml-colon", 2, 'abstract: "Un'), ("yaml-colon", 4, 'quatre"')],
            {"abstract": "Un deux : trois quatre"},
        ),
        (
            "abstract: Un\n  deux # trois\n  “quatre”",
            [("yaml-comment", 2, 'abstract: "Un'), ("yaml-comment", 4, '“quatre”"')],
            {"abstract": "Un deux # trois “quatre”"},
        ),
    ],
)
def test_words_are_read_in_every_form_of_value(
    fields: str, told: list[tuple[str, int, str]], read_as: dict[str, object]
) -> None:
    text, found = read(f"{fields}\nlicense: CC0\n")
    assert text is not None
    assert (found, text.fields) == (told, {**read_as, "license": "CC0"})


@pytest.mark.parametrize(
    "fields",
    [
        "title: Le banc  # le vert, ou l'autre ?",
        f"title: Le banc # {EssayFields.meaning('title', 'fr')}",
        f"title: # {EssayFields.meaning('title', 'en')}",
        "title: # à écrire",
        'title: "Le banc" # vert',
        "title: Le banc\n# vert #1",
        "title: |\n  Le banc # vert",
        "date: 2026-03-01 #hier",
        "authors: [ada] # moi",
        "authors: Ada Lune # moi",
        "tags: [a, b] # deux",
        "tags: [\n  a, # un\n  b # deux\n]",
        "tags:\n  - a\n  #- b\n  - c",
        "license: CC0 #1",
        "name: {given: Ada, family: Lune}",
    ],
)
def test_comments_stay_comments(fields: str) -> None:
    text, told = read(f"{fields}\nlang: fr\n")
    assert told == []
    assert text is not None
    assert text.fields == yaml.load(f"{fields}\nlang: fr\n", yaml.BaseLoader) | _nothing(text)


def _nothing(text: MarkdownFile) -> dict[str, None]:
    """The fields without a value, which YAML of mere texts reads as empty ones."""
    return {name: None for name, value in text.fields.items() if value is None}


LETTERS = re.compile(r"[^\W_]+")


@given(
    st.sampled_from(sorted(word_fields() - people_fields() - {"name", "sort_name", "also_known_as"})),
    st.text(st.sampled_from("aé1 #@`%&*!|>-?[]{}:,'\"~/\\«»“”. "), min_size=1, max_size=16),
)
def test_words_are_read_or_named(field: str, value: str) -> None:
    """Whatever signs stand among the words of a value, the words are read as typed, or their line is told."""
    value = value.strip()
    if not LETTERS.search(value) or re.search(r"\s\s#\s", value) or re.match(r"['\"]|!!", value):
        return
    text, problems = parse(f"---\n{field}: {value}\nlang: fr\n---\n\nTexte.\n".encode(), "x.md")
    if text is not None and LETTERS.findall(str(text.fields.get(field))) == LETTERS.findall(value):
        return
    # A comment behind no value, and what begins a text over several lines.
    if re.match(r"# |[|>][-+\d]*(?:$|[ #])", value):
        return
    kind = next((kind for kind in KINDS.values() if field in kind.model_fields), EssayFields)
    told = [*problems, *(validate(kind, text)[1] if text else ())]
    assert 2 in [each.line for each in told if each.level is not Level.SUGGESTION]
