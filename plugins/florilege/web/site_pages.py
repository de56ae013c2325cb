"""Site → its pages, finished: the door of the pure half of this room.

Templates are ours and escape every value; only prose, which is sanitised, and drawings of our own go in as
they are.
"""

import datetime
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import cache
from itertools import groupby, islice, zip_longest
from pathlib import PurePosixPath
from typing import Any, TypeVar

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from florilege.bibliography import highwire, schema_org
from florilege.catalogue.addresses import site_path
from florilege.catalogue.keys import HOME, TextKey
from florilege.catalogue.sorting import collation_key, index_letter, sort_title
from florilege.catalogue.writings import Author, Essay, Meeting
from florilege.contributing.guide import agreement
from florilege.contributing.ways import open_volumes, ways
from florilege.language.formats import initials, long_date
from florilege.language.sentences import say, sentences
from florilege.prose.glossary import GLOSSARY
from florilege.prose.prose import Heading
from florilege.web import opds
from florilege.web.calendars import ALL, calendar_path
from florilege.web.deposits import volume_records
from florilege.web.feeds import alternates, feed_of_all, feed_of_author, feed_of_meetings, feed_of_volume
from florilege.web.found_as import (
    KINDS,
    author_found,
    essay_found,
    meeting_found,
    page_found,
    volume_found,
)
from florilege.web.head import card_tags, citation_tags, in_lang, json_ld, open_graph
from florilege.web.page import END_OF_WORDS, FoundAs, WebPage
from florilege.web.page_view import PageView
from florilege.web.search_words import FOLDED
from florilege.web.set_fields import set_field
from florilege.web.site import CONTRIBUTE, PLACES, SEARCH, Site, changes_path, persons_of_letter
from florilege.web.static_files import READING_SCRIPT_PATH, SEARCH_SCRIPT_PATH
from florilege.web.style import AROUND_PATH, BROWSING_PATH
from florilege.web.versions import versions_of

Thing = TypeVar("Thing")

TITLE_ANCHOR = "title"
ESSAY = "essay.html"
"""The template of essays and of their translations."""
NOT_INDEXED = Markup('<meta name="robots" content="noindex">')
"""What keeps a page out of search engines (https://developers.google.com/search/docs/crawling-indexing)."""
LETTERS_FROM = 30
"""How many essays a list has before it is parted by letters."""
FACES = 150
"""How many authors the list of them shows by their faces; more stand in columns, as in an index."""
ABSTRACTS = 400
"""How many essays of a volume, or of a theme, are shown with abstracts and faces; more stand a line each."""
DRAWN, LISTED = 300, 1000
"""How many persons the drawing of encounters has, of which a screen shows some, and the table beside it."""
OFFERED = 6
"""How many essays the home page shows."""


def pages(site: Site) -> tuple[WebPage, ...]:
    """Every page of the site, each with its own path."""
    return tuple(page for make in MAKERS for page in make(site))


def menu(site: Site) -> Iterator[tuple[str, str]]:
    """Name and file of each entry of the menu, where mkdocs.yml has none."""
    yield site.words["home"], "index.md"
    for name in site.lists:
        yield site.words[name], f"{name}/index.md"
    for page in site.extra_pages:
        if page.menu:
            yield set_field(site, page.title, page.body.lang), page.body.path


def at_the_foot(site: Site, menu: Collection[str]) -> Iterator[tuple[str, str]]:
    """Name and address, below the site's, of the pages that the foot of each page names: all but the menu's.

    `menu` has the files of the menu's pages.
    """
    if site.has_ways:
        yield say("contributing", "ways.title", site.lang), f"{CONTRIBUTE}{site.index}"
    for page in site.extra_pages:
        if page.body.path not in menu:
            yield set_field(site, page.title, page.body.lang), f"{site_path(page.key)}{site.index}"


def home(site: Site) -> Iterator[WebPage]:
    """The home page, which has the editor's words above the volumes, the themes and some authors."""
    prose = site.prose(HOME)
    yield _page(
        site,
        "home.html",
        "",
        source=site.catalogue.home.path,
        title=site.catalogue.title or site.name,
        description=site.catalogue.description,
        lang=site.catalogue.home.lang,
        date=site.newest(site.in_lists.values()),
        head=(alternates(site, feed_of_all(site)),),
        headings=prose.headings,
        prose=prose,
        authors=_with_portraits_first(site),
        offered=_offered(site),
    )


