"""Texts of the tomes, faces → characters that no face can print, each with its line."""

from collections.abc import Iterable, Iterator
from unicodedata import name

from florilege.catalogue.model import Author, Byline, Catalogue, Essay, Text, Volume
from florilege.diagnostics.problems import Problem, problem
from florilege.printing.fonts import Face, missing_characters
from florilege.prose.emojis import print_emoji


def check(catalogue: Catalogue, faces: Iterable[Face]) -> Iterator[Problem]:
    """A problem for each character of a volume's texts that no face has; emoji are printed as words."""
    faces = tuple(faces)
    for path, lines in _texts(catalogue):
        printed = {line: print_emoji(text, "drop", "fr") for line, text in lines}
        missing = missing_characters("\n".join(printed.values()), faces)
        for line, text in printed.items() if missing else ():
            for character in sorted(missing.intersection(text)):
                yield problem(
                    "character-missing",
                    path,
                    line,
                    text.index(character) + 1,
                    character=character,
                    point=f"U+{ord(character):04X} {name(character, '')}".strip(),
                )


def _texts(catalogue: Catalogue) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """The path of each file that a tome prints, and its lines; fields count as line 1."""
    signed = {byline.author for id in catalogue.volume_of for byline in _bylines(catalogue, id)}
    for text in catalogue.texts():
        if text.volume or (isinstance(text.of, Author) and text.of.id in signed):
            fields = " ".join(_fields(text))
            yield text.body.path, [(1, fields), *enumerate(text.body.markdown.split("\n"), text.body.line)]


def _bylines(catalogue: Catalogue, essay: str) -> tuple[Byline, ...]:
    return catalogue.essays[essay].bylines if essay in catalogue.essays else ()


def _fields(text: Text) -> Iterator[str]:
    match text.of:
        case Author(name=name, sort_name=sort_name, headline=headline):
            yield from (name, sort_name, headline)
        case Essay() as essay:
            yield from (essay.title, essay.subtitle, essay.short_title, essay.abstract)
            yield from (byline.name for byline in essay.bylines)
        case Volume() as volume:
            yield from (volume.title, volume.subtitle, volume.series)
            yield from (part.title for part in volume.parts)
            yield from (sponsor.name for sponsor in volume.sponsors)
        case _:
            yield text.title
