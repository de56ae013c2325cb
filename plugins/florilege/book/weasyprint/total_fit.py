"""Places where a paragraph may be broken → where its lines end: the best of all ways taken together.

After D. E. Knuth and M. F. Plass, “Breaking Paragraphs into Lines” (1981): each line costs by how far its
word spaces are from normal, by a hyphen at its end, and by how much it differs from the line before; the
sum over the paragraph is the least that there is. Lengths are in px.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

NARROWEST, WIDEST = 0.75, 1.5
"""Word spaces that are wanted, beside normal ones."""

TIGHTEST = 0.67
"""No word space is narrower beside normal ones."""

BEARABLE = 1.0
"""Word spaces may be wider than normal by so much where lines as wanted can’t be had."""

GIVE = 0.02
"""By so much of their width, letters are made wider or narrower along with the spaces; nobody sees it."""

LINE, HYPHEN, STUMP = 10.0, 60.0, 10_000.0
"""What it costs: a line; a hyphen; one after no more than two letters of a word."""
SECOND, THIRD, LAST_BUT_ONE, UNLIKE = 5_000.0, 40_000.0, 5_000.0, 5_000.0
"""A second, a third hyphen running, one on the last line but one; a line that is much looser or tighter than
the one before."""

ROUNDING = 1e-6

RUNNING = 3
"""No more lines running end in hyphens."""

SHORT = 1_000_000.0
"""What a last line costs that is too short, where there is no other way."""


@dataclass(frozen=True, slots=True)
class Break:
    """A place where a line may end: what of the paragraph is before it, and where the next line begins."""

    place: int
    """In characters from the beginning."""
    width: float = 0.0
    """Of all up to the end of this line, with its hyphen."""
    spaces: float = 0.0
    """The width of all word spaces up to there."""
    next_width: float = 0.0
    """Of all up to the beginning of the next line."""
    next_spaces: float = 0.0
    hyphen: bool = False
    """Whether the line ends in one, be it the writer’s."""
    within: bool = False
    """Whether it is a word that is cut."""
    stump: bool = False
    """Whether no more than two letters of it stand before the cut."""
    unwanted: bool = False
    """Whether it is to be taken only where there is no other way."""


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide lines are."""

    width: float
    first: tuple[float, ...] = ()
    """Of the first lines, where they are narrower."""
    least: float = 0.0
    """Of what stands on a last line, unless it is the only one."""
    whole: int | None = None
    """The line, from 0, that ends in no hyphen, and isn’t too loose for that."""

    @property
    def counted(self) -> int:
        """After so many lines, all that follow are alike."""
        return max(len(self.first), 0 if self.whole is None else self.whole + 1)

    def of(self, line: int) -> float:
        """The width of a line, from 0."""
        return self.first[line] if line < len(self.first) else self.width


@dataclass(slots=True, eq=False)
class _Node:
    """The best way to a break on which a line ends in some manner."""

    at: Break
    line: int
    fit: int
    hyphens: int
    cost: float
    before: "_Node | None"

    def breaks(self) -> list[Break]:
        """Those of all lines up to here."""
        found, node = [], self
        while node.before is not None:
            found.append(node.at)
            node = node.before
        return found[::-1]


@dataclass(frozen=True, slots=True)
class _Limits:
    """What lines may be like."""

    stretch: float
    shrink: float
    cut: bool
    strict: bool = True


_TRIES = (
    _Limits(WIDEST - 1, 1 - NARROWEST, cut=False),
    _Limits(WIDEST - 1, 1 - NARROWEST, cut=True),
    _Limits(BEARABLE, 1 - TIGHTEST, cut=True),
    _Limits(inf, 1 - TIGHTEST, cut=True, strict=False),
)
"""What is tried, one after the other: lines that are as wanted, without cut words if it can be."""


_FITTED = _Limits(0.75, 1 - TIGHTEST, cut=True)
"""What lines may be like for the sake of the page."""


