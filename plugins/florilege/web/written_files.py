"""Site → the files that machines read: records to cite with."""

from collections.abc import Iterator

from florilege.web.records import records
from florilege.web.site import Site


def written_files(site: Site) -> Iterator[tuple[str, str]]:
    """Path below the site's address → content, of each text file that isn't a page."""
    yield from records(site)
