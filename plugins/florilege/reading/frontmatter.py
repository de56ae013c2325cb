"""One Markdown file → its fields with their places, and its body; or problems.

The files come from strangers. A file is opened without following links, and only if it is a regular one of
limited size. Before anything is built from the YAML, its events are counted against limits (depth, nodes,
lengths), because deep nesting crashes the C parser and merged anchors expand without end. Scalars stay text:
the schema types them, so that `title: no` is « no ».
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeAlias

import frontmatter
import yaml
from frontmatter.default_handlers import BaseHandler

from florilege.diagnostics.problems import Problem, code_point, problem
from florilege.runtime.regular_files import NotRegular, TooLarge, read_regular

MAX_FILE = 512 * 1024
"""Bytes; sixty printed pages hold some 180 000 characters."""
MAX_FIELDS = 32 * 1024
"""Characters of front matter."""
MAX_DEPTH = 6
MAX_NODES = 2_000
MAX_SCALAR = 8_000
"""Characters of one value."""
MAX_PROBLEMS = 25
"""What one file may have to say at once: nobody reads more, and a hostile one could hold thousands."""

FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff"
    r"\ufeff\ufff9-\uffff\U000e0000-\U000e0fff]"
)
"""Control characters, bidirectional controls, separators, tags; ZWJ and ZWNJ stay allowed (Unicode TR 36)."""

_FENCE = re.compile(r"---[ \t]*")
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

YamlValue: TypeAlias = "str | Sequence[YamlValue] | Mapping[str, YamlValue] | None"
Loc: TypeAlias = tuple[str | int, ...]
Position: TypeAlias = tuple[int, int]
"""Line and column in the file, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkdownFile:
    """A file, read: `fields` as text, lists and mappings; `keys` and `values` say where each stands."""

    path: str
    fields: Mapping[str, YamlValue]
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
    """The fields and the body of a file's bytes: UTF-8, with or without BOM, any line ends."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = unix_lines(data[: error.start].decode("utf-8", "replace"))
        line, column = _place(before, len(before))
        found = f"0x{data[error.start]:02X}"
        return None, (problem("not-utf-8", path, line, column, byte=found),)
    if not text.startswith("---"):  # python-frontmatter would strip what stands before, and shift lines
        return None, (problem("front-matter-missing", path),)
    handler = _Handler(path)
    try:
        # The library's own split loses blank lines and its loader types values: ours does neither.
        fields, _ = frontmatter.parse(unix_lines(text), handler=handler)
    except _Refused as refused:
        return None, refused.problems
    return handler.text(fields), ()


def unix_lines(text: str) -> str:
    """The text with the line ends of Unix, whatever its own are."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place(text: str, offset: int) -> Position:
    line_start = text.rfind("\n", 0, offset) + 1
    return text.count("\n", 0, offset) + 1, offset - line_start + 1