def ends(breaks: Sequence[Break], measure: Measure) -> list[Break] | None:
    """The breaks at which the lines end, the last of all among them; None where some word is too wide.

    `breaks` are in order; the first is the beginning and the last the end.
    """
    found = (_best(breaks, measure, limits, None) for limits in _TRIES)
    return next((node.breaks() for node in found if node is not None), None)


def ends_of(breaks: Sequence[Break], measure: Measure, lines: int) -> tuple[float, list[Break]] | None:
    """The cost of the best way that has so many lines, and its breaks; None where it would be seen."""
    node = _best(breaks, measure, _FITTED, lines)
    return None if node is None else (node.cost, node.breaks())


def stretched(extra: float, spaces: float, letters: float) -> float:
    """How far a line is stretched to be wider by `extra`, 1 being as far as wanted; -1 is shrunk as far.

    `spaces` is the width of its word spaces, `letters` that of all of it.
    """
    wanted = (WIDEST - 1 if extra > 0 else 1 - NARROWEST) * spaces + GIVE * letters
    return extra / wanted if wanted else 0.0


def scale(extra: float, spaces: float, letters: float) -> float:
    """How wide letters are to be then, beside their own width: no more than spaces take their part in it."""
    return 1 + GIVE * max(-1.0, min(1.0, stretched(extra, spaces, letters)))


def _best(breaks: Sequence[Break], measure: Measure, limits: _Limits, lines: int | None) -> _Node | None:
    """The end of the cheapest way; None where there is none."""
    last = breaks[-1]
    active = [_Node(breaks[0], 0, 1, 0, 0.0, None)]
    for end in breaks[1:]:
        if (end.within and not limits.cut) or (end.unwanted and limits.strict):
            continue
        found: dict[tuple[int, int, int], _Node] = {}
        full = []
        for node in active:
            start = node.at
            spaces = end.spaces - start.next_spaces
            extra = measure.of(node.line) - end.width + start.next_width
            give = GIVE * (end.width - start.next_width) + ROUNDING
            if extra < -limits.shrink * spaces - give:
                full.append(node)
            elif end is last or not limits.strict or extra <= limits.stretch * spaces + give:
                _add(found, node, end, extra, spaces, measure, limits, end is last, lines)
            elif not measure.first:
                break  # and all after it begin later
        if end is last:
            ways = [node for node in found.values() if lines in (None, node.line)]
            return min(ways, key=lambda node: node.cost, default=None)
        if full and not end.within:
            active = [node for node in active if node not in full]
        active += found.values()
        if not active:
            return None
    return None


def _add(
    found: dict[tuple[int, int, int], _Node],
    node: _Node,
    end: Break,
    extra: float,
    spaces: float,
    measure: Measure,
    limits: _Limits,
    last: bool,
    lines: int | None,
) -> None:
    """Add a line from `node` to `end` to what is found, where none costs less."""
    hyphens = node.hyphens + 1 if end.hyphen else 0
    if hyphens > RUNNING:
        return
    if node.line == measure.whole and (end.hyphen or extra > BEARABLE * spaces):
        return
    cost = node.cost
    ratio = stretched(min(extra, 0.0) if last else extra, spaces, end.width - node.at.next_width)
    if last:
        if measure.of(node.line) - extra < measure.least and node.line:
            if limits.strict:
                return
            cost += SHORT
        if node.at.hyphen:
            cost += LAST_BUT_ONE
    part = abs(ratio)
    fit = 1 if part <= 0.5 else 0 if ratio < 0 else 2 if part <= 1 else 3
    cost += (LINE + 100 * part**3) ** 2
    if hyphens:
        cost += HYPHEN**2 + (0, 0, SECOND, THIRD)[hyphens] + (STUMP if end.stump else 0)
    if abs(fit - node.fit) > 1:
        cost += UNLIKE
    line = node.line + 1
    counted = line if lines is not None else min(line, measure.counted)
    key = (counted, fit, hyphens)
    if key not in found or cost < found[key].cost:
        found[key] = _Node(end, line, fit, hyphens, cost, node)
