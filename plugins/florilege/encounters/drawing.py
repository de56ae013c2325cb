"""Encounters → their drawing: names around a circle, those who belong together side by side; a line a tie.

Every place is computed without a step that repeats itself, and written to a tenth, so that a drawing has the
same bytes on every machine.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from math import cos, pi, sin

from markupsafe import Markup

from florilege.encounters.encounters import Encounters, Met

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


PRINTED = (9.0, 6.0)
"""pt: the largest type of names on paper, and the smallest that is read with ease."""
LETTER = 0.5
"""em: about how wide a letter of a name is."""
DARK, PALE = "#000", "#777"
"""The lines within a group, and those between groups, in black ink."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Where persons stand on a circle: those of a group side by side."""

    groups: tuple[tuple[int, ...], ...]

    @property
    def order(self) -> tuple[int, ...]:
        """The persons, by their places in `Encounters.people`, as they follow one another."""
        return tuple(chain.from_iterable(self.groups))

    @property
    def steps(self) -> float:
        """How many lines of names go round."""
        return len(self.order) + (APART * len(self.groups) if len(self.groups) > 1 else 0)

    def turns(self) -> Iterator[tuple[int, int, float]]:
        """Each person with the number of the group and the angle, in radians from the right, clockwise."""
        turn = 0.0
        for index, group in enumerate(self.groups):
            for person in group:
                yield person, index, 2 * pi * turn / self.steps - pi / 2
                turn += 1
            turn += APART if len(self.groups) > 1 else 0


def drawing(met: Encounters, label: str, address: Callable[[Met], str]) -> Markup:
    """An SVG element; each name is a link to `address`, and lines say by their width how strong a tie is.

    `label` is its name for who doesn't see it.
    """
    circle = Circle(groups=met.groups)
    order = circle.order
    radius = max(USUAL if len(order) > SEVERAL else LEAST, circle.steps * LINE / (2 * pi))
    angles = {person: angle for person, _, angle in circle.turns()}
    group_of = {person: group % COLOURS for person, group, _ in circle.turns()}
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


def printed_drawing(met: Encounters, label: str, *, side: float) -> Markup:
    """The same on paper, in black, `side` pt wide and high: an SVG element of lines, and the names upon it.

    Names are text as any other, so that they are shaped, read and searched as the rest of a tome is. Of
    more persons than can be read there, those are drawn whose ties are the strongest.
    """
    size = PRINTED[0]
    while size * _longest(met) + _radius(met, size) + size > side / 2:
        if size > PRINTED[1]:
            size -= 0.25
        else:
            met = met.strongest(len(met.people) - 1)
    radius = side / 2 - size * _longest(met) - size
    turns = [*Circle(groups=met.groups).turns()]
    places = {person: (radius * cos(angle), radius * sin(angle)) for person, _, angle in turns}
    group_of = {person: group for person, group, _ in turns}
    lines = Markup("").join(
        Markup('<path stroke="{}" stroke-width="{}" d="M{} {}Q0 0 {} {}"/>').format(
            DARK if group_of[tie.one] == group_of[tie.other] else PALE,
            _number(min(0.3 + 0.2 * (tie.strength - 1), 1.6)),
            *(_number(each) for end in (tie.one, tie.other) for each in places[end]),
        )
        for tie in reversed(met.ties[: STRONGEST * len(met.people)])  # the strongest above the others
    )
    dots = Markup("").join(
        Markup('<circle cx="{}" cy="{}" r="{}"/>').format(*map(_number, (*places[person], 0.17 * size)))
        for person, _, _ in turns
    )
    names = Markup("\n").join(
        _printed_name(met.people[person], angle, radius + 0.5 * size) for person, _, angle in turns
    )
    return Markup(
        '<div class="encounters" style="width: {0}pt; height: {0}pt; font-size: {2}pt">\n'
        '<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{3}" width="{0}pt" height="{0}pt" '
        'viewBox="{1} {1} {0} {0}"><g fill="none">{4}</g>{5}</svg>\n{6}\n</div>'
    ).format(_number(side), _number(-side / 2), size, label, lines, dots, names)


def _longest(met: Encounters) -> float:
    """em: about how wide the longest name is."""
    return LETTER * max(len(each.spoken) for each in met.people)


def _radius(met: Encounters, size: float) -> float:
    """pt: of a circle around which all names go in type of this size."""
    return Circle(groups=met.groups).steps * 1.2 * size / (2 * pi)


def _printed_name(met: Met, angle: float, distance: float) -> Markup:
    """A name along its ray, from so many pt off the centre, never upside down."""
    turned = cos(angle) < -1e-9
    lang = Markup(' lang="{}"').format(met.lang) if met.lang else ""
    return Markup(
        '<p class="{}"{} style="transform: rotate({}deg) translate({}pt)"><span>{}</span></p>'
    ).format(
        "turned" if turned else "straight",
        lang,
        _number(angle * 180 / pi + (180 if turned else 0)),
        _number(-distance if turned else distance),
        met.spoken,
    )


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
