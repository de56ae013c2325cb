"""Volume → the drawing on a cover that wasn't printed, in the colours of its palette.

It is a grid of cells; in each, a figure of two shapes that meet. Ids give the figures, so a drawing is always
the same, and no two are alike.
"""

from collections.abc import Iterator
from hashlib import sha256

from markupsafe import Markup

from florilege.catalogue.volumes import Volume
from florilege.printing.palettes import palette

COLUMNS, ROWS = 6, 5
CELL = 40
"""Units of the drawing's own coordinates."""


def motif(volume: Volume) -> Markup:
    """An SVG element that fills its box and that screen readers skip."""
    shapes = "".join(_cells(volume))
    box = f"0 0 {COLUMNS * CELL} {ROWS * CELL}"
    return Markup(
        f'<svg class="fl-cover__motif" viewBox="{box}" preserveAspectRatio="xMidYMax slice" '
        f'aria-hidden="true" focusable="false">{shapes}</svg>'
    )


def _cells(volume: Volume) -> Iterator[str]:
    colours = palette(volume).motif
    digest = sha256(volume.id.encode()).digest()
    for index in range(COLUMNS * ROWS):
        byte = digest[index % len(digest)] ^ (index * 29 & 0xFF)
        column, row = index % COLUMNS, index // COLUMNS
        first, second = colours[byte % 3], colours[(byte + 1 + (byte >> 4) % 2) % 3]
        figure = FIGURES[(volume.number or 0) % 2][(byte >> 2) % 4]
        yield f'<g transform="translate({column * CELL} {row * CELL})">{figure.format(a=first, b=second)}</g>'


_ROUND = (
    '<path fill="{a}" d="M0 0A40 40 0 0 1 40 40H0z"/>',
    '<path fill="{a}" d="M40 0A40 40 0 0 0 0 40H40z"/><circle fill="{b}" cx="30" cy="30" r="6"/>',
    '<circle fill="{a}" cx="20" cy="20" r="20"/><path fill="{b}" d="M20 0a20 20 0 0 1 0 40z"/>',
    '<path fill="{a}" d="M0 0A40 40 0 0 0 40 40A40 40 0 0 0 0 0z"/>',
)
_STRAIGHT = (
    '<path fill="{a}" d="M0 40L40 0V40z"/>',
    '<path fill="{a}" d="M0 0H40L20 20z"/><path fill="{b}" d="M0 40H40L20 20z"/>',
    '<path fill="{a}" d="M0 20A20 20 0 0 1 40 20z"/><path fill="{b}" d="M0 40A20 20 0 0 1 40 40z"/>',
    '<path fill="{a}" d="M0 0L40 40H0z"/><circle fill="{b}" cx="29" cy="11" r="7"/>',
)
FIGURES = (_STRAIGHT, _ROUND)
"""Of volumes with an even number, or none, and of those with an odd one; `a` and `b` are colours."""
