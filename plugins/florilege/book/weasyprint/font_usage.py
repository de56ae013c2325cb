"""The fonts of a WeasyPrint document → what its fragment uses of each."""

import hashlib
import io
from collections.abc import Sequence
from functools import cache

from fontTools.ttLib import TTFont
from weasyprint import Document
from weasyprint.pdf.fonts import Font
from weasyprint.text.fonts import get_hb_object_data

from florilege.book.sheet import FontUse


def fonts_of(document: Document, fontconfig: str) -> dict[str, FontUse]:
    """The fonts of a document, once it is written, by the name of their resource (`Font.hash`)."""
    kinds: dict[str, list[Font]] = {}
    for font in document.fonts.values():  # WeasyPrint may have several of one name, from one file
        kinds.setdefault(font.hash, []).append(font)
    return {key: _font_use(fonts, fontconfig) for key, fonts in kinds.items()}


def _font_use(fonts: Sequence[Font], fontconfig: str) -> FontUse:
    first = fonts[0]
    return FontUse(
        name=first.name.decode().removeprefix("/"),
        digest=_digest(fontconfig, first),
        family=first.family,
        flags=first.flags,
        ascent=first.ascent,
        descent=first.descent,
        widths={glyph: width for font in fonts for glyph, width in font.widths.items()},
        characters={glyph: text for font in fonts for glyph, text in font.to_unicode.items()},
    )


@cache
def advances_of(font: bytes) -> Sequence[float]:
    """The width of each glyph of a font file, in 1/1000 em: the same at every size, unlike Pango’s."""
    with TTFont(io.BytesIO(font), lazy=True) as opened:
        scale = 1000 / opened["head"].unitsPerEm
        metrics = opened["hmtx"].metrics
        return [metrics[name][0] * scale for name in opened.getGlyphOrder()]


_digests: dict[tuple[str, str], str] = {}


def _digest(fontconfig: str, font: Font) -> str:
    """The SHA-256 of the file of a font, of which WeasyPrint keeps no path; of each file once."""
    key = fontconfig, font.hash
    if key not in _digests:
        _digests[key] = hashlib.sha256(get_hb_object_data(font.hb_face)).hexdigest()
    return _digests[key]