def volume_list(site: Site) -> Iterator[WebPage]:
    """All volumes, and the essays that stand in none."""
    if "volumes" in site.lists:
        yield _list(site, "volumes")


def volumes(site: Site) -> Iterator[WebPage]:
    """A page a volume: its blurb, its contents, its front and back matter."""
    for volume in site.volumes:
        head = (
            alternates(site, feed_of_volume(site, volume)),
            citation_tags(highwire.volume_tags(site.online, volume)),
            json_ld(schema_org.book(site.online, volume, site.essays_in(volume))),
        )
        matters = {matter.kind: site.prose(matter.key) for matter in volume.matters}
        yield _page(
            site,
            "volume.html",
            site_path(volume.key),
            source=volume.body.path,
            kind="book",
            date=site.volume_date(volume),
            title=volume.title,
            description=site.about_volume(volume),
            lang=volume.lang,
            head=head,
            found=volume_found(site, volume),
            volume=volume,
            prose=site.prose(volume.key),
            matters=matters,
            whole=len(site.essays_in(volume)) <= ABSTRACTS,
        )


def changes(site: Site) -> Iterator[WebPage]:
    """A page a volume in which something has changed since it was printed."""
    for volume in site.volumes:
        edition, changed = site.edition(volume), site.changes(volume)
        if edition and changed:
            yield _page(
                site,
                "changes.html",
                changes_path(volume),
                title=site.words["changes"],
                description=site.words["changes_lead"].format(date=long_date(edition.date, site.lang)),
                date=site.volume_date(volume),
                searchable=False,
                volume=volume,
                edition=edition,
                changed=changed,
            )


def essays(site: Site) -> Iterator[WebPage]:
    """A page an essay."""
    for essay in site.essays.values():
        yield essay_page(site, essay)


def essay_page(site: Site, essay: Essay) -> WebPage:
    """The page of an essay."""
    before, after = site.neighbours(essay)
    letters = site.threads.get(essay.id, ())
    head: tuple[Markup, ...] = (
        citation_tags(highwire.essay_tags(site.online, site.as_cited(essay))),
        json_ld(schema_org.chapter(site.online, essay, letters)),
        *(
            # The space is HTML's to give, and hides the link from Material 9.8, whose keys for it nobody
            # can switch off (WCAG 2.1.4).
            Markup('<link rel="{} " href="{}">').format(kind, site.text_link(other.key, site_path(essay.key)))
            for kind, other in (("prev", before), ("next", after))
            if other
        ),
    )
    if site.translations(essay):
        head = (*head, versions_of(site, essay))
    around = letters or site.translations(essay)
    return _page_of_essay(
        site,
        essay,
        essay,
        essay.key,
        date=site.page_date(essay),
        head=head,
        sheets=(AROUND_PATH,) if around else (),
        before=before,
        after=after,
    )


def translations(site: Site) -> Iterator[WebPage]:
    """A page a translation."""
    for essay in site.essays.values():
        for translation in site.translations(essay):
            head = (
                json_ld(schema_org.translation(site.online, essay, translation)),
                versions_of(site, essay),
            )
            yield _page_of_essay(
                site,
                essay,
                translation.of(essay),
                translation.key,
                date=translation.date or site.date(essay),
                head=head,
                sheets=(AROUND_PATH,),
            )


def _page_of_essay(
    site: Site,
    essay: Essay,
    shown: Essay,
    key: TextKey,
    *,
    date: datetime.date | None,
    head: tuple[Markup, ...],
    sheets: tuple[str, ...],
    before: Essay | None = None,
    after: Essay | None = None,
) -> WebPage:
    """The page of an essay, or of the translation `shown`; its text is called `key`."""
    prose = site.prose(key)
    return _page(
        site,
        ESSAY,
        site_path(key),
        source=shown.body.path,
        kind="article",
        date=date,
        title=shown.title,
        description=shown.description or shown.abstract,
        lang=shown,
        author=site.listed(byline.name for byline in essay.bylines),
        head=(*head, NOT_INDEXED) if essay.unlisted else head,
        sheets=sheets,
        reading=READING_SCRIPT_PATH,
        headings=prose.headings,
        searchable=not essay.unlisted,
        found=essay_found(site, shown),
        essay=shown,
        prose=prose,
        volume=site.catalogue.volume_of.get(essay.id),
        part=site.part_of(essay),
        before=before,
        after=after,
    )


