"""Where the next glyph goes, and what strings leave on a page (PDF 32000-1, 9.4)."""

from collections.abc import Sequence

from pikepdf import Matrix

from florilege.preflight.measurement.font_metrics import FontMetrics
from florilege.preflight.measurement.graphics_state import GraphicsState, transformed, unit_square
from florilege.preflight.measurement.measurements import BLACK, MM, TextRun

ASCENT, DESCENT = 0.72, -0.22
"""em: how far a line of text is taken to reach above and below its baseline, whatever its letters."""

_STROKED = (1, 5)
_INVISIBLE = (3, 7)
"""Text rendering modes (PDF 32000-1, table 106)."""


class TextCursor:
    """The text matrix and the text line matrix of a text object."""

    def __init__(self) -> None:
        self._text = self._line = Matrix()

    def place(self, matrix: Matrix) -> None:
        """Go to a place in user space (`Tm`)."""
        self._text = self._line = matrix

    def move(self, x: float, y: float) -> None:
        """Go from the beginning of the line to that of another (`Td`)."""
        self.place(Matrix(1, 0, 0, 1, x, y) @ self._line)

    def show(self, state: GraphicsState, string: bytes, adjustment: float = 0.0) -> TextRun | None:
        """Show a string and go to its end; None where nothing of it is seen.

        `adjustment` is the sum of those between its glyphs, in thousandths of an em.
        """
        if state.font is None:
            return None
        codes = state.font.codes(string)
        width = _advance(state.font, state, codes) - state.size * adjustment / 1000
        if not state.font.composite:
            width += state.word_spacing * string.count(b" ")
        run = self._run(state.font, state, codes, width)
        self._text = Matrix(1, 0, 0, 1, width * state.scaling, 0) @ self._text
        return run

    def _run(
        self, font: FontMetrics, state: GraphicsState, codes: Sequence[int], width: float
    ) -> TextRun | None:
        characters = [font.text(code) for code in codes]
        first, last = _inked(characters)
        matrix = self._text @ state.matrix
        box = transformed(
            matrix,
            _advance(font, state, codes[:first]) * state.scaling,
            state.rise + DESCENT * state.size,
            (width - _advance(font, state, codes[last:])) * state.scaling,
            state.rise + ASCENT * state.size,
        )
        seen = state.clipped(box)
        if not seen or state.rendering in _INVISIBLE:
            return None
        colours = state.stroke if state.rendering in _STROKED else state.fill
        return TextRun(
            text="".join(characters),
            box=seen,
            baseline=matrix.transform((0, state.rise))[1],
            size=abs(state.size) * unit_square(matrix)[1] / MM,
            font=font.name,
            colour=colours[0] if colours else BLACK,
            upright=abs(matrix.b) < 1e-6 * abs(matrix.a),
            transparent=state.fill_transparent or state.all_transparent,
        )


def _advance(font: FontMetrics, state: GraphicsState, codes: Sequence[int]) -> float:
    """How far glyphs move the cursor, in text space."""
    return state.size * sum(map(font.width, codes)) / 1000 + state.spacing * len(codes)


def _inked(characters: Sequence[str]) -> tuple[int, int]:
    """The indices of the first glyph that isn't a space, and after the last; all where there is none."""
    inked = [index for index, each in enumerate(characters) if each.strip()]
    return (inked[0], inked[-1] + 1) if inked else (0, len(characters))
