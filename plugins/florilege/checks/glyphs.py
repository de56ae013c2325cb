"""Texts of the tomes, faces → characters that no face can print, each with its line."""

from collections.abc import Iterable, Iterator
from unicodedata import name

from florilege.catalogue.model import Author, Body, Catalogue, Essay, Volume
from florilege.diagnostics.problems import Problem, problem
from florilege.printing.fonts import Face, missing_characters
from florilege.prose.emojis import print_emoji


def check(catalogue: Catalogue, faces: Iterable[Face]) -> Iterator[Problem]:
    """A problem for each character of a volume's texts that no face has; emoji are printed as words."""
    faces = tuple(faces)
    for path, lines in dict(_texts(catalogue)).items():
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
    for volume in catalogue.volumes.values():
        yield _lines(volume.body, *_fields(volume))
        for matter in volume.matters:
            yield _lines(matter.body, matter.title)
        essays = [catalogue.essays[id] for id in volume.essays if id in catalogue.essays]
        for essay in essays:
            yield _lines(essay.body, *_fields(essay))
        signed = {byline.author for essay in essays for byline in essay.bylines}
        for author in catalogue.authors.values():
            if author.id in signed:
                yield _lines(author.body, *_fields(author))


def _fields(of: Volume | Essay | Author) -> Iterator[str]:
    if isinstance(of, Author):
        yield from (of.name, of.sort_name, of.headline)
        return
    yield from (of.title, of.subtitle)
    if isinstance(of, Essay):
        yield from (of.short_title, of.abstract, *(byline.name for byline in of.bylines))
    else:
        yield from (of.series, *(part.title for part in of.parts), *(sponsor.name for sponsor in of.sponsors))


def _lines(body: Body, *fields: str) -> tuple[str, list[tuple[int, str]]]:
    return body.path, [(1, " ".join(fields)), *enumerate(body.markdown.split("\n"), body.line)]
