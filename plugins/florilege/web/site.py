"""Anthology → what every page of its site needs: addresses, names, languages, and who stands where."""

import datetime
import posixpath
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import TypeVar

from florilege.anthology import Anthology, Image
from florilege.bibliography.online import OnlineEdition
from florilege.catalogue.addresses import site_anchor, site_path
from florilege.catalogue.frozen import FrozenEdition, PrintedEssay
from florilege.catalogue.ids import slug
from florilege.catalogue.keys import HOME, TextKey
from florilege.catalogue.model import Catalogue, ExtraPage
from florilege.catalogue.presence import Shown, is_public, signers
from florilege.catalogue.printings import as_printed, cited, last_edition
from florilege.catalogue.sorting import collation_key, index_letter, sort_title
from florilege.catalogue.threads import Thread
from florilege.catalogue.volumes import Matter, Part, Volume
from florilege.catalogue.writings import Author, Byline, Essay, Letter, Meeting, Translation
from florilege.contributing.ways import WayKind
from florilege.desk.since_printing import ChangedEssay
from florilege.encounters.encounters import Encounters, encounters_of
from florilege.encounters.persons import NamedPerson, indexed, persons_of, spoken_as
from florilege.language.elision import with_name
from florilege.language.formats import file_size, listing
from florilege.language.sentences import counted
from florilege.language.words import words
from florilege.prose.glossary import GLOSSARY, Glossary, Term
from florilege.prose.index_of_persons import indexed_name
from florilege.prose.prose import Prose
from florilege.prose.shown_text import plain_text
from florilege.web.downloads import Downloads
from florilege.web.page import NarrowPicture, SharedCard
from florilege.web.quotable import Quotable, quotable
from florilege.web.related import Related, Tie, related
from florilege.web.themes import Theme, themes_of

Thing = TypeVar("Thing")

WORDS_PER_MINUTE = 230
"""Silent reading of prose, adults (Brysbaert 2019, doi:10.1016/j.jml.2019.104047: 238 in English)."""


SEARCH = "search/"
"""The page from which readers search all others, as in `WebPage.path`."""

PERSONS = "persons/"
"""The index of persons."""

PERSONS_PARTED = 1000
"""How many lines, of a text that names a person, this has on one page; of more, each letter has a page."""

PLACES = "places/"
"""The texts by place."""

CONTRIBUTE = "contribute/"
"""The page that says how to contribute."""

STATUS = "status/"
"""The board of who owes what."""

