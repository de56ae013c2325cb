"""The faces that the site serves are those of the tomes, made by scripts/site_fonts.py."""

import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from scripts.site_fonts import FILES, SITE, site_font, unicode_range


@pytest.mark.parametrize("name", FILES)
def test_a_face_of_the_site_is_current(name: str) -> None:
    """Table by table: the same ones are packed into other bytes by another Brotli."""
    made, kept = (TTFont(BytesIO(data)) for data in (site_font(name), (SITE / name).read_bytes()))
    assert made.keys() == kept.keys()
    tables = set(made.keys()) - {"GlyphOrder"}
    assert {table for table in tables if made.reader[table] != kept.reader[table]} == set()


def test_the_site_has_no_other_face() -> None:
    assert {file.name for file in SITE.glob("*.woff2")} == set(FILES)


def test_the_style_sheet_says_what_each_file_holds() -> None:
    style = (SITE.parent / "florilege.css").read_text(encoding="utf-8")
    said = re.findall(r"url\(fonts/([^)]+)\)[^;]*; unicode-range: ([^;}]+)", style)
    assert dict(said) == {name: unicode_range(usual="-more" not in name) for name in FILES}
