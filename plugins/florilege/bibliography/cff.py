"""Volume → its `CITATION.cff` (Citation File Format 1.2.0, https://citation-file-format.github.io)."""

from collections.abc import Iterable
from typing import Any

import yaml

from florilege.bibliography.names import record_name
from florilege.bibliography.online import OnlineEdition
from florilege.bibliography.titles import full_title
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Byline, Essay

NO_SPDX = ("LicenseRef-", "CC-PDM-")
"""How ids of licences begin that the format doesn't know."""


def citation(edition: OnlineEdition, volume: Volume, essays: Iterable[Essay], about: str) -> str:
    """The volume as a work of the authors of these essays, to be cited as the book that it is."""
    signed = dict.fromkeys(byline for essay in essays for byline in essay.bylines)
    authors = [_person(edition, byline) for byline in signed]
    editors = [_person(edition, byline) for byline in volume.editors]
    known = volume.license in LICENSES and not volume.license.startswith(NO_SPDX)
    publisher = volume.publisher
    book = {
        "type": "edited-work" if editors else "book",
        "title": volume.title,
        "authors": authors,
        "editors": editors,
        "collection-title": volume.series,
        "volume": volume.number,
        "publisher": _known({"name": publisher.name, "city": publisher.place}) if publisher else {},
        "year": volume.date.year if volume.date else None,
        "month": volume.date.month if volume.date else None,
        "isbn": volume.isbn,
        "url": edition.page(volume.key),
    }
    whole = {
        "cff-version": "1.2.0",
        "message": full_title(volume, edition.lang),
        "type": "dataset",
        "title": full_title(volume, edition.lang),
        "abstract": about,
        "authors": authors,
        "date-released": volume.date.isoformat() if volume.date else "",
        "license": volume.license if known else "",
        "url": edition.page(volume.key),
        "preferred-citation": _known(book),
    }
    return yaml.dump(_known(whole), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1000)


class _Dumper(yaml.SafeDumper):
    """Writes out what comes again: the format has no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _person(edition: OnlineEdition, byline: Byline) -> dict[str, str]:
    name = record_name(edition, byline)
    if name.organisation or not name.family:
        return {"name": name.whole}
    author = edition.catalogue.authors.get(byline.author or "")
    return _known(
        {
            "family-names": name.family,
            "given-names": name.given,
            "name-suffix": name.suffix,
            "orcid": f"https://orcid.org/{author.orcid}" if author and author.orcid else "",
        }
    )


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value not in ("", None, [], {})}
