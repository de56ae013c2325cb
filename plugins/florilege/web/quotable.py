"""Essays and minutes → the passages that readers are to keep, each with a page of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from florilege.catalogue.writings import Byline, Essay, Meeting
from florilege.prose.prose import PullQuote
from florilege.prose.shown_text import plain_text

QUOTES = "quotes/"
"""The page that gathers them, as in `WebPage.path`; those of each are below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotable:
    """A passage of an essay, or of what was said at a meeting."""

    home: Essay | Meeting
    quote: PullQuote
    path: str
    """Of its page, as in `WebPage.path`."""

    @property
    def bylines(self) -> tuple[Byline, ...]:
        """Who signs it; nobody what was said at a meeting."""
        return self.home.bylines if isinstance(self.home, Essay) else ()

    @property
    def words(self) -> str:
        """The passage in plain text."""
        return plain_text(self.quote.html)

    def quoted(self, words: Mapping[str, str], most: int = 0) -> str:
        """The same between quotation marks, unless it has its own; `most` signs of it where that isn't 0."""
        said = self.words
        if most and len(said) > most:
            said = said[:most].rpartition(" ")[0].rstrip(" ,;:–—\u00a0\u202f") + " […]"
        return said if said[0] in '«“„‘"—–' else words["quoted"].format(said)


def quotable(home: Essay | Meeting, quotes: tuple[PullQuote, ...]) -> tuple[Quotable, ...]:
    """The passages of a text; in the address of each is the id that its author gave it, or its number."""
    folder = home.id if isinstance(home, Essay) else str(home.key)
    return tuple(
        Quotable(home=home, quote=quote, path=f"{QUOTES}{folder}/{_name(home, quote, number)}/")
        for number, quote in enumerate(quotes, start=1)
    )


def _name(home: Essay | Meeting, quote: PullQuote, number: int) -> str:
    given = quote.id.removeprefix(f"{home.key.prefix}--")
    if re.fullmatch(r"(?:quote|excerpts)-\d+", given) or not re.fullmatch(r"[a-z][a-z0-9-]*", given):
        return str(number)
    return given
