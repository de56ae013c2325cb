"""Texts of the tomes, faces → characters that no face can print, told once a script and text."""

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from itertools import chain

from fontTools.unicodedata import script, script_name

from florilege.catalogue.model import Body, Catalogue, EmojiPolicy, Text
from florilege.diagnostics.lookalikes import code_point
from florilege.diagnostics.problems import Problem, problem
from florilege.printing.fonts import Face, missing_characters
from florilege.prose.emojis import print_emoji
from florilege.reading.characters import FORBIDDEN

MOST = 8
"""How many characters a message shows."""

NOT_PRINTED = frozenset(
    ["id", "description", "keywords", "tags", "links", "also_known_as", "portrait", "cover"]
)
"""Fields whose words stand on no page of a tome."""


def check(catalogue: Catalogue, faces: Iterable[Face]) -> Iterator[Problem]:
    """A problem for each script of which a volume's text has characters that no face has, at the first.

    Control characters are another check's affair.
    """
    faces = tuple(faces)
    for text in _printed(catalogue):
        path = text.body.path
        if not missing_characters(
            "".join((text.body.markdown, *(each for _, each in _words(text.of)))), faces
        ):
            continue
        policy: EmojiPolicy = "drop" if text.volume and text.volume.emoji != "print" else "print"
        lines = [print_emoji(line, policy, "fr") for line in text.body.markdown.split("\n")]
        words = {name: print_emoji(value, policy, "fr") for name, value in _words(text.of)}
        missing = missing_characters("\n".join((*lines, *words.values())), faces)
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for character, place in chain(
            ((each, catalogue.place_of(path, name)) for name, value in words.items() for each in value),
            (
                (each, (number, column))
                for number, line in enumerate(lines, text.body.line)
                for column, each in enumerate(line, 1)
            ),
        ):
            if character in missing and not FORBIDDEN.match(character):
                found.setdefault(script(character), {}).setdefault(character, place)
        for each, places in found.items():
            points = [f"{character} {code_point(character)}" for character in places]
            yield problem(
                "character-missing",
                path,
                *min(places.values()),
                characters=", ".join(points[:MOST]) + (" …" if len(points) > MOST else ""),
                count=len(points),
                script=script_name(each),
            )


def _printed(catalogue: Catalogue) -> Iterator[Text]:
    """The texts that a tome prints: what stands in a volume, and the notices of those who signed it."""
    essays = (catalogue.essays[id] for id in catalogue.volume_of if id in catalogue.essays)
    signed = {byline.author for essay in essays for byline in essay.bylines}
    for text in catalogue.texts():
        if text.volume or (text.key.kind == "author" and text.key.id in signed):
            yield text


def _words(value: object, name: str = "") -> Iterator[tuple[str, str]]:
    """The words in a value of the catalogue, its body apart, each with the field that holds them."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _words(each, f"{name}.{number}")
    elif is_dataclass(value) and not isinstance(value, Body):
        for field in fields(value):
            if field.name not in NOT_PRINTED:
                yield from _words(getattr(value, field.name), f"{name}.{field.name}".lstrip("."))
