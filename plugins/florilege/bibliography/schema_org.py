"""Essay, volume, author or meeting → JSON-LD by https://schema.org: `Chapter`, `Book`, `Person`, `Event` …"""

from collections.abc import Iterable, Sequence
from typing import Any

from florilege.bibliography.online import OnlineEdition
from florilege.bibliography.titles import full_title
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.threads import Thread
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Author, Byline, Essay, Letter, Meeting, Translation, Venue

_CONTEXT = {"@context": "https://schema.org"}


def chapter(edition: OnlineEdition, essay: Essay, letters: Sequence[Thread[Letter]] = ()) -> dict[str, Any]:
    """The essay with the letters that answer it, and the book that it is part of."""
    volume = edition.cited_volume(essay)
    return _known(
        {
            **_CONTEXT,
            "@type": "Chapter",
            "name": essay.title,
            "alternativeHeadline": essay.subtitle,
            "author": [_person(edition, byline) for byline in essay.bylines],
            "datePublished": essay.date.isoformat() if essay.date else "",
            "inLanguage": essay.lang,
            "abstract": essay.abstract,
            "keywords": list(essay.keywords or essay.tags),
            "contentLocation": _place(essay.place) if essay.place else {},
            "license": _license_url(essay.license),
            "url": edition.page(essay.key),
            **_pages(edition, essay),
            "isPartOf": _book(edition, volume) if volume else {},
            "commentCount": sum(1 for thread in letters for _ in thread),
            "comment": [_comment(edition, thread) for thread in letters],
        }
    )


def translation(edition: OnlineEdition, essay: Essay, translation: Translation) -> dict[str, Any]:
    """The translation of an essay."""
    return _known(
        {
            **_CONTEXT,
            "@type": "Chapter",
            "name": translation.title,
            "author": [_person(edition, byline) for byline in essay.bylines],
            "translator": [_person(edition, byline) for byline in translation.translators],
            "datePublished": translation.date.isoformat() if translation.date else "",
            "inLanguage": translation.body.lang,
            "abstract": translation.abstract,
            "license": _license_url(essay.license),
            "url": edition.page(translation.key),
            "translationOfWork": _known(
                {"@type": "Chapter", "name": essay.title, "url": edition.page(essay.key)}
            ),
        }
    )


def event(edition: OnlineEdition, meeting: Meeting) -> dict[str, Any]:
    """A meeting: when, where, and who came."""
    return _known(
        {
            **_CONTEXT,
            "@type": "Event",
            "name": meeting.title,
            "description": meeting.abstract,
            "startDate": meeting.days[0].isoformat(),
            "endDate": meeting.days[-1].isoformat(),
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": _place(meeting.place),
            "organizer": [_person(edition, byline) for byline in meeting.organisers],
            "attendee": [_person(edition, byline) for byline in meeting.company],
            "inLanguage": meeting.lang,
            "url": edition.page(meeting.key),
        }
    )


def _place(venue: Venue) -> dict[str, Any]:
    at = venue.coordinates
    return _known(
        {
            "@type": "Place",
            "name": venue.name or venue.town,
            "address": {"@type": "PostalAddress", "addressLocality": venue.town} if venue.town else {},
            "geo": {"@type": "GeoCoordinates", "latitude": at[0], "longitude": at[1]} if at else {},
        }
    )


def _comment(edition: OnlineEdition, thread: Thread[Letter]) -> dict[str, Any]:
    letter = thread.first
    return _known(
        {
            "@type": "Comment",
            "name": letter.title,
            "author": [_person(edition, byline) for byline in letter.bylines],
            "datePublished": letter.date.isoformat(),
            "inLanguage": letter.lang,
            "license": _license_url(letter.license),
            "url": edition.page(letter.key),
            "comment": [_comment(edition, each) for each in thread.answers],
        }
    )


def book(edition: OnlineEdition, volume: Volume, essays: Iterable[Essay]) -> dict[str, Any]:
    """The volume, with the essays that readers may see as its chapters."""
    chapters = [
        _known(
            {
                "@type": "Chapter",
                "name": essay.title,
                "author": [_person(edition, byline) for byline in essay.bylines],
                **_pages(edition, essay),
                "url": edition.page(essay.key),
            }
        )
        for essay in essays
    ]
    return _CONTEXT | _book(edition, volume) | {"hasPart": chapters}


def person(edition: OnlineEdition, author: Author) -> dict[str, Any]:
    """The author."""
    return _CONTEXT | _person(edition, Byline(name=author.name, author=author.id))


def _book(edition: OnlineEdition, volume: Volume) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": volume.publisher.name} if volume.publisher else {}
    return _known(
        {
            "@type": "Book",
            "name": full_title(volume, edition.lang),
            "alternativeHeadline": volume.subtitle,
            "editor": [_person(edition, byline) for byline in volume.editors],
            "isbn": volume.isbn,
            "position": volume.number if volume.series else None,
            "publisher": publisher,
            "datePublished": volume.date.isoformat() if volume.date else "",
            "inLanguage": volume.lang,
            "license": _license_url(volume.license),
            "url": edition.page(volume.key),
            "isPartOf": _series(volume),
        }
    )


def _series(volume: Volume) -> dict[str, Any]:
    return {"@type": "BookSeries", "name": volume.series} if volume.series else {}


def _pages(edition: OnlineEdition, essay: Essay) -> dict[str, int]:
    """The numbers printed on the first and the last page."""
    return dict(zip(("pageStart", "pageEnd"), edition.pages.get(essay.id, ()), strict=False))


def _person(edition: OnlineEdition, byline: Byline) -> dict[str, Any]:
    author = edition.catalogue.authors.get(byline.author or "")
    group = byline.organisation or (author is not None and author.organisation)
    kind = "Organization" if group else "Person"
    if author is None:
        return {"@type": kind, "name": byline.name}
    orcid = [f"https://orcid.org/{author.orcid}"] if author.orcid else []
    portrait = edition.portraits.get(author.id)
    return _known(
        {
            "@type": kind,
            "name": byline.name,
            "url": edition.page(author.key),
            "sameAs": orcid + [link.url for link in author.links],
            "image": edition.address(portrait) if portrait else "",
        }
    )


def _license_url(spdx: str) -> str:
    return LICENSES[spdx].url if spdx in LICENSES else ""


def _known(data: dict[str, Any]) -> dict[str, Any]:
    """The properties that have a value."""
    return {name: value for name, value in data.items() if value}
