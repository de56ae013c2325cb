"""Where people drop their files: all is found and judged, nothing stopped, and each has a place to go."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from florilege.anthology import load
from florilege.catalogue.ids import IMAGE_PATH, suggest_image
from florilege.catalogue.keys import TextKey
from florilege.diagnostics.problems import Problem
from florilege.reading.loader import read
from florilege.runtime.project import project_at
from worlds import essay, picture, small

GOOD = essay("lang: fr")
BAD = "---\ntitle: Le mien\ndate: hier\n---\n\nUn mot.\n"


def targets(problems: tuple[Problem, ...]) -> dict[str, str]:
    return {each.path: dict(each.values)["id"] for each in problems if each.code == "essay-not-in-folder"}


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("essays/mon-essai.md", "mon-essai"),
        ("essays/2024-05-01-autre.md", "autre"),
        ("essays/Deux Mots.md", "deux-mots"),
        ("essays/2024/2024-05-01_mon_essai.md", "mon-essai"),
        ("essays/2024/05/mai.md", "mai"),
        ("essays/mon-essai/texte.md", "mon-essai"),
        ("essays/un/brouillon.md", "brouillon"),
        ("essays/un.md", "un-2"),
        ("essays/index.md", "le-mien"),
        ("essays/_index.md", "le-mien"),
        ("essays/README.md", "le-mien"),
        ("essays/aux.md", "le-mien"),
        ("essays/…​.md", "le-mien"),
    ],
)
def test_a_text_dropped_anywhere_is_judged_whole_and_told_where_to_go(
    tmp_path: Path, path: str, target: str
) -> None:
    root = small(tmp_path, {path: BAD})
    catalogue, problems = read(root)
    assert targets(problems) == {path: target}
    assert {each.code for each in problems if each.path == path} == {
        *("essay-not-in-folder", "date-form", "field-missing"),
    }
    assert {each.level for each in problems} == {"warning"}
    assert [each.path for each in problems] == [path] * 3
    assert list(catalogue.essays) == ["un"]


NAMES = st.sampled_from(
    [
        *("a.md", "A b.md", "index.md", "_index.md", "README.md", "un.md", "2024-01-01-a.md", "x/a.md"),
        *("2024/a.md", "2024/index.md", "2024/05/b.md", "Le jardin/index.md", "CON/index.md", "x/y z/c.md"),
        *("un/plus.md", "é/é.md"),
    ]
)


@settings(max_examples=25)  # each is a folder
@given(st.sets(NAMES, min_size=1, max_size=6))
def test_followed_the_advice_is_good(names: set[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = small(Path(folder), {f"essays/{name}": GOOD for name in names})
        catalogue, problems = read(root)
        assert {each.level for each in problems} <= {"warning"}
        published = set(catalogue.essays)
        for path, id in targets(problems).items():
            there = root / TextKey("essay", id).path
            assert not there.exists()
            there.parent.mkdir(parents=True, exist_ok=True)
            (root / path).rename(there)
        again, left = read(root)
        assert set(again.essays) == published | set(targets(problems).values())
        assert not targets(left)


def test_the_texts_of_misplaced_files_are_set_and_stop_nothing(tmp_path: Path) -> None:
    root = small(
        tmp_path,
        {
            "essays/Le jardin/index.md": essay("lang: fr", "# Un\n\n<form>x</form>\n\n![a](plan.png)"),
            "essays/Le jardin/plan.png": "x",
            "essays/un/index.md": essay(
                "lang: fr", "Voir [là](../deux/index.md) et [ici](../vide/index.md)."
            ),
            "essays/deux/x.md": GOOD,
            "essays/vide/.gitkeep": "",
        },
    )
    loaded = load(project_at(tmp_path, root), workers=1)
    assert loaded.errors == ()
    told = {(each.path, each.code) for each in loaded.problems}
    assert {
        ("essays/Le jardin", "name-invalid"),
        ("essays/Le jardin/index.md", "tag-refused"),
        ("essays/deux/x.md", "essay-not-in-folder"),
        ("essays/vide/index.md", "text-missing"),
        ("essays/un/index.md", "link-left-out"),
    } <= told
    assert set(loaded.prose) >= {TextKey("essay", "un"), TextKey("author", "ada")}
    assert TextKey("essay", "deux") not in loaded.prose


@given(st.text(min_size=1, max_size=30), st.sampled_from([".png", ".JPG", ".Jpeg", ".WEBP"]))
def test_the_name_that_is_proposed_for_a_picture_is_taken(stem: str, suffix: str) -> None:
    proposed = suggest_image(stem + suffix)
    assert not proposed or IMAGE_PATH.fullmatch(proposed)
    assert suggest_image(proposed) == proposed


def test_a_picture_of_any_name_is_published_under_a_good_one(tmp_path: Path) -> None:
    names = ("<Le jardin (2).png>", "img_1.png", "Été.PNG", "ÉTÉ.png", "vues/IMG_1.png")
    shown = "\n\n".join(f"![a]({name})" for name in names)
    root = small(
        tmp_path,
        {
            "essays/un/index.md": essay("lang: fr", shown),
            **{
                f"essays/un/{name}": picture(form="PNG")
                for name in (
                    "Le jardin (2).png",
                    "IMG_1.png",
                    "Été.PNG",
                    *("Rien vu.png", "rien vu.PNG", "☺.png"),
                )
            },
        },
    )
    loaded = load(project_at(tmp_path, root), workers=1)
    told = [
        (each.path, each.line, each.code, dict(each.values).get("suggestion"))
        for each in loaded.problems
        if each.code.startswith("image-") and each.code != "image-unused"
    ]
    assert told == [
        ("essays/un/Le jardin (2).png", 1, "image-renamed", "le-jardin-2.png"),
        ("essays/un/Rien vu.png", 1, "image-renamed", "rien-vu.png"),
        ("essays/un/index.md", 10, "image-missing", "IMG_1.png"),
        ("essays/un/index.md", 14, "image-missing", "Été.PNG"),
        ("essays/un/index.md", 16, "image-missing", "IMG_1.png"),
        ("essays/un/rien vu.PNG", 1, "image-name", "rien-vu-2.png"),
        ("essays/un/Été.PNG", 1, "image-renamed", "ete.png"),
        ("essays/un/☺.png", 1, "image-renamed", "image.png"),
    ]
    assert {path for path in loaded.images if "IMG" not in path} == {
        *("essays/un/ete.png", "essays/un/image.png", "essays/un/le-jardin-2.png", "essays/un/rien-vu.png")
    }


STRAYS = {
    **dict.fromkeys(
        [
            *(".DS_Store", "._un.png", "Thumbs.db", "desktop.ini", "Icon\r", ".index.md.swp"),
            *("index.md~", "#index.md#", ".#index.md"),
        ],
        "",
    ),
    **dict.fromkeys(["~$plan.docx", ".~lock.plan.odt#"], "file-lock"),
    **dict.fromkeys(["plan.odt", "notes.txt", "figure.svg", ".gitattributes", "CNAME"], "file-stray"),
    **dict.fromkeys(
        [
            *("{} (copie de conflit de Ada).md", "{} (conflicted copy 2026-01-01).md", "{} - Copie.md"),
            *("{} copy.md", "{} (1).md", "{}.sync-conflict-20260101-123456-ABCDEFG.md", "Copie de {}.md"),
            *("{}.md.orig", "{}.md.bak", "{}.md.rej"),
        ],
        "file-copy",
    ),
}
"""What machines and people leave beside texts, `{}` being the name of one → the code that it is told by."""

PLACES = {"": "index", "authors/": "ada", "essays/un/": "index", "volumes/tome-1/": "index"}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("stray", STRAYS)
def test_what_lies_beside_texts_stops_nothing(tmp_path: Path, place: str, stray: str) -> None:
    path = place + stray.format(PLACES[place])
    catalogue, problems = read(small(tmp_path, {path: GOOD}))
    assert [(each.path, each.code, each.level) for each in problems if each.level != "suggestion"] == (
        [(path, STRAYS[stray], "warning")] if STRAYS[stray] else []
    )
    assert (*catalogue.essays, *catalogue.authors, *catalogue.volumes) == ("un", "ada", "tome-1")


@pytest.mark.parametrize("name", ["copie.md", "la-copie.md", "copy-of-a-letter.md", "conflit.md"])
def test_a_text_about_copies_is_none(tmp_path: Path, name: str) -> None:
    _, problems = read(small(tmp_path, {f"essays/{name}": GOOD}))
    assert [each.code for each in problems if each.level == "warning"] == ["essay-not-in-folder"]
