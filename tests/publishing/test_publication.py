"""What is in error is left out, and nothing else; what was good before stands in for it."""

import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from florilege.anthology import load
from florilege.catalogue.keys import HOME, TextKey
from florilege.diagnostics.problems import FlorilegeError, Level
from florilege.publishing.last_good import remember
from florilege.publishing.publishable import Publication, as_json, not_printed, publication
from florilege.runtime.project import Project, find_project, project_at
from worlds import small

UN, DEUX = TextKey("essay", "un"), TextKey("essay", "deux")
ADA, BOB = TextKey("author", "ada"), TextKey("author", "bob")
TOME, PREFACE = TextKey("volume", "tome-1"), TextKey("matter", "tome-1", "preface")
PAGE = TextKey("page", "qui")

Files = Mapping[str, str | bytes | None]


def png() -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    return file.getvalue()


def essay(title: str, author: str, body: str) -> str:
    return f"---\ntitle: {title}\nauthors: [{author}]\nlicense: CC BY 4.0\n---\n\n{body}\n"


VOLUME = (
    "---\ntitle: Tome\nnumber: 1\nparts:\n  - {id: a, title: A, essays: [un]}\n"
    "  - {id: b, title: B, essays: [deux]}\n---\n\nUn tome.\n"
)
WORLD: Files = {
    "essays/un/index.md": essay(
        "Un", "ada", "Il était une fois. Voir [deux](../deux/index.md).\n\n![Vue](vue.png)"
    ),
    "essays/un/vue.png": png(),
    "essays/deux/index.md": essay("Deux", "bob", "Deux fois, dit [[Ada Lune]]."),
    "authors/bob.md": "---\nname: Bob Rue\n---\n\nIl lit.\n",
    "volumes/tome-1/index.md": VOLUME,
    "volumes/tome-1/preface.md": "---\nauthors: [bob]\n---\n\nAvant tout, [un](../../essays/un/index.md).\n",
    "pages/qui.md": "# Qui\n\nAda, surtout pour [un](../essays/un/index.md).\n",
}
"""Two essays by two people in two parts of a tome, each naming the other."""

EVERYTHING = {HOME, PAGE, UN, DEUX, ADA, BOB, TOME, PREFACE}

FAULTS: Mapping[str, tuple[Files, set[TextKey]]] = {
    "a field": ({"essays/un/index.md": "---\ntitle: Un\nauthors: [ada]\nlang: ???\n---\n\nFaux.\n"}, {UN}),
    "no front matter": ({"essays/deux/index.md": "Deux fois.\n"}, {DEUX}),
    "not UTF-8": ({"essays/deux/index.md": b"---\ntitle: \xe9t\xe9\n---\n"}, {DEUX}),
    "a body": ({"essays/un/index.md": essay("Un", "ada", '<p onclick="x()">Un</p>')}, {UN}),
    "a picture": ({"essays/un/vue.png": b"GIF89a"}, {UN}),
    "no picture": ({"essays/un/vue.png": None}, {UN}),
    "a picture that nobody shows": ({"essays/un/autre.png": b"GIF89a"}, set()),
    "a link to nowhere": ({"essays/deux/index.md": essay("Deux", "bob", "[x](../trois/index.md)")}, {DEUX}),
    "somebody unknown": ({"essays/deux/index.md": essay("Deux", "bib", "Deux fois.")}, {DEUX}),
    "an author's field": ({"authors/ada.md": "---\nname: Ada Lune\norcid: x\n---\n\nElle écrit.\n"}, {ADA}),
    "an author's notice": ({"authors/ada.md": "---\nname: Ada Lune\n---\n\n<script>x</script>\n"}, {ADA}),
    "an author without a name": ({"authors/ada.md": "Ada Lune\n"}, {ADA, UN}),
    "a portrait": ({"authors/ada.md": "---\nname: Ada Lune\nportrait: ada.png\n---\n\nElle.\n"}, set()),
    "a preface": ({"volumes/tome-1/preface.md": "---\nlang: ???\n---\n\nAvant.\n"}, {PREFACE}),
    "a tome": (
        {"volumes/tome-1/index.md": "---\ntitle: Tome\nlang: ???\n---\n\nUn tome.\n"},
        {TOME, PREFACE},
    ),
    "a home page": ({"index.md": "---\ntitle: Essai\nlang: ???\n---\n\nBonjour.\n"}, {HOME}),
    "no home page": ({"index.md": None}, {HOME}),
    "a page": ({"pages/qui.md": "# Qui\n\n<script>x</script>\n"}, {PAGE}),
    "an entry": ({"volumes/tome-1/index.md": VOLUME.replace("[un]", "[un, trois]")}, set()),
    "a draft in the list": (
        {"essays/deux/index.md": essay("Deux\nstatus: draft", "bob", "Deux fois.")},
        set(),
    ),
    "a folder": ({"essays/Le jardin/index.md": essay("Trois", "ada", "Trois.")}, set()),
    "a stray file": ({"essays/un/plan.svg": "x"}, set()),
}
"""What may be wrong: files, and the texts that it leaves out."""


