"""A volume → what its cover says, measured: front, spine and back, each part at the size that fits.

Boxes are in mm, sizes of type in pt. Templates (templates/) show these parts; they compute nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil, log

from markupsafe import Markup, escape

from florilege.anthology import Anthology
from florilege.bibliography.titles import volume_number
from florilege.book.cover.barcode import Barcode, barcode, scale_in
from florilege.book.cover.blurb import blurb, first_lines
from florilege.book.cover.measure import Block, Row, Ruler, fit, lines_of, poster, ruler
from florilege.book.sheet import MM
from florilege.catalogue.model import Author, Trim, Volume
from florilege.catalogue.sorting import collation_key, sort_name
from florilege.language.formats import initials, listing
from florilege.language.words import words
from florilege.printing.fonts import Face
from florilege.printing.printers import Printer
from florilege.prose.emojis import print_emoji
from florilege.prose.texts import locale_for
from florilege.prose.typography.fix import fix_plain

TEXT = TITLES = "Vollkorn"
"""The families of running text and of titles."""

DENSITY = 300
"""px/in: portraits aren't shown larger than this leaves them sharp."""
SMALLEST_TILE = 20.0
"""mm: but no smaller than this on that account."""

BLURB, BLURB_LEAST = 10.5, 7.0
LABEL, LABEL_LEAST = 8.5, 7.0
NAMES_LEAST = 5.5
SPINE, SPINE_LEAST = 15.0, 6.0
ISBN_SIZE = 7.0
"""pt: the largest and the smallest type; no printer asks for more than 7 pt."""
OVERHANG = 0.5
"""mm: by how much the ink of a letter, or a line that fills its measure, may leave its box."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whose name the cover bears; `portrait` is the path of an image."""

    name: str
    portrait: str | None = None

    @property
    def initials(self) -> str:
        return initials(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """mm, from the upper left corner of the trimmed front or back."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Portraits in rows; sizes in mm."""

    columns: int
    tile_width: float
    tile_height: float
    across: float
    down: float
    """Between tiles, and between rows with the names in them."""
    label: float
    """pt: the type of the names below; 0 for none."""
    labels: tuple[tuple[str, ...], ...]
    """Each name in its lines."""
    label_height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the front says, by its template; parts that it doesn't have are None or empty."""

    head: Block | None
    """The series, or who edits."""
    title: Block
    subtitle: Block | None
    below: Block | None
    """Who edits, where the head is the series."""
    number: str
    """« Tome 1 »"""
    margin: float
    height: float
    """mm: of title, subtitle and all that goes with them."""
    voices: Block | None = None
    """All names in a text, or how many they are."""
    grid: Grid | None = None
    rows: tuple[Row, ...] = ()
    box: Box | None = None
    """Where the grid, or the rows, stand."""
    row_gap: float = 0.0
    """mm: what the rows leave of their box, between each two."""
    names_shown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Spine:
    """The line on the spine, in mm and pt."""

    size: float
    title: str
    series: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """What the back says."""

    title: Block
    blurb: Markup
    size: float
    """pt: the type of the blurb."""
    names: str
    names_size: float
    field: Box
    """Where the barcode stands, whether there is one or not."""
    barcode: Barcode | None
    isbn: str
    price_beside: bool
    """The price stands beside the field, for it has no room above the bars."""


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The parts of a volume's cover for a printer; `margin` is the front's and the back's, in mm."""

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
    def people(self) -> tuple[Person, ...]:
        """Who signs an essay of the volume, in the order of the alphabet."""
        catalogue, lang = self.anthology.catalogue, self.volume.lang
        found: dict[str, tuple[tuple[tuple[int, ...], str, str], Person]] = {}
        for id in self.volume.essays:
            for byline in catalogue.essays[id].bylines:
                author = catalogue.authors.get(byline.author or "")
                name = author.name if author else byline.name
                sorted_by = author.sort_name if author else sort_name(name, lang)
                person = Person(self.plain(name), self._portrait(author))
                found.setdefault(byline.author or name, (collation_key(sorted_by), person))
        return tuple(person for _, person in sorted(found.values(), key=lambda one: one[0]))

    def _portrait(self, author: Author | None) -> str | None:
        there = author and author.portrait in self.anthology.images
        return author.portrait if author and there else None

    def plain(self, text: str) -> str:
        """A field of the front matter, as printed: its spaces, quotes and emoji."""
        volume = self.volume
        fixed = fix_plain(text, locale_for(volume, volume.lang), keep=volume.keep)
        return print_emoji(fixed, volume.emoji, volume.lang)

    def ruler(self, family: str = TEXT, weight: int = 400, style: str = "normal") -> Ruler:
        return ruler(self.faces, family, weight, style)

    @property
    def editors(self) -> str:
        names = listing([self.plain(byline.name) for byline in self.volume.editors], self.volume.lang)
        return f"{self.words['edited_by']} {names}" if names else ""

    @property
    def number(self) -> str:
        return volume_number(self.volume, self.volume.lang)

    # The front

    def front(self) -> Front:
        template = self.volume.cover.template
        if self.volume.cover.picture or template == "noms":
            return self._noms(with_names=not self.volume.cover.picture)
        return self._portraits() if template == "portraits" else self._sobre()

    def _head(self, width: float, most: float, height: float) -> Front:
        """What all fronts have, the title in at most `height` mm, in type of at most `most` pt."""
        volume, measure = self.volume, width * MM
        series = self.plain(volume.series)
        head, below = (series, self.editors) if series else (self.editors, "")
        scale = self.scale

        def small_block(text: str, size: float, style: str = "normal") -> Block | None:
            if not text:
                return None
            face = self.ruler(style=style)
            return fit(text, face, width=measure, height=size * 3.2, most=size, least=7, leading=1.25)

        first = small_block(head, 11.5 * scale)
        subtitle = small_block(self.plain(volume.subtitle), 12 * scale, "italic")
        last = small_block(below, 9.5 * scale)
        title = fit(
            self.plain(volume.title),
            self.ruler(TITLES, 700),
            width=measure,
            height=height * MM,
            most=most * scale,
            leading=1.12,
        )
        small = [block for block in (first, subtitle, last) if block]
        used = title.height + sum(block.height for block in small)
        gaps = 2.4 * len(small) + (7.5 if self.number else 0)
        return Front(
            title=title,
            number=self.number,
            margin=self.margin,
            height=round(used / MM + gaps * scale, 2),
            head=first,
            subtitle=subtitle,
            below=last,
        )

    def _sobre(self) -> Front:
        """Type alone, in a frame."""
        width = self.trim.width - 2 * self.margin - 16 * self.scale
        head = self._head(width, 36, self.trim.height * 0.26)
        room = (
            self.trim.height
            - 2 * self.margin
            - head.height
            - (76 if self.volume.cover.mark else 60) * self.scale
        )
        return replace(head, voices=self._voices(width, min(room, self.trim.height * 0.34)))

    def _run_of_names(self) -> str:
        """All names in a row, none of them broken."""
        return "\u00a0· ".join(person.name.replace(" ", "\u00a0") for person in self.people)

    def _voices(self, width: float, height: float) -> Block | None:
        """All names, if they can be read; else how many they are."""
        names = self._run_of_names()
        if not names:
            return None
        most = (11 if len(self.people) < 12 else 9.5) * self.scale
        block = fit(
            names,
            self.ruler(),
            width=width * MM,
            height=height * MM,
            most=most,
            least=LABEL_LEAST,
            leading=1.45,
        )
        if not block.lines[-1].endswith("…"):
            return Block(
                block.size, block.leading, tuple(line.removesuffix("\u00a0·") for line in block.lines)
            )
        return None

    def _portraits(self) -> Front:
        """The faces in a grid, with the names below where these can be read."""
        width = self.trim.width - 2 * self.margin
        head = self._head(width, 30, self.trim.height * 0.2)
        top = self.margin + head.height + 5 * self.scale
        box = Box(
            left=self.margin,
            top=round(top, 2),
            width=width,
            height=round(
                self.trim.height - self.margin - (16 if self.volume.cover.mark else 9) * self.scale - top, 2
            ),
        )
        grid = self._grid(box)
        return replace(head, box=box, grid=grid, names_shown=bool(grid and grid.label))

    def _grid(self, box: Box) -> Grid | None:
        if not self.people:
            return None
        labelled = self._tiles(box, label=True) if len(self.people) <= 60 else None
        return labelled or self._tiles(box, label=False)

    def _tiles(self, box: Box, *, label: bool) -> Grid | None:
        """The grid whose tiles are most like a portrait of 4 × 5; None where names don't fit below."""
        count = len(self.people)
        gap = max(0.5, min(3.0, 30 / count**0.75)) * self.scale
        options = []
        for columns in range(1, count + 1):
            rows = ceil(count / columns)
            width = min(self._sharp, (box.width - gap * (columns - 1)) / columns)
            size = self._label(width) if label else 0
            if label and not size:
                continue
            label_height = 2 * size * 1.15 / MM + 1 if size else 0
            height = (box.height - gap * (rows - 1)) / rows - label_height
            if min(width, height) > 0:
                height = min(height, width * 1.4)
                blanks = columns * rows - count
                empty = -log(count * width * height / box.width / box.height) / 2
                unlike = abs(log(width / height / 0.8)) + 0.6 * blanks / count + empty
                options.append((unlike, columns, width, height, size, label_height))
        if not options:
            return None
        _, columns, width, height, size, label_height = min(options)
        return Grid(
            columns=columns,
            tile_width=round(width, 3),
            tile_height=round(height, 3),
            across=round(_spread(box.width, columns, width, gap), 3),
            down=round(_spread(box.height, ceil(count / columns), height + label_height, gap), 3),
            label=round(size, 2),
            label_height=round(label_height, 3),
            labels=tuple(self._name_below(person, width, size, size).lines for person in self.people)
            if size
            else (),
        )

    @cached_property
    def _sharp(self) -> float:
        """mm: how wide portraits may be shown."""
        images = self.anthology.images
        widths = [images[person.portrait].width for person in self.people if person.portrait]
        return max(SMALLEST_TILE, min(widths, default=2000) / DENSITY * 25.4)

    def _label(self, width: float) -> float:
        """pt: the type in which every name fits below a tile, on two lines; 0 if that is too small."""
        sizes = [self._name_below(person, width, LABEL, 3) for person in self.people]
        least = min(block.size for block in sizes if block.lines)
        fits = all(len(block.lines) <= 2 for block in sizes)
        return least if least >= LABEL_LEAST and fits else 0

    def _name_below(self, person: Person, width: float, most: float, least: float) -> Block:
        return fit(
            person.name,
            self.ruler(),
            width=width * MM,
            height=2.4 * LABEL,
            most=most,
            least=least,
            leading=1.15,
        )

    def _noms(self, *, with_names: bool) -> Front:
        """All the names as a field of type, or a picture, above the title."""
        width = self.trim.width - 2 * self.margin
        head = self._head(width, 30, self.trim.height * 0.18)
        top = self.margin
        foot = 24 if self.volume.cover.mark else 19 if self.volume.publisher else 6
        band = head.height + self.margin + foot * self.scale
        box = Box(
            left=self.margin,
            top=top,
            width=width,
            height=round(self.trim.height - band - top - 7 * self.scale, 2),
        )
        if not with_names or not self.people:
            return replace(head, box=box)
        rows = poster(
            [person.name for person in self.people],
            (self.ruler(TITLES, 700), self.ruler(TITLES, 400)),
            width=box.width * MM,
            height=box.height * MM,
            most=64 * self.scale,
        )
        used = sum(row.size for row in rows) * 1.06 / MM
        gap = (box.height - used) / (len(rows) - 1) if len(rows) > 1 else 0
        return replace(head, box=box, rows=rows, row_gap=round(max(0, gap), 3), names_shown=True)

    # The spine

    def spine(self, width: float, pages: int) -> Spine | None:
        """The line on a spine of so many mm; None where the printer takes none, or none could be read."""
        room = (width - 2 * self.printer.spine_text_clear) * MM
        most = min(SPINE * self.scale, room * 0.8)
        least = max(SPINE_LEAST, self.printer.type)
        if pages < self.printer.spine_text_pages or most < least:
            return None
        length = (self.trim.height - 2 * self.margin - 44 * self.scale) * MM
        title, series = self.plain(self.volume.title), self.plain(self.volume.series)
        wide = self.ruler(TITLES, 700)
        with_series = length / (wide.width(title) + self.ruler(style="italic").width(series) + 1.5)
        if series and with_series < min(most, 8):
            series = ""
        size = min(most, with_series if series else length / wide.width(title)) * 0.99
        if size < least:
            size = least
            title = fit(title, wide, width=length, height=size * 1.1, most=size, least=size, leading=1).lines[
                0
            ]
        number = "" if self.volume.number is None else str(self.volume.number)
        if self.ruler(TITLES, 700).width(number) * size > room:
            number = ""
        return Spine(size=round(size, 2), title=title, series=series, number=number)

    # The back

    def back(self, *, names_shown: bool) -> Back:
        field = self._field()
        width = self.trim.width - 2 * self.margin
        title = fit(
            self.plain(self.volume.title),
            self.ruler(TITLES, 700),
            width=width * MM,
            height=40 * self.scale,
            most=14 * self.scale,
            least=8,
        )
        room = field.top - self.margin - title.height / MM - 12 * self.scale
        whole = blurb(self.anthology.prose.get(self.volume.key), self._emoji)
        paragraphs, size, used = self._blurb(whole, width, room)
        names = "" if names_shown else self._run_of_names()
        names_size = self._names(names, width, room - used - 6 * self.scale)
        isbn = self.volume.isbn
        bars = None
        if isbn and self.volume.cover.barcode:
            bars = barcode(isbn, scale_in(field.width, field.height - _ABOVE))
        line = self.ruler().width(f"ISBN {isbn}    {self.plain(self.volume.price)}") * ISBN_SIZE / MM
        return Back(
            title=title,
            blurb=Markup("").join(Markup("<p>{}</p>").format(paragraph) for paragraph in paragraphs),
            size=round(size, 2),
            names=names if names_size else "",
            names_size=round(names_size, 2),
            field=field,
            barcode=bars,
            isbn=isbn,
            price_beside=bars is None or line > bars.module * 105,
        )

    def _emoji(self, text: str) -> str:
        return print_emoji(text, self.volume.emoji, self.volume.lang)

    def _field(self) -> Box:
        """The white field of the barcode, low on the right of the back, as far from the edges as asked."""
        asked = self.printer.barcode
        clear = max(asked.clear, self.margin)
        width = min(asked.width, self.trim.width - 2 * clear)
        return Box(
            left=self.trim.width - clear - width,
            top=self.trim.height - clear - asked.height,
            width=width,
            height=asked.height,
        )

    def _blurb(
        self, paragraphs: Sequence[Markup], width: float, room: float
    ) -> tuple[Sequence[Markup], float, float]:
        """The blurb at the size at which it fits, and the mm that it takes; cut where none does."""
        size = BLURB * max(1, self.scale)
        texts = [paragraph.striptags() for paragraph in paragraphs]
        while True:
            lines = lines_of(texts, self.ruler(), width * MM / size)
            used = (lines * size * _BLURB_LEADING + max(0, len(texts) - 1) * size * 0.5) / MM
            if used <= room or size <= BLURB_LEAST:
                break
            size = max(BLURB_LEAST, size * 0.97)
        if used <= room:
            return paragraphs, size, used
        lines = int((room * MM / size - (len(texts) - 1) * 0.5) / _BLURB_LEADING)
        kept = first_lines(texts, self.ruler(), width * MM / size, lines)
        return [escape(text) for text in kept], size, room

    def _names(self, names: str, width: float, room: float) -> float:
        """pt: the type in which the names fit into what is left of the back; 0 if that is too small."""
        if not names:
            return 0
        size = 8.5
        while size >= max(NAMES_LEAST, self.printer.type):
            if lines_of([names], self.ruler(), width * MM / size) * size * 1.35 / MM <= room:
                return size
            size *= 0.97
        return 0


_BLURB_LEADING = 1.4
_ABOVE = 3.1
"""mm: the line of the ISBN above the bars, in its own type."""


def _spread(room: float, count: int, size: float, gap: float) -> float:
    """mm between so many things of a size: what they leave of a room, but not too much more than `gap`."""
    left = (room - count * size) / (count - 1) if count > 1 else 0
    return min(left, gap + 9)
