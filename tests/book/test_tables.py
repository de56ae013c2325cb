"""Tables of two to nine columns, read from finished pages in every design and size.

Columns stand apart and within the text, type has a lower limit, dates and numbers are on one line, each page
says the head again, and that the table goes on, for the eye alone.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from ctypes import c_double
from dataclasses import dataclass
from itertools import islice, pairwise, product

import pypdfium2
import pytest
from pypdfium2 import raw

from book.plain import Call, set_whole
from book.reading import letters
from book.styles import Style, sheet
from florilege.book.composing.body.printed_tables import LIMIT
from florilege.book.composing.body.prose_to_html import Target, printed
from florilege.book.sheet import MM
from florilege.prose.prose import Prose
from florilege.runtime.workers import Workers

pytestmark = pytest.mark.press

SLACK = 0.6
"""pt: how far the ink of a letter may reach beyond its own room."""
COLUMNS = range(2, 10)
ROWS = 40
"""Those of a table that is longer than a page of each style."""

DATES = ("{} février 2005", "{} Feb 2009", "{} juil. 1998")
NUMBERS = ("{} h 30", "1{}5", "{} km", "{} %")
WORDS = ("un quai {}", "la longue rue {} du port et de la ville", "anticonstitutionnellement {}")


@dataclass(frozen=True)
class Kind:
    """What the cells of a column say, each with a number of its own, and whether none may be parted."""

    cells: Sequence[str]
    whole: bool


KINDS: Mapping[str, Kind] = {
    "numbers": Kind(NUMBERS, whole=True),
    "dates": Kind(DATES, whole=False),
    "words": Kind(WORDS, whole=False),
    "addresses": Kind((f"{'abcdeghikm' * 6}{{}}", "{} h 30"), whole=False),
    "tied": Kind(("le\u00a0" + "cent\u00a0" * 9 + "{}", "x\u00a0=\u00a0{}\u00a0+\u00a0y"), whole=False),
    "dates and words": Kind((DATES[0], WORDS[1], NUMBERS[0], DATES[1]), whole=False),
}


@dataclass(frozen=True)
class Table:
    """Heads and rows of cells, no two of which say the same."""

    kind: Kind
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def html(self) -> str:
        heads = "".join(f"<th>{each}</th>" for each in self.heads)
        rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in self.rows)
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def names() -> Iterator[str]:
    """Words of four letters that no other table has."""
    yield from map("".join, product("zkxw", "aeiou", "zkxw", "aeiou"))


def table(kind: Kind, columns: int, rows: int, words: Iterator[str], number: Iterator[int]) -> Table:
    said = [
        [kind.cells[column % len(kind.cells)].format(next(number)) for column in range(columns)]
        for _ in range(rows)
    ]
    return Table(kind, [*islice(words, columns)], said)


def call(style: Style, body: str) -> Call:
    """What `set_whole` makes the pages of an essay of."""
    text = printed(
        Prose(prefix="a", html=body),
        target=lambda *_: Target(href=""),
        images={},
        geometry=style.geometry,
        page=str,
        lang="fr",
        continued="(suite)",
    )
    return style.call(sheet(text))


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter on a page, its ink from left to right, its baseline and the size of its type, in pt."""

    text: str
    page: int
    left: float
    right: float
    y: float
    size: float


def read(pdf: bytes) -> list[Letter]:
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [
            letter for number, page in enumerate(document) for letter in _letters(page.get_textpage(), number)
        ]


def _letters(page: pypdfium2.PdfTextPage, number: int) -> Iterator[Letter]:
    left, right, bottom, top, x, y = (c_double() for _ in range(6))
    for index in range(page.count_chars()):
        text = letters(chr(raw.FPDFText_GetUnicode(page, index)))
        if text and not raw.FPDFText_IsGenerated(page, index):
            raw.FPDFText_GetCharBox(page, index, left, right, bottom, top)
            raw.FPDFText_GetCharOrigin(page, index, x, y)
            size = raw.FPDFText_GetFontSize(page, index) * 0.75
            for letter in text:
                yield Letter(letter, number, left.value, right.value, y.value, size)


def found(drawn: Sequence[Letter], text: str, said: str, start: int = 0) -> Sequence[Letter]:
    """The letters of a cell, which are drawn together."""
    at = text.find(letters(said), start)
    assert at >= 0, said
    return drawn[at : at + len(letters(said))]


def set_tables(pool: Workers, styles: Sequence[Style], tables: Sequence[Table]) -> Iterator[list[Letter]]:
    yield from set_tables_of(pool, styles, "".join(f"<p>Avant.</p>{each.html}" for each in tables))


def set_tables_of(pool: Workers, styles: Sequence[Style], body: str) -> Iterator[list[Letter]]:
    for pdf in pool.run(set_whole, [call(style, body) for style in styles], seconds=200):
        assert isinstance(pdf, bytes), pdf
        yield read(pdf)