def published(project: Project) -> Publication:
    return publication(project, load(project, workers=1))


def keys(publication: Publication) -> set[TextKey]:
    """What the site shows, once it is sure that everything refers to what is there."""
    for anthology in (publication.site, publication.tomes):
        catalogue = anthology.catalogue
        assert anthology.errors == ()
        for each in catalogue.essays.values():
            assert {byline.author for byline in each.bylines} - {None} <= catalogue.authors.keys()
            assert set(anthology.prose[each.key].images) <= anthology.images.keys()
            assert not any(byline.name in ("ada", "bob") for byline in each.bylines), "an id is no name"
        for volume in catalogue.volumes.values():
            assert set(volume.essays) <= catalogue.essays.keys()
    return {*publication.site.prose}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """For all anthologies of this module, with the cache of a good one, so that no text is set again."""
    folder = tmp_path_factory.mktemp("world")
    load(project_at(folder, small(folder, WORLD)), workers=1)
    return folder


def project(folder: Path, name: str, files: Files) -> Project:
    root = folder / name
    made = project_at(root, small(root, WORLD | dict(files)))
    shutil.copytree(folder / ".cache", root / ".cache")
    (root / "mkdocs.yml").write_text("site_name: x\n", encoding="utf-8")
    return made


@pytest.mark.parametrize("name", FAULTS)
def test_an_error_leaves_out_what_it_is_about(folder: Path, name: str) -> None:
    files, gone = FAULTS[name]
    done = published(project(folder, name, files))
    assert keys(done) == EVERYTHING - gone
    assert done.left_out or name in ("a draft in the list", "a folder", "a stray file")


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.sets(st.sampled_from(sorted(FAULTS)), min_size=2, max_size=5))
def test_several_errors_leave_out_what_they_are_about(folder: Path, names: set[str]) -> None:
    files: dict[str, str | bytes | None] = {}
    gone: set[TextKey] = set()
    for name in sorted(names):
        more, without = FAULTS[name]
        if not more.keys() & files.keys():
            files |= more
            gone |= without
    made = project_at(folder, small(Path(tempfile.mkdtemp(dir=folder)), WORLD | files))
    done = published(made)
    assert keys(done) == EVERYTHING - gone


def test_without_an_error_everything_is_published(folder: Path) -> None:
    done = published(project(folder, "good", {}))
    assert keys(done) == EVERYTHING
    assert (done.left_out, done.warnings) == ((), ())


def test_names_stay_as_printed_where_an_author_is_left_out(folder: Path) -> None:
    done = published(project(folder, "names", FAULTS["an author's field"][0]))
    assert [(b.name, b.author) for b in done.site.catalogue.essays["un"].bylines] == [("Ada Lune", None)]


