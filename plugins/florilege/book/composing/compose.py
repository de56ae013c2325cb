"""Volume, Anthology → the sheets of a tome, in printed order.

`compose` is a pure function of the anthology and of the page numbers known so far. Setting, placing and
composing again, until nothing moves, numbers the tome (pagination/numbering.py). The order of the sheets is
that of French custom (Brossard, « Correcteur typographe », 1934).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from florilege.anthology import Anthology
from florilege.bibliography.cataloguing import cataloguing
from florilege.book.composing.composer import Composer
from florilege.book.composing.contents import (
    MAIL,
    TABLE,
    ContentsLine,
    contents_lines,
    has_index,
    indexed_texts,
    kept_together,
    last_page_begins,
    letters_anchor,
)
from florilege.book.composing.kept_sheets import KeptSheets
from florilege.book.composing.look import Look
from florilege.book.composing.look import look as look_of
from florilege.book.composing.openings import shown
from florilege.book.composing.title_page import title_closeness
from florilege.book.sheet import MM, Entry, Sheet, Side
from florilege.catalogue.volumes import BACK, ENCOUNTERS, FRONT, MatterKind, Part, Volume
from florilege.catalogue.writings import Author, Essay
from florilege.encounters.drawing import printed_drawing
from florilege.prose.index_of_persons import index_of_persons

TITLE_LINES = 8
"""What the title of a matter takes of its first page at most, with the space around it."""

Extent = Literal["tome", "proof", "specimen"]
"""What of a volume is printed: all of it, its parts alone, or each kind of page with no blank between."""


def compose(
    volume: Volume,
    anthology: Anthology,
    numbers: Mapping[str, int],
    *,
    look: Look | None = None,
    site_url: str = "",
    extent: Extent = "tome",
    before: Iterable[Sheet] = (),
    closeness: Mapping[str, int] | None = None,
    library: KeptSheets | None = None,
    later: bool = False,
) -> tuple[Sheet, ...]:
    """The sheets of a tome, in printed order, or those of its `extent`.

    `look` is the volume's, with what the anthology puts in its place; `numbers` maps an anchor to its page,
    from 1; `before` are the sheets of the same tome composed for other
    numbers, of which those serve again that these change nothing in; `closeness` maps the id of a sheet to
    how close it is set, from 0 (openings.py, contents.py); `library` has sheets that other builds composed.
    With `later`, sheets that wait for page numbers are stood in for by some without content.
    """
    kept = {sheet.id: sheet for sheet in before if sheet.html}
    composer = Composer(
        volume=volume,
        anthology=anthology,
        numbers=numbers,
        site_url=site_url,
        look=look or look_of(volume),
        kept=kept,
        closeness=closeness or {},
        library=library,
        later=later,
        home=anthology.catalogue.volume_of.get(volume.id) if extent == "proof" else None,
    )
    sheets = (sheet for step in STEPS[extent] for sheet in step(composer))
    return tuple(map(_anywhere, sheets) if extent == "specimen" else sheets)


def _anywhere(sheet: Sheet) -> Sheet:
    """A sheet that leaves no blank page before it."""
    return sheet if sheet.side == "any" else replace(sheet, side="any")


def _half_title(composer: Composer) -> Iterator[Sheet]:
    title = composer.plain(composer.volume.series) or composer.book_title
    yield composer.sheet("tome--half-title", "half-title", title, {}, side="recto")


def _title_page(composer: Composer) -> Iterator[Sheet]:
    title = composer.book_title
    outline = (Entry(level=1, title=title, anchor="tome--title"),)
    values = {"closeness": title_closeness(composer)}
    yield composer.sheet("tome--title", "title-page", title, values, side="recto", outline=outline)


def _imprint(composer: Composer) -> Iterator[Sheet]:
    colophon = composer.anthology.prose.get(composer.matter_key("colophon"))
    title = composer.words["imprint"]
    images = colophon.images if colophon else ()
    record = cataloguing(composer.volume, composer.anthology.catalogue)
    values = {"colophon": colophon, "cataloguing": record}
    yield composer.sheet("tome--imprint", "imprint", title, values, side="verso", images=images)


def _dedication(composer: Composer) -> Iterator[Sheet]:
    if prose := composer.matter_prose("dedication"):
        yield composer.sheet(
            prose.prefix, "dedication", "", {"prose": prose}, side="recto", images=prose.images
        )


def _contents(composer: Composer) -> Iterator[Sheet]:
    """The short table in front: parts and matter, or the essays where there are no parts."""
    id, of = "tome--contents", (has_index(composer),)
    if kept := composer.again(id, of):
        yield kept
        return
    lines = [
        line for line in contents_lines(composer) if line.rank != "essay" or not _has_parts(composer.volume)
    ]
    yield _entries(composer, id, composer.words["contents"], lines, of)


def _front(composer: Composer) -> Iterator[Sheet]:
    for kind in FRONT:
        yield from _matter(composer, kind)


def _parts(composer: Composer) -> Iterator[Sheet]:
    for number, part in enumerate(composer.volume.parts, 1):
        if part.title:
            yield _part(composer, part, number)
        for place, id in enumerate(part.essays):
            essay = composer.anthology.catalogue.essays[id]
            # The back of a part's page stays blank.
            recto = composer.volume.opening == "recto" or (part.title and place == 0)
            level = 2 if part.title else 1
            yield _essay(composer, essay, level, side="recto" if recto else "any")
            if composer.volume.letters == "essay" and id in composer.letters:
                yield _letters(composer, essay, composer.words["answers"], level + 1)


def _mail(composer: Composer) -> Iterator[Sheet]:
    """The part of the letters, those to each essay together."""
    if composer.volume.letters == "part" and composer.letters:
        title = composer.words["mail"]
        outline = (Entry(level=1, title=title, anchor=MAIL),)
        yield composer.sheet(MAIL, "part", title, {"number": None}, side="recto", outline=outline)
        for id in composer.letters:
            essay = composer.anthology.catalogue.essays[id]
            side: Side = "recto" if id == next(iter(composer.letters)) else "any"
            yield _letters(composer, essay, composer.plain(essay.title, essay.lang), 2, side=side)


def _mail_alone(composer: Composer) -> Iterator[Sheet]:
    """The letters to an essay as the part of letters prints them, for its proof."""
    if composer.volume.letters == "part":
        for id in composer.letters:
            essay = composer.anthology.catalogue.essays[id]
            yield _letters(composer, essay, composer.plain(essay.title, essay.lang), 2)


def _back(composer: Composer) -> Iterator[Sheet]:
    for kind in BACK:
        yield from _encounters(composer) if kind == ENCOUNTERS else _matter(composer, kind)


def _encounters(composer: Composer) -> Iterator[Sheet]:
    """A double page: on the left the drawing, on the right who names whom."""
    matter, prose = composer.volume.matter(ENCOUNTERS), composer.matter_prose(ENCOUNTERS)
    if not (matter and prose and composer.encounters.ties):
        return
    title = composer.plain(matter.title)
    page = composer.look.geometry
    met = composer.encounters
    side = min(page.measure * MM, (page.lines - TITLE_LINES) * page.leading)
    values = {
        "matter": matter,
        "prose": prose,
        "met": met,
        "drawing": printed_drawing(met, composer.words["encounters_drawing"], side=side),
    }
    yield composer.sheet(
        prose.prefix,
        "encounters",
        title,
        values,
        side="verso",
        folios=True,
        heads=composer.heads(composer.book_title, title),
        outline=(Entry(level=1, title=title, anchor=prose.prefix),),
        images=prose.images,
        lang=matter.body.lang,
    )


def _sponsors(composer: Composer) -> Iterator[Sheet]:
    sponsors = composer.volume.sponsors
    if not sponsors:
        return
    tiers = {
        tier: [s for s in sponsors if s.tier == tier] for tier in dict.fromkeys(s.tier for s in sponsors)
    }
    yield composer.titled("tome--sponsors", "sponsors", composer.words["sponsors"], {"tiers": tiers})


def _notices(composer: Composer) -> Iterator[Sheet]:
    authors = composer.authors
    if authors:
        prose = [composer.anthology.prose[author.key] for author in authors]
        id, title = "tome--notices", composer.words["notices"]

        def compose(of: Sequence[object]) -> Sheet:
            notices = [
                (author, each, _works(composer, author)) for author, each in zip(authors, prose, strict=True)
            ]
            images = tuple(image for each in prose for image in each.images)
            return composer.titled(
                id, "notices", title, {"notices": notices}, of=of, images=images, late=True
            )

        yield composer.late(id, title, prose, compose)


def _index(composer: Composer) -> Iterator[Sheet]:
    texts = [composer.anthology.prose[key] for key in indexed_texts(composer)]
    mentions = [mention for text in texts for mention in text.mentions]
    if mentions:
        id, title = "tome--index", composer.words["index"]
        pages = [composer.numbers.get(mention.id) for mention in mentions]

        def compose(of: Sequence[object]) -> Sheet:
            catalogue = composer.anthology.catalogue
            letters = index_of_persons(texts, catalogue, composer.numbers, lang=composer.volume.lang)
            values = {"letters": letters}
            return composer.titled(id, "index", title, values, of=of, late=True, numbered=True)

        yield composer.late(id, title, (mentions, pages), compose)


def _table(composer: Composer) -> Iterator[Sheet]:
    title = composer.words["table"]

    def compose(of: Sequence[object]) -> Sheet:
        lines = [line for line in contents_lines(composer) if line.anchor != TABLE]
        return _entries(composer, TABLE, title, lines, of, late=True)

    yield composer.late(TABLE, title, (has_index(composer),), compose)


def _printing(composer: Composer) -> Iterator[Sheet]:
    volume = composer.volume
    mentions = (
        volume.printed,
        volume.printer,
        volume.legal_deposit,
        volume.price,
        composer.later_printing,
    )
    if any(mentions):
        yield composer.sheet("tome--printing", "printing", composer.words["printing"], {})


Steps = tuple[Callable[[Composer], Iterator[Sheet]], ...]

TOME: Steps = (
    _half_title,
    _title_page,
    _imprint,
    _dedication,
    _contents,
    _front,
    _parts,
    _mail,
    _back,
    _sponsors,
    _notices,
    _index,
    _table,
    _printing,
)

STEPS: Mapping[Extent, Steps] = {
    "tome": TOME,
    "proof": (_parts, _mail_alone),
    # The imprint stands at the back of the half-title, as in books that save a leaf, and leaves the title and
    # the part their rectos.
    "specimen": (
        *(_half_title, _imprint, _title_page, _dedication, _table, _front, _parts, _mail, _back),
        *(_sponsors, _notices, _index, _printing),
    ),
}


def _essay(composer: Composer, essay: Essay, level: int, *, side: Side) -> Sheet:
    prose = composer.anthology.prose[essay.key]
    of = (prose, level, side)
    if kept := composer.again(prose.prefix, of):
        return kept
    people = composer.anthology.catalogue.authors
    signatures = [(byline, people.get(byline.author or "")) for byline in essay.bylines]
    closeness = composer.closeness.get(prose.prefix, 0)
    people_shown = shown(signatures, composer.look.geometry, composer.look.facts, closeness)
    portraits = [
        author.portrait for _, author in signatures if author and author.portrait and people_shown != "run"
    ]
    title = composer.plain(essay.title, essay.lang)
    return composer.sheet(
        prose.prefix,
        "essay",
        title,
        {
            "essay": essay,
            "signatures": signatures,
            "people": people_shown,
            "portraits": portraits,
            "closeness": closeness,
            "prose": prose,
        },
        of=of,
        lang=essay.lang,
        side=side,
        closeness=closeness,
        folios=True,
        heads=composer.heads(
            composer.plain(str(composer.names(essay.bylines))),
            composer.plain(essay.running_title, essay.lang),
        ),
        outline=(Entry(level=level, title=title, anchor=prose.prefix),),
        images=(*portraits, *prose.images),
        essay=essay.id,
    )


def _letters(composer: Composer, essay: Essay, title: str, level: int, *, side: Side = "any") -> Sheet:
    """The letters to an essay, one behind the other."""
    id = letters_anchor(essay.id)
    prose = composer.anthology.prose
    letters = [(letter, prose[letter.key]) for letter in composer.letters[essay.id]]
    name = composer.plain(essay.running_title, essay.lang)
    in_part = composer.volume.letters == "part"
    return composer.sheet(
        id,
        "letters",
        title,
        {"essay": essay, "letters": letters, "in_part": in_part, "about": prose[essay.key].prefix},
        side=side,
        folios=True,
        heads=composer.heads(composer.words["mail" if in_part else "answers"], name),
        outline=(Entry(level=level, title=title, anchor=id),),
        images=tuple(image for _, text in letters for image in text.images),
    )


def _part(composer: Composer, part: Part, number: int) -> Sheet:
    id = f"part--{part.id}"
    title = composer.plain(part.title)
    outline = (Entry(level=1, title=title, anchor=id),)
    return composer.sheet(id, "part", title, {"number": number}, side="recto", outline=outline)


def _matter(composer: Composer, kind: MatterKind) -> Iterator[Sheet]:
    matter = composer.volume.matter(kind)
    prose = composer.matter_prose(kind)
    if matter and prose:
        title = composer.plain(matter.title)
        values = {"matter": matter, "prose": prose}
        yield composer.titled(
            prose.prefix, "matter", title, values, images=prose.images, lang=matter.body.lang
        )


def _entries(
    composer: Composer,
    id: str,
    title: str,
    lines: Sequence[ContentsLine],
    of: Sequence[object],
    *,
    late: bool = False,
) -> Sheet:
    closeness = composer.closeness.get(id, 0)
    parted = last_page_begins(lines) if closeness == 2 else None
    kept = kept_together(lines, composer.look.geometry.lines)
    values = {"lines": lines, "close": closeness == 1, "parted": parted, "kept": kept}
    return composer.titled(id, "entries", title, values, of=of, late=late, listing=True, closeness=closeness)


def _works(composer: Composer, author: Author) -> list[ContentsLine]:
    """The essays of an author in this volume."""
    return [
        ContentsLine(
            rank="essay",
            title=composer.plain(essay.title, essay.lang),
            anchor=composer.anthology.prose[essay.key].prefix,
            lang=essay.lang,
        )
        for essay in composer.works[author.id]
    ]


def _has_parts(volume: Volume) -> bool:
    return any(part.title for part in volume.parts)
