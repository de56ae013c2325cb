"""One Markdown file → its fields with their places, and its body; or problems.

The files come from strangers. A file is opened without following links, and only if it is a regular one of
limited size. Its front matter is in YAML (between `---`), TOML (between `+++`, as in Hugo and Zola) or JSON
(an object that begins the file, as in Hugo); what is inside is read by a reader of its own.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import frontmatter
from frontmatter.default_handlers import BaseHandler

from florilege.diagnostics.lookalikes import code_point
from florilege.diagnostics.problems import Level, Problem, problem
from florilege.reading.characters import FORBIDDEN, MISTAKEN, WINDOWS, composed
from florilege.reading.field_forms import is_marked
from florilege.reading.marked_fields import (
    FENCE,
    MAX_PROBLEMS,
    FieldValue,
    Loc,
    MarkedFields,
    Position,
    Refused,
)
from florilege.reading.mistyped_fields import Correction, Meant, is_named, meant
from florilege.reading.toml_fields import read_toml
from florilege.reading.yaml_fields import end_of_json, read_json, read_yaml
from florilege.runtime.regular_files import NotRegular, TooLarge, read_regular

MAX_FILE = 512 * 1024
"""Bytes; sixty printed pages hold some 180 000 characters."""
MAX_FIELDS = 32 * 1024
"""Characters of front matter."""

_OPENINGS: tuple[tuple[re.Pattern[str], re.Pattern[str], Callable[[str, str], MarkedFields]], ...] = (
    (re.compile(r"---[ \t]*"), re.compile(r"(?:---|\.\.\.)[ \t]*"), read_yaml),
    (re.compile(r"\+\+\+[ \t]*"), re.compile(r"\+\+\+[ \t]*"), read_toml),
)
"""First line, last line, and who reads what is between; Pandoc ends a YAML with three stops too."""
_JSON = re.compile(r'\{\s*["}]')


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownFile:
    """A file, read: `fields` as text, lists and mappings; `keys` and `values` say where each stands."""

    path: str
    fields: Mapping[str, FieldValue]
    keys: Mapping[Loc, Position]
    values: Mapping[Loc, Position]
    markdown: str
    line: int
    """The file's line on which `markdown` begins."""

    def place(self, loc: Loc, *, of_key: bool = False) -> Position:
        """Where a field stands, or the field around it; else (1, 0), the file's first line."""
        places = self.keys if of_key else self.values
        while loc:
            if loc in places:
                return places[loc]
            loc = loc[:-1]
        return 1, 0


def read(file: Path, path: str) -> tuple[MarkdownFile | None, tuple[Problem, ...]]:
    """Read one file; `path` is what problems call it. Never waits and never follows a link."""
    data, problems = read_bytes(file, path)
    return (None, problems) if data is None else parse(data, path)


