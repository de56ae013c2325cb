"""Volume → its `.zenodo.json`, the metadata of a deposit at Zenodo (https://developers.zenodo.org)."""

import json
from collections.abc import Iterable
from html import escape

from florilege.bibliography.names import record_name
from florilege.bibliography.online import OnlineEdition
from florilege.bibliography.titles import full_title
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Byline, Essay


def deposit(edition: OnlineEdition, volume: Volume, essays: Iterable[Essay], about: str) -> str:
    """The volume as a book by the authors of these essays; access is open where its licence says so."""
    signed = dict.fromkeys(byline for essay in essays for byline in essay.bylines)
    license = LICENSES.get(volume.license)
    address = edition.page(volume.key)
    data = {
        "upload_type": "publication",
        "publication_type": "book",
        "title": full_title(volume, edition.lang),
        "description": f"<p>{escape(about, quote=False)}</p>" if about else "",
        "creators": [_person(edition, byline) for byline in signed],
        "contributors": [_person(edition, editor) | {"type": "Editor"} for editor in volume.editors],
        "publication_date": volume.date.isoformat() if volume.date else "",
        "access_right": "open" if license and license.url else "",
        "license": volume.license.lower() if license and license.url else "",
        "imprint_publisher": volume.publisher.name if volume.publisher else "",
        "imprint_place": volume.publisher.place if volume.publisher else "",
        "imprint_isbn": volume.isbn,
        "related_identifiers": [{"identifier": address, "relation": "isIdenticalTo"}] if address else [],
    }
    known = {name: value for name, value in data.items() if value}
    return json.dumps(known, ensure_ascii=False, indent=2) + "\n"


def _person(edition: OnlineEdition, byline: Byline) -> dict[str, str]:
    name = record_name(edition, byline)
    author = edition.catalogue.authors.get(byline.author or "")
    shown = f"{name.family}, {name.given} {name.suffix}".rstrip() if name.family else name.whole
    return {"name": shown} | ({"orcid": author.orcid} if author and author.orcid else {})
