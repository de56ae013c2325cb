"""A file of an anthology's own design with which text is lost is named, and no essay is blamed for it."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import cast

import pytest

from book.failing import Failing, crash
from book.printing import page_texts
from florilege.anthology import load
from florilege.book.composing.compose import compose
from florilege.book.composing.look import look
from florilege.book.press import Tome, print_proofs
from florilege.diagnostics.problems import FlorilegeError
from florilege.runtime.project import Project, find_project
from florilege.runtime.workers import Workers
from worlds import small

pytestmark = pytest.mark.press

STYLES: Mapping[str, str] = {
    "not displayed": ".text p { display: none }",
    "white": ".text p { color: #fff }",
    "white on white": ".text { background: white } .text p { color: white }",
    "transparent": ".text p { color: transparent }",
    "hidden": ".text p { visibility: hidden }",
    "see-through": ".text p { opacity: 0 }",
    "beside the page": ".text p { position: absolute; left: -200mm }",
    "without end": ".text p { break-after: page; height: 0 } .text p::after { content: 'x'; display: block }",
}
SEEN = ".text { background: #222 } .text p { color: #fff } h1 { color: #888 }"
"""What shows as well as black on white."""
PAGE = files("florilege.book").joinpath("styles/page.css").read_text(encoding="utf-8")
EMPTY = '<section id="{{ id }}" class="sheet %s" lang="{{ lang }}"><h1>{{ title }}</h1></section>'
TEMPLATES = ("essay", "matter", "dedication", "imprint", "notices")
"""Those that hold a text."""
MATTERS = {
    f"volumes/tome-1/{kind}.md": f"---\ntitle: Avant\n---\n\nUn texte de {kind}.\n"
    for kind in ("dedication", "foreword", "colophon")
}


@pytest.fixture(scope="module")
def pool() -> Iterator[Workers]:
    """Workers that all builds share."""
    with Workers() as workers:
        yield workers


def project(root: Path, own: Mapping[str, str]) -> Project:
    """A small anthology with these files in its folder of designs."""
    small(root, MATTERS)
    (root / "mkdocs.yml").write_text("docs_dir: contributions\n", encoding="utf-8")
    for name, text in own.items():
        file = root / "design" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return find_project(root)


def proof(at: Project, pool: Workers) -> tuple[Tome, ...]:
    """The essay, printed for itself; nothing that fails is left out."""
    return print_proofs(
        at,
        load(at, pool=pool),
        ["un"],
        output=at.root / "proofs",
        pool=pool,
        on_failure=lambda error: pytest.fail(str(error)),
    )


@pytest.mark.parametrize("kind", STYLES)
def test_a_style_sheet_that_makes_text_vanish_is_named(tmp_path: Path, pool: Workers, kind: str) -> None:
    harmless = {"styles/page.css": PAGE, "templates/part.html": EMPTY % "part"}
    at = project(tmp_path, {**harmless, "styles/custom.css": STYLES[kind]})
    with pytest.raises(FlorilegeError) as raised:
        proof(at, pool)
    error = raised.value
    assert (error.code, error.exit_code) == ("design-loses", 2)
    assert error.values == {"file": str(at.design / "styles/custom.css"), "sheet": "essays/un/index.md"}


def test_a_sheet_of_ours_put_in_another_place_is_named(tmp_path: Path, pool: Workers) -> None:
    at = project(tmp_path, {"styles/custom.css": SEEN, "styles/running.css": ".running { display: none }"})
    with pytest.raises(FlorilegeError) as raised:
        proof(at, pool)
    assert raised.value.values["file"] == str(at.design / "styles/running.css")


def test_what_shows_may_look_as_it_will(tmp_path: Path, pool: Workers) -> None:
    (tome,) = proof(project(tmp_path, {"styles/custom.css": SEEN}), pool)
    assert "était une fois" in " ".join(page_texts(tome.file.read_bytes()))


def test_an_essay_that_fails_whatever_the_design_is_still_blamed(tmp_path: Path, pool: Workers) -> None:
    at = project(tmp_path, {"styles/custom.css": SEEN})
    failures: list[FlorilegeError] = []
    print_proofs(
        at,
        load(at, pool=pool),
        ["un"],
        output=at.root / "proofs",
        pool=cast(Workers, Failing(pool, {"un": crash})),
        on_failure=failures.append,
    )
    assert [error.code for error in failures] == ["sheet-failed"]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_that_leaves_out_a_text_is_named(tmp_path: Path, pool: Workers, template: str) -> None:
    at = project(tmp_path, {f"templates/{template}.html": EMPTY % template})
    loaded = load(at, pool=pool)
    volume = loaded.catalogue.volumes["tome-1"]
    with pytest.raises(FlorilegeError) as raised:
        compose(volume, loaded, {}, look=look(volume, at.design))
    assert (raised.value.code, raised.value.exit_code) == ("design-loses", 2)
    assert raised.value.values["file"] == str(at.design / "templates" / f"{template}.html")
