"""The PDF of a sheet → its fragment: what a tome needs of it and no more.

Fonts, names and outline are left out of the file, since they are the tome's; what assembly asks of them are
plain facts. The contents of pages are made compact and read on the way.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import pikepdf
from pikepdf import Pdf

from florilege.book.letters import TextLine, alphabet
from florilege.book.sheet import SCHEME, FontUse, Fragment
from florilege.book.weasyprint.page_content import OPAQUE, compact, read
from florilege.runtime.cache import digest


def fragment_of(
    pdf: bytes, *, fonts: Mapping[str, FontUse], running: int
) -> tuple[Fragment, list[list[TextLine]]]:
    """A fragment, and what each page of `pdf` shows, the last `running` being running elements."""
    alphabets = {key: alphabet(font.characters) for key, font in fonts.items()}
    with Pdf.open(io.BytesIO(pdf)) as source:
        contents = [compact(page.Contents.read_bytes()) for page in source.pages]
        lines = [list(read(content, alphabets)) for content in contents]
        pages = len(contents) - running
        anchors = destinations(source)
        del source.pages[pages:]
        for page, content in zip(source.pages, contents, strict=False):
            page.obj.Contents = source.make_stream(content)
            _keep_own_resources(page)
            _lead_out(page)
        for name in ("/Names", "/Outlines"):
            if name in source.Root:
                del source.Root[name]
        fragment = Fragment(
            pdf=_saved(source),
            pages=pages,
            anchors=anchors,
            fonts=fonts,
            contents=tuple(digest(content) for content in contents[:pages]),
            running=tuple(contents[pages:]),
            referring={
                number: tuple(_parts(shown)) for number, shown in enumerate(lines[:pages]) if _refers(shown)
            },
        )
    return fragment, lines


def _refers(lines: Sequence[TextLine]) -> bool:
    return any(line.mark is not None for line in lines)


def _parts(lines: Sequence[TextLine]) -> Iterator[str | int]:
    """The letters of a page, an index in the place of each reference's number."""
    for mark, group in groupby(lines, key=lambda line: line.mark):
        yield "".join(line.letters for line in group) if mark is None else mark


def destinations(source: Pdf) -> dict[str, tuple[int, float, float]]:
    """The named destinations, which WeasyPrint writes as one flat array: id → (page from 0, x, y in pt)."""
    if "/Names" not in source.Root:
        return {}
    numbers = {page.objgen: number for number, page in enumerate(source.pages)}
    flat: Sequence[Any] = list(source.Root.Names.Dests.Names)
    return {
        str(name): (numbers[place[0].objgen], float(place[2]), float(place[3]))
        for name, place in zip(flat[::2], flat[1::2], strict=True)
    }


def _keep_own_resources(page: pikepdf.Page) -> None:
    """Leave a page the resources that no other page has: images, patterns, transparency."""
    own = pikepdf.Dictionary(
        {
            key: value
            for key, value in page.Resources.items()
            if key not in ("/Font", "/ColorSpace") and any(name not in OPAQUE for name, _ in value.items())
        }
    )
    page.obj.Resources = own


def _lead_out(page: pikepdf.Page) -> None:
    """Have links within the sheet lead, like those to other sheets, to an address that assembly knows."""
    for annotation in page.obj.get("/Annots", ()):
        if "/Dest" in annotation:
            uri = pikepdf.String(SCHEME + str(annotation.Dest))
            annotation.A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=uri)
            del annotation["/Dest"]


def _saved(pdf: Pdf) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return buffer.getvalue()
