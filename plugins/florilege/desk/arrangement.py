"""In which order a volume's essays stand, part by part: moved, and counted in pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path

from florilege.anthology import Anthology
from florilege.book.sheet import MM, page_geometry
from florilege.catalogue.sorting import fold
from florilege.catalogue.volumes import Volume
from florilege.desk.status import as_built
from florilege.diagnostics.problems import FlorilegeError
from florilege.printing.designs import figures

Arrangement = tuple[tuple[str, ...], ...]
"""The ids of essays, part by part, in the order of a volume's parts."""

OPENING = 1.2
"""Pages: what title, portrait, summary, pictures and notes take besides the signs of an essay, on average.
With it the sample's 34 essays are estimated at 131 pages, and take 136."""


def arrangement(volume: Volume) -> Arrangement:
    """The essays of a volume as they are printed."""
    return tuple(part.essays for part in volume.parts)


def moved(volume: Volume, essay: str, *, before: str = "", after: str = "", to: str = "") -> Arrangement:
    """The arrangement with an essay before or after another, or at the end of the part `to` (id or title).

    One of the three is given. Raises `FlorilegeError` (2): `order-stranger` for an essay that isn't printed
    in the volume, `order-part` for a part that it hasn't.
    """
    for each in filter(None, (essay, before, after)):
        if each not in volume.essays:
            raise FlorilegeError("order-stranger", exit_code=2, essay=each, volume=volume.id)
    parts = [[each for each in part.essays if each != essay] for part in volume.parts]
    other = before or after
    if other == essay:
        return arrangement(volume)
    if other:
        part = next(part for part in parts if other in part)
        part.insert(part.index(other) + bool(after), essay)
    else:
        ids = [part.id for part in volume.parts]
        called = [part for part, each in enumerate(volume.parts) if to == each.id]
        called = called or [part for part, each in enumerate(volume.parts) if fold(to) == fold(each.title)]
        if len(called) != 1:
            raise FlorilegeError(
                "order-part", exit_code=2, part=to, volume=volume.id, known=", ".join(filter(None, ids))
            )
        parts[called[0]].append(essay)
    return tuple(map(tuple, parts))


def is_arrangement(wanted: Sequence[Sequence[str]], volume: Volume) -> bool:
    """Whether each essay of a volume stands once in one of its parts, and nothing else does."""
    essays = [essay for part in wanted for essay in part]
    return len(wanted) == len(volume.parts) and sorted(essays) == sorted(volume.essays)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extents:
    """The pages of a volume's essays; `estimated` are the ids of those that no file tells."""

    pages: Mapping[str, int]
    estimated: frozenset[str] = frozenset()
    others: int | None = None
    """Pages of the last file that are no essay's, blank ones too; None without one."""

    @property
    def of_essays(self) -> int:
        """All pages of essays."""
        return sum(self.pages.values())


def extents(anthology: Anthology, volume: Volume, tomes: Path) -> Extents:
    """The pages of each essay in the volume's file below `tomes`; by its length where it isn't in there."""
    built = as_built(anthology, volume, tomes)
    known = {id: pages for id, pages in built.essays.items() if pages} if built else {}
    guessed = {id: _estimate(anthology, volume, id) for id in volume.essays if id not in known}
    pages = known | guessed
    return Extents(
        pages={id: pages[id] for id in volume.essays},
        estimated=frozenset(guessed),
        others=built.others if built else None,
    )


def _estimate(anthology: Anthology, volume: Volume, essay: str) -> int:
    """About how many pages an essay takes, from its characters and from what a page of the volume holds."""
    page, facts = page_geometry(volume), figures(volume)
    signs = page.measure * MM / (facts.letter * page.size)
    prose = anthology.prose.get(anthology.catalogue.essays[essay].key)
    return max(1, ceil((prose.characters if prose else 0) / (signs * page.lines) + OPENING))
