"""Essays that aren't to be seen yet, or not by everybody: drafts, embargoes, unlisted ones."""

import datetime
from pathlib import Path

import pytest

from florilege.anthology import load
from florilege.catalogue.keys import TextKey
from florilege.checks import rules
from florilege.diagnostics.problems import FlorilegeError
from florilege.intake import template
from florilege.reading.loader import read
from florilege.runtime.project import find_project, told_day
from florilege.web.site import Site
from florilege.web.site_pages import pages
from worlds import essay, small

TOME = """---
title: Tome
parts:
  - {id: a, title: A, essays: [un, deux]}
  - {id: b, title: B, essays: [trois]}
---
"""


@pytest.mark.parametrize(
    ("status", "code"),
    [("draft", "essay-not-ready"), ("brouillon", "essay-not-ready"), ("retiré", "essay-withdrawn")],
)
def test_what_is_listed_and_not_ready_is_left_out_with_a_note(tmp_path: Path, status: str, code: str) -> None:
    root = small(
        tmp_path,
        {
            "volumes/tome-1/index.md": TOME,
            "essays/deux/index.md": essay(f"status: {status}"),
            "essays/trois/index.md": essay("lang: fr"),
        },
    )
    catalogue, problems = read(root)
    assert problems == ()
    assert catalogue.volumes["tome-1"].essays == ("un", "trois")
    told = rules.check(catalogue)
    assert [(each.code, each.level, each.line) for each in told] == [(code, "suggestion", 4)]


@pytest.mark.parametrize(
    ("today", "published"),
    [
        (None, False),
        (datetime.date(2027, 2, 28), False),
        (datetime.date(2027, 3, 1), True),
        (datetime.date(2030, 1, 1), True),
    ],
)
def test_an_embargo_ends_with_its_day(tmp_path: Path, today: datetime.date | None, published: bool) -> None:
    root = small(tmp_path, {"essays/un/index.md": essay("embargo: 1er mars 2027")})
    catalogue, problems = read(root, today=today)
    assert [(each.code, each.level, each.line) for each in problems] == (
        [] if published else [("essay-embargoed", "suggestion", 2)]
    )
    assert catalogue.volumes["tome-1"].essays == (("un",) if published else ())
    assert (catalogue.essays["un"].status == "published") == published
    assert [each.code for each in rules.check(catalogue)] == []


def test_what_day_it_is_is_told_and_never_looked_up(tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("plugins: [{florilege: {today: 2027-03-01}}]\n", encoding="utf-8")
    assert find_project(tmp_path).today == datetime.date(2027, 3, 1)
    assert told_day("", {"SOURCE_DATE_EPOCH": "1803858000"}) == datetime.date(2027, 2, 28)
    assert told_day("", {}) is None
    for setting, environ in (("demain", {}), ("", {"SOURCE_DATE_EPOCH": "x"})):
        with pytest.raises(FlorilegeError) as raised:
            told_day(setting, environ)
        assert (raised.value.code, raised.value.exit_code) == ("settings-today", 2)


def test_an_unlisted_essay_has_a_page_that_nothing_leads_to(tmp_path: Path) -> None:
    small(tmp_path, {"essays/seul/index.md": essay("unlisted: oui\nvolume: tome-1\ntags: [secret]")})
    (tmp_path / "mkdocs.yml").write_text("site_name: Essai\n", encoding="utf-8")
    loaded = load(find_project(tmp_path), workers=1)
    assert [each for each in loaded.problems if each.path.startswith("essays/seul")] == []
    assert loaded.catalogue.volumes["tome-1"].essays == ("un",)
    made = {page.path: page for page in pages(Site(anthology=loaded, name="Essai"))}
    page = made.pop("essays/seul/")
    assert not page.searchable
    assert 'content="noindex"' in page.head
    assert not [path for path, other in made.items() if "seul" in other.html or "secret" in other.html]
    assert TextKey("essay", "seul") in Site(anthology=loaded, name="Essai").texts


def test_no_licence_is_chosen_for_an_author(tmp_path: Path) -> None:
    written = template.essay(title="Un", authors=["ada"], lang="fr")
    assert "license:  #" in written.replace("license: #", "license:  #")
    root = small(tmp_path, {"essays/un/index.md": written + "Texte.\n"})
    assert read(root)[0].essays["un"].license == ""


def test_an_unknown_licence_is_printed_as_it_is_written(tmp_path: Path) -> None:
    root = small(
        tmp_path, {"essays/un/index.md": essay("lang: fr").replace("CC BY 4.0", "Licence du Palier")}
    )
    catalogue, problems = read(root)
    assert (catalogue.essays["un"].license, problems) == ("Licence du Palier", ())
    told = rules.check(catalogue)
    assert [(each.code, each.level, each.line) for each in told] == [("license-unknown", "warning", 5)]


def test_a_conflict_is_told_at_both_places(tmp_path: Path) -> None:
    root = small(
        tmp_path,
        {
            "essays/un/index.md": essay("volume: tome-2"),
            "volumes/tome-2/index.md": "---\ntitle: Deux\nnumber: 2\nparts: [{id: z, essays: [un]}]\n---\n",
        },
    )
    told = rules.check(read(root)[0])
    assert {(each.path, each.line, each.code) for each in told} == {
        ("volumes/tome-1/index.md", 7, "essay-listed-twice"),
        ("volumes/tome-2/index.md", 4, "essay-listed-twice"),
        ("volumes/tome-1/index.md", 7, "essay-elsewhere"),
        ("essays/un/index.md", 2, "essay-elsewhere"),
    }
