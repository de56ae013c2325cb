"""The front matter of every kind: what is understood, what is refused, and its JSON Schema."""

import datetime
import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pydantic_core import PydanticCustomError

from florilege.catalogue.lengths import Length
from florilege.catalogue.licenses import LICENSES, license_id
from florilege.catalogue.volumes import Trim
from florilege.diagnostics.problems import Problem
from florilege.language.sentences import languages
from florilege.reading.fields import About, Fields, PersonName
from florilege.reading.fieldtypes import number_in
from florilege.reading.frontmatter import parse
from florilege.reading.marked_fields import MAX_PROBLEMS
from florilege.reading.schema import KINDS, AuthorFields, EssayFields
from florilege.reading.validation import validate
from florilege.reading.volumefields import VolumeFields
from florilege.reference.schema import json_schema

ESSAY = {"title": "Un", "authors": "[ada]"}
AUTHOR = {"name": "Ada Lune"}
VOLUME = {"title": "Tome"}
BASES = {EssayFields: ESSAY, AuthorFields: AUTHOR, VolumeFields: VOLUME}


def result(kind: type[Fields], fields: dict[str, str]) -> tuple[Any, tuple[Problem, ...]]:
    lines = "\n".join(f"{name}: {value}" for name, value in (BASES[kind] | fields).items())
    text, problems = parse(f"---\n{lines}\n---\n".encode(), "x.md")
    assert text is not None, problems
    return validate(kind, text)


UNDERSTOOD: list[tuple[type[Fields], str, str, object]] = [
    (EssayFields, "Short-Title", "Le banc", ("short_title", "Le banc")),
    (EssayFields, "résumé", "Deux  mots", ("abstract", "Deux  mots")),
    (EssayFields, "sous-titre", "À deux", ("subtitle", "À deux")),
    (EssayFields, "licence", "CC BY 4.0", ("license", "CC-BY-4.0")),
    (EssayFields, "license", "{type: CC-BY-4.0, url: https://x.example/}", ("license", "CC-BY-4.0")),
    (EssayFields, "license", "tous droits réservés", ("license", "LicenseRef-All-Rights-Reserved")),
    (EssayFields, "date", "2026-03-01", ("date", datetime.date(2026, 3, 1))),
    (EssayFields, "date", "{created: 2026-03-01, updated: 2026-04-01}", ("date", datetime.date(2026, 3, 1))),
    (EssayFields, "date", "2026-03-01T23:10:00-05:00", ("date", datetime.date(2026, 3, 1))),
    (EssayFields, "date", "1er mars 2026", ("date", datetime.date(2026, 3, 1))),
    (EssayFields, "statut", "brouillon", ("status", "draft")),
    (EssayFields, "status", "En relecture", ("status", "review")),
    (EssayFields, "brouillon", "vrai", ("draft", True)),
    (EssayFields, "subtitle", '"\\u2060Le\\u00ad banc\\u200b"', ("subtitle", "Le banc")),
    (EssayFields, "tags", "pain, sel", ("tags", ("pain", "sel"))),
    (EssayFields, "tags", "[pain, 2026]", ("tags", ("pain", "2026"))),
    (EssayFields, "language", "FR_ca", ("lang", "fr-CA")),
    (EssayFields, "lang", "zh-hant", ("lang", "zh-Hant")),
    (EssayFields, "draft", "true", ("draft", True)),
    (EssayFields, "weight", "007", ("order", 7)),
    (EssayFields, "subtitle", '"  Un\\n  deux "', ("subtitle", "Un deux")),
    (EssayFields, "subtitle", '"Oui\u202f!"', ("subtitle", "Oui\u202f!")),
    (AuthorFields, "orcid", "https://orcid.org/0000-0002-1694-233x", ("orcid", "0000-0002-1694-233X")),
    (AuthorFields, "avatar", "ada.jpeg", ("portrait", "ada.jpeg")),
    (AuthorFields, "url", "mailto:ada@lune.example", ("url", "mailto:ada@lune.example")),
    (
        AuthorFields,
        "name",
        "{given: Ada, particle: de, family: Lune}",
        ("name", PersonName("Ada de Lune", "de Lune, Ada")),
    ),
    (
        AuthorFields,
        "name",
        "{literal: Le Collectif}",
        ("name", PersonName("Le Collectif", "Le Collectif", literal=True)),
    ),
    (VolumeFields, "isbn", "9782999999909", ("isbn", "978-2-9999999-0-9")),
    (VolumeFields, "trim", "a5", ("trim", Trim(width=148, height=210))),
    (VolumeFields, "trim", "poche", ("trim", Trim(width=110, height=180))),
    (VolumeFields, "maquette", "revue", ("design", "revue")),
    (VolumeFields, "ordre", "auteur", ("order", "author")),
    (VolumeFields, "opening", "belle page", ("opening", "recto")),
    (VolumeFields, "longueur", "{max: 9, unit: signes}", ("length", Length(max=9, unit="signs"))),
    (VolumeFields, "trim", "17 x 24 cm", ("trim", Trim(width=170, height=240))),
    (VolumeFields, "trim", "6x9in", ("trim", Trim(width=152.4, height=228.6))),
    (VolumeFields, "trim", "{width: 140, height: 205.5}", ("trim", Trim(width=140, height=205.5))),
    (VolumeFields, "length", "{min: 2, max: 9, unit: signs}", ("length", Length(min=2, max=9, unit="signs"))),
    (VolumeFields, "keep", "Pan’Hop!", ("keep", ("Pan’Hop!",))),
]


