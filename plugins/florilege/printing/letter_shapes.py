"""The shapes of letters that an essay may open with, measured beforehand (scripts/letter_shapes.py)."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from florilege.language.own_data import read_table


@dataclass(frozen=True, slots=True)
class LetterShape:
    """em: the white at the left and the right of a letter, how much more of it stands beside the first line,
    and how far the letter reaches below its line."""

    left: float = 0
    right: float = 0
    beside: float = 0
    depth: float = 0


@cache
def _measured() -> Mapping[str, Any]:
    source = files("florilege.printing").joinpath("letter_shapes.yml").read_text(encoding="utf-8")
    measured: Mapping[str, Any] = read_table(source)
    return measured


def shape(family: str, letter: str) -> LetterShape:
    """The shape of a letter, or of a number's first and last digits, without its accent.

    >>> shape("Lato", "É") == shape("Lato", "E"), shape("Lato", "Ж")
    (True, LetterShape(left=0.0, right=0.0, beside=0.0, depth=0.0))
    """
    known = _measured()["letters"][family]
    ends = [
        known.get(sign) or known.get(unicodedata.normalize("NFD", sign)[0]) or (0, 0, 0, 0)
        for sign in (letter[0], letter[-1])
    ]
    (left, *_, first), (_, right, beside, last) = ends
    return LetterShape(left / 1000, right / 1000, beside / 1000, max(first, last) / 1000)


def width(family: str, signs: str) -> float:
    """em: how wide signs are, quotation marks, dashes and no-break spaces, in a face of a text."""
    known = _measured()["signs"][family]
    return float(sum(known.get(sign, 0) for sign in signs)) / 1000
