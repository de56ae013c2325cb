"""Who may import whom, and where the heavy libraries live: two tables, and the test that holds them."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "plugins" / "florilege"

CORE = {path.stem for path in PACKAGE.glob("*.py")} - {"__init__", "cli"} | {"prose"}

MAY_IMPORT = {
    "core": CORE,
    "web": CORE | {"web"},
    "book": CORE | {"book"},
    "intake": CORE | {"intake"},
}
"""Room → the parts of florilege that it may import. The core is every top-level module, and prose/."""

DOORS = {
    "cli.py": {"cli", "web", "book", "intake"},
    "web/plugin.py": {"book.press"},
}
"""The two files where rooms meet: `florilege` and `mkdocs build` both make site and tomes."""

ONLY_IN = {
    "mkdocs": ("web/plugin.py",),
    "properdocs": (),
    "material": (),
    "weasyprint": (
        "book/setting/mending.py",
        "book/setting/render.py",
        "book/setting/shortcuts.py",
        "book/setting/tagging.py",
    ),
    "pikepdf": (
        "book/binding/assemble.py",
        "book/binding/fonts.py",
        "book/binding/navigation.py",
        "book/setting/distil.py",
        "book/preflight/colours.py",
        "book/preflight/fonts.py",
        "book/preflight/measuring.py",
        "book/preflight/painting.py",
        "book/preflight/pictures.py",
        "book/binding/prepress.py",
        "book/binding/proofreading.py",
        "book/binding/standards.py",
        "book/binding/structure.py",
    ),
    "pydyf": ("book/setting/tagging.py",),
    "click": ("cli.py",),
    "distributed": ("book/cluster.py",),
}
"""Library → the files that may import it."""

BOOK = {
    "setting": {"sheet"},
    "composing": {"references", "sheet", "strips"},
    "cover": {"composing", "fragments", "sheet"},
    "binding": {
        *("composing", "cover", "setting"),
        *("fragments", "numbering", "place", "references", "sheet", "strips"),
    },
    "preflight": {"setting"},
}
"""Folder of book/ → what else of book/ it may import: none needs what comes after it."""

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
    top = path.partition("/")[0]
    return top if top in MAY_IMPORT else "core"


def allowed(path: str, name: str) -> bool:
    """Whether a file may import `florilege.<name>`."""
    doors = DOORS.get(path, set())
    return name.partition(".")[0] in MAY_IMPORT[room_of(path)] or any(
        f"{name}.".startswith(f"{door}.") for door in doors
    )


@pytest.mark.parametrize("path", PATHS)
def test_imports_stay_in_their_room(path: str) -> None:
    for name in imports(path):
        top, _, rest = name.partition(".")
        if top == "florilege" and rest:
            assert allowed(path, rest), f"{path} may not import {name}"
        assert path in ONLY_IN.get(top, (path,)), f"{top} belongs in {ONLY_IN[top]}, not in {path}"


@pytest.mark.parametrize(
    "path", [path for path in PATHS if path.startswith("book/") and path.count("/") == 2]
)
def test_the_folders_of_the_book_have_an_order(path: str) -> None:
    folder = path.split("/")[1]
    for name in imports(path):
        if name.startswith("florilege.book."):
            other = name.split(".")[2]
            assert other in {folder, *BOOK[folder]}, f"{path} may not import {name}"


@pytest.mark.parametrize("path", [path for path in PATHS if path != "cli.py"])
def test_only_the_command_line_prints(path: str) -> None:
    calls = (node for node in ast.walk(tree(path)) if isinstance(node, ast.Call))
    printed = [call.lineno for call in calls if ast.unparse(call.func) in ("print", "click.echo", "sys.exit")]
    assert printed == []


@pytest.mark.parametrize("path", [path for path in PATHS if path.endswith("__init__.py")])
def test_a_package_file_is_a_docstring(path: str) -> None:
    (only,) = tree(path).body
    assert isinstance(only, ast.Expr)
    assert isinstance(only.value, ast.Constant)


def test_every_room_is_in_the_table() -> None:
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert rooms == set(MAY_IMPORT) - {"core"} | {"prose"}


def test_the_tables_refuse() -> None:
    """The rules above bite: a room is kept from its neighbour, the core from the rooms, a door is a door."""
    assert not allowed("book/setting/render.py", "web.pages")
    assert not allowed("model.py", "book.press")
    assert not allowed("web/plugin.py", "book.render")
    assert allowed("web/plugin.py", "book.press.make")
    assert allowed("cli.py", "intake")