@pytest.mark.parametrize("kind", KINDS)
def test_columns_stand_apart_within_the_text_in_legible_type(
    styles: Sequence[Style], pool: Workers, kind: str
) -> None:
    number = iter(range(10, 100_000))
    tables = [table(KINDS[kind], columns, 2, names(), number) for columns in COLUMNS]
    for style, drawn in zip(styles, set_tables(pool, styles, tables), strict=True):
        page = style.geometry
        start, end = page.side * MM - SLACK, (page.width - page.side) * MM + SLACK
        assert [each for each in drawn if each.left < start or each.right > end] == []
        assert min(each.size for each in drawn) > LIMIT - 0.01
        text, at = "".join(each.text for each in drawn), 0
        for of in tables:
            columns: list[list[Letter]] = [[] for _ in of.heads]
            for row in of.rows:
                for column, cell in zip(columns, row, strict=True):
                    at = text.find(letters(cell), at)
                    assert at >= 0, cell
                    column += found(drawn, text, cell, at)
                    at += len(letters(cell))
            for one, other in pairwise(columns):
                assert max(each.right for each in one) < min(each.left for each in other), of.rows[0]


@pytest.mark.parametrize(("kind", "most"), [("numbers", 9), ("dates", 3), ("dates and words", 3)])
def test_no_line_parts_a_date_or_a_number(
    styles: Sequence[Style], pool: Workers, kind: str, most: int
) -> None:
    number = iter(range(10, 100))
    tables = [table(KINDS[kind], columns, 1, names(), number) for columns in range(2, most + 1)]
    for drawn in set_tables(pool, styles, tables):
        text = "".join(each.text for each in drawn)
        cells = [cell for of in tables for row in of.rows for cell in row if cell[0].isdigit()]
        assert [cell for cell in cells if len({each.y for each in found(drawn, text, cell)}) > 1] == []


def test_what_turns_over_stands_further_in(styles: Sequence[Style], pool: Workers) -> None:
    """Text in a cell, that one sees where rows begin; not the blocks that a cell holds."""
    said = {each: f"z{each}z le quai dort encore sous la pluie et la voisine regarde" for each in range(4)}
    inner = "".join(f"<p>{said[each]}</p>" for each in (1, 2))
    body = "<p>Avant.</p>" + with_head(
        ["un", "deux", "trois"], row([said[0], inner, "vert"]), row(["vert", said[3], said[0]])
    )
    for drawn in set_tables_of(pool, styles, body):
        text = "".join(each.text for each in drawn)
        lines = {each: [*_line_starts(found(drawn, text, of))] for each, of in said.items()}
        assert all(len(of) > 1 for of in lines.values())
        for each in (0, 3):
            first, *rest = lines[each]
            assert all(0.7 * of.size < of.left - first.left < 0.9 * of.size for of in rest)
        for each in (1, 2):
            assert max(of.left for of in lines[each]) - lines[3][0].left < SLACK


def _line_starts(drawn: Sequence[Letter]) -> Iterator[Letter]:
    """The first letters of lines."""
    yield drawn[0]
    yield from (after for before, after in pairwise(drawn) if after.y < before.y - 1)


def test_a_low_table_is_on_one_page(styles: Sequence[Style], pool: Workers) -> None:
    """Wherever on the page it would begin."""
    say, number = names(), iter(range(10, 10_000))
    tables = [table(KINDS["numbers"], 3, 5, say, number) for _ in range(12)]
    body = "".join(
        f"{'<p>Avant.</p>' * (5 + count)}{each.html}<p>Après.</p>" for count, each in enumerate(tables)
    )
    some = styles[:3]
    for pdf in pool.run(set_whole, [call(style, body) for style in some], seconds=200):
        assert isinstance(pdf, bytes), pdf
        drawn = read(pdf)
        text = "".join(each.text for each in drawn)
        for each in tables:
            first, last = letters("".join(each.heads)), letters("".join(each.rows[-1]))
            at = text.find(first)
            assert at >= 0
            end = text.find(last, at)
            assert drawn[at].page == drawn[end].page, each.rows[0]


@pytest.mark.parametrize("columns", [2, 7, 9])
def test_each_page_says_the_head_and_that_the_table_goes_on(
    styles: Sequence[Style], pool: Workers, columns: int
) -> None:
    of = table(KINDS["numbers"], columns, 2 * ROWS, names(), iter(range(10, 10_000)))
    head = letters("".join(of.heads))
    for drawn in set_tables(pool, styles, [of]):
        pages = [
            "".join(each.text for each in drawn if each.page == page) for page in range(drawn[-1].page + 1)
        ]
        assert len(pages) > 1
        assert pages[0].startswith(f"avant{head}")
        assert [page[:30] for page in pages[1:] if not page.startswith(f"suite{head}")] == []
        assert "".join(pages).count("suite") == len(pages) - 1


