"""Site → its feeds, Atom (RFC 4287) and JSON Feed 1.1: of all, of each volume, of each author, of meetings.

They have the newest essays of those with a date, their translations, and the letters to them, in Atom as
answers (RFC 4685): the days are those of the contents, never that of a build. Addresses in them are absolute,
so that there is none where the site's isn't known.
"""

import datetime
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from florilege.bibliography.titles import full_title
from florilege.bibliography.xml_file import as_file
from florilege.catalogue.addresses import site_path
from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Author, Essay, Letter, Meeting
from florilege.web.atom import LANG, add, feed_element, instant, refer
from florilege.web.page_view import PageView
from florilege.web.set_fields import set_field
from florilege.web.site import Site

LENGTH = 100
"""Entries that a feed has at most."""
THREADS = "http://purl.org/syndication/thread/1.0"
"""The vocabulary of answers (RFC 4685)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """An essay, a letter or a meeting, as feeds have it."""

    key: TextKey
    title: str
    lang: str
    day: datetime.date
    authors: tuple[str, ...]
    summary: str
    translators: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    answers: TextKey | None = None
    """What a letter answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed of the page at `page`, a path as in `WebPage.path`; newest first."""

    page: str
    title: str
    entries: tuple[FeedEntry, ...]

    @property
    def atom(self) -> str:
        """Its path below the site's address."""
        return f"{self.page}feed.xml"

    @property
    def json(self) -> str:
        """The same of its other form."""
        return f"{self.page}feed.json"


def feed_of_all(site: Site) -> Feed:
    """The feed of all essays in lists, and of the meetings."""
    return _feed(site, "", site.name, site.in_lists.values(), site.meetings)


def feed_of_meetings(site: Site) -> Feed:
    """The feed of the meetings."""
    title = f"{site.name}{site.words['colon']}{site.words['meetings']}"
    return _feed(site, "meetings/", title, (), site.meetings)


def feed_of_volume(site: Site, volume: Volume) -> Feed:
    """The feed of a volume's."""
    essays = (essay for essay in site.essays_in(volume) if essay.id in site.in_lists)
    return _feed(site, site_path(volume.key), full_title(volume, site.lang), essays)


def feed_of_author(site: Site, author: Author) -> Feed:
    """The feed of those that an author signs."""
    title = f"{author.name}{site.words['colon']}{site.name}"
    return _feed(site, site_path(author.key), title, site.essays_by(author.id))


def _feed(
    site: Site, page: str, title: str, essays: Iterable[Essay], meetings: Iterable[Meeting] = ()
) -> Feed:
    entries = [entry for essay in essays for entry in _entries(site, essay, page)]
    entries += (_of_meeting(site, meeting) for meeting in meetings)
    entries.sort(key=lambda entry: (entry.day, entry.key.id, entry.key.matter), reverse=True)
    return Feed(page=page, title=title, entries=tuple(entries[:LENGTH]))


def _entries(site: Site, essay: Essay, page: str) -> Iterator[FeedEntry]:
    """An essay, if its day is known, its translations, and the letters to it."""
    for translated in site.translated(essay):
        if day := translated.date or site.date(essay):
            yield FeedEntry(
                key=translated.shown_by,
                title=set_field(site, translated.title, translated),
                lang=translated.lang,
                day=day,
                authors=tuple(byline.name for byline in essay.bylines),
                translators=tuple(byline.name for byline in translated.translators),
                summary=_summary(site, translated),
            )
    if day := site.date(essay):
        yield FeedEntry(
            key=essay.key,
            title=set_field(site, essay.title, essay),
            lang=essay.lang,
            day=day,
            authors=tuple(byline.name for byline in essay.bylines),
            summary=_summary(site, essay),
            tags=essay.tags,
        )
    for letter in site.letters_to(essay):
        yield _of_letter(site, letter, page)


