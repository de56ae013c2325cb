"""Site → its pictures at the sizes at which pages show them, for browsers to choose from."""

import posixpath
from collections.abc import Iterator

from florilege.images.renditions import Original, renditions
from florilege.runtime.cache import digest
from florilege.runtime.project import Project
from florilege.runtime.workers import Workers
from florilege.web.page import NarrowPicture
from florilege.web.site import Site, image_path

FACES = (128, 384)
"""px: a portrait is 72 wide in a list and 192 on its author's page, and screens have two pixels for one."""
FIGURES = (720, 1440)
"""px: what the column of an essay holds, likewise."""
COVERS = (320, 384, 640)
"""px: the cover of a tome on the home page and on its own, likewise, and what most phones want."""


EACH = 50
"""Pictures for which another process is worth its start: one that still starts when all is done would be
stopped in its first steps, and say so.
"""


def narrow_pictures(project: Project, site: Site) -> dict[str, tuple[NarrowPicture, ...]]:
    """Path of a picture below the site's address → what may stand in for it on pages, the narrowest first.

    Raises `FlorilegeError` (3) where the cache can't be written.
    """
    originals = dict(_originals(site))
    with Workers(each=EACH) as pool:
        made = renditions(originals, project.cache, pool)
    return {
        path: tuple(
            NarrowPicture(
                path=f"{posixpath.splitext(path)[0]}.{each.width}.webp", file=each.file, width=each.width
            )
            for each in found
        )
        for path, found in made.items()
    }


def _originals(site: Site) -> Iterator[tuple[str, Original]]:
    faces = {author.portrait for author in site.catalogue.authors.values()}
    for image in site.images:
        widths = (*(FACES if image.path in faces else ()), *(FIGURES if image.path in site.in_texts else ()))
        yield image_path(image), Original(file=image.file, digest=image.digest, widths=widths)
    for cover in site.downloads.covers.values():
        name = digest(cover.file.read_bytes())
        yield cover.path, Original(file=cover.file, digest=name, widths=COVERS)
