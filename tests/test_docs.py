"""The site of the documentation: it builds without a warning, its links lead somewhere, its picture holds."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest
from scripts import architecture

from commands import run

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
LANGUAGES = ("fr", "en")
HOST = "http://docs/"


def text(file: Path) -> str:
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both languages built, the English below the French, as `make docs` does."""
    folder = tmp_path_factory.mktemp("docs")
    for config, output in (("mkdocs.yml", folder), ("mkdocs.en.yml", folder / "en")):
        built = run(ROOT, "-m", "mkdocs", "build", "--strict", "-f", f"docs/{config}", "-d", str(output))
        assert built.returncode == 0, built.stderr
        assert [line for line in built.stderr.splitlines() if not line.startswith("INFO")] == []
    return folder


class Page(HTMLParser):
    """What a page points at, and the places on it that can be pointed at."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.places = {""}
        self.feed(text(file))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                self.places.add(value)
            elif name in ("href", "src") and value and tag != "base":
                self.targets.append(value)


def faults(site: Path) -> Iterator[str]:
    """Each link of the site that leads to no file of it, or to no place on a page."""
    pages = {file.relative_to(site).as_posix(): Page(file) for file in site.rglob("*.html")}
    for path, page in pages.items():
        for target in page.targets:
            address, place = urldefrag(urljoin(HOST + path, target))
            if not address.startswith(HOST) or path.endswith("404.html"):
                continue
            name = unquote(urlsplit(address).path).lstrip("/")
            name += "index.html" if name in ("", "en/") or name.endswith("/") else ""
            if not (site / name).is_file():
                yield f"{path}: nothing at {target}"
            elif name in pages and unquote(place) not in pages[name].places:
                yield f"{path}: no place {target}"


def test_every_link_leads_somewhere(site: Path) -> None:
    assert list(faults(site)) == []


def test_every_page_has_its_twin(site: Path) -> None:
    french, english = (
        {path.relative_to(DOCS / lang).as_posix() for path in (DOCS / lang).rglob("*.md")}
        for lang in LANGUAGES
    )
    assert french == english
    for path in french:
        here = path.removesuffix("index.md") if path.endswith("index.md") else path.removesuffix(".md") + "/"
        html = text(site / here / "index.html")
        (twin,) = re.findall(r'<a href="(\S+)" hreflang="en"', html)
        assert urljoin(HOST + here, twin) == f"{HOST}en/{here}"


def test_no_page_asks_another_site_for_anything(site: Path) -> None:
    """The reader's browser loads nothing but the site itself."""
    assert [
        (file.name, found)
        for file in site.rglob("*.html")
        for found in re.findall(r"<(?:script|img|link rel=.stylesheet.)[^>]*https?://[^>]*>", text(file))
    ] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_page_on_architecture_names_is_there(lang: str) -> None:
    """Each file, and each name that is said to be in a file: « `load` (`anthology.py`) »."""
    page = text(DOCS / lang / "explanation" / "architecture.md")
    named = set(re.findall(r"`((?:[\w*]+/)+[\w.*-]+|[\w-]+\.(?:py|yml))/?`", page))
    assert len(named) > 40
    content = ("essays/", "volumes/")
    assert [
        name
        for name in sorted(named)
        if not name.startswith(content)
        and not any(architecture.PACKAGE.rglob(name))
        and not (ROOT / name).exists()
    ] == []
    assert [
        (name, file)
        for name, file in re.findall(r"`(?:\w+\.)*(\w+)` \(`([\w/]+\.py)`\)", page)
        if not re.search(
            rf"(?:def|class) {name}\b|^{name}\b", text(architecture.PACKAGE / file), re.MULTILINE
        )
    ] == []


def test_the_picture_of_the_rooms_is_current() -> None:
    """Rooms and arrows are those of the code; the lines of a room may be off by a fifth."""
    drawn = text(architecture.PICTURE)
    written = {name: int(lines) for name, lines in re.findall(r'data-room="(\w+)" data-lines="(\d+)"', drawn)}
    rooms = architecture.read_rooms()
    as_drawn = {name: replace(room, lines=written.get(name, 0)) for name, room in rooms.items()}
    assert architecture.draw(as_drawn) == drawn, "run: python scripts/architecture.py"
    far = [name for name, room in rooms.items() if abs(room.lines - written[name]) > max(100, room.lines / 5)]
    assert far == [], "run: python scripts/architecture.py"
