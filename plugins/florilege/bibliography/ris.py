"""Essay → its record in RIS, which reference managers import.

Tags are those of the type CHAP (https://en.wikipedia.org/wiki/RIS_(file_format)).
"""

from collections.abc import Iterator

from florilege.bibliography.names import RecordName, record_name
from florilege.bibliography.online import OnlineEdition
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Byline, Essay


def record(edition: OnlineEdition, essay: Essay) -> str:
    """The essay as a chapter of a book, a field a line, ended by CR LF; none without a value."""
    key = f"{essay.id}-{essay.lang}" if essay.translators else essay.id
    fields = (("TY", "CHAP"), ("ID", key), *_fields(edition, essay))
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields if value]
    return "".join(f"{line}\r\n" for line in (*lines, "ER  - "))


def _fields(edition: OnlineEdition, essay: Essay) -> Iterator[tuple[str, str]]:
    volume = edition.volume_of(essay)
    date = (volume.date if volume else None) or essay.date
    original = edition.catalogue.essays[essay.id] if essay.translators else None
    yield from (("AU", _name(edition, byline)) for byline in essay.bylines)
    yield from (("A4", _name(edition, byline)) for byline in essay.translators)
    yield "TI", essay.title
    yield "OP", original.title if original else ""
    yield "T2", volume.title if volume else edition.name
    if volume:
        yield from _book(edition, volume)
    yield from zip(("SP", "EP"), map(str, edition.pages_of(essay)), strict=False)
    if date:
        yield "PY", str(date.year)
        yield "DA", f"{date:%Y/%m/%d}"
    yield "LA", essay.lang
    yield "AB", essay.abstract
    yield from (("KW", word) for word in essay.keywords or essay.tags)
    yield "UR", edition.page(essay.shown_by)
    yield "L1", edition.download(essay.shown_by)


def _book(edition: OnlineEdition, volume: Volume) -> Iterator[tuple[str, str]]:
    yield from (("A2", _name(edition, editor)) for editor in volume.editors)
    yield "T3", volume.series
    yield "VL", "" if volume.number is None else str(volume.number)
    if volume.publisher:
        yield "PB", volume.publisher.name
        yield "CY", volume.publisher.place
    yield "SN", volume.isbn


def _name(edition: OnlineEdition, byline: Byline) -> str:
    """« Family, Given, Suffix ». A comma at the end keeps an organisation's name in one piece."""
    name: RecordName = record_name(edition, byline)
    if name.family:
        return ", ".join(part for part in (name.family, name.given, name.suffix) if part)
    return f"{name.whole}," if name.organisation else name.whole