def _of_letter(site: Site, letter: Letter, page: str) -> FeedEntry:
    answered = TextKey("letter", letter.essay, letter.answers or "")
    return FeedEntry(
        key=letter.key,
        title=PageView(site, page).letter_title(letter),
        lang=letter.lang,
        day=letter.date,
        authors=tuple(byline.name for byline in letter.bylines),
        summary=site.beginning(letter.key),
        answers=answered if answered in site.texts else TextKey("essay", letter.essay),
    )


def _of_meeting(site: Site, meeting: Meeting) -> FeedEntry:
    about = meeting.abstract
    return FeedEntry(
        key=meeting.key,
        title=set_field(site, meeting.title, meeting.lang),
        lang=meeting.lang,
        day=meeting.days[-1],
        authors=tuple(byline.name for byline in meeting.organisers),
        summary=set_field(site, about, meeting.lang) if about else site.beginning(meeting.key),
    )


def alternates(site: Site, feed: Feed) -> Markup:
    """What tells a reader of feeds where a page's are."""
    if not site.url or not feed.entries:
        return Markup("")
    link = Markup('<link rel="alternate feed" type="{}" title="{}" href="{}">')
    return Markup("\n").join(
        link.format(kind, feed.title, site.online.address(path))
        for kind, path in (("application/atom+xml", feed.atom), ("application/feed+json", feed.json))
    )


def feeds(site: Site) -> Iterator[tuple[str, str]]:
    """Path below the site's address → content, of each feed that has an entry."""
    if not site.url:
        return
    authors = (feed_of_author(site, author) for author in site.catalogue.authors.values())
    volumes = (feed_of_volume(site, volume) for volume in site.volumes)
    for feed in (feed_of_all(site), feed_of_meetings(site), *volumes, *authors):
        if feed.entries:
            yield feed.atom, _atom(site, feed)
            yield feed.json, _json(site, feed)


def _atom(site: Site, feed: Feed) -> str:
    answering = any(entry.answers for entry in feed.entries)
    root = feed_element(site.lang, **({"thr": THREADS} if answering else {}))
    add(root, "id", site.online.address(feed.page))
    add(root, "title", feed.title)
    add(root, "updated", instant(feed.entries[0].day))
    add(root, "link", rel="self", type="application/atom+xml", href=site.online.address(feed.atom))
    add(root, "link", rel="alternate", type="text/html", href=site.online.address(feed.page))
    for each in feed.entries:
        entry = add(root, "entry")
        entry.set(LANG, each.lang)
        address = site.online.page(each.key)
        add(entry, "id", address)
        add(entry, "title", each.title)
        add(entry, "link", rel="alternate", type="text/html", href=address)
        if each.answers:
            answered = site.online.page(each.answers)
            refer(entry, f"{{{THREADS}}}in-reply-to", ref=answered, href=answered, type="text/html")
        add(entry, "updated", instant(each.day))
        add(entry, "published", instant(each.day))
        for name in each.authors:
            add(add(entry, "author"), "name", name)
        for name in each.translators:
            add(add(entry, "contributor"), "name", name)
        for tag in each.tags:
            add(entry, "category", term=tag)
        add(entry, "summary", each.summary)
    return as_file(root)


def _json(site: Site, feed: Feed) -> str:
    items = [
        {
            "id": site.online.page(entry.key),
            "url": site.online.page(entry.key),
            "title": entry.title,
            "content_text": entry.summary,
            "date_published": instant(entry.day),
            "language": entry.lang,
            "authors": [{"name": name} for name in entry.authors],
            "tags": list(entry.tags),
        }
        for entry in feed.entries
    ]
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": site.online.address(feed.page),
        "feed_url": site.online.address(feed.json),
        "language": site.lang,
        "items": items,
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _summary(site: Site, essay: Essay) -> str:
    """What an essay is about: its abstract or its description, else how it begins."""
    about = essay.abstract or essay.description
    return set_field(site, about, essay) if about else site.beginning(essay.shown_by)
