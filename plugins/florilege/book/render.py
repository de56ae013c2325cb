"""HTML → PDF, in a worker process: the only module that imports WeasyPrint.

`render` is a pure function of its job, of the fonts that FONTCONFIG_FILE lists and of the engine's
versions, so that its result can be cached and made on any machine.
"""

import hashlib
import logging
from collections.abc import Mapping

from weasyprint import HTML
from weasyprint.pdf.fonts import Font
from weasyprint.text.fonts import FontConfiguration, get_hb_object_data
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from florilege.book.sheet import Fragment, Job


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


def render(job: Job) -> Fragment:
    """Set one document. Raises `RenderError` when anything in it was refused, dropped or not found."""
    fetcher = Confined(job.images)
    complaints = Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    logger.propagate = False
    try:
        html = HTML(string=job.html, base_url="florilege:", url_fetcher=fetcher)
        document = html.render(font_config=FontConfiguration())
        pdf = document.write_pdf(pdf_version="1.7")
    finally:
        logger.removeHandler(complaints)
    if fetcher.denied:
        raise RenderError(f"refused: {', '.join(fetcher.denied)}")
    if complaints.messages:
        raise RenderError("; ".join(complaints.messages[:5]))
    anchors: dict[str, int] = {}
    for number, page in enumerate(document.pages):
        for name in page.anchors:
            anchors.setdefault(name, number)  # an element that goes on overleaf is on both pages
    fonts = {font.hash: _digest(font) for font in document.fonts.values()}
    return Fragment(pdf=pdf, pages=len(document.pages), anchors=anchors, fonts=fonts)


def _digest(font: Font) -> str:
    """The SHA-256 of the file of a font; WeasyPrint itself keeps no path."""
    return hashlib.sha256(get_hb_object_data(font.hb_face)).hexdigest()
