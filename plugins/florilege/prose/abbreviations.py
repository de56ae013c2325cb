"""Abbreviations that a text explains (`*[TER]: …`, `<abbr title="…">`) → spelled out where they stand first.

On a site their words appear under a pointer; paper, e-books and telephones have none. So the first of each in
running words is followed by them in brackets, as books do it; not where the text says them itself.
"""

import re
from collections.abc import Callable, Sequence
from html import escape, unescape

_PIECE = re.compile(r"<(/?)([a-z][a-z0-9]*)\b((?:[^<>\"]|\"[^\"]*\")*)>|[^<]+")
_TITLE = re.compile(r'\btitle="([^"]*)"')
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_APART = frozenset("a caption code dt figcaption pre summary th".split()) | _HEADINGS  # noqa: SIM905
"""Where no words are put in, if the abbreviation stands elsewhere too."""
_VOID = frozenset(("br", "col", "hr", "img", "wbr"))


def spelled_out(pieces: Sequence[str], fix: Callable[[str], str]) -> list[str]:
    """The HTML of a text and of its notes, each abbreviation spelled out once; `fix` is typography.

    >>> spelled_out(['<p>(<abbr title="train">T</abbr>), <abbr title="train">T</abbr></p>'], str)
    ['<p>(<abbr title="train">T</abbr> [train]), <abbr title="train">T</abbr></p>']
    """
    if not any("<abbr" in piece for piece in pieces):
        return [*pieces]
    said = _plain(" ".join(re.sub(r"<[^>]*>", "", piece) for piece in pieces))
    done: set[tuple[str, str]] = set()
    made = [*pieces]
    for apart in (_APART, _HEADINGS):
        for number, piece in enumerate(made):
            made[number] = _spelled(piece, fix, said, done, apart)
    return made


def _plain(words: str) -> str:
    return " ".join(unescape(words).replace("'", "’").split()).casefold()


def _spelled(
    html: str, fix: Callable[[str], str], said: str, done: set[tuple[str, str]], apart: frozenset[str]
) -> str:
    parts: list[str] = []
    opened: list[str] = []
    meaning = words = ""
    depth = 0
    end = 0
    for match in _PIECE.finditer(html):
        closing, name, attributes = match[1], match[2], match[3]
        if name is None:
            words = match[0]
            depth = max(0, depth + words.count("(") - words.count(")"))
            continue
        if name == "abbr" and not closing:
            title = _TITLE.search(attributes)
            meaning = unescape(title[1]).strip() if title else ""
        elif name == "abbr" and meaning:
            key = words, meaning
            goes_on = re.match(r"[\w’'-]", html[match.end() : match.end() + 1])
            if key not in done and not goes_on and apart.isdisjoint(opened):
                done.add(key)
                if _plain(meaning) not in said:
                    left, right = "[]" if depth else "()"
                    parts += (html[end : match.end()], f" {left}{escape(fix(meaning), quote=False)}{right}")
                    end = match.end()
            meaning = ""
        if name in ("p", "li", "td", "dd"):
            depth = 0
        if closing:
            if name in opened:
                del opened[len(opened) - 1 - opened[::-1].index(name) :]
        elif name not in _VOID:
            opened.append(name)
    return "".join((*parts, html[end:]))
