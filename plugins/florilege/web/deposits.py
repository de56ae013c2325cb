"""Volume → the files that archives and forges read beside it."""

from collections.abc import Iterator

from florilege.bibliography import cff, zenodo
from florilege.catalogue.addresses import site_path
from florilege.catalogue.volumes import Volume
from florilege.web.site import Site

CFF, ZENODO = "CITATION.cff", ".zenodo.json"


def volume_records(volume: Volume) -> Iterator[tuple[str, str]]:
    """Name and path below the site's address."""
    for name in (CFF, ZENODO):
        yield name, f"{site_path(volume.key)}{name}"


def deposits(site: Site) -> Iterator[tuple[str, str]]:
    """Path below the site's address → content, for each volume."""
    for volume in site.volumes:
        for name, path in volume_records(volume):
            write = cff.citation if name == CFF else zenodo.deposit
            yield path, write(site.online, volume, site.essays_in(volume), site.about_volume(volume))
