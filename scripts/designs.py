"""Make the pictures of the guide to designs (docs/*/guides/design.md): `.venv/bin/python scripts/designs.py`.

Prints the first sample tome in each design and on three formats, and writes docs/images/design-*.png: for
each design a row of its pages on A5, and one picture of all on three formats; and docs/images/covers.png, the
front of each template; and docs/images/specimens.png, the specimen of each design. `--specimens` makes that
last one alone.
Needs poppler (`scripts/setup --tests`).
"""

import io
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from PIL import Image

from florilege.anthology import Anthology, load
from florilege.book.press import print_tomes
from florilege.catalogue.volumes import CoverTemplate, Design, Trim
from florilege.printing.designs import DESIGNS
from florilege.runtime.housekeeping import in_use
from florilege.runtime.project import Project, find_project

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "docs" / "images"
VOLUME, ESSAY = "tome-1", "Le banc de la gare"
FORMATS = {
    "poche": Trim(width=110, height=180),
    "A5": Trim(),
    "17x24cm": Trim(width=170, height=240),
}
PAPER, GAP = 215, 14
"""The grey between pages, and how wide it is, in px."""
COVER = 310, 440
"""px of a cover."""
SCALE = 1.05
"""px in a pt of the rows; seven tenths of it where formats are compared."""
SPECIMEN_SCALE, SPECIMEN_ROW = 0.55, 6
"""px in a pt of the pages of a specimen, and how many stand side by side."""


def print_in(project: Project, anthology: Anthology, design: Design, trim: Trim, folder: Path) -> Path:
    """The volume as one file for the screen."""
    volume = anthology.catalogue.volumes[VOLUME]
    changed = replace(volume, design=design, trim=trim, editions=("screen",), press=())
    catalogue = replace(anthology.catalogue, volumes={VOLUME: changed})
    (tome,) = print_tomes(project, replace(anthology, catalogue=catalogue), output=folder)
    return tome.file


def front_of(project: Project, anthology: Anthology, template: CoverTemplate, folder: Path) -> Image.Image:
    """The picture of the volume's cover by a template."""
    volume = anthology.catalogue.volumes[VOLUME]
    changed = replace(volume, editions=("screen",), cover=replace(volume.cover, template=template))
    catalogue = replace(anthology.catalogue, volumes={VOLUME: changed})
    (tome,) = print_tomes(project, replace(anthology, catalogue=catalogue), output=folder)
    (front,) = (made.file for made in tome.files if made.kind == "front")
    with Image.open(front) as picture:
        return picture.convert("RGB").resize(COVER, Image.Resampling.LANCZOS)


def pages_of(file: Path) -> tuple[int, ...]:
    """The pages that show a design: title page, first part, an essay's first three; from 1."""
    document = pypdfium2.PdfDocument(file)
    places = [(mark.get_title(), mark.get_dest().get_index() + 1) for mark in document.get_toc()]
    document.close()
    starts = dict(reversed(places))
    part = next(title for title, _ in places if title == "Seuils")
    essay = next(page for title, page in places if title.replace("\u00a0", " ") == ESSAY)
    return (places[0][1], starts[part], essay, essay + 1, essay + 2)


def page(file: Path, number: int, scale: float) -> Image.Image:
    command = ["pdftoppm", "-gray", "-png", "-f", str(number), "-l", str(number), "-r", str(72 * scale)]
    png = subprocess.run([*command, str(file)], check=True, capture_output=True).stdout
    return Image.open(io.BytesIO(png)).convert("L")


def row(pages: Iterable[Image.Image]) -> Image.Image:
    """Pages side by side on one line, at their foot."""
    shown = list(pages)
    height = max(image.height for image in shown)
    size = sum(image.width + GAP for image in shown) + GAP, height + 2 * GAP
    canvas = Image.new("L", size, PAPER).convert(shown[0].mode)
    left = GAP
    for image in shown:
        canvas.paste(image, (left, GAP + height - image.height))
        left += image.width + GAP
    return canvas


def column(rows: Iterable[Image.Image]) -> Image.Image:
    """Rows of one width, one below the other."""
    shown = list(rows)
    heights = [image.height - GAP for image in shown]
    canvas = Image.new("L", (shown[0].width, sum(heights) + GAP), PAPER)
    for number, image in enumerate(shown):
        canvas.paste(image, (0, sum(heights[:number])))
    return canvas


def specimen(design: Design, folder: Path) -> Image.Image:
    """All pages of the specimen of a design, as `florilege specimen` makes it."""
    file = folder / f"{design}.pdf"
    command = [
        sys.executable,
        "-m",
        "florilege.cli",
        "specimen",
        design,
        "--lang",
        "fr",
        "--output",
        str(file),
    ]
    subprocess.run(command, cwd=folder, check=True)
    with closing(pypdfium2.PdfDocument(file)) as document:
        pages = range(1, len(document) + 1)
    return column(
        row(page(file, number, SPECIMEN_SCALE) for number in pages[first : first + SPECIMEN_ROW])
        for first in range(0, len(pages), SPECIMEN_ROW)
    )


def save(image: Image.Image, name: str, colours: int = 16) -> None:
    """In a few greys or colours: a third of the bytes."""
    image.quantize(colours).save(IMAGES / f"{name}.png", optimize=True)


def main(arguments: Sequence[str]) -> None:
    with TemporaryDirectory() as folder:
        save(column(specimen(design, Path(folder)) for design in DESIGNS), "specimens")
    if "--specimens" in arguments:
        return
    project = find_project(ROOT)
    with in_use(project, print), TemporaryDirectory() as folder:
        anthology = load(project)
        compared = []
        for design in DESIGNS:
            for name, trim in FORMATS.items():
                file = print_in(project, anthology, design, trim, Path(folder))
                shown = pages_of(file)
                if name == "A5":
                    save(row(page(file, number, SCALE) for number in shown), f"design-{design}")
                compared += [page(file, number, SCALE * 0.7) for number in shown[2:3]]
        save(row(compared), "design-formats")
        templates: tuple[CoverTemplate, ...] = ("sobre", "portraits", "noms")
        fronts = [front_of(project, anthology, template, Path(folder)) for template in templates]
        save(row(fronts), "covers", colours=64)


if __name__ == "__main__":
    main(sys.argv[1:])
