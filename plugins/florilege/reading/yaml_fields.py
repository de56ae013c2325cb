"""YAML of a stranger → fields as text, each with its place; JSON is read so too, being YAML.

Before anything is built, the events are counted against limits (depth, nodes, lengths), because deep nesting
crashes the C parser and merged anchors expand without end. Scalars stay text: the schema types them, so that
`title: no` is « no ».
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml

from florilege.diagnostics.lookalikes import code_point
from florilege.diagnostics.problems import Problem, problem
from florilege.reading.characters import FORBIDDEN, composed
from florilege.reading.field_comments import misread_comment
from florilege.reading.field_forms import canonical_name, holds_words_alone, list_fields
from florilege.reading.marked_fields import (
    MAX_DEPTH,
    MAX_NODES,
    MAX_PROBLEMS,
    MAX_SCALAR,
    FieldValue,
    Loc,
    MarkedFields,
    Position,
    Refused,
)

_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CURLY = re.compile(r"[“”„‟‘]([^“”„‟]*)[”“‟’]")
_JOINED = re.compile(r"[\"'’”»]\s*[,;]\s*[\"'‘“«]")
"""What stands in an item that quotes of different kinds made of two."""
_HIDDEN = re.compile(r":[\t\u00a0\u2007\u202f]")
"""A colon that doesn't end the name of a field, because no ordinary space follows."""
_NOTHING = ("", "~")
"""What stands, without quotes, for an absent value; `null` may be a title (YAML 1.2.2, 10.2.1.1)."""


def read_yaml(
    source: str,
    path: str,
    nothing: Collection[str] = _NOTHING,
    *,
    typed: bool = True,
    max_nodes: int = MAX_NODES,
) -> MarkedFields:
    """The fields of a mapping; `nothing` are the words that, without quotes, stand for an absent value.

    What is `typed`, rather than written by a program, is refused where YAML doesn't read words as such: a
    comment in a text, a text in brackets. `source` has as many lines before the YAML, empty ones, as the file
    has, so that places are the file's. Raises `Refused`.
    """
    try:
        problems = tuple(islice(_vet(source, path, max_nodes), MAX_PROBLEMS))
        root = None if problems else yaml.compose(source, Loader=_Loader)
        misread = misread_comment(source) if typed and not problems else None
    except yaml.YAMLError as error:
        mark = error.problem_mark or error.context_mark if isinstance(error, yaml.MarkedYAMLError) else None
        place = _mark(mark) if mark else (1, 0)
        raise Refused(_yaml_problem(error, source, path, place)) from None
    if problems:
        raise Refused(*problems)
    if root is None:
        return MarkedFields()
    if not isinstance(root, yaml.MappingNode):
        raise Refused(problem("front-matter-not-fields", path, *_mark(root.start_mark), fence=""))
    if misread:
        raise Refused(_not_read(source, path, misread))
    walk = _Walk(path, nothing, typed, {}, {}, [], [])
    values = walk.mapping(root, ())
    if walk.problems:
        raise Refused(*walk.problems[:MAX_PROBLEMS])
    return MarkedFields(
        values=values, key_places=walk.keys, value_places=walk.values, problems=tuple(walk.notes)
    )


_TOKEN = re.compile(r'"(?:[^"\\\n]|\\.)*"|[{}\[\]]')
_SURROGATES = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)


def end_of_json(text: str) -> int | None:
    """Where the object that begins a text ends, or None if it doesn't.

    >>> end_of_json('{"a": {"b": "}"}}\\n\\nText.')
    17
    """
    depth = 0
    for token in _TOKEN.finditer(text):
        depth += (token[0] in "{[") - (token[0] in "}]")
        if depth == 0 and token[0] in "}]":
            return token.end()
    return None


