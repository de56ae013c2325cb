"""Essay → the sentence that cites it in a bibliography (ISO 690, names in full)."""

from collections.abc import Iterator

from markupsafe import Markup

from florilege.bibliography.titles import Printed, as_written, full_title
from florilege.catalogue.volumes import Volume
from florilege.catalogue.writings import Essay
from florilege.language.direction import isolated
from florilege.language.formats import listing
from florilege.language.words import words

MOST_NAMES = 3
"""How many authors an abridged reference names."""


def reference(
    essay: Essay,
    volume: Volume | None,
    lang: str,
    *,
    printed: Printed = as_written,
    collection: str = "",
    pages: tuple[int, int] | None = None,
    abridged: bool = False,
) -> Markup:
    """« A, « Title », dans B (dir.), Series, tome 1 : Volume, Lyon, Publisher, 2026, p. 12–15. »

    `lang` (BCP 47) is the language of the words in between, `collection` names what holds an essay that is in
    no volume, `pages` are the numbers printed on its first and last page. `abridged`, more than three authors
    are the first « et al. » (ISO 690). A translation names who translated. What isn't known is left out.
    """
    names = [isolated(byline.name) for byline in essay.bylines]
    signed = f"{names[0]} et\u00a0al." if abridged and len(names) > MOST_NAMES else listing(names, lang)
    pieces = _pieces(essay, signed, volume, lang, printed, collection, pages)
    return Markup(", ").join(piece for piece in pieces if piece) + "."


def _pieces(
    essay: Essay,
    signed: str,
    volume: Volume | None,
    lang: str,
    printed: Printed,
    collection: str,
    pages: tuple[int, int] | None,
) -> Iterator[str]:
    between = words(lang)
    yield signed
    yield Markup(between["quoted"]).format(printed(essay.title, essay.lang))
    if essay.translators:
        translators = listing((isolated(byline.name) for byline in essay.translators), lang)
        yield between["cited_translation"].format(names=translators)
    if volume is None:
        yield Markup("<cite>{}</cite>").format(collection)
    else:
        whole = Markup("<cite>{}</cite>").format(full_title(volume, lang, printed=printed))
        if volume.editors:
            editors = listing((isolated(byline.name) for byline in volume.editors), lang)
            whole = Markup("{} ({}), {}").format(editors, between["edited"], whole)
        yield Markup("{} {}").format(between["within"], whole)
        if volume.publisher:
            yield printed(volume.publisher.place, volume.lang)
            yield printed(volume.publisher.name, volume.lang)
    date = (volume.date if volume else None) or essay.date
    yield str(date.year) if date else ""
    if pages:
        first, last = pages
        sentence = between["page"].format(page=first) if first == last else between["page_range"]
        yield sentence.format(first=first, last=last)
