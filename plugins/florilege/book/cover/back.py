"""The back of a cover: title, blurb, names, and the field of the barcode, each at the size that fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from florilege.book.cover.barcode import Ean13, ean13, scale_in
from florilege.book.cover.blurb import blurb, first_lines
from florilege.book.cover.content import LEGIBLE, TITLES, Area, CoverContent
from florilege.book.cover.measure import FittedText, fit, lines_of
from florilege.book.sheet import MM

BLURB = 10.5
"""pt: the largest type of the blurb."""
BLURB_LEADING = 1.4
NAMES_LEAST = 5.5
"""pt"""
ISBN_SIZE = 7.0
"""pt"""
ABOVE = 3.1
"""mm: the line of the ISBN above the bars, in its own type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """What the back says."""

    title: FittedText
    blurb: Markup
    size: float
    """pt: the type of the blurb."""
    names: str
    names_size: float
    field: Area
    """Where the barcode stands, whether there is one or not."""
    barcode: Ean13 | None
    isbn: str
    price_beside: bool
    """The price stands beside the field, for it has no room above the bars."""


def back_of(cover: CoverContent, *, names_shown: bool) -> Back:
    field = barcode_field(cover)
    width = cover.trim.width - 2 * cover.margin
    title = fit(
        cover.plain(cover.volume.title),
        cover.ruler(TITLES, 700),
        width=width * MM,
        height=40 * cover.scale,
        most=14 * cover.scale,
        least=8,
    )
    room = field.top - cover.margin - title.height / MM - 12 * cover.scale
    whole = blurb(cover.anthology.prose.get(cover.volume.key), cover.emoji)
    paragraphs, size, used = _blurb(cover, whole, width, room)
    names = "" if names_shown else cover.run_of_names
    names_size = _names(cover, names, width, room - used - 6 * cover.scale)
    isbn = cover.volume.isbn
    bars = None
    if isbn and cover.volume.cover.barcode:
        bars = ean13(isbn, scale_in(field.width, field.height - ABOVE))
    line = cover.ruler().width(f"ISBN {isbn}    {cover.plain(cover.volume.price)}") * ISBN_SIZE / MM
    return Back(
        title=title,
        blurb=Markup("").join(Markup("<p>{}</p>").format(paragraph) for paragraph in paragraphs),
        size=round(size, 2),
        names=names if names_size else "",
        names_size=round(names_size, 2),
        field=field,
        barcode=bars,
        isbn=isbn,
        price_beside=bars is None or line > bars.module * 105,
    )


def barcode_field(cover: CoverContent) -> Area:
    """The white field of the barcode, low on the right of the back, as far from the edges as asked."""
    asked = cover.printer.barcode
    clear = max(asked.clear, cover.margin)
    width = min(asked.width, cover.trim.width - 2 * clear)
    return Area(
        left=cover.trim.width - clear - width,
        top=cover.trim.height - clear - asked.height,
        width=width,
        height=asked.height,
    )


def _blurb(
    cover: CoverContent, paragraphs: Sequence[Markup], width: float, room: float
) -> tuple[Sequence[Markup], float, float]:
    """The blurb at the size at which it fits, and the mm that it takes; cut where none does."""
    size = BLURB * max(1, cover.scale)
    texts = [paragraph.striptags() for paragraph in paragraphs]
    while True:
        lines = lines_of(texts, cover.ruler(), width * MM / size)
        used = (lines * size * BLURB_LEADING + max(0, len(texts) - 1) * size * 0.5) / MM
        if used <= room or size <= LEGIBLE:
            break
        size = max(LEGIBLE, size * 0.97)
    if used <= room:
        return paragraphs, size, used
    lines = int((room * MM / size - (len(texts) - 1) * 0.5) / BLURB_LEADING)
    kept = first_lines(texts, cover.ruler(), width * MM / size, lines)
    return [escape(text) for text in kept], size, room


def _names(cover: CoverContent, names: str, width: float, room: float) -> float:
    """pt: the type in which the names fit into what is left of the back; 0 if that is too small."""
    if not names:
        return 0
    size = 8.5
    while size >= max(NAMES_LEAST, cover.printer.type):
        if lines_of([names], cover.ruler(), width * MM / size) * size * 1.35 / MM <= room:
            return size
        size *= 0.97
    return 0
