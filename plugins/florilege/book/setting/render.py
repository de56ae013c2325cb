"""HTML → fragment, in a worker process: the only module that imports WeasyPrint.

`render` is a pure function of its job, of the fonts that FONTCONFIG_FILE lists and of the engine's
versions, so that its result can be cached and made on any machine. What sheets share, the style and the
fonts, is read once per process.
"""

import hashlib
import logging
import os
from collections.abc import Mapping, Sequence
from functools import cache

from weasyprint import CSS, HTML, Document
from weasyprint.pdf.fonts import Font
from weasyprint.text.fonts import FontConfiguration, get_hb_object_data
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from florilege.book.setting.distil import distil
from florilege.book.setting.mending import mend
from florilege.book.setting.shortcuts import install
from florilege.book.setting.tagging import tag_sheets
from florilege.book.setting.word_order import LostWords, lost_words
from florilege.book.sheet import FontUse, Fragment, Job


class RenderError(Exception):
    """WeasyPrint dropped something (an image, a link's target, a glyph): the sheet can't be trusted."""


class Confined(URLFetcher):  # type: ignore[misc]
    """Give the images of one job and nothing else: no network, no file, no data: URL."""

    def __init__(self, images: Mapping[str, tuple[str, bytes]]) -> None:
        super().__init__(allowed_protocols=set(), allow_redirects=False, fail_on_errors=True)
        self.images = images
        self.denied: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        if url not in self.images:
            self.denied.append(url[:80])
            raise FatalURLFetchingError(url[:80])
        mime, data = self.images[url]
        return URLFetcherResponse(url, data, {"Content-Type": mime})


class Complaints(logging.Handler):
    """Collect what WeasyPrint logs: it reports lost content nowhere else."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def render(job: Job) -> Fragment | LostWords:
    """Set one document; `LostWords` where its pages don't say what it says.

    Raises `RenderError` when anything in it was refused, dropped or not found.
    """
    fetcher = Confined(job.images)
    complaints = Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    logger.propagate = False
    fonts = os.environ["FONTCONFIG_FILE"]
    try:
        html = HTML(string=job.document, base_url=BASE, url_fetcher=fetcher)
        document = html.render(
            font_config=_fonts(fonts), stylesheets=[_style(job.style, fonts)], dpi=job.finest
        )
        pdf = document.write_pdf(pdf_version="1.7", pdf_tags=True)
    finally:
        logger.removeHandler(complaints)
    if fetcher.denied:
        raise RenderError(f"refused: {', '.join(fetcher.denied)}")
    if complaints.messages:
        raise RenderError("; ".join(complaints.messages[:5]))
    fragment, lines = distil(pdf, fonts=_fonts_of(document, fonts), strips=len(job.strips))
    pages, strips = lines[: fragment.pages], lines[fragment.pages :]
    losses = [
        lost_words(job.html, pages),
        *(lost_words(strip, [shown]) for strip, shown in zip(job.strips, strips, strict=True)),
    ]
    return next(filter(None, losses), fragment)


mend()
install()
tag_sheets()

BASE = "florilege:"
"""No folder of this machine: a relative address in a sheet leads nowhere."""


@cache
def _fonts(fontconfig: str) -> FontConfiguration:
    """The fonts of a fontconfig file, which FONTCONFIG_FILE names; no sheet adds a face of its own."""
    return FontConfiguration()


@cache
def _style(source: str, fontconfig: str) -> CSS:
    return CSS(string=source, base_url=BASE, url_fetcher=Confined({}), font_config=_fonts(fontconfig))


def _fonts_of(document: Document, fontconfig: str) -> dict[str, FontUse]:
    """The fonts of a document by the name of their resource."""
    kinds: dict[str, list[Font]] = {}
    for font in document.fonts.values():  # WeasyPrint may have several of one name, from one file
        kinds.setdefault(font.hash, []).append(font)
    return {key: _font_use(fonts, fontconfig) for key, fonts in kinds.items()}


def _font_use(fonts: Sequence[Font], fontconfig: str) -> FontUse:
    first = fonts[0]
    return FontUse(
        name=first.name.decode().removeprefix("/"),
        digest=_digest(fontconfig, first),
        family=first.family,
        flags=first.flags,
        ascent=first.ascent,
        descent=first.descent,
        widths={glyph: width for font in fonts for glyph, width in font.widths.items()},
        characters={glyph: text for font in fonts for glyph, text in font.to_unicode.items()},
    )


_digests: dict[tuple[str, str], str] = {}


def _digest(fontconfig: str, font: Font) -> str:
    """The SHA-256 of the file of a font, of which WeasyPrint keeps no path; of each file once."""
    key = fontconfig, font.hash
    if key not in _digests:
        _digests[key] = hashlib.sha256(get_hb_object_data(font.hb_face)).hexdigest()
    return _digests[key]
