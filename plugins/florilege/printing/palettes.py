"""The colours of covers: each palette with what bears type in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from florilege.catalogue.model import Palette, Volume


@dataclass(frozen=True, slots=True)
class Colours:
    """Of a cover: large fields, type on them, letters on paper, and what adorns.

    `paper` bears black text, `ground` text in `ink`, white or black: one ink, so that no small letter depends
    on the register of four. Solid colours of 240 % at most, which any printer takes, in ISO Coated v2.
    """

    ground: str
    ink: str
    strong: str
    accent: str
    paper: str = "#fbf7f0"


PALETTES: Mapping[Palette, Colours] = {
    "brique": Colours("#a84b24", "#fff", "#a84b24", "#e9dcc6"),
    "nuit": Colours("#24445c", "#fff", "#24445c", "#d99a4e"),
    "sable": Colours("#e9dcc6", "#000", "#a84b24", "#a84b24"),
    "sapin": Colours("#3d5a58", "#fff", "#3d5a58", "#e3b23c"),
    "lie": Colours("#74303a", "#fff", "#74303a", "#e0a878"),
}
"""In the order in which volumes take them; the site's motifs have the same (web/cover.py)."""


def palette(volume: Volume) -> Colours:
    """The colours that a volume names; else those of its number, so that neighbours differ."""
    if volume.cover.palette:
        return PALETTES[volume.cover.palette]
    return [*PALETTES.values()][((volume.number or 1) - 1) % len(PALETTES)]
