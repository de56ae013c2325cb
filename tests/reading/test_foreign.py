"""Front matter as other systems write it: what is understood, what is left aside, and how it is told."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.diagnostics.problems import FlorilegeError, Level, Problem
from florilege.reading import foreign
from florilege.reading.fields import Fields, plain_key
from florilege.reading.foreign import IGNORE
from florilege.reading.frontmatter import parse
from florilege.reading.loader import read
from florilege.reading.schema import KINDS, EssayFields
from florilege.reading.validation import validate
from florilege.runtime.project import find_project
from worlds import essay, small


def checked(fields: str, kind: type[Fields] = EssayFields) -> tuple[object, list[Problem]]:
    text, problems = parse(f"---\n{fields}\n---\n\nTexte.\n".encode(), "x.md")
    assert text is not None, problems
    found, told = validate(kind, text)
    return found, list(told)


SYSTEMS = {
    "Hugo": (
        "title: Un\nauthor: Ada Lune\ndate: 2026-03-01T10:00:00+01:00\nlastmod: 2026-03-02\nslug: un\n"
        "categories: [jardin]\ntags: [pain]\ndraft: false\nweight: 3\nfeatured_image: /x.png\n"
        "aliases: [/y]\nsummary: Deux mots.\ntoc: true",
        ("jardin", "pain"),
    ),
    "Jekyll": (
        "layout: post\ntitle: Un\nauthor: Ada Lune\ndate: 2026-03-01 10:00:00 +0100\npublished: true\n"
        "categories: jardin\ntags: pain\npermalink: /un\ncomments: true\nexcerpt: Deux mots.",
        ("jardin", "pain"),
    ),
    "Quarto": (
        "title: Un\nauthor:\n  - name: Ada Lune\n    orcid: 0000-0002-1825-0097\n"
        "    email: ada@lune.example\n    affiliations: [{name: Palier}]\ndate: 1 March 2026\n"
        "format: {html: {toc: true}}\n"
        "categories: [jardin, pain]\nabstract: Deux mots.\nbibliography: x.bib\nexecute: {echo: false}",
        ("jardin", "pain"),
    ),
    "Pandoc": (
        "title: Un\nauthor: [{given: Ada, family: Lune}]\ndate: March 1, 2026\nabstract: |\n  Deux mots.\n"
        "keywords: [jardin]\nlang: fr-FR\ndocumentclass: article\nheader-includes: [x]\nlink-citations: true",
        (),
    ),
    "Material": (
        "title: Un\nauthors: [Ada Lune]\ndate:\n  created: 2026-03-01\n  updated: 2026-03-02\n"
        "categories: [jardin]\ntags: [pain]\nhide: [toc]\nicon: material/book\n"
        "slug: un\nreadtime: 3\npin: true",
        ("jardin", "pain"),
    ),
    "Zola": (
        'title: Un\nauthors: ["Ada Lune"]\ndate: 2026-03-01\n'
        "taxonomies: {tags: [pain], categories: [jardin]}\nextra: {x: y}\n"
        "template: page.html\nupdated: 2026-03-02",
        ("jardin", "pain"),
    ),
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_others_write_is_taken_without_an_error_or_a_warning(system: str) -> None:
    written, tags = SYSTEMS[system]
    fields, problems = checked(written)
    assert isinstance(fields, EssayFields)
    assert {each.level for each in problems} <= {Level.SUGGESTION}
    assert {each.code for each in problems} <= {"field-foreign", "field-ignored"}
    assert (fields.title, str(fields.date), fields.draft) == ("Un", "2026-03-01", False)
    assert sorted(fields.tags) == sorted(tags)
    assert fields.authors[0].name is not None
    assert fields.authors[0].name.text == "Ada Lune"


@pytest.mark.parametrize(
    ("written", "draft", "date"),
    [
        ("published: false", True, "None"),
        ("published: yes", False, "None"),
        ("published: 2026-03-01", False, "2026-03-01"),
    ],
)
def test_published_is_yes_no_or_a_day(written: str, draft: bool, date: str) -> None:
    fields, _ = checked(f"title: Un\nauthors: [ada]\n{written}")
    assert isinstance(fields, EssayFields)
    assert (fields.draft, str(fields.date)) == (draft, date)


def test_the_own_name_wins_over_a_foreign_one() -> None:
    fields, problems = checked("title: Un\nauthors: [ada]\npubDate: 2020-01-01\ndate: 2026-03-01")
    assert isinstance(fields, EssayFields)
    assert str(fields.date) == "2026-03-01"
    assert [(each.code, each.line) for each in problems] == [("field-ignored", 4)]


@given(st.sampled_from(sorted(KINDS)), st.data())
def test_every_name_of_the_tables_leads_somewhere(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    key = data.draw(st.sampled_from(sorted(kind.foreign)))
    target = kind.foreign[key]
    assert key == plain_key(key)
    assert target in {*kind.model_fields, IGNORE} or target.endswith("?")
    text, _ = parse(f"---\n{key}: x\n---\n".encode(), "x.md")
    assert text is not None
    _, problems = validate(kind, text)
    told = [each for each in problems if dict(each.values).get("field") == key]
    if key in kind.spellings():
        assert not [each for each in told if each.code.startswith("field-f")]
    else:
        assert [each.code for each in told] in (["field-foreign"], ["field-ignored"])


def test_a_field_of_many_files_is_told_once_with_their_number(tmp_path: Path) -> None:
    root = small(
        tmp_path,
        {f"essays/e{n}/index.md": essay("slug: x\nhumeur: gaie\ncategories: [a]\ntitel: X") for n in range(3)}
        | {"authors/ada.md": "---\nname: Ada Lune\nhumeur: gaie\n---\n\nElle.\n"},
    )
    catalogue, problems = read(root)
    assert list(catalogue.essays) == ["e0", "e1", "e2", "un"]
    assert catalogue.essays["e0"].tags == ("a",)
    assert [(each.path, each.line, each.code, dict(each.values)["count"]) for each in problems] == [
        ("authors/ada.md", 3, "field-unknown", "1"),
        ("essays/e0/index.md", 2, "field-ignored", "3"),
        ("essays/e0/index.md", 3, "field-unknown", "3"),
        ("essays/e0/index.md", 4, "field-foreign", "3"),
        ("essays/e0/index.md", 5, "field-unknown", "1"),
        ("essays/e1/index.md", 5, "field-unknown", "1"),
        ("essays/e2/index.md", 5, "field-unknown", "1"),
    ], "a slip of the keyboard is told wherever it is"


def test_the_anthology_has_names_of_its_own(tmp_path: Path) -> None:
    root = small(tmp_path, {"essays/un/index.md": essay("Rubrique: pain\nslug: un\nkeywords: [a]\nmots: b")})
    catalogue, problems = read(root, {"rubrique": "tags", "slug": "ignore", "mots": "mots-clés", "chose": ""})
    assert problems == ()
    assert catalogue.essays["un"].tags == ("pain",)
    assert catalogue.essays["un"].keywords == ("a", "b")


def test_a_name_that_leads_nowhere_is_a_fault_of_the_settings(tmp_path: Path) -> None:
    with pytest.raises(FlorilegeError) as raised:
        read(small(tmp_path), {"rubrique": "tagz"})
    assert (raised.value.code, raised.value.exit_code) == ("settings-field", 2)


def test_no_table_gives_a_name_of_ours_another_sense() -> None:
    assert {*foreign.PERSON}.isdisjoint({"id", "name", "nom"})
    for kind in KINDS.values():
        assert {name for name, ours in kind.foreign.items() if kind.spellings().get(name, ours) != ours} <= {
            *kind.spellings()
        }


@pytest.mark.parametrize(
    "plugins",
    [
        "plugins:\n  - search\n  - florilege:\n      fields: {rubrique: tags, slug: null}\n",
        "plugins:\n  search: {}\n  florilege:\n    fields:\n      rubrique: tags\n      slug: ''\n",
    ],
)
def test_the_names_of_the_anthology_are_read_from_its_settings(tmp_path: Path, plugins: str) -> None:
    small(tmp_path, {"essays/un/index.md": essay("rubrique: pain\nslug: un")})
    (tmp_path / "mkdocs.yml").write_text(f"site_name: Essai\n{plugins}", encoding="utf-8")
    project = find_project(tmp_path)
    catalogue, problems = read(project.contributions, project.field_names)
    assert (catalogue.essays["un"].tags, problems) == (("pain",), ())
