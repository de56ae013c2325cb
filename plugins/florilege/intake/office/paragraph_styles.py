"""The styles of a word processor's paragraphs, by the names that people see → what they are to an essay."""

import re

OPEN, CLOSE = "\ue0f1", "\ue0f2"
"""Around the name of a style that stands before the words of its paragraph, for who cleans Pandoc's tree."""
_BEGINNING = {
    "title": "title",
    "titre": "title",
    "subtitle": "subtitle",
    "sous-titre": "subtitle",
    "author": "author",
    "auteur": "author",
    "sender": "author",
}
_VERSE = re.compile(r"vers|verse|po[eè]m|po[eé]sie|strophe", re.IGNORECASE)


def beginning_of(style: str) -> str:
    """What stands above a text in this style, as Pandoc's meta calls it; empty for any other style."""
    return _BEGINNING.get(style.casefold(), "")


def verse_mark(style: str) -> str:
    """What stands before the words of a line of verse; empty for any other style."""
    return f"{OPEN}{style.replace(' ', '-')}{CLOSE}" if _VERSE.search(style) else ""
