"""A sheet → the whole HTML document that a worker sets, with the style of its volume."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from florilege.anthology import Anthology
from florilege.book.sheet import LEADING, Geometry, Job, Sheet, geometry
from florilege.book.typeset import SCHEME
from florilege.model import Volume


def job(sheet: Sheet, anthology: Anthology, volume: Volume) -> Job:
    """What a worker needs to set a sheet: its document and the bytes of its images."""
    images = {}
    for path in sheet.images:
        image = anthology.images[path]
        images[SCHEME + path] = (image.mime, image.file.read_bytes())
    return Job(html=document(sheet, volume), images=images)


def document(sheet: Sheet, volume: Volume) -> str:
    """The whole HTML document of one sheet."""
    return (
        f'<!doctype html><html lang="{sheet.lang}"><head><meta charset="utf-8">'
        f"<style>{style(volume, 'page.css')}{style(volume, 'book.css')}</style></head>"
        f"<body>{sheet.html}</body></html>"
    )


def style(volume: Volume, name: str) -> str:
    """A style sheet for the geometry of a volume (a template, so that a figure stands in one place)."""
    return _style(name, geometry(volume.trim))


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
