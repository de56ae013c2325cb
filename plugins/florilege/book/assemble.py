"""Fragments, placed → one PDF: pages, links, outline, labels, fonts, metadata.

Each page is moved to its side, its running head and folio are laid over, the subsets of a face are
united into one, and links between sheets become real. What a fragment drew is never drawn again.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from florilege.book.place import Placed
from florilege.book.references import Digits, renumber
from florilege.book.sheet import Entry, Fragment, Geometry, Heads
from florilege.book.strips import FOLIOS, head_page
from florilege.book.subset import UnitedFont, read_to_unicode, subset_face, write_to_unicode
from florilege.book.typeset import SCHEME


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
    """All that is bound: sheets in place, and the strips that go over them.

    `heads` maps a pair of running heads to its fragment, `folios` the number of a folio
    sheet (0: pages 1 to 100) to its own; `figures` shows 0 to 9 as page numbers are set, `numbers` maps an
    anchor to its page; `faces` maps the SHA-256 of a font file to the file.
    """

    placed: Sequence[Placed]
    heads: Mapping[Heads, Fragment]
    folios: Mapping[int, Fragment]
    figures: Fragment
    numbers: Mapping[str, int]
    geometry: Geometry
    metadata: Metadata
    faces: Mapping[str, Path]

    @property
    def pages(self) -> int:
        return self.placed[-1].pages.stop - 1

    @property
    def outline(self) -> Iterator[Entry]:
        return (entry for placed in self.placed for entry in placed.sheet.outline)


@dataclass(slots=True)
class _Destinations:
    """Named destinations of the tome: id → [page, /XYZ, x, y, zoom]."""

    names: dict[str, Array] = field(default_factory=dict)

    def add(self, name: str, destination: Array) -> None:
        if name in self.names:
            raise ValueError(f"two elements of the tome have the id {name!r}")
        self.names[name] = destination


def assemble(binding: Binding) -> bytes:
    """The bytes of the tome. Raises `ValueError` when a link has no target: a fault of ours."""
    out = Pdf.new()
    fonts = out.make_indirect(Dictionary())
    united: dict[str, UnitedFont] = {}
    strips = _Strips(out, binding, fonts, united)
    digits = _digits(out, binding.figures, fonts, united)
    destinations = _Destinations()
    for placed in binding.placed:
        while len(out.pages) < placed.first - 1:
            out.add_blank_page(page_size=_size(binding.geometry))
        _bind(out, placed, binding, strips, destinations, fonts, united)
        _renumber(out, placed, binding.numbers, digits)
    for page in out.pages:
        _box(page, binding.geometry)
    _unite(out, fonts, united, binding.faces)
    _name(out, destinations)
    _outline(out, list(binding.outline), destinations)
    _describe(out, binding.metadata)
    buffer = io.BytesIO()
    out.save(
        buffer,
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
        compress_streams=True,
        deterministic_id=True,
        min_version="1.7",
    )
    return buffer.getvalue()


def _digits(out: Pdf, figures: Fragment, fonts: Dictionary, united: dict[str, UnitedFont]) -> Digits:
    """The glyph of each figure, which the tome's font then holds."""
    source = Pdf.open(io.BytesIO(figures.pdf))
    used = source.pages[0].Resources.Font
    _collect(out.copy_foreign(source.make_indirect(used)), figures, fonts, united)
    return {
        str(key)[1:]: {
            figure: b"%04x" % glyph
            for glyph, figure in read_to_unicode(font.ToUnicode.read_bytes()).items()
            if figure in "0123456789"
        }
        for key, font in sorted(used.items())
    }


def _renumber(out: Pdf, placed: Placed, numbers: Mapping[str, int], digits: Digits) -> None:
    """Write the numbers of its references into the pages of a sheet (the second stream: see `_lay`)."""
    for number in placed.pages if placed.sheet.references else ():
        contents = out.pages[number - 1].obj.Contents
        stream = renumber(contents[1].read_bytes(), placed.sheet.references, numbers, digits)
        contents[1] = out.make_stream(stream)


def _size(geometry: Geometry) -> tuple[float, float]:
    points = 72 / 25.4
    return geometry.width * points, geometry.height * points