@pytest.mark.parametrize("rows", [1, 2, 3, 5])
def test_high_rows_are_whole_each_under_the_head(styles: Sequence[Style], pool: Workers, rows: int) -> None:
    """Two of them, which no page has room for, aren't kept together."""
    said = "le quai dort sous la pluie et la voisine regarde longtemps passer les barques "
    name = names()
    of = Table(
        KINDS["words"],
        [next(name), next(name)],
        [[f"{next(name)} {said * 5}{next(name)}" for _ in range(2)] for _ in range(rows)],
    )
    head = letters("".join(of.heads))
    for drawn in set_tables(pool, styles, [of]):
        pages = [
            "".join(each.text for each in drawn if each.page == page) for page in range(drawn[-1].page + 1)
        ]
        assert [page[:30] for page in pages if "lavoisine" in page and head not in page] == []
        assert [page[:30] for page in pages if "lavoisine" not in page and head in page] == []
        for cell in (cell for row in of.rows for cell in row):
            assert sum(letters(cell) in page for page in pages) == 1, cell[:4]


SENTENCE = "le quai dort encore sous la pluie et la voisine regarde longtemps passer les barques vertes " * 2


def marked(number: Iterator[int], sentences: int) -> str:
    """So many sentences, each with a word of its own."""
    return " ".join(f"z{next(number)}z {SENTENCE}" for _ in range(sentences))


def row(cells: Sequence[str], tag: str = "td") -> str:
    return f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in cells)}</tr>"


def with_head(head: Sequence[str], *rows: str) -> str:
    return f"<table><thead>{row(head, 'th')}</thead><tbody>{''.join(rows)}</tbody></table>"


def listed(number: Iterator[int]) -> str:
    inner = "".join(
        f"<li>z{next(number)}z un quai<ul><li>z{next(number)}z vert</li></ul></li>" for _ in "a" * 25
    )
    return f"<ol>{inner}</ol>"


def high_tables() -> Mapping[str, str]:
    """What has rows that are higher than a page, or a head."""
    number = iter(range(100, 1000))
    before = f"<p>{marked(number, 5)}</p>"
    note = f'c{{0}}c<span class="footnote">n{{0}}n {SENTENCE[:60]}</span>'
    noted = [" ".join(f"z{each}z {SENTENCE} {note.format(each)}" for each in islice(number, 7)) for _ in "ab"]
    uneven = [(14, 1, 0), (1, 1, 1), (0, 2, 9)]
    return {
        "one column": before + with_head(["hhahh"], row([marked(number, 26)])),
        "two columns": before + with_head(["hhahh", "b"], row([marked(number, 10) for _ in "ab"])),
        "three rows": with_head(
            ["hhahh", "b", "c"], *(row([marked(number, 4) for _ in "abc"]) for _ in range(3))
        ),
        "uneven": before
        + with_head(["hhahh", "b", "c"], *(row([marked(number, many) for many in each]) for each in uneven)),
        "lists": before
        + with_head(["hhahh", "b"], row([listed(number), "vert"]), row(["vert", listed(number)])),
        "notes": before + with_head(["hhahh", "b"], row(noted), row(["vert", "vert"])),
        "head": before
        + with_head([marked(number, 9) for _ in "ab"], *(row([marked(number, 1), "vert"]) for _ in range(4))),
        "no head": before + f"<table><tbody>{row([marked(number, 10) for _ in 'ab'])}</tbody></table>",
    }


@pytest.mark.parametrize("kind", high_tables())
def test_what_is_higher_than_a_page_goes_on_overleaf(
    styles: Sequence[Style], pool: Workers, kind: str
) -> None:
    """Nothing is lost or leaves the page, no page but the last is half empty, each has the head once."""
    body = high_tables()[kind]
    expected = Counter(re.findall(r"[znc]\d+[znc]", body))
    for style, pdf in zip(
        styles, pool.run(set_whole, [call(style, body) for style in styles], seconds=200), strict=True
    ):
        assert isinstance(pdf, bytes), pdf
        drawn = read(pdf)
        page, foot = style.geometry, style.geometry.bottom * MM
        head = (page.height - page.top) * MM
        assert [each for each in drawn if not foot - SLACK < each.y < head] == []
        pages = [[each for each in drawn if each.page == number] for number in range(drawn[-1].page + 1)]
        said = ["".join(each.text for each in of) for of in pages]
        assert len(said) > 1
        assert Counter(mark for each in said for mark in re.findall(r"[znc]\d+[znc]", each)) == expected
        for of in pages[:-1]:
            assert min(each.y for each in of) < (foot + 2 * head) / 3, "half empty"
        begun = next((number for number, each in enumerate(said) if "hhahh" in each), len(said))
        assert [each.count("hhahh") for each in said[begun:]] == [1] * len(said[begun:])
        for each in said:
            assert set(re.findall(r"n(\d+)n", each)) == set(re.findall(r"c(\d+)c", each))
