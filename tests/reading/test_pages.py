"""Pages that an editor adds to the site: where they lie, and how they may begin."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from florilege.anthology import load
from florilege.catalogue.addresses import site_path
from florilege.catalogue.keys import TextKey
from florilege.reading.loader import read
from florilege.runtime.project import project_at
from worlds import small

NAMES = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True)
PATHS = st.lists(NAMES, min_size=1, max_size=4).map("/".join)


@given(PATHS, st.booleans())
def test_a_page_is_called_as_its_file_and_addressed_as_mkdocs_does(path: str, folder: bool) -> None:
    file = f"pages/{path}/index.md" if folder else f"pages/{path}.md"
    key = TextKey.of_path(file)
    assert key is not None
    assert (key.kind, key.path, TextKey.parse(str(key))) == ("page", file, key)
    assert key.prefix.count("--") == key.path.count("/"), "no id of another text begins so"
    last = path.rpartition("/")[2]
    assert site_path(key) == (f"pages/{path}/" if folder or last != "index" else f"pages/{path}/"[:-6])


DEAD = "[là](../nulle-part.md)"


@pytest.mark.parametrize(
    ("start", "title", "line"),
    [
        ("---\ntitle: Qui sommes-nous\n---\n\n", "Qui sommes-nous", 5),
        ("# Qui sommes-nous\n\n", "Qui sommes-nous", 3),
        ("# Qui sommes-nous ? ##\n", "Qui sommes-nous ?", 2),
        ("\n\n# Qui sommes-nous\n", "Qui sommes-nous", 4),
        ("Qui sommes-nous\n===\n\n\n", "Qui sommes-nous", 5),
        ("---\nmenu: true\n---\n\n# Qui sommes-nous\n\n", "Qui sommes-nous", 7),
    ],
)
def test_a_page_may_begin_as_mkdocs_has_them(tmp_path: Path, start: str, title: str, line: int) -> None:
    root = small(tmp_path, {"pages/qui.md": f"{start}Nous {DEAD}.\n"})
    anthology = load(project_at(tmp_path, root), workers=1)
    (page,) = anthology.catalogue.pages.values()
    assert (page.id, page.title, page.menu) == ("qui", title, "menu" in start)
    assert page.body.markdown == f"Nous {DEAD}."
    assert [(each.code, each.path, each.line) for each in anthology.problems] == [
        ("link-dead", "pages/qui.md", line)
    ]


@pytest.mark.parametrize(
    ("files", "said", "there"),
    [
        ({"pages/a.md": "Sans titre.\n"}, [("field-missing", "pages/a.md")], []),
        ({"pages/a.md": "# A\n"}, [("text-empty", "pages/a.md")], []),
        ({"pages/a.md": "---\ntitle: A\ndraft: true\n---\n"}, [("page-not-ready", "pages/a.md")], ["a"]),
        ({"pages/a.md": "---\ntitle: A\nstatut: retiré\n---\n"}, [("page-not-ready", "pages/a.md")], ["a"]),
        ({"a.md": "# A\n\nB.\n"}, [("page-misplaced", "a.md")], []),
        ({"pages/Été.md": "# A\n\nB.\n"}, [("name-invalid", "pages/Été.md")], []),
        ({"pages/aux.md": "# A\n\nB.\n"}, [("name-reserved", "pages/aux.md")], []),
        ({"pages/authors/index.md": "# A\n\nB.\n"}, [], ["authors/index"]),
        ({"pages/1/2/3/a.md": "# A\n\nB.\n"}, [], ["1/2/3/a"]),
        ({"pages/1/2/3/4/a.md": "# A\n\nB.\n"}, [("folder-stray", "pages/1/2/3/4")], []),
        ({"pages/a.txt": "A"}, [("file-stray", "pages/a.txt")], []),
        (
            {"pages/a.md": "# A\n\nB.\n", "pages/a/index.md": "# A\n\nB.\n"},
            [("name-clash", "pages/a.md"), ("name-clash", "pages/a/index.md")],
            ["a", "a/index"],
        ),
        ({"pages/a.md": "# A\n\nB.\n", "pages/a/b.md": "# A\n\nB.\n"}, [], ["a", "a/b"]),
    ],
)
def test_what_lies_in_the_folder_of_pages(
    tmp_path: Path, files: dict[str, str], said: list[tuple[str, str]], there: list[str]
) -> None:
    catalogue, problems = read(small(tmp_path, files))
    assert [(each.code, each.path) for each in problems] == said
    assert list(catalogue.pages) == there


def test_a_preface_needs_no_front_matter(tmp_path: Path) -> None:
    root = small(tmp_path, {"volumes/tome-1/preface.md": "# Avant de lire\n\nIl était une fois.\n"})
    catalogue, problems = read(root)
    assert problems == ()
    (preface,) = catalogue.volumes["tome-1"].matters
    assert (preface.title, preface.body.markdown, preface.body.line) == (
        "Avant de lire",
        "Il était une fois.",
        3,
    )
