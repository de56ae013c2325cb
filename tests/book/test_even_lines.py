"""Titles, abstracts, epigraphs, captions: even lines, no word alone on the last; from finished pages."""

from collections.abc import Iterator, Sequence
from itertools import groupby, islice, product

import pytest

from book.plain import set_whole
from book.reading import Word, letters, pages_of
from book.styles import Style, set_one
from florilege.book.sheet import MM
from florilege.runtime.workers import Workers

pytestmark = pytest.mark.press

CAPTION = '<div class="text"><figure><figcaption>{}</figcaption></figure></div>'
FLUSH = (1, 2)
"""The designs whose captions stand at the left, and are full instead."""
KINDS = (
    '<header class="opening"><h1>{}</h1></header>',
    '<header class="opening"><p class="subtitle">{}</p></header>',
    '<header class="opening"><p class="abstract">{}</p></header>',
    '<div class="text"><p class="epigraph">{}</p></div>',
    '<div class="text"><h2>{}</h2></div>',
    '<div class="text"><p class="pullquote">{}</p></div>',
    CAPTION,
    '<div class="part"><h1>{}</h1></div>',
)
LENGTHS = (4, 6, 7, 9, 12, 16, 25, 33)
"""Words of a text."""
SYLLABLES = "ba ce di fo gu ha ji ko lu me".split()  # noqa: SIM905
EVEN = 0.5
"""Of the widest line, what the narrowest has at least."""


def words() -> Iterator[str]:
    """Words of two to six letters, in groups of three syllables that no other text has."""
    for one, two, three in product(SYLLABLES, repeat=3):
        yield from (f"{one}{two}{three}", one, f"{two}{three}")


def text(say: Iterator[str], length: int) -> str:
    return " ".join(islice(say, length))


def lines(drawn: Sequence[Word]) -> list[Sequence[Word]]:
    return [[*line] for _, line in groupby(drawn, key=lambda each: round(each.y))]


BELONGING = ("huit mois", "rendez-vous", "chambre 9", "dix-sept tonnes", "mai 1938")
PARTED = ("huit", "rendez-", "chambre", "sept", "dix-", "mai")
"""What a line of a title rather doesn't part, and how one that does would end."""


def test_lines_part_no_number_and_no_compound(styles: Sequence[Style], pool: Workers) -> None:
    say = words()
    said = [
        f"{text(say, before)} {each} {text(say, 19 - before)}"
        for each, before in product(BELONGING, range(3, 16, 2))
    ]
    body = "".join(f'<header class="opening"><p class="abstract">{each}</p></header>' for each in said)
    calls = [style.call(f'<section id="a" class="sheet essay">{body}</section>') for style in styles]
    for pdf in pool.run(set_whole, calls, seconds=200):
        assert isinstance(pdf, bytes), pdf
        drawn = [word for page in pages_of(pdf) for word in page.words]
        found = ["".join(word.text for word in line).strip() for line in lines(drawn)]
        assert len(found) >= 2 * len(said)
        assert [line for line in found if line.endswith(PARTED)] == []
        assert any("rendez-vous" in line for line in found)


def test_lines_are_even(styles: Sequence[Style], pool: Workers) -> None:
    say = words()
    kinds = KINDS * len(LENGTHS)
    said = [text(say, length) for length in LENGTHS for _ in KINDS]
    body = "".join(kind.format(each) for kind, each in zip(kinds, said, strict=True))
    calls = [style.call(f'<section id="a" class="sheet essay">{body}</section>') for style in styles]
    for number, pdf in enumerate(pool.run(set_whole, calls, seconds=200)):
        assert isinstance(pdf, bytes), pdf
        drawn = [word for page in pages_of(pdf) for word in page.words if word.text.isalpha()]
        at = several = 0
        for kind, each in zip(kinds, said, strict=True):
            count = len(letters(each))
            found, at = lines(drawn[at : at + count]), at + count
            shown = ["".join(word.text for word in line) for line in found]
            assert letters("".join(shown)) == letters(each), kind
            widths = [line[-1].x - line[0].x for line in found]
            several += len(found) > 1
            if kind != CAPTION or number % 3 not in FLUSH:
                assert min(widths) >= EVEN * max(widths), (kind, each, shown)
        assert several > len(said) / 3


FULL, LAST = 0.65, 0.3
"""Of the measure, what each line of a caption at the left has at least, and what its last one has."""


@pytest.mark.parametrize("design", FLUSH, ids=["contemporain", "revue"])
def test_captions_at_the_left_are_as_wide_as_their_pictures(
    styles: Sequence[Style], pool: Workers, design: int
) -> None:
    """As words allow, and their last line isn't much shorter."""
    style, say = styles[design], words()
    said = [text(say, length) for length in range(20, 60, 3)]
    body = "".join(CAPTION.format(each) for each in said)
    pdf = set_one(pool, style.call(f'<section id="a" class="sheet essay">{body}</section>'))
    drawn = [word for page in pages_of(pdf) for word in page.words if word.text.isalpha()]
    at, measure = 0, style.geometry.measure * MM
    for each in said:
        count = len(letters(each))
        *full, last = [line[-1].x - line[0].x for line in lines(drawn[at : at + count])]
        at += count
        assert min(full, default=measure) > FULL * measure, each
        assert last > LAST * measure, each
    assert at == len(drawn)
