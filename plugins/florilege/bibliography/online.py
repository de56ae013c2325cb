"""What the formats need to know besides the catalogue: where the anthology stands online."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from florilege.catalogue.addresses import site_anchor, site_path
from florilege.catalogue.keys import TextKey
from florilege.catalogue.model import Catalogue
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Essay


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineEdition:
    """The anthology on its site.

    `downloads` maps an essay or a volume to the path of its PDF, `portraits` an author's id to that of a
    picture; both below the site's address. `pages` maps an essay's id to the numbers printed on its first and
    last page; it is empty where no tome was printed.
    """

    catalogue: Catalogue
    name: str
    """What an essay in no volume is cited from."""
    lang: str
    """BCP 47, the language of the words between names and titles."""
    url: str = ""
    """Absolute, ending in `/`; empty if unknown."""
    downloads: Mapping[TextKey, str] = field(default_factory=dict)
    portraits: Mapping[str, str] = field(default_factory=dict)
    pages: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def volume_of(self, essay: Essay) -> Volume | None:
        """The volume that an essay is in; a translation (`Translation.of`) only in one that prints it."""
        volume = self.cited_volume(essay)
        if volume and essay.translators:
            printed = self.catalogue.translations_for(self.catalogue.volumes[volume.id]).get(essay.id)
            return volume if printed and printed.key == essay.shown_by else None
        return volume

    def cited_volume(self, essay: Essay) -> Volume | None:
        """The volume of an essay or of its original, with the ISBN under which the essay is cited."""
        volume = self.catalogue.volume_of.get(essay.id)
        if volume is None or volume.holds("press", essay.id):
            return volume
        return replace(volume, isbn=volume.isbn_of(essay.id))

    def pages_of(self, essay: Essay) -> tuple[int, ...]:
        """The numbers on its first and last page, where it is printed; else none."""
        return self.pages.get(essay.id, ()) if self.volume_of(essay) or not essay.translators else ()

    def address(self, path: str) -> str:
        """The absolute address of a path below the site's; empty if the site's is unknown."""
        return self.url + path if self.url else ""

    def page(self, key: TextKey) -> str:
        """The absolute address of a text's page, or of its place on one; empty if the site's is unknown."""
        anchor = site_anchor(key)
        return self.address(site_path(key) + (f"#{anchor}" if anchor else ""))

    def download(self, key: TextKey) -> str:
        """The absolute address of a text's PDF; empty without one."""
        return self.address(self.downloads[key]) if key in self.downloads else ""
