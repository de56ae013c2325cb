"""The graphics state of a content stream (PDF 32000-1, 8.4), as far as marks depend on it."""

import math
from dataclasses import dataclass
from typing import Any

from pikepdf import Matrix, Name

from florilege.preflight.measurement.font_metrics import FontMetrics
from florilege.preflight.measurement.measurements import BLACK, Colour, Rectangle


@dataclass(frozen=True, slots=True)
class GraphicsState:
    """What operators set and `q` and `Q` save and restore; lengths are in user space."""

    matrix: Matrix
    """From user space to mm on the page."""
    clip: Rectangle | None
    """mm: what the page shows through; None for all of it."""
    fill: tuple[Colour, ...] = (BLACK,)
    stroke: tuple[Colour, ...] = (BLACK,)
    """Several where a pattern or a shading has several; none where it isn't known yet."""
    fill_space: Any = Name.DeviceGray
    stroke_space: Any = Name.DeviceGray
    line_width: float = 1.0
    fill_transparent: bool = False
    stroke_transparent: bool = False
    all_transparent: bool = False
    """By a blend mode or a soft mask."""
    font: FontMetrics | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scaling: float = 1.0
    """Horizontal, 1 being as the font is drawn."""
    leading: float = 0.0
    rise: float = 0.0
    rendering: int = 0
    """Text rendering mode (PDF 32000-1, 9.3.6)."""

    def clipped(self, box: Rectangle) -> Rectangle | None:
        """What the clip leaves of a box in mm; None where that is nothing."""
        return box.intersection(self.clip) if self.clip else box

    @property
    def line_on_page(self) -> float:
        """mm: the width of a line."""
        return float(
            self.line_width * abs(self.matrix.a * self.matrix.d - self.matrix.b * self.matrix.c) ** 0.5
        )


def transformed(matrix: Matrix, left: float, bottom: float, right: float, top: float) -> Rectangle:
    """The rectangle around what a matrix makes of a rectangle."""
    corners = ((left, bottom), (left, top), (right, bottom), (right, top))
    return Rectangle.around(matrix.transform(corner) for corner in corners)


def unit_square(matrix: Matrix) -> tuple[float, float]:
    """The lengths of what was the lower and the left side of a unit square."""
    return math.hypot(matrix.a, matrix.b), math.hypot(matrix.c, matrix.d)
