"""The engine's Vollkorn (printing/faces/vollkorn) → the faces that the site serves (web/assets/fonts).

    .venv/bin/python scripts/site_fonts.py

Latin, Greek and Cyrillic, in WOFF2; small capitals in the upright faces alone. A newer Brotli may pack the
same tables into other bytes.
"""

from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

from florilege.printing.fonts import FACES

SITE = Path(__file__).parents[1] / "plugins/florilege/web/assets/fonts"
FILES = {
    "vollkorn-regular.woff2": "Vollkorn-Regular.ttf",
    "vollkorn-italic.woff2": "Vollkorn-Italic.ttf",
    "vollkorn-semibold.woff2": "Vollkorn-SemiBold.ttf",
    "vollkorn-semibolditalic.woff2": "Vollkorn-SemiBoldItalic.ttf",
}
"""The site's file → the engine's."""

RANGES = (
    (0x0020, 0x017F),  # Basic Latin, Latin-1, Latin Extended-A
    *((0x0192, 0x0192), (0x0218, 0x021B), (0x0237, 0x0237)),  # florin, Romanian, dotless j
    *((0x02BC, 0x02BC), (0x02C6, 0x02C7), (0x02D8, 0x030C), (0x0323, 0x0323), (0x0327, 0x0328)),  # accents
    *((0x0374, 0x045F), (0x0490, 0x0491)),  # Greek, Cyrillic
    *((0x1E80, 0x1E85), (0x1E9E, 0x1E9E), (0x1EF2, 0x1EF3)),  # Welsh, capital sharp s
    *(
        (0x2007, 0x2015),
        (0x2018, 0x201E),
        (0x2020, 0x2022),
        (0x2026, 0x2026),
    ),  # spaces, dashes, quotes
    *((0x202F, 0x2030), (0x2032, 0x2033), (0x2039, 0x203D), (0x2044, 0x2044)),
    *((0x2070, 0x2089), (0x20AC, 0x20AC), (0x2116, 0x2117), (0x2122, 0x2122)),  # superiors, €, №, ™
    *((0x2190, 0x2193), (0x2212, 0x2212), (0x2215, 0x2215), (0x2248, 0x2248)),  # arrows, operators
    *((0x2260, 0x2260), (0x2264, 0x2265)),
)
FEATURES = [
    *("calt", "case", "ccmp", "frac", "kern", "liga", "lnum", "locl", "mark", "mkmk", "onum", "ordn"),
    *("pnum", "ss11", "sups", "tnum"),
]
SMALL_CAPITALS = ["smcp", "c2sc"]


def site_font(file: Path) -> bytes:
    """The WOFF2 file that the site serves of the face in this file."""
    upright = "Italic" not in file.stem
    options = Options(
        flavor="woff2",
        layout_features=FEATURES + (SMALL_CAPITALS if upright else []),
        name_IDs=[0, 1, 2, 3, 4, 5, 6],
        hinting=False,
        harfbuzz_repacker=False,  # the same tables whether HarfBuzz's is there or not
    )
    font = load_font(BytesIO(file.read_bytes()), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[character for first, last in RANGES for character in range(first, last + 1)])
    subsetter.subset(font)
    save_font(font, output := BytesIO(), options)
    return output.getvalue()


if __name__ == "__main__":
    for name, source in FILES.items():
        (SITE / name).write_bytes(site_font(FACES / "vollkorn" / source))
