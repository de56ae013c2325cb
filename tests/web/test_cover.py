"""Covers drawn from a volume's number and id."""

import re
from xml.etree import ElementTree

from florilege.catalogue.model import Body, Volume
from florilege.web.cover import PALETTES, colours, motif


def volume(number: int | None, id: str = "tome") -> Volume:
    body = Body(path="volumes/tome/index.md", line=1, markdown="", lang="fr")
    return Volume(id=id, title="T", number=number, parts=(), body=body)


def test_a_cover_is_always_the_same() -> None:
    assert motif(volume(1)) == motif(volume(1))


def test_no_two_covers_are_alike() -> None:
    drawn = {motif(volume(number)) for number in range(1, 6)} | {
        motif(volume(1, "other")),
        motif(volume(None)),
    }
    assert len(drawn) == 7


def test_volumes_that_follow_differ_in_ground() -> None:
    assert [colours(volume(number)).ground for number in range(1, 6)] == [p.ground for p in PALETTES]


def test_a_motif_is_well_formed_and_asks_for_nothing() -> None:
    drawing = motif(volume(2))
    ElementTree.fromstring(drawing)
    assert not re.search(r"href|url\(|script", drawing)


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.1."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_titles_stand_out_from_their_ground() -> None:
    for palette in PALETTES:
        light, dark = sorted((luminance(palette.ground), luminance(palette.ink)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 4.5, palette
