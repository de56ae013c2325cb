"""Volume → its place in its series and its whole title, in words."""

from collections.abc import Callable
from dataclasses import replace

from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Author, Byline
from florilege.language.direction import isolated
from florilege.language.elision import joined, with_name
from florilege.language.words import words

Printed = Callable[[str, str], str]
"""A field and its language (BCP 47) → the field as it is printed."""


def as_written(text: str, lang: str) -> str:
    """The field as its author wrote it: what machines read."""
    return text


def for_readers(text: str, lang: str) -> str:
    """The field as it stands in a sentence: what runs from right to left turns nothing around it."""
    return isolated(text)


def volume_number(volume: Volume, lang: str) -> str:
    """« Tome 1 »; empty for a volume without a number."""
    return "" if volume.number is None else f"{words(lang)['volume']} {volume.number}"


def series_statement(volume: Volume, lang: str, *, printed: Printed = as_written) -> str:
    """« Series, tome 1 », as much of it as there is."""
    number = "" if volume.number is None else words(lang)["volume_of_series"].format(number=volume.number)
    pieces = (printed(volume.series, volume.lang), number)
    return ", ".join(piece for piece in pieces if piece)


def full_title(volume: Volume, lang: str, *, printed: Printed = as_written) -> str:
    """« Series, tome 1 : Title », as much of it as there is."""
    title = printed(volume.title, volume.lang)
    series = series_statement(volume, lang, printed=printed)
    return f"{series}{words(lang)['colon']}{title}" if series else title


def edited_by(volume: Volume, lang: str) -> tuple[str, tuple[Byline, ...]]:
    """« sous la direction de » up to the editors' names, and these, the first of them as it goes on."""
    if not volume.editors:
        return "", ()
    first, *others = volume.editors
    before, name = joined(words(lang)["edited_by"], first.name, lang, organisation=first.organisation)
    return before, (replace(first, name=name), *others)


def portrait_of(author: Author, lang: str) -> str:
    """« Portrait d’Odile Maurel »."""
    return with_name(words(lang)["portrait"], author.name, lang, organisation=author.organisation)
