"""The schema of front matter → the fields that a form shows: a label, a help, a shape and its bounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from florilege.language.sentences import say
from florilege.reading.schema import KINDS

Shape = Literal["line", "text", "words", "date", "choice", "address"]
"""`words`: several, parted by commas; `text`: more than a line."""

LONG_LINE = 300
"""Characters: a field that takes more is shown as a box of several lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedField:
    """One field as a form shows it."""

    kind: str
    """The kind of file that it belongs to, of `schema.KINDS`."""
    name: str
    label: str
    help: str
    shape: Shape
    required: bool
    longest: int | None = None
    """Characters that it takes, or that each of its words takes."""
    most: int | None = None
    """How many words it takes."""
    choices: tuple[str, ...] = ()


def asked_fields(kind: str, names: Sequence[str], lang: str) -> tuple[AskedField, ...]:
    """Fields of a kind of file in this order, for readers of a language. `KeyError` for another name."""
    schema = KINDS[kind].model_json_schema()
    return tuple(
        _asked(kind, name, schema["properties"][name], lang, required=name in schema["required"])
        for name in names
    )


def _asked(kind: str, name: str, schema: dict[str, Any], lang: str, *, required: bool) -> AskedField:
    plain = next((each for each in schema.get("anyOf", ()) if each["type"] != "null"), schema)
    items = plain.get("items", plain)
    return AskedField(
        kind=kind,
        name=name,
        label=say("contributing", f"{kind}.{name}", lang),
        help=say("contributing", f"{kind}.{name}.help", lang),
        shape=_shape(plain),
        required=required,
        longest=items.get("maxLength"),
        most=plain.get("maxItems") or (plain.get("maxLength") if plain["type"] == "array" else None),
        choices=tuple(plain.get("enum", ())),
    )


def _shape(schema: dict[str, Any]) -> Shape:
    if schema["type"] == "array":
        return "words"
    if schema.get("format") == "date":
        return "date"
    if "enum" in schema:
        return "choice"
    if schema.get("pattern", "").startswith("^(https?"):
        return "address"
    return "text" if schema.get("maxLength", 0) > LONG_LINE else "line"
