"""What every sheet of one volume is composed from: its words, names, pages and links, as printed."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html import unescape
from typing import Any, cast

from markupsafe import Markup, escape

from florilege.anthology import Anthology
from florilege.bibliography.spoken_names import Names, spoken_editors, spoken_names
from florilege.bibliography.titles import portrait_of, volume_number
from florilege.book.composing.body.prose_to_html import Target, printed
from florilege.book.composing.kept_sheets import KeptSheets
from florilege.book.composing.look import Look, loses
from florilege.book.sheet import MM, SCHEME, Entry, Sheet
from florilege.book.weasyprint.references import colour, placeholder
from florilege.catalogue.addresses import site_anchor, site_path
from florilege.catalogue.keys import TextKey
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.model import Catalogue
from florilege.catalogue.printings import printing_number
from florilege.catalogue.sorting import fold, sort_title
from florilege.catalogue.volumes import MatterKind, Volume
from florilege.catalogue.writings import Author, Byline, Essay, Letter
from florilege.encounters.encounters import Encounters, encounters_in
from florilege.language.elision import with_name
from florilege.language.formats import listing, long_date
from florilege.language.words import words
from florilege.printing.designs import figures
from florilege.printing.fonts import plain_stand_ins, with_stand_ins
from florilege.prose.bidirectional import directed_page
from florilege.prose.emojis import print_emoji
from florilege.prose.prose import Prose
from florilege.prose.texts import locale_for
from florilege.prose.typography.fix import fix_plain

HEAD_LENGTH = 62
"""Characters of a running head at most, however wide the page."""
PAGES_IN_FRONT, PAGES_OF_AN_ESSAY = 10, 4
"""By which a proof guesses how many digits the number of a page of its tome has."""
FOLIO_ROOM = 4
"""Letters that a folio on the line of the head takes."""


@dataclass(frozen=True, kw_only=True)
class Composer:
    """What every sheet of one volume is composed from."""

    volume: Volume
    anthology: Anthology
    numbers: Mapping[str, int]
    site_url: str
    look: Look
    kept: Mapping[str, Sheet] = field(default_factory=dict)
    """Sheets composed before, for other page numbers, by id."""
    closeness: Mapping[str, int] = field(default_factory=dict)
    """How close a sheet is set, by its id; 0 where it isn't said."""
    library: KeptSheets | None = None
    """Sheets that other builds composed."""
    later: bool = False
    """Whether late sheets are only stood in for."""
    home: Volume | None = None
    """The tome of which the volume is one essay's proof."""

    @property
    def words(self) -> Mapping[str, str]:
        """The book's own words in its language: « Table », « p. {page} » …"""
        return words(self.volume.lang)

    @property
    def faces(self) -> str:
        """The families that the volume is set in, in words; code doesn't count."""
        facts = figures(self.volume)
        names = dict.fromkeys((facts.text.name, facts.titles.name))
        return listing(names, self.volume.lang)

    @property
    def essays(self) -> tuple[Essay, ...]:
        """The essays in printed order."""
        return tuple(self.anthology.catalogue.essays[id] for id in self.volume.essays)

    @cached_property
    def works(self) -> Mapping[str, Sequence[Essay]]:
        """Author id → the essays that they signed, in printed order."""
        return self.anthology.catalogue.works_in(self.volume)

    @cached_property
    def letters(self) -> Mapping[str, Sequence[Letter]]:
        """Essay id → the letters to it that are printed, of those that have any; in printed order."""
        return self.anthology.catalogue.printed_letters(self.volume)

    @cached_property
    def printed_letters(self) -> frozenset[TextKey]:
        """The keys of the letters that are printed."""
        return frozenset(letter.key for letters in self.letters.values() for letter in letters)

    def letter_signed(self, letter: Letter) -> Markup:
        """« Marthe Olivier, le 3 mars 2026 »."""
        day = self.plain(long_date(letter.date, self.volume.lang))
        return Markup(escape(self.words["letter_signed"])).format(names=self.names(letter.bylines), date=day)

    def answered(self, letter: Letter) -> Names | None:
        """Who wrote the letter that a letter answers; None where it answers the essay."""
        key = TextKey("letter", letter.essay, letter.answers or "")
        answered = self.anthology.catalogue.letters[key] if key in self.printed_letters else None
        return self.names(answered.bylines) if answered else None

    @cached_property
    def encounters(self) -> Encounters:
        """Who names whom, and who has written with whom, in what is printed."""
        return encounters_in(self.volume, self.anthology.catalogue, self.anthology.prose)

    @property
    def authors(self) -> tuple[Author, ...]:
        """Those who wrote in this volume, in the order of the alphabet."""
        return tuple(self.anthology.catalogue.authors[id] for id in self.works)

    @property
    def book_title(self) -> str:
        """The title of the volume, as printed."""
        return self.plain(self.volume.title)

    @property
    def volume_number(self) -> str:
        """« Tome 1 »; empty for a volume without a number."""
        return volume_number(self.volume, self.volume.lang)

    @property
    def later_printing(self) -> str:
        """« Deuxième tirage »; empty for a first one, and where the editor's own words say so already."""
        number = printing_number(self.anthology.catalogue, self.volume)
        if number == 1:
            return ""
        ordinals = self.words["ordinals"].split(", ")
        nth = ordinals[number - 2] if number - 2 < len(ordinals) else self.words["nth"].format(number=number)
        said = self.words["later_printing"].format(nth=nth)
        return "" if fold(said) in fold(self.volume.printed) else said[:1].upper() + said[1:]

    @property
    def printer(self) -> str:
        """« par l’Imprimerie du Pont », behind when it was printed, or the name alone."""
        volume, words = self.volume, self.words
        name = volume.printer.name if volume.printer else ""
        said = with_name(words["printed_by"], name, volume.lang) if volume.printed else name
        return self.plain(said)

    def plain(self, text: str, lang: str = "") -> str:
        """A field of a front matter, as printed."""
        return printed_field(self.volume, text, lang or self.volume.lang)

    @property
    def edited_by(self) -> Names:
        """« Sous la direction d’A, B et C »; empty without editors."""
        return spoken_editors(self.volume, self.anthology.catalogue)

    def portrait_of(self, author: Author) -> str:
        """« Portrait d’Odile Maurel »."""
        return portrait_of(author, self.volume.lang)

    def names(self, bylines: Sequence[Byline]) -> Names:
        """« A, B et C »."""
        return spoken_names(bylines, self.anthology.catalogue, self.volume.lang)

    def foreign(self, author: Author | None) -> str:
        """The language of a person's name, where it is known and isn't the volume's; else nothing."""
        lang = author.body.lang if author else self.volume.lang
        return "" if lang == self.volume.lang else lang

    def license(self, id: str) -> str:
        """The name of a licence, as readers know it."""
        known = LICENSES.get(id)
        return known.name(self.volume.lang) if known else id

    def number(self, anchor: str) -> Markup:
        """A page number that assembly writes in: the sheet isn't set again, unless its digits become more."""
        shown = placeholder(self.numbers.get(anchor))
        return Markup('<span class="number" data-anchor="{}">{}</span>').format(anchor, shown)

    def reference(self, anchor: str) -> Markup:
        """« p. 123 », on one line: a number that a break parts from its word would be set with the space."""
        return self._page(self.number(anchor))

    def _page(self, number: Markup) -> Markup:
        before, _, after = self.words["page"].replace(" ", "\u00a0").partition("{page}")
        return Markup("{}{}{}").format(before, number, after)

    def _page_to_come(self, place: int) -> Markup:
        """« p. 00 »: in a proof, the page of an essay that stands in the same tome, at this place of it.

        No page is known there; zeros are as wide as any number.
        """
        zeros = placeholder(PAGES_IN_FRONT + PAGES_OF_AN_ESSAY * place)
        return self._page(Markup('<span class="number">{}</span>').format(zeros))

    def quoted(self, title: str, lang: str) -> Markup:
        """The title of an essay within a sentence, between the quotation marks of the book's language."""
        spoken = escape(title)
        if lang != self.volume.lang:
            spoken = Markup('<span lang="{}">{}</span>').format(lang, spoken)
        return Markup(escape(self.words["quoted"])).format(spoken)

    def body(self, prose: Prose) -> Markup:
        """A text set for the page. Its HTML was sanitised when it was set (prose/)."""
        return Markup(
            printed(
                prose,
                target=self.target,
                images=self.anthology.images,
                geometry=self.look.geometry,
                page=self.reference,
                text=lambda run: print_emoji(run, self.volume.emoji, self.volume.lang),
                initial=self.look.initial,
                lang=self.volume.lang,
                continued=self.words["continued"],
            )
        )

    def matter_key(self, kind: MatterKind) -> TextKey:
        return TextKey("matter", self.volume.id, kind)

    def matter_prose(self, kind: MatterKind) -> Prose | None:
        """A text of the front or back matter, if the volume has it."""
        return self.anthology.prose.get(self.matter_key(kind))

    def target(self, key: TextKey, anchor: str, said: str) -> Target:
        """Where a link to another text leads: to a page of this tome, else to the site.

        Of another tome, readers are told which, and which essay unless the link's own words, `said`, tell it.
        """
        prose = self.anthology.prose.get(key)
        essay = key.prefix if key.kind in ("essay", "meeting") else None
        if key.kind == "file" and self.site_url:
            return Target(href=f"{self.site_url}{site_path(key)}")
        if prose is None:  # left out
            return Target(href="")
        if essay in self.volume.essays or key in self.printed_letters:
            translated = essay and self.anthology.catalogue.essays[essay].translators
            if translated and f'id="{anchor}"' not in prose.html:
                anchor = ""  # a heading of the author's own text
            anchor = anchor or prose.prefix
            return Target(href=f"{SCHEME}{anchor}", label=str(self.reference(anchor)))
        place = anchor or site_anchor(key)
        href = f"{self.site_url}{site_path(key)}{'#' if place else ''}{place}" if self.site_url else ""
        catalogue = self.anthology.catalogue
        home = self.home
        if home and (essay in home.essays or _prints(home, key, catalogue)):
            position = home.essays.index(essay if essay in home.essays else key.id)
            return Target(href=href, label=str(self._page_to_come(position)))
        other = catalogue.volume_of.get(essay) if essay else None
        if essay is None or other is None or other.id == self.volume.id:  # here, but left out
            return Target(href=href)
        label = self._named(other)
        lang = catalogue.essays[essay].lang
        title = self.plain(catalogue.essays[essay].title, lang)
        if fold(sort_title(title, lang)) not in fold(said):  # « celle du banc » tells « Le banc »
            label += Markup(", ") + Markup(self.words["quoted"]).format(title)
        return Target(href=href, label=str(label))

    def _named(self, volume: Volume) -> Markup:
        """« tome 2 », or the title of a volume without a number."""
        if volume.number is not None:
            return escape(self.words["volume_reference"].format(number=volume.number))
        return Markup("<cite>{}</cite>").format(self.plain(volume.title, volume.lang))

    def again(self, id: str, of: Iterable[object] | None = None) -> Sheet | None:
        """A sheet composed before, where page numbers and closeness change nothing in it.

        `of` is what a sheet that other builds may have composed depends on, besides what all depend on.
        """
        kept, closeness = self.kept.get(id), self.closeness.get(id, 0)
        if kept and not kept.numbered and kept.closeness == closeness and self._has_digits(kept):
            return kept
        if of is None or self.library is None:
            return None
        kept = self.library.get(self.library.key(id, closeness, of))
        return kept if kept and self._has_digits(kept) else None

    def _has_digits(self, sheet: Sheet) -> bool:
        return sheet.digits == self._digits(sheet.references)

    def sheet(
        self,
        id: str,
        template: str,
        title: str,
        values: Mapping[str, object],
        *,
        of: Iterable[object] | None = None,
        **facts: Any,
    ) -> Sheet:
        """Fill in a template; `facts` are the other fields of the sheet, `of` is as in `again`."""
        if of is None and (kept := self.again(id)):
            return kept
        lang = facts.pop("lang", "") or self.volume.lang
        html = self.look.fill(
            f"{template}.html",
            {"id": id, "title": title, "lang": lang, "composer": self, "volume": self.volume}
            | {"words": self.words, **values},
        )
        self._require_texts(html, template, title or id, values)
        html = directed_page(with_stand_ins(html, self.anthology.without_face))
        html, references = _marked(self.look.in_scripts(html))
        if heads := facts.pop("heads", None):
            facts["heads"] = tuple(plain_stand_ins(each, self.anthology.without_face) for each in heads)
        digits = self._digits(references)
        made = Sheet(id=id, title=title, html=html, lang=lang, references=references, digits=digits, **facts)
        if of is not None and self.library:
            key = self.library.key(id, made.closeness, of)
            # What is composed for estimated numbers takes the place of nothing that true ones gave.
            if not self.later or self.library.get(key) is None:
                self.library.put(key, made)
        return made

    def _require_texts(self, html: str, template: str, sheet: str, values: Mapping[str, object]) -> None:
        """Raise `FlorilegeError` (2), `design-loses`, where a template of the anthology leaves out a text."""
        own = [file for file in self.look.files if file.name == f"{template}.html"]
        notices = cast("Sequence[tuple[Author, Prose, object]]", values.get("notices", ()))
        texts = [values.get("prose"), values.get("colophon"), *(prose for _, prose, _ in notices)]
        if own and any(isinstance(each, Prose) and self.body(each) not in html for each in texts):
            raise loses(own[:1], sheet)

    def _digits(self, references: Sequence[str]) -> tuple[int, ...]:
        return tuple(len(placeholder(self.numbers.get(anchor))) for anchor in references)

    def heads(self, verso: str, recto: str) -> tuple[str, str]:
        """The running heads, each as short as its line asks."""
        facts, page = self.look.facts, self.look.geometry
        beside = FOLIO_ROOM if facts.head is None else 0
        rooms = (page.measure * MM / page.size / letter - beside for letter in facts.head_letters)
        return shorten(verso, next(rooms)), shorten(recto, next(rooms))

    def titled(self, id: str, template: str, title: str, values: Mapping[str, object], **facts: Any) -> Sheet:
        """A titled sheet of the front or back matter: on a recto, heads are the book's title and its own."""
        return self.sheet(
            id,
            template,
            title,
            values,
            side="recto",
            folios=True,
            heads=self.heads(self.book_title, title),
            outline=(Entry(level=1, title=title, anchor=id),),
            **facts,
        )

    def late(
        self, id: str, title: str, of: Sequence[object], compose: Callable[[Sequence[object]], Sheet]
    ) -> Sheet:
        """A titled sheet that waits for page numbers: composed before, stood in for, or composed now."""
        if self.later:
            return Sheet(
                id=id, title=title, html="", lang=self.volume.lang, side="recto", folios=True, late=True
            )
        return self.again(id, of) or compose(of)


