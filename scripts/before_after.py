"""Draw what the press changes of a page for the docs: `python scripts/before_after.py`, in an anthology.

Sets an essay twice, by WeasyPrint alone and with what the press replaces in it, and writes
docs/images/before-after.png: two rows of pages, without running heads and folios. `build_pdf.py` must
have run there. Needs poppler (`scripts/setup --tests`).
"""

import os
import subprocess
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

from florilege.anthology import load
from florilege.book.composing.compose import compose
from florilege.book.composing.document import job, with_images
from florilege.book.composing.look import look
from florilege.book.sheet import Job
from florilege.book.weasyprint.replacements import CORRECTIONS, install
from florilege.printing.fonts import faces, write_fontconfig
from florilege.runtime.housekeeping import in_use
from florilege.runtime.project import find_project

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
VOLUME, ESSAY, PAGES = "tome-1", "haie-mitoyenne", 3
"""What is shown: the first pages of an essay with a figure and notes."""
SCALE, GAP, PAPER = 1.1, 12, 190
"""px in a pt, px between pages, the grey between them."""


def wanted() -> Job:
    """The essay as the press would set it."""
    project = find_project(Path.cwd())
    with in_use(project, print):
        anthology = load(project)
        volume = anthology.catalogue.volumes[VOLUME]
        os.environ["FONTCONFIG_FILE"] = str(
            write_fontconfig(project.cache / "fonts", faces(project, (volume.design,)))
        )
        sheets = compose(volume, anthology, {}, site_url=project.site_url)
        sheet = next(sheet for sheet in sheets if sheet.id == ESSAY)
        return with_images(job(sheet, look(volume)), sheet.images, anthology.images)


def typeset(job: Job) -> bytes:
    """Its pages, by WeasyPrint as it is then."""

    class Images(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            mime, data = job.images[url]
            return URLFetcherResponse(url, data, {"Content-Type": mime})

    style = f"<style>{job.style}</style></head>"
    html = job.document.replace("</head>", style, 1)
    pdf: bytes = HTML(string=html, base_url="florilege:", url_fetcher=Images()).write_pdf()
    return pdf


def pictures(pdf: bytes) -> Iterator[Image.Image]:
    """Its first pages in grey."""
    with TemporaryDirectory() as folder:
        command = [
            "pdftoppm",
            "-gray",
            "-png",
            "-l",
            str(PAGES),
            "-r",
            str(72 * SCALE),
            "-",
            f"{folder}/page",
        ]
        subprocess.run(command, input=pdf, check=True)
        for file in sorted(Path(folder).iterdir()):
            with Image.open(BytesIO(file.read_bytes())) as picture:
                yield picture.convert("L")


def grid(rows: Iterable[Iterable[Image.Image]]) -> Image.Image:
    """Rows of pages of one size."""
    shown = [list(row) for row in rows]
    width, height = shown[0][0].size
    size = len(shown[0]) * (width + GAP) + GAP, len(shown) * (height + GAP) + GAP
    canvas = Image.new("L", size, PAPER)
    for row, pages in enumerate(shown):
        for column, page in enumerate(pages):
            canvas.paste(page, (GAP + column * (width + GAP), GAP + row * (height + GAP)))
    return canvas


def main() -> None:
    essay = wanted()
    before = typeset(essay)
    install(CORRECTIONS)
    after = typeset(essay)
    image = grid([pictures(before), pictures(after)])
    image.quantize(16).save(IMAGES / "before-after.png", optimize=True)


if __name__ == "__main__":
    main()
