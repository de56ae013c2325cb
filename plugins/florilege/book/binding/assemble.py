"""Fragments, placed → one PDF: pages, structure, links, outline, labels, fonts, metadata.

Each page is moved to its side, its running head and folio are laid over, the subsets of a face are
united into one, and links between sheets become real. What a fragment drew is never drawn again.
"""

import io

import pikepdf
from pikepdf import Array, Pdf

from florilege.book.binding.binding import Binding
from florilege.book.binding.page_assembly import PageAssembler
from florilege.book.pdf.embedded_fonts import united_fonts
from florilege.book.pdf.metadata import describe
from florilege.book.pdf.navigation import Destinations, write_names, write_outline
from florilege.book.pdf.standards import claim
from florilege.book.prepress.page_boxes import crop_marks, set_boxes
from florilege.book.prepress.pdfx import VERSIONS
from florilege.book.prepress.press_file import prepare
from florilege.catalogue.volumes import PressStandard


def assemble(binding: Binding) -> bytes:
    """The bytes of the tome. Raises `ValueError` when a link has no target: a fault of ours."""
    out = Pdf.new()
    fonts = united_fonts(out, [*binding.fragments], binding.subset, binding.reduced)
    pages = PageAssembler(out, binding, fonts)
    destinations = Destinations()
    for placed in binding.placed:
        _leave_blank(out, placed.first - binding.first)
        pages.bind(placed, destinations)
    _leave_blank(out, binding.pages)
    for page in out.pages:
        set_boxes(
            page.obj,
            width=binding.geometry.width,
            height=binding.geometry.height,
            bleed=binding.bleed,
            slug=binding.slug,
        )
    pages.lay_over()
    if binding.block:
        if binding.block.marks:
            _mark(out, binding)
        prepare(out, binding.block, title=binding.metadata.title, date=binding.metadata.date)
        return saved(out, binding.block.standard)
    pages.structure.write()
    write_names(out, destinations)
    write_outline(out, list(binding.outline), destinations)
    describe(out, binding.metadata, first=binding.first, opening=binding.opening)
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
    """Add blank pages until there are `pages` of them.

    They draw nothing, hence have no stream: an empty one is saved as data that no zlib has packed.
    """
    while len(out.pages) < pages:
        del out.add_blank_page().obj.Contents
