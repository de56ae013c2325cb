"""Essay → the files in which reference managers find how to cite it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from florilege.bibliography import bibtex, csl_json, ris
from florilege.bibliography.online import OnlineEdition
from florilege.catalogue.addresses import site_path
from florilege.catalogue.writings import Essay
from florilege.web.site import Site


@dataclass(frozen=True, slots=True)
class RecordFormat:
    """A format of records; `suffix` ends the names of its files."""

    name: str
    suffix: str
    record: Callable[[OnlineEdition, Essay], str]

    def path(self, essay: Essay) -> str:
        """Where an essay's record stands below the site's address."""
        return f"{site_path(essay.shown_by)}{essay.id}{self.suffix}"


RECORDS = (
    RecordFormat("BibTeX", ".bib", bibtex.record),
    RecordFormat("RIS", ".ris", ris.record),
    RecordFormat("CSL-JSON", ".csl.json", csl_json.record),
)


def records(site: Site) -> Iterator[tuple[str, str]]:
    """Path below the site's address → content, of each record of each essay shown and its translations."""
    for essay in (shown for each in site.essays.values() for shown in (each, *site.translated(each))):
        for format in RECORDS:
            yield format.path(essay), format.record(site.online, site.as_cited(essay))
