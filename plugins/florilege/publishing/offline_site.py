"""A built site → a zip whose pages work opened from a disk, where folders have no address.

What works from a server alone stays out: the index of the search, whose page says so, the page for addresses
that don't exist, and the map of the site.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path, PurePosixPath
from posixpath import join, normpath
from urllib.parse import unquote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

LEFT_OUT = re.compile(r"404\.html|sitemap\.xml(\.gz)?|robots\.txt|\.[^/]*|pagefind/.*")
"""Files below the site's folder that serve a server, or are served by one."""
_ADDRESS = re.compile(r'(<(?:a|form|link)\b[^>]*?\s(?:href|action)=")([^"#?]*)')
_PRELOADED = re.compile(r'<link rel="preload"[^>]*>\n?')
"""What is asked for ahead: browsers refuse it to a page from a disk, and say so."""
_DAY = (1980, 1, 1, 0, 0, 0)
"""The oldest day that a zip can tell: no clock is in it."""


def write_zip(site: Path, built: Path, name: str) -> int:
    """Write the site's files below the folder `name` of the zip `built`; how many pages it has."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    kept = {path: file for path, file in files.items() if not LEFT_OUT.fullmatch(path)}
    with ZipFile(built, "w", ZIP_DEFLATED) as archive:
        for path, content in contents(kept):
            archive.writestr(ZipInfo(f"{name}/{path}", _DAY), content, ZIP_DEFLATED)
    return sum(path.endswith(".html") for path in kept)


def contents(files: dict[str, Path]) -> Iterator[tuple[str, bytes]]:
    """Path below the site's folder → content: that of a page with the names of files in its links."""
    folders = {str(PurePosixPath(path).parent) for path in files if PurePosixPath(path).name == "index.html"}
    for path, file in files.items():
        content = file.read_bytes()
        if path.endswith(".html"):
            content = for_disk(content.decode(), str(PurePosixPath(path).parent), folders).encode()
        yield path, content


def for_disk(html: str, here: str, folders: set[str]) -> str:
    """A page in the folder `here` whose links to one of `folders` lead to the page there; `.` is the site's.

    >>> for_disk('<a href="../b/#c">', "a", {"b"}), for_disk('<a href="..">', "a", {"."})
    ('<a href="../b/index.html#c">', '<a href="../index.html">')
    >>> for_disk('<a href="#c"><a href="https://b.example/">', "a", {"a", "b"})
    '<a href="#c"><a href="https://b.example/">'
    >>> for_disk('<link rel="preload" href="a.woff2" as="font" crossorigin><p>', "a", set())
    '<p>'
    """

    def address(match: re.Match[str]) -> str:
        before, written = match.groups()
        target = normpath(join(here, unquote(unescape(written)))) if written else ""
        if not written or ":" in written or written.startswith("/") or target not in folders:
            return match[0]
        return f"{before}{escape(join(unescape(written), 'index.html'))}"

    return _ADDRESS.sub(address, _PRELOADED.sub("", html))
