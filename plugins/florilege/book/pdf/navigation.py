"""Where one can go in a finished file: named destinations and the outline."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from florilege.book.sheet import Entry


@dataclass(slots=True)
class Destinations:
    """Named destinations of the tome: id → [page, /XYZ, x, y, zoom]."""

    names: dict[str, Array] = field(default_factory=dict)

    def add(self, name: str, destination: Array) -> None:
        if name in self.names:
            raise ValueError(f"two elements of the tome have the id {name!r}")
        self.names[name] = destination


def write_names(out: Pdf, destinations: Destinations) -> None:
    """Write the name tree, sorted by bytes (PDF 32000-1, 7.9.6); make sure that every link has a target."""
    for number, page in enumerate(out.pages, 1):
        for annotation in page.obj.get("/Annots", Array()):
            if "/Dest" in annotation and str(annotation.Dest) not in destinations.names:
                raise ValueError(
                    f"page {number} has a link to {annotation.Dest}, which is nowhere in the tome"
                )
    names = sorted(destinations.names, key=lambda name: bytes(String(name)))
    kids = [
        out.make_indirect(
            Dictionary(
                Limits=Array([String(group[0]), String(group[-1])]),
                Names=Array([part for name in group for part in (String(name), destinations.names[name])]),
            )
        )
        for group in _groups(names, 64)
    ]
    out.Root.Names = Dictionary(Dests=out.make_indirect(Dictionary(Kids=Array(kids))))


def _groups(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))


def write_outline(out: Pdf, entries: Sequence[Entry], destinations: Destinations) -> None:
    """Write the outline (PDF 32000-1, 12.3.3); its first level is open, the rest closed."""
    root = out.make_indirect(Dictionary(Type=Name.Outlines))
    branch: list[Any] = [root]
    for entry in entries:
        if entry.anchor not in destinations.names:
            raise ValueError(f"the outline names {entry.anchor!r}, which is nowhere in the tome")
        del branch[entry.level :]
        parent = branch[-1]
        item = out.make_indirect(
            Dictionary(Title=String(entry.title), Dest=String(entry.anchor), Parent=parent)
        )
        if "/Last" in parent:
            item.Prev = parent.Last
            parent.Last.Next = item
        else:
            parent.First = item
        parent.Last = item
        parent.Count = int(parent.get("/Count", 0)) + (1 if parent is root else -1)
        branch.append(item)
    out.Root.Outlines = root
