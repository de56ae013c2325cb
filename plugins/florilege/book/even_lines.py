"""Pieces → the fewest lines that hold them, as even as can be or as full (CSS Text 4, text-wrap)."""

from collections.abc import Callable, Sequence
from itertools import accumulate

Places = list[tuple[int, int]]
"""The first piece of each line, and the one after its last."""

LAST, SHORT = 0.4, 4
"""Where lines are to be full: the share of the measure that the last one has rather at least, and how much
more it costs than in another line if some of that is lacking."""
BAD, IN_TWO = 1 / 16, 1 / 5
"""What it costs if a line ends badly, beside a line that is empty; and where two even lines hold all."""


def even(
    widths: Sequence[float],
    space: float,
    measure: float,
    ends_badly: Callable[[int], bool] = lambda index: False,
) -> Places:
    """Pieces with a space between them in even lines.

    >>> even([3, 3, 3, 1], 1, 8)
    [(0, 2), (2, 4)]
    """

    before = [0.0, *accumulate(widths)]

    def width(first: int, last: int) -> float:
        return before[last] - before[first] + space * (last - first - 1)

    return evenest(len(widths), width, measure, ends_badly)


def evenest(
    count: int,
    width: Callable[[int, int], float],
    measure: float,
    ends_badly: Callable[[int], bool] = lambda index: False,
    *,
    full: bool = False,
) -> Places:
    """So many pieces in the fewest lines, as even as can be, given how wide those from one to another are.

    Or they are as `full`: all but the last, which isn't much shorter. A line ends rather not after a piece
    that `ends_badly`, such as an article. A piece wider than the measure has a line of its own.

    >>> [evenest(8, lambda first, last: last - first, 5, full=full) for full in (False, True)]
    [[(0, 4), (4, 8)], [(0, 5), (5, 8)]]
    >>> evenest(6, lambda first, last: last - first, 5, lambda index: index == 2)
    [(0, 2), (2, 6)]
    """
    dear = IN_TWO if not full and width(0, count) <= 2 * measure else BAD
    best: list[tuple[int, float]] = [(0, 0.0)] * (count + 1)
    ends = [count] * count
    for first in range(count - 1, -1, -1):
        options = []
        for last in range(first + 1, count + 1):
            filled = width(first, last)
            if filled > measure and last > first + 1:
                break
            lines, cost = best[last]
            bad = dear * measure**2 if last < count and ends_badly(last - 1) else 0
            least, weight = (LAST * measure, SHORT) if full and last == count else (measure, 1)
            options.append((lines + 1, cost + weight * max(0, least - filled) ** 2 + bad, last))
        *found, ends[first] = min(options)
        best[first] = (int(found[0]), found[1])
    places, first = [], 0
    while first < count:
        places.append((first, ends[first]))
        first = ends[first]
    return places
