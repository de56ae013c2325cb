"""Essay → its record in CSL-JSON, which citation processors read (https://citationstyles.org)."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from florilege.bibliography.names import record_name
from florilege.bibliography.online import OnlineEdition
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Byline, Essay


def record(edition: OnlineEdition, essay: Essay) -> str:
    """A list of one item, a chapter; fields without a value are left out."""
    return _file([_chapter(edition, essay)])


def book(edition: OnlineEdition, volume: Volume, essays: Iterable[Essay]) -> str:
    """A list of the volume and its essays, likewise."""
    date, publisher = volume.date, volume.publisher
    item = {
        "id": volume.id,
        "type": "book",
        "title": volume.title,
        "editor": [_name(edition, editor) for editor in volume.editors],
        "collection-title": volume.series,
        "volume": volume.number,
        "publisher": publisher.name if publisher else "",
        "publisher-place": publisher.place if publisher else "",
        "ISBN": volume.isbn,
        "DOI": volume.doi,
        "issued": {"date-parts": [[date.year, date.month, date.day]]} if date else {},
        "language": volume.lang,
        "URL": edition.page(volume.key),
    }
    return _file([item, *(_chapter(edition, essay) for essay in essays)])


def _file(items: Iterable[Mapping[str, Any]]) -> str:
    known = [
        {name: value for name, value in item.items() if value not in ("", None, [], {})} for item in items
    ]
    return json.dumps(known, ensure_ascii=False, indent=2) + "\n"


def _chapter(edition: OnlineEdition, essay: Essay) -> Mapping[str, Any]:
    volume = edition.volume_of(essay)
    date = (volume.date if volume else None) or essay.date
    original = edition.catalogue.essays[essay.id] if essay.translators else None
    publisher = volume.publisher if volume else None
    return {
        "id": f"{essay.id}-{essay.lang}" if original else essay.id,
        "type": "chapter",
        "title": essay.title,
        "original-title": original.title if original else "",
        "author": [_name(edition, byline) for byline in essay.bylines],
        "translator": [_name(edition, byline) for byline in essay.translators],
        "container-title": volume.title if volume else edition.name,
        "editor": [_name(edition, editor) for editor in volume.editors] if volume else [],
        "collection-title": volume.series if volume else "",
        "volume": volume.number if volume else None,
        "page": "-".join(str(page) for page in dict.fromkeys(edition.pages_of(essay))),
        "publisher": publisher.name if publisher else "",
        "publisher-place": publisher.place if publisher else "",
        "ISBN": volume.isbn if volume else "",
        "issued": {"date-parts": [[date.year, date.month, date.day]]} if date else {},
        "language": essay.lang,
        "abstract": essay.abstract,
        "DOI": "" if original else essay.doi,
        "URL": edition.page(essay.shown_by),
    }


def _name(edition: OnlineEdition, byline: Byline) -> dict[str, Any]:
    """A name in its parts, or whole as a `literal`."""
    name = record_name(edition, byline)
    if not name.family:
        return {"literal": name.whole}
    parts = {"family": name.family, "given": name.given, "suffix": name.suffix}
    return {part: value for part, value in parts.items() if value}
