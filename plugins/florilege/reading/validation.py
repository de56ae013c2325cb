"""Fields as text → checked fields, or problems with the line and column of what is wrong."""

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from florilege.diagnostics.problems import Problem, codes, problem
from florilege.reading.fields import Fields, FieldsKind, plain_key
from florilege.reading.frontmatter import MAX_PROBLEMS, Loc, MarkdownFile, Position

_CODES = {
    "missing": "field-missing",
    "string_too_short": "field-empty",
    "string_too_long": "field-too-long",
    "too_short": "field-empty",
    "too_long": "list-too-long",
    "extra_forbidden": "field-unknown",
    "model_type": "field-not-mapping",
    "model_attributes_type": "field-not-mapping",
    "dict_type": "field-not-mapping",
}
"""pydantic's kinds of error → our codes; https://docs.pydantic.dev/latest/errors/validation_errors/"""


def validate(kind: type[FieldsKind], text: MarkdownFile) -> tuple[FieldsKind | None, tuple[Problem, ...]]:
    """The checked fields of a file; `None` and the problems, `MAX_PROBLEMS` at most, if one is wrong."""
    try:
        return kind.model_validate(text.fields), ()
    except ValidationError as error:
        found = error.errors(include_url=False)[:MAX_PROBLEMS]
        return None, tuple(_problem(kind, text, details) for details in found)


def salvage(kind: type[Fields], name: str, text: MarkdownFile) -> Any:
    """The checked value of one field of a file in error; `None` if that field is wrong too, or absent."""
    spellings = kind.spellings()
    written = next((key for key in text.fields if spellings.get(plain_key(key)) == name), None)
    try:
        return written and TypeAdapter(_annotation(kind, name)).validate_python(text.fields[written])
    except ValidationError:
        return None


def _annotation(kind: type[Fields], name: str) -> Any:
    """The type of a field with its metadata, which `model_fields` keeps apart."""
    return get_type_hints(kind, include_extras=True)[name]


def places(kind: type[Fields], text: MarkdownFile) -> dict[str, Position]:
    """Where each field stands, by its canonical name: `authors.0`, `parts.1.essays.0`."""
    result = {}
    for loc, place in text.values.items():
        steps = [str(_canonical_step(kind, depth, step)) for depth, step in enumerate(loc)]
        result[".".join(steps)] = place
    return result


def _canonical_step(kind: type[Fields], depth: int, step: str | int) -> str | int:
    if isinstance(step, int):
        return step
    if depth == 0:
        return kind.spellings().get(plain_key(step), step)
    meanings = _names().get(plain_key(step), frozenset())
    return next(iter(meanings)) if len(meanings) == 1 else step


def near(word: str, known: Iterator[str] | list[str], *, likeness: float = 0.7) -> str:
    """The known word that is spelled most like this one, or nothing."""
    return next(iter(get_close_matches(word, list(known), n=1, cutoff=likeness)), "")


def _problem(kind: type[Fields], text: MarkdownFile, details: ErrorDetails) -> Problem:
    code = _code(details)
    values = {name: str(value) for name, value in details.get("ctx", {}).items()}
    loc = details["loc"] + ((values.pop("at"),) if "at" in values else ())
    found, whole = _locate(text, loc)
    names = [str(step) for step in loc if isinstance(step, str)]
    field = names[-1] if names else "authors"
    if code == "field-missing" and not whole:
        line, column = text.place(found)
    else:
        line, column = text.place(
            found, of_key=code in ("field-unknown", "field-missing", "field-twice-named")
        )
    if code == "field-unknown":
        spellings = kind.spellings() if len(loc) == 1 else _all_spellings()
        match = near(plain_key(field), list(spellings))
        values |= {
            "suggestion": spellings.get(match, "") if match else "",
            "known": ", ".join(kind.model_fields),
        }
    if code in ("field-too-long", "list-too-long"):
        values = {"max": values.get("max_length") or values.get("max", "")}
    return problem(code, text.path, line, column, **({"field": field} | values))


def _code(details: ErrorDetails) -> str:
    kind = details["type"]
    if kind == "too_long" and isinstance(details["input"], str):
        return "field-too-long"
    return kind if kind in codes() else _CODES.get(kind, "field-invalid")


@cache
def _all_spellings() -> dict[str, str]:
    """Every spelling of every field, nested ones too → a field's name."""
    return {spelling: name for kind in _all_kinds() for spelling, name in kind.spellings().items()}


@cache
def _names() -> dict[str, frozenset[str]]:
    """Every spelling → the names of the fields it may mean, whatever the kind."""
    result: dict[str, set[str]] = {}
    for kind in _all_kinds():
        for spelling, name in kind.spellings().items():
            result.setdefault(spelling, set()).add(name)
    return {spelling: frozenset(names) for spelling, names in result.items()}


def _all_kinds() -> Iterator[type[Fields]]:
    waiting = Fields.__subclasses__()
    while waiting:
        kind = waiting.pop(0)
        yield kind
        waiting += kind.__subclasses__()


def _locate(text: MarkdownFile, loc: Loc) -> tuple[Loc, bool]:
    """Where pydantic's `loc` stands in the file as written, other spellings included; and whether wholly."""
    actual: Loc = ()
    for step in loc:
        written = text.keys if isinstance(step, str) else text.values
        near_by = [key for key in written if key and key[:-1] == actual and _means(key[-1], step)]
        key = (*actual, step) if (*actual, step) in near_by else next(iter(near_by), None)
        if key is None:
            return actual, False
        actual = key
    return actual, True


def _means(written: str | int, step: str | int) -> bool:
    if written == step or isinstance(written, int) or isinstance(step, int):
        return written == step
    return step in _names().get(plain_key(written), ())
