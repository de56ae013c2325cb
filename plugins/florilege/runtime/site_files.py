"""What mkdocs.yml names for the look of the site (logo, icon, styles, scripts) → the files that are meant.

They are an editor's, and are published as they are: with MkDocs, everything in `docs_dir` would be.
"""

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import tinycss2

from florilege.runtime.project import Project
from florilege.runtime.regular_files import NotRegular, TooLarge, read_regular

MAX_STYLE = 2_000_000
"""Bytes of a style sheet that is looked through for what it needs."""


def site_files(project: Project) -> Mapping[str, Path]:
    """Path below the site's address → the file, for each that is there, and for what style sheets refer to.

    A name is looked up below `contributions/`, as MkDocs does, then beside mkdocs.yml.
    """
    found: dict[str, Path] = {}
    for name in project.site_files:
        for folder in (project.contributions, project.root):
            path = local_path(name)
            if path and _is_plain(folder, path):
                _add(path, folder, path, found)
                break
    return found


def local_path(address: str) -> str:
    """The path below the site's address that a setting or a style sheet means; empty for one elsewhere.

    >>> local_path("css/../extra.css?v=2"), local_path("https://a.example/x.css"), local_path("../x.css")
    ('extra.css', '', '')
    """
    parts = urlsplit(address)
    path = posixpath.normpath(unquote(parts.path)) if parts.path else ""
    elsewhere = parts.scheme or parts.netloc or path.startswith(("..", "/")) or path == "."
    return "" if elsewhere else path


def _add(path: str, folder: Path, within: str, found: dict[str, Path]) -> None:
    """Note a file, which lies at `within` in `folder`, and those that it refers to if it is a style sheet."""
    if path in found:
        return
    found[path] = folder / within
    if path.endswith(".css"):
        for address in _references(folder / within):
            target, file = (posixpath.join(posixpath.dirname(each), address) for each in (path, within))
            target, file = local_path(target), local_path(file)
            if target and file and _is_plain(folder, file):
                _add(target, folder, file, found)


def _references(style: Path) -> Iterator[str]:
    """The relative addresses in a style sheet, in `url(…)` and `@import "…"`."""
    try:
        content = read_regular(style, MAX_STYLE)
    except (OSError, NotRegular, TooLarge):
        return
    rules, _ = tinycss2.parse_stylesheet_bytes(content)
    for address in _addresses(rules):
        parts = urlsplit(address)
        if parts.path and not (parts.scheme or parts.netloc or parts.path.startswith("/")):
            yield parts.path


def _addresses(nodes: list[tinycss2.ast.Node]) -> Iterator[str]:
    for node in nodes:
        if node.type == "url":
            yield node.value
        elif node.type == "function" and node.lower_name == "url":
            yield from (each.value for each in node.arguments if each.type == "string")
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            yield from (each.value for each in node.prelude if each.type == "string")
        for inner in ("prelude", "content", "arguments"):
            yield from _addresses(getattr(node, inner, None) or [])


def _is_plain(folder: Path, path: str) -> bool:
    """Whether an ordinary file lies there, and no link leads out of the folder on the way to it."""
    file = folder / path
    try:
        inside = file.resolve().is_relative_to(folder.resolve())
        return inside and file.is_file() and not file.is_symlink()
    except (OSError, ValueError):
        return False
