"""Essay or volume → how to cite it: a sentence, BibTeX, metadata for Zotero and search engines.

`citation_*` are the names that Google Scholar and Zotero read (Highwire Press tags); JSON-LD follows
schema.org's `Chapter` and `Book`.
"""

import json
from collections.abc import Iterable
from typing import Any

from markupsafe import Markup

from florilege.catalogue.addresses import site_path
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.model import Author, Byline, Essay, Volume
from florilege.web.site import Site, image_path

Metadata = tuple[tuple[str, str], ...]


def essay_metadata(site: Site, essay: Essay) -> Metadata:
    """Name and content of the `citation_*` elements of an essay's page, in order, names repeated."""
    volume = site.catalogue.volume_of.get(essay.id)
    download = site.downloads.get(essay.key) or (site.downloads.get(volume.key) if volume else None)
    date = essay.date or (volume.date if volume else None)
    pairs = [
        ("citation_title", essay.title),
        *(("citation_author", _reversed(site, byline)) for byline in essay.bylines),
        ("citation_publication_date", f"{date:%Y/%m/%d}" if date else ""),
        ("citation_language", essay.lang),
        ("citation_abstract", essay.abstract),
        ("citation_keywords", "; ".join(essay.keywords or essay.tags)),
        ("citation_fulltext_html_url", site.absolute(site_path(essay.key))),
    ]
    if volume:
        pairs += [("citation_inbook_title", full_title(site, volume)), *_volume_pairs(volume)]
        pairs += [("citation_editor", _reversed(site, editor)) for editor in volume.editors]
    if download:
        pairs.append(("citation_pdf_url", site.absolute(download.path)))
    return tuple((name, content) for name, content in pairs if content)


def volume_metadata(site: Site, volume: Volume) -> Metadata:
    """The same of a volume's page."""
    download = site.downloads.get(volume.key)
    pairs = [
        ("citation_title", full_title(site, volume)),
        *(("citation_editor", _reversed(site, editor)) for editor in volume.editors),
        ("citation_publication_date", f"{volume.date:%Y/%m/%d}" if volume.date else ""),
        ("citation_language", volume.lang),
        *_volume_pairs(volume),
        ("citation_pdf_url", site.absolute(download.path) if download else ""),
    ]
    return tuple((name, content) for name, content in pairs if content)


def _volume_pairs(volume: Volume) -> list[tuple[str, str]]:
    return [
        ("citation_series_title", volume.series),
        ("citation_volume", str(volume.number or "")),
        ("citation_publisher", volume.publisher.name if volume.publisher else ""),
        ("citation_isbn", volume.isbn),
    ]


def full_title(site: Site, volume: Volume) -> str:
    """« Series, tome 1 : Title », as much of it as there is."""
    number = f"{site.words['volume'].lower()} {volume.number}" if volume.number else ""
    series = ", ".join(part for part in (volume.series, number) if part)
    return f"{series}{site.words['colon']}{volume.title}" if series else volume.title


def _reversed(site: Site, byline: Byline) -> str:
    """« Family, Given » where the name printed is the author's own, else the name as printed."""
    author = site.catalogue.authors.get(byline.author or "")
    return author.sort_name if author and author.name == byline.name else byline.name


def reference(site: Site, essay: Essay) -> Markup:
    """The essay as a bibliography has it (ISO 690, names in full)."""
    volume = site.catalogue.volume_of.get(essay.id)
    title = Markup(site.words["quoted"]).format(essay.title)
    pieces: list[str] = [site.signed(essay.bylines), title]
    if volume:
        whole = Markup("<cite>{}</cite>").format(full_title(site, volume))
        within = site.words["within"]
        if volume.editors:
            whole = Markup("{} ({}), {}").format(site.signed(volume.editors), site.words["edited"], whole)
        pieces.append(Markup("{} {}").format(within, whole))
        if volume.publisher:
            pieces += [volume.publisher.place, volume.publisher.name]
    else:
        pieces.append(Markup("<cite>{}</cite>").format(site.name))
    date = (volume.date if volume else None) or essay.date
    pieces.append(str(date.year) if date else "")
    return Markup(", ").join(piece for piece in pieces if piece) + "."


