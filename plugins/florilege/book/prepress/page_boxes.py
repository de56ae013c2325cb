"""The boxes of a page (PDF 32000-1, 14.11.2), and the crop marks around it."""

from typing import Any

from pikepdf import Array

from florilege.book.prepress.book_block import BookBlock
from florilege.book.sheet import MM

GAP = 1.0
"""mm: between the bleed and crop marks."""


def set_boxes(page: Any, *, width: float, height: float, bleed: float = 0.0, slug: float = 0.0) -> None:
    """The boxes of a page whose trim is `width` by `height`: bleed around it, a slug around both; in mm."""

    def box(inset: float, outset: float) -> Array:
        sides = (inset, inset, inset + width + 2 * outset, inset + height + 2 * outset)
        return Array([round(side * MM, 6) for side in sides])

    page.MediaBox = box(0, bleed + slug)
    page.BleedBox = box(slug, bleed)
    page.TrimBox = box(slug + bleed, 0)


def crop_marks(*, width: float, height: float, block: BookBlock) -> bytes:
    """The content that draws eight crop marks, a quarter of a point wide, in black; lengths in mm."""
    edge = (block.slug + block.bleed) * MM
    far, near = GAP * MM, (block.slug - GAP) * MM
    right, top = edge + width * MM, edge + height * MM
    outer_right, outer_top = right + edge, top + edge
    lines = [
        (x, y, x, y + sign * (near - far))
        for x in (edge, right)
        for y, sign in ((far, 1), (outer_top - far, -1))
    ] + [
        (x, y, x + sign * (near - far), y)
        for y in (edge, top)
        for x, sign in ((far, 1), (outer_right - far, -1))
    ]
    drawn = b"".join(b"%.3f %.3f m %.3f %.3f l S\n" % line for line in lines)
    return b"q\n0 G\n0.25 w\n" + drawn + b"Q\n"
