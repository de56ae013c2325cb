"""The engine's Vollkorn (printing/faces/vollkorn) → the faces that the site serves (web/assets/fonts).

    .venv/bin/python scripts/site_fonts.py

Latin, Greek and Cyrillic, in WOFF2; small capitals in the regular face alone, which is the only one that the
site sets in them. Each face is two files: what French, English and German are written with, and the rest,
which a browser fetches where a page has a character of it. A newer Brotli may pack the same tables into other
bytes.
"""

from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter, load_font, save_font

from florilege.printing.fonts import FACES

SITE = Path(__file__).parents[1] / "plugins/florilege/web/assets/fonts"
FACE_FILES = {
    "regular": "Vollkorn-Regular.ttf",
    "italic": "Vollkorn-Italic.ttf",
    "semibold": "Vollkorn-SemiBold.ttf",
    "semibolditalic": "Vollkorn-SemiBoldItalic.ttf",
}
FILES = {
    f"vollkorn-{face}{end}.woff2": source for face, source in FACE_FILES.items() for end in ("", "-more")
}
"""The site's file → the engine's."""

USUAL = (
    *((0x0020, 0x007E), (0x00A0, 0x00A3), (0x00A5, 0x00A5), (0x00A7, 0x00A9), (0x00AB, 0x00AB)),
    *((0x00AD, 0x00AE), (0x00B0, 0x00B0), (0x00B2, 0x00B4), (0x00B6, 0x00B7), (0x00BA, 0x00BB)),
    *((0x00BF, 0x00CF), (0x00D1, 0x00DC), (0x00DF, 0x00EF), (0x00F1, 0x00F6), (0x00F8, 0x00FC)),
    *((0x00FF, 0x00FF), (0x0152, 0x0153), (0x0178, 0x0178)),  # so far Latin-1, all but what is rare; œ, Ÿ
    *((0x2007, 0x2015), (0x2018, 0x201E), (0x2020, 0x2022), (0x2026, 0x2026)),  # spaces, dashes, quotes
    *((0x202F, 0x202F), (0x2032, 0x2033), (0x2039, 0x203A)),
    *((0x20AC, 0x20AC), (0x2116, 0x2116), (0x2190, 0x2193), (0x2212, 0x2212)),  # €, №, arrows, minus
)

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
FEATURES = ["calt", "kern", "liga", "lnum", "onum", "ss11"]
TABLES = ["tnum"]
"""Columns of figures stand upright."""
MORE_FEATURES = ["ccmp", "locl", "mark", "mkmk"]
"""What the rest needs: accents that stand by themselves, letters that languages draw differently."""
SMALL_CAPITALS = ["smcp", "c2sc"]


def characters(*, usual: bool) -> set[int]:
    """What the first file of a face holds, or what the second does."""
    first = {character for start, end in USUAL for character in range(start, end + 1)}
    return first if usual else {c for start, end in RANGES for c in range(start, end + 1)} - first


def unicode_range(*, usual: bool) -> str:
    """The same as the style sheet says it (CSS Fonts 4, `unicode-range`)."""
    wanted = sorted(characters(usual=usual))
    starts = [c for c in wanted if c - 1 not in wanted]
    ends = [c for c in wanted if c + 1 not in wanted]
    return ", ".join(
        f"U+{start:X}" if start == end else f"U+{start:X}-{end:X}"
        for start, end in zip(starts, ends, strict=True)
    )


def site_font(name: str) -> bytes:
    """The WOFF2 file that the site serves by this name."""
    file = FACES / "vollkorn" / FILES[name]
    options = Options(
        flavor="woff2",
        layout_features=FEATURES
        + ([] if "Italic" in file.stem else TABLES)
        + (SMALL_CAPITALS if file.stem.endswith("Regular") else [])
        + (MORE_FEATURES if "-more" in name else []),
        name_IDs=[0, 1, 2, 3, 4, 5, 6],
        hinting=False,
        harfbuzz_repacker=False,  # the same tables whether HarfBuzz's is there or not
    )
    font = load_font(BytesIO(file.read_bytes()), options)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters(usual="-more" not in name))
    subsetter.subset(font)
    save_font(font, output := BytesIO(), options)
    return output.getvalue()


if __name__ == "__main__":
    for name in FILES:
        (SITE / name).write_bytes(site_font(name))
