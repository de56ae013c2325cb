"""The assembled tome against the same sheets as one WeasyPrint document."""

import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from book.oracle import links_of, one_document, without_folio, words_of
from book.printing import Printed, placed_of
from florilege.book.document import job
from florilege.book.place import Placed, page_numbers
from florilege.book.sheet import Job
from florilege.fonts import faces, write_fontconfig
from florilege.model import Volume

RENDER = """
import sys
from pickle import load

from florilege.book.render import render

with open(sys.argv[1], "rb") as file:
    job = load(file)
with open(sys.argv[2], "wb") as file:
    file.write(render(job).pdf)
"""


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One tome, made in two ways."""

    volume: Volume
    placed: Sequence[Placed]
    assembled: bytes
    oracle: bytes

    def has_folio(self, page: int) -> bool:
        return any(page in placed.pages and placed.has_folio(page) for placed in self.placed)


@pytest.fixture(scope="module", params=["tome-1", "tome-2"])
def pair(request: pytest.FixtureRequest, printed: Printed, tmp_path_factory: pytest.TempPathFactory) -> Pair:
    volume = printed.anthology.catalogue.volumes[request.param]
    placed = placed_of(printed.project, printed.anthology, volume.id)
    sheets = [each.sheet for each in placed]
    images = {
        url: image for sheet in sheets for url, image in job(sheet, printed.anthology, volume).images.items()
    }
    folder = tmp_path_factory.mktemp("oracle")
    (folder / "job").write_bytes(
        pickle.dumps(Job(html=one_document(sheets, volume, page_numbers(placed)), images=images))
    )
    fontconfig = write_fontconfig(printed.project.cache / "fonts", faces(printed.project))
    subprocess.run(
        [sys.executable, "-c", RENDER, folder / "job", folder / "pdf"],
        check=True,
        env={**os.environ, "FONTCONFIG_FILE": str(fontconfig)},
    )
    return Pair(
        volume=volume,
        placed=placed,
        assembled=printed.pdf(volume.id),
        oracle=Path(folder / "pdf").read_bytes(),
    )


def test_same_words_at_the_same_places(pair: Pair) -> None:
    assembled, oracle = words_of(pair.assembled), words_of(pair.oracle)
    assert len(assembled) == len(oracle)
    for number, (ours, theirs) in enumerate(zip(assembled, oracle, strict=True), 1):
        if not pair.has_folio(number):
            theirs = without_folio(theirs, pair.volume)
        assert "".join(word.text for word in ours) == "".join(word.text for word in theirs), f"page {number}"
        for one, other in zip(ours, theirs, strict=True):
            assert abs(one.x - other.x) < 0.1, (number, one, other)
            assert abs(one.y - other.y) < 0.1, (number, one, other)


def test_same_links(pair: Pair) -> None:
    assembled, oracle = links_of(pair.assembled), links_of(pair.oracle)
    assert assembled == oracle
    assert any(assembled)