def read_json(source: str, path: str) -> MarkedFields:
    """The fields of an object, likewise."""
    yaml_source = _SURROGATES.sub(_pair, source).replace("\t", " ")
    try:
        return read_yaml(yaml_source, path, ("null",), typed=False)
    except Refused as refused:
        invalid = [
            problem("front-matter-json", path, one.line, one.column)
            if one.code in ("yaml-invalid", "yaml-document")
            else one
            for one in refused.problems
        ]
        raise Refused(*invalid) from None


def _pair(match: re.Match[str]) -> str:
    """Two halves of a character as JSON writes them → the character."""
    return (
        (chr(int(match[1], 16)) + chr(int(match[2], 16))).encode("utf-16", "surrogatepass").decode("utf-16")
    )


def _mark(mark: Any) -> Position:
    """A place in the file: YAML (a `Mark` of either parser) counts from 0."""
    return mark.line + 1, mark.column + 1


def _vet(source: str, path: str, max_nodes: int) -> Iterator[Problem]:
    """What the events of a YAML show that we don't take; stops where going on would cost."""
    depth = nodes = 0
    for event in yaml.parse(source, Loader=_Loader):
        place = _mark(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent) and (event.explicit or event.version or event.tags):
            yield problem("yaml-document", path, *place, fence="")
            return
        if isinstance(event, yaml.AliasEvent):
            yield _taken_for_a_sign("yaml-anchor", path, place, source)
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
        if nodes > max_nodes:
            yield problem("yaml-nodes", path, *place, max=max_nodes)
            return
        if event.anchor is not None:
            yield _taken_for_a_sign("yaml-anchor", path, place, source)
            return
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag is not None:
            yield _taken_for_a_sign("yaml-tag", path, place, source)
            return
        if isinstance(event, yaml.ScalarEvent):
            yield from _vet_scalar(event.value, path, place)


def _taken_for_a_sign(code: str, path: str, place: Position, source: str) -> Problem:
    """What is said of a value that begins with a sign of YAML, with the same line as mere words."""
    line = source.split("\n")[place[0] - 1]
    found = line[place[1] - 1 :].strip()
    written = "" if '"' in found else f'{line[: place[1] - 1].strip()} "{found}"'
    return problem(code, path, *place, found=found[:60], written=written)


def _vet_scalar(value: str, path: str, place: Position) -> Iterator[Problem]:
    if len(value) > MAX_SCALAR:
        yield problem("value-too-long", path, *place, max=MAX_SCALAR)
    elif bad := FORBIDDEN.search(value):
        yield problem("character-forbidden", path, *place, character=code_point(bad[0]))


def _yaml_problem(error: yaml.YAMLError, source: str, path: str, place: Position) -> Problem:
    """A problem in our words for what PyYAML or libyaml says; their sentences differ, so only parts count."""
    lines = source.split("\n")
    line, column = place
    said = f"{error.context} {error.problem}" if isinstance(error, yaml.MarkedYAMLError) else ""
    if "document" in said:
        return problem("yaml-document", path, line, column, fence="")
    # libyaml may find fault after the last line: the line before is the one to look at.
    while line > 1 and (line > len(lines) or not lines[line - 1].strip()):
        line, column = line - 1, 0
    return _not_read(source, path, (line, column))


def _not_read(source: str, path: str, place: Position) -> Problem:
    line = source.split("\n")[place[0] - 1]
    return problem("yaml-invalid", path, *place, found=line.strip()[:60], fence="")


