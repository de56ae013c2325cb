"""The sheets of a printed volume → one WeasyPrint document: what the press is measured against.

    python bench/one_document.py VOLUME OUTPUT

Works in the folder of an anthology whose texts are in its cache and whose tome is in `tomes/`, where the
numbers of its pages are read. This alone of the benches knows the inside of the press.
"""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pikepdf
from weasyprint import HTML

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from book.oracle import one_document
from florilege.anthology import load
from florilege.book.composing.compose import compose
from florilege.book.sheet import FINEST, Sheet
from florilege.catalogue.volumes import Volume
from florilege.printing.fonts import faces, write_fontconfig
from florilege.runtime.housekeeping import in_use
from florilege.runtime.project import Project, find_project


def main(volume_id: str, output: str) -> None:
    project = find_project(Path.cwd())
    numbers = page_numbers(project.tomes / f"{volume_id}.pdf")
    volume, sheets = sheets_of(project, volume_id, numbers)
    html = one_document(sheets, volume, numbers)
    fonts = faces(project, (volume.design,))
    os.environ["FONTCONFIG_FILE"] = str(write_fontconfig(project.cache / "fonts", fonts))
    HTML(string=html).write_pdf(output, pdf_version="1.7", pdf_tags=True, dpi=FINEST)


def sheets_of(project: Project, volume_id: str, numbers: Mapping[str, int]) -> tuple[Volume, Sequence[Sheet]]:
    """A volume and its sheets with these page numbers, from texts that are in the cache."""
    with in_use(project, print):
        anthology = load(project)
        volume = anthology.catalogue.volumes[volume_id]
        return volume, list(compose(volume, anthology, numbers, site_url=project.site_url))


def page_numbers(tome: Path) -> dict[str, int]:
    """Each named destination of a tome and its page, from 1."""
    with pikepdf.open(tome) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}
        names = pikepdf.NameTree(pdf.Root.Names.Dests)
        return {str(name): pages[place[0].objgen] for name, place in names.items()}


if __name__ == "__main__":
    main(*sys.argv[1:])
