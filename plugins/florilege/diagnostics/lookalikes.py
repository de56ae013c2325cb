"""Texts that the eye takes for one → what they share, and how a message tells them apart."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files

IGNORABLE = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f"
    r"\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\u2800]"
)
"""Default_Ignorable_Code_Point (Unicode 16, DerivedCoreProperties.txt), and Braille without dots."""

_SPACES = re.compile(r"\s+")
_SIGNS = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d\u02d7"), "-") | dict.fromkeys(
    map(ord, "\u2018\u2019\u02bc\u02b9\u2032\u0060\u00b4\uff07\ua78c"), "'"
)
"""Hyphens, dashes as short as they are, and apostrophes."""


@cache
def letters() -> Mapping[int, str]:
    """The letters of lookalikes.txt → the Latin ones of the same looks; capital I → small l (UTS 39)."""
    text = files("florilege.diagnostics").joinpath("lookalikes.txt").read_text(encoding="utf-8")
    rows = (line.split(" ") for line in text.splitlines() if not line.startswith("#"))
    return {ord(other): latin for latin, others in rows for other in others} | {ord("I"): "l"}


def looks(text: str) -> str:
    """What two texts share that the eye can't tell apart (the skeleton of UTS 39, 4).

    >>> looks("Sоlаnge") == looks("Solange") != looks("Solenge")
    True
    >>> looks("Zoé\u00a0Roux") == looks("Zoe\u0301 Ro\u200bux")
    True
    """
    seen = unicodedata.normalize("NFKD", IGNORABLE.sub("", text.translate(_SIGNS)))
    return _SPACES.sub(" ", seen.translate(letters()))


def told_apart(text: str, other: str) -> str:
    """The text as a message shows it beside another: what only looks like the other's with its code.

    >>> told_apart("Sоlange", "Solange"), told_apart("Solange", "Sоlange"), told_apart("Zoé", "Zoë")
    ('Sо(U+043E)lange', 'Solange', 'Zoé')
    """
    if text == other or looks(text) != looks(other):
        return text
    return "".join(
        f"{part}({code_point(part)})" if strange else part for part, strange in _compared(text, other)
    )


def _compared(text: str, other: str) -> Iterator[tuple[str, bool]]:
    """Each character of a text, and whether it is what a reader needs to be told of."""
    if len(text) == len(other):
        pairs = zip(text, other, strict=True)
        yield from ((own, own != its and (not own.isascii() or its.isascii())) for own, its in pairs)
        return
    for kind, start, end, from_, to in SequenceMatcher(None, text, other, autojunk=False).get_opcodes():
        part = text[start:end]
        strange = kind != "equal" and (not part.isascii() or other[from_:to].isascii())
        yield from ((each, strange) for each in part)


def code_point(character: str) -> str:
    """A character as Unicode calls it.

    >>> code_point("é")
    'U+00E9'
    """
    return f"U+{ord(character):04X}"
