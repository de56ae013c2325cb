"""An essay and its pages → how to cite it on paper (ISO 690, names in full)."""

from collections.abc import Iterator

from markupsafe import Markup

from florilege.book.composing.composer import Composer
from florilege.catalogue.model import Essay


def citation(composer: Composer, essay: Essay, first: int, last: int) -> Markup:
    """« A, « Title », dans B (dir.), Series, tome 1 : Volume, Lyon, Publisher, 2026, p. 12–15. »"""
    return Markup(", ").join(_pieces(composer, essay, first, last)) + "."


def _pieces(composer: Composer, essay: Essay, first: int, last: int) -> Iterator[str]:
    volume, words = composer.volume, composer.words
    yield composer.names(essay.bylines)
    yield Markup(words["quoted"]).format(composer.plain(essay.title, essay.lang))
    whole = Markup("<cite>{}</cite>").format(_full_title(composer))
    if volume.editors:
        whole = Markup("{} ({}), {}").format(composer.names(volume.editors), words["edited"], whole)
    yield Markup("{} {}").format(words["within"], whole)
    if volume.publisher:
        yield from filter(None, (volume.publisher.place, composer.plain(volume.publisher.name)))
    if volume.date:
        yield str(volume.date.year)
    pages = words["page"].format(page=first) if first == last else words["page_range"]
    yield pages.format(first=first, last=last)


def _full_title(composer: Composer) -> str:
    """« Series, tome 1 : Title », as much of it as there is."""
    volume, words = composer.volume, composer.words
    number = f"{words['volume'].lower()} {volume.number}" if volume.number is not None else ""
    series = ", ".join(part for part in (composer.plain(volume.series), number) if part)
    return f"{series}{words['colon']}{composer.book_title}" if volume.series else composer.book_title