class _Refused(Exception):
    """Carries problems out of python-frontmatter, which calls our handler."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


class _Handler(BaseHandler):
    """What python-frontmatter asks for: how to split a text, and how to load its fields."""

    FM_BOUNDARY = _FENCE

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.keys: dict[Loc, Position] = {}
        self.values: dict[Loc, Position] = {}
        self.markdown = ""
        self.line = 1

    def text(self, fields: Mapping[str, object]) -> MarkdownFile:
        return MarkdownFile(
            path=self.path,
            fields=fields,  # type: ignore[arg-type]  # what `load` has given
            keys=self.keys,
            values=self.values,
            markdown=self.markdown,
            line=self.line,
        )

    def split(self, text: str) -> tuple[str, str]:
        """The YAML between the first line and the next line that are `---`, and the body."""
        lines = text.split("\n")
        if not _FENCE.fullmatch(lines[0]):
            raise _Refused(problem("front-matter-missing", self.path))
        end = next((number for number, line in enumerate(lines[1:], 1) if _FENCE.fullmatch(line)), None)
        if end is None:
            raise _Refused(problem("front-matter-unclosed", self.path))
        start = end + 1
        while start < len(lines) - 1 and not lines[start].strip():
            start += 1
        self.markdown = "\n".join(lines[start:]).strip("\n")
        self.line = start + 1
        return "\n".join(lines[1:end]) + "\n", self.markdown

    def load(self, fm: str) -> dict[str, object]:
        """The fields, from a YAML that has been looked at first."""
        _refuse_raw(fm, self.path)
        try:
            problems = tuple(islice(_vet(fm, self.path), MAX_PROBLEMS))
            root = None if problems else yaml.compose(fm, Loader=_Loader)
        except yaml.YAMLError as error:
            raise _Refused(_yaml_problem(error, fm, self.path)) from None
        if problems:
            raise _Refused(*problems)
        if root is None:
            return {}
        if not isinstance(root, yaml.MappingNode):
            raise _Refused(problem("front-matter-not-fields", self.path, *_mark(root.start_mark)))
        walk = _Walk(self.path, self.keys, self.values, [])
        fields = walk.mapping(root, ())
        if walk.problems:
            raise _Refused(*walk.problems[:MAX_PROBLEMS])
        return dict(fields)


def _mark(mark: Any) -> Position:
    """A place in the file: YAML (a `Mark` of either parser) counts from 0 and begins after the fence."""
    return mark.line + 2, mark.column + 1


def _refuse_raw(fm: str, path: str) -> None:
    if len(fm) > MAX_FIELDS:
        raise _Refused(problem("front-matter-too-long", path, max=MAX_FIELDS // 1024))
    if bad := FORBIDDEN.search(fm):
        line, column = _place(fm, bad.start())
        raise _Refused(problem("character-forbidden", path, line + 1, column, character=code_point(bad[0])))


def _vet(fm: str, path: str) -> Iterator[Problem]:
    """What the events of a YAML show that we don't take; stops where going on would cost."""
    depth = nodes = 0
    for event in yaml.parse(fm, Loader=_Loader):
        place = _mark(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent) and (event.explicit or event.version or event.tags):
            yield problem("yaml-document", path, *place)
            return
        if isinstance(event, yaml.AliasEvent):
            yield problem("yaml-anchor", path, *place, name=event.anchor)
            return
        if isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if not isinstance(event, yaml.NodeEvent):
            continue
        depth += isinstance(event, yaml.CollectionStartEvent)
        nodes += 1
        if depth > MAX_DEPTH:
            yield problem("yaml-depth", path, *place, max=MAX_DEPTH)
            return
        if nodes > MAX_NODES:
            yield problem("yaml-nodes", path, *place, max=MAX_NODES)
            return
        if event.anchor is not None:
            yield problem("yaml-anchor", path, *place, name=event.anchor)
            return
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            yield problem("yaml-tag", path, *place, tag=event.tag.replace("tag:yaml.org,2002:", "!!"))
            return
        if isinstance(event, yaml.ScalarEvent):
            yield from _vet_scalar(event.value, path, place)


def _vet_scalar(value: str, path: str, place: Position) -> Iterator[Problem]:
    if len(value) > MAX_SCALAR:
        yield problem("value-too-long", path, *place, max=MAX_SCALAR)
    elif bad := FORBIDDEN.search(value):
        yield problem("character-forbidden", path, *place, character=code_point(bad[0]))


_YAML_SENTENCES = (
    ("mapping values are not allowed", "yaml-colon"),
    ("quoted scalar", "yaml-quote"),
    ("unexpected end of stream", "yaml-quote"),
    ("document", "yaml-document"),
)


def _yaml_problem(error: yaml.YAMLError, fm: str, path: str) -> Problem:
    """A problem in our words for what PyYAML or libyaml says; their sentences differ, so only parts count."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return problem("yaml-invalid", path)
    mark = error.problem_mark or error.context_mark
    line, column = _mark(mark) if mark else (1, 0)
    lines = fm.split("\n")
    at = lines[line - 2 : line - 1]
    if at and (at[0][column - 1 : column] == "\t" or re.match(r" *\t", at[0])):
        return problem("yaml-tab", path, line, column)
    said = f"{error.context} {error.problem}"
    if "scanning an a" in said and error.context_mark:  # an anchor or an alias, as in `title: *Ici*`
        line, column = _mark(error.context_mark)
        return problem("yaml-anchor", path, line, column, name=lines[line - 2][column - 1 :][:40])
    code = next((code for words, code in _YAML_SENTENCES if words in said), "yaml-invalid")
    if code == "yaml-quote" and error.context_mark:
        line, column = _mark(error.context_mark)
    # libyaml may find fault after the last line: the line before is the one to look at.
    return problem(code, path, min(line, len(lines)), column)


@dataclass(slots=True)
class _Walk:
    """Nodes → values, noting where each key and value stands, and which keys come twice."""

    path: str
    keys: dict[Loc, Position]
    values: dict[Loc, Position]
    problems: list[Problem]

    def value(self, node: yaml.Node, loc: Loc) -> YamlValue:
        self.values[loc] = _mark(node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*loc, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        # A plain scalar has no style; libyaml calls it the empty one.
        return None if not node.style and node.value == "" else str(node.value)

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, YamlValue]:
        result: dict[str, YamlValue] = {}
        for key, value in node.value:
            place = _mark(key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                self.problems.append(problem("yaml-key", self.path, *place))
            elif key.value == "<<":
                self.problems.append(problem("yaml-anchor", self.path, *place, name="<<"))
            elif key.value in result:
                first, _ = self.keys[(*loc, key.value)]
                self.problems.append(problem("field-twice", self.path, *place, field=key.value, first=first))
            else:
                self.keys[(*loc, key.value)] = place
                result[key.value] = self.value(value, (*loc, key.value))
        return result
