"""The faces that the site serves are those of the tomes, made by scripts/site_fonts.py."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from scripts.site_fonts import FILES, SITE, site_font

from florilege.printing.fonts import FACES


@pytest.mark.parametrize("name", FILES)
def test_a_face_of_the_site_is_current(name: str) -> None:
    """Table by table: the same ones are packed into other bytes by another Brotli."""
    made, kept = (
        TTFont(BytesIO(data))
        for data in (site_font(FACES / "vollkorn" / FILES[name]), (SITE / name).read_bytes())
    )
    assert made.keys() == kept.keys()
    tables = set(made.keys()) - {"GlyphOrder"}
    assert {table for table in tables if made.reader[table] != kept.reader[table]} == set()


def test_the_site_has_no_other_face() -> None:
    assert {file.name for file in SITE.glob("*.woff2")} == set(FILES)
