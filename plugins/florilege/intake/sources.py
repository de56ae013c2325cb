"""Files and folders that people have → the essays in them, each read by who knows its kind.

    .docx .odt .rtf .html     office_texts.py, pages/
    .md and its like          pages/post_folder.py
    .txt                      plain_arrivals.py
    .eml, an export, a folder pages/

What a file is, its bytes tell; its name only where they don't.
"""

import posixpath
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from florilege.diagnostics.problems import FlorilegeError
from florilege.intake import office_texts
from florilege.intake.arrival import Arrival, RefusedSource, Remarks
from florilege.intake.office.archives import refused, unpack
from florilege.intake.office_texts import Reading
from florilege.intake.pages import html_document, mail, post_folder, web_page, wordpress
from florilege.intake.plain_arrivals import text_arrival
from florilege.intake.received_bytes import decode
from florilege.runtime.regular_files import NotRegular, TooLarge, read_regular

MAX_SOURCE = 200_000_000
"""Bytes of one file: an export of many posts, a text with its photographs."""

MAX_TEXT = 60_000_000
"""Bytes of a text or a page; the exports of large blogs have as many."""

_OTHER_KINDS = {
    ".doc": "source-old-word",
    ".pages": "source-pages",
    ".pdf": "source-pdf",
    ".docm": "source-macros",
    ".dotm": "source-macros",
}
_MARKED = (".html", ".htm", ".xhtml", ".xml", *post_folder.SUFFIXES)
_IN_FOLDERS = (".docx", ".odt", ".rtf", ".eml", ".html", ".htm", ".txt", ".xml")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How files of Word 97 begin (and those that are locked by a password)."""


def essays_in(source: Path, how: Reading) -> Iterator[Arrival | RefusedSource]:
    """The essays of a file or a folder; a refusal where one can't be read."""
    try:
        if source.is_dir():
            yield from _of_folder(source, how)
        else:
            yield from _of_file(_read(source), source, how, beside(source.parent))
    except FlorilegeError as error:
        if error.exit_code != 2:
            raise
        yield RefusedSource(source.name, _named(error, source.name))


def _named(error: FlorilegeError, source: str) -> FlorilegeError:
    return FlorilegeError(error.code, exit_code=2, **{**error.values, "file": source})


def _read(file: Path) -> bytes:
    try:
        return read_regular(file, MAX_SOURCE)
    except NotRegular as error:
        raise refused("source-not-regular") from error
    except TooLarge as error:
        raise refused("source-bomb") from error
    except OSError as error:
        raise refused("source-not-regular") from error


def _of_folder(folder: Path, how: Reading) -> Iterator[Arrival | RefusedSource]:
    """The posts of a site, and the texts of other kinds that lie in the folder itself."""
    whole = beside(folder)
    empty = True
    for file in post_folder.posts(folder):
        empty = False
        find = post_folder.found_in(beside(file.parent), whole)
        yield from _each(file, Path(file.relative_to(folder)), how, find)
    table = _table(folder)
    pages = sorted((folder / "posts").iterdir()) if table and (folder / "posts").is_dir() else []
    for file in [*sorted(folder.iterdir()), *pages]:
        if file.suffix.lower() in _IN_FOLDERS and not file.name.startswith((".", "~")):
            empty = False
            row = table.get(file.name.partition(".")[0])
            for each in _each(file, Path(file.relative_to(folder)), how, whole):
                yield post_folder.told_of(each, row) if row and isinstance(each, Arrival) else each
    if empty:
        raise refused("source-posts")


def _table(folder: Path) -> dict[str, dict[str, str]]:
    """What the table of an export of Substack says, in the folder of its posts or above it."""
    for place in (folder, folder.parent) if folder.name == "posts" else (folder,):
        file = place / "posts.csv"
        if file.is_file() and not file.is_symlink():
            decoded = decode(_read(file))
            return post_folder.listed(decoded.text) if decoded else {}
    return {}


def _each(
    file: Path, name: Path, how: Reading, find: Callable[[str], bytes | None]
) -> Iterator[Arrival | RefusedSource]:
    """The essays of one file of many: what is wrong with it stops no other."""
    try:
        yield from _of_file(_read(file), name, how, find)
    except FlorilegeError as error:
        if error.exit_code != 2:
            raise
        yield RefusedSource(str(name), _named(error, str(name)))


