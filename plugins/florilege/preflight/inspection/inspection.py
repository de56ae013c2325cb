"""A file and all that it is held to; what a check says of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from florilege.anthology import Anthology
from florilege.catalogue.model import PressRun, Volume
from florilege.preflight.inspection.essay_words import EssaySearch, search
from florilege.preflight.measurement.ean13 import Symbol, read_barcode
from florilege.preflight.measurement.measurements import MM, PdfFile, PdfPage, Rectangle, TextRun
from florilege.preflight.measurement.text_lines import TextArea, TextLine, lines_of_file, text_areas
from florilege.printing.printers import Printer, spine_of

Role = Literal["screen", "block", "cover", "archive", "offprint", "part"]
"""What a file is: an edition, the inside or the cover for a printer, an essay or a part by itself."""

NO_RUN = PressRun()
"""What a file has that is for no printer."""

NEAR = 0.1
"""mm: lengths that differ by no more are one."""


BEARING = 0.04
"""em: the white that a letter has on each side."""


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """A measured file, and what it is held to; `printer` and `run` are a printer's, of a block or a cover."""

    role: Role
    path: Path
    file: PdfFile
    volume: Volume
    anthology: Anthology
    run: PressRun = NO_RUN
    printer: Printer
    block: PdfFile | None = None
    """The inside that a cover is for."""
    essays: tuple[str, ...] = ()
    """The essays that the file should hold, in order."""

    @property
    def pages(self) -> tuple[PdfPage, ...]:
        return self.file.pages

    @cached_property
    def lines(self) -> tuple[list[TextLine], ...]:
        """The lines of each page."""
        return lines_of_file(self.file)

    @cached_property
    def text_areas(self) -> tuple[TextArea, TextArea]:
        """The text areas of left and right pages."""
        return text_areas(self.lines)

    @cached_property
    def found(self) -> EssaySearch:
        """Where the essays stand in the file."""
        essays = [self.anthology.catalogue.essays[id] for id in self.essays]
        texts = [(essay.id, self.anthology.prose[essay.key], essay.lang) for essay in essays]
        return search(self.pages, texts, self.volume.emoji)

    @cached_property
    def text_pages(self) -> list[int]:
        """The pages on which essays stand, from 1."""
        return sorted({page for first, last in self.found.spans.values() for page in range(first, last + 1)})

    def inner(self, page: PdfPage) -> Literal["left", "right"]:
        """The side on which a page is bound: odd pages are right-hand ones."""
        return "left" if page.number % 2 else "right"

    @cached_property
    def bleeding(self) -> Mapping[int, tuple[Rectangle, ...]]:
        """Page → what on it touches or passes an edge of the trimmed page where it isn't bound."""
        return {page.number: boxes for page in self.pages if (boxes := tuple(self._touching(page)))}

    def _touching(self, page: PdfPage) -> Iterator[Rectangle]:
        drawn = [shape.box for shape in page.shapes if any(colour.shows for colour in shape.colours)]
        for box in (*drawn, *(picture.box for picture in page.pictures)):
            if any(gap <= NEAR for side, gap in gaps(page, box).items() if side in self.free_sides(page)):
                yield box

    def free_sides(self, page: PdfPage) -> tuple[str, ...]:
        """The sides of a page that are trimmed: all of a cover, all but the bound one of a block."""
        sides = ("left", "bottom", "right", "top")
        return sides if self.role == "cover" else tuple(each for each in sides if each != self.inner(page))

    # A cover

    @cached_property
    def spine(self) -> float:
        """mm: how wide the spine should be, by the pages of the block."""
        return spine_of(self.run, len(self.block.pages) if self.block else 0)

    @property
    def folds(self) -> tuple[float, float]:
        """mm: where the spine begins and ends, from the left edge of the cover."""
        return self.volume.trim.width, self.pages[0].width - self.volume.trim.width

    @cached_property
    def barcode(self) -> Symbol | None:
        """The barcode of the cover, as a scanner finds it."""
        found = read_barcode(self.path)
        if found is None:
            return None
        media = self.pages[0].media
        left, bottom, right, top = found.box
        box = Rectangle(left + media.left, bottom + media.bottom, right + media.left, top + media.bottom)
        return Symbol(found.digits, box)


def slack(run: TextRun) -> float:
    """mm: by so much, a piece of text may seem to go too far: the white at the sides of its last letter."""
    return NEAR + BEARING * run.size * MM


def gaps(page: PdfPage, box: Rectangle) -> Mapping[str, float]:
    """mm: how far something is from each edge of the trimmed page; less than nothing beyond it."""
    return {
        "left": box.left,
        "bottom": box.bottom,
        "right": page.width - box.right,
        "top": page.height - box.top,
    }
