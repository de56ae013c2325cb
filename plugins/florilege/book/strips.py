"""Folios and running heads: pages of margin boxes alone, laid over the pages of the book.

A folio sheet holds the numbers of a hundred pages and depends on the style alone; a head sheet holds the
two running heads of one text. So a tome whose pages shift sets neither again.
"""

from markupsafe import escape

from florilege.book.document import style
from florilege.book.sheet import Job
from florilege.model import Volume

FOLIOS = 100
"""Pages of a folio sheet; even, so that its first page is a recto like page 1."""


def folio_job(volume: Volume, sheet: int) -> Job:
    """The folios of pages `sheet` × 100 + 1 to + 100, as a document of 100 pages."""
    pages = "<div></div>" * FOLIOS
    start = f"@page :first {{ counter-reset: page {sheet * FOLIOS + 1} }}"
    return _job(volume, start + FOLIO, pages)


def head_job(volume: Volume, heads: tuple[str, str]) -> Job:
    """The running heads of a text, as a document of two pages: recto, then verso."""
    return _job(volume, HEADS, f"<div {running_heads(*heads)}></div><div></div>")


def running_heads(verso: str, recto: str) -> str:
    """The attributes that give the margin boxes of `HEADS` their strings (CSS GCPM 3, `string-set`)."""
    return f'class="heads" data-verso="{escape(verso)}" data-recto="{escape(recto)}"'


def figures_job(volume: Volume) -> Job:
    """The ten figures as page numbers are set, to learn their glyphs from."""
    return Job(
        html='<!doctype html><html><head><meta charset="utf-8">'
        f"<style>{style(volume, 'page.css')}{style(volume, 'book.css')}</style></head>"
        '<body><p><span class="number">0123456789</span></p></body></html>'
    )


def head_page(page: int) -> int:
    """Which page (from 0) of a head sheet lies over a page of the book."""
    return (page + 1) % 2


FOLIO = """
@page :left { @bottom-left { content: counter(page) } }
@page :right { @bottom-right { content: counter(page) } }
"""

HEADS = """
.heads { string-set: verso attr(data-verso), recto attr(data-recto) }
@page :left { @top-left { content: string(verso) } }
@page :right { @top-right { content: string(recto) } }
"""

PAGE = "div { break-after: page; height: 1pt }"


def _job(volume: Volume, css: str, body: str) -> Job:
    return Job(
        html=f'<!doctype html><html lang="{escape(volume.lang)}"><head><meta charset="utf-8">'
        f"<style>{style(volume, 'strips.css')}{css}{PAGE}</style></head><body>{body}</body></html>"
    )
