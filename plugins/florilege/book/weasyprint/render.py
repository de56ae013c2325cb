"""Job → fragment, in a worker process: what alone starts WeasyPrint.

`render` is a pure function of its job, of the fonts that FONTCONFIG_FILE lists and of the engine's
versions, so that its result can be cached and made on any machine. What sheets share, the style and the
fonts, is read once per process.
"""

import logging
import os
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from weasyprint import CSS, HTML, Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from florilege.book.sheet import Endless, Fragment, Job
from florilege.book.structure.page_starts import page_starts
from florilege.book.structure.word_order import LostWords, lost_words, read_pages
from florilege.book.weasyprint.copyfit import Changes, changed, fitted
from florilege.book.weasyprint.font_usage import fonts_of
from florilege.book.weasyprint.fragment import fragment_of
from florilege.book.weasyprint.note_placement import EndlessError
from florilege.book.weasyprint.page_ends import lines_begun, lines_left
from florilege.book.weasyprint.replacements import ALL, install
from florilege.book.weasyprint.unseen import unseen


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


class WarningCollector(logging.Handler):
    """Collect what WeasyPrint logs: it reports lost content nowhere else."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def render(job: Job) -> Fragment | LostWords | Endless:
    """Set one document; `LostWords` where its pages don't say what it says, `Endless` where they don't end.

    Raises `RenderError` when anything in it was refused, dropped or not found.
    """
    done = _set(job)
    if isinstance(done, LostWords) and "<thead" in job.html:
        again = _set(replace(job, style=job.style + HEADS_ONCE))
        done = again if isinstance(again, Fragment) else done
    return done


HEADS_ONCE = "\nthead { display: table-row-group } .continued { display: none }"
"""The head of a table as its first rows: WeasyPrint leaves one out where no row fits below it on a page."""


def _set(job: Job) -> Fragment | LostWords | Endless:
    install(ALL)  # here, so that to import this module changes nothing
    fetcher = Confined(job.images)
    warnings = WarningCollector()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(warnings)
    logger.propagate = False
    fonts = os.environ["FONTCONFIG_FILE"]

    def lay_out(changes: Changes) -> Document:
        whole = replace(job, html=changed(job.html, changes)).document
        html = HTML(string=whole, base_url=BASE, url_fetcher=fetcher)
        style = _style(job.style, fonts)
        return html.render(font_config=_fonts(fonts), stylesheets=[style], dpi=job.finest)

    changes: Changes = {}
    try:
        if _TEXT.search(job.html):
            document, changes = fitted(lay_out, len(job.running))
        else:
            document = lay_out(changes)
        pdf = document.write_pdf(pdf_version="1.7", pdf_tags=True)
    except EndlessError as error:
        return Endless(error.pages)
    finally:
        logger.removeHandler(warnings)
    if fetcher.denied:
        raise RenderError(f"refused: {', '.join(fetcher.denied)}")
    if warnings.messages:
        raise RenderError("; ".join(warnings.messages[:5]))
    if _COVER not in job.html and (words := unseen(document)):
        return words
    fragment, lines = fragment_of(pdf, fonts=fonts_of(document, fonts), running=len(job.running))
    pages, running = lines[: fragment.pages], lines[fragment.pages :]
    ends = read_pages(job.html, pages)
    if isinstance(ends, LostWords):
        return ends
    losses = (lost_words(html, [shown]) for html, shown in zip(job.running, running, strict=True))
    held = replace(
        fragment,
        begun=lines_begun(document),
        left=lines_left(document, fragment.pages),
        fitted=changes,
        starts=page_starts(job.html, ends),
    )
    return next(filter(None, losses), held)


_TEXT = re.compile('class="sheet (?:essay|matter)"')
"""A sheet whose text runs over pages."""

_COVER = 'class="sheet cover '
"""What stands over a picture or a ground of another element."""

BASE = "florilege:"
"""No folder of this machine: a relative address in a sheet leads nowhere."""


@cache
def _fonts(fontconfig: str) -> FontConfiguration:
    """The fonts of a fontconfig file, which FONTCONFIG_FILE names; no sheet adds a face of its own."""
    return FontConfiguration()


@cache
def _style(source: str, fontconfig: str) -> CSS:
    return CSS(string=source, base_url=BASE, url_fetcher=Confined({}), font_config=_fonts(fontconfig))
