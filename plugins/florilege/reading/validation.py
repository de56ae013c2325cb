"""Fields as text → checked fields, or problems with the line and column of what is wrong."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from florilege.diagnostics.problems import Problem, codes, problem
from florilege.reading.field_forms import parts_of
from florilege.reading.fields import Fields, FieldsKind, Notes, plain_key
from florilege.reading.frontmatter import MarkdownFile
from florilege.reading.marked_fields import FENCE, MAX_PROBLEMS, FieldValue, Loc, Position

_CODES = {
    "missing": "field-missing",
    "string_too_short": "field-empty",
    "string_too_long": "field-too-long",
    "too_short": "field-empty",
    "too_long": "list-too-long",
    "model_type": "field-not-mapping",
    "model_attributes_type": "field-not-mapping",
    "dict_type": "field-not-mapping",
}
"""pydantic's kinds of error → our codes; https://docs.pydantic.dev/latest/errors/validation_errors/"""


def validate(
    kind: type[FieldsKind], text: MarkdownFile, own: Mapping[str, str] | None = None
) -> tuple[FieldsKind | None, tuple[Problem, ...]]:
    """The checked fields of a file, `None` for an error; and what is to be said, `MAX_PROBLEMS` at most.

    `own` is the anthology's own map of names, plain name → our field or `ignore`.
    """
    notes = Notes(root=text.fields, own=own or {})
    fields, errors = None, []
    try:
        fields = kind.model_validate(text.fields, context=notes)
    except ValidationError as error:
        errors = [_problem(kind, text, details) for details in error.errors(include_url=False)]
    return fields, tuple([*errors, *_noted(notes, text)][:MAX_PROBLEMS])


def with_unread(kind: type[FieldsKind], fields: Mapping[str, FieldValue]) -> tuple[FieldsKind, list[Loc]]:
    """The checked fields of a record that is right, and where those stand that its kind doesn't have.

    The last step of a place is the name as typed.
    """
    notes = Notes(root=fields, own={})
    checked = kind.model_validate(fields, context=notes)
    holders = {id(value): loc for loc, value in _mappings(fields, ())}
    unknown = ((holder, key) for code, holder, key, _ in notes.found if code == kind.unknown)
    return checked, [(*holders.get(id(holder), ()), key) for holder, key in unknown]


def _noted(notes: Notes, text: MarkdownFile) -> Iterator[Problem]:
    """The notes as problems: where the key of each stands."""
    holders = {id(value): loc for loc, value in _mappings(text.fields, ())}
    for code, holder, key, words in notes.found:
        line, column = text.place((*holders.get(id(holder), ()), key), of_key=True)
        values: dict[str, object] = {**words, "count": 1} if code in GROUPED else {**words}
        yield problem(code, text.path, line, column, field=key, **values)


def _mappings(value: object, loc: Loc) -> Iterator[tuple[Loc, object]]:
    """Every mapping in front matter, and where it stands."""
    if isinstance(value, Mapping):
        yield loc, value
        for key, item in value.items():
            yield from _mappings(item, (*loc, key))
    elif isinstance(value, list):
        for number, item in enumerate(value):
            yield from _mappings(item, (*loc, number))


GROUPED = ("field-unknown", "field-foreign", "field-ignored")
"""Codes of what is told once for all files of a kind, with their number."""


def grouped(problems: Iterable[Problem], kind_of: Callable[[str], str]) -> Iterator[Problem]:
    """The problems, those that say one thing of many files of a kind as one, where it comes first.

    What looks like a slip of the keyboard is told wherever it is. `kind_of` gives the kind of a path's file.
    """
    groups: dict[object, list[Problem]] = {}
    for one in problems:
        values = dict(one.values)
        if one.code in GROUPED and not values.get("suggestion"):
            groups.setdefault((one.code, kind_of(one.path), plain_key(values["field"])), []).append(one)
        else:
            yield one
    for same in groups.values():
        first = min(same)
        count = len({one.path for one in same})
        yield replace(first, values=tuple((dict(first.values) | {"count": str(count)}).items()))


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


def _problem(kind: type[Fields], text: MarkdownFile, details: ErrorDetails) -> Problem:
    code = _code(details)
    values = {name: str(value) for name, value in details.get("ctx", {}).items()}
    loc = details["loc"] + ((values.pop("at"),) if "at" in values else ())
    found, whole = _locate(text, loc)
    named = loc if whole or code == "field-missing" else found
    names = [str(step) for step in named if isinstance(step, str)]
    field = names[-1] if names else "authors"
    if code == "field-missing" and not whole:
        line, column = text.place(found)
    else:
        line, column = text.place(found, of_key=code in ("field-missing", "field-twice-named"))
    if code in ("field-too-long", "list-too-long"):
        values = {"max": values.get("max_length") or values.get("max", "")}
    if code in _WITH_EXAMPLE:
        values["example"] = _example(_kind_at(kind, named), field)
    if code == "field-missing":
        values["fence"] = FENCE if text.line > 1 else ""  # an editor's record holds nothing but fields
    return problem(code, text.path, line, column, **({"field": field} | values))


_WITH_EXAMPLE = ("field-missing", "field-empty", "field-not-text", "field-not-mapping", "field-invalid")
"""Codes whose hint shows how one writes the field."""


def _kind_at(kind: type[Fields], loc: Loc) -> type[Fields]:
    """What the mapping holds in which a field stands: the kind of file, or of what is within its fields."""
    for step in loc[:-1]:
        name = kind.spellings().get(plain_key(step)) if isinstance(step, str) else None
        parts = parts_of(_annotation(kind, name)) if name else iter(())
        kind = next((each for each in parts if isinstance(each, type) and issubclass(each, Fields)), kind)
    return kind


def _example(kind: type[Fields], field: str) -> str:
    """A line that gives a field, of this kind of file or of what is within its fields."""
    name = next((each.spellings().get(plain_key(field)) for each in (kind, *_all_kinds())), None) or field
    having = (each for each in (kind, *_all_kinds()) if name in each.model_fields)
    return next((f"{name}: {each.abouts()[name].example}" for each in having), f"{name}: …")


def _code(details: ErrorDetails) -> str:
    kind = details["type"]
    if kind == "too_long" and isinstance(details["input"], str):
        return "field-too-long"
    return kind if kind in codes() else _CODES.get(kind, "field-invalid")


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
