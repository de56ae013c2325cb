"""Fragments, placed → one PDF: pages, structure, links, outline, labels, fonts, metadata.

Each page is moved to its side, its running head and folio are laid over, the subsets of a face are
united into one, and links between sheets become real. What a fragment drew is never drawn again.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from florilege.book.binding.embedded_fonts import united_fonts
from florilege.book.binding.navigation import Destinations, write_names, write_outline
from florilege.book.binding.prepress import VERSIONS, BookBlock, crop_marks, prepare, set_boxes
from florilege.book.binding.standards import Standard, claim
from florilege.book.binding.structure_tree import Structure
from florilege.book.pagination.folios import Folio, reference_digits
from florilege.book.pagination.placement import Placed
from florilege.book.sheet import MM, SCHEME, Entry, Fragment, Geometry
from florilege.book.weasyprint.page_content import OPAQUE
from florilege.book.weasyprint.references import renumber
from florilege.catalogue.model import PressStandard

PRINTED = 4
"""The flag of an annotation that isn't hidden in print (PDF 32000-1, 12.5.3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What the file says of itself; `date` is a PDF date (`D:20261015`) or empty."""

    title: str
    author: str
    subject: str
    keywords: str
    lang: str
    date: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """All that is bound: sheets in place, and what is laid over them.

    `placed` are a whole tome, or some of its sheets, which keep their numbers; sheets before the page number
    `opening` (a cover) have none. `digits` is the fragment that shows 0 to 9 as folios and as page numbers
    are set (folios.py), `numbers` maps an anchor to its page, and `subset` gives the font file with the
    SHA-256 that it is named by, reduced to some glyphs. `standards` are what the file claims to meet
    (standards.py), unless it is for a printer.
    """

    placed: Sequence[Placed]
    digits: Fragment
    numbers: Mapping[str, int]
    geometry: Geometry
    metadata: Metadata
    subset: Callable[[str, frozenset[int]], bytes]
    opening: int = 1
    elsewhere: Mapping[str, str] | None = None
    """Anchor → URL for links to sheets that aren't bound; a link to any other anchor leads nowhere then."""
    block: BookBlock | None = None
    """What the printer gets, should it be for one."""
    standards: tuple[Standard, ...] = ("pdf/ua-1",)
    reduced: Mapping[str, frozenset[int]] | None = None
    """Face → the glyphs that are left in it, where several files share one; else those that are used."""

    @property
    def first(self) -> int:
        """The number of the first page, below `opening` for one that bears none."""
        return self.placed[0].first

    @property
    def pages(self) -> int:
        """How many there are, those included that are left blank at the end."""
        return max(self.placed[-1].pages.stop - self.first, self.block.pages if self.block else 0)

    @property
    def bleed(self) -> float:
        """mm"""
        return self.block.bleed if self.block else 0.0

    @property
    def slug(self) -> float:
        """mm: around the bleed."""
        return self.block.slug if self.block else 0.0

    def content(self, stream: bytes) -> bytes:
        """What becomes of a page's content in this file."""
        return self.block.content(stream) if self.block else stream

    @property
    def glyphs(self) -> Mapping[str, frozenset[int]]:
        """Face → the glyphs that are used of it."""
        used: dict[str, set[int]] = {}
        for fragment in (self.digits, *(placed.fragment for placed in self.placed)):
            for use in fragment.fonts.values():
                used.setdefault(use.digest, set()).update(use.widths)
        return {face: frozenset(glyphs) for face, glyphs in used.items()}

    @property
    def outline(self) -> Iterator[Entry]:
        return (entry for placed in self.placed for entry in placed.sheet.outline)

    @property
    def titles(self) -> dict[str, str]:
        """Anchor → the title of the sheet that it is in; an untitled one has the tome's."""
        return {
            anchor: placed.sheet.title or self.metadata.title
            for placed in self.placed
            for anchor in placed.fragment.anchors
        }


