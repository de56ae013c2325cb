"""The spine of a cover: one line, where the printer takes one and it can be read."""

from dataclasses import dataclass

from florilege.book.cover.content import TITLES, CoverContent
from florilege.book.cover.measure import fit
from florilege.book.sheet import MM

SPINE, SPINE_LEAST = 15.0, 6.0
"""pt: the largest and the smallest type of the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spine:
    """The line on the spine, in mm and pt."""

    size: float
    title: str
    series: str
    number: str


def spine_line(cover: CoverContent, width: float, pages: int) -> Spine | None:
    """The line on a spine `width` mm wide; None where the printer takes none, or none could be read."""
    room = (width - 2 * cover.printer.spine_text_clear) * MM
    most = min(SPINE * cover.scale, room * 0.8)
    least = max(SPINE_LEAST, cover.printer.type)
    if pages < cover.printer.spine_text_pages or most < least:
        return None
    length = (cover.trim.height - 2 * cover.margin - 44 * cover.scale) * MM
    title, series = cover.plain(cover.volume.title), cover.plain(cover.volume.series)
    wide = cover.ruler(TITLES, 700)
    with_series = length / (wide.width(title) + cover.ruler(style="italic").width(series) + 1.5)
    if series and with_series < min(most, 8):
        series = ""
    size = min(most, with_series if series else length / wide.width(title)) * 0.99
    if size < least:
        size = least
        title = fit(title, wide, width=length, height=size * 1.1, most=size, least=size, leading=1).lines[0]
    number = "" if cover.volume.number is None else str(cover.volume.number)
    if cover.ruler(TITLES, 700).width(number) * size > room:
        number = ""
    return Spine(size=round(size, 2), title=title, series=series, number=number)