def bibtex(site: Site, essay: Essay) -> str:
    """The essay's BibTeX entry, in Unicode."""
    volume = site.catalogue.volume_of.get(essay.id)
    date = (volume.date if volume else None) or essay.date
    fields = [
        ("author", " and ".join(_reversed(site, byline) for byline in essay.bylines)),
        ("title", essay.title),
        ("booktitle", full_title(site, volume) if volume else site.name),
        ("editor", " and ".join(_reversed(site, e) for e in volume.editors) if volume else ""),
        ("publisher", volume.publisher.name if volume and volume.publisher else ""),
        ("address", volume.publisher.place if volume and volume.publisher else ""),
        ("isbn", volume.isbn if volume else ""),
        ("year", str(date.year) if date else ""),
        ("url", site.absolute(site_path(essay.key))),
    ]
    lines = [f"  {name} = {{{_braced(value)}}}" for name, value in fields if value]
    return f"@incollection{{{essay.id},\n" + ",\n".join(lines) + "\n}"


def _braced(value: str) -> str:
    """A BibTeX value: unpaired braces would end it early, so none is kept."""
    return value.replace("{", "").replace("}", "").replace("\\", "")


def essay_data(site: Site, essay: Essay) -> dict[str, Any]:
    """The essay as JSON-LD."""
    volume = site.catalogue.volume_of.get(essay.id)
    return _known(
        {
            "@context": "https://schema.org",
            "@type": "Chapter",
            "name": essay.title,
            "alternativeHeadline": essay.subtitle,
            "author": [_person(site, byline) for byline in essay.bylines],
            "datePublished": essay.date.isoformat() if essay.date else "",
            "inLanguage": essay.lang,
            "abstract": essay.abstract,
            "keywords": list(essay.keywords or essay.tags),
            "license": _license_url(essay.license),
            "url": site.absolute(site_path(essay.key)),
            "isPartOf": _book(site, volume) if volume else {},
        }
    )


def volume_data(site: Site, volume: Volume) -> dict[str, Any]:
    """The volume as JSON-LD, with its chapters."""
    chapters = [
        _known(
            {
                "@type": "Chapter",
                "name": essay.title,
                "author": [_person(site, byline) for byline in essay.bylines],
                "url": site.absolute(site_path(essay.key)),
            }
        )
        for essay in site.essays_in(volume)
    ]
    return {"@context": "https://schema.org"} | _book(site, volume) | {"hasPart": chapters}


def author_data(site: Site, author: Author) -> dict[str, Any]:
    """The author as JSON-LD."""
    return {"@context": "https://schema.org"} | _person(site, Byline(name=author.name, author=author.id))


def _book(site: Site, volume: Volume) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": volume.publisher.name} if volume.publisher else {}
    return _known(
        {
            "@type": "Book",
            "name": full_title(site, volume),
            "editor": [_person(site, byline) for byline in volume.editors],
            "isbn": volume.isbn,
            "publisher": publisher,
            "datePublished": volume.date.isoformat() if volume.date else "",
            "inLanguage": volume.lang,
            "license": _license_url(volume.license),
            "url": site.absolute(site_path(volume.key)),
        }
    )


def _person(site: Site, byline: Byline) -> dict[str, Any]:
    author = site.catalogue.authors.get(byline.author or "")
    if author is None:
        return {"@type": "Person", "name": byline.name}
    orcid = [f"https://orcid.org/{author.orcid}"] if author.orcid else []
    portrait = site.portrait(author)
    return _known(
        {
            "@type": "Person",
            "name": byline.name,
            "url": site.absolute(site_path(author.key)),
            "sameAs": orcid + [link.url for link in author.links],
            "image": site.absolute(image_path(portrait)) if portrait else "",
        }
    )


def _license_url(spdx: str) -> str:
    return LICENSES[spdx].url if spdx in LICENSES else ""


def _known(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if value}


def head_elements(
    *, metadata: Metadata = (), properties: Iterable[tuple[str, str]] = (), data: dict[str, Any] | None = None
) -> Markup:
    """Elements for `<head>`: citation metadata, Open Graph properties, JSON-LD."""
    lines = [Markup('<meta name="{}" content="{}">').format(*pair) for pair in metadata]
    lines += [Markup('<meta property="{}" content="{}">').format(*pair) for pair in properties if pair[1]]
    if data:
        # JSON in a script ends at the first `</script`; `<` as an escape is the same JSON.
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
        lines.append(Markup('<script type="application/ld+json">{}</script>').format(Markup(text)))
    return Markup("\n").join(lines)
