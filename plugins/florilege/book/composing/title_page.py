"""The texts of a title page → how close it is set, so that it is one page, however long its title is."""

from collections.abc import Iterable
from math import ceil
from typing import Literal

from florilege.book.composing.composer import Composer
from florilege.book.sheet import MM

Closeness = Literal["", "close", "closest"]

Text = tuple[str, float, float]
"""A text, its size in rem, its lines in lines of the running text."""

_LETTER = 0.65
"""em: a letter of a title, on average, with what lines lose where they end after a word."""
_BESIDE = 7
"""Lines of the running text that the publisher, the date and the space between take."""


def title_closeness(composer: Composer) -> Closeness:
    """The class of a title page: the first of the three with which its texts fit; the last at worst."""
    size, line = composer.look.facts.title
    steps: tuple[tuple[Closeness, float, float], ...] = (("", size, line), ("close", 1.6, 1.5))
    for closeness, size, line in steps:
        if _height(composer, _texts(composer, size, line)) <= composer.look.geometry.lines - _BESIDE:
            return closeness
    return "closest"


def _texts(composer: Composer, size: float, line: float) -> Iterable[Text]:
    volume = composer.volume
    yield str(composer.edited_by), 1, 1
    if volume.series:
        yield composer.plain(volume.series), size, line
        yield composer.volume_number, 1.6, 2
    yield composer.book_title, *((1.6, 2) if volume.series else (size, line))
    yield composer.plain(volume.subtitle), 1.1, 1.5


def _height(composer: Composer, texts: Iterable[Text]) -> float:
    """How many lines of the running text the texts take."""
    page = composer.look.geometry
    measure = page.measure * MM / page.size
    return sum(ceil(len(text) * size * _LETTER / measure) * line for text, size, line in texts)
