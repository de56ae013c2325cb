"""A document with its own style → a PDF, in a worker process: for sheets that are no part of a tome."""

from weasyprint import HTML

from florilege.book.weasyprint.render import BASE, Confined


def pdf_of(html: str) -> bytes:
    """The PDF, tagged; what the document refers to outside of itself is refused."""
    document = HTML(string=html, base_url=BASE, url_fetcher=Confined({}))
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=b"florilege")
    return made
