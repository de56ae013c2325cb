"""A volume → the binders of its editions: one for all that hold the same essays, on the same pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from florilege.anthology import Anthology
from florilege.book.binding.binder import Binder
from florilege.book.binding.editions import Copy
from florilege.catalogue.volumes import Edition, Volume


class Bindery:
    """Binds the editions of one volume. Where consents are lacking for some, these have other pages."""

    def __init__(
        self, anthology: Anthology, volume: Volume, begin: Callable[[Anthology, Volume], Binder]
    ) -> None:
        """`begin` makes the binder of a volume as an edition holds it."""
        self._anthology, self._volume, self._begin = anthology, volume, begin
        self._binders: dict[tuple[str, ...], Binder] = {}
        self.extents: Mapping[str, tuple[int, int]] = {}
        """Essay id → the numbers printed on its first and last page, in the edition that is cited."""
        self.lines: Sequence[Sequence[str]] = ()
        """Page by page what its lines say, of a proof with numbered lines."""

    def proof(self) -> Iterator[tuple[Binder, Copy]]:
        """The sheets of the volume alone, and who binds them."""
        binder = self._binder(self._volume.cited_edition)
        yield from ((binder, copy) for copy in binder.proof())
        self.extents, self.lines = binder.extents, binder.lines

    def copies(self, wanted: Sequence[Edition]) -> Iterator[tuple[Binder, Copy]]:
        """The files to bind for the `wanted` editions, and who binds each."""
        cited = self._binder(self._volume.cited_edition)
        for edition in wanted:
            binder = self._binder(edition)
            # What an e-book says of pages is said of those that are cited.
            for copy in binder.copies(edition, pages=cited.tome):
                yield binder, copy
        self.extents = cited.extents

    def _binder(self, edition: Edition) -> Binder:
        held = self._volume.in_edition(edition).essays
        if held not in self._binders:
            self._binders[held] = self._begin(*self._anthology.in_edition(self._volume, edition))
        return self._binders[held]
