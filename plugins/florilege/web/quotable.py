"""Essays → the passages that their authors would have readers keep, each with a page of its own."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from florilege.catalogue.writings import Essay
from florilege.prose.prose import PullQuote
from florilege.prose.shown_text import plain_text

QUOTES = "quotes/"
"""The page that gathers them, as in `WebPage.path`; those of each are below it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotable:
    """A passage of an essay."""

    essay: Essay
    quote: PullQuote
    path: str
    """Of its page, as in `WebPage.path`."""

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


def quotable(essay: Essay, quotes: tuple[PullQuote, ...]) -> tuple[Quotable, ...]:
    """The passages of an essay; in the address of each is the id that its author gave it, or its number."""
    return tuple(
        Quotable(essay=essay, quote=quote, path=f"{QUOTES}{essay.id}/{_name(quote, number)}/")
        for number, quote in enumerate(quotes, start=1)
    )


def _name(quote: PullQuote, number: int) -> str:
    given = quote.id.partition("--")[2]
    if re.fullmatch(r"quote-\d+", given) or not re.fullmatch(r"[a-z][a-z0-9-]*", given):
        return str(number)
    return given
