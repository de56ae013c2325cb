"""The front of a cover: title and contributors, in the manner of its template, each at the size that fits."""

from dataclasses import dataclass, replace

from florilege.book.cover.content import LEGIBLE, TITLES, Area, CoverContent
from florilege.book.cover.grid import Grid, portrait_grid
from florilege.book.cover.measure import FittedText, PosterLine, fit, poster
from florilege.book.sheet import MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the front says, by its template; parts that it doesn't have are None or empty."""

    head: FittedText | None
    """The series, or who edits."""
    title: FittedText
    subtitle: FittedText | None
    below: FittedText | None
    """Who edits, where the head is the series."""
    number: str
    """« Tome 1 »"""
    margin: float
    height: float
    """mm: of title, subtitle and all that goes with them."""
    voices: FittedText | None = None
    """All names in a text, or how many they are."""
    grid: Grid | None = None
    rows: tuple[PosterLine, ...] = ()
    box: Area | None = None
    """Where the grid, or the rows, stand."""
    row_gap: float = 0.0
    """mm: what the rows leave of their box, between each two."""
    names_shown: bool = False


def front_of(cover: CoverContent) -> Front:
    """The front by its template, or below a picture."""
    template = cover.volume.cover.template
    if cover.volume.cover.picture or template == "noms":
        return _noms(cover, with_names=not cover.volume.cover.picture)
    return _portraits(cover) if template == "portraits" else _sobre(cover)


def _head(cover: CoverContent, width: float, most: float, height: float) -> Front:
    """What all fronts have, the title in at most `height` mm, in type of at most `most` pt."""
    volume, measure = cover.volume, width * MM
    series = cover.plain(volume.series)
    head, below = (series, cover.editors) if series else (cover.editors, "")
    scale = cover.scale

    def small_block(text: str, size: float, style: str = "normal") -> FittedText | None:
        if not text:
            return None
        face = cover.ruler(style=style)
        return fit(text, face, width=measure, height=size * 3.2, most=size, least=7, leading=1.25)

    first = small_block(head, 11.5 * scale)
    subtitle = small_block(cover.plain(volume.subtitle), 12 * scale, "italic")
    last = small_block(below, 9.5 * scale)
    title = fit(
        cover.plain(volume.title),
        cover.ruler(TITLES, 700),
        width=measure,
        height=height * MM,
        most=most * scale,
        leading=1.12,
    )
    small = [block for block in (first, subtitle, last) if block]
    used = title.height + sum(block.height for block in small)
    gaps = 2.4 * len(small) + (7.5 if cover.number else 0)
    return Front(
        title=title,
        number=cover.number,
        margin=cover.margin,
        height=round(used / MM + gaps * scale, 2),
        head=first,
        subtitle=subtitle,
        below=last,
    )


def _sobre(cover: CoverContent) -> Front:
    """Type alone, in a frame."""
    width = cover.trim.width - 2 * cover.margin - 16 * cover.scale
    head = _head(cover, width, 36, cover.trim.height * 0.26)
    room = (
        cover.trim.height
        - 2 * cover.margin
        - head.height
        - (76 if cover.volume.cover.mark else 60) * cover.scale
    )
    return replace(head, voices=_voices(cover, width, min(room, cover.trim.height * 0.34)))


def _voices(cover: CoverContent, width: float, height: float) -> FittedText | None:
    """All names, if they can be read; else how many they are."""
    names = cover.run_of_names
    if not names:
        return None
    most = (11 if len(cover.people) < 12 else 9.5) * cover.scale
    block = fit(
        names,
        cover.ruler(),
        width=width * MM,
        height=height * MM,
        most=most,
        least=LEGIBLE,
        leading=1.45,
    )
    if not block.lines[-1].endswith("…"):
        return FittedText(
            block.size, block.leading, tuple(line.removesuffix("\u00a0·") for line in block.lines)
        )
    return None


def _portraits(cover: CoverContent) -> Front:
    """The faces in a grid, with the names below where these can be read."""
    width = cover.trim.width - 2 * cover.margin
    head = _head(cover, width, 30, cover.trim.height * 0.2)
    top = cover.margin + head.height + 5 * cover.scale
    box = Area(
        left=cover.margin,
        top=round(top, 2),
        width=width,
        height=round(
            cover.trim.height - cover.margin - (16 if cover.volume.cover.mark else 9) * cover.scale - top, 2
        ),
    )
    grid = portrait_grid(cover, box)
    return replace(head, box=box, grid=grid, names_shown=bool(grid and grid.label))


def _noms(cover: CoverContent, *, with_names: bool) -> Front:
    """All the names as a field of type, or a picture, above the title."""
    width = cover.trim.width - 2 * cover.margin
    head = _head(cover, width, 30, cover.trim.height * 0.18)
    top = cover.margin
    foot = 24 if cover.volume.cover.mark else 19 if cover.volume.publisher else 6
    band = head.height + cover.margin + foot * cover.scale
    box = Area(
        left=cover.margin,
        top=top,
        width=width,
        height=round(cover.trim.height - band - top - 7 * cover.scale, 2),
    )
    if not with_names or not cover.people:
        return replace(head, box=box)
    rows = poster(
        [person.name for person in cover.people],
        (cover.ruler(TITLES, 700), cover.ruler(TITLES, 400)),
        width=box.width * MM,
        height=box.height * MM,
        most=64 * cover.scale,
    )
    used = sum(row.size for row in rows) * 1.06 / MM
    gap = (box.height - used) / (len(rows) - 1) if len(rows) > 1 else 0
    return replace(head, box=box, rows=rows, row_gap=round(max(0, gap), 3), names_shown=True)
