"""Who may import whom, and where the heavy libraries live: two tables, and the test that holds them."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "plugins" / "florilege"

ROOMS: dict[str, set[str]] = {
    "language": set(),
    "catalogue": {"language"},
    "diagnostics": {"language"},
    "bibliography": {"catalogue", "language"},
    "runtime": {"diagnostics"},
    "printing": {"catalogue", "diagnostics", "language", "runtime"},
    "images": {"diagnostics", "runtime"},
    "reading": {"catalogue", "diagnostics", "language", "printing", "runtime"},
    "prose": {"catalogue", "diagnostics", "language", "reading", "runtime"},
    "encounters": {"catalogue", "prose"},
    "checks": {"catalogue", "diagnostics", "encounters", "printing", "prose", "reading"},
    "anthology": {
        *("catalogue", "checks", "diagnostics", "images", "printing", "prose", "reading", "runtime")
    },
    "publishing": {"anthology", "catalogue", "diagnostics", "language", "reading", "runtime"},
    "contributing": {"catalogue", "diagnostics", "language", "prose", "reading"},
    "intake": {"catalogue", "diagnostics", "images", "language", "prose", "reading", "runtime"},
    "mending": {"anthology", "catalogue", "diagnostics", "prose", "reading", "runtime"},
    "epub": {
        *("anthology", "bibliography", "catalogue", "diagnostics", "encounters", "language", "printing"),
        "prose",
    },
    "book": {
        *("anthology", "bibliography", "catalogue", "diagnostics", "encounters", "epub", "language"),
        *("printing", "prose", "reading", "runtime"),
    },
    "preflight": {"catalogue", "diagnostics", "language", "printing"},
    "desk": {
        *("anthology", "bibliography", "book", "catalogue", "diagnostics", "language", "printing", "prose"),
        *("reading", "runtime"),
    },
    "web": {
        *("anthology", "bibliography", "catalogue", "contributing", "desk", "diagnostics", "encounters"),
        *("images", "language", "printing", "prose", "publishing", "runtime"),
    },
    "scaffold": {"contributing", "diagnostics", "language", "runtime"},
    "reference": {"diagnostics", "language", "mending", "printing", "prose", "reading"},
    "cli": {
        *("anthology", "bibliography", "book", "catalogue", "contributing", "desk", "diagnostics"),
        *("intake", "language", "mending", "preflight", "printing", "publishing", "reading"),
        *("reference", "runtime", "scaffold"),
    },
}
"""Room → the rooms that it may import besides itself, from the ground up."""

DOORS = {
    "web/downloads.py": {"book.press"},
    "web/plugin.py": {"book.fragments"},
    "web/shared_cards.py": {"book.binding.cards", "book.press"},
}
"""Files that look into a room beside their own: the site offers tomes that the press prints, and cards;
what sets them is loaded once for all."""

ONLY_IN: dict[str, tuple[str, ...]] = {
    "mkdocs": ("web/plugin.py", "web/written_page.py"),
    "properdocs": (),
    "material": (),
    "weasyprint": ("book/weasyprint/",),
    "pydyf": ("book/weasyprint/",),
    "pikepdf": (
        "book/binding/",
        "book/pdf/",
        "book/prepress/",
        "book/weasyprint/fragment.py",
        "preflight/measurement/",
    ),
    "pagefind_bin": ("runtime/search_engine.py",),
    "zxingcpp": ("preflight/measurement/ean13.py",),
    "click": ("cli/", "web/early_end.py"),
    "icalendar": ("web/calendars.py",),
    "distributed": ("book/cluster.py",),
    "trafilatura": ("intake/pages/web_page.py",),
    "pypandoc": ("intake/pandoc/running.py",),
    "pillow_heif": ("images/arriving.py",),
    "metafile_render": ("images/arriving.py",),
    "charset_normalizer": ("intake/received_bytes.py",),
}
"""Library → the files or folders that may import it."""

BOOK = {
    "structure": {"letters", "sheet"},
    "weasyprint": {"even_lines", "letters", "sheet", "structure"},
    "pdf": {"sheet"},
    "prepress": {"sheet", "weasyprint"},
    "composing": {"even_lines", "ruler", "sheet", "weasyprint"},
    "pagination": {"composing", "fragments", "sheet", "weasyprint"},
    "cover": {"composing", "even_lines", "fragments", "ruler", "sheet"},
    "binding": {
        *("composing", "cover", "fragments", "letters", "pagination", "pdf", "prepress", "ruler"),
        *("sheet", "weasyprint"),
    },
}
"""Folder of book/ → what else of book/ it may import: none needs what comes after it."""

SAME_NAME = {
    **dict.fromkeys(
        ("cache", "costs", "deposit", "fix", "letters", "royalties", "status"),
        "cli/ names a file after its command",
    ),
    **dict.fromkeys(("fields", "printers", "problems", "schema"), "reference/ has a page of each of these"),
}
"""Name of two modules → why they share it."""

PATHS = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.py"))


def imports(path: str) -> Iterator[str]:
    """The full names that a file imports, in functions too."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative imports hide from this test"
            assert node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def tree(path: str) -> ast.Module:
    return ast.parse((PACKAGE / path).read_text(encoding="utf-8"), path)