@pytest.mark.parametrize(("kind", "field", "value", "expected"), UNDERSTOOD)
def test_other_spellings_are_understood(
    kind: type[Fields], field: str, value: str, expected: tuple[str, object]
) -> None:
    fields, problems = result(kind, {field: value})
    assert problems == ()
    assert getattr(fields, expected[0]) == expected[1]


REFUSED: list[tuple[type[Fields], str, str, str]] = [
    (EssayFields, "date", "2026", "date-form"),
    (EssayFields, "date", "{created: hier}", "date-form"),
    (EssayFields, "date", "03/04/2026", "date-unclear"),
    (EssayFields, "date", "31 février 2026", "date-unknown"),
    (EssayFields, "lang", "xx", "lang-unknown"),
    (EssayFields, "order", "-1", "number-invalid"),
    (EssayFields, "order", "1.5", "number-invalid"),
    (EssayFields, "draft", "peut-être", "field-choice"),
    (EssayFields, "authors", "[]", "field-empty"),
    (EssayFields, "authors", "[{id: Ada}]", "id-invalid"),
    (EssayFields, "license", "{type: }", "field-empty"),
    (EssayFields, "part", "a/b", "id-invalid"),
    (AuthorFields, "links", "[{label: x, url: 'javascript:alert(1)'}]", "url-invalid"),
    (AuthorFields, "links", "['https://']", "url-invalid"),
    (AuthorFields, "links", "['https://[x']", "url-invalid"),
    (AuthorFields, "links", "['https://x.example/\"onload=\"x']", "url-invalid"),
    (AuthorFields, "url", "mailto:x", "url-invalid"),
    (AuthorFields, "portrait", "/etc/x.png", "portrait-name"),
    (AuthorFields, "portrait", "a/../x.png", "portrait-name"),
    (AuthorFields, "portrait", "x.svg", "portrait-name"),
    (AuthorFields, "name", "{given: ''}", "field-empty"),
    (AuthorFields, "name", '"\\u2060\\u2003\\u3164"', "field-empty"),
    (EssayFields, "tags", '["\\u200d"]', "field-empty"),
    (AuthorFields, "url", '"https://ban\\u00adque.example/"', "url-invisible"),
    (AuthorFields, "url", '"https://x.example/a\\u2060b"', "url-invisible"),
    (AuthorFields, "url", '"mailto:a\\u200db@x.example"', "url-invisible"),
    (AuthorFields, "orcid", "0000-0002-1825-009", "orcid-invalid"),
    (VolumeFields, "isbn", "978-2-9999999-0", "isbn-invalid"),
    (VolumeFields, "trim", "{width: 140}", "trim-invalid"),
    (VolumeFields, "trim", "{width: .inf, height: 200}", "number-invalid"),
    (VolumeFields, "trim", "{width: 1e9, height: 200}", "number-invalid"),
    (VolumeFields, "length", "{mini: 2}", "field-unknown-in"),
    (VolumeFields, "length", "{unit: pages}", "field-choice"),
    (VolumeFields, "opening", "verso", "field-choice"),
    (VolumeFields, "publisher", "{place: Lyon}", "field-missing"),
    (VolumeFields, "sponsors", "[{name: A, url: ftp://x.example/}]", "url-invalid"),
]


@pytest.mark.parametrize(("kind", "field", "value", "code"), REFUSED)
def test_bad_values_are_refused_at_their_line(kind: type[Fields], field: str, value: str, code: str) -> None:
    fields, problems = result(kind, {field: value})
    assert fields is None
    assert [each.code for each in problems] == [code]
    lines = [*(BASES[kind] | {field: value})]
    assert problems[0].line == lines.index(field) + 2
    assert problems[0].column > 0


@pytest.mark.parametrize("value", ["1{}x", "{}x", "€{}1{}x"])
def test_a_number_among_blanks_is_refused_in_one_pass(value: str) -> None:
    """In time with its length, or this would take minutes."""
    with pytest.raises(PydanticCustomError, match="number-between"):
        number_in(0, 10)(value.replace("{}", "\u00a0" * 200_000))


