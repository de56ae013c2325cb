"""A tome, numbered → what is bound of it: its editions, its offprints, its parts.

All are made of the same sheets on the same pages, so that « p. 123 » is one place in all of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from florilege.book.binding.binding import Binding
from florilege.book.composing.contents import letters_anchor
from florilege.book.cover.geometry import CoverGeometry
from florilege.book.pagination.placement import Placed
from florilege.book.pdf.metadata import Metadata
from florilege.book.prepress.book_block import BookBlock
from florilege.catalogue.addresses import site_path
from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import Edition, PressRun, Volume

Kind = Edition | Literal["part", "front", "cover", "guides", "proof"]
"""What a file is: an edition, a part, a picture of the front, a cover, a cover with guides, a proof."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file that is bound; `of` is the printer, the essay or the part that it is for, if any."""

    kind: Kind
    binding: Binding
    name: str
    """Its path in the folder of the tomes."""
    of: str = ""


def screen(volume: Volume, tome: Binding, cover: Sequence[Placed]) -> Copy:
    """The tome to read: its cover in front, and all its links."""
    binding = replace(tome, placed=(*before(tome.first, cover), *tome.placed))
    return Copy(kind="screen", name=f"{volume.id}.pdf", binding=binding)


def front(volume: Volume, tome: Binding, cover: Sequence[Placed]) -> Copy:
    """The front of the cover, of which a picture is made."""
    return Copy(kind="front", name=f"{volume.id}.png", binding=replace(tome, placed=tuple(cover)))


def archive(volume: Volume, tome: Binding, cover: Sequence[Placed]) -> Copy:
    """The same for a library to keep."""
    binding = replace(screen(volume, tome, cover).binding, standards=("pdf/a-2u", "pdf/ua-1"))
    return Copy(kind="archive", name=f"{volume.id}-archive.pdf", binding=binding)


def ebook(volume: Volume, tome: Binding, cover: Sequence[Placed]) -> Copy:
    """The tome to read on any screen, whose pages it marks."""
    return replace(screen(volume, tome, cover), kind="ebook", name=f"{volume.id}.epub")


def cover(
    volume: Volume, tome: Binding, run: PressRun, block: BookBlock, flat: Placed, page: CoverGeometry
) -> Copy:
    """Back, spine and front for a printer, on one page."""
    geometry = replace(tome.geometry, width=page.trimmed, height=page.trim.height)
    binding = replace(tome, placed=(flat,), geometry=geometry, block=replace(block, pages=1))
    return Copy(kind="cover", of=run.printer, name=f"{volume.id}-cover-{run.printer}.pdf", binding=binding)


def guides(volume: Volume, tome: Binding, run: PressRun, flat: Placed, page: CoverGeometry) -> Copy:
    """The same with all that isn't printed drawn over it, for people to look at."""
    geometry = replace(tome.geometry, width=page.width, height=page.height)
    binding = replace(tome, placed=(flat,), geometry=geometry, standards=())
    name = f"{volume.id}-cover-{run.printer}-guides.pdf"
    return Copy(kind="guides", of=run.printer, name=name, binding=binding)


def press(volume: Volume, tome: Binding, run: PressRun, block: BookBlock) -> Copy:
    """The inside for a printer."""
    name = f"{volume.id}-press-{run.printer}.pdf"
    return Copy(kind="press", of=run.printer, name=name, binding=replace(tome, block=block))


def offprint(
    volume: Volume, tome: Binding, essay: Placed, leading: Sequence[Placed], metadata: Metadata
) -> Copy:
    """One essay alone, behind the `leading` sheets."""
    id = essay.sheet.essay or ""
    return Copy(
        kind="offprint",
        of=id,
        name=f"{volume.id}-essays/{id}.pdf",
        binding=replace(_some(tome, [essay], leading), metadata=metadata),
    )


def parts(volume: Volume, tome: Binding, cover: Sequence[Placed]) -> Iterator[Copy]:
    """Each titled part alone, where there are several parts."""
    for part in volume.parts if len(volume.parts) > 1 else ():
        own = (f"part--{part.id}", *part.essays, *map(letters_anchor, part.essays))
        bound = [each for each in tome.placed if each.sheet.id in own or each.sheet.essay in own]
        if bound and part.title:
            title = next((each.sheet.title for each in bound if each.sheet.id == own[0]), part.title)
            metadata = replace(tome.metadata, title=f"{title} – {tome.metadata.title}")
            binding = replace(_some(tome, bound, cover), metadata=metadata)
            yield Copy(kind="part", of=part.id, name=f"{volume.id}-parts/{part.id}.pdf", binding=binding)


def _some(tome: Binding, bound: Sequence[Placed], leading: Sequence[Placed]) -> Binding:
    """Some sheets of a tome, others in front of them."""
    first = bound[0].first
    return replace(tome, placed=(*before(first, leading), *bound), opening=first)


def before(page: int, sheets: Iterable[Placed]) -> tuple[Placed, ...]:
    """Sheets on the pages before one."""
    placed: list[Placed] = []
    for each in reversed([*sheets]):
        page -= each.fragment.pages
        placed.insert(0, replace(each, first=page))
    return tuple(placed)


def addresses(volume: Volume, placed: Iterable[Placed], site_url: str) -> Mapping[str, str]:
    """Anchor → where the site has what stands there: on the essay's page, else on the volume's."""
    if not site_url:
        return {}
    return {
        anchor: site_url + site_path(TextKey.of_printed(each.sheet.essay) if each.sheet.essay else volume.key)
        for each in placed
        for anchor in each.fragment.anchors
    }
