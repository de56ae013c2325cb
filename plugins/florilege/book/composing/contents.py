"""What a table of contents lists, and which texts the index of persons covers, in printed order.

No table leaves a few lines for a last page: it is set closer (step 1), or parted earlier (step 2).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from florilege.bibliography.spoken_names import NOBODY, Names
from florilege.book.composing.composer import Composer
from florilege.book.sheet import Fragment
from florilege.catalogue.keys import TextKey
from florilege.catalogue.volumes import BACK, ENCOUNTERS, FRONT, MatterKind

TABLE = "tome--table"
MAIL = "tome--letters"
"""The part of the letters."""

ENOUGH = 5
"""Lines that stand at least on the last page of a table."""

SHORT = 30
"""Characters of a name that no line of a table parts: half of such a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentsLine:
    """A line of a table: what, by whom, where; `rank` names its look."""

    rank: str
    title: str
    anchor: str
    by: Names = NOBODY
    lang: str = ""
    last_name: str = ""
    """The last of `by`."""

    @property
    def parted(self) -> tuple[Names, Names]:
        """`by`, or without it the title, in two: the second stays on one line with the number of the page.

        That is a whole name unless it is long, else the last word, or the end of one that no line holds.

        >>> by = Names((("Li Wen et Ada Roux", ""),))
        >>> [*map(str, ContentsLine(rank="", title="T", anchor="", by=by, last_name="Ada Roux").parted)]
        ['Li Wen et ', 'Ada Roux']
        >>> [*map(str, ContentsLine(rank="", title="La lune", anchor="").parted)]
        ['La ', 'lune']
        """
        whole = self.by or Names(((self.title, ""),))
        text = str(whole)
        last = self.last_name if 0 < len(self.last_name) <= SHORT else text.rpartition(" ")[2]
        return whole.split(len(text) - (len(last) if len(last) <= SHORT else SHORT // 2))

    @property
    def within_word(self) -> bool:
        """Whether `parted` divides a word."""
        before = str(self.parted[0])
        return bool(before) and not before[-1].isspace()


def lines_short(fragment: Fragment) -> int:
    """How many lines the last page of a table lacks."""
    return 0 if fragment.pages == 1 else max(ENOUGH - fragment.left, 0)


def last_page_begins(lines: Sequence[ContentsLine]) -> int:
    """The index of the line that the last page of a table begins with, where it's parted earlier.

    At a group if there is one near, which is then at the head of the page; else with enough lines.
    """
    near = range(len(lines) - ENOUGH, max(len(lines) - 3 * ENOUGH, 0), -1)
    return next((index for index in near if lines[index].rank == "group"), max(len(lines) - ENOUGH - 1, 0))


def kept_together(lines: Sequence[ContentsLine], height: int) -> frozenset[int]:
    """The indices of lines after which a table of pages of this height (in lines) isn't broken.

    So a part stands on one page, unless it is longer than half of one.
    """
    kept = set[int]()
    for first, line in enumerate(lines):
        if line.rank == "group":
            essays = [*takewhile(lambda each: each.rank == "essay", lines[first + 1 :])]
            if 2 * len(essays) < height / 2:
                kept.update(range(first, first + len(essays)))
    return frozenset(kept)


def contents_lines(composer: Composer) -> Iterator[ContentsLine]:
    """All that a table of contents lists, in printed order."""
    yield from _matter_lines(composer, FRONT)
    for part in composer.volume.parts:
        if part.title:
            yield ContentsLine(rank="group", title=composer.plain(part.title), anchor=f"part--{part.id}")
        for id in part.essays:
            essay = composer.anthology.catalogue.essays[id]
            prose = composer.anthology.prose[essay.key]
            yield ContentsLine(
                rank="essay",
                title=composer.plain(essay.title, essay.lang),
                anchor=prose.prefix,
                by=composer.names(essay.bylines),
                lang=essay.lang,
                last_name=essay.bylines[-1].name if essay.bylines else "",
            )
    if composer.volume.letters == "part" and composer.letters:
        yield ContentsLine(rank="group", title=composer.words["mail"], anchor=MAIL)
        yield from (_letters_line(composer, id) for id in composer.letters)
    yield from _matter_lines(composer, BACK)
    if composer.volume.sponsors:
        yield ContentsLine(rank="matter", title=composer.words["sponsors"], anchor="tome--sponsors")
    if composer.authors:
        yield ContentsLine(rank="matter", title=composer.words["notices"], anchor="tome--notices")
    if has_index(composer):
        yield ContentsLine(rank="matter", title=composer.words["index"], anchor="tome--index")
    yield ContentsLine(rank="matter", title=composer.words["table"], anchor=TABLE)


def letters_anchor(essay: str) -> str:
    """The anchor of the letters to an essay."""
    return f"letters--{essay}"


def _letters_line(composer: Composer, id: str) -> ContentsLine:
    """The letters to an essay, by those who wrote them."""
    essay = composer.anthology.catalogue.essays[id]
    bylines = dict.fromkeys(byline for letter in composer.letters[id] for byline in letter.bylines)
    return ContentsLine(
        rank="essay",
        title=composer.plain(essay.title, essay.lang),
        anchor=letters_anchor(id),
        by=composer.names([*bylines]),
        lang=essay.lang,
        last_name=[*bylines][-1].name,
    )


def _matter_lines(composer: Composer, kinds: Iterable[MatterKind]) -> Iterator[ContentsLine]:
    for kind in kinds:
        matter, prose = composer.volume.matter(kind), composer.matter_prose(kind)
        if matter and prose and (kind != ENCOUNTERS or composer.encounters.ties):
            yield ContentsLine(
                rank="matter",
                title=composer.plain(matter.title),
                anchor=prose.prefix,
                by=composer.names(matter.bylines),
                last_name=matter.bylines[-1].name if matter.bylines else "",
            )


def has_index(composer: Composer) -> bool:
    """Whether a person is mentioned in the texts that the index covers."""
    return any(composer.anthology.prose[key].mentions for key in indexed_texts(composer))


def indexed_texts(composer: Composer) -> Iterator[TextKey]:
    """The keys of the texts that the index of persons covers, in printed order."""
    texts = composer.anthology.catalogue.running_texts(composer.volume)
    drawn = composer.volume.matter(ENCOUNTERS)
    unprinted = composer.matter_key(ENCOUNTERS) if drawn and not composer.encounters.ties else None
    return (key for key in texts if key in composer.anthology.prose and key != unprinted)
