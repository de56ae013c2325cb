"""A file under inspection, and all that it is held to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from florilege.catalogue.volumes import PressRun, Volume
from florilege.preflight.inspection.essay_words import EssaySearch, EssayText, letters, search
from florilege.preflight.measurement.ean13 import Symbol, read_barcode
from florilege.preflight.measurement.measurements import MM, PdfFile, PdfPage, Rectangle, TextRun
from florilege.preflight.measurement.text_lines import PrintedLine, TextArea, lines_of, text_areas
from florilege.printing.printers import Printer, spine_of

Role = Literal["screen", "block", "cover", "archive", "offprint", "part"]
"""What a file is: an edition, the inside or the cover for a printer, an essay or a part by itself."""

NO_RUN = PressRun()
"""The press run of a file that is for no printer."""

TOLERANCE = 0.1
"""mm: lengths that differ by no more are taken for equal."""

SIDE_BEARING = 0.04
"""em: the white that a letter has on each side."""


@dataclass(frozen=True, kw_only=True)
class Inspection:
    """A measured file, and what it is held to."""

    role: Role
    path: Path
    file: PdfFile
    volume: Volume
    run: PressRun = NO_RUN
    printer: Printer
    """Both of a block or a cover; what no printer asks for otherwise."""
    block: PdfFile | None = None
    """The inside that a cover is for."""
    essays: tuple[EssayText, ...] = ()
    """What the file should say, in order."""

    @property
    def pages(self) -> tuple[PdfPage, ...]:
        return self.file.pages

    @cached_property
    def lines(self) -> tuple[list[PrintedLine], ...]:
        """The lines of each page."""
        return tuple(map(lines_of, self.pages))

    @cached_property
    def text_areas(self) -> tuple[TextArea, TextArea]:
        """Those of left and right pages, by page number modulo 2."""
        return text_areas(self.lines)

    @cached_property
    def search(self) -> EssaySearch:
        """Where the essays stand in the file."""
        return search([page.text for page in self.pages], self.essays)

    @cached_property
    def page_letters(self) -> list[str]:
        """The letters of each page."""
        return [letters(page.text) for page in self.pages]

    @cached_property
    def essay_pages(self) -> list[int]:
        """The pages on which essays stand, from 1."""
        return sorted({page for first, last in self.search.spans.values() for page in range(first, last + 1)})

    # Geometry of pages

    def bound_side(self, page: PdfPage) -> Literal["left", "right"]:
        """The side on which a page is bound: odd pages are right-hand ones."""
        return "left" if page.number % 2 else "right"

    def trimmed_sides(self, page: PdfPage) -> tuple[str, ...]:
        """The sides of a page that are cut: all of a cover, all but the bound one of a block."""
        sides = ("left", "bottom", "right", "top")
        bound = "" if self.role == "cover" else self.bound_side(page)
        return tuple(side for side in sides if side != bound)

    def has_trim_size(self, page: PdfPage) -> bool:
        """Whether the TrimBox of a page is the volume's trim size."""
        trim = self.volume.trim
        return abs(page.width - trim.width) <= TOLERANCE and abs(page.height - trim.height) <= TOLERANCE

    @cached_property
    def bleeding(self) -> Mapping[int, tuple[Rectangle, ...]]:
        """Page → what on it touches or passes an edge that is cut."""
        return {page.number: boxes for page in self.pages if (boxes := tuple(self._bleeding(page)))}

    def _bleeding(self, page: PdfPage) -> Iterator[Rectangle]:
        shapes = [shape.box for shape in page.shapes if shape.visible]
        sides = self.trimmed_sides(page)
        for box in (*shapes, *(image.box for image in page.images)):
            found = gaps(page, box)
            if any(found[side] <= TOLERANCE for side in sides):
                yield box

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
    """mm: by so much a run may seem to go too far: the white at the sides of its last letter."""
    return TOLERANCE + SIDE_BEARING * run.size * MM


def gaps(page: PdfPage, box: Rectangle) -> Mapping[str, float]:
    """mm: how far something is from each edge of the trimmed page; negative beyond it."""
    return {
        "left": box.left,
        "bottom": box.bottom,
        "right": page.width - box.right,
        "top": page.height - box.top,
    }