BEGINNING = 200
"""Characters of a text that describe it."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """An anthology as readers will see it."""

    anthology: Anthology
    name: str
    """As the header of each page has it, in plain text."""
    url: str = ""
    """Absolute, ending in `/`; empty if unknown."""
    lang: str = "fr"
    """The interface's language, BCP 47."""
    contribute_url: str = ""
    """Where readers are sent who want to write; empty for nowhere."""
    agrees_by_comment: bool = False
    """Whether authors may agree by a comment on their proposal."""
    ways: Mapping[WayKind, str] = field(default_factory=dict)
    """Way to hand in a text → its address, below the site's or elsewhere; empty where there is none."""
    downloads: Downloads = field(default_factory=Downloads)
    narrower: Mapping[str, tuple[NarrowPicture, ...]] = field(default_factory=dict)
    """Path of a picture → what may stand in for it on pages, the narrowest first."""
    cards: Mapping[str, SharedCard] = field(default_factory=dict)
    """Path of a page → the picture that links to it show."""
    changed: Mapping[str, tuple[ChangedEssay, ...]] = field(default_factory=dict)
    """Volume id → what has changed in it since it was printed."""
    drafts: bool = False
    """Whether essays are shown that aren't public yet, save those withdrawn."""
    has_search: bool = False
    """Whether there is a page to search all others."""
    index: str = ""
    """What an address of a folder ends in: empty, or `index.html` for sites read from a disk."""

    @cached_property
    def catalogue(self) -> Catalogue:
        """What there is, without the authors of whom readers see nothing: all that they sign is hidden, or
        they sign nothing and no text that is shown names them or leads to their page.
        """
        whole = self.anthology.catalogue
        seen, hidden = signers(whole, self._is_shown)
        seen |= whole.authors.keys() - hidden if self.drafts else self._authors_named(whole) - hidden
        authors = {id: each for id, each in whole.authors.items() if id in seen}
        return whole if len(authors) == len(whole.authors) else replace(whole, authors=authors)

    def _authors_named(self, whole: Catalogue) -> set[str]:
        """The ids of the authors whom texts that are shown name, or to whose pages they lead."""
        texts = (
            text.key
            for text in whole.texts()
            if not isinstance(text.of, Essay | Letter | Meeting | ExtraPage) or self._is_shown(text.of)
        )
        prose = [self.anthology.prose[key] for key in texts if key in self.anthology.prose]
        names = {mention.person for each in prose for mention in each.mentions}
        linked = {each.text for one in prose for each in one.references if each.text}
        named = {author.id for name in names if (author := whole.person(name))}
        return named | {key.id for key in linked if key.kind == "author"}

    @cached_property
    def words(self) -> Mapping[str, str]:
        """Key → word of the interface."""
        return words(self.lang)

    @cached_property
    def keep(self) -> tuple[str, ...]:
        """The names that typography leaves as their owners write them, of all volumes."""
        return tuple(dict.fromkeys(name for v in self.catalogue.volumes.values() for name in v.keep))

    @cached_property
    def online(self) -> OnlineEdition:
        """The site as bibliographies cite it."""
        portraits = {id: self.portrait(author) for id, author in self.catalogue.authors.items()}
        return OnlineEdition(
            catalogue=cited(self.catalogue),
            name=self.name,
            lang=self.lang,
            url=self.url,
            downloads={key: download.path for key, download in self.downloads.texts.items()},
            pages={**self.downloads.extents, **{id: each.pages for id, (_, each) in self.printed.items()}},
            portraits={id: image_path(image) for id, image in portraits.items() if image},
        )

    @property
    def has_ways(self) -> bool:
        """Whether a page says how to contribute: there is more to choose than the repository."""
        return any(address for way, address in self.ways.items() if way != "repository")

    def as_cited(self, essay: Essay) -> Essay:
        """An essay with the title and the names of the edition in which it was printed."""
        cited = self.online.catalogue.essays[essay.id]
        return replace(essay, bylines=cited.bylines) if essay.translators else cited

    @cached_property
    def printed(self) -> Mapping[str, tuple[FrozenEdition, PrintedEssay]]:
        """Essay id → where it was printed last, of those that were, in the volume where they stand."""
        volumes = self.catalogue.volume_of
        return {
            id: found
            for id, found in as_printed(self.catalogue).items()
            if id in volumes and volumes[id].id == found[0].volume
        }

    def edition(self, volume: Volume) -> FrozenEdition | None:
        """The last printing of a volume, if it was ever printed."""
        return last_edition(self.catalogue, volume)

    def changes(self, volume: Volume) -> tuple[ChangedEssay, ...]:
        """What has changed in a volume since it was printed, of what readers see."""
        found = self.changed.get(volume.id, ())
        return tuple(each for each in found if each.now is None or each.now.id in self.in_lists)

    # Who stands where

    @cached_property
    def essays(self) -> Mapping[str, Essay]:
        """The essays shown, by id."""
        return {essay.id: essay for essay in self.catalogue.essays.values() if self._is_shown(essay)}

    @cached_property
    def threads(self) -> Mapping[str, tuple[Thread[Letter], ...]]:
        """Essay id → the letters to it that are shown, each with those that answer it."""
        shown = {key: each for key, each in self.catalogue.letters.items() if self._is_shown(each)}
        return replace(self.catalogue, letters=shown).threads

    def translated(self, essay: Essay) -> tuple[Essay, ...]:
        """The essay in each language into which it is translated, as far as that is shown."""
        return tuple(each.of(essay) for each in self.translations(essay))

    def translations(self, essay: Essay) -> tuple[Translation, ...]:
        """The translations of an essay that are shown, in order of language."""
        return self._translations.get(essay.id, ())

    @cached_property
    def _translations(self) -> Mapping[str, tuple[Translation, ...]]:
        shown = (each for each in self.catalogue.translations.values() if self._is_shown(each))
        return _grouped((each.essay, each) for each in shown)

    def letters_to(self, essay: Essay) -> tuple[Letter, ...]:
        """The letters to an essay that are shown, each before those that answer it."""
        return tuple(letter for thread in self.threads.get(essay.id, ()) for letter in thread)

    def letters_by(self, author: Author) -> tuple[Letter, ...]:
        """The letters that an author signs to essays in lists, the newest first."""
        return self._letters_by.get(author.id, ())

    @cached_property
    def _letters_by(self) -> Mapping[str, tuple[Letter, ...]]:
        letters = (letter for essay in self.in_lists.values() for letter in self.letters_to(essay))
        in_order = sorted(letters, key=lambda letter: (letter.date, letter.id), reverse=True)
        return _by_author((each, each.bylines) for each in in_order)

    def translations_by(self, author: Author) -> tuple[Translation, ...]:
        """The translations that an author signs of essays in lists."""
        return self._translations_by.get(author.id, ())

    @cached_property
    def _translations_by(self) -> Mapping[str, tuple[Translation, ...]]:
        translated = (each for essay in self.in_lists.values() for each in self.translations(essay))
        return _by_author((each, each.translators) for each in translated)

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """The meetings shown, the newest first."""
        shown = (each for each in self.catalogue.meetings.values() if self._is_shown(each))
        return tuple(sorted(shown, key=lambda meeting: (meeting.days[0], meeting.id), reverse=True))

    def meetings_of(self, author: Author) -> tuple[Meeting, ...]:
        """Those that an author organised or came to."""
        return self._meetings_of.get(author.id, ())

    @cached_property
    def _meetings_of(self) -> Mapping[str, tuple[Meeting, ...]]:
        return _by_author((each, each.company) for each in self.meetings)

    def matters_by(self, author: Author) -> tuple[Matter, ...]:
        """The prefaces and notes of volumes that an author signs, in the order of the volumes."""
        return self._matters_by.get(author.id, ())

    @cached_property
    def _matters_by(self) -> Mapping[str, tuple[Matter, ...]]:
        matters = (matter for volume in self.volumes for matter in volume.matters)
        return _by_author((each, each.bylines) for each in matters)

    def _is_shown(self, thing: Shown) -> bool:
        return is_public(thing) or (self.drafts and thing.status != "withdrawn")

    @cached_property
    def volumes(self) -> tuple[Volume, ...]:
        """The volumes that hold an essay that is shown: no page says of a volume that it is empty."""
        return tuple(v for v in self.catalogue.volumes.values() if any(id in self.essays for id in v.essays))

    @cached_property
    def lists(self) -> tuple[str, ...]:
        """The pages that list all there is of a kind, in the order of the menu; none that would be empty."""
        kinds = {
            "volumes": self.volumes,
            "essays": self.in_lists,
            "authors": self.catalogue.authors,
            "persons": self.persons,
            "encounters": self.encounters.ties,
            "meetings": self.meetings,
            "themes": self.themes,
            "files": self.catalogue.files or self.offered,
        }
        return tuple(name for name, members in kinds.items() if members)

    @cached_property
    def offered(self) -> tuple[Volume, ...]:
        """The volumes of which readers may download a file."""
        downloads = self.downloads
        return tuple(
            v
            for v in self.volumes
            if v.key in downloads.texts or {v.id} & {*downloads.ebooks, *downloads.covers}
        )

    @cached_property
    def extra_pages(self) -> tuple[ExtraPage, ...]:
        """The pages shown that the editor has added, in the editor's order, then in that of their titles."""
        shown = (page for page in self.catalogue.pages.values() if self._is_shown(page))
        return tuple(
            sorted(shown, key=lambda each: (each.order is None, each.order or 0, collation_key(each.title)))
        )

    @property
    def glossary(self) -> Glossary | None:
        """The terms that essays use and a page that is shown explains."""
        return self.anthology.glossary if GLOSSARY in self.texts else None

    def terms(self, key: TextKey, prose: Prose, lang: str) -> tuple[Term, ...]:
        """The terms of the glossary that a text uses."""
        return self.glossary.used(key, prose.html, lang) if self.glossary else ()

    @cached_property
    def using(self) -> Mapping[str, Sequence[Essay]]:
        """The id of a term of the glossary → the essays in lists that use it, in printed order."""
        found: dict[str, list[Essay]] = {}
        placed = (essay for volume in self.volumes for essay in self.essays_in(volume))
        for essay in (*placed, *self.loose_essays):
            for term in self.terms(essay.key, self.prose(essay.key), essay.lang):
                found.setdefault(term.id, []).append(essay)
        return found

    @cached_property
    def in_lists(self) -> Mapping[str, Essay]:
        """The essays shown that pages lead to, by id."""
        return {id: essay for id, essay in self.essays.items() if not essay.unlisted}

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """The themes of the essays in lists, in order of slug."""
        return themes_of(self.in_lists.values())

    @cached_property
    def theme_of(self) -> Mapping[str, Theme]:
        """Tag, as written → its theme."""
        return {tag: theme for theme in self.themes for tag in theme.spellings}

    @cached_property
    def quotes(self) -> tuple[Quotable, ...]:
        """The passages that readers may keep: those of essays in lists in printed order, then of meetings."""
        placed = (essay for volume in self.volumes for essay in self.essays_in(volume))
        everything: tuple[Essay | Meeting, ...] = (*placed, *self.loose_essays, *reversed(self.meetings))
        return tuple(each for home in everything for each in quotable(home, self.prose(home.key).quotes))

    @cached_property
    def quote_paths(self) -> Mapping[str, str]:
        """The id of a passage in its text → the path of its page."""
        return {each.quote.id: each.path for each in self.quotes}

    @cached_property
    def loose_essays(self) -> tuple[Essay, ...]:
        """The essays in lists that stand in no volume."""
        return tuple(essay for essay in self.in_lists.values() if essay.id not in self.catalogue.volume_of)

    @cached_property
    def persons(self) -> tuple[NamedPerson, ...]:
        """Whom the texts name to which pages lead, in the order of an index."""
        return persons_of(((key, self.prose(key)) for key in self._naming), self.catalogue, self.lang)

    @cached_property
    def persons_parted(self) -> bool:
        """Whether each letter of the index of persons has a page."""
        return sum(len(person.places) for person in self.persons) > PERSONS_PARTED

    def persons_page(self, name: str) -> str:
        """The page on which somebody stands in the index of persons, named as indexes have it."""
        return persons_of_letter(index_letter(name)) if self.persons_parted else PERSONS

    @property
    def _naming(self) -> Iterator[TextKey]:
        """The texts that may name persons: as they are printed, then those of the site alone."""
        for volume in self.volumes:
            yield volume.key
            for key in self.catalogue.running_texts(replace(volume, letters="online")):
                if self._is_in_lists(key):
                    yield key
                    yield from self._letter_keys(key.id if key.kind == "essay" else "")
        for essay in self.loose_essays:
            yield from (essay.key, *self._letter_keys(essay.id))
        yield from (meeting.key for meeting in reversed(self.meetings))
        yield from (author.key for author in self.catalogue.authors.values())
        yield from (HOME, *(page.key for page in self.extra_pages))

    def _letter_keys(self, essay: str) -> Iterator[TextKey]:
        return (letter.key for thread in self.threads.get(essay, ()) for letter in thread)

    def _is_in_lists(self, key: TextKey) -> bool:
        return key.kind != "essay" or key.id in self.in_lists

    @cached_property
    def _person_named(self) -> Mapping[str, NamedPerson]:
        return {person.name: person for person in self.persons}

    def person_named(self, name: str) -> NamedPerson | None:
        """The person of the index whom a mention names so."""
        return self._person_named.get(indexed_name(name, self.catalogue, self.lang))

    @cached_property
    def encounters(self) -> Encounters:
        """Who names whom, and who has signed with whom, in essays in lists; who met whom."""
        signing = {id: self.signing(essay) for id, essay in self.in_lists.items()}
        came = [self._indexed(meeting.company) for meeting in self.meetings]
        return encounters_of(signing, self.persons, self.catalogue.authors.values(), self.spoken, came)

    @cached_property
    def related(self) -> Mapping[str, tuple[Related, ...]]:
        """Id → the essays in lists that belong with one of them; persons as in the index."""
        placed = (essay for volume in self.volumes for essay in self.essays_in(volume))
        return related([self._tie(essay) for essay in (*placed, *self.loose_essays)])

    def signing(self, essay: Essay) -> tuple[str, ...]:
        """Who signs an essay, named as in the index."""
        return self._indexed(essay.bylines)

    def _indexed(self, bylines: Iterable[Byline]) -> tuple[str, ...]:
        return indexed(bylines, self.catalogue, self.lang)

    @cached_property
    def spoken(self) -> Mapping[str, str]:
        """Name as in the index → as one says it."""
        return spoken_as(self.persons, self.catalogue)

    def _tie(self, essay: Essay) -> Tie:
        prose = self.prose(essay.key)
        named = (indexed_name(mention.person, self.catalogue, self.lang) for mention in prose.mentions)
        keys = (reference.text for reference in prose.references if reference.text)
        return Tie(
            id=essay.id,
            refers_to=frozenset(key.id for key in keys if key.kind == "essay" and key.id != essay.id),
            persons=(*self.signing(essay), *named),
            themes=tuple(self.theme_of[tag].name for tag in essay.tags),
            places=(essay.place.where,) if essay.place else (),
        )

    @cached_property
    def mentioned_in(self) -> Mapping[str, tuple[Essay, ...]]:
        """Author id → the essays in lists of others that name them."""
        found: dict[str, dict[str, Essay]] = {}
        for essay in self.in_lists.values():
            signed = {byline.author for byline in essay.bylines}
            for mention in self.prose(essay.key).mentions:
                person = self.catalogue.person(mention.person)
                if person is not None and person.id not in signed:
                    found.setdefault(person.id, {})[essay.id] = essay
        return {person: tuple(essays.values()) for person, essays in found.items()}

    @cached_property
    def texts(self) -> frozenset[TextKey]:
        """The texts that readers find: each has a page, or its place on one; and the files."""
        volumes = self.volumes
        matters = (matter.key for volume in volumes for matter in volume.matters)
        authors = (author.key for author in self.catalogue.authors.values())
        essays = (essay.key for essay in self.essays.values())
        translations = (each.key for essay in self.essays.values() for each in self.translations(essay))
        letters = (key for id in self.essays for key in self._letter_keys(id))
        pages = (page.key for page in self.extra_pages)
        files = (file.key for file in self.catalogue.files)
        return frozenset(
            {
                HOME,
                *essays,
                *translations,
                *letters,
                *(meeting.key for meeting in self.meetings),
                *authors,
                *(volume.key for volume in volumes),
                *matters,
                *pages,
                *files,
            }
        )

    def essays_by(self, author: str) -> tuple[Essay, ...]:
        """The essays in lists that an author, by id, has signed: in volumes' order, then those in none."""
        return tuple(e for e in self.catalogue.essays_by.get(author, ()) if e.id in self.in_lists)

    def essays_in(self, part: Part | Volume) -> tuple[Essay, ...]:
        """The essays in lists of a volume or of a part, in printed order."""
        return tuple(self.in_lists[id] for id in part.essays if id in self.in_lists)

    def authors_in(self, volume: Volume) -> tuple[Author, ...]:
        """The authors of a volume who have a page, in the order of their first essays."""
        bylines = chain.from_iterable(essay.bylines for essay in self.essays_in(volume))
        return tuple(
            self.catalogue.authors[id] for id in dict.fromkeys(b.author for b in bylines if b.author)
        )

    def voices(self, volume: Volume) -> int:
        """How many sign the essays of a volume, whether or not they have a page."""
        bylines = chain.from_iterable(essay.bylines for essay in self.essays_in(volume))
        return len({byline.author or byline.name for byline in bylines})

    # Where

    @cached_property
    def places(self) -> Mapping[str, tuple[tuple[Essay, ...], tuple[Meeting, ...]]]:
        """Town → the essays in lists that happen there, by title, and the meetings; none without an essay."""
        here: dict[str, tuple[list[Essay], list[Meeting]]] = {}
        for essay in self.in_lists.values():
            if essay.place:
                here.setdefault(essay.place.where, ([], []))[0].append(essay)
        for meeting in self.meetings if here else ():
            here.setdefault(meeting.place.where, ([], []))[1].append(meeting)
        return {
            town: (
                tuple(sorted(essays, key=lambda e: collation_key(sort_title(e.title, e.lang)))),
                tuple(meetings),
            )
            for town, (essays, meetings) in sorted(here.items(), key=lambda each: collation_key(each[0]))
        }

    @cached_property
    def place_anchors(self) -> Mapping[str, str]:
        """Town → its id on the page of places."""
        found: dict[str, str] = {}
        for number, town in enumerate(self.places, 1):
            id = f"place-{slug(town) or number}"
            found.setdefault(id, town)
            if found[id] != town:
                found[f"{id}-{number}"] = town
        return {town: id for id, town in found.items()}

    # When

    def date(self, essay: Essay) -> datetime.date | None:
        """The day from which readers have an essay: its own, else its volume's, and no day of its embargo."""
        volume = self.catalogue.volume_of.get(essay.id)
        day = essay.date or (volume.date if volume else None)
        return max((each for each in (day, essay.embargo) if each), default=None)

    def day(self, essay: Essay) -> datetime.date:
        """The day of an essay that has one; the oldest there is for another."""
        return self.date(essay) or datetime.date.min

    @cached_property
    def dated(self) -> tuple[Essay, ...]:
        """The essays in lists that have a date."""
        return tuple(essay for essay in self.in_lists.values() if self.date(essay))

    def newest(self, essays: Iterable[Essay], *days: datetime.date | None) -> datetime.date | None:
        """The newest of some days and of those of essays; None where none is known."""
        known = (day for day in (*days, *map(self.date, essays)) if day)
        return max(known, default=None)

    def page_date(self, essay: Essay) -> datetime.date | None:
        """The newest day of an essay and of the letters to it."""
        return self.newest([essay], *(letter.date for letter in self.letters_to(essay)))

    def volume_date(self, volume: Volume) -> datetime.date | None:
        """The newest day of a volume and of what readers see of it."""
        return self.newest(self.essays_in(volume), volume.date)

    def neighbours(self, essay: Essay) -> tuple[Essay | None, Essay | None]:
        """The essays before and after this one in its volume; `None` at its ends and outside volumes."""
        return self._neighbours.get(essay.id, (None, None))

    @cached_property
    def _neighbours(self) -> Mapping[str, tuple[Essay | None, Essay | None]]:
        found: dict[str, tuple[Essay | None, Essay | None]] = {}
        for volume in self.catalogue.volumes.values():
            row = (None, *self.essays_in(volume), None)
            for before, essay, after in zip(row, row[1:], row[2:], strict=False):
                if essay is not None:
                    found[essay.id] = (before, after)
        return found

    def part_of(self, essay: Essay) -> Part | None:
        """The part of a volume that the essay stands in."""
        return self._part_of.get(essay.id)

    @cached_property
    def _part_of(self) -> Mapping[str, Part]:
        volumes = self.catalogue.volumes.values()
        return {id: part for volume in volumes for part in reversed(volume.parts) for id in part.essays}

    def prose(self, key: TextKey) -> Prose:
        """A text, set; an empty one where there is none."""
        return self.anthology.prose.get(key) or Prose(prefix="", html="")

    def beginning(self, key: TextKey) -> str:
        """How a text begins, in so many characters as search engines show."""
        words = plain_text(self.prose(key).html)
        if len(words) <= BEGINNING:
            return words
        return words[:BEGINNING].rpartition(" ")[0].rstrip(" ,;:–—\u00a0\u202f") + "…"

    def about_volume(self, volume: Volume) -> str:
        """A volume in a sentence or two: how its blurb begins, else its subtitle."""
        return self.beginning(volume.key) or volume.subtitle

    def minutes(self, essay: Essay) -> int:
        """How long the essay takes to read, in minutes, at least 1."""
        return max(1, round(self.prose(essay.key).words / WORDS_PER_MINUTE))

    # Addresses

    def link(self, target: str, here: str) -> str:
        """The address of the page at `target` as written on the page at `here`; both as in `WebPage.path`."""
        relative = posixpath.relpath(f"/{target}", f"/{here}")
        return f"{relative}/{self.index}"

    def text_link(self, key: TextKey, here: str) -> str:
        """The address of a text, or of a file, as written on the page at `here`."""
        if key.kind == "file":
            return self.file_link(site_path(key), here)
        anchor = site_anchor(key)
        return self.link(site_path(key), here) + (f"#{anchor}" if anchor else "")

    def file_link(self, path: str, here: str) -> str:
        """The address of the file at `path` below the site's address as written on the page at `here`."""
        return posixpath.relpath(f"/{path}", f"/{here}")

    @cached_property
    def in_texts(self) -> frozenset[str]:
        """The paths of the images of texts shown."""
        prose = self.anthology.prose.items()
        texts = (
            text
            for key, text in prose
            if key.kind not in ("essay", "translation", "letter", "meeting", "page") or key in self.texts
        )
        return frozenset(chain.from_iterable(text.images for text in texts))

    @property
    def images(self) -> Iterable[Image]:
        """The images that pages show: those of texts shown, and portraits."""
        portraits = (author.portrait for author in self.catalogue.authors.values() if author.portrait)
        paths = {*self.in_texts, *portraits}
        return tuple(self.anthology.images[path] for path in sorted(paths) if path in self.anthology.images)

    def portrait(self, author: Author) -> Image | None:
        """The author's picture, if there is one without fault."""
        return self.anthology.images.get(author.portrait) if author.portrait else None

    @property
    def search_page(self) -> str:
        """Where readers search, below the site's address; empty where they can't."""
        return f"{SEARCH}{self.index}" if self.has_search else ""

    # Words

    def counted(self, number: int, noun: str) -> str:
        """« 3 essais »."""
        return counted("site", f"n_{noun}", number, self.lang)

    def about(self, people: Sequence[Author]) -> str:
        """« À propos d’Ada Nerval »; « À propos des signataires » of several."""
        if len(people) > 1:
            return self.words["about_authors"]
        (author,) = people
        return self._named(self.words["about"], author)

    def page_of(self, author: Author) -> str:
        """« Voir la page d’Ada Nerval »."""
        return self._named(self.words["page_of"], author)

    def _named(self, sentence: str, author: Author) -> str:
        return with_name(sentence, author.name, self.lang, organisation=author.organisation)

    def size(self, octets: int) -> str:
        """A file's size, in kilobytes of 10³ bytes or more."""
        return file_size(octets, self.lang)

    def listed(self, names: Iterable[str]) -> str:
        """« A, B et C »."""
        return listing(names, self.lang)


