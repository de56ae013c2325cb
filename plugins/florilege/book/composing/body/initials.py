"""The first paragraph of prose → the same, opening with an initial.

All texts of a tome have one, that an essay without it doesn't look as if it went on: whatever stands before
the paragraph (an epigraph, verse, a quotation, the head of a letter, a picture, a heading), and be it short.
Only what has no prose has none, as verse or a scene, and what begins with a small letter.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator

from fontTools.unicodedata import script
from lxml import html
from lxml.html import HtmlElement

from florilege.prose.genres import LETTER

Placed = Callable[[str, str], str]
"""What stands before an initial, and the initial → the style in which it is placed."""

LEAD = 4
"""Words that follow an initial in the type of its design (small capitals)."""
ROOM = 170
"""Signs that a paragraph must have to be as high as its initial; a shorter one is made so, or the next one
stands beside the initial too."""

_BEGINNING = re.compile(r"([«‹“„‘\"¡¿…(\[—–][\s\u00a0\u202f]*)*([^\W\d_][º°.]?|\d+(?:[.,\u00a0\u202f]\d+)*)")
"""A letter, with the sign or the point that makes it an abbreviation (« Nº », « M. »), or a number."""
_ORDINAL = ("º", "°")
"""What makes an N a number: a small letter, and beside a capital of that size a heavy one."""
_SPACE = re.compile(r"\s")
_BLANK = re.compile("[ \u00a0]")
_ABOVE = 230
"""The class of accents that stand above their letter (UAX 44, Canonical_Combining_Class)."""
_SCRIPTS = frozenset(["Latn", "Cyrl"])
"""The scripts in which every design has initials: they are made to the measure of its face."""
_NUMBER = 4
"""Digits that a number at the beginning has at most."""
_INLINE = frozenset("a abbr b bdi cite dfn em i ins mark q small span strong u".split())  # noqa: SIM905


def mark_initial(root: HtmlElement, placed: Placed) -> None:
    """Mark the initial of a text, if it has one, and the words that follow it.

    A picture in the paragraph may move its first line to another page, where the initial doesn't follow.
    The initial is an element, since WeasyPrint 70 lays the first line under a floated `::first-letter`.
    """
    for paragraph in _paragraphs(root):
        if paragraph.find(".//img") is None and (found := _first(paragraph)):
            owner, match = found
            _mark(paragraph, owner, match, placed)
        return


def _paragraphs(root: HtmlElement) -> Iterator[HtmlElement]:
    """The paragraphs of prose, in order: those of a letter too, none of quotations, lists, asides."""
    for child in root:
        if (
            child.tag == "p"
            and not child.get("class")
            and child.get("dir") != "rtl"
            and child.find("br") is None
        ):
            if child.text_content().strip():
                yield child
        elif child.tag == "div" and (child.get("class") or "").split()[:1] in ([LETTER], []):
            yield from _paragraphs(child)


def _first(paragraph: HtmlElement) -> tuple[HtmlElement, re.Match[str]] | None:
    """The element whose text begins a paragraph with a capital or a number, and this beginning."""
    owner = paragraph
    while not (owner.text or "").strip():
        owner = next(iter(owner), None)
        if owner is None or owner.tag not in _INLINE or owner.get("class") in ("note-ref", "footnote"):
            return None
    match = _BEGINNING.match(owner.text or "")
    if match is None:
        return None
    sign = match[2]
    is_capital = sign[0].isupper() and script(sign[0]) in _SCRIPTS
    is_number = sign[0].isdigit() and sum(map(str.isdigit, sign)) <= _NUMBER and sign.count(".") < 2
    return (owner, match) if is_capital or is_number else None


def _mark(paragraph: HtmlElement, owner: HtmlElement, match: re.Match[str], placed: Placed) -> None:
    text = owner.text or ""
    before, letter, after = _BLANK.sub("\u202f", text[: match.start(2)]), match[2], text[match.end() :]
    said = after[:1] + _SPACE.split(after[1:], maxsplit=1)[0]  # the next word, where the initial is one
    style = placed(before, letter)
    if after.startswith(" "):  # it would go where a line begins, which is behind the initial
        after = f"\u00a0{after[1:]}"
        style += "; --beside: 0em"  # nor does the next word come nearer under a slope
    lead = " ".join(after.split(" ")[:LEAD])
    rest = after[: len(said)]
    sign = letter[1:] if letter[1:] in _ORDINAL else ""
    first = initial = _span("initial", letter.removesuffix(sign))
    if before:
        first = _span("before", before, initial.text)
        initial.text = None
        initial.append(first)
    if sign:
        initial.append(_span("ordinal", sign))
    opening = _span("lead", "" if rest else lead, after[len(lead) :])
    if rest:
        first.set("data-word", before + letter + said)
        opening.append(_span("rest", rest, lead[len(rest) :]))
    owner.text = paragraph.text = None
    owner.insert(0, opening)
    paragraph.insert(0, initial)  # a float, which must not stand in an element of the line
    following = paragraph.getnext()
    names = ["opened", *(["accented"] if _is_accented(letter) else [])]
    if len(paragraph.text_content()) < ROOM:
        goes_on = following is not None and following.tag == "p" and not following.get("class")
        names.append("goes-on" if goes_on else "short")
    paragraph.set("class", " ".join(names))
    paragraph.set("style", style)


def _is_accented(letter: str) -> bool:
    return any(unicodedata.combining(sign) == _ABOVE for sign in unicodedata.normalize("NFD", letter))


def _span(name: str, text: str, tail: str = "") -> HtmlElement:
    span = html.fragment_fromstring(f'<span class="{name}"></span>')
    span.text, span.tail = text, tail
    return span
