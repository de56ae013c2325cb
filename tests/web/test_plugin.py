"""Real builds of the toy anthology, with MkDocs and its fork."""

import gzip
import json
import os
import re
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest
from jinja2 import Environment
from mkdocs.commands.build import build as build_here
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from PIL import Image
from tinyhtml5.parser import HTMLParser

from florilege.anthology import Anthology
from florilege.runtime.project import Project
from florilege.runtime.publication import StagedFolder
from florilege.web import written_page
from site_builds import build, edit, without_tomes


@pytest.fixture
def root(toy: Path) -> Path:
    return without_tomes(toy)


def tree(folder: Path) -> dict[str, bytes]:
    """Path → bytes of every file below a folder."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def named(folder: Path) -> set[str]:
    """The paths of a site but those of the index of its search, which are called by what they hold."""
    return {path for path in tree(folder) if not path.startswith("pagefind/")}


def test_the_site_holds_pages_images_and_the_theme(built: Path) -> None:
    paths = set(tree(built))
    assert {"index.html", "404.html", "essays/le-banc-vert/index.html", "themes/pain/index.html"} <= paths
    assert {"authors/elise-aubry.png", "essays/le-pain-partage/miche.png"} <= paths
    assert {
        "assets/fonts/vollkorn-regular.woff2",
        "assets/fonts/OFL.txt",
        "search/index.html",
        "pagefind/pagefind-entry.json",
    } <= paths
    assert not [path for path in paths if path.endswith(".md")]


def test_no_page_has_a_fault_that_a_browser_would_have_to_mend(built: Path) -> None:
    """As the algorithm of HTML for parsing documents names them, by a parser that made none of the pages."""
    faults = {}
    for file in built.rglob("*.html"):
        parser = HTMLParser()
        parser.parse(file.read_text(encoding="utf-8"))
        if parser.errors:
            faults[file.relative_to(built).as_posix()] = parser.errors
    assert faults == {}


def test_every_picture_has_its_room_before_it_is_there(built: Path) -> None:
    pictures = [
        (file.relative_to(built).as_posix(), tag)
        for file in built.rglob("*.html")
        for tag in re.findall(r"<img\b[^>]*>", file.read_text(encoding="utf-8"))
    ]
    assert pictures
    assert [each for each in pictures if not re.search(r' width="\d+" height="\d+"', each[1])] == []


def test_the_fork_builds_the_same_site(root: Path, built: Path) -> None:
    result = build(root, "--strict", command="properdocs")
    assert result.returncode == 0, result.stderr
    ours, theirs = tree(built), tree(root / "site")
    assert set(ours) == set(theirs)

    def pages(files: dict[str, bytes]) -> dict[str, bytes]:
        generator = rb'<meta name="generator"[^>]*>'
        return {path: re.sub(generator, b"", files[path]) for path in files if path.endswith(".html")}

    assert pages(ours) == pages(theirs)


def test_a_build_can_be_repeated_byte_for_byte(root: Path, built: Path) -> None:
    assert build(root).returncode == 0
    first = tree(root / "site")
    assert build(root).returncode == 0
    assert tree(root / "site") == first == tree(built)


def test_bad_content_leaves_the_old_site_untouched(root: Path) -> None:
    build(root)
    before = tree(root / "site")
    edit(root / "contributions/essays/le-banc-vert/index.md", "[elise-aubry]", "[elise-obry]")
    (root / "contributions/essays/le-pain-partage/miche.png").unlink()
    result = build(root)
    assert result.returncode == 1
    assert tree(root / "site") == before
    assert not (root / "site.building").exists()
    assert "contributions/essays/le-banc-vert/index.md:3:" in result.stderr
    assert "contributions/essays/le-pain-partage/index.md:" in result.stderr, "all problems at once"
    assert "le site reste tel qu’il était" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_second_build_says_so_before_it_prints_anything(toy: Path) -> None:
    first = StagedFolder(toy / "site")
    second = build(toy)
    assert second.returncode == 1
    (line,) = second.stderr.splitlines()
    assert f"{os.getpid()}" in line
    assert "[build-running]" in line
    assert not (toy / "tomes").exists()
    first.abandon()


def test_bad_content_can_leave_itself_out_and_nothing_else(root: Path, built: Path) -> None:
    edit(root / "mkdocs.yml", "tomes: false", "tomes: false\n      on_error: leave-out")
    edit(root / "contributions/essays/le-banc-vert/index.md", "title:", "titel:")
    result = build(root)
    assert result.returncode == 1
    assert "Traceback" not in result.stderr
    assert "contributions/essays/le-banc-vert/index.md:2:" in result.stderr
    assert result.stderr.rstrip().endswith("le reste est publié\u202f; voyez site/left-out.json")
    rows = json.loads((root / "site/left-out.json").read_text(encoding="utf-8"))
    assert {row["path"] for row in rows} == {"contributions/essays/le-banc-vert/index.md"}
    gone = {path for path in tree(built) if path.startswith("essays/le-banc-vert/")}
    assert named(root / "site") - {"left-out.json"} == named(built) - gone
    naming = (root / "site/essays/oeuvre-a-quatre-mains/index.html").read_text(encoding="utf-8")
    assert ">le banc</a>" in naming
    assert "le-banc-vert" not in naming

    edit(root / "contributions/essays/le-banc-vert/index.md", "titel:", "title:")
    assert build(root).returncode == 0
    edit(root / "contributions/essays/le-banc-vert/index.md", "title:", "titel:")
    result = build(root)
    assert result.returncode == 1
    assert "sa dernière bonne version reste publiée" in result.stderr
    assert named(root / "site") == {*named(built), "left-out.json"}
    assert build(root, "--strict").returncode == 1
    assert "rien n’a été publié" in build(root, "--strict").stderr


@pytest.mark.parametrize("options", [["--strict"], ["--strict", "-q"]])
def test_a_warning_of_ours_stops_a_strict_build(root: Path, options: Sequence[str]) -> None:
    unused = root / "contributions/essays/le-banc-vert/inutile.png"
    Image.new("RGB", (8, 8)).save(unused)
    result = build(root, *options)
    assert result.returncode == 1
    assert "le site reste tel qu’il était" in result.stderr
    assert not (root / "site").exists()
    result = build(root)
    assert result.returncode == 0, result.stderr
    assert "inutile.png" in result.stderr
    assert not (root / "site/essays/le-banc-vert/inutile.png").exists(), "what no page shows isn't published"


def test_a_warning_of_the_hosts_stops_a_strict_build_before_the_exchange(root: Path) -> None:
    build(root)
    before = tree(root / "site")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("nav: [index.md, nowhere.md]\n")
    result = build(root, "--strict")
    assert result.returncode == 1
    assert tree(root / "site") == before


@pytest.mark.parametrize(
    "name", ["notes.txt", "essays/le-banc-vert/page.html", "assets/javascripts/bundle.js"]
)
def test_stray_files_are_never_published(root: Path, name: str) -> None:
    stray = root / "contributions" / name
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_text("stray", encoding="utf-8")
    build(root)
    assert not (root / "site" / name).exists()


def test_images_lose_what_a_camera_wrote_into_them(root: Path) -> None:
    photo = root / "contributions/authors/elise-aubry.png"
    exif = Image.Exif()
    exif[0x010E] = "12, rue du Palier"
    Image.new("RGB", (600, 600), "teal").save(photo, exif=exif)
    assert b"rue du Palier" in photo.read_bytes()
    assert build(root, "--strict").returncode == 0
    assert b"rue du Palier" not in (root / "site/authors/elise-aubry.png").read_bytes()


def test_strangers_files_in_the_sites_folder_are_kept(root: Path) -> None:
    (root / "site").mkdir()
    (root / "site/thesis.txt").write_text("ten years", encoding="utf-8")
    result = build(root)
    assert result.returncode == 1
    assert "thesis.txt" in result.stderr
    assert (root / "site/thesis.txt").read_text(encoding="utf-8") == "ten years"


def test_what_the_editor_has_set_stays(root: Path) -> None:
    edit(root / "mkdocs.yml", "  font: false", "  font: {text: Lora, code: Lora}\n  palette: {primary: teal}")
    assert build(root).returncode == 0
    home = (root / "site/index.html").read_text(encoding="utf-8")
    assert 'data-md-color-primary="teal"' in home
    assert "family=Lora" in home


def test_an_editors_menu_names_pages_by_their_files(root: Path) -> None:
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(
            "repo_url: https://forge.example/toy\nedit_uri: edit/main/contributions/\n"
            "nav:\n  - index.md\n  - Essais: essays/index.md\n"
            "  - À propos:\n      - pages/mentions-legales.md\n      - Élise: authors/elise-aubry.md\n"
        )
    edit(root / "mkdocs.yml", "  font: false", "  font: false\n  features: [content.action.edit]")
    result = build(root, "--strict")
    assert result.returncode == 0, result.stderr
    html = (root / "site/essays/le-banc-vert/index.html").read_text(encoding="utf-8")
    foot = html[html.index('<footer class="md-footer') :]
    assert re.findall(r'href="([^"]*)"', foot) == ["../..", "../", "../../pages/le-projet/"]
    assert 'href="../../pages/mentions-legales/"' in html
    assert 'class="md-source"' in html
    assert 'data-md-component="source"' not in html, "which asks the forge for its stars"
    assert "https://forge.example/toy/edit/main/contributions/essays/le-banc-vert/index.md" in html
    author = (root / "site/authors/elise-aubry/index.html").read_text(encoding="utf-8")
    assert "https://forge.example/toy/edit/main/contributions/authors/elise-aubry.md" in author
    assert "edit/main" not in (root / "site/themes/index.html").read_text(encoding="utf-8")


def test_an_editors_own_logo_styles_and_scripts_are_on_the_site(root: Path) -> None:
    files = {
        "contributions/assets/logo.svg": "<svg xmlns='http://www.w3.org/2000/svg'/>",
        "contributions/assets/own.css": ".a { background: url(back.png) }",
        "contributions/assets/back.png": "x",
        "contributions/assets/left.txt": "x",
        "icon.png": "x",
        "own.js": "// own",
    }
    for path, text in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    edit(root / "mkdocs.yml", "  font: false", "  font: false\n  logo: assets/logo.svg\n  favicon: icon.png")
    edit(root / "mkdocs.yml", "site_name: Petites rencontres", "site_name: '« Tom » & \"Jerry\" <b>'")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("extra_css: [assets/own.css]\nextra_javascript: [own.js]\n")
    result = build(root)
    assert result.returncode == 0, result.stderr
    assert "contributions/assets/left.txt:1:" in result.stderr
    assert result.stderr.count("WARNING") == 1
    made = tree(root / "site")
    assert {"assets/logo.svg", "assets/own.css", "assets/back.png", "icon.png", "own.js"} <= set(made)
    assert "assets/left.txt" not in made
    html = made["essays/le-banc-vert/index.html"].decode()
    for address in ("assets/logo.svg", "assets/own.css", "icon.png", "own.js"):
        assert f'"../../{address}"' in html
    for path in ("index.html", "404.html", "essays/le-banc-vert/index.html"):
        parser = HTMLParser()
        parser.parse(made[path].decode())
        assert parser.errors == [], "the name of the site is no markup"

    (root / "own.js").unlink()
    (root / "contributions/assets/left.txt").unlink()
    result = build(root, "--strict")
    assert result.returncode == 1
    assert "mkdocs.yml:14: «\xa0own.js\xa0» n’est ni dans contributions/" in result.stderr


def test_files_are_offered_for_download(root: Path) -> None:
    shelf = root / "contributions/files/2026"
    shelf.mkdir(parents=True)
    (shelf / "Été & fin.pdf").write_bytes(b"%PDF" * 3000)
    edit(
        root / "mkdocs.yml",
        "tomes: false",
        "tomes: false\n      files:\n        - Dossier <de> presse: 2026/Été & fin.pdf",
    )
    assert build(root, "--strict").returncode == 0
    made = tree(root / "site")
    assert made["files/2026/Été & fin.pdf"] == b"%PDF" * 3000
    html = made["files/index.html"].decode()
    assert (
        '<a class="fl-file" href="2026/%C3%89t%C3%A9%20%26%20fin.pdf" download>'
        "Dossier &lt;de&gt; presse <small>PDF, 12\xa0ko</small></a>"
    ) in html
    assert "À télécharger" in html


HOOKS = """
from pathlib import Path
from mkdocs.structure.files import File

