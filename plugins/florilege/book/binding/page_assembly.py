"""The pages of fragments → those of a file: moved to their side, with running elements, numbers and links."""

import io
from collections.abc import Iterable
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from florilege.book.binding.binding import Binding
from florilege.book.pagination.folios import Folio, LineNumbers, reference_digits
from florilege.book.pagination.placement import Placed
from florilege.book.pdf.navigation import Destinations
from florilege.book.pdf.structure_tree import Structure
from florilege.book.sheet import HUNG, MM, SCHEME
from florilege.book.weasyprint.page_content import OPAQUE
from florilege.book.weasyprint.references import renumber

PX = 0.75
"""pt in a px of CSS."""
PRINTED = 4
"""The flag of an annotation that isn't hidden in print (PDF 32000-1, 12.5.3)."""


class PageAssembler:
    """Pages of fragments, each moved to its side, with its running elements over it and its numbers in it."""

    def __init__(self, out: Pdf, binding: Binding, fonts: Dictionary) -> None:
        self._out, self._binding, self._fonts = out, binding, fonts
        self._resources = out.make_indirect(
            Dictionary(Font=fonts, ExtGState=Dictionary({name: {**state} for name, state in OPAQUE.items()}))
        )
        self._digits = reference_digits(binding.digits)
        self._folios = [Folio.read(binding.digits, side) for side in (0, 1)]
        slug, edge = binding.slug * MM, (binding.slug + binding.bleed) * MM
        shift = binding.geometry.shift
        self._before = {
            shift: out.make_stream(b"q\n1 0 0 1 %.6f %.6f cm\nq\n" % (shift + edge, edge))
            for shift in (-shift, shift)
        }
        self._full = out.make_stream(b"q\n1 0 0 1 %.6f %.6f cm\nq\n" % (slug, slug))
        self._after = out.make_stream(b"Q\nQ\n")
        self._pictures: dict[bytes, Any] = {}
        self._here = {anchor for placed in binding.placed for anchor in placed.fragment.anchors}
        self._titles = binding.titles
        self.structure = Structure(out, binding.metadata.lang)

    def bind(self, placed: Placed, destinations: Destinations) -> None:
        """Append the pages of one sheet; note where its anchors are."""
        with Pdf.open(io.BytesIO(placed.fragment.pdf)) as source:
            self._out.pages.extend(source.pages)
            pages = [self._out.pages[number - self._binding.first].obj for number in placed.pages]
            shifts = [self._shift(number, placed) for number in placed.pages]
            if self._binding.block is None:
                self.structure.join(source, pages, shifts, placed.sheet)
            for number, page, shift in zip(placed.pages, pages, shifts, strict=True):
                self._lay(page, number, placed)
                self._give_resources(page)
                self._link(page, shift)
        for index in placed.fragment.referring:
            self._renumber(pages[index].Contents, placed)
        for name, (index, x, y) in placed.fragment.anchors.items():
            shift = self._shift(placed.pages[index], placed)
            destinations.add(name, Array([pages[index], Name.XYZ, round(x + shift, 6), y, 0]))

    def _shift(self, number: int, placed: Placed) -> float:
        """pt: how far a page is moved to the right, so that its inner margin is at the fold."""
        if placed.sheet.full:
            return 0.0
        return self._binding.geometry.shift * (1 if number % 2 else -1)

    def _lay(self, page: Any, number: int, placed: Placed) -> None:
        """Move what a page draws to its side, and lay its running elements over it.

        These are artifacts (PDF 32000-1, 14.8.2.2).
        """
        running = self._running(number, placed)
        after = self._after
        before = self._full if placed.sheet.full else self._before[self._shift(number, placed)]
        if running:
            after = self._out.make_stream(b"Q\n%sQ\n" % _artifact(running))
        page.Contents = Array([before, page.Contents, after])

    def lay_over(self) -> None:
        """Lay the stamp over every page, blank ones too, and number the lines of those that want it."""
        stamp = self._binding.stamp.running if self._binding.stamp else ()
        lines = self._binding.lines or {}
        page = self._binding.geometry
        edge = (page.side * MM - 2 * HUNG * page.size) / PX
        numbers = LineNumbers.read(self._binding.digits, edge)
        for number, each in enumerate(self._out.pages, self._binding.first):
            drawn = [*stamp, *([numbers.draw(lines[number])] if lines.get(number) else ())]
            if drawn:
                contents = each.obj.get("/Contents", Array())
                shift = page.shift * (1 if number % 2 else -1)
                over = self._before[shift].read_bytes() + b"Q\n%sQ\n" % _artifact(drawn)
                each.obj.Contents = Array([*contents, self._out.make_stream(over)])
                self._give_resources(each.obj)

    def _running(self, number: int, placed: Placed) -> list[bytes]:
        """What is laid over a page: its running head, its folio."""
        running = []
        if placed.head(number):
            running.append(placed.fragment.running[number % 2])
        if placed.sheet.folios:
            running.append(self._folios[number % 2].draw(number))
        return running

    def _give_resources(self, page: Any) -> None:
        """The resources that all pages share, but for those with pictures or transparency of their own."""
        own = page.Resources
        if not len(own):
            page.Resources = self._resources
            return
        own.Font = self._fonts
        if "/ExtGState" not in own:
            own.ExtGState = self._resources.ExtGState
        for key, picture in own.get("/XObject", Dictionary()).items():
            own.XObject[key] = self._once(picture)

    def _once(self, picture: Any) -> Any:
        """The one of several equal pictures that the tome keeps."""
        if picture.get("/Subtype") != Name.Image:
            return picture
        mask = picture.get("/SMask")
        same = picture.read_raw_bytes() + (mask.read_raw_bytes() if mask is not None else b"")
        return self._pictures.setdefault(same, picture)

    def _link(self, page: Any, shift: float) -> None:
        """Move a page's links with it; those to other sheets become links to named destinations."""
        for annotation in page.get("/Annots", Array()):
            left, bottom, right, top = annotation.Rect
            left, right = (round(float(side) + shift, 6) for side in (left, right))
            annotation.Rect = Array([left, bottom, right, top])
            annotation.F = PRINTED
            if "/A" in annotation:
                self._lead(annotation, str(annotation.A.URI))

    def _lead(self, annotation: Any, uri: str) -> None:
        """Have a link lead to where its target is: in this file, or elsewhere; it says to which text."""
        if not uri.startswith((SCHEME, "https://", "http://", "mailto:")):
            raise ValueError(f"a link of the tome leads to {uri[:80]!r}, which no tome may open")
        anchor = uri.removeprefix(SCHEME)
        if anchor == uri:
            return
        if self._binding.elsewhere is None or anchor in self._here:
            del annotation["/A"]
            annotation.Dest = String(anchor)
            annotation.Contents = String(self._titles.get(anchor, anchor))
        elif url := self._binding.elsewhere.get(anchor):
            annotation.A.URI = String(url)
            annotation.Contents = String(url)
        else:
            del annotation["/A"]
            annotation.Contents = String(self._binding.metadata.title)

    def _renumber(self, contents: Any, placed: Placed) -> None:
        """Write the numbers of its references into a page."""
        body = contents[1].read_bytes()
        numbered = renumber(body, placed.sheet.references, self._binding.numbers, self._digits)
        contents[1] = self._out.make_stream(numbered)


def _artifact(contents: Iterable[bytes]) -> bytes:
    """What is none of the text (PDF 32000-1, 14.8.2.2)."""
    drawn = b"".join(b"q\n%s\nQ\n" % content for content in contents)
    return b"/Artifact <</Type /Pagination>> BDC\n%sEMC\n" % drawn