def test_links_to_what_is_left_out_are_warnings(folder: Path) -> None:
    done = published(project(folder, "links", FAULTS["a field"][0]))
    assert [(each.code, each.path, each.line) for each in done.warnings] == [
        ("link-left-out", "pages/qui.md", 3),
        ("link-left-out", "volumes/tome-1/preface.md", 5),
    ]


def test_a_character_without_a_face_keeps_nothing_back(folder: Path) -> None:
    done = published(
        project(folder, "paper", {"essays/un/index.md": essay("Un", "ada", "Tout \U000130b8 fait.")})
    )
    assert keys(done) == EVERYTHING
    assert done.tomes.prose.keys() == EVERYTHING
    assert done.left_out == ()


def publish(project: Project) -> Publication:
    """Publish, as a build does, and remember what was good."""
    done = published(project)
    remember(project, done.whole, done.site, except_for=done.standing_in)
    return done


@pytest.mark.parametrize(
    "name", [name for name, (_, gone) in FAULTS.items() if gone & {UN, DEUX, ADA, HOME, PAGE}]
)
def test_the_last_good_version_stands_in(folder: Path, name: str) -> None:
    files, gone = FAULTS[name]
    made = project(folder, f"last {name}", {})
    publish(made)
    small(made.root, WORLD | dict(files))
    for path, content in files.items():
        if content is None:
            (made.contributions / path).unlink()
    for _ in range(2):  # a last good version stays the last good one
        done = publish(made)
        assert keys(done) == EVERYTHING
        assert gone >= set(done.standing_in) == gone & {UN, DEUX, ADA, HOME, PAGE}
        assert done.left_out
    if UN in gone:
        assert "Il était une fois" in done.site.prose[UN].html


@pytest.mark.parametrize(
    "line",
    [
        *("status: withdrawn", "status: draft", "draft: true", "statut: brouillon", "Statut: retiré"),
        *("brouillon: oui", "embargo: 2999-01-01", "publier_le: 2999-01-01", "unlisted: true"),
        *("non_listé: oui", "published: false", '"draft": true', "draft = true"),
    ],
)
def test_who_holds_a_text_back_is_heard_though_it_is_in_error(folder: Path, line: str) -> None:
    made = project(folder, line.encode().hex(), {})
    publish(made)
    small(made.root, WORLD | {"essays/un/index.md": f"---\nlang: ???\n{line}\n---\n\nFaux.\n"})
    assert UN not in keys(publish(made))


def test_what_was_removed_is_forgotten(folder: Path) -> None:
    made = project(folder, "removed", {})
    publish(made)
    for file in ("essays/deux/index.md", "volumes/tome-1/preface.md"):
        (made.contributions / file).unlink()
    (made.contributions / "essays/deux").rmdir()
    publish(made)
    kept = made.cache / "published/essays"
    assert [folder.name for folder in kept.iterdir()] == ["un"]


def test_a_version_that_the_cache_has_lost_half_of_does_not_stand_in(folder: Path) -> None:
    made = project(folder, "half", {})
    publish(made)
    (made.cache / "published/essays/un/vue.png").unlink()
    small(made.root, WORLD | FAULTS["a field"][0])
    assert keys(published(made)) == EVERYTHING - {UN}


def test_a_tome_is_made_without_an_editor_whose_name_nobody_can_read(folder: Path) -> None:
    volume = VOLUME.replace("number: 1", "number: 1\neditors: [ada, bob]")
    done = published(
        project(folder, "editor", {"authors/ada.md": "Ada Lune\n", "volumes/tome-1/index.md": volume})
    )
    assert keys(done) == EVERYTHING - {ADA, UN}
    assert [each.name for each in done.tomes.catalogue.volumes["tome-1"].editors] == ["Bob Rue"]


