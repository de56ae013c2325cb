"""The words of a text that is set: its safe HTML as one reads it."""

import re
from html import unescape

CALL = re.compile(r'<a\b[^>]*\bclass="note-ref"[^>]*>\d+</a>')
"""The call of a note (prose.py)."""
_TAG = re.compile(r"<[^>]+>")


def plain_text(html: str) -> str:
    """The words of safe HTML as read, single spaces between, numbers of notes left out.

    >>> plain_text('<p>Un <em>mot</em>&amp;<br>deux</p>\\n<p>trois</p>')
    'Un mot& deux trois'
    """
    spaced = re.sub(r"<br>|</(?:p|li|h[2-6]|td|th|dt|dd|figcaption|pre|div)>", " ", CALL.sub("", html))
    return re.sub(r"[ \t\n]+", " ", unescape(_TAG.sub("", spaced))).strip(" \n")
