"""A sheet → what a worker sets, in the style of its volume."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from florilege.anthology import Image
from florilege.book.sheet import LEADING, Geometry, Job, Sheet, page_geometry
from florilege.book.strips import head_strips
from florilege.book.typeset import SCHEME
from florilege.model import Volume


def job(sheet: Sheet, volume: Volume) -> Job:
    """What a worker needs to set a sheet, but for its images."""
    return Job(
        html=sheet.html,
        style=text_style(volume),
        lang=sheet.lang,
        depth=sheet.depth,
        strips=head_strips(*sheet.heads) if sheet.heads else (),
    )


def with_images(job: Job, paths: Iterable[str], images: Mapping[str, Image]) -> Job:
    """The job with the bytes of its images."""
    files = {SCHEME + path: (images[path].mime, images[path].file.read_bytes()) for path in paths}
    return replace(job, images=files)


def text_style(volume: Volume) -> str:
    """The style of all sheets of a volume."""
    return "".join(style(volume, name) for name in ("page.css", "book.css", "strips.css"))


def style(volume: Volume, name: str) -> str:
    """A style sheet for the geometry of a volume (a template, so that a figure stands in one place)."""
    return _style(name, page_geometry(volume))


@cache
def _style(name: str, of: Geometry) -> str:
    source = files("florilege.book").joinpath("styles", name).read_text(encoding="utf-8")
    return templates().from_string(source).render(geometry=of, leading=LEADING)


@cache
def templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("florilege.book", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["roman"] = roman
    return environment


def roman(number: int) -> str:
    """A number from 1 in Roman numerals.

    >>> [roman(number) for number in (4, 19, 2026)]
    ['IV', 'XIX', 'MMXXVI']
    """
    numerals = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X"}
    text = ""
    for value, numeral in (numerals | {9: "IX", 5: "V", 4: "IV", 1: "I"}).items():
        count, number = divmod(number, value)
        text += numeral * count
    return text
