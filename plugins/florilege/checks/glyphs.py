"""Texts of the tomes, faces → characters that no face can print, each with its line."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from florilege.catalogue.model import Body, Catalogue, Text
from florilege.diagnostics.problems import Problem, code_point, problem
from florilege.printing.fonts import Face, missing_characters
from florilege.prose.emojis import print_emoji

NOT_PRINTED = frozenset(
    ["id", "description", "keywords", "tags", "links", "also_known_as", "portrait", "cover"]
)
"""Fields whose words stand on no page of a tome."""


def check(catalogue: Catalogue, faces: Iterable[Face]) -> Iterator[Problem]:
    """A problem for each character of a volume's texts that no face has; emoji are printed as words."""
    faces = tuple(faces)
    for text in _printed(catalogue):
        lines = [print_emoji(line, "drop", "fr") for line in text.body.markdown.split("\n")]
        words = {name: print_emoji(value, "drop", "fr") for name, value in _words(text.of)}
        missing = missing_characters("\n".join((*lines, *words.values())), faces)
        if not missing:
            continue
        path = text.body.path
        for name, value in words.items():
            for character in sorted(missing.intersection(value)):
                yield _problem(character, path, *catalogue.place_of(path, name))
        for number, line in enumerate(lines, text.body.line):
            for character in sorted(missing.intersection(line)):
                yield _problem(character, path, number, line.index(character) + 1)


def _problem(character: str, path: str, line: int, column: int) -> Problem:
    point = f"{code_point(character)} {unicodedata.name(character, '')}".strip()
    return problem("character-missing", path, line, column, character=character, point=point)


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
