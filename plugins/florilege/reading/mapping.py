"""Checked fields → a value of the catalogue: every field of the same name is copied.

So a new field is declared in the schema and in the model, and nowhere else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from florilege.reading.fields import Fields

Model = TypeVar("Model")


def to_model(kind: type[Model], fields: Fields, /, **computed: Any) -> Model:
    """A value of the class `kind`, made of the fields of the same names.

    Fields within fields become the class that `kind` has in their place; a field that was left out has the
    model's own default. `computed` are those that need more than the field of their name. Raises `TypeError`
    where a field without default is in neither.
    """
    copied = {}
    for name, hint in _hints(kind).items():  # type: ignore[arg-type]
        value = getattr(fields, name, None) if name not in computed else None
        if value is not None:
            copied[name] = _converted(value, hint)
    return kind(**copied, **computed)


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields_of(kind)}


def _converted(value: Any, hint: Any) -> Any:
    if isinstance(value, Fields):
        return to_model(next(_classes(hint)), value)
    if isinstance(value, tuple):
        return tuple(_converted(each, hint) for each in value)
    return value


def _classes(hint: Any) -> Iterator[type]:
    """The classes of the model in a type: `Sponsor` in `tuple[Sponsor, ...]`."""
    if is_dataclass(hint) and isinstance(hint, type):
        yield hint
    for part in get_args(hint):
        yield from _classes(part)
