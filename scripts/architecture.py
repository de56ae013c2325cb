"""Draw the rooms of the engine from its imports: `.venv/bin/python scripts/architecture.py`.

Writes docs/images/architecture.svg. A room stands one floor above the highest room that it imports. An arrow
that others say already is left out: from a room to what a room below it imports. Lines are those of Python,
to the nearest hundred.
"""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "plugins" / "florilege"
PICTURE = ROOT / "docs" / "images" / "architecture.svg"

BOX_WIDTH, BOX_HEIGHT, GAP, FLOOR, MARGIN = 128, 48, 24, 92, 24
"""px; a floor is as high as a box and the arrows below it."""
PASSES = 12
NARROW_SPACE = "\u202f"

STYLE = """
  svg { font-family: system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif; text-anchor: middle; }
  .paper { fill: #fffdf9; } .box { fill: #f4eee4; stroke: #1d2b33; }
  .name { fill: #1d2b33; font-size: 15px; font-weight: 600; }
  .lines { fill: #57636a; font-size: 12px; } .arrow { stroke: #a84b24; fill: none; } .head { fill: #a84b24; }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #1c252b; } .box { fill: #2a363d; stroke: #ece4d6; } .name { fill: #ece4d6; }
    .lines { fill: #a9b0ad; } .arrow { stroke: #e5946b; } .head { fill: #e5946b; }
  }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A folder of the engine, or a file at its top."""

    name: str
    imports: frozenset[str]
    lines: int
    purpose: str
    """The first paragraph of its docstring."""


def read_rooms(package: Path = PACKAGE) -> dict[str, Room]:
    """Every room, with the rooms that its files import (in functions too)."""
    found: dict[str, list[Path]] = {}
    for path in sorted(package.rglob("*.py")):
        name = path.relative_to(package).parts[0].removesuffix(".py")
        if name != "__init__":
            found.setdefault(name, []).append(path)
    return {name: _room(package, name, files) for name, files in found.items()}


def _room(package: Path, name: str, files: list[Path]) -> Room:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in files}
    door = package / name / "__init__.py"
    purpose = ast.get_docstring(trees[door if door in trees else files[0]]) or ""
    return Room(
        name=name,
        imports=frozenset(
            imported.split(".")[1]
            for tree in trees.values()
            for imported in _imports(tree)
            if imported.startswith("florilege.")
        )
        - {name},
        lines=sum(len(path.read_text(encoding="utf-8").splitlines()) for path in files),
        purpose=" ".join(purpose.partition("\n\n")[0].split()),
    )


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def floors(rooms: Mapping[str, Room]) -> dict[str, int]:
    """Room → its floor, 0 for those that import none."""
    found: dict[str, int] = {}

    def floor(name: str) -> int:
        if name not in found:
            found[name] = 1 + max((floor(lower) for lower in rooms[name].imports), default=-1)
        return found[name]

    return {name: floor(name) for name in rooms}


def arrows(rooms: Mapping[str, Room]) -> list[tuple[str, str]]:
    """The imports that no chain of other imports says already."""
    below: dict[str, frozenset[str]] = {}
    for name in sorted(rooms, key=floors(rooms).__getitem__):
        imports = rooms[name].imports
        below[name] = imports.union(*(below[lower] for lower in imports))
    return [
        (name, lower)
        for name, room in sorted(rooms.items())
        for lower in sorted(room.imports)
        if not any(lower in below[other] for other in room.imports)
    ]


def rows_of(rooms: Mapping[str, Room]) -> tuple[list[list[str]], dict[tuple[str, str], list[str]]]:
    """What stands on each floor from the ground up, and the way of each arrow down, room to room.

    An arrow that crosses floors has a place of its own on each, so that it runs between the boxes.
    """
    level = floors(rooms)
    rows: list[list[str]] = [[] for _ in range(max(level.values()) + 1)]
    for name in sorted(rooms):
        rows[level[name]].append(name)
    ways = {}
    for upper, lower in arrows(rooms):
        passed = {floor: f"{upper}>{lower}@{floor}" for floor in range(level[upper] - 1, level[lower], -1)}
        ways[upper, lower] = [upper, *passed.values(), lower]
        for floor, place in passed.items():
            rows[floor].append(place)
    return rows, ways


