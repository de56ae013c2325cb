"""The spine of a cover: number, title, series and publisher, as far as they can be read."""

from dataclasses import dataclass

from florilege.book.cover.content import TITLES, CoverContent
from florilege.book.cover.measure import fit
from florilege.book.sheet import MM

SPINE, SPINE_LEAST = 15.0, 6.0
"""pt: the largest and the smallest type of the line."""
NUMBER = 12.0
"""mm: the number at the head, and what parts it from the title, on A5."""
HOUSE = 0.72
"""Of the type of the line: that of the publisher's name, in small capitals."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spine:
    """The line on the spine, in mm and pt."""

    size: float
    title: str
    series: str
    number: str
    house: str
    """The publisher, at the foot."""

    @property
    def house_size(self) -> float:
        """pt: the type of the publisher’s name."""
        return self.size * HOUSE


def spine_line(cover: CoverContent, width: float, pages: int) -> Spine | None:
    """The line on a spine `width` mm wide; None where the printer takes none, or none could be read."""
    room = (width - 2 * cover.printer.spine_text_clear) * MM
    most = min(SPINE * cover.scale, room * 0.8)
    least = max(SPINE_LEAST, cover.printer.type)
    if pages < cover.printer.spine_text_pages or most < least:
        return None
    title, series = cover.plain(cover.volume.title), cover.plain(cover.volume.series)
    number = "" if cover.volume.number is None else str(cover.volume.number)
    if cover.ruler(TITLES, 700).width(number) * most > room:
        number = ""
    house = cover.plain(cover.volume.publisher.name) if cover.volume.publisher else ""
    if cover.volume.cover.mark:
        house = ""
    wide, italic = cover.ruler(TITLES, 700), cover.ruler(style="italic")
    options = ((house, series), (house, ""), ("", series), ("", ""))
    for house, series in options:
        length = (cover.trim.height - 2 * cover.margin - NUMBER * cover.scale * bool(number)) * MM
        length -= 18 * cover.scale * MM if cover.volume.cover.mark else 0
        em = wide.width(title) + (italic.width(series) + 1 if series else 0)
        em += HOUSE * (cover.ruler().width(house.upper()) * 0.8 + 0.1 * len(house)) + 2 if house else 0
        size = min(most, length / em * 0.97)
        if house and size * HOUSE < cover.printer.type:
            continue
        if size >= (min(most, 8) if house or series else least):
            break
    if size < least:
        size = least
        title = fit(title, wide, width=length, height=size * 1.1, most=size, least=size, leading=1).lines[0]
    return Spine(size=round(size, 2), title=title, series=series, number=number, house=house)
