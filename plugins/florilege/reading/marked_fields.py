"""Fields of front matter as text, each with its place; what the readers of YAML and TOML give."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from florilege.diagnostics.problems import Problem

FENCE = "---"
"""The line before the fields of a file that has a text too, and the one behind them."""
MAX_DEPTH = 6
MAX_NODES = 2_000
MAX_SCALAR = 8_000
"""Characters of one value."""
MAX_PROBLEMS = 25
"""What one file may have to say at once: nobody reads more, and a hostile one could hold thousands."""

FieldValue: TypeAlias = "str | Sequence[FieldValue] | Mapping[str, FieldValue] | None"
Loc: TypeAlias = tuple[str | int, ...]
Position: TypeAlias = tuple[int, int]
"""Line and column in the file, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedFields:
    """`values` as text, lists and mappings; where each key and each value stands."""

    values: Mapping[str, FieldValue] = field(default_factory=dict)
    key_places: Mapping[Loc, Position] = field(default_factory=dict)
    value_places: Mapping[Loc, Position] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    """What is to be said of them and stops nothing."""


class Refused(Exception):
    """Front matter that isn't taken, and why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems
