"""Covers drawn from a volume's number, id and palette."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from florilege.catalogue.volumes import Cover, Palette, Volume
from florilege.catalogue.writings import Body
from florilege.printing.palettes import PALETTES, palette
from florilege.web.drawn_cover import motif


def volume(number: int | None, id: str = "tome") -> Volume:
    body = Body(path="volumes/tome/index.md", line=1, markdown="", lang="fr")
    return Volume(id=id, title="T", number=number, parts=(), body=body)


def test_a_drawing_is_always_the_same() -> None:
    assert motif(volume(1)) == motif(volume(1))


def test_no_two_drawings_are_alike() -> None:
    drawn = {motif(volume(number)) for number in range(1, 6)} | {
        motif(volume(1, "other")),
        motif(volume(None)),
    }
    assert len(drawn) == 7


def test_volumes_that_follow_differ_in_ground() -> None:
    grounds = [palette(volume(number)).ground for number in range(1, 6)]
    assert grounds == [colours.ground for colours in PALETTES.values()]


@pytest.mark.parametrize("name", PALETTES)
def test_a_drawing_has_the_colours_that_the_volume_names(name: Palette) -> None:
    """Those that its number would give don't matter."""
    drawing = motif(replace(volume(2), cover=Cover(palette=name)))
    assert set(re.findall(r'fill="(#\w+)"', drawing)) == set(PALETTES[name].motif)


def test_a_drawing_is_well_formed_and_asks_for_nothing() -> None:
    drawing = motif(volume(2))
    ElementTree.fromstring(drawing)
    assert not re.search(r"href|url\(|script", drawing)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_titles_stand_out_from_their_ground() -> None:
    for colours in PALETTES.values():
        light, dark = sorted((luminance(colours.ground), luminance(colours.ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, colours
