"""Measure the letters that an essay may open with: `.venv/bin/python scripts/letter_shapes.py`.

Writes plugins/florilege/printing/letter_shapes.yml, from the outlines of the faces that initials are set in.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from string import ascii_uppercase, digits

from fontTools.misc.bezierTools import splitCubicAtT, splitQuadraticAtT
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).parents[1] / "plugins" / "florilege" / "printing"
FACES = {
    "Vollkorn": ("vollkorn/Vollkorn-Regular.ttf", 2 / 3),
    "Lato": ("lato/Lato-Light.ttf", 1),
    "Open Sans Condensed": ("open-sans-condensed/OpenSans-CondBold.ttf", 0.8),
}
"""Family → the face of initials, and from which part of their height on the first line stands beside them."""
TEXTS = {
    "Vollkorn": "vollkorn/Vollkorn-Regular.ttf",
    "Gentium Plus": "gentium-plus/GentiumPlus-Regular.ttf",
    "Charis SIL": "charis-sil/CharisSIL-Regular.ttf",
}
LETTERS = f"{ascii_uppercase}ÆÇÐØÞŒ{digits}º°."
SIGNS = "«»‹›“”„‘’¡¿…—–(["
STEPS = 24

HEAD = """# What scripts/letter_shapes.py measures, in thousandths of an em.
#
# letters: white left, white right, how much more of it beside the first line, depth below the line
# signs: the width of those that may stand before an initial, in the faces of the text
"""

Point = tuple[float, float]


def outline(font: TTFont, sign: str) -> Iterator[tuple[Point, Point]]:
    """The outline of a letter as short straight lines; figures are lining."""
    name = font.getBestCmap()[ord(sign)]
    lining = f"{name}.lf" if f"{name}.lf" in font.getGlyphOrder() else name
    pen = DecomposingRecordingPen(font.getGlyphSet())
    font.getGlyphSet()[lining].draw(pen)
    start: Point = (0, 0)
    here: Point = (0, 0)
    for command, points in pen.value:
        if command == "moveTo":
            start = here = points[0]
        elif command == "lineTo":
            yield here, points[0]
            here = points[0]
        elif command == "curveTo":
            yield from _straight([here, *points])
            here = points[-1]
        elif command == "qCurveTo":
            ends = [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(points[:-1])] + [points[-1]]
            for control, end in zip(points[:-1], ends, strict=True):
                yield from _straight([here, control, end])
                here = end
        else:
            yield here, start
            here = start


def _straight(curve: list[Point]) -> Iterator[tuple[Point, Point]]:
    split = splitQuadraticAtT if len(curve) == 3 else splitCubicAtT
    pieces = split(*curve, *(step / STEPS for step in range(1, STEPS)))
    yield from ((piece[0], piece[-1]) for piece in pieces)


def shape(font: TTFont, sign: str, share: float) -> list[int]:
    """What letter_shapes.yml says of a letter."""
    lines = [*outline(font, sign)]
    points = [point for line in lines for point in line]
    top = max(y for _, y in points)
    foot = font["OS/2"].sCapHeight * share if share < 1 else top + 1
    beside = [x for x, y in points if y >= foot]
    for (x, y), (to_x, to_y) in lines:
        if (y < foot) != (to_y < foot):
            beside.append(x + (to_x - x) * (foot - y) / (to_y - y))
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    more = right - max(beside) if beside else 0
    width = font["hmtx"][font.getBestCmap()[ord(sign)]][0]
    scale = 1000 / font["head"].unitsPerEm
    return [round(scale * value) for value in (left, width - right, more, max(0, -min(y for _, y in points)))]


def measured() -> Mapping[str, Mapping[str, Mapping[str, object]]]:
    """All of letter_shapes.yml."""
    letters, signs = {}, {}
    for family, (file, share) in FACES.items():
        with TTFont(FOLDER / "faces" / file) as font:
            letters[family] = {sign: shape(font, sign, share) for sign in LETTERS}
    for family, file in TEXTS.items():
        with TTFont(FOLDER / "faces" / file) as font:
            scale, names = 1000 / font["head"].unitsPerEm, font.getBestCmap()
            signs[family] = {sign: round(scale * font["hmtx"][names[ord(sign)]][0]) for sign in SIGNS}
            signs[family]["\u202f"] = round(scale * font["hmtx"][names[0x202F]][0])
            signs[family]["\u00a0"] = round(scale * font["hmtx"][names[0xA0]][0])
    return {"letters": letters, "signs": signs}


def written() -> str:
    """What the file holds."""
    lines = [HEAD.rstrip()]
    for part, families in measured().items():
        lines.append(f"{part}:")
        for family, values in families.items():
            lines.append(f"  {family}:")
            for sign, value in values.items():
                name = f'"{sign}"' if sign.isprintable() and sign != "\u00a0" else f'"\\u{ord(sign):04x}"'
                lines.append(f"    {name}: {value}")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (FOLDER / "letter_shapes.yml").write_text(written(), encoding="utf-8")
