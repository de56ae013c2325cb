"""Portraits in a grid, each with its name below where that can be read."""

from dataclasses import dataclass
from math import ceil, log

from florilege.book.cover.content import LEGIBLE, Area, Contributor, CoverContent
from florilege.book.cover.measure import FittedText, fit
from florilege.book.sheet import MM

LABEL = 9.5
"""pt: the largest type of names below portraits."""
DENSITY = 300
"""px/in: portraits aren't shown larger than this leaves them sharp."""
SMALLEST_TILE = 20.0
"""mm: but no smaller than this on that account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Portraits in rows; sizes in mm."""

    columns: int
    tile_width: float
    tile_height: float
    across: float
    down: float
    """Between tiles, and between rows with the names in them."""
    label: float
    """pt: the type of the names below; 0 for none."""
    labels: tuple[tuple[str, ...], ...]
    """Each name in its lines."""
    label_height: float


def portrait_grid(cover: CoverContent, box: Area) -> Grid | None:
    """The portraits of all contributors, with names where these can be read; None without people."""
    if not cover.people:
        return None
    labelled = _tiles(cover, box, label=True) if len(cover.people) <= 60 else None
    return labelled or _tiles(cover, box, label=False)


def _tiles(cover: CoverContent, box: Area, *, label: bool) -> Grid | None:
    """The grid whose tiles are most like a portrait of 4 × 5; None where names don't fit below."""
    count = len(cover.people)
    gap = max(0.5, min(3.0, 30 / count**0.75)) * cover.scale
    sharp = _sharp(cover)
    options = []
    for columns in range(1, count + 1):
        rows = ceil(count / columns)
        width = min(sharp, (box.width - gap * (columns - 1)) / columns)
        size = _label(cover, width) if label else 0
        if label and not size:
            continue
        label_height = 2 * size * 1.15 / MM + 1 if size else 0
        height = (box.height - gap * (rows - 1)) / rows - label_height
        if min(width, height) > 0:
            height = min(height, width * 1.4)
            blanks = columns * rows - count
            empty = -log(count * width * height / box.width / box.height) / 2
            unlike = abs(log(width / height / 0.8)) + 0.6 * blanks / count + empty
            options.append((unlike, columns, width, height, size, label_height))
    if not options:
        return None
    _, columns, width, height, size, label_height = min(options)
    return Grid(
        columns=columns,
        tile_width=round(width, 3),
        tile_height=round(height, 3),
        across=round(_spread(box.width, columns, width, gap), 3),
        down=round(_spread(box.height, ceil(count / columns), height + label_height, gap), 3),
        label=round(size, 2),
        label_height=round(label_height, 3),
        labels=tuple(_name_below(cover, person, width, size, size).lines for person in cover.people)
        if size
        else (),
    )


def _sharp(cover: CoverContent) -> float:
    """mm: how wide portraits may be shown."""
    images = cover.anthology.images
    widths = [images[person.portrait].width for person in cover.people if person.portrait]
    return max(SMALLEST_TILE, min(widths, default=2000) / DENSITY * 25.4)


def _label(cover: CoverContent, width: float) -> float:
    """pt: the type in which every name fits below a tile, on two lines; 0 if that is too small."""
    sizes = [_name_below(cover, person, width, LABEL, 3) for person in cover.people]
    least = min(block.size for block in sizes if block.lines)
    fits = all(len(block.lines) <= 2 for block in sizes)
    return least if least >= LEGIBLE and fits else 0


def _name_below(
    cover: CoverContent, person: Contributor, width: float, most: float, least: float
) -> FittedText:
    return fit(
        person.name,
        cover.ruler(),
        width=width * MM,
        height=2.4 * LABEL,
        most=most,
        least=least,
        leading=1.15,
    )


def _spread(room: float, count: int, size: float, gap: float) -> float:
    """mm between `count` things of one size: the room that they leave, but little more than `gap`."""
    left = (room - count * size) / (count - 1) if count > 1 else 0
    return min(left, gap + 9)
