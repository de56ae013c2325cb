"""The pages that bring a frame of their own: the form, the board of who owes what, the web editor."""

from collections.abc import Iterator, Mapping
from typing import Any

from florilege.contributing.editor_page import editor_files
from florilege.contributing.form_page import form_page
from florilege.contributing.ways import FORM
from florilege.desk.board import html as board
from florilege.desk.board import public
from florilege.desk.status import status
from florilege.runtime.project import Project
from florilege.web.site import STATUS, Site


def standalone_pages(
    site: Site, project: Project, *, form: bool | str, has_board: bool, editor: Mapping[str, Any]
) -> Iterator[tuple[str, str | bytes]]:
    """Path below the site's address → content; `form` may be the address that texts are sent to.

    `editor` says where the web editor writes to; without it, there is none.
    """
    if form:
        mail = form if isinstance(form, str) else ""
        yield f"{FORM}index.html", form_page(site.catalogue, site.lang, mail=mail)
    if has_board:
        yield f"{STATUS}index.html", _board(site, project)
    if editor:
        yield from editor_files(site.catalogue, project.root, editor, site.lang, site_url=project.site_url)


def _board(site: Site, project: Project) -> str:
    known = (status(site.anthology, each, None, project.today) for each in site.catalogue.volumes.values())
    return board(
        [public(each) for each in known],
        project.today,
        site.lang,
        anthology=site.catalogue.title,
        home="../",
    )
