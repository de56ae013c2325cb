"""The fonts of all fragments → those of the file: each face once, with the glyphs that any of them uses."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from florilege.book.pdf.subset import CFF, OPENTYPE_CFF, UnitedFont, write_to_unicode
from florilege.book.sheet import Fragment


def united_fonts(
    out: Pdf,
    fragments: Iterable[Fragment],
    subset: Callable[[str, frozenset[int]], bytes],
    reduced: Mapping[str, frozenset[int]] | None = None,
) -> Dictionary:
    """The fonts of the tome: each with the glyphs that any fragment uses, each face in one file.

    `subset` gives the file of a face with some glyphs: those used, or those of `reduced`. Raises `ValueError`
    where these lack one that is used: a fault of ours.
    """
    united: dict[str, UnitedFont] = {}
    for fragment in fragments:
        for key, use in fragment.fonts.items():
            united.setdefault(key, UnitedFont(use)).add(use)
    files = {}
    for digest in sorted({font.first.digest for font in united.values()}):
        fonts = [font for font in united.values() if font.first.digest == digest]
        used = frozenset(glyph for font in fonts for glyph in font.widths)
        left = used if reduced is None else reduced[digest]
        if not used <= left:
            raise ValueError(f"the subset of {digest} lacks the glyphs {sorted(used - left)}")
        files[digest] = _font_file(out, subset(digest, left))
    return out.make_indirect(
        Dictionary(
            {f"/{key}": _font(out, font, files[font.first.digest]) for key, font in sorted(united.items())}
        )
    )


def _font_file(out: Pdf, data: bytes) -> Any:
    """The file of a face: of TrueType outlines, or those of a CFF font (PDF 32000-1, 9.9, table 126)."""
    if data.startswith(OPENTYPE_CFF):
        return out.make_stream(data, Subtype=Name.OpenType)
    if data.startswith(CFF):
        return out.make_stream(data, Subtype=Name.CIDFontType0C)
    return out.make_stream(data, Length1=len(data))


def _font(out: Pdf, font: UnitedFont, file: Any) -> Any:
    """A composite font whose codes are the glyphs of its file (PDF 32000-1, 9.7.4 and 9.8)."""
    use = font.first
    name = Name(f"/{use.name}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=name,
        FontFamily=String(use.family),
        Flags=use.flags,
        FontBBox=Array(font.box),
        ItalicAngle=0,
        Ascent=use.ascent,
        Descent=use.descent,
        CapHeight=use.ascent,
        StemV=80,
        StemH=80,
    )
    is_truetype = "/Length1" in file
    descriptor[Name.FontFile2 if is_truetype else Name.FontFile3] = file
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2 if is_truetype else Name.CIDFontType0,
        BaseFont=name,
        CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
        W=Array([part for glyph in sorted(font.widths) for part in (glyph, Array([font.widths[glyph]]))]),
        FontDescriptor=out.make_indirect(descriptor),
    )
    if is_truetype:
        descendant.CIDToGIDMap = Name.Identity
    return out.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=name,
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([out.make_indirect(descendant)]),
            ToUnicode=out.make_stream(write_to_unicode(font.characters)),
        )
    )