def places(rooms: Mapping[str, Room]) -> dict[str, tuple[float, float]]:
    """What stands on the floors → its middle and its top, in px."""
    rows, ways = rows_of(rooms)
    tied: dict[str, list[str]] = {}
    for way in ways.values():
        for above, below in pairwise(way):
            tied.setdefault(above, []).append(below)
            tied.setdefault(below, []).append(above)
    middle: dict[str, float] = {}
    for _ in range(PASSES):  # each brings all nearer to what they are tied to
        for row in (*rows, *reversed(rows)):
            wish = {}
            for name in row:
                known = [middle[other] for other in tied.get(name, ()) if other in middle]
                wish[name] = sum(known) / len(known) if known else 0.0
            row.sort(key=lambda name: (wish[name], name))
            middle |= _spread(row, wish)
    left = min(middle[name] for name in rooms) - BOX_WIDTH / 2 - MARGIN
    left = min(left, min(middle.values()) - MARGIN)
    return {
        name: (round(middle[name] - left), MARGIN + (len(rows) - 1 - floor) * FLOOR)
        for floor, row in enumerate(rows)
        for name in row
    }


def _spread(row: list[str], wish: Mapping[str, float]) -> dict[str, float]:
    """Middles in the order of the row, as near to what is wished as widths let them be."""
    found: list[float] = []
    for rank, name in enumerate(row):
        least = found[-1] + (_width(row[rank - 1]) + _width(name)) / 2 + GAP if found else wish[name]
        found.append(max(least, wish[name]))
    off = sum(at - wish[name] for at, name in zip(found, row, strict=True)) / len(row)
    return {name: at - off for at, name in zip(found, row, strict=True)}


def _width(name: str) -> float:
    return 0 if ">" in name else BOX_WIDTH


def draw(rooms: Mapping[str, Room]) -> str:
    """The picture, as SVG that is legible on light and on dark paper."""
    at = places(rooms)
    width = max(middle + _width(name) / 2 for name, (middle, _) in at.items()) + MARGIN
    height = max(top for _, top in at.values()) + BOX_HEIGHT + MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" role="img">',
        f"<style>{STYLE}</style>",
        '<defs><marker id="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
        'orient="auto"><path class="head" d="M0 0L8 4L0 8z"/></marker></defs>',
        f'<rect class="paper" width="{width:g}" height="{height:g}" rx="6"/>',
    ]
    for way in rows_of(rooms)[1].values():
        line = f"M{at[way[0]][0]:g} {at[way[0]][1] + BOX_HEIGHT:g}"
        for above, below in pairwise(way):
            (x1, y1), (x2, y2) = at[above], at[below]
            y1 += BOX_HEIGHT
            bend = (y2 - y1) / 2
            line += f"C{x1:g} {y1 + bend:g} {x2:g} {y2 - bend:g} {x2:g} {y2:g}"
            line += f"V{y2 + BOX_HEIGHT:g}" if below not in rooms else ""
        parts.append(f'<path class="arrow" marker-end="url(#head)" d="{line}"/>')
    for name, room in sorted(rooms.items()):
        middle, y = at[name]
        lines = f"{rounded(room.lines):,}".replace(",", NARROW_SPACE)
        parts += [
            f'<g data-room="{name}" data-lines="{rounded(room.lines)}"><title>{escape(room.purpose)}</title>',
            f'<rect class="box" x="{middle - BOX_WIDTH / 2:g}" y="{y:g}" width="{BOX_WIDTH}" '
            f'height="{BOX_HEIGHT}" rx="4"/>',
            f'<text class="name" x="{middle:g}" y="{y + 20:g}">{name}</text>',
            f'<text class="lines" x="{middle:g}" y="{y + 37:g}">{lines}</text>',
            "</g>",
        ]
    return "\n".join([*parts, "</svg>\n"])


def rounded(lines: int) -> int:
    """To the nearest hundred; a room has one at least."""
    return max(100, round(lines, -2))


if __name__ == "__main__":
    PICTURE.write_text(draw(read_rooms()), encoding="utf-8")
