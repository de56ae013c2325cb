"""Site → the files beside its pages: fonts, pictures, tomes."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from florilege.runtime.project import Project
from florilege.runtime.site_files import site_files
from florilege.web.site import Site, image_path

_ASSETS = Path(__file__).parent / "assets"
_SEARCH_SCRIPT = _ASSETS / "search.js"
_READING_SCRIPT = _ASSETS / "reading.js"


def _named(name: str, file: Path) -> str:
    """A path that says what the file holds, so that no browser keeps an old one."""
    return f"assets/{name}.{sha256(file.read_bytes()).hexdigest()[:8]}{file.suffix}"


SEARCH_SCRIPT_PATH = _named("search", _SEARCH_SCRIPT)
READING_SCRIPT_PATH = _named("reading", _READING_SCRIPT)

_FONTS = _ASSETS / "fonts"
FONT_PATHS = tuple(f"assets/fonts/vollkorn-{style}.woff2" for style in ("regular", "italic"))
"""Those of running text, which every page has."""
LOGO_PATH = "assets/florilege.svg"
TOUCH_ICON_PATH = "assets/florilege-touch.png"
"""The same for the home screens of phones, which want pixels and a ground."""


def static_files(site: Site, project: Project) -> Iterator[tuple[str, Path]]:
    """Path below the site's address → the file to be copied there, for all that isn't a page."""
    yield from site_files(project).items()
    for shared in site.catalogue.files:
        yield shared.key.path, project.contributions / shared.key.path
    if site.has_search:
        yield SEARCH_SCRIPT_PATH, _SEARCH_SCRIPT
    yield READING_SCRIPT_PATH, _READING_SCRIPT
    yield LOGO_PATH, _ASSETS / "logo.svg"
    yield TOUCH_ICON_PATH, _ASSETS / "touch-icon.png"
    for font in sorted(_FONTS.iterdir()):
        yield f"assets/fonts/{font.name}", font
    for image in site.images:
        yield image_path(image), image.file
    for pictures in site.narrower.values():
        for picture in pictures:
            yield picture.path, picture.file
    for card in site.cards.values():
        yield card.path, card.file
    for download in site.downloads:
        yield download.path, download.file