def image_path(image: Image) -> str:
    """Where an image stands on the site: where it lies in contributions/, named for what it now is."""
    return posixpath.splitext(image.path)[0] + image.file.suffix


def persons_of_letter(letter: str) -> str:
    """The page of a letter in an index of persons that is parted.

    >>> [persons_of_letter(letter) for letter in "D#Я"]
    ['persons/d/', 'persons/other/', 'persons/u042f/']
    """
    name = letter.lower() if letter.isascii() else f"u{ord(letter):04x}"
    return f"{PERSONS}{'other' if letter == '#' else name}/"


def changes_path(volume: Volume) -> str:
    """The page of what has changed in a volume since it was printed, as in `WebPage.path`."""
    return f"{site_path(volume.key)}changes/"


def _by_author(things: Iterable[tuple[Thing, Iterable[Byline]]]) -> Mapping[str, tuple[Thing, ...]]:
    """Author id → the things that bear their name, in order."""
    return _grouped(
        (id, thing) for thing, names in things for id in dict.fromkeys(name.author for name in names) if id
    )


def _grouped(things: Iterable[tuple[str, Thing]]) -> Mapping[str, tuple[Thing, ...]]:
    found: dict[str, list[Thing]] = {}
    for key, thing in things:
        found.setdefault(key, []).append(thing)
    return {key: tuple(group) for key, group in found.items()}
