"""E-books for tests: an anthology that is loaded → what the press makes of its volumes."""

from collections.abc import Mapping

from book.printing import binder_of
from epub.reading import ReadEbook
from florilege.anthology import Anthology
from florilege.runtime.project import Project
from florilege.runtime.workers import Workers


def ebooks(project: Project, anthology: Anthology) -> Mapping[str, ReadEbook]:
    """Volume → its e-book."""
    made: dict[str, ReadEbook] = {}
    with Workers() as pool:
        for id, volume in anthology.catalogue.volumes.items():
            binder = binder_of(project, anthology, volume, pool)
            (copy,) = binder.copies("ebook")
            made[id] = ReadEbook(binder.bind(copy).content)
    return made