def on_config(config):
    config.extra_css.append("late.css")

def on_files(files, config):
    files.append(File.generated(config, "made.md", content="# Made\\n\\nBy a hook."))
    return files

def on_nav(nav, config, files):
    nav.items.reverse()
    return nav

def on_page_content(html, page, config, files):
    return html.replace("<h1 ", '<h1 data-hook="content" ', 1)

def on_page_context(context, page, config, nav):
    if page.url == "essays/le-pain-partage/":
        page.content = "<p>Sealed.</p>"
    return context

def on_post_page(output, page, config):
    return output.replace("</body>", "<!-- post --></body>")

def on_post_build(config):
    Path(config.site_dir, "late.css").write_text("/* late */")
"""


def test_other_plugins_have_their_way(root: Path) -> None:
    """Files, menu, content, context and output that another plugin makes are those that readers get."""
    (root / "hooks.py").write_text(HOOKS, encoding="utf-8")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("hooks: [hooks.py]\n")
    result = build(root, "--strict")
    assert result.returncode == 0, result.stderr
    made = {path: content.decode() for path, content in tree(root / "site").items() if path.endswith("html")}
    assert "By a hook." in made["made/index.html"]
    bench, bread = (made[f"essays/{id}/index.html"] for id in ("le-banc-vert", "le-pain-partage"))
    assert '<h1 data-hook="content" id="title"' in bench
    assert bench.index(">Thèmes<") < bench.index(">Accueil<"), "the menu as the other plugin turned it"
    assert all("<!-- post -->" in html for html in made.values() if "404" not in html)
    assert "<p>Sealed.</p>" in bread
    assert "trois fois grignée" not in bread
    assert "Pour citer" in bread, "what follows a page's own words stays"
    assert 'class="note-ref"' in bench


def test_an_english_interface_keeps_the_addresses(root: Path, built: Path) -> None:
    edit(root / "mkdocs.yml", "language: fr", "language: en")
    assert build(root).returncode == 0
    assert {path for path in tree(root / "site") if path.endswith(".html")} == {
        path for path in tree(built) if path.endswith(".html")
    }
    assert "How to cite" in (root / "site/essays/le-banc-vert/index.html").read_text(encoding="utf-8")


def test_a_site_without_directory_addresses_can_be_read_from_a_disk(root: Path) -> None:
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("use_directory_urls: false\n")
    assert build(root, "--strict").returncode == 0
    html = (root / "site/essays/le-banc-vert/index.html").read_text(encoding="utf-8")
    assert 'href="../../volumes/tome-1/index.html"' in html


def test_a_page_does_not_grow_with_the_number_of_pages(root: Path, built: Path) -> None:
    source = root / "contributions/essays/le-pain-partage/index.md"
    text = source.read_text(encoding="utf-8").replace("![Une miche dorée, trois fois grignée](miche.png)", "")
    for number in range(20):
        folder = root / f"contributions/essays/copie-{number}"
        folder.mkdir()
        (folder / "index.md").write_text(text, encoding="utf-8")
    build(root)
    page = "essays/letters-to-a-stranger/index.html"
    assert (root / "site/essays/copie-7/index.html").exists()
    assert (root / "site" / page).stat().st_size == (built / page).stat().st_size


@dataclass(frozen=True)
class Made:
    kind: str
    of: str
    file: Path
    pages: int
    size: int


@dataclass(frozen=True)
class Tome:
    volume: str
    files: tuple[Made, ...]
    extents: dict[str, tuple[int, int]]


@pytest.fixture
def press(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[Project, Anthology]]:
    """A press that prints one small tome and notes what it was given."""
    orders: list[tuple[Project, Anthology]] = []

    def print_tomes(
        project: Project,
        anthology: Anthology,
        volumes: Collection[str],
        *,
        editions: Collection[str],
        on_failure: object,
        all_or_nothing: bool,
    ) -> tuple[Tome, ...]:
        assert set(volumes) <= set(anthology.catalogue.volumes)
        assert all_or_nothing
        orders.append((project, anthology))
        assert set(editions) == {"screen", "offprint", "ebook"}
        files = []
        for kind, of, pages, size in (
            ("screen", "", 212, 3_240_000),
            ("offprint", "le-banc-vert", 7, 180_000),
            ("part", "seuils", 96, 1_100_000),
        ):
            file = tmp_path / f"{of or 'tome-1'}.pdf"
            file.write_bytes(b"%PDF-1.7")
            files.append(Made(kind, of, file, pages, size))
        file = tmp_path / "tome-1.png"
        Image.new("RGB", (8, 12)).save(file)
        files.append(Made("front", "", file, 1, file.stat().st_size))
        file = tmp_path / "tome-1.epub"
        file.write_bytes(b"PK")
        files.append(Made("ebook", "", file, 212, 2_800_000))
        return (Tome("tome-1", tuple(files), {"le-banc-vert": (9, 14)}),)

    import_module("florilege.web.shared_cards")  # which needs the press that there is
    module = ModuleType("florilege.book.press")
    module.print_tomes = print_tomes  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "florilege.book.press", module)
    monkeypatch.setattr(MkDocsConfig.plugins, "plugin_cache", {})  # else it remembers another test's command
    return orders


def test_a_build_prints_the_tomes_and_offers_them(toy: Path, press: list[tuple[Project, Anthology]]) -> None:
    build_here(load_config(str(toy / "mkdocs.yml")))
    [(project, anthology)] = press
    assert project.contributions == toy / "contributions"
    assert not anthology.problems
    assert (toy / "site/volumes/tome-1/tome-1.pdf").read_bytes() == b"%PDF-1.7"
    volume = (toy / "site/volumes/tome-1/index.html").read_text(encoding="utf-8")
    assert "212 pages, 3,2\u00a0Mo" in volume
    assert 'src="tome-1.png"' in volume
    assert (toy / "site/volumes/tome-1/tome-1.png").is_file()
    assert 'href="tome-1.epub" type="application/epub+zip" download>Le livre numérique' in volume
    assert "EPUB, 2,8\u00a0Mo" in volume
    assert (toy / "site/volumes/tome-1/tome-1.epub").read_bytes() == b"PK"
    assert 'href="seuils.pdf"' in volume
    assert "96 pages, 1,1\u00a0Mo" in volume
    assert (toy / "site/volumes/tome-1/seuils.pdf").read_bytes() == b"%PDF-1.7"
    essay = (toy / "site/essays/le-banc-vert/index.html").read_text(encoding="utf-8")
    assert 'href="le-banc-vert.pdf"' in essay
    assert re.search("7 pages, \\d{3}\u00a0ko", essay)
    assert "p.\u00a09–14." in essay
    assert 'content="https://toy.example/essays/le-banc-vert/le-banc-vert.pdf"' in essay
    assert (toy / "site/essays/le-banc-vert/le-banc-vert.pdf").read_bytes() == b"%PDF-1.7"


@pytest.mark.parametrize(("wanted", "printed"), [("false", 0), ("true", 1)])
def test_serving_prints_tomes_only_if_asked_and_never_exchanges(
    toy: Path, tmp_path: Path, press: list[tuple[Project, Anthology]], wanted: str, printed: int
) -> None:
    edit(toy / "mkdocs.yml", "  - florilege", f"  - florilege: {{tomes_on_serve: {wanted}}}")
    served = tmp_path / "served"
    served.mkdir()
    inode = served.stat().st_ino
    config = load_config(str(toy / "mkdocs.yml"), site_dir=str(served))
    config.plugins.on_startup(command="serve", dirty=False)
    build_here(config, serve_url="http://127.0.0.1:8000/")
    assert len(press) == printed
    assert served.stat().st_ino == inode, "the server's folder stays the one it watches"

    essay = toy / "contributions/essays/le-banc-vert/index.md"
    edit(essay, "title: Le banc vert", "title: Le banc bleu")
    edit(toy / "contributions/essays/oeuvre-a-quatre-mains/index.md", "tags:", "status: draft\ntags:")
    config = load_config(str(toy / "mkdocs.yml"), site_dir=str(served))
    build_here(config, serve_url="http://127.0.0.1:8000/")
    assert "Le banc bleu" in (served / "essays/le-banc-vert/index.html").read_text(encoding="utf-8")
    draft = (served / "essays/oeuvre-a-quatre-mains/index.html").read_text(encoding="utf-8")
    assert "pas encore publié" in draft


def test_serving_bad_content_keeps_the_last_good_pages_and_says_what_is_wrong(
    toy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And words saved of an essay set its page again, as a whole build would, and no other; a whole build it
    is where MkDocs has nothing that writes a page, or writes it from something else.
    """
    served = tmp_path / "served"
    configs = []

    def serve() -> str:
        config = load_config(str(toy / "mkdocs.yml"), site_dir=str(served))
        config.plugins.on_startup(command="serve", dirty=False)
        build_here(config, serve_url="http://127.0.0.1:8000/")
        configs.append(config)
        return (served / "essays/le-banc-vert/index.html").read_text(encoding="utf-8")

    assert "md-banner" not in serve()
    essay = toy / "contributions/essays/le-banc-vert/index.md"
    first, whole = tree(served), []
    server = SimpleNamespace(builder=lambda: whole.append(True))
    configs[0].plugins["florilege"].on_serve(server, config=configs[0], builder=server.builder)
    server.builder()
    assert len(whole) == 1, "nothing was saved that it knows of"
    edit(essay, "Encore là.\n", "Encore, oui, là.\n")
    server.builder()
    assert len(whole) == 1
    again = tree(served)
    page = "essays/le-banc-vert/index.html"
    assert {path for path in again if again[path] != first.get(path)} == {page}
    assert "Encore, oui, là.".encode() in again[page]
    edit(essay, "tags:", "order: <b>\ntags:")
    html = serve()
    assert "Le banc vert</h1>" in html
    assert "contributions/essays/le-banc-vert/index.md:5:8: " in html
    assert "&lt;b&gt;" in html
    server.builder()
    assert len(whole) == 2, "what is refused is built as a whole"
    edit(essay, "order: <b>\n", "")
    with monkeypatch.context() as other:
        other.setattr(written_page, "build", SimpleNamespace())
        assert written_page.page_writer(configs[0], Files([]), Navigation([], []), Environment()) is None
        taking_less = SimpleNamespace(_populate_page=lambda *given: None, _build_page=lambda page: None)
        other.setattr(written_page, "build", taking_less)
        assert "md-banner" not in serve()
    pages = (path for path in tree(served) if path.endswith(".html"))
    assert [path for path in pages if tree(served)[path] != again[path]] == []
    configs[-1].plugins["florilege"].on_serve(server, config=configs[-1], builder=server.builder)
    edit(essay, "Encore, oui, là.\n", "Encore là.\n")
    server.builder()
    assert len(whole) == 3


def test_nothing_leads_to_an_unlisted_essay(root: Path) -> None:
    """Not the map of the site either, by which search engines go."""
    fields = "title: Le secret\nauthors: [elise-aubry]\ntags: [cache]\nlicense: CC0\nunlisted: true"
    text = f"---\n{fields}\n---\n\nDit à peu.\n"
    (root / "contributions/essays/le-secret").mkdir()
    (root / "contributions/essays/le-secret/index.md").write_text(text, encoding="utf-8")
    assert build(root, "-q").returncode == 0
    own = root / "site/essays/le-secret/index.html"
    assert own.is_file()
    files = (file for file in (root / "site").rglob("*") if file.suffix in (".html", ".xml", ".json"))
    naming = [
        file for file in files if re.search("le-secret|Le secret|cache/", file.read_text(encoding="utf-8"))
    ]
    index = [path for path in (root / "site/pagefind/fragment").iterdir() if path.is_file()]
    assert not [path for path in index if b"secret" in gzip.decompress(path.read_bytes())]
    assert {*naming} == {own, own.with_name("le-secret.csl.json")}, "its page, and its own record"
