"""A text → how search shows it (who signs it, in which tome, on which pages), and what narrows it down."""

from collections.abc import Iterator

from florilege.bibliography.titles import for_readers, full_title, series_statement
from florilege.catalogue.model import ExtraPage
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Author, Essay, Meeting
from florilege.language.formats import spoken_days
from florilege.language.locales import language_name
from florilege.web.page import FoundAs
from florilege.web.site import Site

KINDS = {
    "volume": ("search_volume", "search_volume_all"),
    "author": ("search_author", "search_author_all"),
    "theme": ("search_theme", "search_theme_all"),
    "lang": ("search_lang", "search_lang_all"),
}
"""What a search can be narrowed down to → the words for it and for all of it, in the order of the offer."""


def essay_found(site: Site, essay: Essay) -> FoundAs:
    """« Ada Nerval · Série, tome 1 · p. 12–15 »; found at its authors, themes and key words too."""
    names = tuple(byline.name for byline in essay.bylines)
    volume = site.catalogue.volume_of.get(essay.id)
    themes = tuple(site.theme_of[tag].name if tag in site.theme_of else tag for tag in essay.tags)
    filters = [("author", name) for name in names] + [("theme", theme) for theme in themes]
    pieces = [site.listed(names), _tome(site, volume), _pages(site, essay)]
    return FoundAs(
        line=" · ".join(piece for piece in pieces if piece),
        names=names,
        persons=tuple(dict.fromkeys(mention.person for mention in site.prose(essay.key).mentions)),
        themes=(*themes, *essay.keywords),
        filters=(*filters, *_in_volume(site, volume), _lang(site, essay.lang)),
    )


def volume_found(site: Site, volume: Volume) -> FoundAs:
    """« Série, tome 1 »; found at its editors and its subtitle."""
    return FoundAs(
        line=series_statement(volume, site.lang, printed=for_readers) or volume.subtitle,
        names=tuple(byline.name for byline in volume.editors),
        filters=(*_in_volume(site, volume), _lang(site, volume.body.lang)),
    )


def author_found(site: Site, author: Author) -> FoundAs:
    """The author's headline; found at all names that the author has."""
    return FoundAs(
        line=author.headline,
        names=author.also_known_as,
        filters=(("author", author.name), _lang(site, author.body.lang)),
    )


def meeting_found(site: Site, meeting: Meeting) -> FoundAs:
    """« Fournil, Valbrune · 11 avril 2026 »; found at all who were there."""
    names = tuple(byline.name for byline in meeting.company)
    return FoundAs(
        line=f"{meeting.place} · {spoken_days(meeting.days, site.lang)}",
        persons=tuple(dict.fromkeys((*names, *(each.person for each in site.prose(meeting.key).mentions)))),
        filters=(_lang(site, meeting.lang),),
    )


def page_found(site: Site, page: ExtraPage) -> FoundAs:
    """The page's language alone narrows a search to it."""
    return FoundAs(filters=(_lang(site, page.body.lang),))


def _tome(site: Site, volume: Volume | None) -> str:
    """The tome as one says it: its number in the series, else its title."""
    if volume is None:
        return ""
    return series_statement(volume, site.lang, printed=for_readers) or for_readers(volume.title, volume.lang)


def _in_volume(site: Site, volume: Volume | None) -> Iterator[tuple[str, str]]:
    if volume is not None:
        yield "volume", full_title(volume, site.lang, printed=for_readers)


def _pages(site: Site, essay: Essay) -> str:
    if essay.id not in site.online.pages:
        return ""
    first, last = site.online.pages[essay.id]
    sentence = site.words["page"] if first == last else site.words["page_range"]
    return sentence.format(page=first, first=first, last=last)


def _lang(site: Site, lang: str) -> tuple[str, str]:
    """The language as the site's own calls it."""
    name = language_name(lang, site.lang)
    return "lang", name[:1].upper() + name[1:]
