"""A font → what its glyphs say, whatever stands beside them; and runs of text whose glyphs don't say it all.

In the scripts of India and their kin, vowels are drawn before the consonants that they follow, and letters
join in signs of their own: glyph by glyph such a line reads otherwise than it is written, so that it says
itself what it reads (/ActualText, PDF 32000-1, 14.9.4).
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from typing import Any

from fontTools.ttLib import TTFont

_JOINED = re.compile("[\u0900-\u10ff\u1780-\u1cff\ua800-\uabff\U00011000-\U00011fff]")
"""Scripts of which a glyph may stand for several characters, or stand before them."""


def joins(text: str) -> bool:
    """Whether glyphs of a text may say it in another order."""
    return not text.isascii() and bool(_JOINED.search(text))


@cache
def texts_of(font: bytes) -> Mapping[int, str]:
    """Glyph → the characters that it stands for, by the file of its font: its own, or those of its parts."""
    with TTFont(BytesIO(font), lazy=True) as opened:
        said: dict[str, str] = {}
        for code, name in sorted(opened.getBestCmap().items()):
            said.setdefault(name, chr(code))
        rules = [*_rules(opened["GSUB"].table)] if "GSUB" in opened else []
        before = -1
        while before < len(said):
            before = len(said)
            for parts, made in rules:
                if all(part in said for part in parts):
                    said.setdefault(made, "".join(said[part] for part in parts))
        return {opened.getGlyphID(name): text for name, text in said.items()}


def _rules(table: Any) -> Iterator[tuple[tuple[str, ...], str]]:
    """Glyphs and the one that takes their place (OpenType 1.9, `GSUB`), in the order of the file."""
    for lookup in table.LookupList.Lookup if table.LookupList else ():
        for each in lookup.SubTable:
            sub = each.ExtSubTable if each.LookupType == 7 else each
            if sub.LookupType == 1:
                yield from (((one,), other) for one, other in sub.mapping.items())
            elif sub.LookupType == 3:
                yield from (((one,), other) for one, others in sub.alternates.items() for other in others)
            elif sub.LookupType == 4:
                yield from (
                    ((first, *ligature.Component), ligature.LigGlyph)
                    for first, ligatures in sub.ligatures.items()
                    for ligature in ligatures
                )


def said(text: str) -> bytes:
    """What begins a piece of a line that reads as `text`; the space at its end tells it from other marks."""
    return b"/Span <</ActualText <%s>>> BDC " % ("\ufeff" + text).encode("utf-16-be").hex().encode()


END = b"EMC "
"""What ends it."""