def test_a_hostile_file_has_only_so_much_to_say() -> None:
    keys = "\n".join(f"titre{number}: x" for number in range(900))
    text, _ = parse(f"---\n{keys}\n---\n".encode(), "x.md")
    assert text is not None
    assert len(validate(EssayFields, text)[1]) == MAX_PROBLEMS
    _, problems = parse(b"---\n" + b"a: b\n" * 900 + b"---\n", "x.md")
    assert len(problems) == MAX_PROBLEMS


def test_places_lead_to_the_item_inside_a_list() -> None:
    text, _ = parse(
        b"---\ntitre: Tome\nparties:\n  - titre: A\n    essais:\n      - un\n      - Deux\n---\n", "x.md"
    )
    assert text is not None
    _, problems = validate(VolumeFields, text)
    assert [(each.code, each.line, each.column) for each in problems] == [("id-invalid", 7, 9)]


@pytest.mark.parametrize(
    ("written", "id"),
    [
        ("CC BY 4.0", "CC-BY-4.0"),
        ("cc by-sa", "CC-BY-SA-4.0"),
        ("CC-BY-NC-ND 3.0", "CC-BY-NC-ND-3.0"),
        ("Creative Commons BY SA 4.0", "CC-BY-SA-4.0"),
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("licence art libre", "LAL-1.3"),
        ("domaine public", "CC-PDM-1.0"),
        ("CC", None),
        ("", None),
        ("CC BY 9.0", None),
    ],
)
def test_licences_have_many_spellings(written: str, id: str | None) -> None:
    assert license_id(written) == id


def test_a_licence_id_means_itself() -> None:
    assert all(license_id(id) == id for id in LICENSES)
    for lang in languages():
        assert all(license_id(license.name(lang)) == id for id, license in LICENSES.items())


def every_kind() -> list[type[Fields]]:
    kinds = Fields.__subclasses__()
    return kinds + [kind for each in kinds for kind in each.__subclasses__()]


@pytest.mark.parametrize("kind", every_kind())
def test_every_field_is_described_in_both_languages(kind: type[Fields]) -> None:
    for name, about in kind.abouts().items():
        assert isinstance(about, About)
        assert kind.meaning(name, "fr").endswith("."), name
        assert kind.meaning(name, "en").endswith("."), name
        assert about.example, name


@pytest.mark.parametrize("kind", [kind for kind in every_kind() if kind.model_fields])
def test_a_spelling_means_one_field(kind: type[Fields]) -> None:
    aliases = [alias for about in kind.abouts().values() for alias in about.aliases]
    assert len(aliases) == len(set(aliases))
    assert not set(aliases) & set(kind.model_fields)


@pytest.mark.parametrize("kind", ["essay", "author", "volume"])
def test_every_example_is_good(kind: str) -> None:
    abouts = KINDS[kind].abouts()
    lines = "\n".join(f"{name}: {about.example}" for name, about in abouts.items())
    text, problems = parse(f"---\n{lines}\n---\n".encode(), "x.md")
    assert text is not None, problems
    assert validate(KINDS[kind], text)[1] == ()


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it (core schema of YAML 1.2): a date is a text, `no` too."""


EditorLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "bool"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

EditorLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)$"), ["t", "f"])

SAMPLE = Path(__file__).parents[2] / "contributions"
PLACES = {
    "essay": "essays/*/index.md",
    "author": "authors/*.md",
    "volume": "volumes/*/index.md",
    "translation": "essays/*/index.*.md",
    "meeting": "meetings/*/index.md",
    "letter": "essays/*/letters/*.md",
    "matter": "volumes/*/[!i]*.md",
    "home": "index.md",
    "page": "pages/*/index.md",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_json_schema_takes_the_toy_and_refuses_a_bad_file(toy: Path, kind: str, lang: str) -> None:
    schema = json.loads(json.dumps(json_schema(kind, lang)))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    files = sorted((toy / "contributions").glob(PLACES[kind])) or sorted(SAMPLE.glob(PLACES[kind]))
    assert files
    for file in files:
        fields = yaml.load(file.read_text(encoding="utf-8").split("---")[1], EditorLoader)
        assert list(validator.iter_errors(fields)) == []
        assert list(validator.iter_errors(fields | {"titel": "x"}))
        assert list(validator.iter_errors(fields | {"lang": ["fr"]}))


def test_the_json_schema_speaks_the_language_asked_for() -> None:
    assert json_schema("essay", "fr")["properties"]["title"]["description"] == "Titre."
    assert json_schema("essay", "en")["properties"]["title"]["description"] == "The title."
    assert json_schema("essay", "en")["required"] == ["title", "authors"]
    assert json_schema("volume", "fr")["properties"]["number"]["anyOf"][0]["type"] == "integer"
