"""Subsets of one face, united."""

import io

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from florilege.book.pdf.subset import UnitedFont, read_to_unicode, subset_face, write_to_unicode
from florilege.book.sheet import FontUse
from florilege.printing.fonts import faces
from florilege.runtime.project import find_project


@given(
    st.dictionaries(st.integers(1, 65535), st.text(st.characters(codec="utf-16-be"), min_size=1, max_size=3))
)
def test_to_unicode_comes_back(characters: dict[int, str]) -> None:
    assert read_to_unicode(write_to_unicode(characters)) == characters


def use(widths: dict[int, float], characters: dict[int, str]) -> FontUse:
    return FontUse(
        name="A+Face",
        digest="",
        family="Face",
        flags=4,
        ascent=9,
        descent=-3,
        widths=widths,
        characters=characters,
    )


def united(*uses: FontUse) -> UnitedFont:
    font = UnitedFont(uses[0])
    for each in uses:
        font.add(each)
    return font


def test_widths_that_differ_by_rounding_are_one_and_by_more_are_an_error() -> None:
    font = united(use({3: 500}, {3: "a"}), use({3: 501, 4: 300}, {4: "b"}))
    assert (font.widths, font.characters, font.box) == ({3: 500, 4: 300}, {3: "a", 4: "b"}, (0, -3, 500, 9))
    with pytest.raises(ValueError, match="glyph 3"):
        font.add(use({3: 502}, {}))


def test_a_glyph_shared_by_a_space_and_its_no_break_twin_reads_as_a_space() -> None:
    for pair in (("\u00a0", " "), (" ", "\u00a0")):
        assert united(*(use({2: 250}, {2: text}) for text in pair)).characters == {2: " "}


def test_the_subset_keeps_ids_and_outlines_of_the_glyphs_asked_for(toy) -> None:  # type: ignore[no-untyped-def]
    face = faces(find_project(toy), ["classique"])[0]
    original = TTFont(face.file)
    glyph = original.getGlyphID(original.getBestCmap()[ord("é")])
    small = TTFont(io.BytesIO(subset_face(face.file, {glyph})))
    name = small.getGlyphName(glyph)
    assert small["hmtx"][name] == original["hmtx"][original.getGlyphName(glyph)]
    assert small["glyf"][name].numberOfContours or small["glyf"][name].isComposite()
    other = original.getGlyphID(original.getBestCmap()[ord("W")])
    assert small["glyf"][small.getGlyphName(other)].numberOfContours == 0
