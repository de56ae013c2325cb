"""What essays ask for and the editor's lists → the parts of a volume, with their essays in printed order."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from florilege.catalogue.ids import suggest_id
from florilege.catalogue.sorting import collation_key, sort_name
from florilege.catalogue.volumes import Order, Part
from florilege.catalogue.writings import NOT_READY, Author, Byline, Essay
from florilege.reading.volumefields import PartFields


def place(
    parts: tuple[PartFields, ...],
    order: Order,
    *,
    essays: Mapping[str, Essay],
    joining: Iterable[Essay],
    taken: Collection[str],
    authors: Mapping[str, Author],
) -> tuple[Part, ...]:
    """The parts with their essays: those listed, as listed; then those `joining`, in the volume's order.

    An essay in `taken` has its place in another volume. An essay that names no part, or an unknown one, joins
    the last; a volume without parts has a single untitled one.
    """
    ids = part_ids(parts) or ("",)
    fields = parts or (PartFields(),)
    key = _sort_key(order, authors)
    candidates = sorted(joining, key=key)
    listed_ids = {id for part in fields for id in part.essays}
    placed = set(taken)
    result = []
    for position, (id, part) in enumerate(zip(ids, fields, strict=True)):
        chosen = [id for id in part.essays if id in essays and essays[id].status not in NOT_READY]
        chosen += [
            essay.id
            for essay in candidates
            if essay.id not in listed_ids and _position(essay.part, ids) == position
        ]
        own = tuple(essay for essay in dict.fromkeys(chosen) if essay not in placed)
        placed.update(own)
        result.append(Part(id=id, title=part.title, essays=own, listed=part.essays))
    return tuple(result)


def part_ids(parts: tuple[PartFields, ...]) -> tuple[str, ...]:
    """The parts' ids; one without is called after its title, or by its rank."""
    return tuple(part.id or suggest_id(part.title) or f"part-{rank}" for rank, part in enumerate(parts, 1))


def _position(part: str | None, ids: tuple[str, ...]) -> int:
    return ids.index(part) if part in ids else len(ids) - 1


def _sort_key(order: Order, authors: Mapping[str, Author]) -> Callable[[Essay], Any]:
    """What essays are sorted by; the id comes last, so that the order is total."""
    keys: dict[Order, Callable[[Essay], Any]] = {
        "listed": lambda essay: (essay.order is None, essay.order or 0),
        "author": lambda essay: [collation_key(_name(byline, authors)) for byline in essay.bylines],
        "date": lambda essay: (essay.date is None, essay.date and essay.date.toordinal()),
        "title": lambda essay: collation_key(essay.title),
    }
    return lambda essay: (keys[order](essay), essay.id)


def _name(byline: Byline, authors: Mapping[str, Author]) -> str:
    author = authors.get(byline.author or "")
    return author.sort_name if author else sort_name(byline.name)
