"""How much room a text takes: a face → the widths of texts set in it.

Measured by HarfBuzz, which shapes text for WeasyPrint too.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz

from florilege.printing.fonts import Face

_UNKNOWN, _WIDE = 0.6, 1.0
"""em: the width of a character that the face lacks and another gives; of one of Han and its kin."""


@dataclass(frozen=True, slots=True)
class Ruler:
    """Measures text in one face."""

    font: uharfbuzz.Font

    def width(self, text: str, features: Sequence[str] = ()) -> float:
        """em: of a text on one line, kerned and with the face's ligatures, as Pango sets it.

        `features` are the OpenType features that are asked for, as small capitals (`smcp`).
        """
        buffer = uharfbuzz.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self.font, buffer, dict.fromkeys(features, True))
        glyphs = zip(buffer.glyph_infos, buffer.glyph_positions or (), strict=True)
        unit = self.font.face.upem
        return sum(
            place.x_advance / unit if glyph.codepoint else _elsewhere(text[glyph.cluster])
            for glyph, place in glyphs
        )


def _elsewhere(character: str) -> float:
    """About how wide (em) a character is in another face (UAX 11)."""
    if unicodedata.combining(character):
        return 0
    return _WIDE if unicodedata.east_asian_width(character) in "WF" else _UNKNOWN


def ruler(faces: Sequence[Face], family: str, weight: int = 400, style: str = "normal") -> Ruler:
    """The ruler of the face of a family that is nearest to a weight and style. `KeyError` without any."""
    known = [face for face in faces if face.family == family]
    if not known:
        raise KeyError(family)
    face = min(known, key=lambda face: (face.style != style, abs(face.weight - weight)))
    return _ruler(face.file)


@cache
def _ruler(file: Path) -> Ruler:
    return Ruler(uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(file))))
