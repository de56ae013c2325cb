"""The subsets of one face, united: which glyphs a tome uses, and the font file that holds them.

The original file is subset again with the glyphs of all fragments. Merging the fragments' own subsets
fails: WeasyPrint renumbers the components of accented letters in each.
"""

import io
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from fontTools.ttLib import TTFont

from florilege.book.sheet import FontUse
from florilege.diagnostics.problems import FlorilegeError

CFF, OPENTYPE_CFF = b"\x01\x00", b"OTTO"
"""How a file begins that is a CFF font, and an OpenType file that holds one."""

TOLERANCE = 1
"""1/1000 em: widths are rounded at the first size met, so two fragments may differ by one."""


class UnitedFont:
    """One font of the tome: glyph → width (1/1000 em) and glyph → characters, of all its fragments."""

    def __init__(self, first: FontUse) -> None:
        self.first = first
        """Its facts; the first fragment's are all fragments'."""
        self.widths: dict[int, float] = {}
        self.characters: dict[int, str] = {}

    def add(self, use: FontUse) -> None:
        """Add what one fragment uses. Raises `ValueError` where it contradicts another fragment."""
        for glyph, width in use.widths.items():
            known = self.widths.setdefault(glyph, width)
            if abs(known - width) > TOLERANCE:
                raise ValueError(
                    f"{use.name}: glyph {glyph} is {known} wide in one sheet and {width} in another"
                )
        for glyph, text in use.characters.items():
            known_text = self.characters.setdefault(glyph, text)
            if known_text != text:
                self.characters[glyph] = min(known_text, text, key=_plainness)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """The font's bounding box, as WeasyPrint gives it."""
        return 0, self.first.descent, round(max(self.widths.values())), self.first.ascent


def _plainness(text: str) -> tuple[bool, str]:
    """One glyph may serve two characters: a letter and its capital (small capitals), a space and its no-break
    twin. The small letter and the common space are what a reader searches for."""
    return text != text.lower(), text


def subset_face(file: Path, glyphs: Collection[int]) -> bytes:
    """The font file with these glyphs alone, under the ids that they have in it.

    Of a CFF font whose glyphs have numbers (CID), the CFF table alone: it keeps the numbers, its ids.
    Raises `FlorilegeError` (3), `font-unreadable`, where a table of it is damaged.
    """
    try:
        return _subset(file, glyphs)
    except Exception as error:  # fontTools raises whatever a damaged table brings about
        raise FlorilegeError("font-unreadable", file=file) from error


def _subset(file: Path, glyphs: Collection[int]) -> bytes:
    from fontTools import subset  # slow to load, and seldom wanted: subsets are kept

    # Bounding boxes left alone: recomputed, every glyph's antialiasing differs.
    font = TTFont(file, recalcTimestamp=False, recalcBBoxes=False)
    numbered = "CFF " in font and hasattr(font["CFF "].cff[0], "ROS")
    options = subset.Options(retain_gids=not numbered, hinting=False, layout_features=[], notdef_outline=True)
    # Graphite's tables too, which fontTools would drop with a warning.
    options.drop_tables += ["DSIG", "FFTM", "GPOS", "GSUB", "Feat", "Glat", "Gloc", "Silf", "Sill", "Silt"]
    for table in ("GDEF", "GPOS", "GSUB"):  # dropped in any case, but not without being read
        if table in font:
            del font[table]
    subsetter = subset.Subsetter(options)
    subsetter.populate(gids=sorted(glyphs))
    if numbered and not all(font.getGlyphName(glyph) == f"cid{glyph:05d}" for glyph in glyphs if glyph):
        raise ValueError("the glyphs of a CFF font have other numbers than its characters")
    subsetter.subset(font)
    if numbered:
        return bytes(font["CFF "].compile(font))
    buffer = io.BytesIO()
    font.save(buffer, reorderTables=False)
    return buffer.getvalue()


_BLOCK = re.compile(rb"beginbfchar\n(.*?)endbfchar", re.DOTALL)
_PAIR = re.compile(rb"^<([0-9a-f]{4})> <([0-9a-f]*)>$", re.MULTILINE)


def read_to_unicode(cmap: bytes) -> dict[int, str]:
    """Glyph → characters, from a /ToUnicode stream as `write_to_unicode` makes it."""
    pairs = (pair for block in _BLOCK.findall(cmap) for pair in _PAIR.findall(block))
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def write_to_unicode(characters: Mapping[int, str]) -> bytes:
    """A /ToUnicode stream (PDF 32000-1, 9.10.3)."""
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <ffff>",
        "endcodespacerange",
    ]
    pairs = [
        f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in sorted(characters.items())
    ]
    for start in range(0, len(pairs), 100):
        batch = pairs[start : start + 100]
        lines += [f"{len(batch)} beginbfchar", *batch, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(lines).encode()
