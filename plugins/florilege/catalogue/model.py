"""The catalogue: what `contributions/` holds, as values.

Everything here is frozen and picklable, and knows neither Markdown nor HTML nor files. They refer to
each other by id; `Catalogue` resolves them. Paths are POSIX, relative to `contributions/`.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby

from florilege.catalogue.agreements import Consents
from florilege.catalogue.costs import VolumeCosts
from florilege.catalogue.frozen import FrozenEdition
from florilege.catalogue.keys import HOME, TextKey
from florilege.catalogue.lengths import Length
from florilege.catalogue.plans import VolumePlan
from florilege.catalogue.rounds import ProofRound
from florilege.catalogue.same_language import same_language
from florilege.catalogue.sorting import collation_key, fold
from florilege.catalogue.threads import Thread, threads
from florilege.catalogue.volumes import BACK, FRONT, Design, Matter, Volume
from florilege.catalogue.writings import (
    NOT_READY,
    Author,
    Body,
    Byline,
    Essay,
    Letter,
    Meeting,
    Status,
    Translation,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtraPage:
    """A page of the site that is no part of the anthology: legal notices, who makes it, how to take part."""

    id: str
    """Its path below `pages/`, without `.md`."""
    title: str
    body: Body
    description: str = ""
    status: Status = "published"
    menu: bool = False
    """Whether the menu names it; the foot of each page names the others."""
    order: int | None = None
    """Its rank among them."""

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey("page", self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFile:
    """A file that readers may download as it is."""

    path: str
    """Below `files/`."""
    title: str
    size: int
    """bytes"""

    @property
    def key(self) -> TextKey:
        """What links to it call it."""
        return TextKey("file", self.path)


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text of the catalogue, and what it belongs to."""

    key: TextKey
    body: Body
    title: str = ""
    of: Author | Essay | Letter | Meeting | Volume | Matter | ExtraPage | None = None
    """Whose body it is; none for the home page and for a text whose front matter is in error."""
    volume: Volume | None = None
    """The volume that it stands in."""


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All that `contributions/` holds. Mappings are in order of id (volumes: of number, then id)."""

    title: str
    home: Body
    authors: Mapping[str, Author] = field(default_factory=dict)
    essays: Mapping[str, Essay] = field(default_factory=dict)
    translations: Mapping[TextKey, Translation] = field(default_factory=dict)
    letters: Mapping[TextKey, Letter] = field(default_factory=dict)
    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    volumes: Mapping[str, Volume] = field(default_factory=dict)
    pages: Mapping[str, ExtraPage] = field(default_factory=dict)
    description: str = ""
    files: tuple[SharedFile, ...] = ()
    """In the editor's order."""
    plans: Mapping[str, VolumePlan] = field(default_factory=dict)
    """Volume id → what its editor plans; and so what it costs; of essays what their authors agreed to."""
    costs: Mapping[str, VolumeCosts] = field(default_factory=dict)
    consents: Mapping[str, Consents] = field(default_factory=dict)
    faulty_records: frozenset[str] = frozenset()
    """Paths of those of these files that are in error."""

    day: date | None = None
    """The day on which it is looked at: agreements of a later one don't count yet. None: all count."""
    images: tuple[str, ...] = ()
    """Paths of the pictures beside the texts, sorted; their names are vetted, their contents aren't."""
    image_files: Mapping[str, str] = field(default_factory=dict)
    """Path → that of its file, for those whose files have names that no address has."""
    of_site: frozenset[str] = frozenset()
    """Paths of the files that mkdocs.yml names for the look of the site."""
    refused: frozenset[TextKey] = frozenset()
    """Keys of texts left out because they are in error: known, yet not here."""
    faulty: Mapping[TextKey, Body] = field(default_factory=dict)
    """Key → body of those whose front matter is in error: looked at, so that all is said at once."""
    faulty_titles: Mapping[TextKey, str] = field(default_factory=dict)
    """Key → title of those, where it could be read."""
    faulty_names: Mapping[str, str] = field(default_factory=dict)
    """Id → name of authors in error, where it could be read."""
    faulty_bylines: Mapping[str, tuple[Byline, ...]] = field(default_factory=dict)
    """Path → bylines of essays in error, where they could be read."""
    faulty_places: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """Path → volume and part that an essay in error asks for, where they could be read."""
    aside: frozenset[str] = frozenset()
    """Paths of drafts, and of essays in no folder of their own: looked at, not published."""
    rounds: Mapping[str, tuple[ProofRound, ...]] = field(default_factory=dict)
    """Volume id → the rounds of its proofs, by number."""
    frozen: Mapping[str, tuple[FrozenEdition, ...]] = field(default_factory=dict)
    """Volume id → its printings, by number."""
    printed_words: Mapping[str, str] = field(default_factory=dict)
    """Path → hash of the words that are kept of what was printed, of those that are there (frozen.py)."""
    places: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    """Path → field (`title`, `authors.0`, `parts.1.essays.0`) → its line and column, from 1."""

    def place_of(self, path: str, field: str) -> tuple[int, int]:
        """Line and column of a field, from 1, or of the field around it; else (1, 0), the first line."""
        places = self.places.get(path, {})
        while field:
            if field in places:
                return places[field]
            field = field.rpartition(".")[0]
        return 1, 0

    def texts(self) -> Iterator[Text]:
        """Every text once: home page, those in error, pages, notices, essays, letters, meetings, volumes,
        each with its matter.
        """
        yield Text(key=HOME, body=self.home, title=self.title)
        for key, body in self.faulty.items():
            yield Text(key=key, body=body, title=self.faulty_titles.get(key, ""))
        for page in self.pages.values():
            yield Text(key=page.key, body=page.body, title=page.title, of=page)
        for author in self.authors.values():
            yield Text(key=author.key, body=author.body, title=author.name, of=author)
        for essay in self.essays.values():
            volume = self.volume_of.get(essay.id)
            yield Text(key=essay.key, body=essay.body, title=essay.title, of=essay, volume=volume)
        for key, translation in self.translations.items():
            of = translation.of(self.essays[key.id])
            volume = self.volume_of.get(key.id)
            yield Text(key=key, body=translation.body, title=translation.title, of=of, volume=volume)
        for letter in self.letters.values():
            volume = self.volume_of.get(letter.essay)
            yield Text(key=letter.key, body=letter.body, title=letter.title, of=letter, volume=volume)
        for meeting in self.meetings.values():
            printed = self.volumes.get(meeting.volume or "")
            yield Text(key=meeting.key, body=meeting.body, title=meeting.title, of=meeting, volume=printed)
        for volume in self.volumes.values():
            yield Text(key=volume.key, body=volume.body, title=volume.title, of=volume, volume=volume)
            for matter in volume.matters:
                yield Text(key=matter.key, body=matter.body, title=matter.title, of=matter, volume=volume)

    @cached_property
    def volume_of(self) -> Mapping[str, Volume]:
        """Essay id → the volume it stands in."""
        return {essay: volume for volume in self.volumes.values() for essay in volume.essays}

    @cached_property
    def notice_in(self) -> Mapping[str, Volume]:
        """Author id → the first volume that has an essay of theirs, and so prints their notice."""
        return {
            byline.author: volume
            for volume in reversed([*self.volumes.values()])
            for essay in volume.essays
            if essay in self.essays
            for byline in self.essays[essay].bylines
            if byline.author
        }

    def asked_length(self, volume: Volume) -> Length:
        """How long the texts for a volume are to be: as its plan wishes, else as it takes."""
        plan = self.plans.get(volume.id)
        return (plan.length if plan else None) or volume.length

    def translations_for(self, volume: Volume) -> Mapping[str, Translation]:
        """Essay id → the translation that a volume prints in its place: into the volume's own language."""
        return {
            key.id: translation
            for key, translation in self.translations.items()
            if self.volume_of.get(key.id) == volume
            and translation.status not in NOT_READY
            and same_language(key.matter, volume.lang)
            and not same_language(self.essays[key.id].lang, volume.lang)
        }

    @cached_property
    def threads(self) -> Mapping[str, tuple[Thread[Letter], ...]]:
        """Essay id → the letters to it that may be published, each with those that answer it."""
        ready = [letter for letter in self.letters.values() if letter.status not in NOT_READY]
        ready.sort(key=lambda letter: (letter.essay, letter.date, letter.id))
        return {
            essay: threads({letter.id: letter for letter in group}, lambda letter: letter.answers)
            for essay, group in groupby(ready, lambda letter: letter.essay)
        }

    def letters_to(self, essay: str) -> tuple[Letter, ...]:
        """The letters to an essay that may be published: each before those that answer it."""
        return tuple(letter for thread in self.threads.get(essay, ()) for letter in thread)

    def printed_letters(self, volume: Volume) -> Mapping[str, tuple[Letter, ...]]:
        """Essay id → the letters to it that the volume prints, of those that have any; in printed order."""
        wanted = volume.essays if volume.letters != "online" else ()
        return {id: letters for id in wanted if (letters := self.letters_to(id))}

    def printed_meetings(self, volume: Volume) -> tuple[Meeting, ...]:
        """The meetings that a volume tells of, the oldest first: those that name it or no volume."""
        found = (
            meeting
            for meeting in self.meetings.values()
            if volume.meetings != "online"
            and meeting.volume in (None, volume.id)
            and meeting.status not in NOT_READY
        )
        return tuple(sorted(found, key=lambda meeting: (meeting.days, meeting.id)))

    def running_texts(self, volume: Volume) -> tuple[TextKey, ...]:
        """The keys of a volume's essays and letters and of its titled matter, in printed order."""
        front, back = (
            [each.key for kind in kinds if (each := volume.matter(kind))] for kinds in (FRONT, BACK)
        )
        letters = self.printed_letters(volume)
        texts: list[TextKey] = []
        for id in volume.essays:
            texts.append(TextKey.of_printed(id))
            if volume.letters == "essay":
                texts += (letter.key for letter in letters.get(id, ()))
        if volume.letters == "part":
            texts += (letter.key for each in letters.values() for letter in each)
        return (*front, *texts, *back)

    def has_other_licenses(self, volume: Volume) -> bool:
        """Whether a text that the volume prints has another licence than the volume itself."""
        licenses = {self.essays[id].license for id in volume.essays if id in self.essays}
        licenses |= {letter.license for each in self.printed_letters(volume).values() for letter in each}
        return not licenses <= {"", volume.license}

    @cached_property
    def designs(self) -> frozenset[Design]:
        """The book designs of the volumes; that of a volume that says nothing where there is none."""
        return frozenset(volume.design for volume in self.volumes.values()) or frozenset({"classique"})

    @cached_property
    def essays_by(self) -> Mapping[str, tuple[Essay, ...]]:
        """Author id → the essays signed, volumes' order first, then those in no volume."""
        placed = [self.essays[id] for id in self.volume_of if id in self.essays]
        rest = [essay for essay in self.essays.values() if essay.id not in self.volume_of]
        signed: dict[str, dict[str, Essay]] = {author: {} for author in self.authors}
        for essay in placed + rest:
            for byline in essay.bylines:
                if byline.author in signed:
                    signed[byline.author][essay.id] = essay
        return {author: tuple(essays.values()) for author, essays in signed.items()}

    def works_in(self, volume: Volume) -> Mapping[str, tuple[Essay, ...]]:
        """Author id → the essays of a volume that they signed, in printed order; the order of the names."""
        signed: dict[str, dict[str, Essay]] = {}
        for essay in (self.essays[id] for id in volume.essays):
            for byline in essay.bylines:
                if byline.author:
                    signed.setdefault(byline.author, {})[essay.id] = essay
        names = sorted(signed, key=lambda id: collation_key(self.authors[id].sort_name))
        return {id: tuple(signed[id].values()) for id in names}

    @cached_property
    def _people(self) -> Mapping[str, Author | None]:
        """How a name is spelled → whose it is; None where it is several authors'."""
        own = _whose(
            (_key(name), each) for each in self.authors.values() for name in (each.name, each.sort_name)
        )
        others = ((_key(name), each) for each in self.authors.values() for name in each.also_known_as)
        return _whose(others) | own

    @cached_property
    def _alike(self) -> Mapping[str, Author | None]:
        """The letters of a name → whose it is, likewise."""
        names = ((each, name) for each in self.authors.values() for name in (each.name, *each.also_known_as))
        return _whose((fold(name), each) for each, name in names)

    def person(self, name: str) -> Author | None:
        """The author whom a mention `[[name]]` names, by name, sort name or other name, if there is one.

        A name of several authors is nobody's; another name of one that is another's own name is that one's.
        """
        return self._people.get(_key(name))

    def namesakes(self, name: str) -> tuple[str, ...]:
        """The ids of the authors whose own name is spelled so."""
        return tuple(id for id, author in self.authors.items() if _key(author.name) == _key(name))

    def person_like(self, name: str) -> Author | None:
        """The only author whose name has these letters, accents, case and signs apart, if there is one."""
        return self._alike.get(fold(name))


def _whose(names: Iterable[tuple[str, Author]]) -> dict[str, Author | None]:
    result: dict[str, Author | None] = {}
    for name, author in names:
        result[name] = author if result.get(name, author) == author else None
    return result


def _key(name: str) -> str:
    """What spellings of a name share: case, the kind of apostrophe and that of spaces don't matter."""
    return " ".join(name.casefold().replace("’", "'").split())
