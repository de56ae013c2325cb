"""The back of a cover: title, blurb, names, and the field of the barcode, each at the size that fits."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from florilege.book.cover.barcode import QUIET, Ean13, ean13, scale_in
from florilege.book.cover.blurb import blurb, first_lines
from florilege.book.cover.content import LEGIBLE, TITLES, Area, CoverContent
from florilege.book.cover.measure import FittedText, fit, lines_of
from florilege.book.sheet import MM

BLURB, BLURB_WITH_NAMES = 12.0, 9.5
"""pt: the largest type of the blurb, alone or above the names of all."""
RAGGED = 0.94
"""Of the measure: what lines that aren't justified, nor hyphenated, fill on average."""
BLURB_LEADING = 1.4
NAMES_LEAST = 5.5
"""pt"""
ISBN_SIZE = 7.0
"""pt"""
ABOVE, AROUND = 3.3, 1.2
"""mm: the line of the ISBN above the bars, in its own type; what stays white above and below."""
TOMES = 9.5
"""pt: the volumes of a series, each on a line."""


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
    bars: tuple[float, float]
    """mm: where the symbol, ISBN and digits included, begins in its field, with the bars in the middle."""
    isbn: str
    band: float
    """mm: from the top of the back to the band at its foot."""
    tomes: tuple[tuple[str, str, bool], ...]
    """Number and title of each volume of the series, and whether it is this one."""
    tomes_size: float
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
        most=(17 if names_shown else 14) * cover.scale,
        least=8,
    )
    band = field.top - (cover.margin * 0.75 if names_shown else 3)
    tomes, tomes_size = _tomes(cover), TOMES * cover.scale
    listed = tomes_size * 1.45 * (len(tomes) + 1) / MM + 8 * cover.scale if tomes else 0
    room = band - cover.margin - title.height / MM - 12 * cover.scale - listed
    whole = blurb(cover.anthology.prose.get(cover.volume.key), cover.emoji)
    names = "" if names_shown else cover.run_of_names
    most = BLURB_WITH_NAMES if names else BLURB
    paragraphs, size, used = _blurb(cover, whole, width, room, most)
    names_size = _names(cover, names, width, room - used - 6 * cover.scale)
    isbn = cover.volume.isbn
    bars = None
    if isbn and cover.volume.cover.barcode:
        bars = ean13(isbn, scale_in(field.width, field.height - ABOVE - 2 * AROUND))
    line = cover.ruler().width(f"ISBN {isbn}    {cover.plain(cover.volume.price)}") * ISBN_SIZE / MM
    return Back(
        title=title,
        blurb=Markup("").join(Markup("<p>{}</p>").format(paragraph) for paragraph in paragraphs),
        size=round(size, 2),
        names=names if names_size else "",
        names_size=round(names_size, 2),
        field=field,
        barcode=bars,
        bars=_begin(bars, field) if bars else (0, 0),
        band=round(band, 2),
        tomes=tomes,
        tomes_size=round(tomes_size, 2),
        isbn=isbn,
        price_beside=bars is None or line > bars.module * 105,
    )


def _begin(bars: Ean13, field: Area) -> tuple[float, float]:
    """Where a symbol begins in its field: its quiet zones differ, but its bars are in the middle."""
    left, right = QUIET
    return (
        round((field.width - bars.width - (left - right) * bars.module) / 2, 3),
        round((field.height - bars.height - ABOVE) / 2, 3),
    )


def _tomes(cover: CoverContent) -> tuple[tuple[str, str, bool], ...]:
    """The volumes of the series, if there are more than this one and all have numbers."""
    volume, catalogue = cover.volume, cover.anthology.catalogue
    of = volume.series
    series = [each for each in catalogue.volumes.values() if of and each.series == of and each.essays]
    if len(series) < 2 or any(each.number is None for each in series) or len(series) > 12:
        return ()
    series.sort(key=lambda each: each.number or 0)
    return tuple((str(each.number), cover.plain(each.title), each.id == volume.id) for each in series)


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
    cover: CoverContent, paragraphs: Sequence[Markup], width: float, room: float, most: float
) -> tuple[Sequence[Markup], float, float]:
    """The blurb at the size at which it fits, and the mm that it takes; cut where none does."""
    size = most * max(1, cover.scale)
    texts = [paragraph.striptags() for paragraph in paragraphs]
    while True:
        lines = lines_of(texts, cover.ruler(), width * RAGGED * MM / size)
        used = (lines * size * BLURB_LEADING + max(0, len(texts) - 1) * size * 0.5) / MM
        if used <= room or size <= LEGIBLE:
            break
        size = max(LEGIBLE, size * 0.97)
    if used <= room:
        return paragraphs, size, used
    lines = int((room * MM / size - (len(texts) - 1) * 0.5) / BLURB_LEADING)
    kept = first_lines(texts, cover.ruler(), width * RAGGED * MM / size, lines)
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
