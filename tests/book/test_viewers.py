"""Whatever a finished file is for, every program opens all of it without a word."""

import re
import shutil
from contextlib import closing
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Pdf

from book.viewers import VIEWERS, complaints
from florilege.anthology import load
from florilege.book.press import print_tomes
from florilege.runtime.project import find_project
from shared import once

pytestmark = pytest.mark.press

EVERY_FILE = """
editions: [screen, press, archive, offprint]
press: [{printer: offset, colour: cmyk}, ingramspark, {printer: custom, multiple: 16, marks: true}]
"""
DESIGNS = {
    "tome-1": "cover: portraits\n",
    "tome-2": "cover: {template: noms, palette: nuit}\ndesign: contemporain\n",
    "tome-3": "cover: noms\ndesign: revue\n",
}


@pytest.fixture(scope="module")
def files(read_toy: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """All that is made of the toy: three designs, every edition, a PDF/X-4, a PDF/X-1a, marks."""

    def print_every_file(root: Path) -> None:
        shutil.copytree(read_toy, root)
        for volume, design in DESIGNS.items():
            file = root / f"contributions/volumes/{volume}/index.md"
            text = re.sub(r"^cover: .*\n", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
            file.write_text(text.replace("---\n", f"---{EVERY_FILE}{design}", 1), encoding="utf-8")
        project = find_project(root)
        print_tomes(project, load(project))  # printers want longer tomes

    return sorted((once(tmp_path_factory, "every-file", print_every_file) / "tomes").rglob("*.pdf"))


def test_there_are_files_of_every_kind(files: list[Path]) -> None:
    names = {file.name for file in files}
    assert {f"tome-2{kind}.pdf" for kind in ("", "-archive", "-press-offset", "-cover-custom")} <= names
    assert {file.parent.name for file in files} >= {"tomes", "tome-1-essays", "tome-3-parts"}


@pytest.mark.parametrize("viewer", VIEWERS)
def test_every_file_is_opened_without_a_word(files: list[Path], viewer: str) -> None:
    assert {file.name: said for file in files if (said := complaints(viewer, file))} == {}


def test_pdfium_draws_every_page(files: list[Path]) -> None:
    for file in files:
        with closing(pypdfium2.PdfDocument(file)) as document, pikepdf.open(file) as pdf:
            for page, other in zip(document, pdf.pages, strict=True):
                darkest, _ = page.render(scale=0.5, grayscale=True).to_pil().getextrema()
                assert (darkest < 255) == bool(contents(other)), file.name


def test_no_blank_page_has_a_stream(files: list[Path]) -> None:
    """An empty one is packed as nothing at all, which isn't what packing nothing gives."""
    for file in files:
        with pikepdf.open(file) as pdf:
            assert all(all(contents(page)) for page in pdf.pages), file.name


def contents(page: pikepdf.Page) -> list[bytes]:
    drawn = page.obj.get("/Contents", pikepdf.Array())
    return [part.read_bytes() for part in (drawn if isinstance(drawn, pikepdf.Array) else [drawn])]


@pytest.mark.parametrize("viewer", ["ghostscript", "mupdf"])
def test_some_say_what_is_wrong_with_an_empty_stream(files: list[Path], viewer: str, tmp_path: Path) -> None:
    """The fault that blank pages had, so that silence means something."""
    with Pdf.open(files[0]) as pdf:
        pdf.add_blank_page()
        pdf.save(tmp_path / "bad.pdf")
    assert complaints(viewer, tmp_path / "bad.pdf")