def assemble(binding: Binding) -> bytes:
    """The bytes of the tome. Raises `ValueError` when a link has no target: a fault of ours."""
    out = Pdf.new()
    fragments = [binding.digits, *(placed.fragment for placed in binding.placed)]
    fonts = united_fonts(out, fragments, binding.subset, binding.reduced)
    bindery = _Bindery(out, binding, fonts)
    destinations = Destinations()
    for placed in binding.placed:
        _leave_blank(out, placed.first - binding.first)
        bindery.bind(placed, destinations)
    _leave_blank(out, binding.pages)
    for page in out.pages:
        set_boxes(
            page.obj,
            width=binding.geometry.width,
            height=binding.geometry.height,
            bleed=binding.bleed,
            slug=binding.slug,
        )
    if binding.block:
        if binding.block.marks:
            _mark(out, binding)
        prepare(out, binding.block, title=binding.metadata.title, date=binding.metadata.date)
        return saved(out, binding.block.standard)
    bindery.structure.write()
    write_names(out, destinations)
    write_outline(out, list(binding.outline), destinations)
    _describe(out, binding)
    claim(out, binding.standards)
    return saved(out)


def saved(out: Pdf, standard: PressStandard | None = None) -> bytes:
    """The bytes of a finished PDF, the same whenever it is made; of a standard for the press, or of none."""
    buffer = io.BytesIO()
    ancient = standard == "pdf/x-1a"  # PDF 1.3 has no object streams
    mode = pikepdf.ObjectStreamMode.disable if ancient else pikepdf.ObjectStreamMode.generate
    out.save(
        buffer,
        object_stream_mode=mode,
        compress_streams=True,
        deterministic_id=True,
        min_version="" if standard else "1.7",
        force_version=VERSIONS[standard] if standard else "",
    )
    return buffer.getvalue()


def _mark(out: Pdf, binding: Binding) -> None:
    """Draw crop marks on every page."""
    assert binding.block is not None
    width, height = binding.geometry.width, binding.geometry.height
    marks = out.make_stream(crop_marks(width=width, height=height, block=binding.block))
    for page in out.pages:
        drawn = page.obj.get("/Contents", Array())
        page.obj.Contents = Array([*(drawn if isinstance(drawn, Array) else [drawn]), marks])


def _leave_blank(out: Pdf, pages: int) -> None:
    """Add blank pages until there are so many."""
    while len(out.pages) < pages:
        out.add_blank_page()


class _Bindery:
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
        self.structure = Structure(out)

    def bind(self, placed: Placed, destinations: Destinations) -> None:
        """Append the pages of one sheet; note where its anchors are."""
        with Pdf.open(io.BytesIO(placed.fragment.pdf)) as source:
            self._out.pages.extend(source.pages)
            pages = [self._out.pages[number - self._binding.first].obj for number in placed.pages]
            shifts = [self._shift(number, placed) for number in placed.pages]
            if self._binding.block is None:
                self.structure.join(source, pages, shifts, placed.sheet.depth)
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
            artifact = b"Q\n/Artifact <</Type /Pagination>> BDC\n%sEMC\nQ\n"
            after = self._out.make_stream(artifact % b"".join(b"q\n%s\nQ\n" % content for content in running))
        page.Contents = Array([before, page.Contents, after])

    def _running(self, number: int, placed: Placed) -> list[bytes]:
        """What is laid over a page: its running head, its folio."""
        running = []
        if placed.head(number):
            running.append(placed.fragment.running[number % 2])
        if placed.has_folio(number):
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


def _label(binding: Binding) -> Dictionary:
    """The page labels (PDF 32000-1, 12.4.2): numbers as they are printed, i, ii … for pages before them."""
    before = binding.opening - binding.first
    numbers = Dictionary(S=Name.D)
    if (number := max(binding.opening, binding.first)) > 1:
        numbers.St = number
    return Dictionary(
        Nums=Array([*([0, Dictionary(S=Name.r)] if before > 0 else []), max(before, 0), numbers])
    )


def _describe(out: Pdf, binding: Binding) -> None:
    """Language, page labels, what a viewer shows first, and the metadata, as XMP and as docinfo."""
    metadata = binding.metadata
    out.Root.Lang = String(metadata.lang)
    out.Root.PageLabels = _label(binding)
    # Two by two, so that odd numbers are on the right.
    out.Root.PageLayout = Name.TwoPageRight if binding.first % 2 else Name.TwoPageLeft
    out.Root.PageMode = Name.UseOutlines
    out.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    facts = {
        "/Title": metadata.title,
        "/Author": metadata.author,
        "/Subject": metadata.subject,
        "/Keywords": metadata.keywords,
        "/Creator": "Florilège",
        "/Producer": "WeasyPrint, pikepdf",
        "/CreationDate": metadata.date,
        "/ModDate": metadata.date,
    }
    for key, value in facts.items():
        if value:
            out.docinfo[key] = value
    with out.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp.load_from_docinfo(out.docinfo)
        xmp["dc:language"] = {metadata.lang}
