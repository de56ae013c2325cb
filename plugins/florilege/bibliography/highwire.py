"""Essay or volume → names and contents of `citation_*` elements, which Google Scholar and Zotero read.

These are the tags of Highwire Press (https://scholar.google.com/intl/en/scholar/inclusion.html#indexing).
"""

from collections.abc import Iterable

from florilege.bibliography.names import record_name
from florilege.bibliography.online import OnlineEdition
from florilege.bibliography.titles import full_title
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Byline, Essay

Tags = tuple[tuple[str, str], ...]
"""Name and content, in order; a name may come again."""


def essay_tags(edition: OnlineEdition, essay: Essay) -> Tags:
    """The tags of an essay's page; its PDF is the essay's own, else its volume's."""
    volume = edition.cited_volume(essay)
    date = essay.date or (volume.date if volume else None)
    tags = [
        ("citation_title", essay.title),
        *(("citation_author", _name(edition, byline)) for byline in essay.bylines),
        ("citation_publication_date", f"{date:%Y/%m/%d}" if date else ""),
        ("citation_language", essay.lang),
        ("citation_abstract", essay.abstract),
        ("citation_keywords", "; ".join(essay.keywords or essay.tags)),
        ("citation_fulltext_html_url", edition.page(essay.key)),
    ]
    if volume:
        tags += [("citation_inbook_title", full_title(volume, edition.lang)), *_volume_tags(volume)]
        tags += [("citation_editor", _name(edition, editor)) for editor in volume.editors]
    if pages := edition.pages.get(essay.id):
        first, last = pages
        tags += [("citation_firstpage", str(first)), ("citation_lastpage", str(last))]
    pdf = edition.download(essay.key) or (edition.download(volume.key) if volume else "")
    return _known((*tags, ("citation_pdf_url", pdf)))


def volume_tags(edition: OnlineEdition, volume: Volume) -> Tags:
    """The tags of a volume's page."""
    return _known(
        (
            ("citation_title", full_title(volume, edition.lang)),
            *(("citation_editor", _name(edition, editor)) for editor in volume.editors),
            ("citation_publication_date", f"{volume.date:%Y/%m/%d}" if volume.date else ""),
            ("citation_language", volume.lang),
            *_volume_tags(volume),
            ("citation_pdf_url", edition.download(volume.key)),
        )
    )


def _name(edition: OnlineEdition, byline: Byline) -> str:
    """« Family, Given », closed with a semicolon where Zotero would make several people of it.

    It cuts a lone name at its commas if one side has a space (https://github.com/zotero/translators, Embedded
    Metadata), unless a semicolon says where the name ends. A name without a comma is a given and a family
    name to it; one that ends in a comma is the latter alone, as that of an organisation is.
    """
    name = record_name(edition, byline)
    shown = name.whole
    if name.organisation and "," not in shown and " " in shown:
        return f"{shown},"
    if name.family:
        shown = f"{name.family} {name.suffix}".rstrip() + f", {name.given}"
    pieces = shown.split(", ")
    cut = len(pieces) > 2 or (len(pieces) == 2 and any(" " in piece for piece in pieces))
    return f"{shown};" if cut else shown


def _volume_tags(volume: Volume) -> Tags:
    return (
        ("citation_series_title", volume.series),
        ("citation_volume", "" if volume.number is None else str(volume.number)),
        ("citation_publisher", volume.publisher.name if volume.publisher else ""),
        ("citation_isbn", volume.isbn),
    )


def _known(tags: Iterable[tuple[str, str]]) -> Tags:
    return tuple((name, content) for name, content in tags if content)