_NUMBER = re.compile(r'(<span class="number") data-anchor="([^"]*)"')


def _marked(html: str) -> tuple[str, tuple[str, ...]]:
    """The HTML of a sheet with each page number marked by its colour, and the anchors that they refer to."""
    references: list[str] = []

    def mark(match: re.Match[str]) -> str:
        index = len(references)
        references.append(unescape(match[2]))
        return f'{match[1]} data-reference="{index}" style="color: {colour(index)}"'

    return _NUMBER.sub(mark, html), tuple(references)


def _prints(volume: Volume, letter: TextKey, catalogue: Catalogue) -> bool:
    """Whether a letter is printed in a volume."""
    printed = catalogue.printed_letters(volume).get(letter.id, ()) if letter.kind == "letter" else ()
    return any(each.key == letter for each in printed)


@lru_cache(maxsize=10_000)
def printed_field(volume: Volume, text: str, lang: str) -> str:
    """A field of a front matter in a language, as a volume prints it: its spaces, quotes and emoji."""
    locale = locale_for(volume, lang)
    return print_emoji(fix_plain(text, locale, keep=volume.keep), volume.emoji, volume.lang)


def shorten(text: str, room: float) -> str:
    """A running head on one line of so many letters: cut after a word and marked with an ellipsis if need be.

    >>> shorten("Le jardin", 10), shorten("Le jardin des autres", 14), shorten("LE JARDIN", 10)
    ('Le jardin', 'Le jardin…', 'LE…')
    """
    if len(text) <= HEAD_LENGTH and _letters(text) <= room:
        return text
    end = max(n for n in range(HEAD_LENGTH) if _letters(text[:n]) <= room - 1)
    return text[:end].rsplit(" ", 1)[0].rstrip(" ,;:–—\u00a0\u202f") + "…"


def _letters(text: str) -> float:
    """How many small letters are as wide as a text: capitals count for more."""
    return len(text) + sum(map(str.isupper, text)) / 2
