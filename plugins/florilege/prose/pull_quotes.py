"""Set HTML → the same with an id on each passage that its author would have readers keep; and these passages.

Such a passage is a block of the class `pullquote`, which is set large, or a phrase within a paragraph, which
looks like the rest of it.
"""

import re
from collections.abc import Iterator

import nh3

from florilege.prose.prose import PullQuote

_TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>')
_MARKED = re.compile(r'\bclass="([^"]*\s)?pullquote(\s[^"]*)?"')
_ATTRIBUTE = re.compile(r'([a-z-]+)="([^"]*)"')
_CALL = re.compile(r'<a\b[^>]*\bclass="note-ref"[^>]*>\d+</a>')
_KEPT = frozenset(
    "abbr b bdi br cite code del dfn em i ins kbd mark p q s samp small strong sub sup u var".split()  # noqa: SIM905
)


def pull_quotes(html: str, prefix: str) -> tuple[str, tuple[PullQuote, ...]]:
    """The HTML of a text, and its passages in order; of passages within one another the outermost.

    >>> html, found = pull_quotes('<p>Le <span class="pullquote">vent <em>dort</em></span>.</p>', "un")
    >>> html, found[0].html
    ('<p>Le <span id="un--quote-1">vent <em>dort</em></span>.</p>', '<p>vent <em>dort</em></p>')
    """
    found: list[PullQuote] = []
    pieces: list[str] = []
    done = 0
    for opening in _TAG.finditer(html):
        if opening.start() < done or opening[1] or not _MARKED.search(opening[3]):
            continue
        end = end_of(html, opening)
        inner = html[opening.end() : end]
        kept = nh3.clean(_CALL.sub("", inner), tags=set(_KEPT), attributes={"abbr": {"title"}}, link_rel=None)
        kept = kept.replace("&nbsp;", "\u00a0")  # XML knows no &nbsp;
        if not re.search(r"\w", re.sub("<[^>]*>", "", kept)):
            continue
        attributes = dict(_ATTRIBUTE.findall(opening[3]))
        id = attributes.setdefault("id", f"{prefix}--quote-{len(found) + 1}")
        if opening[2] == "span":
            others = [each for each in attributes.pop("class").split() if each != "pullquote"]
            attributes |= {"class": " ".join(others)} if others else {}
        written = "".join(f' {name}="{value}"' for name, value in sorted(attributes.items()))
        pieces += html[done : opening.start()], f"<{opening[2]}{written}>", inner
        blocks = kept.strip() if "<p>" in kept else f"<p>{kept.strip()}</p>"
        found.append(PullQuote(id=id, html=blocks))
        done = end
    return "".join((*pieces, html[done:])), tuple(found)


def end_of(html: str, opening: re.Match[str]) -> int:
    """Where the element that a tag opens has its closing tag."""
    depth = 1
    for tag in _of(html, opening[2], opening.end()):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.start()
    return len(html)


def _of(html: str, name: str, start: int) -> Iterator[re.Match[str]]:
    return (tag for tag in _TAG.finditer(html, start) if tag[2] == name)


def opening_of(html: str, id: str) -> re.Match[str] | None:
    """The tag that has an id."""
    return next((tag for tag in _TAG.finditer(html) if f' id="{id}"' in tag[3]), None)
