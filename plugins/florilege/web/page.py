"""What the site's pages are, finished."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from florilege.prose.prose import Heading

END_OF_WORDS = "<!-- end of words -->"
"""Where the lists, notices and links at the end of a page begin, which are no words of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundAs:
    """How search shows a page, and at what it is found besides its words."""

    line: str = ""
    """Below its title: who signs it, in which tome, on which pages."""
    names: tuple[str, ...] = ()
    """Who signs it."""
    persons: tuple[str, ...] = ()
    """Whom it names, also where it gives but a part of the name."""
    themes: tuple[str, ...] = ()
    """What it is about."""
    filters: tuple[tuple[str, str], ...] = ()
    """Kind (`volume`, `author`, `theme`, `lang`) and name: what narrows a search down to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """One finished page.

    `title`, `description` and `author` are plain text, `html` and `head` finished HTML.
    """

    path: str
    """Below the site's address: empty (the home page) or ending in `/`."""
    title: str
    html: str
    """With `END_OF_WORDS` where the page's own words end, if something follows them."""
    source: str = ""
    """The file below `contributions/` whose text it shows; empty for a page that is a list."""
    headings: tuple[Heading, ...] = ()
    """The page's own table of contents, after its title."""

    date: datetime.date | None = None
    """The newest day that what it shows has, if any."""
    description: str = ""
    author: str = ""
    head: str = ""
    """Elements for `<head>`: citation metadata, Open Graph, JSON-LD."""
    sheets: tuple[str, ...] = ()
    """The paths of its style sheets, besides that of all pages."""
    script: str = ""
    """The path of the script that makes reading it easier, if there is one."""
    searchable: bool = True
    found: FoundAs = field(default_factory=FoundAs)


@dataclass(frozen=True, slots=True, kw_only=True)
class NarrowPicture:
    """What may stand in for a picture of a page, narrower and in WebP."""

    path: str
    """Below the site's address."""
    file: Path
    """Where it lies until it is copied to the site."""
    width: int
    """px"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedCard:
    """The picture that links to a page show."""

    path: str
    """Below the site's address."""
    file: Path
    """Where it lies until it is copied to the site."""
    width: int
    """px"""
    height: int
    """px"""
    alternative: str
    """What it says, in plain text."""
