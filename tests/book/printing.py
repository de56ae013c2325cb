"""What the tests of the book share: an anthology, printed, with all that went into it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

from florilege.anthology import Anthology, load
from florilege.book.binding.binder import Binder
from florilege.book.binding.binding import Binding
from florilege.book.composing.compose import compose
from florilege.book.composing.look import look
from florilege.book.fragments import Fragments
from florilege.book.pagination.numbering import Numbering
from florilege.book.press import Tome, print_tomes, require_press
from florilege.book.sheet import Sheet
from florilege.catalogue.volumes import Volume
from florilege.runtime.project import Project, find_project
from florilege.runtime.workers import Workers


@dataclass(frozen=True, kw_only=True)
class Printed:
    """An anthology's folder after `florilege build`."""

    project: Project
    anthology: Anthology
    tomes: Mapping[str, Tome]

    def pdf(self, volume: str) -> bytes:
        return self.tomes[volume].file.read_bytes()

    def sheets(self, volume: str, numbers: Mapping[str, int]) -> tuple[Sheet, ...]:
        of = self.anthology.catalogue.volumes[volume]
        style = look(of, self.project.design, self.anthology.scripts)
        return compose(of, self.anthology, numbers, look=style, site_url=self.project.site_url)


def print_all(root: Path) -> Printed:
    """Load and print the anthology in a folder; it must be without error."""
    project = find_project(root)
    anthology = load(project)
    assert not anthology.errors, anthology.errors
    tomes = print_tomes(project, anthology)
    return Printed(project=project, anthology=anthology, tomes={tome.volume: tome for tome in tomes})


def binder_of(project: Project, anthology: Anthology, volume: Volume, pool: Workers) -> Binder:
    """What binds one volume, with workers that others use too."""
    faces = (*require_press(project, anthology.catalogue.designs), *anthology.scripts.faces)
    fragments = Fragments(project, faces, pool)
    return Binder(project, anthology, Numbering(project, anthology, volume, fragments), faces, fragments)


def bound(project: Project, anthology: Anthology, volume: str) -> Binding:
    """What is bound to be a volume, as the press numbers it."""
    with Workers() as pool:
        return binder_of(project, anthology, anthology.catalogue.volumes[volume], pool).tome


def page_texts(pdf: bytes) -> Iterator[str]:
    """The text of each page, as PDFium reads it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            textpage = page.get_textpage()
            yield textpage.get_text_range()
            textpage.close()
            page.close()
    finally:
        document.close()