def _box(page: pikepdf.Page, geometry: Geometry) -> None:
    """Media, bleed and trim are one: nothing bleeds, and a printer asks for boxes that say so."""
    width, height = (round(side, 6) for side in _size(geometry))
    for box in ("/MediaBox", "/BleedBox", "/TrimBox"):
        page.obj[box] = Array([0, 0, width, height])


class _Strips:
    """Running heads and folios as form XObjects, each made once."""

    def __init__(self, out: Pdf, binding: Binding, fonts: Dictionary, united: dict[str, UnitedFont]) -> None:
        self._out, self._binding = out, binding
        self._heads = {key: self._forms(fragment, fonts, united) for key, fragment in binding.heads.items()}
        self._folios = {key: self._forms(fragment, fonts, united) for key, fragment in binding.folios.items()}

    def over(self, placed: Placed, page: int) -> dict[str, Any]:
        """Name of the XObject → the form that lies over a page."""
        forms = {}
        if placed.head(page) and placed.sheet.heads:
            forms["/Head"] = self._heads[placed.sheet.heads][head_page(page)]
        if placed.has_folio(page):
            sheet, index = divmod(page - 1, FOLIOS)
            forms["/Folio"] = self._folios[sheet][index]
        return forms

    def _forms(self, fragment: Fragment, fonts: Dictionary, united: dict[str, UnitedFont]) -> list[Any]:
        source = Pdf.open(io.BytesIO(fragment.pdf))
        first = source.pages[0]
        resources = Dictionary(
            Font=fonts, ExtGState=self._out.copy_foreign(source.make_indirect(first.Resources.ExtGState))
        )
        _collect(self._out.copy_foreign(source.make_indirect(first.Resources.Font)), fragment, fonts, united)
        shared = self._out.make_indirect(resources)
        width, height = (round(side, 6) for side in _size(self._binding.geometry))
        forms = []
        for page in source.pages:
            form = self._out.copy_foreign(page.Contents)
            form.Type, form.Subtype = Name.XObject, Name.Form
            form.BBox = Array([0, 0, width, height])
            form.Resources = shared
            forms.append(form)
        return forms


def _bind(
    out: Pdf,
    placed: Placed,
    binding: Binding,
    strips: _Strips,
    destinations: _Destinations,
    fonts: Dictionary,
    united: dict[str, UnitedFont],
) -> None:
    """Append the pages of one fragment, each moved to its side and with its strips over it."""
    source = Pdf.open(io.BytesIO(placed.fragment.pdf))
    numbers: dict[Any, int] = {
        page.objgen: number for page, number in zip(source.pages, placed.pages, strict=True)
    }
    named = _named(source)
    if "/Names" in source.Root:
        del source.Root["/Names"]
    out.pages.extend(source.pages)
    _collect(out.pages[placed.first - 1].Resources.Font, placed.fragment, fonts, united)
    for number in placed.pages:
        page = out.pages[number - 1]
        shift = binding.geometry.shift if number % 2 else -binding.geometry.shift
        _lay(out, page, shift, strips.over(placed, number), fonts)
        _link(page, shift)
    for name, (objgen, x, y) in named.items():
        number = numbers[objgen]
        shift = binding.geometry.shift if number % 2 else -binding.geometry.shift
        destinations.add(name, Array([out.pages[number - 1].obj, Name.XYZ, round(float(x) + shift, 6), y, 0]))


def _named(source: Pdf) -> dict[str, tuple[Any, Any, Any]]:
    """The named destinations of a fragment: id → (page, x, y)."""
    if "/Names" not in source.Root:
        return {}
    flat = list(source.Root.Names.Dests.Names)
    return {
        str(name): (destination[0].objgen, destination[2], destination[3])
        for name, destination in zip(flat[::2], flat[1::2], strict=True)
    }


