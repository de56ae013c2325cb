"""The assembled tome against the same sheets as one WeasyPrint document."""

import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from book.oracle import links_of, one_document, words_of
from book.printing import Printed

RENDER = """
import sys
from florilege.book.render import render
from florilege.book.sheet import Job
from pickle import load
with open(sys.argv[1], "rb") as file:
    job = load(file)
with open(sys.argv[2], "wb") as file:
    file.write(render(job).pdf)
"""


@pytest.fixture(scope="module", params=["tome-1", "tome-2"])
def pair(
    request: pytest.FixtureRequest, printed: Printed, tmp_path_factory: pytest.TempPathFactory
) -> tuple[bytes, bytes]:
    """The assembled tome and the oracle's."""
    import pickle

    from florilege.book.sheet import Job

    volume = printed.anthology.catalogue.volumes[request.param]
    assembled = printed.pdf(request.param)
    numbers = page_of_destinations(assembled)
    sheets = printed.sheets(request.param, numbers)
    images = {
        f"florilege:{path}": (
            printed.anthology.images[path].mime,
            printed.anthology.images[path].file.read_bytes(),
        )
        for sheet in sheets
        for path in sheet.images
    }
    folder = tmp_path_factory.mktemp("oracle")
    (folder / "job").write_bytes(pickle.dumps(Job(html=one_document(sheets, volume), images=images)))
    subprocess.run(
        [sys.executable, "-c", RENDER, folder / "job", folder / "pdf"],
        check=True,
        env={**os.environ, "FONTCONFIG_FILE": str(printed.project.cache / "fonts" / "fonts.conf")},
    )
    return assembled, Path(folder / "pdf").read_bytes()


def page_of_destinations(pdf: bytes) -> dict[str, int]:
    """Named destination → page, from 1."""
    import io

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        index = {page.objgen: number for number, page in enumerate(opened.pages, 1)}
        return {
            str(name): index[destination[0].objgen]
            for name, destination in pikepdf.NameTree(opened.Root.Names.Dests).items()
        }


def test_same_number_of_pages(pair: tuple[bytes, bytes]) -> None:
    assembled, oracle = (words_of(pdf) for pdf in pair)
    assert len(assembled) == len(oracle)


def test_same_words_at_the_same_places(pair: tuple[bytes, bytes]) -> None:
    assembled, oracle = (words_of(pdf) for pdf in pair)
    for number, (ours, theirs) in enumerate(zip(assembled, oracle, strict=True), 1):
        assert "".join(word.text for word in ours) == "".join(word.text for word in theirs), f"page {number}"
        for one, other in zip(ours, theirs, strict=True):
            assert abs(one.x - other.x) < 0.1, (number, one, other)
            assert abs(one.y - other.y) < 0.1, (number, one, other)


def test_same_links(pair: tuple[bytes, bytes]) -> None:
    assembled, oracle = (links_of(pdf) for pdf in pair)
    assert assembled == oracle
    assert any(assembled)