def _of_file(
    content: bytes, source: Path, how: Reading, find: Callable[[str], bytes | None]
) -> Iterator[Arrival | RefusedSource]:
    suffix = source.suffix.lower()
    name = source.as_posix() if not source.is_absolute() else source.name
    if not content.strip():
        raise refused("source-empty")
    if content.startswith(_OLE):
        raise refused("source-old-word")
    if suffix in _OTHER_KINDS:
        raise refused(_OTHER_KINDS[suffix])
    if content.startswith(b"%PDF"):
        raise refused("source-pdf")
    if content.startswith(b"PK\x03\x04"):
        yield _of_archive(content, name, how)
    elif content.startswith(b"{\\rtf"):
        yield office_texts.rtf(content, name, how)
    else:
        if len(content) > MAX_TEXT and suffix != ".eml":
            raise refused("source-bomb")
        remarks = Remarks()
        decoded = decode(content)
        if decoded is None:
            raise FlorilegeError("text-not-utf8", exit_code=2, file=name)
        if decoded.encoding:
            remarks.say("encoding", decoded.encoding)
        if suffix == ".eml" or (suffix not in _MARKED and mail.is_mail(decoded.text)):
            yield from mail.essays_of(content, name, how, partial(_attached, how=how))
        else:
            yield from _of_text(decoded.text, name, remarks, find, how)


def _attached(content: bytes, name: str, *, how: Reading) -> Iterator[Arrival | RefusedSource]:
    """The essay of a document that came with a mail."""
    try:
        yield from _of_file(content, Path(name.replace("/", "-")), how, lambda address: None)
    except FlorilegeError as error:
        if error.exit_code != 2:
            raise
        yield RefusedSource(name, _named(error, name))


def _of_archive(content: bytes, name: str, how: Reading) -> Arrival:
    files = unpack(content)
    if "word/document.xml" in files or "[Content_Types].xml" in files:
        return office_texts.docx(content, name, how)
    if (
        files.get("mimetype", b"").startswith(b"application/vnd.oasis.opendocument.text")
        or "content.xml" in files
    ):
        return office_texts.odt(content, name, how)
    pages = [each for each in files if each.lower().endswith((".html", ".htm"))]
    if len(pages) == 1:  # how Google Docs exports a page with its pictures
        remarks = Remarks()
        decoded = decode(files[pages[0]])
        if decoded is None:
            raise FlorilegeError("text-not-utf8", exit_code=2, file=name)
        folder = posixpath.dirname(pages[0])
        find: Callable[[str], bytes | None] = lambda address: files.get(posixpath.join(folder, address))  # noqa: E731
        return office_texts.html(decoded.text, name, remarks, how, find=find)
    raise refused("source-kind")


def _of_text(
    text: str, name: str, remarks: Remarks, find: Callable[[str], bytes | None], how: Reading
) -> Iterator[Arrival | RefusedSource]:
    head = text[:2000].lstrip().lower()
    suffix = PurePosixPath(name).suffix.lower()
    if wordpress.is_export(text):
        yield from wordpress.posts_of(text, name, how, find=find)
    elif suffix in (".html", ".htm", ".xhtml") or re.match(r"<!doctype html|<html\b", head):
        is_page = web_page.is_web_page(html_document.parsed(text), text)
        read = web_page.web_page if is_page else office_texts.html
        yield read(text, name, remarks, how, find=find)
    elif suffix == ".json" or (not suffix and text.lstrip()[:1] == "{"):
        raise refused("source-json")
    elif suffix in post_folder.SUFFIXES:
        yield post_folder.post(text, name, remarks, how, find=find)
    else:
        yield text_arrival(text, name, remarks)


def beside(folder: Path) -> Callable[[str], bytes | None]:
    """What finds a picture by an address that leads down from a folder, whatever the case of its letters."""
    root = folder.resolve()

    def find(address: str) -> bytes | None:
        path = posixpath.normpath(re.split(r"[?#]", address)[0].replace("\\", "/"))
        if "://" in address or path.startswith(("/", "..")):
            return None
        file = root / path
        try:
            if not file.resolve().is_relative_to(root):
                return None
            return read_regular(file, MAX_SOURCE)
        except (OSError, NotRegular, TooLarge, ValueError):
            return None

    return find
