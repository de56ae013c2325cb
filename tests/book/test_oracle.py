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
from book.printing import Printed, bound
from florilege.book.document import job, with_images
from florilege.book.place import Placed, page_numbers
from florilege.fonts import faces, write_fontconfig
from florilege.model import Volume

RENDER = """
import sys
from pickle import load

from florilege.book.mending import mend
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

with open(sys.argv[1], "rb") as file:
    html, images = load(file)


mend()


class Images(URLFetcher):
    def fetch(self, url, headers=None):
        mime, data = images[url]
        return URLFetcherResponse(url, data, {"Content-Type": mime})


HTML(string=html, base_url="florilege:", url_fetcher=Images()).write_pdf(sys.argv[2], pdf_version="1.7")
"""
"""WeasyPrint without anything of ours but mended notes."""


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
    placed = bound(printed.project, printed.anthology, volume.id).placed
    sheets = [each.sheet for each in placed]
    paths = dict.fromkeys(path for sheet in sheets for path in sheet.images)
    images = with_images(job(sheets[0], volume), paths, printed.anthology.images).images
    folder = tmp_path_factory.mktemp("oracle")
    (folder / "job").write_bytes(pickle.dumps((one_document(sheets, volume, page_numbers(placed)), images)))
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
