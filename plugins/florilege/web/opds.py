"""Site → its catalogue for reading applications: OPDS 1.2 (Atom) and OPDS 2.0 (JSON), https://specs.opds.io.

It has the tomes that can be downloaded, and leads to files that are there alone. Atom wants to know when each
entry was changed, so that a tome without any date stands in OPDS 2.0 only.
"""

import json
from collections.abc import Iterator
from typing import Any

from lxml import etree

from florilege.bibliography.titles import full_title
from florilege.bibliography.xml_file import as_file
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.volumes import Volume
from florilege.web.atom import add, feed_element, instant
from florilege.web.downloads import Download
from florilege.web.site import Site

XML_PATH, JSON_PATH = "opds.xml", "opds.json"
DC = "http://purl.org/dc/terms/"
ACQUISITION = "http://opds-spec.org/acquisition/open-access"
CATALOGUE = "application/atom+xml;profile=opds-catalog;kind=acquisition"
EPUB, PDF, PNG = "application/epub+zip", "application/pdf", "image/png"


def catalogues(site: Site) -> Iterator[tuple[str, str]]:
    """Path below the site's address → content, of what is to be had; none where the site's is unknown."""
    volumes = [volume for volume in site.offered if _files(site, volume)]
    if site.url and volumes:
        yield JSON_PATH, _json(site, volumes)
        if dated := [volume for volume in volumes if site.volume_date(volume)]:
            yield XML_PATH, _atom(site, dated)


def _files(site: Site, volume: Volume) -> list[tuple[str, Download]]:
    """Kind and file of what is to be had of a volume."""
    found = (
        (EPUB, site.downloads.ebooks.get(volume.id)),
        (PDF, site.downloads.texts.get(volume.key)),
    )
    return [(kind, file) for kind, file in found if file]


def _atom(site: Site, volumes: list[Volume]) -> str:
    root = feed_element(site.lang, dc=DC)
    address = site.online.address(XML_PATH)
    add(root, "id", address)
    add(root, "title", site.name)
    add(root, "updated", instant(max(day for each in volumes if (day := site.volume_date(each)))))
    add(root, "link", rel="self", type=CATALOGUE, href=address)
    add(root, "link", rel="start", type=CATALOGUE, href=address)
    for volume in volumes:
        _entry(site, add(root, "entry"), volume)
    return as_file(root)


def _entry(site: Site, entry: Any, volume: Volume) -> None:
    editors, authors = volume.editors, site.authors_in(volume)
    add(entry, "id", site.online.page(volume.key))
    add(entry, "title", full_title(volume, site.lang))
    add(entry, "updated", instant(site.volume_date(volume)))
    for byline in editors or authors:
        add(add(entry, "author"), "name", byline.name)
    for author in authors if editors else ():
        add(add(entry, "contributor"), "name", author.name)
    for name, value in (
        ("identifier", f"urn:isbn:{volume.isbn.replace('-', '')}" if volume.isbn else ""),
        ("language", volume.lang),
        ("publisher", volume.publisher.name if volume.publisher else ""),
        ("issued", volume.date.isoformat() if volume.date else ""),
    ):
        if value:
            etree.SubElement(entry, f"{{{DC}}}{name}").text = value
    if volume.license:
        add(entry, "rights", volume.license)
    if about := site.about_volume(volume):
        add(entry, "summary", about)
    add(entry, "link", rel="alternate", type="text/html", href=site.online.page(volume.key))
    if cover := site.downloads.covers.get(volume.id):
        for rel in ("http://opds-spec.org/image", "http://opds-spec.org/image/thumbnail"):
            add(entry, "link", rel=rel, type=PNG, href=site.online.address(cover.path))
    for kind, file in _files(site, volume):
        address = site.online.address(file.path)
        add(entry, "link", rel=ACQUISITION, type=kind, href=address, length=str(file.size))


def _json(site: Site, volumes: list[Volume]) -> str:
    data = {
        "metadata": {"title": site.name, "numberOfItems": len(volumes)},
        "links": [
            {"rel": "self", "href": site.online.address(JSON_PATH), "type": "application/opds+json"},
            {"rel": "alternate", "href": site.url, "type": "text/html"},
        ],
        "publications": [_publication(site, volume) for volume in volumes],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _publication(site: Site, volume: Volume) -> dict[str, Any]:
    editors, authors = volume.editors, site.authors_in(volume)
    series = {"name": volume.series, "position": volume.number}
    metadata = {
        "@type": "http://schema.org/Book",
        "title": volume.title,
        "subtitle": volume.subtitle,
        "identifier": f"urn:isbn:{volume.isbn.replace('-', '')}"
        if volume.isbn
        else site.online.page(volume.key),
        "editor": [{"name": byline.name} for byline in editors],
        "author": [
            {"name": author.name, "links": [{"href": site.online.page(author.key)}]} for author in authors
        ],
        "publisher": volume.publisher.name if volume.publisher else "",
        "published": volume.date.isoformat() if volume.date else "",
        "modified": instant(site.volume_date(volume)),
        "language": volume.lang,
        "description": site.about_volume(volume),
        "numberOfPages": next((file.pages for _, file in _files(site, volume)), 0),
        "belongsTo": {"series": {key: value for key, value in series.items() if value is not None}}
        if volume.series
        else {},
    }
    links = [{"rel": "alternate", "href": site.online.page(volume.key), "type": "text/html"}]
    links += [
        {"rel": ACQUISITION, "href": site.online.address(file.path), "type": kind}
        for kind, file in _files(site, volume)
    ]
    if (license := LICENSES.get(volume.license)) and license.url:
        links.append({"rel": "license", "href": license.url, "type": "text/html"})
    publication = {"metadata": {name: value for name, value in metadata.items() if value}, "links": links}
    if cover := site.downloads.covers.get(volume.id):
        publication["images"] = [{"href": site.online.address(cover.path), "type": PNG}]
    return publication
