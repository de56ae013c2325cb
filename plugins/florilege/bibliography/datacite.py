"""Finished tome → its record at DataCite, by the schema 4.5 (https://schema.datacite.org)."""

import json
from typing import Any

from florilege.bibliography.finished_tome import FinishedTome
from florilege.bibliography.names import record_name
from florilege.bibliography.titles import full_title
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.writings import Byline

SCHEMA = "http://datacite.org/schema/kernel-4"


def record(tome: FinishedTome) -> str:
    """The tome, and its essays that have a DOI as its parts; fields without a value are left out."""
    volume = tome.volume
    license = LICENSES.get(volume.license)
    chapters = [
        {"relatedIdentifier": essay.doi, "relatedIdentifierType": "DOI", "relationType": "HasPart"}
        for essay in tome.essays
        if essay.doi
    ]
    isbns = [
        {"relatedIdentifier": each.digits, "relatedIdentifierType": "ISBN", "relationType": "IsVariantFormOf"}
        for each in tome.products
    ]
    data = {
        "doi": volume.doi,
        "url": tome.address,
        "creators": [_person(tome, each) for each in tome.authors],
        "contributors": [_person(tome, each) | {"contributorType": "Editor"} for each in volume.editors],
        "titles": [
            {"title": full_title(volume, volume.lang), "lang": volume.lang},
            *([{"title": volume.subtitle, "titleType": "Subtitle"}] if volume.subtitle else []),
        ],
        "publisher": {"name": volume.publisher.name if volume.publisher else tome.online.name},
        "publicationYear": str(tome.date.year) if tome.date else "",
        "dates": [{"date": tome.date.isoformat(), "dateType": "Issued"}] if tome.date else [],
        "types": {"resourceTypeGeneral": "Book", "resourceType": "Anthology"},
        "language": volume.lang,
        "subjects": [
            {"subject": tag} for tag in dict.fromkeys(tag for essay in tome.essays for tag in essay.tags)
        ],
        "sizes": [f"{tome.page_count} pages"] if tome.page_count else [],
        "rightsList": [
            {
                "rights": license.name(volume.lang),
                "rightsUri": license.url,
                "rightsIdentifier": license.id.lower(),
                "rightsIdentifierScheme": "SPDX",
            }
        ]
        if license and license.url
        else [],
        "descriptions": [{"description": tome.about, "descriptionType": "Abstract"}] if tome.about else [],
        "relatedIdentifiers": isbns + chapters,
        "schemaVersion": SCHEMA,
    }
    known = {name: value for name, value in data.items() if value}
    return json.dumps(known, ensure_ascii=False, indent=2) + "\n"


def _person(tome: FinishedTome, byline: Byline) -> dict[str, Any]:
    name = record_name(tome.online, byline)
    author = tome.online.catalogue.authors.get(byline.author or "")
    inverted = ", ".join(part for part in (name.family, f"{name.given} {name.suffix}".strip()) if part)
    parts = {
        "name": inverted if name.family else name.whole,
        "nameType": "Organizational" if name.organisation else "Personal",
        "givenName": name.given,
        "familyName": name.family,
    }
    schemes = (("ORCID", "https://orcid.org/"), ("ISNI", "https://isni.org/isni/"))
    codes = (author.orcid, author.isni) if author else (None, None)
    identifiers = [
        {
            "nameIdentifier": home + code.replace(" ", ""),
            "nameIdentifierScheme": scheme,
            "schemeUri": home,
        }
        for (scheme, home), code in zip(schemes, codes, strict=True)
        if code
    ]
    known = {key: value for key, value in parts.items() if value}
    return known | ({"nameIdentifiers": identifiers} if identifiers else {})
