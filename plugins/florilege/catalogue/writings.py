"""Authors and what they write, as values: essays, translations, letters, meetings.

They are frozen and picklable, and refer to each other by id.
"""

import datetime
from dataclasses import dataclass, replace
from typing import Literal

from florilege.catalogue.keys import TextKey
from florilege.language.formats import spoken_days

Status = Literal["draft", "review", "accepted", "published", "withdrawn"]
NOT_READY: tuple[Status, ...] = ("draft", "withdrawn")
"""A text of such a status isn't published; an essay is in no volume then, even where the editor lists it."""
Genre = Literal["verse", "drama", "letter", "interview"]
"""What a text is that isn't set as other prose."""
Spacing = Literal["volume", "author"]
"""Whose customs the spaces around punctuation follow."""
EmojiPolicy = Literal["print", "text", "drop"]
"""What paper makes of emoji: print them as they are, say them in words, or leave them out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The Markdown of one file, after its front matter."""

    path: str
    line: int
    """The file's line on which `markdown` begins, from 1."""
    markdown: str
    lang: str
    """BCP 47, e.g. `fr`, `fr-CA`, `en`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Byline:
    """A name as printed. `Catalogue.authors[author]` says who it is."""

    name: str
    author: str | None = None
    organisation: bool = False
    """Not a person: a name that has no family name and is never turned round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that an author gives, and what to call it."""

    label: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """A person who writes, or an organisation; the file's body is the bio."""

    id: str
    name: str
    sort_name: str
    """« Family, Given », as indexes print and sort it."""
    body: Body

    links: tuple[Link, ...] = ()
    also_known_as: tuple[str, ...] = ()

    organisation: bool = False
    headline: str = ""
    portrait: str | None = None
    orcid: str | None = None
    isni: str | None = None
    account: str = ""
    """The author's name on the forge, by which proposals are told to be theirs; not published."""

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey("author", self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sponsor:
    """Who has helped a volume or an essay; `tier` is the heading that it stands under, `url` its website."""

    name: str
    tier: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Venue:
    """Where people met, or an essay happens: a house, a town, or both.

    `coordinates` are latitude and longitude in degrees.
    """

    name: str = ""
    town: str = ""
    coordinates: tuple[float, float] | None = None

    @property
    def where(self) -> str:
        """The town, or else the name."""
        return self.town or self.name

    def __str__(self) -> str:
        """« Halte de Vernoux, Valbrune »."""
        return ", ".join(each for each in (self.name, self.town) if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class Essay:
    """One contribution, as its author wrote it."""

    id: str
    title: str
    bylines: tuple[Byline, ...]
    body: Body

    tags: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    subtitle: str = ""
    short_title: str = ""
    abstract: str = ""
    genre: Genre | None = None
    """What all of it is."""
    description: str = ""
    excerpt: str = ""
    """The passage by which it is shared."""
    sponsor: Sponsor | None = None
    """Who has paid for it."""
    date: datetime.date | None = None
    place: Venue | None = None
    license: str = ""
    """SPDX id, e.g. `CC-BY-4.0`; or the words of one that we don't know."""
    doi: str = ""
    status: Status = "published"
    unlisted: bool = False
    """Whether its page is for those alone who have its address."""
    embargo: datetime.date | None = None
    """The day from which it may be published."""
    translators: tuple[Byline, ...] = ()
    """Who translated it, of an essay in another language than its author's."""
    volume: str | None = None
    """The volume named in the essay's own front matter; `Catalogue.volume_of` knows where it stands."""
    part: str | None = None
    order: int | None = None

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey.of_printed(self.id)

    @property
    def shown_by(self) -> TextKey:
        """The text whose page shows it: its own, or that of a translation (`Translation.of`)."""
        return TextKey("translation", self.id, self.body.lang) if self.translators else self.key

    @property
    def lang(self) -> str:
        """The language of the text and of its fields, BCP 47."""
        return self.body.lang

    @property
    def running_title(self) -> str:
        """The title in running heads: the short one, if there is one."""
        return self.short_title or self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """An essay in another language than its author's."""

    essay: str
    """The id of the essay."""
    title: str
    translators: tuple[Byline, ...]
    body: Body
    subtitle: str = ""
    short_title: str = ""
    abstract: str = ""
    description: str = ""
    date: datetime.date | None = None
    translates: str = ""
    """The fingerprint of what it translates (fingerprints.py)."""
    status: Status = "published"

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey("translation", self.essay, self.body.lang)

    def of(self, essay: Essay) -> Essay:
        """The essay as translated."""
        return replace(
            essay,
            title=self.title,
            subtitle=self.subtitle,
            short_title=self.short_title,
            abstract=self.abstract,
            description=self.description,
            excerpt="",
            body=self.body,
            translators=self.translators,
            date=self.date or essay.date,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What somebody has written in answer to an essay, or to another letter."""

    essay: str
    """The id of the essay."""
    id: str
    bylines: tuple[Byline, ...]
    date: datetime.date
    body: Body
    title: str = ""
    answers: str | None = None
    """The id of the letter to the same essay that it answers; None where it answers the essay."""
    license: str = ""
    status: Status = "published"

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey("letter", self.essay, self.id)

    @property
    def lang(self) -> str:
        """The language of the text and of its fields, BCP 47."""
        return self.body.lang


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """When people met, and where; the file's body is the minutes."""

    id: str
    title: str
    days: tuple[datetime.date, ...]
    """Each day of it, the first first."""
    place: Venue
    body: Body
    organisers: tuple[Byline, ...] = ()
    persons: tuple[Byline, ...] = ()
    """Who came, besides those who organised it."""
    abstract: str = ""
    excerpts: tuple[str, ...] = ()
    """Passages to think about."""
    license: str = ""
    status: Status = "published"
    volume: str | None = None
    """The volume that may print it; None for any."""

    @property
    def key(self) -> TextKey:
        """What its body is called."""
        return TextKey("meeting", self.id)

    @property
    def lang(self) -> str:
        """The language of the text and of its fields, BCP 47."""
        return self.body.lang

    @property
    def company(self) -> tuple[Byline, ...]:
        """All who were there, each once."""
        names = ((each.author or each.name, each) for each in (*self.organisers, *self.persons))
        return tuple(dict(names).values())

    @property
    def as_essay(self) -> Essay:
        """The minutes as a volume prints them: its id is what the anchors in the text begin with."""
        return Essay(
            id=self.key.prefix,
            title=self.title,
            subtitle=f"{self.place}, {spoken_days(self.days, self.lang)}",
            bylines=self.organisers,
            body=self.body,
            abstract=self.abstract,
            date=self.days[0],
            license=self.license,
            status=self.status,
        )
