"""A volume → what its cover can say: its fields as printed, its contributors, the rulers of its type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from florilege.anthology import Anthology
from florilege.bibliography.titles import edited_by, portrait_of, volume_number
from florilege.book.ruler import Ruler, ruler
from florilege.catalogue.sorting import collation_key, sort_name
from florilege.catalogue.volumes import Trim, Volume
from florilege.catalogue.writings import Author
from florilege.language.formats import initials, listing
from florilege.language.words import words
from florilege.printing.fonts import Face, plain_stand_ins
from florilege.printing.printers import Printer
from florilege.prose.emojis import print_emoji
from florilege.prose.texts import locale_for
from florilege.prose.typography.fix import fix_plain

TEXT = TITLES = "Vollkorn"
"""The families of running text and of titles."""
LEGIBLE = 7.0
"""pt: the smallest type of names and blurbs; no printer asks for more."""
OVERHANG = 0.5
"""mm: by how much the ink of a letter, or a line that fills its measure, may leave its area."""


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody whose name the cover bears; `portrait` is the path of an image, `alternative` its text."""

    name: str
    portrait: str | None = None
    alternative: str = ""
    lang: str = ""
    """That of the name, if it isn't the volume's."""

    @property
    def initials(self) -> str:
        return initials(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """mm, from the upper left corner of the trimmed front or back."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class CoverContent:
    """What the cover of a volume says, for a printer; `margin` is the front's and the back's, in mm."""

    anthology: Anthology
    volume: Volume
    faces: Sequence[Face]
    printer: Printer

    @property
    def trim(self) -> Trim:
        return self.volume.trim

    @property
    def words(self) -> Mapping[str, str]:
        return words(self.volume.lang)

    @property
    def margin(self) -> float:
        return max(self.printer.cover_margin + OVERHANG, round(self.trim.width * 0.075, 2))

    @property
    def scale(self) -> float:
        """Of type that goes with the size of the page: 1 for A5."""
        return self.trim.width / 148

    @cached_property
    def people(self) -> tuple[Contributor, ...]:
        """Who signs an essay of the volume, in the order of the alphabet."""
        catalogue, lang = self.anthology.catalogue, self.volume.lang
        found: dict[str, tuple[tuple[tuple[int, ...], str, str], Contributor]] = {}
        for id in self.volume.essays:
            for byline in catalogue.essays[id].bylines:
                author = catalogue.authors.get(byline.author or "")
                name = author.name if author else byline.name
                sorted_by = author.sort_name if author else sort_name(name, lang)
                alternative = portrait_of(author, lang) if author else ""
                spoken = author.body.lang if author and author.body.lang != lang else ""
                person = Contributor(self.plain(name), self._portrait(author), alternative, spoken)
                found.setdefault(byline.author or name, (collation_key(sorted_by), person))
        return tuple(person for _, person in sorted(found.values(), key=lambda one: one[0]))

    def _portrait(self, author: Author | None) -> str | None:
        there = author and author.portrait in self.anthology.images
        return author.portrait if author and there else None

    def plain(self, text: str) -> str:
        """A field of the front matter, as printed: its spaces, quotes and emoji."""
        volume = self.volume
        return self.emoji(fix_plain(text, locale_for(volume, volume.lang), keep=volume.keep))

    def emoji(self, text: str) -> str:
        """What becomes of emoji in a text, and of what no face has."""
        return plain_stand_ins(
            print_emoji(text, self.volume.emoji, self.volume.lang), self.anthology.without_face
        )

    def ruler(self, family: str = TEXT, weight: int = 400, style: str = "normal") -> Ruler:
        return ruler(self.faces, family, weight, style)

    @property
    def editors(self) -> str:
        before, editors = edited_by(self.volume, self.volume.lang)
        return before + listing([self.plain(byline.name) for byline in editors], self.volume.lang)

    @property
    def run_of_names(self) -> str:
        """All names in a row, none of them broken."""
        return "\u00a0· ".join(person.name.replace(" ", "\u00a0") for person in self.people)

    @property
    def number(self) -> str:
        return volume_number(self.volume, self.volume.lang)
