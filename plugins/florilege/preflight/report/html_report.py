"""A report → one self-contained HTML page: what was found, and each page at fault with the place marked."""

import base64
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files

import pypdfium2
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from florilege.language.formats import file_size
from florilege.language.sentences import counted, say
from florilege.preflight.inspection.inspection import Role
from florilege.preflight.measurement.measurements import Rectangle
from florilege.preflight.report.report import FileReport, Report
from florilege.preflight.report.terminal import pages, verdict

WIDTH = 360
"""px: of the thumbnail of a page."""
SHOWN = 24
"""Pages of a file that have a thumbnail; the others are counted."""
MANY: tuple[Role, ...] = ("offprint", "part")
"""Files of which there may be hundreds: those without fault are one line."""
SMALLEST_MARK = 1.5
"""%: of the side of a page; a smaller mark can't be seen."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a thumbnail, in % of its sides from the top left, with the number of its finding."""

    number: int
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """The picture of a page at fault, which shows the findings of these numbers."""

    page: int
    source: str
    """An address (`data:`)."""
    width: int
    height: int
    """px"""
    numbers: tuple[int, ...]
    marks: tuple[Mark, ...]


def html(report: Report, lang: str) -> str:
    """The HTML of the page, in the language `lang`; it refers to no other file."""
    environment = Environment(
        loader=PackageLoader("florilege.preflight.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(pages=pages, size=file_size, verdict=verdict)
    environment.filters["code"] = _with_code
    style = files("florilege.preflight.report").joinpath("templates", "preflight.css")
    return environment.get_template("preflight.html").render(
        report=report,
        lang=lang,
        say=partial(say, "preflight", lang=lang),
        counted=partial(counted, "preflight", lang=lang),
        style=Markup(style.read_text(encoding="utf-8")),
        listed=[file for file in report.files if file.findings or file.role not in MANY],
        many={role: fine for role in MANY if (fine := _faultless(report, role))},
        thumbnails={file.path: thumbnails(file) for file in report.files if file.findings},
    )


def _faultless(report: Report, role: Role) -> list[FileReport]:
    return [file for file in report.files if file.role == role and not file.findings]


def _with_code(text: str) -> Markup:
    """A text whose `words` in backticks are code."""
    parts = str(escape(text)).split("`")
    return Markup("".join(f"<code>{part}</code>" if odd % 2 else part for odd, part in enumerate(parts)))


def thumbnails(file: FileReport) -> Sequence[Thumbnail]:
    """Those of the first pages at fault of a file, with the places marked."""
    numbers = list(file.media)[:SHOWN]
    pictures = _pictures(file, numbers)
    return [
        Thumbnail(
            page=number,
            source=pictures[number][0],
            width=pictures[number][1],
            height=pictures[number][2],
            numbers=tuple(rank for rank, finding in enumerate(file.findings, 1) if number in finding.pages),
            marks=tuple(
                _mark(rank, box, file.media[number])
                for rank, finding in enumerate(file.findings, 1)
                for box in _merged([Rectangle(*box) for box in finding.boxes(number)])
            ),
        )
        for number in numbers
    ]


def _pictures(file: FileReport, numbers: Sequence[int]) -> Mapping[int, tuple[str, int, int]]:
    """Page → address (`data:`), width and height of its picture."""
    document = pypdfium2.PdfDocument(file.path)
    try:
        return {number: _picture(document[number - 1]) for number in numbers}
    finally:
        document.close()


def _picture(page: pypdfium2.PdfPage) -> tuple[str, int, int]:
    picture = page.render(scale=WIDTH / page.get_width()).to_pil().convert("RGB")
    picture.save(buffer := io.BytesIO(), "JPEG", quality=72, optimize=True)
    return (
        f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode()}",
        picture.width,
        picture.height,
    )


def _merged(boxes: Sequence[Rectangle]) -> Sequence[Rectangle]:
    """Boxes in mm, those that touch the one before, but for 2 mm of leading, made one."""
    found: list[Rectangle] = []
    for box in boxes:
        if found and box.intersection(found[-1]._replace(bottom=found[-1].bottom - 2, top=found[-1].top + 2)):
            box = Rectangle.union([box, found.pop()])
        found.append(box)
    return found


def _mark(number: int, box: Rectangle, media: Rectangle) -> Mark:
    """The mark of a box in mm, on a page whose MediaBox is `media`."""
    width, height = (
        max(box.width, media.width * SMALLEST_MARK / 100),
        max(box.height, media.height * SMALLEST_MARK / 100),
    )
    return Mark(
        number,
        *(
            round(100 * part, 2)
            for part in (
                (box.left - media.left) / media.width,
                (media.top - box.top) / media.height,
                width / media.width,
                height / media.height,
            )
        ),
    )
