"""A file of YAML alone → its checked fields, their places and what is wrong: what editors keep."""

from dataclasses import dataclass
from pathlib import Path
from typing import Generic

from florilege.diagnostics.problems import Problem, problem
from florilege.reading.fields import FieldsKind
from florilege.reading.frontmatter import MarkdownFile, is_error, read_bytes
from florilege.reading.marked_fields import Position, Refused
from florilege.reading.private_addresses import private_addresses
from florilege.reading.validation import places, validate
from florilege.reading.yaml_fields import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Record(Generic[FieldsKind]):
    """What was read of a file: `fields` is None where something in it is in error."""

    fields: FieldsKind | None
    places: dict[str, Position]
    """Field (`invited.0.state`) → its line and column, from 1."""
    problems: tuple[Problem, ...]


MAX_NODES = 20_000
"""Keys and values of one file: more than front matter has, for hundreds of essays may be listed."""


def read_record(
    kind: type[FieldsKind], file: Path, path: str, *, of_people: bool = True
) -> Record[FieldsKind]:
    """The fields of a file, which is called `path` in what is said of it.

    In one that is about people nobody's mail address may stand: an anthology is open to all, and for good.
    """
    data, problems = read_bytes(file, path)
    if data is None:
        return Record(fields=None, places={}, problems=problems)
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
        marked = read_yaml(text, path, max_nodes=MAX_NODES)
    except UnicodeDecodeError:
        unreadable = problem("file-unreadable", path, reason="UTF-8")
        return Record(fields=None, places={}, problems=(unreadable,))
    except Refused as refused:
        return Record(fields=None, places={}, problems=refused.problems)
    whole = MarkdownFile(
        path=path,
        fields=marked.values,
        keys=marked.key_places,
        values=marked.value_places,
        markdown="",
        line=1,
    )
    fields, told = validate(kind, whole)
    told = (*marked.problems, *told, *(_addresses(text, path) if of_people else ()))
    return Record(fields=None if is_error(told) else fields, places=places(kind, whole), problems=told)


def _addresses(text: str, path: str) -> tuple[Problem, ...]:
    """The addresses of mail in a text, told without being repeated."""
    return tuple(
        problem("record-mail-address", path, found.line, found.column)
        for found in private_addresses(text)
        if found.kind == "mail"
    )
