"""The site as seen from one page: what its template may ask for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from markupsafe import Markup, escape

from florilege.anthology import Image
from florilege.bibliography import bibtex, iso690
from florilege.bibliography.titles import (
    edited_by,
    for_readers,
    full_title,
    portrait_of,
    series_statement,
    volume_number,
)
from florilege.catalogue.addresses import site_anchor, site_path
from florilege.catalogue.frozen import PrintedEssay
from florilege.catalogue.keys import TextKey
from florilege.catalogue.licenses import LICENSES
from florilege.catalogue.model import ExtraPage, SharedFile
from florilege.catalogue.volumes import Part, Volume
from florilege.catalogue.writings import (
    NOT_READY,
    Author,
    Byline,
    Essay,
    Letter,
    Meeting,
    Sponsor,
    Translation,
    Venue,
)
from florilege.contributing.editor_page import letter_address
from florilege.encounters.drawing import drawing
from florilege.encounters.encounters import Encounters, Met
from florilege.encounters.persons import NamedPerson
from florilege.language.direction import has_right_to_left
from florilege.language.elision import with_name
from florilege.language.formats import long_date, spoken_days
from florilege.language.locales import language_name
from florilege.printing.palettes import Colours, palette
from florilege.prose.glossary import anchored
from florilege.prose.prose import Note, Prose, PullQuote
from florilege.prose.shown_text import plain_text
from florilege.web import page_text
from florilege.web.downloads import Download
from florilege.web.drawn_cover import motif
from florilege.web.extract_kit import ExtractKit, extract_kit
from florilege.web.page import SharedCard
from florilege.web.quotable import Quotable
from florilege.web.records import RECORDS
from florilege.web.related import Related
from florilege.web.set_fields import set_field
from florilege.web.site import PLACES, Site, changes_path, image_path
from florilege.web.versions import versions

USES = 8
"""How many of the essays that use a term the glossary names."""
BESIDE_INITIAL = 140
"""Characters of the paragraph that a large initial opens, at least: three lines on a wide screen."""
NAMED = 3
"""How many persons whom two essays share are named."""


@dataclass(frozen=True, slots=True)
class PageView:
    """The site as seen from the page at `here`, a path as in `WebPage.path`."""

    site: Site
    here: str

    def link(self, path: str) -> str:
        """The address of the page at `path`, from here."""
        return self.site.link(path, self.here)

    def link_to(
        self, thing: Author | Essay | ExtraPage | Letter | Meeting | SharedFile | Translation | Volume
    ) -> str:
        """The address of its page, or of the file itself, from here."""
        return self.site.text_link(thing.key, self.here)

    def file(self, path: str) -> str:
        """The address of the file at `path` below the site's, from here."""
        return self.site.file_link(path, self.here)

    def image(self, image: Image) -> str:
        """The path of a picture below the site's address."""
        return image_path(image)

    def framed(self, shown: Markup, path: str, sizes: str) -> Markup:
        """An `img` of the picture at `path`, offered narrower; `sizes` says how wide it is shown (HTML)."""
        return Markup(page_text.framed(self.site, shown, path, sizes, self.here))

    def portrait(self, author: Author) -> Image | None:
        """The author's picture; `None` where initials stand for it."""
        return self.site.portrait(author)

    def text(self, prose: Prose) -> Markup:
        """The body of a text, its links made for this page, without its notes."""
        return page_text.text(self.site, prose, self.here)

    def explained(self, thing: Essay | Meeting, prose: Prose) -> Markup:
        """The body of a text, its terms linked to what the glossary says of them."""
        of = self.site.glossary
        html = of.explained(thing.key, prose.html, thing.lang) if of else prose.html
        return self.text(replace(prose, html=html))

    def terms(self, thing: Essay | Meeting, prose: Prose) -> Iterator[tuple[str, Markup]]:
        """The id of each term of the glossary that a text uses, and what it means."""
        for term in self.site.terms(thing.key, prose, thing.lang):
            yield term.id, self.text(Prose(prefix="", html=term.html))

    def glossary(self, prose: Prose) -> Markup:
        """The body of the glossary, which names the essays that use each term."""
        of = self.site.glossary
        if of is None:
            return self.text(prose)
        after = {id: self._read_in(essays) for id, essays in self.site.using.items()}
        return self.text(anchored(prose, of, after))

    def _read_in(self, essays: Sequence[Essay]) -> str:
        titles = [
            f'<a href="florilege:{essay.key}" lang="{essay.lang}">{escape(self.set(essay.title, essay))}</a>'
            for essay in essays[:USES]
        ]
        if len(essays) > USES:
            titles.append("…")
        said = escape(self.site.words["term_in"])
        return str(said.format(titles=Markup(self.site.listed(titles))))

    def opens_with_letter(self, prose: Prose) -> bool:
        """Whether a text may open with a large initial: a quotation mark or a dash would be large too, and
        below a short paragraph is a hole.
        """
        first = re.match(r"<p>([^\W\d_].*?)</p>", prose.html, re.DOTALL)
        if first is None or has_right_to_left(first[1][0]):  # Arabic letters are joined
            return False
        return len(plain_text(first[1])) >= BESIDE_INITIAL

    def notes(self, prose: Prose) -> tuple[tuple[Note, Markup, tuple[str, ...]], ...]:
        """Each note of a text with its HTML and the ids of the places that call it."""
        return page_text.notes(self.site, prose, self.here)

    def set(self, text: str, home: Essay | Meeting | str = "") -> str:
        """A field as typography wants it: no-break spaces, quotes, ellipses.

        `home` is the essay or meeting it belongs to, or its language.
        """
        return set_field(self.site, text, home)

    def author(self, byline: Byline) -> Author | None:
        """Who signs with this name; `None` for somebody without a page."""
        return self.site.catalogue.authors.get(byline.author or "")

    def authors(self, bylines: Sequence[Byline]) -> tuple[Author, ...]:
        """Those of the signatories who have a page."""
        return tuple(author for byline in bylines if (author := self.author(byline)) is not None)

    def signed(self, bylines: Sequence[Byline], rel: str = "") -> Markup:
        """The names as printed, each linked to its author's page: « A, B et C ».

        `rel` says what an author is to this page (HTML, link types).
        """
        names = [f"\x00{index}\x00" for index in range(len(bylines))]
        line = str(escape(self.site.listed(names)))
        for name, byline in zip(names, bylines, strict=True):
            line = line.replace(name, str(self._name(byline, rel)))
        return Markup(line)

    def _name(self, byline: Byline, rel: str) -> Markup:
        author = self.author(byline)
        if author is None:
            return escape(byline.name)
        attribute = Markup(' rel="{}"').format(rel) if rel else ""
        return Markup('<a href="{}"{}>{}</a>').format(self.link_to(author), attribute, byline.name)

    def place(self, key: TextKey, anchor: str) -> str:
        """The address of a place in a text, from here."""
        return f"{self.link(site_path(key))}#{anchor}"

    def places(self, person: NamedPerson) -> Iterator[tuple[TextKey, str, str, tuple[str, ...]]]:
        """Of each text that names somebody: key, title, language, and the anchors of the mentions."""
        for key, anchors in person.places:
            yield key, *self.titled(key), anchors

    def where(self, venue: Venue) -> str:
        """The address of a place on the page of places, from here; empty where no essay in lists is there."""
        anchor = self.site.place_anchors.get(venue.where)
        return f"{self.link(PLACES)}#{anchor}" if anchor else ""

    def titled(self, key: TextKey) -> tuple[str, str]:
        """The title of a text, as lists have it, and its language."""
        catalogue = self.site.catalogue
        if key.kind == "essay":
            essay = catalogue.essays[key.id]
            return self.set(essay.title, essay), essay.lang
        if key.kind == "letter":
            return self.letter_title(self.site.catalogue.letters[key]), self.site.lang
        if key.kind == "meeting":
            meeting = catalogue.meetings[key.id]
            return self.set(meeting.title, meeting.lang), meeting.lang
        if key.kind in ("volume", "matter"):
            volume = catalogue.volumes[key.id]
            whole = self.set(volume.title, volume.lang)
            matter = next((each for each in volume.matters if each.key == key), None)
            if matter is None:
                return whole, volume.lang
            title = self.set(matter.title or self.site.words[matter.kind], matter.body.lang)
            return f"{title} ({whole})", volume.lang
        if key.kind == "author":
            return catalogue.authors[key.id].name, self.site.lang
        if key.kind == "page":
            page = catalogue.pages[key.id]
            return self.set(page.title, page.body.lang), page.body.lang
        return self.site.words["home"], self.site.lang

    def versions(self, essay: Essay) -> Iterator[tuple[str, str, str, bool]]:
        """Language, its name, address from here, and whether it is here, of each version of an essay."""
        for lang, name, path in versions(self.site, essay):
            yield lang, name, self.link(path), path == self.here

    def safe(self, quote: PullQuote) -> Markup:
        """A passage, which is sanitised HTML."""
        return Markup(quote.html)

    def quotation(self, each: Quotable) -> str:
        """A passage in plain text with who wrote it where, and the address of its page: to be pasted."""
        names = self.site.listed(byline.name for byline in each.bylines)
        day = "" if isinstance(each.home, Essay) else self.when(each.home)
        signed = ", ".join(filter(None, (names, self.set(each.home.title, each.home), day)))
        words = self.set(each.quoted(self.site.words), each.home)
        return f"{words}\n{signed}\n{self.site.online.address(each.path)}"

    def letter_title(self, letter: Letter) -> str:
        """« Lettre de Marthe Olivier, à propos de « Le banc » », as lists of the site call it."""
        essay = self.site.catalogue.essays[letter.essay]
        names = self.site.listed(byline.name for byline in letter.bylines)
        title = self.site.words["quoted"].format(self.set(essay.title, essay))
        group = letter.bylines[0].organisation
        sentence = with_name(self.site.words["letter_on"], names, self.site.lang, organisation=group)
        return self.set(sentence.replace("{title}", title))

    def letter_anchor(self, letter: Letter) -> str:
        """The id of a letter on its essay's page."""
        return site_anchor(letter.key)

    def answer(self, essay: Essay, letter: Letter | None = None) -> str:
        """Where a letter to an essay, or to another letter, is written; empty where it is nowhere.

        The form takes both, the web editor letters to an essay.
        """
        address, editor = self.site.ways.get("form"), self.site.ways.get("editor")
        if essay.status in NOT_READY or not (address or editor):
            return ""
        if not address:
            return "" if letter or not editor else self.link(editor) + letter_address(essay.id)
        asked = {"essay": essay.id} | ({"letter": letter.id} if letter else {})
        return f"{self.link(address)}?{urlencode(asked)}"

    def when(self, meeting: Meeting) -> str:
        """« 20–21 juin 2026 »."""
        return self.set(spoken_days(meeting.days, self.site.lang))

    def related(self, essay: Essay) -> Iterator[tuple[Essay, str]]:
        """The essays that belong with one, each with why, in a sentence or two."""
        for found in self.site.related.get(essay.id, ()):
            yield self.site.in_lists[found.id], " ".join(self._why(essay, found))

    def _why(self, essay: Essay, found: Related) -> Iterator[str]:
        words, here = self.site.words, self.site.signing(essay)
        there = self.site.signing(self.site.in_lists[found.id])
        if found.referred_to and found.refers:
            yield words["related_mutual"]
        elif found.referred_to:
            yield words["related_referred_to"]
        elif found.refers:
            yield words["related_refers"]
        kinds: dict[str, list[str]] = {"by": [], "signed": [], "persons": []}
        for name in found.persons:
            kind = "persons" if name not in there else "by" if name in here else "signed"
            kinds[kind].append(self.site.spoken.get(name, name))
        for kind, names in kinds.items():
            if names:
                yield words[f"related_{kind}"].format(names=self.site.listed(names[:NAMED]))
        if found.places:
            yield words["related_places"].format(places=self.site.listed(map(self.set, found.places)))
        if found.themes:
            yield words["related_themes"].format(themes=self.site.listed(found.themes))

    def met(self, met: Met) -> str:
        """The address of somebody's page, or of their entry in the index of persons, from here."""
        return self.link_to(met.author) if met.author else f"{self.person_page(met.name)}#{met.anchor}"

    def person_page(self, name: str) -> str:
        """The address of the page on which somebody stands in the index of persons, from here."""
        return self.link(self.site.persons_page(name))

    def drawing(self, met: Encounters, label: str) -> Markup:
        """The drawing of encounters: an SVG element."""
        return drawing(met, label, self.met)

    def theme(self, tag: str) -> str:
        """The address of a tag's theme, from here; empty where only unlisted essays have the tag."""
        theme = self.site.theme_of.get(tag)
        return self.link(f"themes/{theme.slug}/") if theme else ""

    def download(self, thing: Volume | Essay, part: Part | None = None) -> Download | None:
        """The PDF of a volume, of one of its parts, or of an essay; `None` where none was printed."""
        if part is not None:
            return self.site.downloads.parts.get((thing.id, part.id))
        return self.site.downloads.texts.get(thing.key)

    def front(self, volume: Volume) -> Download | None:
        """The picture of a volume's cover; None where it is to be drawn."""
        return self.site.downloads.covers.get(volume.id)

    def ebook(self, volume: Volume) -> Download | None:
        """The e-book of a volume; `None` where it has none."""
        return self.site.downloads.ebooks.get(volume.id)

    def motif(self, volume: Volume) -> Markup:
        """The drawing on a cover that wasn't printed: an SVG element."""
        return motif(volume)

    def colours(self, volume: Volume) -> Colours:
        """The palette of a cover."""
        return palette(volume)

    def license(self, spdx: str) -> tuple[str, str]:
        """A licence's name and the address of its terms; a stranger's own name and nothing."""
        known = LICENSES.get(spdx)
        return (known.name(self.site.lang), known.url) if known else (spdx, "")

    def reference(self, essay: Essay) -> Markup:
        """The sentence that cites the essay (ISO 690)."""
        volume = self.site.online.volume_of(essay)
        pages = self.site.online.pages_of(essay)
        return iso690.reference(
            self.site.as_cited(essay),
            volume,
            self.site.lang,
            printed=for_readers,
            collection=self.site.name,
            pages=(pages[0], pages[-1]) if pages else None,
        )

    def printed_on(self, essay: Essay) -> str:
        """« imprimé le 15 septembre 2026, p. 68–71 »; empty for an essay that wasn't printed."""
        if essay.id not in self.site.printed:
            return ""
        edition, printed = self.site.printed[essay.id]
        day = long_date(edition.date, self.site.lang)
        return self.site.words["printed_on"].format(date=day, pages=self.pages(printed))

    def pages(self, printed: PrintedEssay) -> str:
        """« p. 68–71 »."""
        first, last = printed.pages
        key = "page" if first == last else "page_range"
        return self.site.words[key].format(page=first, first=first, last=last)

    def changes(self, essay: Essay) -> str:
        """The address, from here, of what has changed in an essay since it was printed; empty for nothing."""
        volume = self.site.catalogue.volume_of.get(essay.id)
        changed = self.site.changes(volume) if volume else ()
        if volume is None or all(each.now is None or each.now.id != essay.id for each in changed):
            return ""
        return f"{self.link(changes_path(volume))}#{essay.id}"

    def changes_of(self, volume: Volume) -> str:
        """The address, from here, of all that has changed in a volume; empty for nothing."""
        return self.link(changes_path(volume)) if self.site.changes(volume) else ""

    def printed_in(self, volume: Volume, essay: Essay) -> str:
        """« Paru dans »; « Paru en français dans » where the volume has it in another language."""
        translation = self.site.catalogue.translations_for(volume).get(essay.id)
        printed = translation.body.lang if translation else self.site.catalogue.essays[essay.id].lang
        if printed == essay.lang:
            return self.site.words["extract"]
        return self.site.words["extract_in"].format(language=language_name(printed, self.site.lang))

    def records(self, essay: Essay) -> Iterable[tuple[str, str]]:
        """The name of each format in which the essay's record can be had, and its address from here."""
        return [(format.name, self.file(format.path(essay))) for format in RECORDS]

    def kit(self, essay: Essay) -> ExtractKit | None:
        """What the essay's author pastes elsewhere; `None` where nobody is to."""
        return extract_kit(self.site, essay)

    def card(self) -> SharedCard | None:
        """The picture that links to this page show."""
        return self.site.cards.get(self.here)

    def bibtex(self, essay: Essay) -> str:
        """The essay's record in BibTeX."""
        return bibtex.record(self.site.online, self.site.as_cited(essay))

    def tiers(self, volume: Volume) -> dict[str, list[Sponsor]]:
        """Tier → its sponsors, in the editor's order."""
        found: dict[str, list[Sponsor]] = {}
        for sponsor in volume.sponsors:
            found.setdefault(sponsor.tier, []).append(sponsor)
        return found

    def series(self, volume: Volume) -> tuple[str, ...]:
        """« Series » and « Tome 1 », what there is of them."""
        pieces = (
            for_readers(self.set(volume.series, volume.lang), volume.lang),
            volume_number(volume, self.site.lang),
        )
        return tuple(piece for piece in pieces if piece)

    def series_statement(self, volume: Volume) -> str:
        """« Series, tome 1 », as much of it as there is: in a sentence."""
        return _tied(series_statement(volume, self.site.lang, printed=for_readers))

    def edited_by(self, volume: Volume) -> Markup:
        """« sous la direction d’A et B », each name linked to its page."""
        before, editors = edited_by(volume, self.site.lang)
        return escape(before) + self.signed(editors)

    def portrait_of(self, author: Author) -> str:
        """« Portrait d’Odile Maurel »."""
        return portrait_of(author, self.site.lang)

    def full_title(self, volume: Volume) -> str:
        """« Series, tome 1 : Title », as much of it as there is."""
        return _tied(full_title(volume, self.site.lang, printed=for_readers))


def _tied(title: str) -> str:
    """A title in whose lines no number stands without its word.

    >>> _tied("Les rencontres, tome 1 : Le banc") == "Les rencontres, tome\\u00a01 : Le banc"
    True
    """
    return re.sub(r"(?<=[^\W\d_]) (?=\d)", "\u00a0", title)
