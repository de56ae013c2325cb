"""The e-book of tests/torture, all that pages find hard, in each design: valid, its pages at their places."""

import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from book.printing import binder_of, page_texts
from epub.epubcheck import messages
from epub.reading import CUT, ReadEbook, letters
from florilege.anthology import Anthology, load
from florilege.catalogue.volumes import Design
from florilege.runtime.project import find_project
from florilege.runtime.workers import Workers

pytestmark = pytest.mark.press

DESIGNS: tuple[Design, ...] = ("classique", "contemporain", "revue")


@pytest.fixture(scope="module")
def made(
    tmp_path_factory: pytest.TempPathFactory, pool: Workers
) -> Mapping[str, tuple[Anthology, ReadEbook, bytes]]:
    """Design → the anthology, its e-book and its tome for the screen."""
    root = tmp_path_factory.mktemp("torture") / "torture"
    project = find_project(Path(shutil.copytree(Path(__file__).parents[1] / "torture", root)))
    loaded = load(project, pool=pool)
    found = {}
    for design in DESIGNS:
        volume = replace(loaded.catalogue.volumes["supplice"], design=design)
        anthology = replace(loaded, catalogue=replace(loaded.catalogue, volumes={"supplice": volume}))
        binder = binder_of(project, anthology, volume, pool)
        tome, _, ebook = (*binder.copies("screen"), *binder.copies("ebook"))
        found[design] = anthology, ReadEbook(binder.bind(ebook).content), binder.bind(tome).content
    return found


@pytest.mark.standards
@pytest.mark.parametrize("design", DESIGNS)
def test_epubcheck_says_nothing(
    made: Mapping[str, tuple[Anthology, ReadEbook, bytes]], tmp_path: Path, design: Design
) -> None:
    _, book, _ = made[design]
    file = tmp_path / "supplice.epub"
    file.write_bytes(book.content)
    assert messages(file) == []


@pytest.mark.parametrize("design", DESIGNS)
def test_pages_begin_where_they_do_in_the_printed_tome(
    made: Mapping[str, tuple[Anthology, ReadEbook, bytes]], design: Design
) -> None:
    anthology, book, pdf = made[design]
    cover, *pages = map(letters, page_texts(pdf))
    places = [
        "".join([*filter(None, map(letters, str(after).partition(CUT)[0].split()))][1:4])
        in pages[int(page) - 1]
        for essay in anthology.catalogue.volumes["supplice"].essays
        for runs in [book.marked(f"{essay}.xhtml")]
        for page, after in zip(runs[1::2], runs[2::2], strict=True)
    ]
    assert len(places) > 40
    assert all(places)
    assert [int(page) for page, _ in book.contents("page-list")] == sorted(
        {int(page) for page, _ in book.contents("page-list")}
    )
    assert int(book.contents("page-list")[-1][0]) <= len(pages)
    assert cover
