"""What the site's pages are, finished."""

from dataclasses import dataclass

from florilege.prose.prose import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPage:
    """One finished page.

    `title`, `description` and `author` are plain text, `html` and `head` finished HTML.
    """

    path: str
    """Below the site's address: empty (the home page) or ending in `/`."""
    title: str
    html: str
    source: str = ""
    """The file below `contributions/` whose text it shows; empty for a page that is a list."""
    words: str = ""
    """What of `html` is the page's own: without the lists, notices and links at its end."""

    headings: tuple[Heading, ...] = ()
    """The page's own table of contents, after its title."""

    description: str = ""
    author: str = ""
    head: str = ""
    """Elements for `<head>`: citation metadata, Open Graph, JSON-LD."""
    searchable: bool = True