@dataclass(slots=True)
class _Walk:
    """Nodes → values, noting where each key and value stands, and which keys come twice."""

    path: str
    nothing: Collection[str]
    typed: bool
    keys: dict[Loc, Position]
    values: dict[Loc, Position]
    problems: list[Problem]
    notes: list[Problem]
    """What stops nothing."""

    def value(self, node: yaml.Node, loc: Loc) -> FieldValue:
        self.values[loc] = _mark(node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            self.refuse_joined(node, loc)
            return [self.value(item, (*loc, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        # A plain scalar has no style; libyaml calls it the empty one.
        if not node.style and loc and (curly := _CURLY.fullmatch(node.value)):
            self.say_curly(str(loc[-1]), curly[1].strip(), _mark(node.start_mark))
        return None if not node.style and node.value in self.nothing else composed(node.value)

    def refuse_joined(self, items: yaml.SequenceNode, loc: Loc) -> None:
        """Refuse an item that quotes make of two: `["one', 'two"]`, or `- "one` above `- two"`."""
        if not self.typed or len(loc) != 1 or canonical_name(str(loc[0])) not in list_fields():
            return
        for item in items.value:
            is_quoted = isinstance(item, yaml.ScalarNode) and item.style in ("'", '"')
            over_lines = item.start_mark.line < item.end_mark.line
            if is_quoted and (_JOINED.search(item.value) or (over_lines and " - " in item.value)):
                found = f"{item.style}{item.value}"[:60]
                self.problems.append(
                    problem("yaml-invalid", self.path, *_mark(item.start_mark), found=found, fence="")
                )

    def say_curly(self, key: str, inner: str, place: Position) -> None:
        """Say of a value that quotes are printed with it; in a list they only say where an item ends."""
        if not key.isdigit() and canonical_name(key) not in list_fields():
            written = f"{key}: {inner}"
            self.notes.append(problem("value-curly", self.path, *place, field=key, written=written))

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, FieldValue]:
        result: dict[str, FieldValue] = {}
        before: yaml.Node | None = None
        for key, value in node.value:
            place = _mark(key.start_mark)
            number, before = _cut_number(before, key, value) if self.typed else "", value
            if number:
                written = re.sub(r"[^-0-9,]", "", number).replace(",", ".")
                self.problems.append(
                    problem("decimal-comma", self.path, *place, found=number, written=written)
                )
            elif not isinstance(key, yaml.ScalarNode):
                self.problems.append(problem("yaml-key", self.path, *place))
            elif key.value == "<<":
                self.problems.append(problem("yaml-anchor", self.path, *place, found="<<", written=""))
            elif (
                self.typed and not key.style and (_HIDDEN.search(key.value) or _holds_another(key.value, loc))
            ):
                self.problems.append(
                    problem("yaml-invalid", self.path, *place, found=key.value[:60], fence="")
                )
            elif (name := composed(key.value)) in result:
                first, _ = self.keys[(*loc, name)]
                self.problems.append(problem("field-twice", self.path, *place, field=name, first=first))
            elif self.typed and (sign := _bracket(value)) and holds_words_alone(canonical_name(name), sign):
                found = f"{key.value}: {sign}…"
                self.problems.append(
                    problem("yaml-invalid", self.path, *_mark(value.start_mark), found=found, fence="")
                )
            else:
                self.keys[(*loc, name)] = place
                result[name] = self.value(value, (*loc, name))
        return result


def _holds_another(key: str, loc: Loc) -> bool:
    """Whether the name of a field at the top is another's, with a colon after which a space is missing."""
    name, colon, _ = key.partition(":")
    return not loc and bool(colon and canonical_name(name))


_DECIMAL = re.compile(r"-?[0-9][0-9. \u00a0\u202f]*,[0-9]+(?:[ \u00a0\u202f]*(?:[%€$£¥]|[A-Z]{3}))?")


def _cut_number(before: yaml.Node | None, key: yaml.Node, value: yaml.Node) -> str:
    """`0,85` where its comma has made a value and a key of it; nothing for any other key.

    To YAML `{a: 0,85}` is `{a: 0, 85: }`.
    """
    if value.value or any(
        not isinstance(each, yaml.ScalarNode) or each.style for each in (before, key, value)
    ):
        return ""
    number = f"{before.value if before else ''},{key.value}"
    return number if _DECIMAL.fullmatch(number) else ""


def _bracket(node: yaml.Node) -> str:
    """What a list or a mapping between brackets begins with; nothing for another value."""
    if not isinstance(node, yaml.CollectionNode) or not node.flow_style:
        return ""
    return "[" if isinstance(node, yaml.SequenceNode) else "{"
