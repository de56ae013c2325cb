"""Pages → the files of HTML of which Pagefind makes the index that readers search."""

import re
from dataclasses import dataclass
from html import escape, unescape

from florilege.web.page import FoundAs

FOLDED = {
    "œ": "o\u2060e",
    "Œ": "O\u2060e",
    "æ": "a\u2060e",
    "Æ": "A\u2060e",
    "ß": "s\u2060s",
    "ø": "o\u2064",
    "Ø": "O\u2064",
    "ł": "l\u2064",
    "Ł": "L\u2064",
    "đ": "d\u2064",
    "Đ": "D\u2064",
}
"""Letter → the letters at which it is found, with a sign that none sees and Pagefind leaves out of words.

Unicode takes accents off letters, but not these apart. Results show the letter again: assets/search.js.
"""

CUT = "\u2060 "
"""What parts words at an apostrophe, and is taken out of results again."""

_FOLD = str.maketrans(FOLDED)
_APOSTROPHE = re.compile(r"(?<=\w)(['’ʼ])(?=\w)")
_UNSEEN = str.maketrans("", "", "\u00ad\u200b\u2060\u2064")
_PIECE = re.compile(r'<(?:[^<>"]|"[^"]*")*>|[^<]+')


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPage:
    """A page as search takes it in; `html` are its words."""

    path: str
    """The address below the site's."""
    title: str
    html: str
    found: FoundAs


def folded(text: str) -> str:
    """Text whose words Pagefind finds: parted at apostrophes, ligatures in two letters.

    >>> folded("L’œuvre aujourd’hui").replace("\\u2060", "~")
    'L’~ o~euvre aujourd’~ hui'
    """
    return _APOSTROPHE.sub(rf"\1{CUT}", text.translate(_UNSEEN)).translate(_FOLD)


def document(page: FoundPage) -> str:
    """A page as a file of HTML for Pagefind."""
    told = {
        "title": page.title,
        "line": page.found.line,
        "author": ", ".join(page.found.names),
        "person": "; ".join(page.found.persons),
        "theme": ", ".join(page.found.themes),
        "path": page.path,
    }
    metas = [_meta(name, value if name == "path" else folded(value)) for name, value in told.items()]
    body = _PIECE.sub(lambda piece: piece[0] if piece[0][0] == "<" else _text(piece[0]), page.html)
    return (
        f'<!doctype html><html><head><meta charset="utf-8"></head><body data-pagefind-body>'
        f"{''.join(metas)}{body}</body></html>"
    )


def _text(text: str) -> str:
    return escape(folded(unescape(text)), quote=False)


def _meta(name: str, value: str) -> str:
    return f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">' if value else ""