@pytest.mark.parametrize("name", ["Ada Lune, Bob Rue", "ada@lune.example"])
def test_nobody_signs_by_what_is_no_name(folder: Path, name: str) -> None:
    files: Files = {"authors/ada.md": f"---\nname: {name}\n---\n\nElle écrit.\n"}
    done = published(project(folder, f"name {name}", files))
    assert keys(done) == EVERYTHING - {ADA, UN}


def test_what_is_taken_away_does_not_come_back(folder: Path) -> None:
    """Who removes a text, or calls its file otherwise, has no version of it published any more."""
    made = project(folder, "taken away", {})
    publish(made)
    (made.contributions / "essays/un/index.md").rename(made.contributions / "essays/un/ancien.md")
    small(made.root, {"essays/un/index.md": None} | FAULTS["somebody unknown"][0])
    assert keys(publish(made)) == EVERYTHING - {UN}


def test_links_to_what_is_in_error_in_its_body_are_warnings_too(folder: Path) -> None:
    done = published(project(folder, "body links", FAULTS["a body"][0]))
    assert {each.path for each in done.warnings} == {"pages/qui.md", "volumes/tome-1/preface.md"}


def test_a_picture_of_a_text_whose_last_good_version_stands_in_says_so(folder: Path) -> None:
    made = project(folder, "picture", {})
    publish(made)
    small(made.root, WORLD | dict(FAULTS["a picture"][0]))
    rows = json.loads(as_json(published(made), lang="en", root="contributions"))
    assert [(row["path"], row["last_good"]) for row in rows] == [("contributions/essays/un/vue.png", True)]


def test_a_machine_reads_what_was_left_out(folder: Path) -> None:
    made = project(folder, "machine", FAULTS["a field"][0])
    rows = json.loads(as_json(published(made), lang="en", root="contributions"))
    (row,) = (row for row in rows if row["code"] == "lang-unknown")
    assert row.pop("message").startswith("“???”")
    assert row == {
        "path": "contributions/essays/un/index.md",
        "line": 4,
        "code": "lang-unknown",
        "last_good": False,
    }


def test_what_the_press_refuses_is_told_of_the_text_or_of_the_tome(folder: Path) -> None:
    failures = [
        FlorilegeError("sheet-failed", exit_code=1, sheet=UN.path, failure="timeout", amount="20"),
        FlorilegeError("word-lost", exit_code=1, sheet="Sommaire", volume="tome-1", page=3, context="mot"),
    ]
    catalogue = load(project(folder, "press", {})).catalogue
    found = not_printed(failures, catalogue)
    assert {each.level for each in found} == {Level.ERROR}
    line = catalogue.essays["un"].body.line
    assert line > 1
    assert [(each.code, each.path, each.line) for each in found] == [
        ("sheet-failed", UN.path, line),
        ("word-lost", TOME.path, 1),
    ]


@pytest.mark.parametrize(
    ("plugins", "on_error"),
    [
        ("[search, florilege]", "refuse"),
        ("[search, florilege: {on_error: leave-out}]", "leave-out"),
        ("{search: {}, florilege: {on_error: leave-out}}", "leave-out"),
        ("[florilege: {on_error: refuse}]", "refuse"),
    ],
)
def test_the_plugins_option_is_read_without_mkdocs(tmp_path: Path, plugins: str, on_error: str) -> None:
    small(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\nplugins: {plugins}\n", encoding="utf-8")
    assert find_project(tmp_path).on_error == on_error


def test_another_value_is_refused(tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "mkdocs.yml").write_text("plugins: [florilege: {on_error: ignore}]\n", encoding="utf-8")
    with pytest.raises(FlorilegeError, match="setting-choice"):
        find_project(tmp_path)


def test_the_sites_address_is_a_whole_one(tmp_path: Path) -> None:
    small(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(
        "site_url: www.example.org\nplugins: [florilege]\n", encoding="utf-8"
    )
    with pytest.raises(FlorilegeError, match="setting-address"):
        find_project(tmp_path)
