"""WeasyPrint as it is, but for its faults: it sets the oracle, in workers that set nothing else."""

import io
import os
from collections.abc import Mapping

from pikepdf import Pdf

Call = tuple[str, Mapping[str, tuple[str, bytes]], str]
"""HTML, images by address (MIME type, bytes), fontconfig file."""


def set_whole(call: Call) -> bytes:
    """The PDF of one document."""
    html, images, os.environ["FONTCONFIG_FILE"] = call
    from weasyprint import HTML
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    from florilege.book.weasyprint.replacements import CORRECTIONS, install

    class Images(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> URLFetcherResponse:
            mime, data = images[url]
            return URLFetcherResponse(url, data, {"Content-Type": mime})

    install(CORRECTIONS)
    pdf = HTML(string=html, base_url="florilege:", url_fetcher=Images()).write_pdf(pdf_version="1.7")
    return _without_empty_strings(pdf)


def _without_empty_strings(pdf: bytes) -> bytes:
    """The same pages; PDFium, which reads them, leaves out an adjustment before an empty string."""
    with Pdf.open(io.BytesIO(pdf)) as opened:
        for page in opened.pages:
            page.Contents.write(page.Contents.read_bytes().replace(b"<>", b" "))
        opened.save(buffer := io.BytesIO())
    return buffer.getvalue()
