"""One page, written as MkDocs writes each in a build: it has no public way of its own to do so.

Relies on two functions of `mkdocs.commands.build` (1.6; the fork has them, too): `_populate_page`, which
reads a page and has the plugins make it, and `_build_page`, which has the theme frame it and writes it. Where
they are missing, or take something else, nothing is written here, and whoever asks builds the whole site.
"""

from collections.abc import Callable
from inspect import signature

from jinja2 import Environment
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation

Step = Callable[..., None]


def page_writer(
    config: MkDocsConfig, files: Files, nav: Navigation, env: Environment
) -> Callable[[str], None] | None:
    """What writes the page of a text, by its path, in the frame of a build; None where nothing can."""
    populate, frame = _step("_populate_page", 3), _step("_build_page", 5)
    if populate is None or frame is None:
        return None
    shown = files.documentation_pages(inclusion=InclusionLevel.is_in_serve)

    def write(uri: str) -> None:
        file = files.get_file_from_path(uri)
        assert file is not None
        populate(file.page, config, files)
        frame(file.page, config, shown, nav, env)

    return write


def _step(name: str, arguments: int) -> Step | None:
    """The function of this name, if it is there and takes so many arguments."""
    found: Step | None = getattr(build, name, None)
    try:
        signature(found).bind(*range(arguments))  # type: ignore[arg-type]  # None is no function, which it says
    except TypeError:
        return None
    return found
