"""TOML of a stranger (Hugo, Zola) → fields as text, each with its place as far as lines show it."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from florilege.diagnostics.lookalikes import code_point
from florilege.diagnostics.problems import problem
from florilege.reading.characters import FORBIDDEN, composed
from florilege.reading.marked_fields import (
    MAX_DEPTH,
    MAX_NODES,
    MAX_SCALAR,
    FieldValue,
    Loc,
    MarkedFields,
    Position,
    Refused,
)

_KEY = re.compile(r"""[ \t]*(?:"([^"\\]*)"|'([^']*)'|([\w-]+))[ \t]*[=.][ \t]*""")
_TABLE = re.compile(r"""[ \t]*(\[\[?)[ \t]*["']?([\w-]+)["']?[ \t]*\]""")
_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")


def read_toml(source: str, path: str) -> MarkedFields:
    """The fields of a document.

    `source` has as many lines before the TOML, empty ones, as the file has, so that places are the file's.
    Raises `Refused`.
    """
    try:
        loaded = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        found = _PLACE.search(str(error))
        place = (int(found[1]), int(found[2])) if found else (max(1, source.count("\n")), 0)
        raise Refused(problem("front-matter-toml", path, *place)) from None
    except RecursionError:
        raise Refused(problem("yaml-depth", path, 2, 0, max=MAX_DEPTH)) from None
    key_places, value_places = _places(source)
    reader = _Reader(path, value_places)
    values = {key: reader.text(value, (key,)) for key, value in loaded.items()}
    return MarkedFields(values=values, key_places=key_places, value_places=value_places)


def _places(source: str) -> tuple[dict[Loc, Position], dict[Loc, Position]]:
    """Where keys and their values stand, by the lines that begin with a key or the name of a table."""
    keys: dict[Loc, Position] = {}
    values: dict[Loc, Position] = {}
    table: Loc = ()
    ranks: dict[str, int] = {}
    for number, line in enumerate(source.split("\n"), 1):
        if found := _TABLE.match(line):
            name = found[2]
            keys.setdefault((name,), (number, found.start(2) + 1))
            table = (name,)
            if found[1] == "[[":
                table = (name, ranks.setdefault(name, -1) + 1)
                ranks[name] += 1
            values.setdefault((name,), (number, found.start(2) + 1))
            values.setdefault(table, (number, found.start(2) + 1))
        elif found := _KEY.match(line):
            loc = (*table, found[1] or found[2] or found[3] or "")
            start = next(group for group in (1, 2, 3) if found[group] is not None)
            keys.setdefault(loc, (number, found.start(start) + 1))
            values.setdefault(loc, (number, found.end() + 1))
    return keys, values


class _Reader:
    """Typed values → text, within the limits that hold for YAML."""

    def __init__(self, path: str, places: Mapping[Loc, Position]) -> None:
        self.path = path
        self.places = places
        self.nodes = 0

    def text(self, value: Any, loc: Loc) -> FieldValue:
        self.nodes += 1
        if self.nodes > MAX_NODES:
            raise Refused(problem("yaml-nodes", self.path, *self.place(loc), max=MAX_NODES))
        if len(loc) > MAX_DEPTH:
            raise Refused(problem("yaml-depth", self.path, *self.place(loc), max=MAX_DEPTH))
        if isinstance(value, dict):
            return {key: self.text(each, (*loc, key)) for key, each in value.items()}
        if isinstance(value, list):
            return [self.text(each, (*loc, number)) for number, each in enumerate(value)]
        return self.scalar(value, loc)

    def scalar(self, value: Any, loc: Loc) -> str:
        if isinstance(value, bool):
            return "true" if value else "false"
        text = composed(str(value))
        if len(text) > MAX_SCALAR:
            raise Refused(problem("value-too-long", self.path, *self.place(loc), max=MAX_SCALAR))
        if bad := FORBIDDEN.search(text):
            character = code_point(bad[0])
            raise Refused(problem("character-forbidden", self.path, *self.place(loc), character=character))
        return text

    def place(self, loc: Loc) -> Position:
        return next((self.places[part] for part in _around(loc) if part in self.places), (1, 0))


def _around(loc: Loc) -> Iterator[Loc]:
    """The place, what is around it, and so on."""
    while loc:
        yield loc
        loc = loc[:-1]