def room_of(path: str) -> str:
    return path.partition("/")[0].removesuffix(".py")


def may_import(path: str, name: str) -> bool:
    """Whether a file may import this of ours; what isn't ours is the affair of `may_use`."""
    top, _, rest = name.partition(".")
    room = room_of(path)
    doors = DOORS.get(path, set())
    return (
        top != "florilege"
        or rest.partition(".")[0] in ROOMS.get(room, set()) | {room}
        or any(f"{rest}.".startswith(f"{door}.") for door in doors)
    )


def may_use(path: str, name: str) -> bool:
    """Whether a file may import this library."""
    places = ONLY_IN.get(name.partition(".")[0])
    return places is None or path.startswith(places)


def test_imports_stay_in_their_room() -> None:
    """A room imports from its own and from those that the table gives it; heavy libraries have one place."""
    assert [
        f"{path} may not import {name}"
        for path in PATHS
        for name in imports(path)
        if not (may_import(path, name) and may_use(path, name))
    ] == []


def test_a_room_stands_above_what_it_imports() -> None:
    rooms = list(ROOMS)
    assert all(rooms.index(lower) < rooms.index(room) for room in rooms for lower in ROOMS[room])


def test_the_folders_of_the_book_have_an_order() -> None:
    assert [
        f"{path} may not import {name}"
        for path in PATHS
        if path.startswith("book/") and path.count("/") >= 2
        for name in imports(path)
        if name.startswith("florilege.book.")
        and name.split(".")[2] not in {path.split("/")[1], *BOOK[path.split("/")[1]]}
    ] == []
    folders = list(BOOK)
    assert all(
        folders.index(lower) < folders.index(folder)
        for folder in folders
        for lower in BOOK[folder] & BOOK.keys()
    )


def test_only_the_command_line_prints() -> None:
    assert [
        f"{path}:{node.lineno}"
        for path in PATHS
        if not path.startswith("cli/")
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in ("print", "click.echo", "sys.exit")
    ] == []


def test_a_package_file_is_a_docstring() -> None:
    """Every folder with code says what it is; it holds no code, so that nothing imports in circles."""
    folders = {path.rpartition("/")[0] for path in PATHS}
    for folder in folders:
        path = f"{folder}/__init__.py".lstrip("/")
        (only,) = tree(path).body
        assert isinstance(only, ast.Expr), path
        assert isinstance(only.value, ast.Constant), path


def test_a_name_stands_for_one_thing() -> None:
    """No two modules have one name, but those named above, and no two public classes."""
    modules = [Path(path).stem for path in PATHS if not path.endswith("__init__.py")]
    classes = [
        node.name
        for path in PATHS
        for node in tree(path).body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    ]
    assert {name for name in modules if modules.count(name) > 1} == set(SAME_NAME)
    assert [name for name in classes if classes.count(name) > 1] == []


def test_every_room_is_in_the_table() -> None:
    rooms = {path.partition("/")[0].removesuffix(".py") for path in PATHS} - {"__init__"}
    assert rooms == set(ROOMS)


def test_the_tables_refuse() -> None:
    """The rules above bite: a room is kept from its neighbour and from those above, a door is a door."""
    assert not may_import("book/weasyprint/render.py", "florilege.web.site_pages")
    assert not may_import("catalogue/model.py", "florilege.book.press")
    assert not may_import("web/downloads.py", "florilege.book.weasyprint.render")
    assert may_import("web/downloads.py", "florilege.book.press.print_tomes")
    assert may_import("cli/main.py", "florilege.intake")
    assert not may_import("preflight/run.py", "florilege.prose.prose")
    assert not may_use("preflight/run.py", "weasyprint")
    assert may_use("book/weasyprint/render.py", "weasyprint.HTML")
