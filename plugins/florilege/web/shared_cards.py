"""Site → the card of each of its pages, which links to it show. The one file that has them painted."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from florilege.bibliography.titles import edited_by, portrait_of, series_statement
from florilege.book.binding.cards import HEIGHT, WIDTH, Card, CardPicture, draw_cards
from florilege.book.press import require_press
from florilege.catalogue.addresses import site_path
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Author, Byline, Essay, Meeting
from florilege.diagnostics.problems import FlorilegeError
from florilege.language.formats import initials, spoken_days
from florilege.printing.palettes import PALETTES, Colours, palette
from florilege.printing.scripts import script_faces
from florilege.runtime.cache import digest
from florilege.runtime.project import Project
from florilege.runtime.workers import Workers
from florilege.web.page import SharedCard
from florilege.web.quotable import Quotable
from florilege.web.set_fields import set_field
from florilege.web.site import Site

FOLDER = "assets/cards/"
LONGEST = 420
"""Signs of a passage on a card, at most."""
OF_NONE = PALETTES["brique"]
"""The colours of what stands in no volume."""


def shared_cards(
    project: Project, site: Site, on_failure: Callable[[FlorilegeError], None]
) -> dict[str, SharedCard]:
    """Path of a page → its card, for the home page and for each essay, meeting, passage, author and volume.

    There are none where the site's address is unknown: who shows cards wants whole addresses. `on_failure` is
    told of cards that can't be drawn. Raises `FlorilegeError` as `draw_cards` and `require_press` do.
    """
    if not site.url:
        return {}
    base = require_press(project, site.catalogue.designs)
    wanted = dict(_cards(site))
    # A text in no tome has a card, too: the scripts of cards are more than those of tomes.
    said = {sign for card in wanted.values() for text in _texts(card) for sign in text}
    scripts = script_faces(said, base, site.catalogue.designs, project.cache / "fonts")
    anthology, faces = replace(site.anthology, scripts=scripts), (*base, *scripts.faces)
    with Workers() as pool:
        drawn = draw_cards(project, anthology, wanted, faces=faces, pool=pool, on_failure=on_failure)
    return {
        path: SharedCard(
            path=f"{FOLDER}{path.rstrip('/') or 'index'}.jpg",
            file=file,
            width=WIDTH,
            height=HEIGHT,
            alternative=", ".join(text for text in (wanted[path].title, wanted[path].below) if text),
        )
        for path, file in drawn.items()
    }


def _texts(card: Card) -> tuple[str, ...]:
    return card.above, card.title, card.below, card.foot


def _cards(site: Site) -> Iterator[tuple[str, Card]]:
    yield "", _of_home(site)
    for essay in site.essays.values():
        yield site_path(essay.key), _of_essay(site, essay)
    for each in site.quotes:
        yield each.path, _of_quote(site, each)
    for meeting in site.meetings:
        yield site_path(meeting.key), _of_meeting(site, meeting)
    for author in site.catalogue.authors.values():
        yield site_path(author.key), _of_author(site, author)
    for volume in site.volumes:
        yield site_path(volume.key), _of_volume(site, volume)


def _of_home(site: Site) -> Card:
    title = site.catalogue.title or site.name
    first = site.volumes[0] if site.volumes else None
    return Card(
        name=title,
        title=set_field(site, title, site.catalogue.home.lang),
        lang=site.catalogue.home.lang,
        below=set_field(site, site.catalogue.description, site.catalogue.home.lang),
        foot=site.name if site.name != title else "",
        pictures=_cover(site, first) if first else (),
        whole=True,
        colours=_colours(first),
        initials=initials(title),
    )


def _of_essay(site: Site, essay: Essay) -> Card:
    volume = site.catalogue.volume_of.get(essay.id)
    people = [site.catalogue.authors.get(byline.author or "") for byline in essay.bylines]
    return Card(
        name=essay.title,
        title=set_field(site, essay.title, essay),
        lang=essay.lang,
        above=set_field(site, series_statement(volume, site.lang) or volume.title, volume.lang)
        if volume
        else "",
        below=_signed(site, essay.bylines),
        foot=site.name,
        pictures=tuple(_portraits(site, filter(None, people))),
        colours=_colours(volume),
        initials=initials(essay.bylines[0].name),
    )


def _of_quote(site: Site, each: Quotable) -> Card:
    """The card of a passage: its text's, with as much of the passage for a title as can be read."""
    home = each.home
    if isinstance(home, Essay):
        whole = _of_essay(site, home)
        below = f"{_signed(site, each.bylines)}, {whole.title}"
    else:
        whole = _of_meeting(site, home)
        below = f"{whole.title}, {whole.below}"
    title = set_field(site, each.quoted(site.words, LONGEST), home)
    return replace(whole, title=title, below=below, quoted=True)


def _of_meeting(site: Site, meeting: Meeting) -> Card:
    there = (site.catalogue.authors.get(byline.author or "") for byline in meeting.company)
    return Card(
        name=meeting.title,
        title=set_field(site, meeting.title, meeting),
        lang=meeting.lang,
        above=set_field(site, str(meeting.place), meeting),
        below=set_field(site, spoken_days(meeting.days, site.lang)),
        foot=site.name,
        pictures=tuple(_portraits(site, filter(None, there))),
        colours=_colours(None),
        initials=initials(meeting.title),
    )


def _of_author(site: Site, author: Author) -> Card:
    written = site.essays_by(author.id)
    volume = next(filter(None, (site.catalogue.volume_of.get(essay.id) for essay in written)), None)
    return Card(
        name=author.name,
        title=author.name,
        lang=author.body.lang,
        above=site.counted(len(written), "essays") if written else "",
        below=set_field(site, author.headline, author.body.lang),
        foot=site.name,
        pictures=tuple(_portraits(site, [author])),
        colours=_colours(volume),
        initials=initials(author.name),
    )


def _of_volume(site: Site, volume: Volume) -> Card:
    before, editors = edited_by(volume, site.lang)
    return Card(
        name=volume.title,
        title=set_field(site, volume.title, volume.lang),
        lang=volume.lang,
        above=set_field(site, series_statement(volume, site.lang), volume.lang),
        below=set_field(site, volume.subtitle, volume.lang) or before + _signed(site, editors),
        foot=site.name,
        pictures=_cover(site, volume),
        whole=True,
        colours=_colours(volume),
        initials=str(volume.number) if volume.number is not None else initials(volume.title),
    )


def _signed(site: Site, bylines: Iterable[Byline]) -> str:
    return site.listed(byline.name for byline in bylines)


def _colours(volume: Volume | None) -> Colours:
    return palette(volume) if volume else OF_NONE


def _portraits(site: Site, people: Iterable[Author]) -> Iterator[CardPicture]:
    for author in people:
        if image := site.portrait(author):
            alternative = portrait_of(author, site.lang)
            yield CardPicture(file=image.file, mime=image.mime, digest=image.digest, alternative=alternative)


def _cover(site: Site, volume: Volume) -> tuple[CardPicture, ...]:
    cover = site.downloads.covers.get(volume.id)
    if cover is None:
        return ()
    name = digest(cover.file.read_bytes())
    return (CardPicture(file=cover.file, mime="image/png", digest=name, alternative=volume.title),)
