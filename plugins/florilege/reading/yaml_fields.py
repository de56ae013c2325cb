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

from florilege.diagnostics.problems import Problem, code_point, problem
from florilege.reading.characters import FORBIDDEN, composed
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
_NOTHING = ("", "~")
"""What stands, without quotes, for an absent value; `null` may be a title (YAML 1.2.2, 10.2.1.1)."""


def read_yaml(source: str, path: str, nothing: Collection[str] = _NOTHING) -> MarkedFields:
    """The fields of a mapping; `nothing` are the words that, without quotes, stand for an absent value.

    `source` has as many lines before the YAML, empty ones, as the file has, so that places are the file's.
    Raises `Refused`.
    """
    try:
        problems = tuple(islice(_vet(source, path), MAX_PROBLEMS))
        root = None if problems else yaml.compose(source, Loader=_Loader)
    except yaml.YAMLError as error:
        raise Refused(_yaml_problem(error, source, path)) from None
    if problems:
        raise Refused(*problems)
    if root is None:
        return MarkedFields()
    if not isinstance(root, yaml.MappingNode):
        raise Refused(problem("front-matter-not-fields", path, *_mark(root.start_mark)))
    walk = _Walk(path, nothing, {}, {}, [])
    values = walk.mapping(root, ())
    if walk.problems:
        raise Refused(*walk.problems[:MAX_PROBLEMS])
    return MarkedFields(values=values, key_places=walk.keys, value_places=walk.values)


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
        return read_yaml(yaml_source, path, ("null",))
    except Refused as refused:
        invalid = [
            problem("front-matter-json", path, one.line, one.column)
            if one.code in ("yaml-invalid", "yaml-colon", "yaml-quote", "yaml-document")
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


def _vet(source: str, path: str) -> Iterator[Problem]:
    """What the events of a YAML show that we don't take; stops where going on would cost."""
    depth = nodes = 0
    for event in yaml.parse(source, Loader=_Loader):
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


def _yaml_problem(error: yaml.YAMLError, source: str, path: str) -> Problem:
    """A problem in our words for what PyYAML or libyaml says; their sentences differ, so only parts count."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return problem("yaml-invalid", path)
    mark = error.problem_mark or error.context_mark
    line, column = _mark(mark) if mark else (1, 0)
    lines = source.split("\n")
    at = lines[line - 1 : line]
    if at and (at[0][column - 1 : column] == "\t" or re.match(r" *\t", at[0])):
        return problem("yaml-tab", path, line, column)
    said = f"{error.context} {error.problem}"
    if "scanning an a" in said and error.context_mark:  # an anchor or an alias, as in `title: *Ici*`
        line, column = _mark(error.context_mark)
        return problem("yaml-anchor", path, line, column, name=lines[line - 1][column - 1 :][:40])
    code = next((code for words, code in _YAML_SENTENCES if words in said), "yaml-invalid")
    if code == "yaml-quote" and error.context_mark:
        line, column = _mark(error.context_mark)
    # libyaml may find fault after the last line: the line before is the one to look at.
    return problem(code, path, min(line, len(lines)), column)


@dataclass(slots=True)
class _Walk:
    """Nodes → values, noting where each key and value stands, and which keys come twice."""

    path: str
    nothing: Collection[str]
    keys: dict[Loc, Position]
    values: dict[Loc, Position]
    problems: list[Problem]

    def value(self, node: yaml.Node, loc: Loc) -> FieldValue:
        self.values[loc] = _mark(node.start_mark)
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, loc)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*loc, index)) for index, item in enumerate(node.value)]
        assert isinstance(node, yaml.ScalarNode)
        # A plain scalar has no style; libyaml calls it the empty one.
        return None if not node.style and node.value in self.nothing else composed(node.value)

    def mapping(self, node: yaml.MappingNode, loc: Loc) -> dict[str, FieldValue]:
        result: dict[str, FieldValue] = {}
        for key, value in node.value:
            place = _mark(key.start_mark)
            if not isinstance(key, yaml.ScalarNode):
                self.problems.append(problem("yaml-key", self.path, *place))
            elif key.value == "<<":
                self.problems.append(problem("yaml-anchor", self.path, *place, name="<<"))
            elif (name := composed(key.value)) in result:
                first, _ = self.keys[(*loc, name)]
                self.problems.append(problem("field-twice", self.path, *place, field=name, first=first))
            else:
                self.keys[(*loc, name)] = place
                result[name] = self.value(value, (*loc, name))
        return result