def essay_list(site: Site) -> Iterator[WebPage]:
    """All essays by their titles; many by the letters that these begin with."""
    if "essays" in site.lists:
        by_letter = _by_letter(site.in_lists.values(), _sort_title)
        few = len(site.in_lists) < LETTERS_FROM
        together = [("", [essay for _, group in by_letter for essay in group])]
        yield _list(site, "essays", letters=together if few else by_letter)


def _sort_title(essay: Essay) -> str:
    return sort_title(essay.title, essay.lang)


def date_list(site: Site) -> Iterator[WebPage]:
    """The essays that have a date, by year, the newest first; those of one day by their titles."""
    if site.dated:
        by_title = sorted(site.dated, key=lambda essay: collation_key(_sort_title(essay)))
        in_order = sorted(by_title, key=site.day, reverse=True)
        years = [(year, list(group)) for year, group in groupby(in_order, lambda essay: site.day(essay).year)]
        yield _page(
            site,
            "dates.html",
            "dates/",
            title=site.words["dates"],
            date=site.newest(site.dated),
            searchable=False,
            years=years,
        )


def place_list(site: Site) -> Iterator[WebPage]:
    """The essays that say where they happen, by town, and who met there."""
    if site.places:
        yield _page(
            site,
            "places.html",
            PLACES,
            title=site.words["places"],
            date=site.newest(essay for essays, _ in site.places.values() for essay in essays),
            searchable=False,
            sheets=(AROUND_PATH,),
        )


def quote_list(site: Site) -> Iterator[WebPage]:
    """The passages that readers may keep, and a page each."""
    if site.quotes:
        yield _list(site, "quotes")
    for each in site.quotes:
        home = each.home
        title = site.words["quoted"].format(set_field(site, home.title, home))
        yield _page(
            site,
            "quote.html",
            each.path,
            kind="article",
            title=site.words["quote_of"].format(title=title),
            description=each.words,
            lang=home,
            author=site.listed(byline.name for byline in each.bylines),
            date=site.date(home) if isinstance(home, Essay) else home.days[-1],
            searchable=False,
            quotable=each,
        )


def author_list(site: Site) -> Iterator[WebPage]:
    """All authors by the letters of their sort names."""
    if "authors" in site.lists:
        by_letter = _by_letter(site.catalogue.authors.values(), lambda author: author.sort_name)
        yield _list(site, "authors", letters=by_letter, many=FACES)


def _by_letter(things: Iterable[Thing], name: Callable[[Thing], str]) -> list[tuple[str, list[Thing]]]:
    """Things in the order of their names, below the letters of these."""
    in_order = sorted(things, key=lambda thing: collation_key(name(thing)))
    return [
        (letter, list(group)) for letter, group in groupby(in_order, lambda thing: index_letter(name(thing)))
    ]


def authors(site: Site) -> Iterator[WebPage]:
    """A page an author: the bio, the essays signed, those of others that name the author."""
    for author in site.catalogue.authors.values():
        yield _page(
            site,
            "author.html",
            site_path(author.key),
            source=author.body.path,
            kind="profile",
            title=author.name,
            description=author.headline,
            lang=author.body.lang,
            date=site.newest(site.essays_by(author.id)),
            head=(
                alternates(site, feed_of_author(site, author)),
                json_ld(schema_org.person(site.online, author)),
            ),
            found=author_found(site, author),
            author_shown=author,
            prose=site.prose(author.key),
        )


def person_list(site: Site) -> Iterator[WebPage]:
    """The index of persons: each mention in a text a link to it; of a long index, a page a letter."""
    if "persons" not in site.lists:
        return
    letters = _by_letter(site.persons, lambda person: person.name)
    if not site.persons_parted:
        yield _list(site, "persons", letters=letters, pages={}, shown="")
        return
    pages = {letter: persons_of_letter(letter) for letter, _ in letters}
    yield _list(site, "persons", letters=letters, pages=pages, shown="")
    for letter, path in pages.items():
        yield _page(
            site,
            "persons.html",
            path,
            title=f"{site.words['persons']}, {letter}",
            searchable=False,
            letters=letters,
            pages=pages,
            shown=letter,
        )


def encounter_list(site: Site) -> Iterator[WebPage]:
    """The encounters: drawn, and in a table; of very many, the strongest."""
    if "encounters" in site.lists:
        drawn, listed = site.encounters.strongest(DRAWN), site.encounters.foremost(LISTED)
        yield _list(site, "encounters", drawn=drawn, listed=listed)


