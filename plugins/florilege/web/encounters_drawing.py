"""Encounters → their drawing: names around a circle, those who belong together side by side; a line a tie.

Every place is computed without a step that repeats itself, and written to a tenth, so that a drawing has the
same bytes on every machine.
"""

from collections.abc import Callable, Iterator
from itertools import chain
from math import cos, pi, sin

from markupsafe import Markup

from florilege.web.encounters import Encounters, Met

LINE = 17.0
"""px: between two names on the circle; type of 14 px."""
LEAST, USUAL, SEVERAL = 90.0, 180.0, 9
"""px: the smallest radius, and that of a drawing of more than so many."""
LABEL = 7.2
"""px: about how wide a letter of a name is."""
APART = 1.0
"""Lines that are left free between groups."""
STRONGEST = 4
"""How many ties are drawn for each person at most, on average; the table beside has all."""
COLOURS = 6
"""How many colours groups have in turn."""


def drawing(met: Encounters, label: str, address: Callable[[Met], str]) -> Markup:
    """An SVG element; each name is a link to `address`, and lines say by their width how strong a tie is.

    `label` is its name for who doesn't see it.
    """
    groups = [group for group in met.groups if group]
    order = [*chain.from_iterable(groups)]
    steps = len(order) + (APART * len(groups) if len(groups) > 1 else 0)
    radius = max(USUAL if len(order) > SEVERAL else LEAST, steps * LINE / (2 * pi))
    angles: dict[int, float] = {}
    group_of: dict[int, int] = {}
    turn = 0.0
    for index, group in enumerate(groups):
        for person in group:
            angles[person] = 2 * pi * turn / steps - pi / 2
            group_of[person] = index % COLOURS
            turn += 1
        turn += APART if len(groups) > 1 else 0
    margin = 16 + LABEL * max(len(each.spoken) for each in met.people)
    half = radius + margin
    lines = Markup("").join(_lines(met, angles, radius, group_of))
    names = Markup("").join(
        _name(met.people[person], person, angles[person], radius, group_of[person], address)
        for person in order
    )
    side = _number(2 * half)
    return Markup(
        '<svg class="fl-met" role="group" aria-label="{}" width="{}" height="{}" viewBox="{} {} {} {}">'
        '<g aria-hidden="true">{}</g>{}</svg>'
    ).format(label, side, side, _number(-half), _number(-half), side, side, lines, names)


def _lines(
    met: Encounters, angles: dict[int, float], radius: float, group_of: dict[int, int]
) -> Iterator[Markup]:
    for tie in met.ties[: STRONGEST * len(met.people)]:
        one, other = (
            f"{_number(radius * cos(angles[end]))} {_number(radius * sin(angles[end]))}"
            for end in (tie.one, tie.other)
        )
        width = min(1 + 0.5 * (tie.strength - 1), 4)
        inside = group_of[tie.one] if group_of[tie.one] == group_of[tie.other] else "x"
        yield Markup('<path class="fl-met--{}" data-ends="{} {}" d="M{}Q0 0 {}" stroke-width="{}"/>').format(
            inside, tie.one, tie.other, one, other, _number(width)
        )


def _name(
    met: Met, number: int, angle: float, radius: float, group: int, address: Callable[[Met], str]
) -> Markup:
    """A name along its ray, from the circle outwards, never upside down."""
    degrees = angle * 180 / pi
    turned = cos(angle) < -1e-9
    place = f"rotate({_number(degrees + (180 if turned else 0))})"
    x = -(radius + 10) if turned else radius + 10
    dot = -radius if turned else radius
    lang = Markup(' lang="{}"').format(met.lang) if met.lang else ""
    return Markup(
        '<a href="{}" data-person="{}"><g transform="{}"><circle class="fl-met--{}" cx="{}" r="4"/>'
        '<text x="{}" dy=".32em" text-anchor="{}"{}>{}</text></g></a>'
    ).format(
        address(met),
        number,
        place,
        group,
        _number(dot),
        _number(x),
        "end" if turned else "start",
        lang,
        met.spoken,
    )


def _number(value: float) -> str:
    """A number to a tenth.

    >>> _number(-0.04), _number(12.0), _number(3.14)
    ('0', '12', '3.1')
    """
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")