def _lay(out: Pdf, page: pikepdf.Page, shift: float, forms: Mapping[str, Any], fonts: Dictionary) -> None:
    """Move what a page draws to its side; draw the strips over it, as artifacts (PDF 32000-1, 14.8.2.2)."""
    before = f"q 1 0 0 1 {shift:.6f} 0 cm\n".encode()
    draws = b"".join(b"/%s Do\n" % name[1:].encode() for name in forms)
    after = b"\nQ\n" + (b"/Artifact <</Type /Pagination>> BDC\nq\n" + draws + b"Q\nEMC\n" if forms else b"")
    page.obj.Contents = Array([out.make_stream(before), page.obj.Contents, out.make_stream(after)])
    resources = Dictionary(
        {key: value for key, value in page.Resources.items() if key != "/Font" and len(value)}
    )
    resources.Font = fonts
    if forms:
        resources.XObject = Dictionary({**dict(resources.get("/XObject", Dictionary()).items()), **forms})
    page.obj.Resources = resources


def _link(page: pikepdf.Page, shift: float) -> None:
    """Move a page's links with it; those to other sheets become links to named destinations."""
    for annotation in page.obj.get("/Annots", Array()):
        left, bottom, right, top = annotation.Rect
        annotation.Rect = Array([round(float(left) + shift, 6), bottom, round(float(right) + shift, 6), top])
        if "/A" not in annotation:
            continue
        uri = str(annotation.A.URI)
        if not uri.startswith((SCHEME, "https://", "http://", "mailto:")):
            raise ValueError(f"a link of the tome leads to {uri[:80]!r}, which no tome may open")
        if uri.startswith(SCHEME):
            del annotation["/A"]
            annotation.Dest = String(uri.removeprefix(SCHEME))


def _collect(source: Any, fragment: Fragment, fonts: Dictionary, united: dict[str, UnitedFont]) -> None:
    """Note which glyphs a fragment uses of each font; the first fragment's dictionary becomes the tome's."""
    for key, font in sorted(source.items()):
        if key not in united:
            united[key] = UnitedFont(name=str(font.BaseFont), digest=fragment.fonts[key[1:]])
            fonts[key] = font
        descendant = font.DescendantFonts[0]
        united[key].add(
            widths=_widths(descendant.W),
            characters=read_to_unicode(font.ToUnicode.read_bytes()),
            box=[int(value) for value in descendant.FontDescriptor.FontBBox],
        )


def _widths(array: Any) -> Iterator[tuple[int, float]]:
    """Glyph → width in 1/1000 em, from a /W array (PDF 32000-1, 9.7.4.3) as WeasyPrint writes it."""
    items = list(array)
    for first, widths in zip(items[::2], items[1::2], strict=True):
        for offset, width in enumerate(widths):
            yield int(first) + offset, float(width)


def _unite(out: Pdf, fonts: Dictionary, united: Mapping[str, UnitedFont], faces: Mapping[str, Path]) -> None:
    """Replace each font's subset by one of the original file with the glyphs of the whole tome."""
    files: dict[str, Any] = {}
    for digest in sorted({font.digest for font in united.values()}):
        glyphs = {glyph for font in united.values() if font.digest == digest for glyph in font.widths}
        data = subset_face(faces[digest], glyphs)
        files[digest] = out.make_stream(data, Length1=len(data))
    for key, font in sorted(united.items()):
        entry = fonts[key]
        descendant = entry.DescendantFonts[0]
        entry.ToUnicode = out.make_stream(write_to_unicode(font.characters))
        descendant.W = Array(
            [part for glyph in sorted(font.widths) for part in (glyph, Array([font.widths[glyph]]))]
        )
        descriptor = descendant.FontDescriptor
        descriptor.FontBBox = Array(font.box)
        # FixedPitch depends on the letters that one fragment happens to use.
        descriptor.Flags = int(descriptor.Flags) & ~1
        descriptor.FontFile2 = files[font.digest]


def _name(out: Pdf, destinations: _Destinations) -> None:
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


def _outline(out: Pdf, entries: Sequence[Entry], destinations: _Destinations) -> None:
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


def _describe(out: Pdf, metadata: Metadata) -> None:
    """Language, page labels, what a viewer shows first, and the metadata, as XMP and as docinfo."""
    out.Root.Lang = String(metadata.lang)
    out.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D)]))
    out.Root.PageLayout = Name.TwoPageRight
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
