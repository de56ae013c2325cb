"""The text on the back of a cover: a prose → paragraphs, as many of its lines as there is room for."""

from collections.abc import Callable, Iterator, Sequence

from lxml import html
from lxml.html import HtmlElement
from markupsafe import Markup, escape

from florilege.book.cover.measure import lines_of
from florilege.book.ruler import Ruler
from florilege.prose.prose import Prose

_BLOCKS = frozenset("p li dt dd h1 h2 h3 h4 h5 h6 td th figcaption pre".split())  # noqa: SIM905
_EMPHASIS = ("em", "strong", "sup", "sub")


def blurb(prose: Prose | None, emoji: Callable[[str], str]) -> list[Markup]:
    """The paragraphs of a blurb, with emphasis and no more: no notes, no links, no pictures."""
    if prose is None:
        return []
    root = html.fragment_fromstring(prose.html, create_parent="div")
    blocks = (
        block for block in root.iter(*_BLOCKS) if not any(True for _ in block.iter(*_BLOCKS - {block.tag}))
    )
    return [text for block in blocks if (text := Markup(_inline(block, emoji).strip()))]


def _inline(element: HtmlElement, emoji: Callable[[str], str]) -> str:
    """What an element holds, as HTML without all but emphasis; the calls of notes left out."""
    parts = [str(escape(emoji(element.text or "")))]
    for child in element:
        if isinstance(child.tag, str) and child.get("class") != "note-ref":
            inner = _inline(child, emoji)
            parts.append(f"<{child.tag}>{inner}</{child.tag}>" if child.tag in _EMPHASIS else inner)
        parts.append(str(escape(emoji(child.tail or ""))))
    return "".join(parts)


def first_lines(paragraphs: Sequence[str], ruler: Ruler, measure: float, lines: int) -> Iterator[str]:
    """As much of the paragraphs as fits in `lines` lines of `measure` em, cut after a word."""
    for text in paragraphs:
        taken = lines_of([text], ruler, measure)
        if taken > lines:
            words = text.split(" ")
            while words and lines_of([" ".join(words) + " …"], ruler, measure) > lines:
                words.pop()
            if words:
                yield " ".join(words).rstrip(" ,;:.–—\u00a0\u202f") + "…"
            return
        yield text
        lines -= taken