def meeting_list(site: Site) -> Iterator[WebPage]:
    """The meetings by year, the newest first, and by place."""
    if "meetings" in site.lists:
        years = [
            (year, list(group))
            for year, group in groupby(site.meetings, lambda meeting: meeting.days[0].year)
        ]
        towns: dict[str, list[Meeting]] = {}
        for meeting in sorted(site.meetings, key=lambda meeting: collation_key(meeting.place.where)):
            towns.setdefault(meeting.place.where, []).append(meeting)
        yield _page(
            site,
            "meetings.html",
            "meetings/",
            title=site.words["meetings"],
            description=site.words["meetings_lead"],
            date=site.meetings[0].days[-1],
            head=(alternates(site, feed_of_meetings(site)),),
            sheets=(AROUND_PATH,),
            searchable=False,
            years=years,
            towns=towns.items(),
            calendar=ALL,
        )


def meetings(site: Site) -> Iterator[WebPage]:
    """A page a meeting: when, where, the minutes."""
    for meeting in site.meetings:
        prose, path = site.prose(meeting.key), site_path(meeting.key)
        yield _page(
            site,
            "meeting.html",
            path,
            source=meeting.body.path,
            kind="article",
            date=meeting.days[-1],
            title=meeting.title,
            description=meeting.abstract or site.beginning(meeting.key),
            lang=meeting.lang,
            head=(json_ld(schema_org.event(site.online, meeting)),),
            sheets=(AROUND_PATH,),
            reading=READING_SCRIPT_PATH,
            headings=prose.headings,
            found=meeting_found(site, meeting),
            meeting=meeting,
            prose=prose,
            calendar=calendar_path(meeting),
        )


def theme_list(site: Site) -> Iterator[WebPage]:
    """All themes, by name."""
    if "themes" in site.lists:
        yield _list(site, "themes", themes=sorted(site.themes, key=lambda theme: collation_key(theme.name)))


def themes(site: Site) -> Iterator[WebPage]:
    """A page a theme; search, which finds the essays themselves, leaves it out."""
    for theme in site.themes:
        yield _page(
            site,
            "theme.html",
            f"themes/{theme.slug}/",
            title=theme.name[:1].upper() + theme.name[1:],
            date=site.newest(theme.essays),
            searchable=False,
            theme=theme,
            whole=len(theme.essays) <= ABSTRACTS,
        )


def extra_pages(site: Site) -> Iterator[WebPage]:
    """The pages that the editor has added; for a folder of several without a page, a list."""
    for page in site.extra_pages:
        prose = site.prose(page.key)
        yield _page(
            site,
            "page.html",
            site_path(page.key),
            source=page.body.path,
            title=page.title,
            description=page.description,
            lang=page.body.lang,
            headings=prose.headings,
            found=page_found(site, page),
            page=page,
            prose=prose,
        )
    paths = {site_path(page.key) for page in site.extra_pages}
    folders = {f"{folder}/" for path in paths for folder in PurePosixPath(path).parents if folder.name}
    for folder in sorted(folders - paths):
        inside = [page for page in site.extra_pages if site_path(page.key).startswith(folder)]
        if len(inside) < 2:  # whose list would say no more than the page itself
            continue
        name = PurePosixPath(folder).name.replace("-", " ")
        yield _page(
            site,
            "pages.html",
            folder,
            title=site.words["pages"] if folder == "pages/" else name[:1].upper() + name[1:],
            searchable=False,
            pages=inside,
        )


def search(site: Site) -> Iterator[WebPage]:
    """The page from which readers search; none that looks for it finds anything there."""
    if site.has_search:
        yield _page(
            site,
            "search.html",
            SEARCH,
            title=site.words["search"],
            head=(NOT_INDEXED,),
            searchable=False,
            kinds=KINDS,
            folded=FOLDED,
            script=SEARCH_SCRIPT_PATH,
        )


def contribute(site: Site) -> Iterator[WebPage]:
    """How to contribute, in the ways that the anthology has switched on."""
    if site.has_ways:
        texts = sentences("contributing", site.lang)
        yield _page(
            site,
            "contribute.html",
            CONTRIBUTE,
            title=texts["ways.title"],
            description=texts["ways.lead"],
            searchable=False,
            ways=[*ways(site.ways, site.lang)],
            # Before its first text a volume has no page, but waits for some.
            open_volumes=open_volumes(site.catalogue, site.lang),
            texts=texts,
            agreement=agreement(site.catalogue, site.lang) if site.agrees_by_comment else (),
        )


