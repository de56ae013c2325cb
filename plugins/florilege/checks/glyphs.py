"""Texts of the tomes, faces → characters that no face can print, told once a script and text."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from html import unescape
from itertools import chain

from fontTools.unicodedata import script_name

from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue, Text
from florilege.catalogue.writings import Body, EmojiPolicy, Letter
from florilege.diagnostics.lookalikes import code_point
from florilege.diagnostics.problems import Problem, problem
from florilege.printing.scripts import package_of, script_of
from florilege.prose.emojis import print_emoji
from florilege.prose.prose import Prose
from florilege.reading.characters import FORBIDDEN, decoded

MOST = 8
"""How many characters a message shows."""

NOT_PRINTED = frozenset(
    ["id", "description", "keywords", "tags", "links", "also_known_as", "portrait", "cover"]
)
"""Fields whose words stand on no page of a tome."""


def printed_characters(catalogue: Catalogue, prose: Mapping[TextKey, Prose]) -> frozenset[str]:
    """The characters of what the tomes print."""
    return frozenset[str]().union(
        *(each for text in _printed(catalogue) for each in (*_typed(text), *_set(prose.get(text.key))))
    )


def check(catalogue: Catalogue, missing: frozenset[str]) -> Iterator[Problem]:
    """A problem for each script of which a volume's text has characters that no face has, at the first.

    Control characters are another check's affair.
    """
    for text in _printed(catalogue):
        path = text.body.path
        if missing.isdisjoint(decoded("".join(_typed(text)))):
            continue
        policy: EmojiPolicy = "drop" if text.volume and text.volume.emoji != "print" else "print"
        found: dict[str, dict[str, tuple[int, int]]] = {}
        for character, place in chain(
            (
                (each, catalogue.place_of(path, name))
                for name, value in _words(text.of)
                for each in print_emoji(value, policy, "fr")
            ),
            (
                (each, (number, column))
                for number, line in enumerate(text.body.markdown.split("\n"), text.body.line)
                for column, each in enumerate(print_emoji(decoded(line), policy, "fr"), 1)
            ),
        ):
            if character in missing and not FORBIDDEN.match(character):
                found.setdefault(script_of(character), {}).setdefault(character, place)
        for each, places in found.items():
            points = [f"{character} {code_point(character)}" for character in places]
            yield problem(
                "character-missing",
                path,
                *min(places.values()),
                characters=", ".join(points[:MOST]) + (" …" if len(points) > MOST else ""),
                count=len(points),
                script=script_name(each),
                point=code_point(next(iter(places))),
                package=package_of(each),
            )


def _typed(text: Text) -> Iterator[str]:
    """What an author typed of a text that is printed."""
    yield text.body.markdown
    yield from (words for _, words in _words(text.of))


def _set(prose: Prose | None) -> Iterator[str]:
    """What is printed of a text, whose entities and formulas its author typed otherwise."""
    if prose:
        yield from map(unescape, (prose.html, *(note.html for note in prose.notes)))


def _printed(catalogue: Catalogue) -> Iterator[Text]:
    """The texts that a tome prints: what stands in a volume, and the notices of those who signed it."""
    essays = (catalogue.essays[id] for id in catalogue.volume_of if id in catalogue.essays)
    signed = {byline.author for essay in essays for byline in essay.bylines}
    volumes = catalogue.volumes.values()
    minutes = {meeting.key for volume in volumes for meeting in catalogue.printed_meetings(volume)}
    for text in catalogue.texts():
        if text.key.kind == "meeting":
            if text.key in minutes:
                yield text
            continue
        on_site = isinstance(text.of, Letter) and text.volume is not None and text.volume.letters == "online"
        if text.key.kind == "translation" and text.volume:
            on_site = text.key.id not in catalogue.translations_for(text.volume)
        if (text.volume and not on_site) or (text.key.kind == "author" and text.key.id in signed):
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