def read_bytes(file: Path, path: str) -> tuple[bytes | None, tuple[Problem, ...]]:
    """The bytes of a regular file of at most `MAX_FILE` bytes; a bigger one isn't read at all."""
    try:
        return read_regular(file, MAX_FILE), ()
    except NotRegular:
        return None, (problem("file-special", path),)
    except TooLarge as error:
        return None, (problem("file-too-big", path, size=error.size // 1024, max=MAX_FILE // 1024),)
    except OSError as error:
        return None, (problem("file-unreadable", path, reason=error.strerror or str(error)),)


def parse(data: bytes, path: str) -> tuple[MarkdownFile | None, tuple[Problem, ...]]:
    """The fields and the body of a file's bytes: UTF-8, with or without BOM, any line ends; all in NFC.

    Where an error is among the problems, there are no fields; the body is there as far as one can tell where
    it begins, so that its own faults are told in the same breath.
    """
    try:
        text = data.decode("utf-8-sig")
        found = [*_windows(unix_lines(text), path)]
    except UnicodeDecodeError as error:
        text = "" if b"\0" in data else data.decode("cp1252", "replace")
        found = [_not_utf_8(data, unix_lines(text), error, path)]
        if not text:
            return None, tuple(found)
    file, told = _as_typed(composed(unix_lines(text)), path)
    return file, (*found, *told)


_MISTYPED = frozenset(
    (
        *("front-matter-missing", "front-matter-endless", "front-matter-not-fields"),
        *("yaml-invalid", "yaml-document", "yaml-anchor", "yaml-tag", "yaml-key"),
    )
)
"""What may be but a slip of the keyboard, or of a word processor."""


def _as_typed(text: str, path: str) -> tuple[MarkdownFile | None, list[Problem]]:
    """Fields and body of a text; of front matter that can't be read, as far as it is plain what was meant."""
    file, refused, told = _parsed(text, path)
    marked = file is not None and any(map(is_marked, file.fields))
    if not marked and not any(each.code in _MISTYPED for each in refused):
        return file, [*refused, *told]
    as_meant = meant(text)
    if not as_meant.corrections and not as_meant.unread:
        return file, [*_worded(refused, text, path), *told]
    meaningful = [each for each in refused if each.code in ("yaml-anchor", "yaml-tag")]
    file, refused, told = _parsed(as_meant.readable, path)
    unread = [each for line, field in as_meant.unread for each in _unread(line, field, path)]
    placed = [replace(each, line=as_meant.origin(each.line)) for each in (*refused, *told, *unread)]
    # Marks around a whole line are said of its name.
    named = {each.line for each in as_meant.corrections if each.code == "field-name-signs"}
    meaningful = [each for each in meaningful if each.line not in named]
    lines = {each.line for each in meaningful}
    corrected = [_corrected(each, path) for each in as_meant.corrections if each.line not in lines]
    return file and _moved(file, as_meant), [*meaningful, *corrected, *placed][:MAX_PROBLEMS]


def _parsed(text: str, path: str) -> tuple[MarkdownFile | None, list[Problem], list[Problem]]:
    """Fields and body; the errors of the front matter; what else is to be said of it."""
    handler = _Handler(path)
    try:
        # The library's own split loses blank lines and its loader types values: ours does neither.
        frontmatter.parse(handler.received(text), handler=handler)
    except Refused as refused:
        return handler.text(), [*map(_between_fences, refused.problems)], []
    return handler.text(), [], [*handler.marked.problems]


def _worded(refused: Sequence[Problem], text: str, path: str) -> list[Problem]:
    """The errors, a file that begins with a field having a word of its own."""
    first = next((n for n, line in enumerate(text.split("\n"), 1) if line.strip()), 1)
    if refused[0].code == "front-matter-missing" and is_named(text.split("\n")[first - 1]):
        return [problem("front-matter-unfenced", path, first)]
    return [*refused]


def _unread(line: int, field: str, path: str) -> Sequence[Problem]:
    """What is wrong with the lines of a field that begins at a line."""
    try:
        read_yaml("\n" * (line - 1) + field, path)
    except Refused as refused:
        if refused.problems[0].code != "front-matter-not-fields":
            return [*map(_between_fences, refused.problems)]
    found = field.strip().partition("\n")[0][:60]
    return (problem("yaml-invalid", path, line, found=found, fence=FENCE),)


def _between_fences(one: Problem) -> Problem:
    """What is said of fields, with what stands before and behind those of a file that has a text too."""
    values = dict(one.values)
    return replace(one, values=tuple((values | {"fence": FENCE}).items())) if "fence" in values else one


def _corrected(one: Correction, path: str) -> Problem:
    if one.code == "front-matter-dashes":
        return problem(one.code, path, one.line, found=one.found)
    if one.code == "field-name-signs":
        return problem(one.code, path, one.line, found=one.found[:60], written=one.written)
    return problem(one.code, path, one.line, written=one.written)


def _moved(file: MarkdownFile, as_meant: Meant) -> MarkdownFile:
    """A file as read from what was meant, its places those of the original."""

    def places(found: Mapping[Loc, Position]) -> dict[Loc, Position]:
        return {loc: (as_meant.origin(line), column) for loc, (line, column) in found.items()}

    return replace(file, keys=places(file.keys), values=places(file.values), line=as_meant.origin(file.line))


def is_error(problems: tuple[Problem, ...]) -> bool:
    """Whether one of them stops what it is about."""
    return any(one.level is Level.ERROR for one in problems)


def unix_lines(text: str) -> str:
    """The text with the line ends of Unix, whatever its own are."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _not_utf_8(data: bytes, text: str, error: UnicodeDecodeError, path: str) -> Problem:
    """The first letter that isn't UTF-8, with the words around it as Windows-1252 has them."""
    line, column = _place(before := unix_lines(data[: error.start].decode("utf-8", "replace")), len(before))
    words = text.split("\n")[line - 1 : line] if text else []
    around = words[0][max(0, column - 20) : column + 20].strip() if words else ""
    return problem("not-utf-8", path, line, column, found=around.replace("\ufffd", "?"))


def _windows(text: str, path: str) -> list[Problem]:
    """The first character of Windows-1252 that Latin 1 was taken for."""
    found = MISTAKEN.search(text)
    if found is None:
        return []
    point, meant = code_point(found.group()), WINDOWS[ord(found.group())]
    return [problem("character-windows", path, *_place(text, found.start()), point=point, character=meant)]


def _place(text: str, offset: int) -> Position:
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1


class _Handler(BaseHandler):
    """What python-frontmatter asks for: how to split a text, and how to load its fields."""

    FM_BOUNDARY = re.compile(r"---|\+\+\+|\{")

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.marked = MarkedFields()
        self.body: tuple[str, int] | None = None
        self.before = 0
        self.reader: Callable[[str, str], MarkedFields] = read_yaml

    def received(self, text: str) -> str:
        """The text as we go on with it: composed, and without the blank lines that the library would drop."""
        text = composed(text)
        start = text.lstrip("\n \t") if text[:1] in ("\n", " ", "\t") else text
        self.before = text.count("\n", 0, len(text) - len(start))
        return start

    def text(self) -> MarkdownFile | None:
        """The file, unless nothing shows where its body begins."""
        if self.body is None:
            return None
        return MarkdownFile(
            path=self.path,
            fields=self.marked.values,
            keys=self.marked.key_places,
            values=self.marked.value_places,
            markdown=self.body[0],
            line=self.body[1],
        )

    def split(self, text: str) -> tuple[str, str]:
        """The front matter, with empty lines for what is before it, and the body."""
        lines = text.split("\n")
        for opening, closing, reader in _OPENINGS:
            if opening.fullmatch(lines[0]):
                self.reader = reader
                end = next((n for n, line in enumerate(lines[1:], 1) if closing.fullmatch(line)), None)
                if end is None:
                    fence = lines[0].strip()
                    raise Refused(problem("front-matter-endless", self.path, self.before + 1, fence=fence))
                return self.parted(lines[1:end], lines, end + 1, first=1)
        if _JSON.match(text):
            self.reader = read_json
            end = end_of_json(text)
            if end is None:
                raise Refused(problem("front-matter-json", self.path, self.before + 1))
            last = text.count("\n", 0, end)
            rest = text[end:].partition("\n")[0]
            if rest.strip():
                raise Refused(problem("front-matter-json", self.path, self.before + last + 1))
            return self.parted(lines[: last + 1], lines, last + 1, first=0)
        self.parted([], lines, 0, first=0)
        raise Refused(problem("front-matter-missing", self.path))

    def parted(self, fields: list[str], lines: list[str], start: int, *, first: int) -> tuple[str, str]:
        """Fields and body apart: the body begins at `lines[start]` at the earliest, the fields at `first`."""
        while start < len(lines) - 1 and not lines[start].strip():
            start += 1
        markdown = "\n".join(lines[start:]).strip("\n")
        self.body = markdown, self.before + start + 1
        return "\n" * (self.before + first) + "\n".join(fields) + "\n", markdown

    def load(self, fm: str) -> dict[str, object]:
        """The fields, from a text that has been looked at first."""
        written = fm.lstrip("\n")
        if len(written) > MAX_FIELDS:
            raise Refused(problem("front-matter-too-long", self.path, max=MAX_FIELDS // 1024))
        if bad := FORBIDDEN.search(fm):
            character = code_point(bad[0])
            raise Refused(
                problem("character-forbidden", self.path, *_place(fm, bad.start()), character=character)
            )
        self.marked = self.reader(fm, self.path)
        return dict(self.marked.values)
