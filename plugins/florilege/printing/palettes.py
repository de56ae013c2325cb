"""The colours of covers, on paper and on the site: each palette, with the colours for text on it."""

from collections.abc import Mapping
from dataclasses import dataclass

from florilege.catalogue.volumes import Palette, Volume


@dataclass(frozen=True, slots=True)
class Colours:
    """Of a cover: large fields, type on them, letters on paper, what adorns, and the motif of the site.

    `paper` bears black text, `ground` text in `ink`, white or black: one ink, so that no small letter depends
    on the register of four. Solid colours of 240 % at most, which any printer takes, in ISO Coated v2.
    """

    ground: str
    ink: str
    strong: str
    accent: str
    motif: tuple[str, str, str]
    """On `ground`; seen on screens alone."""
    paper: str = "#fbf7f0"


PALETTES: Mapping[Palette, Colours] = {
    "brique": Colours("#a84b24", "#fff", "#a84b24", "#e9dcc6", ("#fbf7f0", "#1d2b33", "#e0a878")),
    "nuit": Colours("#24445c", "#fff", "#24445c", "#d99a4e", ("#d99a4e", "#8fa9ab", "#b4532a")),
    "sable": Colours("#e9dcc6", "#000", "#a84b24", "#a84b24", ("#b4532a", "#1d2b33", "#8fa9ab")),
    "sapin": Colours("#3d5a58", "#fff", "#3d5a58", "#e3b23c", ("#e9dcc6", "#d99a4e", "#1d2b33")),
    "lie": Colours("#74303a", "#fff", "#74303a", "#e0a878", ("#e9dcc6", "#d99a4e", "#1d2b33")),
}
"""In the order in which volumes take them."""


def palette(volume: Volume) -> Colours:
    """The colours that a volume names; else those of its number, so that neighbours differ."""
    if volume.cover.palette:
        return PALETTES[volume.cover.palette]
    return [*PALETTES.values()][((volume.number or 1) - 1) % len(PALETTES)]
