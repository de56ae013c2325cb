"""Site → its other text files: styles, records, feeds, catalogues, deposits, and what robots may see."""

from collections.abc import Iterator

from florilege.web.calendars import calendars
from florilege.web.deposits import deposits
from florilege.web.feeds import feeds
from florilege.web.opds import catalogues
from florilege.web.records import records
from florilege.web.site import Site
from florilege.web.style import STYLES


def written_files(site: Site) -> Iterator[tuple[str, str]]:
    """Path below the site's address → content, of each text file that isn't a page."""
    yield from STYLES.items()
    yield from records(site)
    yield from feeds(site)
    yield from catalogues(site)
    yield from calendars(site)
    yield from deposits(site)
    yield "robots.txt", robots(site)


def robots(site: Site) -> str:
    """All may be read; pages to which no list leads say themselves that they aren't to be found."""
    map_of_site = f"\nSitemap: {site.url}sitemap.xml\n" if site.url else ""
    return f"User-agent: *\nAllow: /\n{map_of_site}"