def file_list(site: Site) -> Iterator[WebPage]:
    """The tomes and the files that readers may download."""
    if "files" in site.lists:
        feed = feed_of_all(site)
        machines = [("Atom", feed.atom), ("JSON Feed", feed.json)] if site.url and feed.entries else []
        if site.url and site.offered:
            machines += [("OPDS 1.2", opds.XML_PATH), ("OPDS 2.0", opds.JSON_PATH)]
        yield _list(site, "files", machines=machines, records=volume_records)


MAKERS: tuple[Callable[[Site], Iterator[WebPage]], ...] = (
    home,
    volume_list,
    volumes,
    changes,
    essay_list,
    date_list,
    place_list,
    essays,
    translations,
    quote_list,
    author_list,
    authors,
    person_list,
    encounter_list,
    meeting_list,
    meetings,
    theme_list,
    themes,
    extra_pages,
    contribute,
    file_list,
    search,
)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader("florilege.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        end_of_words=Markup(END_OF_WORDS),
        in_lang=in_lang,
        long_date=_raised_date,
        initials=initials,
        title_anchor=TITLE_ANCHOR,
        glossary=GLOSSARY,
    )
    return environment


def _raised_date(day: datetime.date, lang: str) -> Markup:
    """A date in words, its ordinal raised: « 1<sup>er</sup> mars 2026 »."""
    text = escape(long_date(day, lang))
    return Markup(re.sub(r"^1er\b", "1<sup>er</sup>", text))


def _page(
    site: Site,
    template: str,
    path: str,
    *,
    title: str,
    source: str = "",
    description: str = "",
    lang: Essay | Meeting | str = "",
    date: datetime.date | None = None,
    kind: str = "website",
    head: tuple[Markup, ...] = (),
    sheets: tuple[str, ...] = (),
    reading: str = "",
    author: str = "",
    headings: tuple[Heading, ...] = (),
    searchable: bool = True,
    found: FoundAs = FoundAs(),  # noqa: B008  # frozen
    **values: Any,
) -> WebPage:
    view = PageView(site, path)
    description = view.set(description, lang)
    html = (
        _templates()
        .get_template(template)
        .render(site=site, view=view, words=site.words, title=title, **values)
    )
    title = view.set(title)
    return WebPage(
        path=path,
        source=source,
        title=title,
        description=description,
        date=date,
        html=html,
        headings=headings,
        author=author,
        sheets=sheets if template == ESSAY else (BROWSING_PATH, *sheets),
        script=reading,
        head=_shared(site, path, title=title, description=description, kind=kind) + Markup("\n").join(head),
        searchable=searchable,
        found=found,
    )


def _shared(site: Site, path: str, *, title: str, description: str, kind: str) -> Markup:
    properties = {
        "og:type": kind,
        "og:title": title,
        "og:description": description,
        "og:site_name": site.name,
        "og:url": site.online.address(path),
        "og:locale": site.lang.replace("-", "_"),
    }
    card = site.cards.get(path) or site.cards.get("")
    return open_graph(properties.items()) + (card_tags(card, site.online.address(card.path)) if card else "")


def _list(site: Site, name: str, **values: Any) -> WebPage:
    date = site.newest(site.in_lists.values())
    return _page(
        site, f"{name}.html", f"{name}/", title=site.words[name], date=date, searchable=False, **values
    )


def _offered(site: Site) -> list[Essay]:
    """Essays for the home page: of each part in turn the first with an abstract, then the second."""
    parts = [
        [e for e in site.essays_in(part) if e.abstract] for volume in site.volumes for part in volume.parts
    ]
    loose = [essay for essay in site.loose_essays if essay.abstract]
    rounds = zip_longest(*parts, loose)
    return list(islice((essay for each in rounds for essay in each if essay is not None), OFFERED))


def _with_portraits_first(site: Site) -> list[Author]:
    """Authors for the home page: those with a portrait, in the order of their essays."""
    signed = [a for volume in site.volumes for a in site.authors_in(volume)]
    everyone = list({author.id: author for author in (*signed, *site.catalogue.authors.values())}.values())
    return sorted(everyone, key=lambda author: site.portrait(author) is None)
