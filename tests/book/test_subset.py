"""Subsets of one face, united."""

import io

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from florilege.book.subset import UnitedFont, read_to_unicode, subset_face, write_to_unicode
from florilege.fonts import faces
from florilege.project import find_project


@given(
    st.dictionaries(st.integers(1, 65535), st.text(st.characters(codec="utf-16-be"), min_size=1, max_size=3))
)
def test_to_unicode_comes_back(characters: dict[int, str]) -> None:
    assert read_to_unicode(write_to_unicode(characters)) == characters


def test_widths_that_differ_by_rounding_are_one_and_by_more_are_an_error() -> None:
    font = UnitedFont(name="/A+Face", digest="")
    font.add(widths=[(3, 500)], characters={3: "a"}, box=[0, -10, 5, 9])
    font.add(widths=[(3, 501), (4, 300)], characters={4: "b"}, box=[-1, -3, 7, 8])
    assert (font.widths, font.characters, font.box) == ({3: 500, 4: 300}, {3: "a", 4: "b"}, [-1, -10, 7, 9])
    with pytest.raises(ValueError, match="glyph 3"):
        font.add(widths=[(3, 502)], characters={}, box=[])


def test_a_glyph_shared_by_a_space_and_its_no_break_twin_reads_as_a_space() -> None:
    font = UnitedFont(name="/A+Face", digest="")
    font.add(widths=[], characters={2: "\u00a0"}, box=[])
    font.add(widths=[], characters={2: " "}, box=[])
    assert font.characters == {2: " "}


def test_the_subset_keeps_ids_and_outlines_of_the_glyphs_asked_for(toy) -> None:  # type: ignore[no-untyped-def]
    face = faces(find_project(toy))[0]
    original = TTFont(face.file)
    glyph = original.getGlyphID(original.getBestCmap()[ord("é")])
    small = TTFont(io.BytesIO(subset_face(face.file, {glyph})))
    name = small.getGlyphName(glyph)
    assert small["hmtx"][name] == original["hmtx"][original.getGlyphName(glyph)]
    assert small["glyf"][name].numberOfContours or small["glyf"][name].isComposite()
    other = original.getGlyphID(original.getBestCmap()[ord("W")])
    assert small["glyf"][small.getGlyphName(other)].numberOfContours == 0
